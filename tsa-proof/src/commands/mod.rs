//! What the program does other than serve.

mod check_config;
mod check_store;
mod claim_key;
mod documents;

use std::process::ExitCode;

use crate::args::Command;
use crate::fault::StartFault;

/// Carries out one command.
pub(crate) fn run(command: Command) -> Result<ExitCode, StartFault> {
    match command {
        Command::CheckConfig { file, file_only } => check_config::run(&file, file_only),
        Command::CheckStore { config } => check_store::run(&config),
        Command::ConfigTemplate => documents::config_template(),
        Command::ClaimKey(command) => claim_key::run(command),
        Command::Man { directory } => documents::man(&directory),
        Command::Completions { shell } => documents::completions(shell),
    }
}
