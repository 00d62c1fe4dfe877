//! `log`: what a stranger, or the operator, does with the public log.

mod monitor;
mod prove;
mod verify;

pub(crate) use prove::LookupView;

use crate::args::LogCommand;
use crate::error::{Error, Exit};
use crate::log::Stop;
use crate::output::Output;

/// Carries out a `log` command.
pub(crate) fn run(command: &LogCommand, output: &Output) -> Result<Exit, Error> {
    match command {
        LogCommand::Verify(args) => verify::run(args, output),
        LogCommand::Monitor(args) => monitor::run(args, output),
        LogCommand::Prove(args) => prove::run(args, output),
    }
}

/// What `log verify` finds in a log.
#[cfg(test)]
pub(crate) fn check_whole(
    source: &crate::log::LogSource,
    trust: &mut crate::log::Trust,
    memory: Option<&crate::log::Memory>,
    accuracy: std::time::Duration,
    output: &Output,
) -> Result<Vec<crate::log::Finding>, Error> {
    Ok(verify::whole(source, trust, memory, accuracy, output)?.view.findings)
}

/// A finding where a command can only fail over it.
pub(super) fn failure(stop: Stop) -> Error {
    match stop {
        Stop::Failed(error) => error,
        Stop::Found(finding) => Error::Log(Box::new(finding)),
    }
}
