//! Where passphrases come from: a prompt or a file, never the command line or the environment, which others can read.

use std::path::PathBuf;

/// To open a key that exists.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Passphrase {
    /// Read the passphrase from FILE (one line) instead of asking for it
    #[arg(long, value_name = "FILE", help_heading = "Key protection")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// To protect a key that is being made.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct NewPassphrase {
    /// Read the new passphrase from FILE (one line) instead of asking for it twice
    #[arg(long, value_name = "FILE", help_heading = "Key protection")]
    pub(crate) passphrase_file: Option<PathBuf>,

    /// Store the key in the clear: whoever can read the file can forge with it
    #[arg(long, conflicts_with = "passphrase_file", help_heading = "Key protection")]
    pub(crate) no_passphrase: bool,
}
