//! What stops a command, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use super::Exit;
use super::files::PassedOver;

/// What stops a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("{}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{} cannot be written: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{0}")]
    Usage(String),
    #[error("{}: {what}", path.display())]
    File { path: PathBuf, what: String },
    #[error("no API key was given")]
    NoKey,
    #[error("nobody is named as holder")]
    NoHolder,
    #[error("there is no file to time-stamp ({0})")]
    NoFiles(PassedOver),
    #[error("the proofs of {} and {} would both be {}", one.display(), other.display(), place.display())]
    SamePlace { one: PathBuf, other: PathBuf, place: PathBuf },
    #[error("{url} cannot be asked: {reason}")]
    Network { url: String, reason: String },
    #[error("{url} answers {status}: {title}")]
    Refused { url: String, status: u16, title: String, details: Vec<String> },
    #[error("{}: this work was begun with another service, other holders or other options", path.display())]
    OtherState { path: PathBuf },
    #[error("stdout is closed")]
    ClosedPipe,
    #[error("stdout: {0}")]
    Stdout(io::Error),
}

impl Fault {
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Fault + use<> {
        let path = path.to_owned();
        move |source| Fault::Read { path, source }
    }

    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Fault + use<> {
        let path = path.to_owned();
        move |source| Fault::Write { path, source }
    }

    pub(crate) fn file(path: &Path, what: impl Into<String>) -> Fault {
        Fault::File { path: path.to_owned(), what: what.into() }
    }

    /// What to do.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Fault::NoKey => {
                "make one on the service's page of API keys, put it into a file, and give --api-key-file FILE"
            }
            Fault::NoHolder => {
                "give --holder NAME or --organisation NAME; or --tsa URL for a token that names nobody"
            }
            Fault::OtherState { .. } => {
                "finish it with its own command, or remove the file and begin anew; --state FILE keeps two apart"
            }
            Fault::SamePlace { .. } => {
                "give the folder above both, or stamp them one after the other with an --out each"
            }
            Fault::Network { .. } => "give the same command again: what is done is kept",
            Fault::Refused { status: 401, .. } => "check the API key: it may be revoked or past its end",
            Fault::Refused { status: 403, .. } => {
                "make an API key with the scopes deposit:write and deposit:read"
            }
            _ => return None,
        })
    }

    /// More about it, a line each.
    pub(crate) fn details(&self) -> &[String] {
        match self {
            Fault::Refused { details, .. } => details,
            _ => &[],
        }
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Fault::Read { .. } | Fault::Write { .. } | Fault::Network { .. } | Fault::Stdout(_) => Exit::Io,
            Fault::Refused { status, .. } if *status >= 500 || *status == 429 => Exit::Io,
            Fault::Usage(_)
            | Fault::NoKey
            | Fault::NoHolder
            | Fault::NoFiles(_)
            | Fault::SamePlace { .. }
            | Fault::OtherState { .. } => Exit::Usage,
            Fault::ClosedPipe => Exit::Ok,
            Fault::Refused { .. } | Fault::File { .. } => Exit::CheckFailed,
        }
    }
}
