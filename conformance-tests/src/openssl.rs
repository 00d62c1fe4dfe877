//! The `openssl` program: as a client (`ts -query`, `ts -verify`), and as a second TSA (`ts -reply`) with a hierarchy of
//! its own. The second TSA answers the same requests as ours, which tests the tests.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::clients::Client;
use crate::response::Answer;

/// What a command did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether it ended with exit code 0.
    pub ok: bool,
    /// The exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// Standard output, then standard error.
    pub text: String,
}

impl Outcome {
    /// Fails unless the command succeeded.
    pub fn success(self, what: &str) -> String {
        assert!(self.ok, "{what} failed:\n{}", self.text);
        self.text
    }

    /// Fails unless the command failed.
    pub fn failure(self, what: &str) -> String {
        assert!(!self.ok, "{what} succeeded, but must not:\n{}", self.text);
        self.text
    }
}

/// Runs a program in a directory.
pub fn run(directory: &Path, program: &str, arguments: &[&str]) -> Outcome {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(directory)
        .env("LC_ALL", "C")
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let text = [output.stdout, output.stderr].concat();
    Outcome {
        ok: output.status.success(),
        code: output.status.code(),
        text: String::from_utf8_lossy(&text).into_owned(),
    }
}

/// Runs `openssl` with arguments given as one line, split at blanks.
pub fn openssl(directory: &Path, arguments: &str) -> Outcome {
    run(directory, "openssl", &arguments.split_whitespace().collect::<Vec<_>>())
}

/// Writes a file into a directory.
pub fn write(directory: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::write(directory.join(name), content).unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// Reads a file of a directory.
pub fn read(directory: &Path, name: &str) -> Vec<u8> {
    fs::read(directory.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The kind of a TSU key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// ECDSA on P-256
    P256,
    /// ECDSA on P-384
    P384,
    /// RSA, 3072 bits
    Rsa3072,
}

impl KeyKind {
    /// Its name for messages and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "p256",
            Self::P384 => "p384",
            Self::Rsa3072 => "rsa3072",
        }
    }

    fn genpkey(self) -> &'static str {
        match self {
            Self::P256 => "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
            Self::P384 => "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
            Self::Rsa3072 => "-algorithm RSA -pkeyopt rsa_keygen_bits:3072",
        }
    }
}

/// `openssl ts -reply` with its own root, issuing CA, TSU certificate, configuration and serial file.
///
/// In its directory: `root.pem`, `ca.pem`, `tsu.pem` with their `.key` files, `tsa.cnf`, `serial`.
pub struct OpensslTsa {
    directory: TempDir,
}

impl OpensslTsa {
    /// Makes the hierarchy and the configuration; tokens are signed with this digest.
    pub fn new(key: KeyKind, signer_digest: &str) -> Self {
        Client::OpenSsl.require();
        let directory = TempDir::new().expect("a scratch directory");
        let tsa = Self { directory };
        tsa.certificate("root", None, key, "/C=XX/O=Second TSA/CN=Root", CA_EXTENSIONS);
        tsa.certificate("ca", Some("root"), key, "/C=XX/O=Second TSA/CN=Issuing CA", CA_EXTENSIONS);
        tsa.certificate("tsu", Some("ca"), key, "/C=XX/O=Second TSA/CN=TSU 1", TSU_EXTENSIONS);
        write(tsa.path(), "tsa.cnf", CONFIGURATION.replace("SIGNER_DIGEST", signer_digest));
        write(tsa.path(), "serial", "4000000000000001\n");
        tsa
    }

    /// Its directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Makes `NAME.key` and `NAME.pem`; without an issuer the certificate is self-signed.
    pub fn certificate(
        &self,
        name: &str,
        issuer: Option<&str>,
        key: KeyKind,
        subject: &str,
        extensions: &str,
    ) {
        let in_directory = |arguments: &[&str]| {
            run(self.path(), "openssl", arguments).success(&format!("openssl {}", arguments[0]));
        };
        let key_file = format!("{name}.key");
        let genpkey: Vec<&str> =
            ["genpkey", "-out", &key_file].into_iter().chain(key.genpkey().split(' ')).collect();
        in_directory(&genpkey);
        write(self.path(), "extensions.cnf", extensions);
        let (request, certificate) = (format!("{name}.csr"), format!("{name}.pem"));
        in_directory(&["req", "-new", "-key", &key_file, "-subj", subject, "-out", &request]);
        let issuer_files = issuer.map(|issuer| (format!("{issuer}.pem"), format!("{issuer}.key")));
        let digest = if key == KeyKind::P384 { "-sha384" } else { "-sha256" };
        let mut x509 = vec!["x509", "-req", "-in", &request, "-out", &certificate, "-days", "3650", digest];
        x509.extend(["-extfile", "extensions.cnf"]);
        match &issuer_files {
            Some((ca, ca_key)) => x509.extend(["-CA", ca, "-CAkey", ca_key, "-CAcreateserial"]),
            None => x509.extend(["-signkey", &key_file]),
        }
        in_directory(&x509);
    }

    /// Its answer to these octets.
    ///
    /// # Errors
    ///
    /// What the program said when it gave no answer, or what is wrong with the answer.
    pub fn answer(&self, query: &[u8]) -> Result<Answer, String> {
        Answer::read(&self.reply(query)?)
    }

    /// The octets of its answer.
    ///
    /// # Errors
    ///
    /// What the program said when it gave no answer.
    pub fn reply(&self, query: &[u8]) -> Result<Vec<u8>, String> {
        write(self.path(), "reply.tsq", query);
        let _ = fs::remove_file(self.path().join("reply.tsr"));
        let outcome = openssl(self.path(), "ts -config tsa.cnf -reply -queryfile reply.tsq -out reply.tsr");
        fs::read(self.path().join("reply.tsr")).map_err(|_| outcome.text)
    }
}

/// Extensions of a CA certificate, as an OpenSSL section.
pub const CA_EXTENSIONS: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n\
    subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
/// Extensions of a TSU certificate, as an OpenSSL section.
pub const TSU_EXTENSIONS: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n\
    extendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
/// The policy that the second TSA issues under.
pub const DEFAULT_POLICY: &str = "1.3.6.1.4.1.32473.1.0";

const CONFIGURATION: &str = "[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
crypto_device = builtin
signer_cert = tsu.pem
signer_key = tsu.key
certs = ca.pem
signer_digest = SIGNER_DIGEST
default_policy = 1.3.6.1.4.1.32473.1.0
digests = sha256, sha384, sha512, sha3-256, sha3-384, sha3-512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
";
