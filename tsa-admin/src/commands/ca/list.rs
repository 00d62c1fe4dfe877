//! `ca list`: what was issued, and what was revoked.

use serde::Serialize;

use super::open;
use crate::args::CaDirectory as Directory;
use crate::ca_directory::Entry;
use crate::clock;
use crate::error::{Error, Exit};
use crate::inspect::Fields;
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Lists the certificates, the oldest first.
pub(crate) fn run(args: &Directory, output: &Output) -> Result<Exit, Error> {
    let ca = open(&args.directory, output)?;
    let now = clock::now();
    let issued =
        ca.index().certificates.iter().map(|entry| Line { state: state(entry, now), entry: entry.clone() });
    output.show(&Listing { ca: ca.fields()?, issued: issued.collect() })?;
    Ok(Exit::Ok)
}

fn state(entry: &Entry, now: UtcTime) -> State {
    match entry.revoked {
        Some(_) => State::Revoked,
        None if now > entry.not_after => State::Expired,
        None if now < entry.not_before => State::NotYetValid,
        None => State::Valid,
    }
}

/// What has become of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Valid,
    NotYetValid,
    Expired,
    Revoked,
}

#[derive(Debug, Serialize)]
struct Listing {
    ca: Fields,
    issued: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    state: State,
    #[serde(flatten)]
    entry: Entry,
}

impl Report for Listing {
    fn lay_out(&self, page: &mut Page) {
        page.heading(&self.ca.subject);
        if self.issued.is_empty() {
            page.line("Nothing was issued yet.");
            return;
        }
        let rows: Vec<Vec<String>> = self.issued.iter().map(Line::cells).collect();
        page.table(&["SERIAL", "STATE", "UNTIL", "SUBJECT"], &rows);
    }
}

impl Line {
    fn cells(&self) -> Vec<String> {
        let state = match (self.state, self.entry.revoked) {
            (State::Revoked, Some(revoked)) => format!("revoked {} ({})", revoked.at.date(), revoked.reason),
            (State::Valid, _) => "valid".to_owned(),
            (State::NotYetValid, _) => format!("from {}", self.entry.not_before.date()),
            (State::Expired | State::Revoked, _) => "expired".to_owned(),
        };
        vec![self.entry.serial.clone(), state, self.entry.not_after.date(), self.entry.subject.clone()]
    }
}
