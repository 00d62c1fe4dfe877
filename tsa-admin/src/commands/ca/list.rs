//! `ca list`: what was issued, and what was revoked.

use serde::Serialize;

use super::open;
use crate::args::CaDirectory as Directory;
use crate::ca_directory::{CrlView, Entry};
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
    let crl = ca.last_crl()?;
    let waiting = ca.index().revoked().len().saturating_sub(crl.as_ref().map_or(0, |crl| crl.entries));
    let overdue = crl.as_ref().and_then(|crl| crl.next_update).is_some_and(|next| next < now);
    let ca = ca.fields()?;
    output.show(&Listing { ca, crl, overdue, waiting, issued: issued.collect() })?;
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
    crl: Option<CrlView>,
    /// The day on which the next CRL was promised is over.
    overdue: bool,
    /// Revocations that no CRL tells of yet.
    waiting: usize,
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
        page.nested(|page| {
            page.field_if("Valid until", self.ca.not_after);
            page.field("CRL", self.crl_text());
        });
        page.gap();
        if self.issued.is_empty() {
            page.line("Nothing was issued yet.");
            return;
        }
        let rows: Vec<Vec<String>> = self.issued.iter().map(Line::cells).collect();
        page.table(&["SERIAL", "STATE", "UNTIL", "SUBJECT"], &rows);
    }
}

impl Listing {
    fn crl_text(&self) -> String {
        let mut text = match &self.crl {
            None => "none yet: `tsa-admin ca crl` signs one".to_owned(),
            Some(CrlView { number, this_update, next_update, .. }) => {
                let number = number.as_deref().unwrap_or("unknown");
                let next = next_update.map_or(String::new(), |next| format!(", next by {next}"));
                format!("number {number} of {this_update}{next}")
            }
        };
        if self.overdue {
            text.push_str("\n! OVERDUE: verifiers no longer accept it, sign a new one");
        }
        if self.waiting > 0 {
            text.push_str(&format!("\n! {} revoked since, which it does not tell yet", self.waiting));
        }
        text
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
