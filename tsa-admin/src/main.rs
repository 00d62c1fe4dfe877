//! The binary: everything lives in the library, so that the tests and the documents see the same command tree.

use std::process::ExitCode;

fn main() -> ExitCode {
    tsa_admin::run()
}
