//! The keys of the public log: one signs its checkpoints, another states when. And the key of a witness.

use std::path::Path;

use secrecy::SecretString;
use tsa_core::checkpoint::{Checkpoint, SignedCheckpoint};
use tsa_core::note::{CosignatureTime, KeyName, NoteSignature, SignatureType, VerifierKey};
use tsa_journal::{CheckpointSigner, Cosigner, DurableCheckpoint, NotSigned};

use crate::ed25519::Ed25519Key;
use crate::{KeyError, LoadError, Protection};

/// The key of a log. It signs [`DurableCheckpoint`]s of its own origin, which only the publisher of the journal makes, in the
/// form of signature type 01 (C2SP signed-note), and nothing else.
///
/// Text that it signs begins with the origin, text that a [`CosignerKey`] signs with `cosignature/v1`, and both need
/// keys of their own all the same.
pub struct LogKey {
    key: Ed25519Key,
    verifier_key: VerifierKey,
}

/// The key of a cosigner: the log's second key, or a witness's. It signs a time and a checkpoint together (C2SP
/// tlog-cosignature), and nothing else.
pub struct CosignerKey {
    key: Ed25519Key,
    verifier_key: VerifierKey,
}

impl LogKey {
    /// Generates a key for the log with this origin.
    ///
    /// # Errors
    /// The library fails.
    pub fn generate(origin: &KeyName) -> Result<Self, KeyError> {
        Ed25519Key::generate().map(|key| Self::new(key, origin))
    }

    /// Reads the key file of the log with this origin.
    ///
    /// # Errors
    /// The file cannot be read, is too open, needs another passphrase, or holds no Ed25519 key.
    pub fn load(path: &Path, passphrase: Option<&SecretString>, origin: &KeyName) -> Result<Self, LoadError> {
        Ed25519Key::load(path, passphrase).map(|key| Self::new(key, origin))
    }

    /// Writes the key to a new file of mode 0600.
    ///
    /// # Errors
    /// The file exists already or cannot be written.
    pub fn save(&self, path: &Path, protection: Protection<'_>) -> Result<(), LoadError> {
        self.key.save(path, protection)
    }

    fn new(key: Ed25519Key, origin: &KeyName) -> Self {
        let verifier_key = VerifierKey::new(origin.clone(), SignatureType::Ed25519, *key.public_key());
        Self { key, verifier_key }
    }
}

impl CheckpointSigner for LogKey {
    fn sign(&self, checkpoint: &DurableCheckpoint) -> Result<NoteSignature, NotSigned> {
        self.sign_own(checkpoint.checkpoint())
    }

    fn verifier_key(&self) -> &VerifierKey {
        &self.verifier_key
    }
}

impl LogKey {
    /// C2SP tlog-checkpoint: the name of the key is the origin of what it signs.
    fn sign_own(&self, checkpoint: &Checkpoint) -> Result<NoteSignature, NotSigned> {
        let name = self.verifier_key.name();
        if checkpoint.origin() != name.as_str() {
            return Err(NotSigned);
        }
        let note = SignedCheckpoint::new(checkpoint.clone());
        let signature = self.key.sign(note.note().to_be_signed()).ok_or(NotSigned)?;
        Ok(NoteSignature::ed25519(name, self.key.public_key(), &signature))
    }
}

impl CosignerKey {
    /// Generates a key for the cosigner of this name.
    ///
    /// # Errors
    /// The library fails.
    pub fn generate(name: &KeyName) -> Result<Self, KeyError> {
        Ed25519Key::generate().map(|key| Self::new(key, name))
    }

    /// Reads the key file of the cosigner of this name.
    ///
    /// # Errors
    /// As [`LogKey::load`].
    pub fn load(path: &Path, passphrase: Option<&SecretString>, name: &KeyName) -> Result<Self, LoadError> {
        Ed25519Key::load(path, passphrase).map(|key| Self::new(key, name))
    }

    /// Writes the key to a new file of mode 0600.
    ///
    /// # Errors
    /// As [`LogKey::save`].
    pub fn save(&self, path: &Path, protection: Protection<'_>) -> Result<(), LoadError> {
        self.key.save(path, protection)
    }

    fn new(key: Ed25519Key, name: &KeyName) -> Self {
        let verifier_key = VerifierKey::new(name.clone(), SignatureType::Cosignature, *key.public_key());
        Self { key, verifier_key }
    }
}

impl Cosigner for CosignerKey {
    fn cosign(&self, checkpoint: &Checkpoint, time: CosignatureTime) -> Result<NoteSignature, NotSigned> {
        let note = SignedCheckpoint::new(checkpoint.clone());
        let signature = self.key.sign(&note.note().to_be_cosigned(time)).ok_or(NotSigned)?;
        let name = self.verifier_key.name();
        Ok(NoteSignature::cosignature(name, self.key.public_key(), time, &signature))
    }

    fn verifier_key(&self) -> &VerifierKey {
        &self.verifier_key
    }
}

impl core::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LogKey").field("verifier_key", &self.verifier_key).finish_non_exhaustive()
    }
}

impl core::fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CosignerKey").field("verifier_key", &self.verifier_key).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsa_core::note::Attestation;

    fn name(text: &str) -> KeyName {
        KeyName::new(text).expect("a name")
    }

    #[test]
    fn a_checkpoint_is_signed_and_cosigned_and_both_verify() {
        let origin = name("log.example/tsa");
        let log = LogKey::generate(&origin).expect("a key");
        let cosigner = CosignerKey::generate(&name("log.example/tsa/time")).expect("a key");
        let checkpoint = Checkpoint::new(&origin, 3, [5; 32]);
        let mut signed = SignedCheckpoint::new(checkpoint.clone());
        let time = CosignatureTime::new(1_795_366_090).expect("a time");
        signed.add(log.sign_own(&checkpoint).expect("signed")).expect("room");
        signed.add(cosigner.cosign(&checkpoint, time).expect("cosigned")).expect("room");
        assert_eq!(signed.note().verified_by(log.verifier_key()), Ok(vec![Attestation::Signed]));
        assert_eq!(signed.note().verified_by(cosigner.verifier_key()), Ok(vec![Attestation::Cosigned(time)]));
        let foreign = Checkpoint::new(&name("other.example/log"), 3, [5; 32]);
        assert!(log.sign_own(&foreign).is_err());
    }

    #[test]
    fn key_files_read_back_and_are_what_openssl_makes() {
        let directory = tempfile::tempdir().expect("a directory");
        let passphrase = SecretString::from("correct horse");
        let origin = name("log.example/tsa");
        let key = LogKey::generate(&origin).expect("a key");
        for (file, protection, passphrase) in [
            ("plain.pem", Protection::Plain, None),
            ("encrypted.pem", Protection::Encrypted(&passphrase), Some(&passphrase)),
        ] {
            let path = directory.path().join(file);
            key.save(&path, protection).expect("saved");
            let read = LogKey::load(&path, passphrase, &origin).expect("loaded");
            assert_eq!(read.verifier_key(), key.verifier_key());
        }
        let path = directory.path().join("openssl.pem");
        let made = std::process::Command::new("openssl")
            .args(["genpkey", "-algorithm", "ed25519", "-out"])
            .arg(&path)
            .status()
            .expect("openssl runs");
        assert!(made.success());
        CosignerKey::load(&path, None, &name("w.example")).expect("loaded");
        let other = directory.path().join("p256.pem");
        crate::TsuKey::generate(crate::KeyAlgorithm::EcdsaP256)
            .and_then(|key| key.save(&other, Protection::Plain).map_err(|_| KeyError::Encoding))
            .expect("saved");
        assert!(LogKey::load(&other, None, &origin).is_err(), "a TSU's key is no log key");
    }
}
