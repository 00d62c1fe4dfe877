//! `token`: inspect and verify.

use crate::args::{InspectArgs, TokenCommand};
use crate::error::{Error, Exit};
use crate::files;
use crate::inspect::Document;
use crate::output::Output;

/// Carries out a `token` command.
pub(crate) fn run(command: TokenCommand, output: &Output) -> Result<Exit, Error> {
    match command {
        TokenCommand::Inspect(args) => inspect(&args, output),
    }
}

fn inspect(args: &InspectArgs, output: &Output) -> Result<Exit, Error> {
    let bytes = files::read(&args.file)?;
    match Document::read(&bytes) {
        Ok(document) => {
            output.show(&document)?;
            Ok(Exit::Ok)
        }
        Err(malformed) => Err(Error::NotTimeStamp { path: args.file.clone(), reason: malformed.to_string() }),
    }
}
