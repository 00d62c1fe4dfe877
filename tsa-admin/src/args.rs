//! The command tree: every command, option and help text, and nothing that runs.

mod documents;
mod token;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use documents::{CompletionsArgs, ManArgs};
pub(crate) use token::{InspectArgs, TokenCommand};

/// Look after a time-stamping authority
///
/// Makes the keys and certificates a TSA runs on, and looks into the tokens it issues.
#[derive(Debug, Parser)]
#[command(name = "tsa-admin", version, max_term_width = 100, after_long_help = EXAMPLES)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// State directory of the TSA
    #[arg(long, global = true, value_name = "DIR", default_value = "/var/lib/tsa", env = "TSA_STATE")]
    #[arg(help_heading = "Everywhere", hide_env_values = true)]
    pub(crate) state: PathBuf,

    /// Write one JSON object to stdout instead of text
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Look into requests, responses and tokens, and verify them
    #[command(subcommand)]
    Token(TokenCommand),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Write the man pages of every command
    Man(ManArgs),
}

const EXAMPLES: &str = "\
Exit codes:
  0  done; or valid
  1  a check failed
  2  usage: the command line is wrong, or a confirmation is missing
  3  cannot tell: nothing is wrong, but not everything could be checked
  4  a file could not be read or written

Examples:
  What is in a token?
    tsa-admin token inspect reply.tsr";
