//! A proof of logging in one file: index, inclusion proof and checkpoint. Source: C2SP tlog-proof.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::base64;
use crate::checkpoint::{CheckpointError, SignedCheckpoint, parse_decimal};
use crate::merkle::Hash;
#[cfg(feature = "verify")]
use crate::merkle::{ProofError, verify_inclusion};
use crate::note::Note;
#[cfg(feature = "verify")]
use crate::tlog_policy::{Accepted, LogPolicy, NotAccepted};

/// That a leaf is in a log, for a verifier who knows the keys of the log and its witnesses. Needs nothing else, and no network.
///
/// [`fmt::Display`] writes the file (`.tlog-proof`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// What the application put beside the proof. It is signed by nobody.
    pub extra: Option<Vec<u8>>,
    /// The index of the leaf.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling up to the root's child.
    pub path: Vec<Hash>,
    /// The checkpoint into whose tree the proof leads.
    pub checkpoint: SignedCheckpoint,
}

/// Why octets are no proof of logging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Longer than [`TlogProof::MAX_LEN`].
    #[error("a tlog-proof has at most {} octets", TlogProof::MAX_LEN)]
    TooLong,
    /// The first line is another one.
    #[error("the first line of a tlog-proof is `c2sp.org/tlog-proof@v1`")]
    Header,
    /// The extra data are no base64.
    #[error("the `extra` line of a tlog-proof holds base64")]
    Extra,
    /// There is no index line.
    #[error("a tlog-proof has a line `index N`, N a decimal number without leading zeros")]
    Index,
    /// A line of the inclusion proof is no hash, or there are more than 63.
    #[error("the inclusion proof of a tlog-proof is at most 63 lines, each the base64 of 32 octets")]
    Path,
    /// No blank line, or no checkpoint after it.
    #[error("a tlog-proof ends with a blank line and a checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
}

/// Why a proof of logging does not prove it.
#[cfg(feature = "verify")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// The checkpoint does not satisfy the policy.
    #[error(transparent)]
    Checkpoint(#[from] NotAccepted),
    /// The leaf is not where the proof says.
    #[error("the leaf is not in the tree of the checkpoint: {0}")]
    Inclusion(#[from] ProofError),
}

impl TlogProof {
    /// How many octets are accepted: a note, 63 hashes, and as much extra data as a note may have.
    pub const MAX_LEN: usize = 2 * Note::MAX_LEN;

    /// Reads the file.
    ///
    /// # Errors
    /// [`TlogProofError`].
    pub fn parse(octets: &[u8]) -> Result<Self, TlogProofError> {
        if octets.len() > Self::MAX_LEN {
            return Err(TlogProofError::TooLong);
        }
        let rest = octets.strip_prefix(HEADER.as_bytes()).ok_or(TlogProofError::Header)?;
        let (head, note) = split_head(rest).ok_or(CheckpointError::Lines)?;
        let head = core::str::from_utf8(head).map_err(|_| TlogProofError::Path)?;
        let mut lines = head.strip_prefix('\n').ok_or(TlogProofError::Header)?.split('\n').peekable();
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => {
                Some(line.strip_prefix("extra ").and_then(base64::decode).ok_or(TlogProofError::Extra)?)
            }
            None => None,
        };
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(parse_decimal);
        let index = index.ok_or(TlogProofError::Index)?;
        let path = read_hashes(lines).ok_or(TlogProofError::Path)?;
        Ok(Self { extra, index, path, checkpoint: SignedCheckpoint::parse(note)? })
    }

    /// Checks that the leaf with this hash is in a log, as `policy` wants to see it proven.
    ///
    /// # Errors
    /// [`NotProven`].
    #[cfg(feature = "verify")]
    pub fn verify(&self, leaf: &Hash, policy: &LogPolicy) -> Result<Accepted, NotProven> {
        let accepted = policy.accept(&self.checkpoint)?;
        let tree = self.checkpoint.checkpoint();
        verify_inclusion(self.index, tree.size(), leaf, &self.path, tree.root())?;
        Ok(accepted)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut head = String::from(HEADER);
        if let Some(extra) = &self.extra {
            head.push_str("\nextra ");
            head.push_str(&base64::encode(extra));
        }
        writeln!(f, "{head}\nindex {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", base64::encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// What stands before the first blank line, without its last newline, and what follows that line.
pub(crate) fn split_head(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = octets.windows(2).position(|window| window == b"\n\n")?;
    let (head, rest) = octets.split_at_checked(end)?;
    Some((head, rest.strip_prefix(b"\n\n")?))
}

/// One hash in base64 per line, at most as many as the deepest tree has levels.
pub(crate) fn read_hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Hash>> {
    let hashes: Vec<Hash> = lines.map(base64::decode_hash).collect::<Option<_>>()?;
    (hashes.len() <= MAX_PATH).then_some(hashes)
}

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// The depth of the deepest tree (C2SP tlog-witness has the same limit).
const MAX_PATH: usize = 63;

#[cfg(test)]
mod tests;

#[cfg(test)]
#[cfg(feature = "verify")]
mod example;
