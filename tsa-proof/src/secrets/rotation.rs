//! Rotation of the key-encryption key, each step repeatable after a crash: the file gets a new current key, the service is
//! started again, every account's key is re-wrapped, the former keys leave the file.
//!
//! With the former keys gone, backups of the database from before the rotation can no longer be read by anyone: that is how
//! an erased account's names leave old backups too.

use std::path::Path;

use super::key_file::{Kek, KeyFile};
use super::{Secrets, SecretsFault};
use crate::store::Store;

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The key that wraps from now on.
    pub current: String,
    /// Accounts whose key was re-wrapped.
    pub rewrapped: u64,
}

impl Secrets {
    /// Puts a new key-encryption key first in the file; the former ones still unwrap. The first step of a rotation. A
    /// service that runs knows nothing of it until it is started again, which must happen before anything is re-wrapped.
    pub fn begin_rotation(path: &Path) -> Result<Self, SecretsFault> {
        let old = KeyFile::read(path)?;
        let former = core::iter::once(old.current).chain(old.former).collect();
        let file = KeyFile { digest_key: old.digest_key, current: Kek::generate(), former };
        file.replace(path)?;
        Ok(Self::from_file(file))
    }

    /// Whether the file still holds former keys: a rotation that was not finished.
    pub fn is_rotating(&self) -> bool {
        !self.former.is_empty()
    }
}

/// Re-wraps every account's key that lies under a former key. It may run beside the service, once that
/// knows the current key.
pub async fn rewrap(secrets: &Secrets, store: &dyn Store) -> Result<Rotation, SecretsFault> {
    let mut rewrapped = 0;
    let mut after = None;
    loop {
        let rows = store.claim_keys(after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.account);
        for row in rows.iter().filter(|row| row.key.kek != secrets.current.id) {
            let octets = secrets.unwrap(row.account, &row.key)?;
            let new = secrets.wrap(row.account, &octets);
            // False: erased since it was read, or re-wrapped by another run. Both are well.
            if store.replace_claim_key(row.account, &row.key, &new).await? {
                rewrapped += 1;
            }
        }
    }
    Ok(Rotation { current: secrets.current.id.clone(), rewrapped })
}

/// Re-wraps what still lies under a former key and removes the former keys from the file. The last step; it cannot be
/// undone. From its beginning the database refuses keys wrapped under the former ones, so a service that was not started
/// again since [`Secrets::begin_rotation`] cannot store what nobody could open.
pub async fn finish_rotation(path: &Path, store: &dyn Store) -> Result<Rotation, SecretsFault> {
    let file = KeyFile::read(path)?;
    let former: Vec<String> = file.former.iter().map(|kek| kek.id.clone()).collect();
    for id in &former {
        store.retire_kek(id).await?;
    }
    let done = rewrap(&Secrets::load(path)?, store).await?;
    KeyFile { former: Vec::new(), ..file }.replace(path)?;
    Ok(done)
}

/// Keys read at a time.
const BATCH: u32 = 500;
