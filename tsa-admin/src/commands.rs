//! From the parsed command to the function that carries it out. One file per noun.

mod ca;
mod completions;
mod config;
mod journal;
pub(crate) mod log;
mod man;
mod token;
mod tsu;

use crate::args::{Args, Command};
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries a command out.
pub(crate) fn run(args: Args, output: &Output) -> Result<Exit, Error> {
    match args.command {
        Command::Tsu(command) => tsu::run(&command, &args.state, output),
        Command::Ca(command) => ca::run(command, output),
        Command::Token(command) => token::run(&command, output),
        Command::Journal(command) => journal::run(&command, &args.state, output),
        Command::Log(command) => log::run(&command, output),
        Command::Config(command) => config::run(&command, output),
        Command::Completions(args) => completions::run(&args, output),
        Command::Man(args) => man::run(&args, output),
    }
}
