//! The command line of the proof service; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tsa_proof::cli::run()
}
