//! A state directory with units of any kind of key, as `tsa-admin` would make it, and a configuration for it.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;
use tsa_core::TsuRules;
use tsa_journal::CreateOptions;
use tsa_keys::log_store::LogKeys;
use tsa_keys::profile::{Profile, development};
use tsa_keys::tsu_store::{NewTsu, TsuStore};
use tsa_keys::{CaKey, CertificationRequest, Issuer, KeyAlgorithm, Protection};

/// A scratch directory with `state/`, `root.der` and `tsa.toml`.
pub struct Authority {
    directory: TempDir,
    root: Vec<u8>,
    issuing: Vec<u8>,
    issuing_key: CaKey,
    begun: Timestamp,
}

impl Authority {
    pub fn new() -> Authority {
        Authority::begun(Timestamp::now())
    }

    /// Certificates that begin some days ago.
    pub fn begun_days_ago(days: i64) -> Authority {
        Authority::begun(Timestamp::now() - (days * 24).hours())
    }

    fn begun(begun: Timestamp) -> Authority {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Profile::parse(development::ROOT).expect("a profile");
        let issuing = Profile::parse(development::ISSUING).expect("a profile");
        let root_key = CaKey::generate(root.key_algorithm).expect("a key");
        let issuing_key = CaKey::generate(issuing.key_algorithm).expect("a key");
        let spec = root.certificate(Issuer::SelfSigned, root_key.spki_der(), begun).expect("a spec");
        let root = root_key.issue(&spec).expect("a root");
        let above = Issuer::Certificate(root.clone());
        let spec = issuing.certificate(above, issuing_key.spki_der(), begun).expect("a spec");
        let issuing = root_key.issue(&spec).expect("a CA");
        let state = directory.path().join("state");
        TsuStore::init(&state).expect("a state directory");
        LogKeys::create(&state, ORIGIN, Protection::Plain).expect("keys of the log");
        let options = CreateOptions {
            directory: state.join("journal"),
            watermark: directory.path().join("watermark"),
            origin: ORIGIN.to_owned(),
        };
        tsa_journal::create(&options).expect("a journal");
        Authority { directory, root, issuing, issuing_key, begun }
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    pub fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    pub fn root_der(&self) -> &Vec<u8> {
        &self.root
    }

    pub fn issuing_der(&self) -> &Vec<u8> {
        &self.issuing
    }

    /// Makes the unit `tsu-GROUP` and activates it.
    pub fn add_unit(&self, group: &str, algorithm: KeyAlgorithm, protection: Protection<'_>) {
        let store = TsuStore::open(&self.state()).expect("a state directory");
        let profile = Profile::parse(development::TSU).expect("a profile");
        let name = format!("tsu-{group}");
        let subject = profile.subject.name().expect("a name");
        let new = NewTsu {
            name: &name,
            group,
            algorithm,
            scheme: None,
            subject: &subject,
            protection,
            now: self.begun,
            lab: false,
        };
        store.create(&new).expect("a unit");
        let request = from_pem(store.request_pem(&name).expect("a request").as_bytes());
        let request = CertificationRequest::decode(&request).expect("a request");
        let issuer = Issuer::Certificate(self.issuing.clone());
        let spec = profile.certificate(issuer, request.spki_der(), self.begun).expect("a spec");
        let leaf = self.issuing_key.issue(&spec).expect("a certificate");
        let chain = [to_pem(&leaf), to_pem(&self.issuing)].concat();
        let rules = TsuRules { lab: false, key_use_months: None };
        store.install(&name, chain.as_bytes(), &rules).expect("installed");
        store.activate(&name, &rules, self.begun).expect("activated");
    }

    /// Writes `tsa.toml`: version, time, state and one listener `public` on a free port, then `rest`.
    pub fn configure(&self, rest: &str) -> PathBuf {
        let text = format!(
            "version = 1
[time]
sources = [{{ kind = \"system-clock\" }}]
[state]
directory = \"state\"
watermark = \"watermark\"
[[http.listener]]
name = \"public\"
address = \"127.0.0.1:0\"
{rest}"
        );
        let file = self.path().join("tsa.toml");
        std::fs::write(&file, text).expect("written");
        file
    }
}

/// The origin of its log.
pub const ORIGIN: &str = "log.example/tests";

/// A `[[profile]]` with its path `/NAME` and group `NAME` on the listener `public`, and these further lines.
pub fn profile(name: &str, policy: &str, more: &str) -> String {
    format!(
        "[[profile]]
name = \"{name}\"
listeners = [\"public\"]
paths = [\"/{name}\"]
tsu-group = \"{name}\"
policies = [\"{policy}\"]
{more}"
    )
}

fn to_pem(der: &[u8]) -> String {
    der::pem::encode_string("CERTIFICATE", der::pem::LineEnding::LF, der).expect("PEM")
}

fn from_pem(pem: &[u8]) -> Vec<u8> {
    der::pem::decode_vec(pem).expect("PEM").1
}
