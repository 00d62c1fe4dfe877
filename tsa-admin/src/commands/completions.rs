//! `completions SHELL`.

use crate::args::CompletionsArgs;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Prints the script.
pub(crate) fn run(args: &CompletionsArgs, output: &Output) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::command(), "tsa-admin", &mut script);
    output.raw(&script)?;
    Ok(Exit::Ok)
}
