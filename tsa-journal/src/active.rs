//! The file behind the writer: the last segment, its reserved space, and how one is made.
//!
//! The order of system calls stands in `writer.rs`.

use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;

/// The segment that is written to.
#[derive(Debug)]
pub(crate) struct Active {
    pub(crate) file: Box<dyn DiskFile>,
    pub(crate) path: PathBuf,
    /// Where the next group goes.
    pub(crate) end: u64,
    /// How far space is reserved.
    pub(crate) reserved: u64,
}

/// Why something was not written.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No space, found before anything was written that counts. It may pass.
    Space(io::Error),
    /// The disk may or may not hold what was written.
    Fatal(JournalError),
}

impl From<JournalError> for Trouble {
    fn from(error: JournalError) -> Self {
        Self::Fatal(error)
    }
}

impl Active {
    /// Reserves space for the octets and `spare` more, and `ahead` if that is not there yet; writes, syncs.
    pub(crate) fn write(&mut self, octets: &[u8], spare: u64, ahead: u64) -> Result<(), Trouble> {
        let end = self.end.saturating_add(u64::try_from(octets.len()).unwrap_or(u64::MAX));
        let needed = end.saturating_add(spare);
        if needed > self.reserved {
            let ahead = needed.saturating_add(ahead);
            // With little space left, just what is needed.
            let reserved = match self.file.allocate(ahead) {
                Ok(()) => ahead,
                Err(_) => self.file.allocate(needed).map(|()| needed).map_err(Trouble::Space)?,
            };
            self.reserved = reserved;
            if reserved > needed {
                self.fill(end, reserved)?;
            }
        }
        self.file
            .write_at(octets, self.end)
            .map_err(|source| JournalError::fatal("writing", &self.path, source))?;
        self.file.sync_data().map_err(|source| JournalError::fatal("fdatasync of", &self.path, source))?;
        self.end = end;
        Ok(())
    }

    /// Writes zeros over space that was just reserved. Blocks that are only reserved are marked as written by the first
    /// write to them, so each fdatasync would wait for the file system's own journal too: on ext4 that doubles what it
    /// takes.
    fn fill(&self, from: u64, to: u64) -> Result<(), JournalError> {
        let mut at = from;
        while at < to {
            let step = usize::try_from(to.saturating_sub(at)).unwrap_or(usize::MAX).min(ZEROS.len());
            let zeros = ZEROS.get(..step).unwrap_or(&ZEROS);
            self.file
                .write_at(zeros, at)
                .map_err(|source| JournalError::fatal("writing", &self.path, source))?;
            at = at.saturating_add(u64::try_from(step).unwrap_or(u64::MAX));
        }
        Ok(())
    }
}

/// The name of a segment that is not finished being made.
pub(crate) fn temporary(path: &Path) -> PathBuf {
    path.with_extension(TEMPORARY)
}

/// Makes a segment under its final name; the directory is not synced yet. Also says how far space is reserved.
pub(crate) fn create_segment(
    disk: &dyn Disk,
    path: &Path,
    octets: &[u8],
) -> Result<(Box<dyn DiskFile>, u64), Trouble> {
    let temporary = temporary(path);
    let file = match disk.create(&temporary) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            disk.remove(&temporary).and_then(|()| disk.create(&temporary))
        }
        result => result,
    };
    // Up to the fsync nothing here counts, so every error may pass.
    let file = file.map_err(Trouble::Space)?;
    let length = u64::try_from(octets.len()).unwrap_or(u64::MAX);
    let reserved = length.saturating_add(SEAL_RESERVE);
    file.allocate(reserved).map_err(Trouble::Space)?;
    file.write_at(octets, 0).map_err(Trouble::Space)?;
    file.sync_all().map_err(|source| JournalError::fatal("fsync of", &temporary, source))?;
    disk.rename(&temporary, path).map_err(Trouble::Space)?;
    Ok((file, reserved))
}

/// More than a seal takes, so that a segment can always be finished.
pub(crate) const SEAL_RESERVE: u64 = 256;
/// Extension of a segment that is being made.
pub(crate) const TEMPORARY: &str = "tmp";
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];
