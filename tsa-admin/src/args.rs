//! The command tree: every command, option and help text, and nothing that runs.

mod ca;
mod documents;
mod passphrase;
mod token;
mod tsu;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use ca::{CaCommand, CaDirectory, CrlArgs, InitArgs, IssueArgs, Reason, RevokeArgs, ShapeArgs};
pub(crate) use documents::{CompletionsArgs, ManArgs};
pub(crate) use passphrase::{NewPassphrase, Passphrase};
pub(crate) use token::{InspectArgs, Rules, TokenCommand, VerifyArgs};
pub(crate) use tsu::{
    Algorithm, ChangeArgs, CreateArgs, CsrArgs, InstallArgs, NamedArgs, RsaHash, TsuCommand,
};

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
    /// Keys and certificates that sign tokens, from birth to retirement
    #[command(subcommand)]
    Tsu(TsuCommand),
    /// A private certification authority for them
    #[command(subcommand)]
    Ca(CaCommand),
    /// Look into requests, responses and tokens, and verify them
    #[command(subcommand)]
    Token(TokenCommand),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Write the man pages of every command
    Man(ManArgs),
}

/// The switch of every command that changes something.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Consent {
    /// Carry the plan out without asking
    #[arg(long, short)]
    pub(crate) yes: bool,
}

const EXAMPLES: &str = "\
Exit codes:
  0  done; or valid
  1  a check failed
  2  usage: the command line is wrong, or a confirmation is missing
  3  cannot tell: nothing is wrong, but not everything could be checked
  4  a file could not be read or written

Examples:
  A private hierarchy and a first key, from nothing to ready:
    tsa-admin ca init --ca root --root --subject 'C=XX,O=Example,CN=Example Root'
    tsa-admin ca init --ca issuing --issuer root --subject 'C=XX,O=Example,CN=Example CA 1'
    tsa-admin tsu create tsu-1 --subject 'C=XX,O=Example,CN=Example TSU 1'
    tsa-admin tsu csr tsu-1 --out tsu-1.csr
    tsa-admin ca issue tsu-1.csr --ca issuing --out tsu-1.pem
    tsa-admin tsu install tsu-1 --chain tsu-1.pem
    tsa-admin tsu activate tsu-1

  What is in a token, and is it good?
    tsa-admin token inspect reply.tsr
    tsa-admin token verify reply.tsr --data contract.pdf --roots root/certificate.pem";
