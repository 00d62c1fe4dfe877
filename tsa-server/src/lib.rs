//! The time-stamping daemon: RFC 3161 over HTTP/1.1.
//!
//! Where to look:
//!
//! | question | module |
//! |---|---|
//! | which arguments are there? | [`args`] |
//! | what may a configuration say? | [`config`] |
//! | in what order does it start and stop? | [`start`] |
//! | how does a connection live and die? | [`tsa_service`] |
//! | what answers which path? | [`routes`] |
//! | how do octets become a token? | [`issue`], [`mod@unit`] |
//! | how is a token recorded, and the log published? | `record` |
//! | how is it a witness of other logs? | `witness` |
//! | is there space for the record? | [`space`] |
//! | what time is it? | [`clock`] |

pub mod app;
pub mod args;
mod check_config;
pub mod clock;
pub mod config;
mod dev;
pub mod fault;
pub mod issue;
pub mod limits;
pub mod metrics;
mod profiles;
mod record;
pub mod routes;
pub mod space;
pub mod start;
mod state;
pub mod unit;
mod witness;
mod witness_client;

use std::process::ExitCode;

pub use args::Args;
use args::Command;
pub use fault::StartFault;
use tsa_service::run::{RunFault, tell};
use tsa_service::{log, process};

/// Does what the command line says and gives the exit code of architecture §7.
pub fn run(args: Args) -> ExitCode {
    let done = process::harden().map_err(|error| RunFault::Hardening(error).into()).and_then(|()| match args
        .command
    {
        Some(Command::CheckConfig { file, file_only }) => check_config::run(&file, file_only),
        Some(Command::Witness { config }) => witness::run(&config),
        None => start::serve(&args.serve),
    });
    match done {
        Ok(code) => code,
        Err(fault) => {
            log::flush();
            tell(&format!("tsa-server: {fault}"));
            fault.exit_code()
        }
    }
}

/// Serves with a record that is only in memory: nothing survives, and there is no log. To measure what the disk costs.
/// The first argument is the name of the program.
#[cfg(feature = "volatile")]
pub fn run_in_memory(arguments: impl Iterator<Item = std::ffi::OsString>) -> ExitCode {
    let args = <Args as clap::Parser>::parse_from(arguments);
    match process::harden()
        .map_err(|error| RunFault::Hardening(error).into())
        .and_then(|()| start::serve_in_memory(&args.serve))
    {
        Ok(code) => code,
        Err(fault) => {
            tell(&format!("tsa-server: {fault}"));
            fault.exit_code()
        }
    }
}
