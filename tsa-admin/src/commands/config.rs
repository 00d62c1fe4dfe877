//! `config template`.

use crate::args::ConfigCommand;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Prints the annotated configuration.
pub(crate) fn run(command: &ConfigCommand, output: &Output) -> Result<Exit, Error> {
    match command {
        ConfigCommand::Template => output.raw(TEMPLATE.as_bytes())?,
    }
    Ok(Exit::Ok)
}

/// The file that is shipped: a test of the server checks that it is accepted.
const TEMPLATE: &str = include_str!("../../../deploy/tsa.toml");
