//! What must not be in a log.

use serde::Serialize;
use tsa_core::UnixTime;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::merkle::Hash;
use tsa_core::note::CosignatureTime;

use crate::inspect::hex;
use crate::time::UtcTime;

/// One thing that is wrong. Checkpoints in it are evidence: the log's key has signed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub(crate) enum Finding {
    /// A file that must be there is not.
    Missing { file: String },
    /// A file does not have the form it should have.
    Unreadable { file: String, what: String },
    /// A tile does not hold the hashes of the entries.
    Tile { file: String },
    /// A checkpoint is not signed as it must be.
    Signature { what: String, checkpoint: String },
    /// The log signed a tree head that its entries do not have.
    Fork { size: u64, signed: String, computed: String, checkpoint: String },
    /// The log is shorter than what was seen before.
    Shrunk { size: u64, before: u64, checkpoint: String, earlier: String },
    /// The archive is not in order or not complete.
    Archive { what: String },
    /// An entry that breaks a rule of the format.
    Entry { index: u64, what: String },
    /// The time of a token lies before the log was seen without it.
    BackDated { index: u64, time: Option<UtcTime>, before: Option<UtcTime>, by: String },
    /// The time of a token lies after the log was seen with it.
    DatedAhead { index: u64, time: Option<UtcTime>, after: Option<UtcTime>, by: String },
    /// A cosigner's clock went back.
    CosignerClock { by: String, size: u64 },
    /// A leaf was covered later than the log promises.
    MergeDelay { index: u64, time: Option<UtcTime>, covered: Option<UtcTime> },
    /// The log does not cosign itself any more.
    Stale { last: Option<UtcTime> },
}

impl Finding {
    pub(crate) fn missing(file: String) -> Self {
        Self::Missing { file }
    }

    pub(crate) fn unreadable(file: String, what: &(impl ToString + ?Sized)) -> Self {
        Self::Unreadable { file, what: what.to_string() }
    }

    pub(crate) fn signature(checkpoint: &SignedCheckpoint, what: String) -> Self {
        Self::Signature { what, checkpoint: checkpoint.to_string() }
    }

    pub(crate) fn fork(checkpoint: &SignedCheckpoint, computed: &Hash) -> Self {
        let signed = checkpoint.checkpoint();
        Self::Fork {
            size: signed.size(),
            signed: hex(signed.root()),
            computed: hex(computed),
            checkpoint: checkpoint.to_string(),
        }
    }

    pub(crate) fn shrunk(now: &SignedCheckpoint, earlier: &SignedCheckpoint) -> Self {
        Self::Shrunk {
            size: now.checkpoint().size(),
            before: earlier.checkpoint().size(),
            checkpoint: now.to_string(),
            earlier: earlier.to_string(),
        }
    }

    /// Whether it is a remark on the service, not on the truth of the log.
    pub(crate) fn is_remark(&self) -> bool {
        matches!(self, Self::MergeDelay { .. } | Self::Stale { .. })
    }

    /// Whether it may be gone in a moment: the log was just being written.
    pub(crate) fn is_momentary(&self) -> bool {
        matches!(self, Self::Unreadable { what, .. } if what == Self::CUT_OFF)
    }

    /// The end of an archive that is not whole.
    pub(crate) const CUT_OFF: &str = "its last checkpoint is cut off";

    /// The checkpoints that prove it.
    pub(crate) fn evidence(&self) -> Vec<&str> {
        match self {
            Self::Signature { checkpoint, .. } | Self::Fork { checkpoint, .. } => vec![checkpoint],
            Self::Shrunk { checkpoint, earlier, .. } => vec![earlier, checkpoint],
            _ => Vec::new(),
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing { file } => write!(f, "{file} is missing"),
            Self::Unreadable { file, what } => write!(f, "{file} cannot be read: {what}"),
            Self::Tile { file } => write!(f, "{file} does not hold what follows from the entries"),
            Self::Signature { what, .. } => write!(f, "a checkpoint is not signed as it must be: {what}"),
            Self::Fork { size, signed, computed, .. } => {
                write!(f, "the log signed {signed} as the head of {size} leaves, its entries make {computed}")
            }
            Self::Shrunk { size, before, .. } => {
                write!(f, "the log has {size} leaves, and had {before} before")
            }
            Self::Archive { what } => write!(f, "the archive of checkpoints: {what}"),
            Self::Entry { index, what } => write!(f, "entry {index}: {what}"),
            Self::BackDated { index, time, before, by } => write!(
                f,
                "entry {index} is BACK-DATED: it says {}, but {by} saw the log without it at {}",
                show(*time),
                show(*before)
            ),
            Self::DatedAhead { index, time, after, by } => write!(
                f,
                "entry {index} is dated ahead: it says {}, but {by} saw the log with it at {}",
                show(*time),
                show(*after)
            ),
            Self::CosignerClock { by, size } => {
                write!(f, "{by} cosigned {size} leaves more than 10 s before it cosigned fewer")
            }
            Self::MergeDelay { index, time, covered } => write!(
                f,
                "entry {index} of {} was covered at {} only, more than 60 s later",
                show(*time),
                show(*covered)
            ),
            Self::Stale { last } => {
                write!(f, "the log last cosigned itself at {}, more than 11 minutes ago", show(*last))
            }
        }
    }
}

pub(crate) fn utc(time: UnixTime) -> Option<UtcTime> {
    UtcTime::from_unix(time)
}

pub(crate) fn utc_of(time: CosignatureTime) -> Option<UtcTime> {
    UtcTime::from_unix(time.time())
}

fn show(time: Option<UtcTime>) -> String {
    time.map_or_else(|| "a time out of range".to_owned(), |time| time.to_string())
}
