//! What the tests of this crate share: the stock `openssl`, scratch files, a small hierarchy.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use jiff::{Timestamp, ToSpan};

use crate::{CaKey, CertificateSpec, Issuer, KeyAlgorithm, Role, RsaHash, Subject};

/// Runs `openssl` in `directory`. It must be installed: a test that does not run proves nothing.
pub(crate) fn openssl(directory: &Path, arguments: &[&str]) -> Output {
    Command::new("openssl")
        .current_dir(directory)
        .args(arguments)
        .output()
        .expect("openssl is needed for these tests: install it")
}

/// Runs `openssl`, which must succeed, and gives its standard output.
pub(crate) fn openssl_ok(directory: &Path, arguments: &[&str]) -> String {
    let output = openssl(directory, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Now, for OpenSSL judges certificates at the time of the machine.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap()
}

pub(crate) fn days(at: Timestamp, days: i64) -> Timestamp {
    at.checked_add((24 * days).hours()).unwrap()
}

pub(crate) fn subject(common_name: &str) -> Subject {
    Subject {
        country: "DE".into(),
        organization: "Example Time".into(),
        organizational_unit: None,
        common_name: common_name.into(),
    }
}

/// A root, an issuing CA, and their keys.
pub(crate) struct Hierarchy {
    pub(crate) root_key: CaKey,
    pub(crate) root: Vec<u8>,
    pub(crate) issuing_key: CaKey,
    pub(crate) issuing: Vec<u8>,
}

impl Hierarchy {
    pub(crate) fn new(algorithm: KeyAlgorithm) -> Self {
        let root_key = CaKey::generate(algorithm).unwrap();
        let issuing_key = CaKey::generate(algorithm).unwrap();
        let root = root_key.issue(&root_spec(&root_key)).unwrap();
        let issuing = root_key.issue(&issuing_spec(&root, &issuing_key)).unwrap();
        Self { root_key, root, issuing_key, issuing }
    }
}

pub(crate) fn root_spec(key: &CaKey) -> CertificateSpec {
    CertificateSpec {
        issuer: Issuer::SelfSigned,
        subject: subject("Example Root").name().unwrap(),
        spki_der: key.spki_der().to_vec(),
        role: Role::Root { path_length: 1 },
        not_before: now(),
        not_after: days(now(), 7300),
        key_use_until: None,
        ca_issuers: vec![],
        crl_urls: vec![],
        policies: vec![],
        rsa_hash: RsaHash::Sha256,
        lab: false,
    }
}

pub(crate) fn issuing_spec(root: &[u8], key: &CaKey) -> CertificateSpec {
    CertificateSpec {
        issuer: Issuer::Certificate(root.to_vec()),
        subject: subject("Example Issuing CA").name().unwrap(),
        spki_der: key.spki_der().to_vec(),
        role: Role::Issuing { path_length: 0, time_stamping_only: true },
        not_after: days(now(), 7000),
        ..root_spec(key)
    }
}

pub(crate) fn tsu_spec(issuing: &[u8], spki_der: &[u8]) -> CertificateSpec {
    CertificateSpec {
        issuer: Issuer::Certificate(issuing.to_vec()),
        subject: subject("Example TSU 1").name().unwrap(),
        spki_der: spki_der.to_vec(),
        role: Role::Tsu,
        not_before: now(),
        not_after: days(now(), 365),
        key_use_until: Some(days(now(), 180)),
        ca_issuers: vec!["http://pki.example/issuing.cer".into()],
        crl_urls: vec!["http://pki.example/issuing.crl".into()],
        policies: vec!["1.3.6.1.4.1.32473.1.0".parse().unwrap()],
        rsa_hash: RsaHash::Sha256,
        lab: false,
    }
}

/// Writes `der` as PEM.
pub(crate) fn write_pem(path: &Path, label: &'static str, der: &[u8]) {
    let pem = der::pem::encode_string(label, der::pem::LineEnding::LF, der).unwrap();
    fs::write(path, pem).unwrap();
}
