//! `log prove`: the place of a token in the log, in a file that needs no network.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_journal::durable;

use super::failure;
use crate::args::ProveArgs;
use crate::error::{Error, Exit};
use crate::files;
use crate::log::{Located, LogSource, LogToken, Lookup, Trust, locate};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Writes the proof.
pub(crate) fn run(args: &ProveArgs, output: &Output) -> Result<Exit, Error> {
    let token = LogToken::read(&args.token, &files::read(&args.token)?, None)?;
    let source = LogSource::new(&args.place, args.reach)?;
    let mut trust = Trust::new(&args.trust)?;
    let view = LookupView::find(&token, &source, &mut trust)?;
    match (&view.proof, &args.out) {
        (Some(proof), None) if !output.is_json() => {
            output.raw(proof.as_bytes())?;
            output.remark(view.words());
        }
        (Some(proof), Some(path)) => {
            durable::replace(path, proof.as_bytes(), 0o644).map_err(Error::write(path))?;
            output.show(&Proven { token: &args.token, written: Some(path.clone()), lookup: &view })?;
        }
        _ => output.show(&Proven { token: &args.token, written: None, lookup: &view })?,
    }
    Ok(view.exit())
}

/// What the log says about a token.
#[derive(Debug, Serialize)]
pub(crate) struct LookupView {
    state: State,
    index: Option<u64>,
    /// How many entries the log covers.
    size: Option<u64>,
    /// It was in the log by then.
    by: Option<UtcTime>,
    according_to: Option<String>,
    time_independently_bounded: bool,
    /// The entry that declares it void.
    declared: Option<u64>,
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Logged,
    Absent,
    NotYet,
    Void,
}

impl LookupView {
    /// Asks the log.
    pub(crate) fn find(token: &LogToken, source: &LogSource, trust: &mut Trust) -> Result<Self, Error> {
        trust.learn_cosigner(source)?.map_err(|finding| Error::Log(Box::new(finding)))?;
        let view = match locate(token, source, trust).map_err(failure)? {
            Lookup::Logged(located) => Self::of(State::Logged, &located),
            Lookup::Void { declared, proof } => {
                Self { declared: Some(declared), ..Self::of(State::Void, &proof) }
            }
            Lookup::Absent { why } => Self { why: Some(why), ..Self::not(State::Absent) },
            Lookup::NotYet { size } => Self { size: Some(size), ..Self::not(State::NotYet) },
        };
        Ok(view)
    }

    fn not(state: State) -> Self {
        Self {
            state,
            index: None,
            size: None,
            by: None,
            according_to: None,
            time_independently_bounded: false,
            declared: None,
            why: None,
            proof: None,
        }
    }

    fn of(state: State, located: &Located) -> Self {
        let by_when = located.by_when.as_ref();
        Self {
            index: Some(located.proof.index),
            size: Some(located.proof.checkpoint.checkpoint().size()),
            by: by_when.and_then(|(time, ..)| UtcTime::from_unix(*time)),
            according_to: by_when.map(|(_, name, _)| name.clone()),
            time_independently_bounded: by_when.is_some_and(|(_, _, independent)| *independent),
            proof: (state == State::Logged).then(|| located.proof.to_string()),
            ..Self::not(state)
        }
    }

    /// How a command ends over it.
    pub(crate) fn exit(&self) -> Exit {
        match self.state {
            State::Logged => Exit::Ok,
            State::Absent => Exit::CheckFailed,
            State::NotYet => Exit::CannotTell,
            State::Void => Exit::Void,
        }
    }

    /// Without the proof, for a report that has no room for it.
    pub(crate) fn without_proof(mut self) -> Self {
        self.proof = None;
        self
    }

    fn words(&self) -> &'static str {
        match self.state {
            State::Logged => "in the log",
            State::Absent => "NOT IN THE LOG",
            State::NotYet => "not yet in the log: ask again in a minute",
            State::Void => "DECLARED VOID: the TSA says that this token was never issued",
        }
    }

    /// The fields.
    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.field("Log", self.words());
        page.field_if("Because", self.why.as_ref());
        page.field_if("Entry", self.index);
        page.field_if("Void by", self.declared.map(|index| format!("entry {index}")));
        if let (Some(by), Some(whose)) = (self.by, &self.according_to) {
            let own = if self.time_independently_bounded { "a witness" } else { "the log itself" };
            page.field("Logged by", format!("{by}, says {whose} ({own})"));
        }
        page.field_if("Checkpoint", self.size.map(|size| format!("of {size} entries")));
        if self.state == State::Logged && !self.time_independently_bounded {
            page.field("Note", "append-only checked, time not independently bounded");
        }
    }
}

#[derive(Serialize)]
struct Proven<'a> {
    token: &'a Path,
    written: Option<PathBuf>,
    #[serde(flatten)]
    lookup: &'a LookupView,
}

impl Report for Proven<'_> {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Token {}", self.token.display()));
        page.nested(|page| {
            self.lookup.lay_out(page);
            page.field_if("Proof", self.written.as_ref().map(|path| path.display()));
        });
    }
}
