//! `journal`: the record of issuance.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Consent, NewPassphrase};
use crate::time::UtcTime;

/// The commands of `journal`.
#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// Make the journal, and the keys of the public log
    ///
    /// Done once, before the server's first start: the server never makes a journal by itself. Prints the verifier key,
    /// which those who check the log need; publish it.
    ///
    /// The origin is the log's name for ever: the address below which it is served, without `https://`, a plus sign or a
    /// space. Two logs never share one.
    #[command(after_help = "\
Example:
  tsa-admin journal create --origin tsa.example.com/log")]
    Create(CreateJournalArgs),

    /// Make a doubtful record sure again, or end a rolled-back log
    ///
    /// After a failed fsync the server exits with 70 until this was run: it copies the unsealed tail of the journal and
    /// syncs the copy before any of it counts.
    ///
    /// With --accept-rollback it ends a log whose state is older than what was published (exit code 71): the old log keeps
    /// its last checkpoint, a new one begins with a new origin and new keys. Restore the newest copy instead, if any.
    #[command(after_help = "\
Examples:
  tsa-admin journal recover
  tsa-admin journal recover --accept-rollback --origin tsa.example.com/log2")]
    Recover(RecoverArgs),

    /// Check every record: chain, order, serials, times, outcomes
    #[command(after_help = "\
Exit codes: 0 everything holds, 1 damaged, 4 not readable, 71 rolled back.

Example:
  tsa-admin journal verify")]
    Verify(WatermarkArgs),

    /// Show what is recorded about one token
    #[command(after_help = "\
Example:
  tsa-admin journal show 5a2b0c9d8e7f60514233000000000003")]
    Show(ShowArgs),

    /// Find tokens by the digest they were issued for, or by time
    #[command(after_help = "\
Examples:
  tsa-admin journal find --digest \"$(sha256sum < contract.pdf | cut -c1-64)\"
  tsa-admin journal find --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z")]
    Find(FindArgs),

    /// Write every record as a line of JSON
    #[command(after_help = "\
Example:
  tsa-admin journal export > journal.jsonl")]
    Export,

    /// Copy finished segments to another place
    ///
    /// Copies what is not there yet, syncs it, and compares it. The journal keeps its own.
    #[command(after_help = "\
Example:
  tsa-admin journal archive --to /mnt/archive")]
    Archive(ArchiveArgs),

    /// Remove finished segments whose retention is over
    ///
    /// The public log stays whole. Records of tokens that may still be asked about are gone for good unless archived.
    #[command(after_help = "\
Example:
  tsa-admin journal drop --before 2016-01-01T00:00:00Z --archived /mnt/archive")]
    Drop(DropArgs),
}

/// Where the watermark is.
#[derive(Debug, clap::Args)]
pub(crate) struct WatermarkArgs {
    /// Watermark file, outside the state directory and its backups
    #[arg(long, value_name = "FILE", default_value = "/var/lib/tsa-watermark/mark", env = "TSA_WATERMARK")]
    #[arg(hide_env_values = true)]
    pub(crate) watermark: PathBuf,
}

/// `journal create`
#[derive(Debug, clap::Args)]
pub(crate) struct CreateJournalArgs {
    /// Name of the log: a URL without its scheme; never changed
    #[arg(long)]
    pub(crate) origin: String,

    #[command(flatten)]
    pub(crate) watermark: WatermarkArgs,

    #[command(flatten)]
    pub(crate) passphrase: NewPassphrase,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// `journal recover`
#[derive(Debug, clap::Args)]
pub(crate) struct RecoverArgs {
    /// End the log that was rolled back and begin another
    #[arg(long, requires = "origin")]
    pub(crate) accept_rollback: bool,

    /// Name of the log that begins
    #[arg(long, requires = "accept_rollback")]
    pub(crate) origin: Option<String>,

    #[command(flatten)]
    pub(crate) watermark: WatermarkArgs,

    #[command(flatten)]
    pub(crate) passphrase: NewPassphrase,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// `journal show`
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Serial number in hexadecimal, as `token inspect` shows it
    pub(crate) serial: String,
}

/// `journal find`
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("wanted").required(true).multiple(true).args(["digest", "from", "to"]))]
pub(crate) struct FindArgs {
    /// Digest of the data, in hexadecimal
    #[arg(long, value_name = "HEX")]
    pub(crate) digest: Option<String>,

    /// First moment
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<UtcTime>,

    /// End: the first moment that does not count any more
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<UtcTime>,
}

/// `journal archive`
#[derive(Debug, clap::Args)]
pub(crate) struct ArchiveArgs {
    /// Directory to copy to
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,

    #[command(flatten)]
    pub(crate) watermark: WatermarkArgs,
}

/// `journal drop`
#[derive(Debug, clap::Args)]
pub(crate) struct DropArgs {
    /// Only segments whose every token is older than this
    #[arg(long, value_name = "TIME")]
    pub(crate) before: UtcTime,

    /// Only segments of which DIR holds the same copy
    #[arg(long, value_name = "DIR")]
    pub(crate) archived: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) watermark: WatermarkArgs,

    #[command(flatten)]
    pub(crate) consent: Consent,
}
