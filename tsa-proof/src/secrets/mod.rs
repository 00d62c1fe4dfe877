//! The keys under which everything that a person typed is sealed.
//!
//! Every account has a random AES-256-GCM key. The database holds it wrapped under a key-encryption key (KEK), which lies in
//! a file outside the database. So a copy of the database alone reads nothing, and removing one wrapped key erases an
//! account's names wherever copies of its rows still lie.
//!
//! The file also holds the digest key: the key of the lookup of e-mail addresses, of API keys and counted tries. It stays
//! when the KEK is rotated.

mod account_key;
mod key_file;
mod rotation;

use std::path::Path;

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

pub use account_key::{AccountKey, Context, OVERHEAD};
pub use rotation::{Rotation, finish_rotation, rewrap};

use crate::store::{AccountId, Digest, WrappedKey};
use key_file::{Kek, KeyFile};

/// The service's own keys, from the file that `[secrets] claim-key-file` names.
pub struct Secrets {
    digest_key: hmac::Key,
    /// The one that wraps.
    current: Kek,
    /// Those that still unwrap.
    former: Vec<Kek>,
}

/// Why a key cannot be had or something sealed cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SecretsFault {
    /// The file cannot be read or written.
    #[error("claim-key-file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Others than the owner may read the file.
    #[error("claim-key-file {path} has mode {mode:03o}: others can read the keys; run chmod 600 {path}")]
    Mode {
        /// The file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key file of this version.
    #[error("claim-key-file {path}: {reason}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The account's key is wrapped under a KEK that the file does not hold.
    #[error(
        "an account's key is wrapped under {0}, which the claim-key-file does not hold; put back the file that belongs to this database"
    )]
    UnknownKek(String),
    /// The octets were not sealed under this key for this place: another account's, damaged, or moved.
    #[error("something sealed cannot be opened: wrong key or place, or damaged")]
    CannotOpen,
    /// The account was erased, so its key is gone.
    #[error("the account was erased")]
    Erased,
    /// The database failed during a rotation.
    #[error("the database failed")]
    Store(#[from] crate::store::StoreError),
}

impl Secrets {
    /// Makes a new key file, for its owner only. Refuses to overwrite one.
    pub fn create(path: &Path) -> Result<Self, SecretsFault> {
        let file = KeyFile::generate();
        file.write_new(path)?;
        Ok(Self::from_file(file))
    }

    /// Reads the key file. Refuses one that others may read.
    pub fn load(path: &Path) -> Result<Self, SecretsFault> {
        KeyFile::read(path).map(Self::from_file)
    }

    /// A new account's key and what the database keeps of it.
    pub fn new_account_key(&self, account: AccountId) -> (WrappedKey, AccountKey) {
        let octets = Zeroizing::new(random());
        let key = AccountKey::new(account, &octets);
        (self.wrap(account, &octets), key)
    }

    /// The account's key, from what the database keeps of it.
    pub fn open_key(&self, account: AccountId, wrapped: &WrappedKey) -> Result<AccountKey, SecretsFault> {
        self.unwrap(account, wrapped).map(|octets| AccountKey::new(account, &octets))
    }

    /// The account's key, from the database. [`SecretsFault::Erased`] when it has none.
    pub async fn key_of(
        &self,
        store: &dyn crate::store::Store,
        account: AccountId,
    ) -> Result<AccountKey, SecretsFault> {
        let wrapped = store.claim_key(account).await?.ok_or(SecretsFault::Erased)?;
        self.open_key(account, &wrapped)
    }

    /// A keyed digest (HMAC-SHA-256) for one purpose, the same for ever: for looking things up without keeping them.
    pub fn digest(&self, purpose: &str, parts: &[&[u8]]) -> Digest {
        let key = hmac::sign(&self.digest_key, purpose.as_bytes());
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.as_ref()));
        for part in parts {
            // Each part behind its length: no two lists of parts are one text.
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part);
        }
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }

    fn from_file(file: KeyFile) -> Self {
        let digest_key = hmac::Key::new(hmac::HMAC_SHA256, file.digest_key.as_slice());
        Self { digest_key, current: file.current, former: file.former }
    }

    fn wrap(&self, account: AccountId, octets: &[u8; 32]) -> WrappedKey {
        let kek = AccountKey::new(account, &self.current.octets);
        WrappedKey {
            kek: self.current.id.clone(),
            octets: kek.seal(&Context::AccountKey, octets).as_octets().to_vec(),
        }
    }

    fn unwrap(&self, account: AccountId, wrapped: &WrappedKey) -> Result<Zeroizing<[u8; 32]>, SecretsFault> {
        let kek = core::iter::once(&self.current)
            .chain(&self.former)
            .find(|kek| kek.id == wrapped.kek)
            .ok_or_else(|| SecretsFault::UnknownKek(wrapped.kek.clone()))?;
        let sealed = crate::store::Sealed::from_octets(wrapped.octets.clone());
        let octets = AccountKey::new(account, &kek.octets).open(&Context::AccountKey, &sealed)?;
        let mut key = Zeroizing::new([0; 32]);
        if octets.len() != key.len() {
            return Err(SecretsFault::CannotOpen);
        }
        key.copy_from_slice(&octets);
        Ok(key)
    }
}

impl core::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Secrets(current {})", self.current.id)
    }
}

/// Octets of the cryptographic library's generator.
#[expect(
    clippy::expect_used,
    reason = "getrandom(2) does not fail once a Linux system has started; without it no key may be made"
)]
fn random<const N: usize>() -> [u8; N] {
    let mut octets = [0; N];
    aws_lc_rs::rand::fill(&mut octets).expect("the operating system gives random octets");
    octets
}

#[cfg(test)]
mod tests;
