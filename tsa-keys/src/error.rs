//! Errors shared by the kinds of key.

use std::path::PathBuf;

use crate::{KeyError, KeyFileError};

/// Why a key could not be brought in from a file, or written to one.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// The key in the file.
    #[error("the key in {path} cannot be used", path = path.display())]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: KeyError,
    },
}
