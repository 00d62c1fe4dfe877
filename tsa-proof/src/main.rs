//! The daemon of the proof service; everything is in the library beside it.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    tsa_proof::run(tsa_proof::Args::parse())
}
