//! `journal`: the record of issuance, from its making to the retention of its segments.

mod archive;
mod create;
mod drop;
mod export;
mod find;
mod record;
mod recover;
mod show;
mod verify;

use std::path::{Path, PathBuf};

use crate::args::JournalCommand;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries out a `journal` command on a state directory.
pub(crate) fn run(command: &JournalCommand, state: &Path, output: &Output) -> Result<Exit, Error> {
    match command {
        JournalCommand::Create(args) => create::run(args, state, output),
        JournalCommand::Recover(args) => recover::run(args, state, output),
        JournalCommand::Verify(args) => verify::run(args, state, output),
        JournalCommand::Show(args) => show::run(args, state, output),
        JournalCommand::Find(args) => find::run(args, state, output),
        JournalCommand::Export => export::run(state, output),
        JournalCommand::Archive(args) => archive::run(args, state, output),
        JournalCommand::Drop(args) => drop::run(args, state, output),
    }
}

/// Where a state directory has its journal.
fn directory(state: &Path) -> PathBuf {
    state.join("journal")
}
