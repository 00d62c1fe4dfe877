//! `config`, `completions` and `man`: texts made from the program itself.

use std::path::PathBuf;

use clap::Subcommand;
use clap_complete::Shell;

/// The commands of `config`.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print a configuration file with every key explained
    ///
    /// The text is a working starting point: change the policy OID and the addresses, then let the server check it.
    #[command(after_help = "\
Example:
  tsa-admin config template > /etc/tsa/tsa.toml
  tsa-server check-config /etc/tsa/tsa.toml")]
    Template,
}

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tsa-admin completions bash > /etc/bash_completion.d/tsa-admin
  tsa-admin completions fish > ~/.config/fish/completions/tsa-admin.fish
  tsa-admin completions zsh > ~/.zfunc/_tsa-admin")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Write the man pages of every command
///
/// One page per command (tsa-admin.1, tsa-admin-tsu-create.1, ...). Pages that are there already are replaced.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  tsa-admin man /usr/local/share/man/man1")]
pub(crate) struct ManArgs {
    /// The directory to write to; it must exist
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,
}
