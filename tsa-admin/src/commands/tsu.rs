//! `tsu`: the life of a time-stamping unit, from its key to its retirement.

mod activate;
mod create;
mod csr;
mod install;
mod list;
mod retire;
mod show;
mod view;

use std::path::Path;

use crate::args::TsuCommand;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries out a `tsu` command on a state directory.
pub(crate) fn run(command: &TsuCommand, state: &Path, output: &Output) -> Result<Exit, Error> {
    match command {
        TsuCommand::Create(args) => create::run(args, state, output),
        TsuCommand::Csr(args) => csr::run(args, state, output),
        TsuCommand::Install(args) => install::run(args, state, output),
        TsuCommand::List => list::run(state, output),
        TsuCommand::Show(args) => show::run(args, state, output),
        TsuCommand::Activate(args) => activate::run(args, state, output),
        TsuCommand::Retire(args) => retire::run(args, state, output),
    }
}
