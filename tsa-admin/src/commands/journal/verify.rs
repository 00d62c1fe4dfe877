//! `journal verify`: every record, and the watermark.

use std::path::Path;

use serde::Serialize;
use tsa_journal::{Tail, sealed_segments, verify};

use super::directory;
use crate::args::WatermarkArgs;
use crate::error::{Error, Exit};
use crate::inspect::hex;
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Checks the journal.
pub(crate) fn run(args: &WatermarkArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    let watermark = args.watermark.as_path();
    // Only for the length of the bar: what cannot be listed shows below.
    let sealed =
        sealed_segments(&journal, watermark).ok().and_then(|segments| segments.last().map(|last| last.end));
    let bar = output.progress("Checking", sealed.unwrap_or_default());
    let verified = verify(&journal, Some(watermark), |leaves| {
        bar.set_length(bar.length().unwrap_or_default().max(leaves));
        bar.set_position(leaves);
    });
    bar.finish_and_clear();
    let verified = verified?;
    let totals = verified.totals;
    output.show(&View {
        origin: verified.origin,
        follows: verified.former.map(|former| format!("{} with {} leaves", former.origin, former.size)),
        first_leaf: verified.first_leaf,
        leaves: totals.leaves,
        tokens: totals.tokens,
        issued: totals.issued,
        void: totals.void,
        unresolved: totals.unresolved(),
        root: hex(&verified.root),
        last_gen_time: verified.last_gen_time.and_then(UtcTime::from_unix),
        published: verified.published,
        broken_tail: verified.tail == Tail::Broken,
    })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct View {
    origin: String,
    follows: Option<String>,
    first_leaf: u64,
    leaves: u64,
    tokens: u64,
    issued: u64,
    void: u64,
    unresolved: u64,
    root: String,
    last_gen_time: Option<UtcTime>,
    published: Option<u64>,
    broken_tail: bool,
}

impl Report for View {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("HOLDS: the journal of {}", self.origin));
        page.nested(|page| {
            page.field_if("Follows", self.follows.as_ref());
            page.field(
                "Tokens",
                format!(
                    "{} = {} issued + {} unresolved + {} void",
                    self.tokens, self.issued, self.unresolved, self.void
                ),
            );
            page.field(
                "Leaves",
                format!("{}, of which {} have their record here", self.leaves, self.leaves - self.first_leaf),
            );
            page.field("Root", &self.root);
            page.field_if("Last time", self.last_gen_time);
            page.field_if("Published", self.published.map(|size| format!("{size} leaves, by the watermark")));
            if self.broken_tail {
                page.field(
                    "Note",
                    "something stands behind the last whole group: a crash left it, or the server is \
                    writing it.\nNobody was told of it; the next start cuts it off",
                );
            }
        });
    }
}
