//! The configuration of a witness: a small TOML file of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tracing_subscriber::filter::LevelFilter;
use tsa_core::note::{KeyName, SignatureType, VerifierKey};
use tsa_journal::Cosigner as _;
use tsa_keys::CosignerKey;

use crate::config::{self, ConfigError};
use crate::fault::{StartFault, with_causes};
use crate::state::read_secret;
use tsa_service::log::LogFormat;
use tsa_service::log::LogSettings;

/// A checked configuration, with the key read.
#[derive(Debug)]
pub(super) struct WitnessConfig {
    pub(super) key: CosignerKey,
    pub(super) logs: Vec<VerifierKey>,
    pub(super) listen: SocketAddr,
    pub(super) state_directory: PathBuf,
    pub(super) log: LogSettings,
}

/// As it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: u32,
    name: String,
    key_file: PathBuf,
    passphrase_file: Option<PathBuf>,
    listen: SocketAddr,
    state_directory: PathBuf,
    logs: Vec<String>,
}

impl WitnessConfig {
    pub(super) fn load(path: &Path) -> Result<WitnessConfig, StartFault> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { file: path.to_owned(), source })?;
        let place = path.display().to_string();
        let file: File = toml::from_str(&text).map_err(|error| ConfigError::Malformed {
            place: place.clone(),
            problem: error.to_string(),
            hint: config::DIALECT.hint,
        })?;
        let base = path.parent().unwrap_or(Path::new(""));
        let check = |key: &str, what: String, remedy: &str| StartFault::Check {
            place: place.clone(),
            key: key.to_owned(),
            what,
            remedy: remedy.to_owned(),
        };
        if file.version != 1 {
            let what = format!("{} is not known", file.version);
            return Err(check("version", what, "Write `version = 1`."));
        }
        let name = KeyName::new(&file.name).ok_or_else(|| {
            let what = format!("{:?} has a space or a `+`, or is empty", file.name);
            check("name", what, "Choose a URL without its scheme, such as \"witness.example/w1\".")
        })?;
        let passphrase = match &file.passphrase_file {
            None => None,
            Some(file) => Some(read_secret(&base.join(file)).map_err(|error| {
                check("passphrase-file", error.to_string(), "Name the file with the passphrase of the key.")
            })?),
        };
        let key =
            CosignerKey::load(&base.join(&file.key_file), passphrase.as_ref(), &name).map_err(|error| {
                let remedy = "Make one: openssl genpkey -algorithm ed25519 -out FILE";
                check("key-file", with_causes(&error), remedy)
            })?;
        let mut logs: Vec<VerifierKey> = Vec::new();
        for (index, text) in file.logs.iter().enumerate() {
            let fault = |what: String| {
                check(
                    &format!("logs[{index}]"),
                    what,
                    "Give the verifier key that the log's operator published.",
                )
            };
            let log = VerifierKey::parse(text).map_err(|error| fault(error.to_string()))?;
            if log.signature_type() != SignatureType::Ed25519 {
                return Err(fault("this is the key of a cosigner, not of a log".to_owned()));
            }
            // C2SP tlog-cosignature: one key per cosigner, never the log's.
            if log.public_key() == key.verifier_key().public_key() {
                return Err(fault("this is the witness's own key".to_owned()));
            }
            logs.push(log);
        }
        Ok(WitnessConfig {
            key,
            logs,
            listen: file.listen,
            state_directory: base.join(file.state_directory),
            log: LogSettings { format: LogFormat::Text, level: LevelFilter::INFO },
        })
    }
}
