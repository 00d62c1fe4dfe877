//! The time-stamping daemon; everything is in the library beside it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    tsa_server::run(tsa_server::Args::parse())
}
