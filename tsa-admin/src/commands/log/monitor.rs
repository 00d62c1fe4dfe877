//! `log monitor`: the same checks, look after look, in memory that does not grow.

use std::thread;
use std::time::Duration;

use serde::Serialize;
use tsa_core::checkpoint::SignedCheckpoint;

use super::{failure, verify};
use crate::args::MonitorArgs;
use crate::clock;
use crate::error::{Error, Exit};
use crate::log::{Check, Finding, LogSource, Memory, Stop, Trust, newest};
use crate::output::Output;
use crate::time::UtcTime;

/// Watches the log.
pub(crate) fn run(args: &MonitorArgs, output: &Output) -> Result<Exit, Error> {
    let source = LogSource::new(&args.place, args.reach)?;
    let mut trust = Trust::new(&args.trust)?;
    let accuracy = Duration::from_secs(args.accuracy.into());
    let mut memory = args.memory.as_deref().map(Memory::load).transpose()?.flatten();
    let mut alarmed = false;
    if memory.is_none() {
        // The first time everything is checked, the archive too.
        let verified = verify::whole(&source, &mut trust, None, accuracy, output)?;
        for finding in &verified.view.findings {
            alarm(output, finding)?;
            alarmed = true;
        }
        let Some(remember) = verified.remember else { return Ok(Exit::CheckFailed) };
        if let Some(path) = &args.memory {
            crate::files::replace(path, &remember)?;
        }
        memory = Some(Memory::parse(args.memory.as_deref().unwrap_or("-".as_ref()), remember.as_bytes())?);
    } else if let Err(finding) = trust.learn_cosigner(&source)? {
        alarm(output, &finding)?;
        return Ok(Exit::CheckFailed);
    }
    let Some(memory) = memory else { return Ok(Exit::CheckFailed) };
    let mut watch = Watch::new(&source, &trust, accuracy, memory)?;
    let mut looks = 0u32;
    loop {
        match watch.look(output) {
            Ok(()) => {}
            Err(Stop::Found(finding)) => {
                alarm(output, &finding)?;
                return Ok(Exit::CheckFailed);
            }
            Err(Stop::Failed(error @ (Error::Client(_) | Error::Read { .. }))) => {
                output.line(&Event::Unreachable { at: clock::now(), why: &error.to_string() })?;
                alarmed = true;
            }
            Err(Stop::Failed(error)) => return Err(error),
        }
        if let Some(path) = &args.memory {
            crate::files::replace(path, &Memory::text(&watch.check, &watch.last)?)?;
        }
        alarmed |= watch.alarmed;
        looks += 1;
        if args.looks.is_some_and(|most| looks >= most) {
            return Ok(if alarmed { Exit::CheckFailed } else { Exit::Ok });
        }
        thread::sleep(Duration::from_secs(args.every.max(1).into()));
    }
}

/// The state between two looks.
struct Watch<'a> {
    source: &'a LogSource,
    trust: &'a Trust,
    check: Check<'a>,
    last: SignedCheckpoint,
    alarmed: bool,
    is_stale: bool,
}

impl<'a> Watch<'a> {
    fn new(
        source: &'a LogSource,
        trust: &'a Trust,
        accuracy: Duration,
        memory: Memory,
    ) -> Result<Self, Error> {
        let Memory { checkpoint, tree, edge, last_second } = memory;
        let mut check = Check::new(source, trust, accuracy).resume(tree, edge, last_second);
        // What was cosigned then bounds what comes from now on.
        check.seen(&checkpoint).map_err(failure)?;
        Ok(Self { source, trust, check, last: checkpoint, alarmed: false, is_stale: false })
    }

    fn look(&mut self, output: &Output) -> Result<(), Stop> {
        let target = newest(self.source)?;
        self.trust.accept(&target)?;
        let before = self.check.tree().size();
        self.check.advance(&target, None, Some(&self.last.clone()), |_| {})?;
        self.last = target;
        let (mut findings, more) = self.check.take_findings();
        let stale = self.check.stale(clock::now().unix());
        // Said once, not at every look.
        if !self.is_stale {
            findings.extend(stale.clone());
        }
        self.is_stale = stale.is_some();
        for finding in &findings {
            alarm(output, finding)?;
        }
        self.alarmed |= !findings.is_empty() || more.findings > 0;
        output.line(&Event::Checked {
            at: clock::now(),
            size: self.check.tree().size(),
            new: self.check.tree().size() - before,
            time_independently_bounded: self.check.is_bounded_independently(),
        })?;
        Ok(())
    }
}

/// A line on stdout.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
enum Event<'a> {
    Checked { at: UtcTime, size: u64, new: u64, time_independently_bounded: bool },
    Alarm { at: UtcTime, text: String, finding: &'a Finding },
    Unreachable { at: UtcTime, why: &'a str },
}

fn alarm(output: &Output, finding: &Finding) -> Result<(), Error> {
    output.line(&Event::Alarm { at: clock::now(), text: finding.to_string(), finding })
}
