//! The keys of the log in the state directory: `log-keys/log.pem` and `log-keys/cosigner.pem`.
//!
//! They are made together with the journal and belong to its origin. Whoever reads them can make a second log under our
//! name; witnesses and monitors would see it.

use std::io;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use tsa_core::note::KeyName;
use tsa_journal::{CheckpointSigner as _, durable};

use crate::{CosignerKey, KeyError, LoadError, LogKey, Protection};

/// Both keys of a log.
#[derive(Debug)]
pub struct LogKeys {
    /// Signs the checkpoints.
    pub log: LogKey,
    /// States when.
    pub cosigner: CosignerKey,
}

/// Why there are no keys of the log.
#[derive(Debug, thiserror::Error)]
pub enum LogKeysError {
    /// The origin cannot be the name of a key.
    #[error("the origin {0:?} has a space or a `+`, or is empty")]
    Origin(String),
    /// No key could be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A key file.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The directory.
    #[error("cannot make {}: {source}", path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl LogKeys {
    /// Makes both keys for a new log, in the directory `log-keys` of the state directory, which must not be there yet.
    /// A crash leaves no `log-keys`.
    ///
    /// # Errors
    /// [`LogKeysError`].
    pub fn create(state: &Path, origin: &str, protection: Protection<'_>) -> Result<Self, LogKeysError> {
        let (origin, time) = names(origin)?;
        let keys = Self { log: LogKey::generate(&origin)?, cosigner: CosignerKey::generate(&time)? };
        let path = state.join(DIRECTORY);
        let fault = |source| LogKeysError::Directory { path: path.clone(), source };
        if path.exists() {
            return Err(fault(io::ErrorKind::AlreadyExists.into()));
        }
        let temporary = state.join(TEMPORARY);
        match std::fs::remove_dir_all(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fault(error)),
            _ => durable::create_dir(&temporary, 0o700).map_err(fault)?,
        }
        keys.log.save(&temporary.join(LOG), protection)?;
        keys.cosigner.save(&temporary.join(COSIGNER), protection)?;
        durable::rename_dir(&temporary, &path).map_err(fault)?;
        Ok(keys)
    }

    /// Reads both keys of the log with this origin.
    ///
    /// # Errors
    /// [`LogKeysError`].
    pub fn open(state: &Path, origin: &str, passphrase: Option<&SecretString>) -> Result<Self, LogKeysError> {
        let (origin, time) = names(origin)?;
        let directory = state.join(DIRECTORY);
        Ok(Self {
            log: LogKey::load(&directory.join(LOG), passphrase, &origin)?,
            cosigner: CosignerKey::load(&directory.join(COSIGNER), passphrase, &time)?,
        })
    }

    /// The two lines that a log serves as its `vkey`: what verifies its checkpoints, and what verifies its statements of
    /// time.
    #[must_use]
    pub fn vkeys(&self) -> String {
        use tsa_journal::Cosigner as _;
        format!("{}\n{}\n", self.log.verifier_key(), self.cosigner.verifier_key())
    }
}

/// The names of the two keys: the origin, and `ORIGIN/time`.
fn names(origin: &str) -> Result<(KeyName, KeyName), LogKeysError> {
    let name = |text: &str| KeyName::new(text).ok_or_else(|| LogKeysError::Origin(origin.into()));
    Ok((name(origin)?, name(&format!("{origin}/time"))?))
}

/// In the state directory.
pub const DIRECTORY: &str = "log-keys";
const TEMPORARY: &str = ".log-keys.tmp";
const LOG: &str = "log.pem";
const COSIGNER: &str = "cosigner.pem";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_found_again() {
        let state = tempfile::tempdir().expect("a directory");
        let made = LogKeys::create(state.path(), "log.example/a", Protection::Plain).expect("made");
        let found = LogKeys::open(state.path(), "log.example/a", None).expect("found");
        assert_eq!(found.vkeys(), made.vkeys());
        assert!(made.vkeys().starts_with("log.example/a+"), "{}", made.vkeys());
        assert!(made.vkeys().contains("\nlog.example/a/time+"), "{}", made.vkeys());
        let again = LogKeys::create(state.path(), "log.example/a", Protection::Plain);
        assert!(matches!(again, Err(LogKeysError::Directory { .. })), "{again:?}");
        let bad = LogKeys::create(state.path(), "a b", Protection::Plain);
        assert!(matches!(bad, Err(LogKeysError::Origin(_))), "{bad:?}");
    }
}
