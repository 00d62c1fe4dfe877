//! The proof-of-existence service.
//!
//! Where to look:
//!
//! | question | module |
//! |---|---|
//! | which arguments are there? | [`args`] |
//! | what may a configuration say? | [`config`] |
//! | in what order does it start and stop? | [`start`] |
//! | what does every handler have? | [`app`] |
//! | which path goes where, under which limits and headers? | [`serve`] |
//! | who may do what? | [`accounts`], [`limits`] |
//! | how does a fingerprint become a proof? | [`deposit`] |
//! | what may a program ask for? | [`api`] |
//! | how are a person's words kept? | [`secrets`] |
//! | what does a person see, and in which language? | [`pages`], [`i18n`] |
//! | what is kept, and under which keys? | [`store`], [`secrets`] |
//! | what is known of the authority? | [`trust`] |
//! | what is written while it is read? | [`streamed`] |
//! | what is counted? | [`metrics`] |

pub mod accounts;
pub mod api;
pub mod app;
pub mod args;
mod authority;
pub mod cli;
pub mod clock;
mod commands;
pub mod config;
pub mod deposit;
mod dev;
pub mod fault;
pub mod front;
#[cfg(test)]
mod hostile;
pub mod housekeeping;
pub mod i18n;
pub mod limits;
pub mod mail;
pub mod metrics;
pub mod package;
pub mod pages;
pub mod secrets;
pub mod serve;
pub mod start;
pub mod store;
pub mod streamed;
pub mod trust;

use std::process::ExitCode;

pub use args::Args;
pub use fault::StartFault;
use tsa_service::run::{RunFault, tell};
use tsa_service::{log, process};

/// Does what the command line says and gives the exit code.
pub fn run(args: Args) -> ExitCode {
    let done = process::harden().map_err(|error| RunFault::Hardening(error).into()).and_then(|()| match args
        .command
    {
        Some(command) => commands::run(command),
        None => start::serve(&args.serve),
    });
    match done {
        Ok(code) => code,
        Err(fault) => {
            log::flush();
            tell(&format!("tsa-proof: {fault}"));
            fault.exit_code()
        }
    }
}
