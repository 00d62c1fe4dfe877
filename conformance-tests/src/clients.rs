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
    /// `curl`
    Curl,
    /// `tsget`, the Perl client that comes with OpenSSL
    TsGet,
    /// Python, for the clients from PyPI
    Python,
}

impl Client {
    /// Its name with its version, as it says itself.
    pub fn require(self) -> String {
        let (program, arguments, package) = self.probe();
        match Command::new(program).args(arguments).output() {
            Ok(output) if output.status.success() || !output.stdout.is_empty() => {
                let text = [output.stdout, output.stderr].concat();
                let first = String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned();
                first.chars().take(40).collect()
            }
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                panic!(
                    "{program} does not run ({}): {said}\ninstall it: apt-get install {package}",
                    output.status
                )
            }
            Err(error) => panic!("{program}: {error}\ninstall it: apt-get install {package}"),
        }
    }

    fn probe(self) -> (&'static str, &'static [&'static str], &'static str) {
        match self {
            Self::OpenSsl => ("openssl", &["version"], "openssl"),
            Self::OsslSignCode => ("osslsigncode", &["--version"], "osslsigncode"),
            Self::JarSigner => ("jarsigner", &["-help"], "default-jdk-headless"),
            Self::Curl => ("curl", &["--version"], "curl"),
            Self::TsGet => ("perl", &["-MWWW::Curl::Easy", "-e", "print 'tsget'"], "libwww-curl-perl"),
            Self::Python => ("python3", &["--version"], "python3 python3-venv"),
        }
    }
}
