//! Which client programs the suite needs. A missing one fails the test that needs it, here and in continuous
//! integration alike, with the command that installs it: a skipped test is a green light over nothing.

use std::process::Command;

/// A client program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// `openssl`
    OpenSsl,
    /// `osslsigncode`
    OsslSignCode,
    /// `jarsigner` and `keytool`
    JarSigner,
    /// BouncyCastle and a JDK to run it
    BouncyCastle,
    /// `curl`
    Curl,
    /// `tsget`, the Perl client that comes with OpenSSL
    TsGet,
    /// `faketime`, to step the clock under the daemon
    FakeTime,
    /// Python, for the clients from PyPI
    Python,
}

impl Client {
    /// Its name with its version, as it says itself.
    ///
    /// # Panics
    ///
    /// When it is not here, with the command that installs it.
    pub fn require(self) -> String {
        let (name, program, arguments, package) = self.probe();
        let output = Command::new(program).args(arguments).output();
        let said = match &output {
            Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
            Ok(output) => panic!(
                "{name} does not run: {}\ninstall it: apt-get install {package}",
                String::from_utf8_lossy(&output.stderr)
            ),
            Err(error) => panic!("{program}: {error}\ninstall it: apt-get install {package}"),
        };
        let said = said.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
        let starts_with_digit = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
        let version = said.split([' ', ',', '\n']).find(starts_with_digit).unwrap_or_default();
        format!("{name} {version}")
    }

    fn probe(self) -> (&'static str, &'static str, &'static [&'static str], &'static str) {
        const JDK: &str = "command -v jarsigner keytool jar >/dev/null && java --version";
        // The version stands in the name that the plain one is a link to.
        const JARS: &str =
            "java --version >/dev/null && readlink -e /usr/share/java/bcpkix.jar | tr -c '0-9.\\n' ' '";
        const CURL_MODULE: &str = "print $WWW::Curl::VERSION";
        match self {
            Self::OpenSsl => ("openssl", "openssl", &["version"], "openssl"),
            Self::OsslSignCode => ("osslsigncode", "osslsigncode", &["--version"], "osslsigncode"),
            Self::JarSigner => ("jarsigner of OpenJDK", "sh", &["-c", JDK], "default-jdk-headless"),
            Self::BouncyCastle => {
                ("BouncyCastle", "sh", &["-c", JARS], "default-jdk-headless libbcpkix-java")
            }
            Self::Curl => ("curl", "curl", &["--version"], "curl"),
            Self::TsGet => {
                ("tsget, WWW::Curl", "perl", &["-MWWW::Curl::Easy", "-e", CURL_MODULE], "libwww-curl-perl")
            }
            Self::FakeTime => ("faketime", "faketime", &["--version"], "faketime"),
            Self::Python => ("python", "python3", &["--version"], "python3 python3-venv"),
        }
    }
}
