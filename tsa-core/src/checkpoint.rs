//! Checkpoints: the head of a log as a signed note. Source: C2SP tlog-checkpoint.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::base64;
use crate::merkle::{Hash, MAX_SIZE};
use crate::note::{KeyName, Note, NoteError, NoteSignature};

/// What a log states about itself: who it is, how many leaves it has, and the tree head over them.
///
/// [`fmt::Display`] writes the text of the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// Why octets are no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is no signed note.
    #[error("the checkpoint is not a signed note: {0}")]
    Note(#[from] NoteError),
    /// The text does not have three non-empty lines, or an extension line is empty.
    #[error(
        "a checkpoint is three lines (origin, size, tree head) and perhaps further ones, none of them empty"
    )]
    Lines,
    /// The second line is no size.
    #[error("the second line of a checkpoint is a decimal number without leading zeros, below 2^63")]
    Size,
    /// The third line is no hash.
    #[error("the third line of a checkpoint is the base64 of 32 octets")]
    Root,
}

impl Checkpoint {
    /// A checkpoint of one's own, without extension lines. The origin is at the same time the name of the log's key.
    #[must_use]
    pub fn new(origin: &KeyName, size: u64, root: Hash) -> Self {
        Self { origin: origin.as_str().into(), size, root, extensions: Vec::new() }
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let text = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        if text.bytes().any(|octet| octet < b' ' && octet != b'\n') {
            return Err(NoteError::ControlCharacter.into());
        }
        let mut lines = text.split('\n').map(|line| if line.is_empty() { None } else { Some(line) });
        let mut next = || lines.next().flatten().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (next()?, next()?, next()?);
        Ok(Self {
            origin: origin.into(),
            size: parse_decimal(size).ok_or(CheckpointError::Size)?,
            root: base64::decode_hash(root).ok_or(CheckpointError::Root)?,
            extensions: lines
                .map(|line| line.map(String::from))
                .collect::<Option<_>>()
                .ok_or(CheckpointError::Lines)?,
        })
    }

    /// Who the log is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The tree head over them.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }

    /// Further lines, of which nothing is known here. Ours have none.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, base64::encode(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint and the note around it.
///
/// [`fmt::Display`] writes the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// The note that is to be signed.
    #[must_use]
    pub fn new(checkpoint: Checkpoint) -> Self {
        let text = alloc::format!("{checkpoint}");
        #[expect(
            clippy::expect_used,
            reason = "every line was checked when the checkpoint was made, and each ends with a newline"
        )]
        let note = Note::new(&text).expect("lines of a checkpoint make the text of a note");
        Self { checkpoint, note }
    }

    /// Reads a note whose text is a checkpoint. Its signatures are not verified.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn parse(octets: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(octets)?;
        Ok(Self { checkpoint: Checkpoint::parse(note.text())?, note })
    }

    /// What the note states.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note.
    #[must_use]
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// Puts a signature under it.
    ///
    /// # Errors
    /// As [`Note::add`].
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        self.note.add(signature)
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// An ASCII decimal without sign and without leading zeros, below 2^63.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let canonical = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if canonical { text.parse().ok().filter(|value| *value <= MAX_SIZE) } else { None }
}

#[cfg(test)]
mod tests;
