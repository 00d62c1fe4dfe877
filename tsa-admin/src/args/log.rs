//! `log`: looking after the public log, one's own or somebody else's.

use std::path::PathBuf;

use clap::Subcommand;

/// The commands of `log`.
#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Check a whole log: tree, tiles, checkpoints, signatures, times
    ///
    /// Rebuilds the tree from the entries, compares every tile and every archived checkpoint with it, and applies the
    /// audit rule against back-dating. With --memory FILE it also checks that the log still holds what the last run saw.
    ///
    /// Without a witness of somebody else (--log-policy) the log only vouches for its own times: the report then says
    /// "append-only checked, time not independently bounded".
    #[command(after_help = "\
Exit codes: 0 everything holds, 1 something does not, 2 usage, 4 not readable.

Examples:
  tsa-admin log verify --url https://tsa.example.com/log \\
      --log-key tsa.example.com+aabbccdd+AY… --memory tsa.example.com.json
  tsa-admin log verify --dir /var/lib/tsa/log --log-policy policy.txt")]
    Verify(VerifyLogArgs),

    /// Watch a log: check all of it, then whatever it publishes
    ///
    /// Starts where --memory FILE ended, or at the first entry. Writes one JSON event a line to stdout: `checked` after
    /// every look, `alarm` for what must not be, `unreachable` while there is no answer. Ends with exit code 1 at the
    /// first alarm that proves misconduct (a fork, a changed entry, a bad signature); alarms about time and delay are
    /// events only, and make the exit code 1 at the end of a run with --looks.
    #[command(after_help = "\
Exit codes: 0 nothing to report, 1 an alarm was raised, 2 usage,
4 not readable from the start.

Examples:
  tsa-admin log monitor --url https://tsa.example.com/log \\
      --log-policy policy.txt --memory tsa.example.com.json
  tsa-admin log monitor --dir /var/lib/tsa/log --log-key \"$KEY\" --looks 1")]
    Monitor(MonitorArgs),

    /// Prove that a token is in the log, in a file that needs no network
    ///
    /// Writes a proof in the form c2sp.org/tlog-proof@v1, verified before it is written. Keep it with the token.
    #[command(after_help = "\
Exit codes: 0 proven, 1 not in the log, 2 usage, 3 not yet, 4 not readable,
5 declared void.

Example:
  tsa-admin log prove reply.tsr --url https://tsa.example.com/log \\
      --log-key tsa.example.com+aabbccdd+AY… --out reply.tlog-proof")]
    Prove(ProveArgs),
}

/// Where a log is.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false, id = "place")]
pub(crate) struct PlaceArgs {
    /// The log's address, without `/checkpoint`
    #[arg(long, value_name = "URL", help_heading = "The log")]
    pub(crate) url: Option<String>,

    /// The log's files, as a server publishes them
    #[arg(long, value_name = "DIR", help_heading = "The log")]
    pub(crate) dir: Option<PathBuf>,
}

/// How it may be reached.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct ReachArgs {
    /// Allow http:// to other machines: whoever listens sees which token you ask about
    #[arg(long, help_heading = "The log")]
    pub(crate) insecure_http: bool,
}

/// Whom to believe.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false, id = "trust")]
pub(crate) struct TrustArgs {
    /// The log's verifier key, got from a place you trust
    #[arg(long, value_name = "VKEY", help_heading = "Whom to believe")]
    pub(crate) log_key: Option<String>,

    /// A trust policy: logs, witnesses and quorum (c2sp.org/tlog-policy)
    #[arg(long, value_name = "FILE", help_heading = "Whom to believe")]
    pub(crate) log_policy: Option<PathBuf>,
}

/// `log verify`
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyLogArgs {
    #[command(flatten)]
    pub(crate) place: PlaceArgs,

    #[command(flatten)]
    pub(crate) reach: ReachArgs,

    #[command(flatten)]
    pub(crate) trust: TrustArgs,

    /// Compare with the last checkpoint seen, and remember the newest
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Option<PathBuf>,

    /// The most that any policy of the TSA states as accuracy, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) accuracy: u32,
}

/// `log monitor`
#[derive(Debug, clap::Args)]
pub(crate) struct MonitorArgs {
    #[command(flatten)]
    pub(crate) place: PlaceArgs,

    #[command(flatten)]
    pub(crate) reach: ReachArgs,

    #[command(flatten)]
    pub(crate) trust: TrustArgs,

    /// Go on from the last checkpoint seen, and remember each new one
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Option<PathBuf>,

    /// The most that any policy of the TSA states as accuracy, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) accuracy: u32,

    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) every: u32,

    /// End after so many looks instead of never
    #[arg(long, value_name = "NUMBER")]
    pub(crate) looks: Option<u32>,
}

/// `log prove`
#[derive(Debug, clap::Args)]
pub(crate) struct ProveArgs {
    /// A response (.tsr) or a bare token; `-` reads stdin
    #[arg(value_name = "TOKEN")]
    pub(crate) token: PathBuf,

    #[command(flatten)]
    pub(crate) place: PlaceArgs,

    #[command(flatten)]
    pub(crate) reach: ReachArgs,

    #[command(flatten)]
    pub(crate) trust: TrustArgs,

    /// Write the proof to FILE instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
