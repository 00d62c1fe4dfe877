//! The witness role: cosigns checkpoints of other operators' logs when they continue what was cosigned last.
//! Source: C2SP tlog-witness, tlog-cosignature.
//!
//! Its state is a file for each log, named by the hexadecimal SHA-256 of the origin: the note as it was cosigned last,
//! with the log's signature and ours, served at `/<hash>/checkpoint`. Comparing with it and replacing it
//! ([`tsa_journal::durable::replace`]) is one step under a lock, and comes before the answer: a crash leaves a checkpoint
//! that was cosigned and not answered, never the other way round.

mod config;
mod http;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use tsa_core::TimeState;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::note::{Attestation, CosignatureTime, VerifierKey};
use tsa_core::tlog_witness::{AddCheckpoint, TreeHead, WitnessRefusal};
use tsa_journal::{Clock, Cosigner, durable};

use self::config::WitnessConfig;
use crate::clock::SystemClock;
use crate::fault::StartFault;
use crate::state::StateLock;
use tsa_service::run::RunFault;

/// Serves as a witness until told to stop.
pub(crate) fn run(file: &Path) -> Result<ExitCode, StartFault> {
    let config = WitnessConfig::load(file)?;
    tsa_service::log::start(config.log).map_err(|source| RunFault::Resource { what: "the log", source })?;
    let path = config.state_directory.clone();
    match durable::create_dir(&path, 0o700) {
        Err(source) if source.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(StartFault::File { path, doing: "cannot make the state directory", source });
        }
        _ => {}
    }
    let _lock = StateLock::take(&config.state_directory)?;
    let listen = config.listen;
    let witness = Arc::new(Witness::open(config)?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| RunFault::Resource { what: "the runtime", source })?;
    let code = runtime.block_on(http::serve(&witness, listen));
    tsa_service::log::flush();
    code
}

/// The key, and what was cosigned last for each log.
#[derive(Debug)]
pub(crate) struct Witness {
    key: Box<dyn Cosigner>,
    logs: Vec<VerifierKey>,
    directory: PathBuf,
    clock: Box<dyn Clock>,
    /// By origin. The lock is held from the comparison to the end of the fsync.
    latest: Mutex<HashMap<String, Latest>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Latest {
    head: TreeHead,
    /// Seconds: the times of a cosigner never go back.
    time: u64,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotCosigned {
    /// The request.
    #[error(transparent)]
    Refused(#[from] WitnessRefusal),
    /// Our own disk, clock or key.
    #[error("{0}")]
    Unable(String),
}

impl Witness {
    fn open(config: WitnessConfig) -> Result<Witness, StartFault> {
        let WitnessConfig { key, logs, state_directory, .. } = config;
        let mut witness = Witness {
            key: Box::new(key),
            logs,
            directory: state_directory,
            clock: Box::new(SystemClock),
            latest: Mutex::default(),
        };
        let mut latest = HashMap::new();
        for log in &witness.logs {
            let path = witness.directory.join(origin_hash(log.name().as_str()));
            match std::fs::read(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(StartFault::File { path, doing: "cannot read", source }),
                Ok(octets) => {
                    let read = witness.read_latest(&octets).ok_or_else(|| StartFault::File {
                        path,
                        doing: "what was cosigned last cannot be relied on; restore it, or begin with a new key",
                        source: std::io::ErrorKind::InvalidData.into(),
                    })?;
                    latest.insert(log.name().as_str().to_owned(), read);
                }
            }
        }
        witness.latest = Mutex::new(latest);
        Ok(witness)
    }

    /// Our own file too is believed only as far as our own cosignature under it holds.
    fn read_latest(&self, octets: &[u8]) -> Option<Latest> {
        let signed = SignedCheckpoint::parse(octets).ok()?;
        let times = signed.note().verified_by(self.key.verifier_key()).ok()?;
        let time = times.iter().filter_map(|attestation| match attestation {
            Attestation::Cosigned(time) => Some(time.as_secs()),
            Attestation::Signed => None,
        });
        let head = TreeHead { size: signed.checkpoint().size(), root: *signed.checkpoint().root() };
        Some(Latest { head, time: time.max()? })
    }

    /// What verifies our cosignatures.
    pub(crate) fn verifier_key(&self) -> &VerifierKey {
        self.key.verifier_key()
    }

    /// The cosignature line for a checkpoint that continues what was cosigned last.
    pub(crate) fn add_checkpoint(&self, request: &AddCheckpoint) -> Result<String, NotCosigned> {
        let log = request.signed_by(&self.logs)?;
        let origin = log.name().as_str();
        let mut all = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.get(origin).copied().unwrap_or_default();
        let head = request.advance(before.head)?;
        let reading = self.clock.read();
        let seconds = reading.now.as_secs().max(before.time);
        let time = CosignatureTime::new(seconds).filter(|_| reading.state != TimeState::Lost);
        let time = time.ok_or_else(|| NotCosigned::Unable("the time is not known".to_owned()))?;
        let checkpoint = request.checkpoint.checkpoint();
        let unable = |error: &dyn std::fmt::Display| NotCosigned::Unable(error.to_string());
        let cosignature = self.key.cosign(checkpoint, time).map_err(|error| unable(&error))?;
        // Only the log's own signature is kept: other lines are by strangers.
        let mut kept = SignedCheckpoint::new(checkpoint.clone());
        for signature in request.checkpoint.note().signatures().iter().filter(|line| line.claims(log)) {
            kept.add(signature.clone()).map_err(|error| unable(&error))?;
        }
        kept.add(cosignature.clone()).map_err(|error| unable(&error))?;
        durable::replace(&self.directory.join(origin_hash(origin)), kept.to_string().as_bytes(), 0o644)
            .map_err(|error| unable(&error))?;
        all.insert(origin.to_owned(), Latest { head, time: seconds });
        Ok(format!("{cosignature}\n"))
    }

    /// What was cosigned last for the log whose origin has this hash.
    pub(crate) fn latest(&self, hash: &str) -> std::io::Result<Option<Vec<u8>>> {
        if !self.logs.iter().any(|log| origin_hash(log.name().as_str()) == hash) {
            return Ok(None);
        }
        match std::fs::read(self.directory.join(hash)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            octets => octets.map(Some),
        }
    }
}

/// The lower-case hexadecimal SHA-256 of an origin.
fn origin_hash(origin: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(origin))
}
