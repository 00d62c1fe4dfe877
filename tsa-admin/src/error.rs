//! What can go wrong for an operator: what is wrong, then what to do. One `match` for each.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use thiserror::Error;

/// How a command ended. The same numbers mean the same thing in every tool of this system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; or valid.
    Ok = 0,
    /// A check failed.
    CheckFailed = 1,
    /// A file could not be read or written.
    Io = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error of a command.
#[derive(Debug, Error)]
pub(crate) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot write the result: {0}")]
    Stdout(#[source] io::Error),
    #[error("{} is larger than {limit} octets", path.display())]
    TooLarge { path: PathBuf, limit: u64 },

    #[error("{}: {reason}", path.display())]
    NotTimeStamp { path: PathBuf, reason: String },
}

impl Error {
    /// A failed read, with the file it was.
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    /// A failed write, with the file it was.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }

    /// How the process shall end.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Read { .. } | Self::Write { .. } | Self::Stdout(_) | Self::TooLarge { .. } => Exit::Io,
            Self::NotTimeStamp { .. } => Exit::CheckFailed,
        }
    }

    /// What the operator can do about it, where there is something to say.
    pub(crate) fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => "Check the path.",
            Self::Read { source, .. } | Self::Write { source, .. }
                if source.kind() == io::ErrorKind::PermissionDenied =>
            {
                "Run the command as the user who owns the file, often the TSA's own: sudo -u tsa tsa-admin …"
            }
            Self::Write { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "Make the directory first."
            }
            Self::NotTimeStamp { .. } => {
                "Expected is a TimeStampReq, a TimeStampResp or a token (CMS SignedData), in DER or PEM."
            }
            Self::Read { .. } | Self::Write { .. } | Self::Stdout(_) | Self::TooLarge { .. } => return None,
        };
        Some(advice.to_owned())
    }

    /// Whether the reader of our output went away, as `head` does: no error at all.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stdout(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }
}
