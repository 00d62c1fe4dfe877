//! `journal drop`: finished segments whose retention is over.

use std::path::Path;

use serde::Serialize;
use tsa_journal::{drop_segments, sealed_segments};

use super::archive::{is_same, place};
use super::directory;
use crate::args::DropArgs;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Removes them, the oldest first.
pub(crate) fn run(args: &DropArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    let watermark = args.watermark.watermark.as_path();
    let before = args.before.unix();
    let segments = sealed_segments(&journal, watermark)?;
    // Times never go back, so what is old enough stands in front. A segment without any token is as old as its neighbours.
    let old: Vec<_> = segments
        .iter()
        .take_while(|segment| segment.last_gen_time.is_none_or(|last| last < before))
        .collect();
    let Some(last) = old.last() else { return Err(Error::NothingToDrop) };
    if let Some(archive) = &args.archived {
        for segment in &old {
            let copy = place(archive, segment)?;
            if !copy.try_exists().map_err(Error::read(&copy))? || !is_same(&segment.path, &copy)? {
                return Err(Error::NotArchived { archive: archive.clone(), segment: segment.path.clone() });
            }
        }
    }
    let plan = Plan::new(format!("drop {} segments of {}", old.len(), journal.display()))
        .step(format!("the records of the entries before {}; the public log keeps its entries", last.end));
    let plan = match &args.archived {
        Some(archive) => plan.step(format!("{} holds the same copy of each", archive.display())),
        None => plan.irreversible(
            "no copy was looked for: imprints and outcomes of these tokens may be gone for good",
        ),
    };
    plan.confirm(args.consent, output)?;
    let dropped = drop_segments(&journal, watermark, last.number)?;
    output.show(&Dropped { segments: dropped, first_leaf: last.end })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Dropped {
    segments: u64,
    /// The first leaf whose record is kept.
    first_leaf: u64,
}

impl Report for Dropped {
    fn lay_out(&self, page: &mut Page) {
        page.line(format!(
            "Dropped {} segments; the records begin with entry {} now",
            self.segments, self.first_leaf
        ));
    }
}
