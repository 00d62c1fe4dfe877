//! The command tree: every command, option and help text, and nothing that runs.

mod ca;
mod documents;
mod journal;
mod log;
mod passphrase;
mod token;
mod tsu;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use ca::{CaCommand, CaDirectory, CrlArgs, InitArgs, IssueArgs, Reason, RevokeArgs, ShapeArgs};
pub(crate) use documents::{CompletionsArgs, ConfigCommand, ManArgs};
pub(crate) use journal::{
    ArchiveArgs, CreateJournalArgs, DropArgs, FindArgs, JournalCommand, RecoverArgs, ShowArgs, WatermarkArgs,
};
pub(crate) use log::{LogCommand, MonitorArgs, PlaceArgs, ProveArgs, ReachArgs, TrustArgs, VerifyLogArgs};
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
    #[arg(long, global = true, value_name = "DIR", default_value = DEFAULT_STATE, env = "TSA_STATE")]
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
    ///
    /// A time-stamping unit (TSU) is one key with one certificate. It lives in STATE/tsus/NAME as files a person can
    /// read, and its life has one direction:
    ///
    /// create → csr → (a CA issues) → install → activate → retire
    ///
    /// At most one TSU of a group is active. Activating another retires it, and a retired key never signs again.
    #[command(subcommand, after_help = TSU_EXAMPLE)]
    Tsu(TsuCommand),
    /// A private certification authority for TSUs
    ///
    /// A CA is a directory of files a person can read: ca.toml (addresses, yours to edit), key.pem (encrypted),
    /// certificate.pem, chain.pem, root.pem, issued/SERIAL.pem, index.toml and crl.pem.
    ///
    /// Keep the root's directory off line: it is needed to make issuing CAs and, now and then, for a CRL.
    #[command(subcommand, after_help = CA_EXAMPLE)]
    Ca(CaCommand),
    /// Look into requests, responses and tokens, and verify them
    ///
    /// `inspect` shows what is written, and trusts nothing; `verify` says whether it is true.
    #[command(subcommand, after_help = TOKEN_EXAMPLE)]
    Token(TokenCommand),
    /// The record of issuance: make it, look into it, look after it
    ///
    /// Every token is recorded in STATE/journal before a key signs it. The commands that only read can be used while the
    /// server runs.
    #[command(subcommand, after_help = JOURNAL_EXAMPLE)]
    Journal(JournalCommand),
    /// The public log: check it, watch it, prove tokens by it
    ///
    /// For anybody, not only the operator: the commands need the log's address and its key. Nothing the log says is
    /// believed before it was checked.
    #[command(subcommand, after_help = LOG_EXAMPLE)]
    Log(LogCommand),
    /// The server's configuration file
    #[command(subcommand, after_help = CONFIG_EXAMPLE)]
    Config(ConfigCommand),
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

/// Where the state is in an installation by the documents.
pub(crate) const DEFAULT_STATE: &str = "/var/lib/tsa";

const EXAMPLES: &str = "\
Exit codes:
  0  done; or valid
  1  a check failed
  2  usage: the command line is wrong, or a confirmation is missing
  3  cannot tell: nothing is wrong, but not everything could be checked
  4  a file could not be read or written, or there was no answer
  5  the TSA declared the token void
  70 the record is doubtful     71 the state was rolled back, or is in use
  72 the clock is behind what was recorded

Examples:
  A private hierarchy and a first key, from nothing to ready:
    tsa-admin ca init --ca root --root --subject 'C=XX,O=Acme,CN=Acme Root'
    tsa-admin ca init --ca issuing --issuer root --subject 'C=XX,O=Acme,CN=CA 1'
    tsa-admin tsu create tsu-1 --subject 'C=XX,O=Acme,CN=Acme TSU 1'
    tsa-admin tsu csr tsu-1 --out tsu-1.csr
    tsa-admin ca issue tsu-1.csr --ca issuing --out tsu-1.pem
    tsa-admin tsu install tsu-1 --chain tsu-1.pem
    tsa-admin tsu activate tsu-1

  What is in a token, and is it good?
    tsa-admin token inspect reply.tsr
    tsa-admin token verify reply.tsr --data contract.pdf --roots root.pem";

const TSU_EXAMPLE: &str = "\
Example:
  tsa-admin tsu create tsu-1 --subject 'C=XX,O=Acme,CN=Acme TSU 1'
  tsa-admin tsu csr tsu-1 --out tsu-1.csr
  tsa-admin tsu install tsu-1 --chain tsu-1.pem
  tsa-admin tsu activate tsu-1";

const CA_EXAMPLE: &str = "\
Example:
  tsa-admin ca init --ca root --root --subject 'C=XX,O=Acme,CN=Acme Root'
  tsa-admin ca init --ca issuing --issuer root --subject 'C=XX,O=Acme,CN=CA 1'
  tsa-admin ca issue tsu-1.csr --ca issuing --out tsu-1.pem
  tsa-admin ca crl --ca issuing --out issuing.crl";

const TOKEN_EXAMPLE: &str = "\
Example:
  tsa-admin token inspect reply.tsr
  tsa-admin token verify reply.tsr --data contract.pdf --roots root.pem";

const JOURNAL_EXAMPLE: &str = "\
Example:
  tsa-admin journal create --origin tsa.example.com/log
  tsa-admin journal verify";

const LOG_EXAMPLE: &str = "\
Example:
  tsa-admin log verify --url https://tsa.example.com/log --log-key \"$KEY\"
  tsa-admin log prove reply.tsr --url https://tsa.example.com/log \\
      --log-key \"$KEY\" --out reply.tlog-proof";

const CONFIG_EXAMPLE: &str = "\
Example:
  tsa-admin config template > /etc/tsa/tsa.toml";

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::*;

    #[test]
    fn every_command_explains_itself_and_ends_in_an_example_that_fits_the_screen() {
        let mut root = Args::command();
        root.build();
        let mut seen = 0;
        visit(&root, &mut seen);
        assert!(seen > 15, "{seen} commands");
    }

    fn visit(command: &Command, seen: &mut usize) {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
        *seen += 1;
        let about = command.get_about().unwrap_or_else(|| panic!("{name} has no summary")).to_string();
        assert!(about.len() <= 66 && !about.ends_with('.'), "{name}: {about}");
        let closing = command.get_after_long_help().or(command.get_after_help());
        let closing = closing.unwrap_or_else(|| panic!("{name} has no example")).to_string();
        assert!(closing.contains("Example"), "{name} has no example");
        for line in closing.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{name}: {} has no help", argument.get_id());
        }
        command.get_subcommands().for_each(|inner| visit(inner, seen));
    }
}
