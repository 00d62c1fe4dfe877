//! `journal show`: everything that is recorded about one token.

use std::path::Path;

use serde::Serialize;
use tsa_core::SerialNumber;
use tsa_journal::Record;

use super::directory;
use super::record::{RecordView, TokenView, malformed, walk};
use crate::args::ShowArgs;
use crate::ca_directory::octets;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Shows the record.
pub(crate) fn run(args: &ShowArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    let wrong = || Error::SerialNumber { text: args.serial.clone() };
    let serial =
        octets(&args.serial).and_then(|octets| SerialNumber::from_content(&octets)).ok_or_else(wrong)?;
    let index = serial.index();
    let mut token = None;
    let mut outcome = None;
    walk(&journal, Some(index.value()), |record| {
        match record {
            Record::Token(found) if found.index == index => {
                if found.serial().map_err(malformed(&journal))? != serial {
                    return Ok(false);
                }
                token = Some(TokenView::new(found).map_err(malformed(&journal))?);
            }
            Record::Issued { token, .. } if *token == index => {
                outcome = Some(RecordView::new(record).map_err(malformed(&journal))?);
            }
            Record::Failed(failed) if failed.token == index => {
                outcome = Some(RecordView::new(record).map_err(malformed(&journal))?);
            }
            _ => {}
        }
        Ok(outcome.is_none())
    })?;
    let token = token.ok_or_else(|| Error::NotRecorded { serial: args.serial.clone() })?;
    output.show(&Shown { outcome, token })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Shown {
    #[serde(flatten)]
    token: TokenView,
    /// None: unresolved.
    outcome: Option<RecordView>,
}

impl Report for Shown {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Entry {}: serial {}", self.token.index, self.token.serial));
        page.nested(|page| {
            self.token.lay_out(page);
            match &self.outcome {
                Some(RecordView::Issued { token_sha256, .. }) => {
                    page.field("Outcome", format!("issued\ntoken sha256 {token_sha256}"));
                }
                Some(RecordView::Void { index, reason, .. }) => {
                    page.field("Outcome", format!("VOID: {reason} (entry {index}); no token left"));
                }
                _ => {
                    page.field("Outcome", "unresolved: the token may be with a client, and counts as issued");
                }
            }
        });
    }
}
