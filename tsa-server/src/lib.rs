//! The time-stamping daemon: RFC 3161 over HTTP/1.1.
//!
//! Where to look:
//!
//! | question | module |
//! |---|---|
//! | which arguments are there? | [`args`] |
//! | what may a configuration say? | [`config`] |
//! | in what order does it start and stop? | [`start`] |
//! | how does a connection live and die? | [`listener`], [`limits`] |
//! | what answers which path? | [`routes`] |
//! | how do octets become a token? | [`issue`], [`mod@unit`] |
//! | what time is it? | [`clock`], the only reader of the clock |

pub mod app;
pub mod args;
mod check_config;
pub mod clock;
pub mod config;
mod dev;
pub mod fault;
pub mod issue;
pub mod limits;
pub mod listener;
pub mod log;
pub mod metrics;
mod process;
mod profiles;
pub mod routes;
mod socket;
pub mod start;
mod state;
pub mod unit;

use std::process::ExitCode;

pub use args::Args;
use args::Command;
pub use fault::StartFault;

/// Does what the command line says and gives the exit code of architecture §7.
pub fn run(args: Args) -> ExitCode {
    let done = process::harden().map_err(StartFault::Hardening).and_then(|()| match args.command {
        Some(Command::CheckConfig { file, file_only }) => check_config::run(&file, file_only),
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

/// The last word of a program that cannot go on, on stderr.
#[expect(clippy::print_stderr, reason = "the log may not have been started")]
fn tell(message: &str) {
    eprintln!("{message}");
}
