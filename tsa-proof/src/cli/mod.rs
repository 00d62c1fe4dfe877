//! `proof`: time-stamp files, keep their proofs, and check them, from a shell or a script.
//!
//! Results go to stdout (text, or one JSON object with `--json`); progress, warnings and errors to stderr. Exit codes are those of
//! every tool of this system, see `Exit`. No file leaves the machine: the service gets fingerprints.

mod args;
mod bare;
mod believed;
mod client;
mod documents;
mod export;
mod fault;
mod files;
mod folder;
mod git;
mod given;
mod new_file;
mod order;
mod output;
mod places;
mod show;
mod stamp;
mod state;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Args, Command};
use fault::Fault;
use output::Output;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All is well.
    Ok = 0,
    /// A check failed: a verdict is "fail", or an item got no token.
    CheckFailed = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// Something is missing that would decide it.
    CannotTell = 3,
    /// A file or the network.
    Io = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Parses the process's arguments, carries the command out, and says how it ended.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let output = Output::new(args.json);
    let done = match args.command {
        Command::Stamp(stamp) => stamp::run(&stamp, &output),
        Command::Verify(verify) => verify::run(&verify, &output),
        Command::Show(show) => show::run(&show, &output),
        Command::Export(export) => export::run(&export, &output),
        Command::Completions { shell } => documents::completions(shell, &output),
        Command::Man { out } => documents::man(&out, &output),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(Fault::ClosedPipe) => Exit::Ok.into(),
        Err(fault) => {
            output.error(&fault);
            fault.exit().into()
        }
    }
}

/// The whole command tree, for generators of documents.
#[must_use]
pub fn command() -> clap::Command {
    Args::command()
}
