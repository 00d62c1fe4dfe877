//! Who signs checkpoints, and where they are kept.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::Arc;

use tsa_core::checkpoint::{Checkpoint, SignedCheckpoint};
use tsa_core::note::{CosignatureTime, NoteSignature, VerifierKey};

use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;
use crate::tiles::{make_directory, write_file};

/// A checkpoint that may be signed: its leaves and tiles are durable, and the watermark has been moved up to it. Only the
/// publisher makes one, and the log's key signs nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurableCheckpoint(Checkpoint);

impl DurableCheckpoint {
    pub(crate) const fn new(checkpoint: Checkpoint) -> Self {
        Self(checkpoint)
    }

    /// What it states.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.0
    }
}

/// The log's key.
pub trait CheckpointSigner: Debug + Send + Sync {
    /// Signs the note of a checkpoint.
    ///
    /// # Errors
    /// [`NotSigned`].
    fn sign(&self, checkpoint: &DurableCheckpoint) -> Result<NoteSignature, NotSigned>;

    /// What verifies its signatures. Its name is the origin of the log.
    fn verifier_key(&self) -> &VerifierKey;
}

/// A key that states when a checkpoint was seen: the log's second key, or a witness's.
pub trait Cosigner: Debug + Send + Sync {
    /// Cosigns the note of a checkpoint.
    ///
    /// # Errors
    /// [`NotSigned`].
    fn cosign(&self, checkpoint: &Checkpoint, time: CosignatureTime) -> Result<NoteSignature, NotSigned>;

    /// What verifies its cosignatures.
    fn verifier_key(&self) -> &VerifierKey;
}

/// A key did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign the checkpoint")]
pub struct NotSigned;

/// `checkpoint` and `checkpoints/<day>` in the log's directory.
#[derive(Debug)]
pub(crate) struct Archive {
    disk: Arc<dyn Disk>,
    directory: PathBuf,
    /// The day that is being written: its name, its file and how long that is.
    day: Option<(String, Box<dyn DiskFile>, u64)>,
}

impl Archive {
    pub(crate) fn new(disk: Arc<dyn Disk>, directory: PathBuf) -> Self {
        Self { disk, directory, day: None }
    }

    /// Archives a checkpoint, then serves it. Order: `write(day)`, `fsync(day)`, then `checkpoint` by rename, so whatever was
    /// served is in the archive. A crash in between leaves a checkpoint that is archived and was not served.
    pub(crate) fn put(&mut self, day: &str, checkpoint: &SignedCheckpoint) -> Result<(), JournalError> {
        let note = checkpoint.to_string();
        self.append(day, &format!("{note}\n"))?;
        let path = self.directory.join("checkpoint");
        write_file(&*self.disk, &path, note.as_bytes())?;
        self.disk
            .sync_dir(&self.directory)
            .map_err(|source| JournalError::io("fsync of", &self.directory, source))
    }

    fn append(&mut self, day: &str, text: &str) -> Result<(), JournalError> {
        let path = self.directory.join("checkpoints").join(day);
        let io = |source| JournalError::io("archiving in", &path, source);
        let (file, end) = match self.day.take() {
            Some((open, file, end)) if open == day => (file, end),
            _ => self.open(day).map_err(io)?,
        };
        file.write_at(text.as_bytes(), end).map_err(io)?;
        file.sync_all().map_err(io)?;
        let end = end.saturating_add(u64::try_from(text.len()).unwrap_or(u64::MAX));
        self.day = Some((day.into(), file, end));
        Ok(())
    }

    /// Opens the file of a day behind its last whole note, and cuts off what a crash left of another.
    fn open(&self, day: &str) -> std::io::Result<(Box<dyn DiskFile>, u64)> {
        let directory = self.directory.join("checkpoints");
        make_directory(&*self.disk, &directory)?;
        let path = directory.join(day);
        if !self.disk.exists(&path)? {
            let file = self.disk.create(&path)?;
            file.sync_all()?;
            self.disk.sync_dir(&directory)?;
            return Ok((file, 0));
        }
        let file = self.disk.open(&path, true)?;
        let length = file.length()?;
        let from = length.saturating_sub(LOOK_BACK);
        let mut octets = vec![0; usize::try_from(length.saturating_sub(from)).unwrap_or(usize::MAX)];
        let mut have = 0usize;
        while let Some(rest) = octets.get_mut(have..).filter(|rest| !rest.is_empty()) {
            match file.read_at(rest, from.saturating_add(u64::try_from(have).unwrap_or(u64::MAX)))? {
                0 => break,
                read => have = have.saturating_add(read),
            }
        }
        let end = from.saturating_add(u64::try_from(whole_notes(&octets)).unwrap_or(u64::MAX));
        file.truncate(end)?;
        file.sync_all()?;
        Ok((file, end))
    }
}

/// How many octets are whole notes, each with the blank line behind it.
fn whole_notes(octets: &[u8]) -> usize {
    // A note that was not synced may have lost its middle to zeros.
    let text = octets.split(|octet| *octet == 0).next().unwrap_or_default();
    let mut end = 0;
    let mut at = 0usize;
    let mut signed = false;
    for line in text.split_inclusive(|octet| *octet == b'\n') {
        at = at.saturating_add(line.len());
        if line == b"\n" && signed {
            end = at;
        }
        // Signature lines begin with an em dash (C2SP signed-note).
        signed = line.starts_with("\u{2014} ".as_bytes()) && line.ends_with(b"\n");
    }
    end
}

/// More than the longest note.
const LOOK_BACK: u64 = 1 << 16;
