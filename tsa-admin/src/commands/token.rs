//! `token`: look into what travels between clients and a TSA, and verify it.

mod inspect;
mod verdict;
mod verify;

use crate::args::TokenCommand;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries out a `token` command.
pub(crate) fn run(command: &TokenCommand, output: &Output) -> Result<Exit, Error> {
    match command {
        TokenCommand::Inspect(args) => inspect::run(args, output),
        TokenCommand::Verify(args) => verify::run(args, output),
    }
}
