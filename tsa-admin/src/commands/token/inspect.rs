//! `token inspect`: what a file says.

use crate::args::InspectArgs;
use crate::error::{Error, Exit};
use crate::files;
use crate::inspect::Document;
use crate::output::Output;

/// Shows the file.
pub(crate) fn run(args: &InspectArgs, output: &Output) -> Result<Exit, Error> {
    let bytes = files::read(&args.file)?;
    match Document::read(&bytes) {
        Ok(document) => {
            output.show(&document)?;
            Ok(Exit::Ok)
        }
        Err(unreadable) => {
            Err(Error::NotTimeStamp { path: args.file.clone(), reason: unreadable.to_string() })
        }
    }
}
