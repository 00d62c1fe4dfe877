//! `tsa-admin`: what an operator does to a time-stamping authority by hand.
//!
//! One file per noun under `commands/`; [`args`](command) is the whole command tree, from which the help screens, the
//! man pages and the shell completions come. Results go to stdout (text, or one JSON object with `--json`), and
//! progress, warnings and errors to stderr. Exit codes are those of every tool of this system, see `error::Exit`.

mod args;
mod ca_directory;
mod clock;
mod commands;
mod consent;
mod error;
mod files;
mod inspect;
mod log;
mod output;
mod passphrase;
mod pem;
mod subject;
mod time;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::Args;
use error::{Error, Exit};
use output::Output;

/// Parses the process's arguments, carries the command out, and says how it ended.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let output = Output::new(args.json);
    let done =
        tsa_keys::forbid_core_dumps().map_err(Error::CoreDumps).and_then(|()| commands::run(args, &output));
    match done {
        Ok(exit) => exit.into(),
        Err(error) if error.is_closed_pipe() => Exit::Ok.into(),
        Err(error) => {
            output.error(&error);
            error.exit().into()
        }
    }
}

/// The whole command tree, for generators of documents.
pub fn command() -> clap::Command {
    Args::command()
}
