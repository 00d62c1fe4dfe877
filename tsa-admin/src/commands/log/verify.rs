//! `log verify`: a whole log against everything it published.

use std::thread;
use std::time::Duration;

use serde::Serialize;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::leaf::Entry;
use tsa_core::leaf::read_bundle;
use tsa_core::merkle::Tile;

use crate::args::VerifyLogArgs;
use crate::error::{Error, Exit};
use crate::inspect::hex;
use crate::log::{
    Archive, BoundedView, Check, Counts, Finding, LogSource, Memory, More, Stop, Trust, newest,
};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Checks the log.
pub(crate) fn run(args: &VerifyLogArgs, output: &Output) -> Result<Exit, Error> {
    let source = LogSource::new(&args.place, args.reach)?;
    let mut trust = Trust::new(&args.trust)?;
    let memory = args.memory.as_deref().map(Memory::load).transpose()?.flatten();
    let accuracy = Duration::from_secs(args.accuracy.into());
    let mut verified = whole(&source, &mut trust, memory.as_ref(), accuracy, output)?;
    if verified.view.findings.iter().any(Finding::is_momentary) {
        thread::sleep(MOMENT);
        verified = whole(&source, &mut trust, memory.as_ref(), accuracy, output)?;
    }
    if let (Some(path), Some(remember)) = (&args.memory, &verified.remember)
        && verified.view.holds
    {
        crate::files::replace(path, remember)?;
    }
    let exit = if verified.view.holds { Exit::Ok } else { Exit::CheckFailed };
    output.show(&verified.view)?;
    Ok(exit)
}

/// What came out, and what to remember of it.
pub(super) struct Verified {
    pub(super) view: View,
    pub(super) remember: Option<String>,
}

/// Checks everything from the first entry on.
pub(super) fn whole(
    source: &LogSource,
    trust: &mut Trust,
    memory: Option<&Memory>,
    accuracy: Duration,
    output: &Output,
) -> Result<Verified, Error> {
    let mut findings = Vec::new();
    if let Err(finding) = trust.learn_cosigner(source)? {
        findings.push(finding);
    }
    let mut check = Check::new(source, trust, accuracy);
    let mut read = Read::default();
    let result = go(source, trust, memory, &mut check, &mut read, output);
    let (found, more) = check.take_findings();
    findings.extend(found);
    match result {
        Ok(()) => {}
        Err(Stop::Found(finding)) => findings.push(finding),
        Err(Stop::Failed(error)) => return Err(error),
    }
    let holds = findings.iter().all(Finding::is_remark) && more.findings == 0;
    let remember = match &read.newest {
        Some(newest) if holds => Some(Memory::text(&check, newest)?),
        _ => None,
    };
    let view = View {
        holds,
        origin: read.newest.as_ref().map(|newest| newest.checkpoint().origin().to_owned()),
        size: check.tree().size(),
        root: hex(&check.tree().root()),
        entries: check.counts(),
        archived_checkpoints: read.archived,
        compared_with: memory.map(|memory| memory.checkpoint.checkpoint().size()),
        time_independently_bounded: check.is_bounded_independently(),
        cosigners: check.bounded().iter().map(crate::log::Bounded::view).collect(),
        findings,
        more,
    };
    Ok(Verified { view, remember })
}

#[derive(Default)]
struct Read {
    newest: Option<SignedCheckpoint>,
    archived: u64,
}

fn go(
    source: &LogSource,
    trust: &Trust,
    memory: Option<&Memory>,
    check: &mut Check<'_>,
    read: &mut Read,
    output: &Output,
) -> Result<(), Stop> {
    let target = newest(source)?;
    trust.accept(&target)?;
    let size = target.checkpoint().size();
    let earlier = memory.map(|memory| &memory.checkpoint);
    if let Some(earlier) = earlier {
        trust.accept_archived(earlier)?;
        if earlier.checkpoint().size() > size {
            return Err(Finding::shrunk(&target, earlier).into());
        }
    }
    let mut archive = Archive::new(source, first_time(source, size)?)?;
    let bar = output.progress("Checking", size);
    let result = check.advance(&target, Some(&mut archive), earlier, |done| bar.set_position(done));
    bar.finish_and_clear();
    read.archived = archive.count();
    result?;
    archive_is_complete(source, trust, &target, &mut archive)?;
    read.archived = archive.count();
    read.newest = Some(target);
    Ok(())
}

/// Everything published is archived: the archive reaches at least to the newest checkpoint, and what it holds beyond was
/// published while this run was under way.
fn archive_is_complete(
    source: &LogSource,
    trust: &Trust,
    target: &SignedCheckpoint,
    archive: &mut Archive<'_>,
) -> Result<(), Stop> {
    let size = target.checkpoint().size();
    let reached = archive.last_size();
    if archive.peek()?.is_none() {
        return if reached == Some(size) {
            Ok(())
        } else {
            let what = format!("it does not hold the newest checkpoint, of {size} leaves");
            Err(Finding::Archive { what }.into())
        };
    }
    let mut before = size;
    let mut beyond_newest = 0u32;
    while let Some(checkpoint) = archive.next()? {
        trust.accept_archived(&checkpoint)?;
        let beyond = checkpoint.checkpoint().size();
        if beyond < before {
            let what = format!("a checkpoint of {beyond} leaves follows one of {before}");
            return Err(Finding::Archive { what }.into());
        }
        beyond_newest += 1;
        before = beyond;
    }
    // A crash between archiving a checkpoint and serving it leaves one more in the files; the next start serves another.
    if beyond_newest == 1 && !source.is_address() {
        return Ok(());
    }
    let now = newest(source)?;
    trust.accept(&now)?;
    if now.checkpoint().size() < before {
        let what = format!(
            "it holds a checkpoint of {before} leaves, and the newest has {}",
            now.checkpoint().size()
        );
        return Err(Finding::Archive { what }.into());
    }
    Ok(())
}

/// The time in the first token entry of the first bundle: the archive does not begin before its day.
fn first_time(source: &LogSource, size: u64) -> Result<Option<UtcTime>, Stop> {
    let Some(tile) = Tile::with_entry(0, size) else { return Ok(None) };
    for tile in [tile, tile.full()] {
        if let Some(file) = source.get(&tile.to_string(), BUNDLE_LIMIT)? {
            let name = source.name(&tile.to_string());
            let entries =
                read_bundle(&file, tile.width()).map_err(|error| Finding::unreadable(name, &error))?;
            let times = entries.iter().find_map(|entry| match Entry::parse(entry) {
                Ok(Entry::Token(token)) => UtcTime::from_unix(token.time()),
                _ => None,
            });
            return Ok(times);
        }
    }
    Ok(None)
}

/// The result.
#[derive(Debug, Serialize)]
pub(super) struct View {
    pub(super) holds: bool,
    origin: Option<String>,
    size: u64,
    root: String,
    entries: Counts,
    archived_checkpoints: u64,
    /// The size that was seen before.
    compared_with: Option<u64>,
    time_independently_bounded: bool,
    cosigners: Vec<BoundedView>,
    pub(super) findings: Vec<Finding>,
    more: More,
}

impl Report for View {
    fn lay_out(&self, page: &mut Page) {
        let origin = self.origin.as_deref().unwrap_or("the log");
        page.heading(format!("{}: {origin}", if self.holds { "HOLDS" } else { "DOES NOT HOLD" }));
        page.nested(|page| {
            for finding in &self.findings {
                page.field(if finding.is_remark() { "Remark" } else { "Found" }, finding);
            }
            if self.more.findings > 0 {
                page.field("Found", format!("{} more", self.more.findings));
            }
            if self.more.remarks > 0 {
                page.field("Remark", format!("{} more", self.more.remarks));
            }
            let Counts { tokens, void, unknown } = self.entries;
            let unknown = if unknown > 0 { format!(", {unknown} of unknown kinds") } else { String::new() };
            page.field("Entries", format!("{}: {tokens} tokens, {void} declared void{unknown}", self.size));
            page.field("Tree head", &self.root);
            page.field("Archive", format!("{} checkpoints", self.archived_checkpoints));
            page.field_if(
                "Before",
                self.compared_with.map(|size| format!("{size} entries, all still there")),
            );
            for cosigner in &self.cosigners {
                page.field("Cosigner", cosigner);
            }
            if self.holds {
                let bounded = if self.time_independently_bounded {
                    "append-only checked, time bounded by a witness"
                } else {
                    "append-only checked, time not independently bounded"
                };
                page.field("Result", bounded);
            }
        });
        for evidence in self.findings.iter().flat_map(Finding::evidence) {
            page.gap();
            page.line("Evidence, to be kept as it is:");
            evidence.lines().for_each(|line| page.line(line));
        }
    }
}

/// In which a log has written what it was writing.
const MOMENT: Duration = Duration::from_millis(500);
const BUNDLE_LIMIT: u64 = 256 * 65_537;
