//! What a log sends to a witness, and what the witness has to answer. Source: C2SP tlog-witness, "add-checkpoint".
//!
//! Nothing here does HTTP or stores anything. A witness compares and persists in one atomic step, and only then answers.

use alloc::vec::Vec;
use core::fmt;

use crate::base64;
use crate::checkpoint::{CheckpointError, SignedCheckpoint, parse_decimal};
use crate::merkle::{EMPTY_ROOT, Hash, ProofError, verify_consistency};
use crate::note::Note;
#[cfg(feature = "verify")]
use crate::note::VerifierKey;
use crate::tlog_proof::{read_hashes, split_head};

/// The body of `POST <submission prefix>/add-checkpoint`: a checkpoint, and the proof that it continues an older tree.
///
/// [`fmt::Display`] writes the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the log believes the witness to have cosigned last; 0 for none.
    pub old_size: u64,
    /// The consistency proof from there; empty for 0.
    pub proof: Vec<Hash>,
    /// The checkpoint to be cosigned.
    pub checkpoint: SignedCheckpoint,
}

/// Why octets are no such body (status 400).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddCheckpointError {
    /// Longer than [`AddCheckpoint::MAX_LEN`].
    #[error("the body has more than {} octets", AddCheckpoint::MAX_LEN)]
    TooLong,
    /// The first line is not `old N`.
    #[error("the first line is `old N`, N a decimal number without leading zeros")]
    OldSize,
    /// A line of the proof is no hash, or there are more than 63.
    #[error("the consistency proof is at most 63 lines, each the base64 of 32 octets")]
    Proof,
    /// No blank line, or no checkpoint after it.
    #[error("the body ends with a blank line and a checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
}

/// The head of a tree: what a witness remembers of each log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// The number of leaves.
    pub size: u64,
    /// The head over them.
    pub root: Hash,
}

impl Default for TreeHead {
    /// Of a log of which nothing was cosigned yet.
    fn default() -> Self {
        Self { size: 0, root: EMPTY_ROOT }
    }
}

/// Why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessRefusal {
    /// No key is known whose name is the origin.
    #[error("the origin is unknown")]
    UnknownOrigin,
    /// No known key of this origin signed it, or a signature in the name of one does not hold.
    #[error("no trusted key of this origin signed the checkpoint")]
    NotSigned,
    /// The old size is above the size of the checkpoint.
    #[error("the old size is above the size of the checkpoint")]
    OldSizeAbove,
    /// The old size is not the one that was cosigned last, or the log shows another tree of the same size.
    #[error("the checkpoint cosigned last has {0} leaves")]
    Conflict(u64),
    /// The proof does not hold.
    #[error("the consistency proof does not hold: {0}")]
    Inconsistent(ProofError),
}

impl WitnessRefusal {
    /// The status code of the answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::OldSizeAbove => 400,
            Self::NotSigned => 403,
            Self::UnknownOrigin => 404,
            Self::Conflict(_) => 409,
            Self::Inconsistent(_) => 422,
        }
    }
}

impl AddCheckpoint {
    /// How many octets are accepted: a note and 63 hashes.
    pub const MAX_LEN: usize = Note::MAX_LEN + 4096;

    /// Reads a body.
    ///
    /// # Errors
    /// [`AddCheckpointError`].
    pub fn parse(octets: &[u8]) -> Result<Self, AddCheckpointError> {
        if octets.len() > Self::MAX_LEN {
            return Err(AddCheckpointError::TooLong);
        }
        let (head, note) = split_head(octets).ok_or(CheckpointError::Lines)?;
        let mut lines = core::str::from_utf8(head).map_err(|_| AddCheckpointError::Proof)?.split('\n');
        let old_size = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(parse_decimal);
        Ok(Self {
            old_size: old_size.ok_or(AddCheckpointError::OldSize)?,
            proof: read_hashes(lines).ok_or(AddCheckpointError::Proof)?,
            checkpoint: SignedCheckpoint::parse(note)?,
        })
    }

    /// The key of the log that signed the checkpoint.
    ///
    /// # Errors
    /// [`WitnessRefusal::UnknownOrigin`] and [`WitnessRefusal::NotSigned`].
    #[cfg(feature = "verify")]
    pub fn signed_by<'k>(&self, keys: &'k [VerifierKey]) -> Result<&'k VerifierKey, WitnessRefusal> {
        let origin = self.checkpoint.checkpoint().origin();
        let mut known = keys.iter().filter(|key| key.name().as_str() == origin).peekable();
        if known.peek().is_none() {
            return Err(WitnessRefusal::UnknownOrigin);
        }
        let holds =
            |key: &&VerifierKey| self.checkpoint.note().verified_by(key).is_ok_and(|by| !by.is_empty());
        known.find(holds).ok_or(WitnessRefusal::NotSigned)
    }

    /// The head to remember instead of `latest`, the one cosigned last. Has to be persisted before the cosignature is made.
    ///
    /// # Errors
    /// [`WitnessRefusal`].
    pub fn advance(&self, latest: TreeHead) -> Result<TreeHead, WitnessRefusal> {
        let checkpoint = self.checkpoint.checkpoint();
        let next = TreeHead { size: checkpoint.size(), root: *checkpoint.root() };
        if self.old_size > next.size {
            return Err(WitnessRefusal::OldSizeAbove);
        }
        if self.old_size != latest.size || (next.size == latest.size && next.root != latest.root) {
            return Err(WitnessRefusal::Conflict(latest.size));
        }
        verify_consistency(latest.size, &latest.root, next.size, &next.root, &self.proof)
            .map_err(WitnessRefusal::Inconsistent)?;
        Ok(next)
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", base64::encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests;
