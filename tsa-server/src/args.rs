//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use tsa_service::log::LogFormat;

/// A time-stamping authority: RFC 3161 over HTTP
#[derive(Debug, Parser)]
#[command(
    name = "tsa-server",
    version,
    long_about = LONG_ABOUT,
    after_long_help = EXAMPLES,
    after_help = "Try `tsa-server --dev`, or `tsa-server --help` for examples and exit codes.",
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

/// The options of `tsa-server` without a subcommand.
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Serve what this configuration file says
    #[arg(long, value_name = "FILE", conflicts_with = "dev")]
    pub config: Option<PathBuf>,

    /// Serve with a throw-away hierarchy that nobody trusts, for trying things out
    #[arg(long)]
    pub dev: bool,

    /// Address of the public listener of --dev (port 0: any free port)
    #[arg(long, value_name = "ADDR", requires = "dev", default_value = "127.0.0.1:3180")]
    pub listen: SocketAddr,

    /// With --dev: also serve the two exclusive profiles /internal/deposit and /internal/claim here
    ///
    /// The address must be a loopback address. Requests need the token in STATE/internal-token as
    /// `Authorization: Bearer TOKEN`.
    #[arg(long, value_name = "ADDR", requires = "dev")]
    pub internal_listen: Option<SocketAddr>,

    /// State directory of --dev: made if missing, reused if present
    #[arg(long, value_name = "DIR", requires = "dev", default_value = "./.tsa-dev")]
    pub state: PathBuf,

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
    /// Be a witness of other operators' logs
    ///
    /// Answers `POST /add-checkpoint` as C2SP tlog-witness describes it: cosigns a checkpoint when it
    /// continues what was cosigned last, and nothing else. Prints `vkey KEY` with the witness's verifier
    /// key, then `listening witness ADDRESS` and `ready`.
    #[command(after_help = WITNESS_EXAMPLE)]
    Witness {
        /// The configuration of the witness
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Check a configuration without serving it
    ///
    /// Checks everything that the start checks: the file, the environment (TSA__…), the state
    /// directory, and for every profile the active TSU with its key and certificates. Prints what
    /// would be served. Binds no address and writes nothing.
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
}

const USAGE: &str = "\
tsa-server --config FILE [--log-format FORMAT] [--log-level LEVEL]
       tsa-server --dev [--listen ADDR] [--internal-listen ADDR] [--state DIR]
       tsa-server check-config FILE [--file-only]
       tsa-server witness --config FILE";

const WITNESS_EXAMPLE: &str = "\
Make the key, which is used for nothing else, and a configuration:
  openssl genpkey -algorithm ed25519 -out /etc/tsa-witness/key.pem
  version = 1
  name = \"witness.example/w1\"                # of the key; best a URL without its scheme
  key-file = \"key.pem\"                       # passphrase-file = FILE, when it is encrypted
  listen = \"127.0.0.1:3190\"
  state-directory = \"/var/lib/tsa-witness\"   # what was cosigned last; made if missing
  logs = [\"log.example/tsa+b506a3a7+AYqI…\"]  # the verifier keys of the logs to watch

Exit codes: 0 ok, 2 usage or configuration, 4 IO or network, 71 state held by another.";

const LONG_ABOUT: &str = "\
A time-stamping authority (TSA): answers RFC 3161 requests over HTTP with signed time-stamp tokens \
that stock tools such as `openssl ts -verify` check.

It serves either a configuration file (--config FILE) or a throw-away hierarchy (--dev), and does \
nothing without being told which.";

const EXAMPLES: &str = "\
Examples:
  Try it out; the lines to copy and paste are printed at start:
    tsa-server --dev

  The same on any free port, with its state elsewhere:
    tsa-server --dev --listen 127.0.0.1:0 --state /tmp/my-tsa

  Check a configuration, then serve it:
    tsa-server check-config /etc/tsa/tsa.toml
    tsa-server --config /etc/tsa/tsa.toml

  One setting from the environment instead of the file (TSA__SECTION__KEY, `_` for `-`):
    TSA__HTTP__MAX_CONNECTIONS=500 tsa-server --config /etc/tsa/tsa.toml

Output:
  stdout begins with one line `listening NAME ADDRESS` per listener, with the port that was really
  bound, then `ready`. The log goes to stderr.

Signals:
  SIGTERM, SIGINT, SIGHUP   stop accepting, answer what was begun, exit 0; a second one ends at once

Exit codes:
  0 ok, 1 a check failed or an early end was asked for, 2 usage or configuration, 4 IO or network,
  70 record doubtful, 71 state rolled back or held by another, 72 clock refused";
