//! `journal recover`: the two ways on after the daemon refused to start.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_journal::{CreateOptions, JournalError, accept_rollback, check_origin, durable, recover};

use super::create::{keys, make_keys};
use super::directory;
use crate::args::RecoverArgs;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::inspect::hex;
use crate::output::{Output, Page, Report};
use crate::passphrase;

/// Takes the way that was asked for.
pub(crate) fn run(args: &RecoverArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    match &args.origin {
        Some(origin) => end_log(args, origin, state, output),
        None => make_sure(args, state, output),
    }
}

fn make_sure(args: &RecoverArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    Plan::new(format!("make the journal {} sure again", journal.display()))
        .step("copy its last segment as the system shows it now, sync the copy, and put it in the place of the old one")
        .step("keep the old one beside it as segment-….before-recovery-N")
        .step("then remove the mark that it is doubtful")
        .irreversible("records that nobody was told of may become part of the record; they count as issued")
        .confirm(args.consent, output)?;
    let recovered = recover(&journal, &args.watermark.watermark)?;
    output.show(&Sure {
        leaves: recovered.totals.leaves,
        unresolved: recovered.totals.unresolved(),
        cut: recovered.cut,
        kept: recovered.kept,
    })?;
    Ok(Exit::Ok)
}

/// Order: the old keys and files are set aside, the new keys made, the journal last. So no crash leaves a journal of the new
/// origin beside the old key; a start in between finds no keys, or a watermark of another origin, and is refused. Run
/// again after a crash, it sets aside what it made (nothing was signed with it) and ends in the same way.
fn end_log(args: &RecoverArgs, origin: &str, state: &Path, output: &Output) -> Result<Exit, Error> {
    check_origin(origin)?;
    let (journal, log) = (directory(state), state.join("log"));
    check_idle(&journal.join("lock"))?;
    let watermark = &args.watermark.watermark;
    if !watermark.try_exists().map_err(Error::read(watermark))? {
        return Err(JournalError::Watermark { path: watermark.clone(), what: "is not there" }.into());
    }
    check_idle(watermark)?;
    Plan::new("end the log whose state was rolled back, and begin another")
        .step(format!("the journal moves to {}.ended-N, the log's files and keys likewise", journal.display()))
        .step(format!("new keys, {}: {}", passphrase::description(&args.passphrase), keys(state).display()))
        .step(format!("the new log {origin} begins with entry 0, and names the old one with its last size and root"))
        .irreversible("the old log gets no further entry: serve its files as they are, or others cannot check its tokens")
        .irreversible("whoever checks tokens has to be given the new verifier key")
        .confirm(args.consent, output)?;
    for path in [keys(state), log] {
        set_aside(&path)?;
    }
    let [log_key, _] = make_keys(state, origin, &args.passphrase, output)?;
    let options = CreateOptions {
        directory: journal,
        watermark: args.watermark.watermark.clone(),
        origin: origin.to_owned(),
    };
    let former = accept_rollback(&options)?;
    output.show(&Ended {
        former_origin: former.origin,
        former_size: former.size,
        former_root: hex(&former.root),
        origin: options.origin,
        log_key,
    })?;
    Ok(Exit::Ok)
}

/// Nothing is moved away under a daemon that runs. Held for a moment only: a daemon that starts between this and the end is
/// refused by what it finds.
fn check_idle(path: &Path) -> Result<(), Error> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        result => result.map_err(Error::read(path))?,
    };
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(JournalError::Held(path.to_owned()).into()),
        Err(TryLockError::Error(error)) => Err(Error::read(path)(error)),
    }
}

/// Gives a directory the first free name `….ended-N`.
fn set_aside(path: &Path) -> Result<(), Error> {
    if !path.try_exists().map_err(Error::read(path))? {
        return Ok(());
    }
    let mut number = 1u32;
    loop {
        let aside = path.with_extension(format!("ended-{number}"));
        if !aside.try_exists().map_err(Error::read(&aside))? {
            return durable::rename_dir(path, &aside).map_err(Error::write(&aside));
        }
        number += 1;
    }
}

#[derive(Debug, Serialize)]
struct Sure {
    leaves: u64,
    unresolved: u64,
    /// Octets of a broken last group that were left out.
    cut: u64,
    kept: PathBuf,
}

impl Report for Sure {
    fn lay_out(&self, page: &mut Page) {
        page.heading("The journal is sure again; the server may be started");
        page.nested(|page| {
            page.field("Leaves", self.leaves);
            page.field("Unresolved", format!("{} tokens, which count as issued", self.unresolved));
            page.field("Left out", format!("{} octets of a group nobody was told of", self.cut));
            page.field("Old file", self.kept.display());
        });
    }
}

#[derive(Debug, Serialize)]
struct Ended {
    former_origin: String,
    former_size: u64,
    former_root: String,
    origin: String,
    log_key: String,
}

impl Report for Ended {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Ended the log {}, and began {}", self.former_origin, self.origin));
        page.nested(|page| {
            page.field("It had", format!("{} leaves", self.former_size));
            page.field("Root", &self.former_root);
        });
        page.gap();
        page.line("The new log's verifier key: publish it beside the old one.");
        page.gap();
        page.line(&self.log_key);
    }
}
