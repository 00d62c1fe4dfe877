//! What is published, for those who serve it.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::merkle::{Hash, Node, ProofPlan, Tile};
use tsa_core::note::VerifierKey;
use tsa_core::tlog_proof::TlogProof;

use crate::error::JournalError;

/// The log as it is published. Cheap to clone; all share one state. What reads the disk says so.
#[derive(Clone, Debug)]
pub struct PublishedLog {
    directory: PathBuf,
    newest: Arc<RwLock<Option<Arc<SignedCheckpoint>>>>,
}

impl PublishedLog {
    /// Reads what was published last; it must be signed by all of these keys.
    pub(crate) fn open(directory: PathBuf, keys: &[&VerifierKey]) -> Result<Self, JournalError> {
        let path = directory.join("checkpoint");
        let newest = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            octets => {
                let octets = octets.map_err(|source| JournalError::io("reading", &path, source))?;
                let signed = SignedCheckpoint::parse(&octets).ok();
                let by = |signed: &SignedCheckpoint, key| {
                    signed.note().verified_by(key).is_ok_and(|attested| !attested.is_empty())
                };
                let signed = signed.filter(|signed| keys.iter().all(|key| by(signed, key)));
                let what = || format!("{} is not signed by the keys of this log", path.display());
                Some(Arc::new(signed.ok_or_else(|| JournalError::RolledBack { what: what() })?))
            }
        };
        Ok(Self { directory, newest: Arc::new(RwLock::new(newest)) })
    }

    /// A log that was ended, from its files. That its checkpoint is signed is for its readers to check: the keys are away.
    ///
    /// # Errors
    /// The checkpoint cannot be read, or is none.
    pub fn of_ended(directory: PathBuf) -> Result<Self, JournalError> {
        Self::open(directory, &[])
    }

    pub(crate) fn replace(&self, newest: SignedCheckpoint) {
        // A poisoned lock still guards a whole value.
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(newest));
    }

    /// The newest published checkpoint; `None` until the first one, a moment after the very first start.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Arc<SignedCheckpoint>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The number of leaves that the newest published checkpoint covers.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.checkpoint().map_or(0, |newest| newest.checkpoint().size())
    }

    /// The file of a tile or bundle. A partial one may be gone when there is the full one. Reads the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn tile(&self, tile: Tile) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.directory.join(tile.to_string())))
    }

    /// The archive of a day, `YYYY-MM-DD`: the notes of its checkpoints, an empty line behind each. Reads the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn archive(&self, day: &str) -> io::Result<Option<Vec<u8>>> {
        if is_day(day) { found(fs::read(self.directory.join(ARCHIVE).join(day))) } else { Ok(None) }
    }

    /// The days of which there is an archive, oldest first. Reads the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn archived_days(&self) -> io::Result<Vec<String>> {
        let Some(entries) = found(fs::read_dir(self.directory.join(ARCHIVE)))? else { return Ok(Vec::new()) };
        let mut days: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_day(name))
            .collect();
        days.sort_unstable();
        Ok(days)
    }

    /// The proof that leaf `index` is in the log; `None` when the newest checkpoint does not cover it. Reads the disk.
    ///
    /// # Errors
    /// What the system says, or tiles that are missing.
    pub fn proof(&self, index: u64) -> io::Result<Option<TlogProof>> {
        let Some(newest) = self.checkpoint() else { return Ok(None) };
        let size = newest.checkpoint().size();
        let Some(plan) = ProofPlan::inclusion(index, size) else { return Ok(None) };
        let path = self.prove(&plan, size)?;
        Ok(Some(TlogProof { extra: None, index, path, checkpoint: SignedCheckpoint::clone(&newest) }))
    }

    /// Makes a proof out of the tiles of the tree of `size` leaves.
    pub(crate) fn prove(&self, plan: &ProofPlan, size: u64) -> io::Result<Vec<Hash>> {
        // Neighbouring nodes of a proof share a tile.
        let mut last: Option<(Tile, Vec<u8>)> = None;
        plan.prove(|node: Node| {
            let missing = |what: String| io::Error::new(io::ErrorKind::NotFound, what);
            let tile = Tile::holding(node, size).ok_or_else(|| missing("a node outside the tree".into()))?;
            let octets = match last.take() {
                Some((have, octets)) if have == tile => octets,
                _ => self.hashes(tile)?.ok_or_else(|| missing(format!("{tile} is missing")))?,
            };
            let hash = tile.hash_of(node, &octets).map_err(io::Error::other)?;
            last = Some((tile, octets));
            Ok(hash)
        })
    }

    /// The hashes of a tile, out of the full one when the partial one is gone: that begins with it.
    fn hashes(&self, tile: Tile) -> io::Result<Option<Vec<u8>>> {
        if let Some(octets) = self.tile(tile)? {
            return Ok(Some(octets));
        }
        let full = if tile.is_partial() { self.tile(tile.full())? } else { None };
        Ok(full
            .and_then(|octets| octets.get(..usize::from(tile.width()).checked_mul(32)?).map(<[u8]>::to_vec)))
    }
}

fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

/// Whether this is the name of a file of the archive.
fn is_day(name: &str) -> bool {
    let form = |(place, octet): (usize, u8)| match place {
        4 | 7 => octet == b'-',
        _ => octet.is_ascii_digit(),
    };
    name.len() == 10 && name.bytes().enumerate().all(form)
}

const ARCHIVE: &str = "checkpoints";
