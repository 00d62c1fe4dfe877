//! The command line of the daemon.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use tsa_service::log::LogFormat;

/// A proof-of-existence service: evidence that a file existed, and who held it
#[derive(Debug, Parser)]
#[command(
    name = "tsa-proof",
    version,
    long_about = LONG_ABOUT,
    after_long_help = EXAMPLES,
    after_help = "Try `tsa-proof --dev` beside a `tsa-server --dev --internal-listen 127.0.0.1:3182`.",
    override_usage = USAGE,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Args {
    /// What to do other than serve
    #[command(subcommand)]
    pub command: Option<Command>,

    /// What to serve
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The options of `tsa-proof` without a subcommand.
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Serve what this configuration file says
    #[arg(long, value_name = "FILE", conflicts_with = "dev")]
    pub config: Option<PathBuf>,

    /// Serve with a database and keys of its own, beside a `tsa-server --dev`, for trying things out
    #[arg(long)]
    pub dev: bool,

    /// Address of --dev (port 0: any free port)
    #[arg(long, value_name = "ADDR", requires = "dev", default_value = "127.0.0.1:3181")]
    pub listen: SocketAddr,

    /// Directory of --dev for its database and keys: made if missing, reused if present
    #[arg(long, value_name = "DIR", requires = "dev", default_value = "./.proof-dev")]
    pub state: PathBuf,

    /// With --dev: start the `tsa-server --dev` beside this program too, and end it at the end
    #[arg(long, requires = "dev")]
    pub with_authority: bool,

    /// With --dev: the state directory of the authority, for its root and the token of its internal listener
    #[arg(long, value_name = "DIR", requires = "dev", default_value = "./.tsa-dev")]
    pub tsa_state: PathBuf,

    /// With --dev: the internal listener of the authority
    #[arg(long, value_name = "ADDR", requires = "dev", default_value = "127.0.0.1:3182")]
    pub tsa_internal: SocketAddr,

    /// With --dev: the public listener of the authority, which serves its log
    #[arg(long, value_name = "ADDR", requires = "dev", default_value = "127.0.0.1:3180")]
    pub tsa_public: SocketAddr,

    /// Log as text or as one JSON object per line (overrides the configuration)
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,

    /// What to log: error, warn, info, debug or trace (overrides the configuration)
    #[arg(long, value_name = "LEVEL")]
    pub log_level: Option<String>,
}

/// Things to do other than serve.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a configuration without serving it
    ///
    /// Checks the file, the environment (PROOF__…) and every file that they name: roots, tokens, keys. Prints what
    /// would be served. Binds no address, opens no database and writes nothing.
    #[command(after_help = "Exit codes: 0 in order, 1 a check failed, 2 usage, 4 FILE cannot be read.")]
    CheckConfig {
        /// The configuration file
        #[arg(value_name = "FILE")]
        file: PathBuf,

        /// Check only the file and the environment: read no other file
        ///
        /// For a configuration that is written on another machine than the one that runs it.
        #[arg(long)]
        file_only: bool,
    },
    /// Check that the database, the key file and the stored tokens belong together
    ///
    /// Looks at every row: references, states, keys, claims and what the tokens say. Verifies no signature and changes
    /// nothing, but brings an old database's schema up to date as a start does.
    #[command(
        after_help = "Exit codes: 0 in order, 1 something is wrong, 2 usage, 4 the database cannot be opened."
    )]
    CheckStore {
        /// The configuration of the service
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Print a configuration file with every key explained
    #[command(after_help = "Example:\n  tsa-proof config-template > /etc/tsa-proof/proof.toml")]
    ConfigTemplate,
    /// Make or replace the key that wraps the keys of the accounts
    #[command(subcommand)]
    ClaimKey(ClaimKeyCommand),
    /// Write the man pages of every command
    Man {
        /// The directory to write to; it must exist
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
    /// Print the completion script of a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
}

/// The commands of `claim-key`.
#[derive(Debug, Subcommand)]
pub enum ClaimKeyCommand {
    /// Make a new file, for its owner only; never replaces one
    ///
    /// Everything that people typed is sealed under keys that this key wraps. Keep the file outside the database and its
    /// backups: who has both can read all names, who has only one of them reads nothing.
    Create {
        /// The file of `[secrets] claim-key-file`
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// The first step of a rotation: a new key wraps from the next start of the service on
    BeginRotation {
        /// The file of `[secrets] claim-key-file`
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// The last step of a rotation: wrap every account's key anew, then remove the former keys
    ///
    /// To be done after the service was started again. It cannot be undone: backups of the database from before can be
    /// read by nobody afterwards. That is how the names of erased accounts leave old backups too.
    FinishRotation {
        /// The configuration of the service
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

const USAGE: &str = "\
tsa-proof --config FILE [--log-format FORMAT] [--log-level LEVEL]
       tsa-proof --dev [--with-authority] [--listen ADDR] [--state DIR]
                 [--tsa-state DIR] [--tsa-internal ADDR] [--tsa-public ADDR]
       tsa-proof check-config FILE [--file-only]
       tsa-proof check-store --config FILE
       tsa-proof config-template | claim-key | man | completions";

const LONG_ABOUT: &str = "\
A proof-of-existence service: files are fingerprinted in the browser, a time-stamping authority (RFC 3161) signs the \
fingerprint with the time, and the name of the holder is recorded by the same means. Anyone can check the result \
without an account, and without this service.

It serves either a configuration file (--config FILE) or a trial beside a development authority (--dev), and does \
nothing without being told which.";

const EXAMPLES: &str = "\
Examples:
  Try it out, with an authority that starts and ends with it:
    tsa-proof --dev --with-authority

  The same in two terminals:
    tsa-server --dev --internal-listen 127.0.0.1:3182
    tsa-proof --dev

  Check a configuration, then serve it:
    tsa-proof check-config /etc/tsa-proof/proof.toml
    tsa-proof --config /etc/tsa-proof/proof.toml

  One setting from the environment instead of the file (PROOF__SECTION__KEY, `_` for `-`):
    PROOF__HTTP__MAX_CONNECTIONS=500 tsa-proof --config /etc/tsa-proof/proof.toml

Output:
  stdout begins with one line `listening NAME ADDRESS` per listener, with the port that was really
  bound, then `ready`. The log goes to stderr.

Signals:
  SIGTERM, SIGINT, SIGHUP   stop accepting, answer what was begun, exit 0; a second one ends at once

Exit codes:
  0 ok, 1 a check failed or an early end was asked for, 2 usage or configuration, 4 IO or network";
