//! What can go wrong with the record.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tsa_core::UnixTime;

use crate::checkpoint::NotSigned;

/// Why a journal cannot be opened, read or written. [`JournalError::exit_code`] says how a process shall end over it.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no journal. It is never made silently.
    #[error("there is no journal in {}: make one with `tsa-admin journal create`", .0.display())]
    Missing(PathBuf),
    /// There is one already.
    #[error("{} exists already: a journal is made once", .0.display())]
    Exists(PathBuf),
    /// An origin that the log formats cannot carry.
    #[error("the origin {0:?} is not a URL prefix without scheme: 1 to 200 visible ASCII characters, no `+`")]
    Origin(String),
    /// The watermark would be copied and restored together with the journal.
    #[error("the watermark {} must lie outside the journal directory", .0.display())]
    WatermarkInside(PathBuf),
    /// Another process has it.
    #[error("{} is held by another process: only one may issue from a journal", .0.display())]
    Held(PathBuf),
    /// The watermark is not there or cannot be read, so nothing proves that the journal is the newest.
    #[error(
        "the watermark {} {what}: find out why before `tsa-admin journal recover --accept-rollback`", .path.display()
    )]
    Watermark {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The journal is not the one, or not as long as the one, that was published from.
    #[error(
        "the journal was rolled back or changed: {what}; restore the newest copy, or end this log with \
         `tsa-admin journal recover --accept-rollback`"
    )]
    RolledBack {
        /// How it shows.
        what: String,
    },
    /// An fsync failed once: memory may show what the disk does not hold.
    #[error("the record is doubtful ({} exists): run `tsa-admin journal recover`", .0.display())]
    Doubtful(PathBuf),
    /// The clock is behind what was recorded.
    #[error("the clock says {now} ± {error:?}, but {last} has been recorded: set the clock right")]
    ClockBehind {
        /// The clock's time.
        now: UnixTime,
        /// Its error.
        error: Duration,
        /// The highest genTime recorded.
        last: UnixTime,
    },
    /// Files of the log are missing or wrong, and the records they were made from have been dropped.
    #[error("files of the log in {} are missing or changed, and the journal no longer has their records: restore them", .0.display())]
    LogLost(PathBuf),
    /// A key of the log did not sign.
    #[error(transparent)]
    NotSigned(#[from] NotSigned),
    /// A segment that is not finished, not yet published, or needed for the next start.
    #[error("{} may not be dropped: it or a segment before it is still needed", .0.display())]
    NotDroppable(PathBuf),
    /// Octets that are not what was written.
    #[error("{} is damaged at offset {offset}: {what}; restore it from a copy", .path.display())]
    Damaged {
        /// The segment.
        path: PathBuf,
        /// Where.
        offset: u64,
        /// How it shows.
        what: String,
    },
    /// A write or an fsync of the record failed: issuing has ended.
    #[error("the record is doubtful: {what} {} failed", .path.display())]
    Fatal {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system said no to something else.
    #[error("{what} {} failed", .path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl JournalError {
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { what, path: path.into(), source }
    }

    pub(crate) fn fatal(what: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Fatal { what, path: path.into(), source }
    }

    /// The exit code for a process that ends because of this: 70 record doubtful, 71 state rolled back or held by
    /// another, 72 clock refused, 1 a check failed, 2 usage, 4 input and output.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Doubtful(_) | Self::Fatal { .. } => 70,
            Self::Held(_) | Self::Watermark { .. } | Self::RolledBack { .. } => 71,
            Self::ClockBehind { .. } => 72,
            Self::Damaged { .. } | Self::LogLost(_) => 1,
            Self::Origin(_) | Self::WatermarkInside(_) | Self::NotDroppable(_) => 2,
            Self::Missing(_) | Self::Exists(_) | Self::NotSigned(_) | Self::Io { .. } => 4,
        }
    }
}

/// Octets that are not in the form they should have; the message completes "the record is damaged: …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub &'static str);
