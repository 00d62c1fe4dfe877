//! `tsu show`: everything about one unit.

use std::path::Path;

use serde::Serialize;
use tsa_keys::tsu_store::TsuStore;

use super::view::TsuView;
use crate::args::NamedArgs;
use crate::clock;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Shows the unit.
pub(crate) fn run(args: &NamedArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let store = TsuStore::open(state)?;
    let tsu = TsuView::read(state, &store, &store.show(&args.name)?, clock::now())?;
    output.show(&Shown { title: "TSU", tsu })?;
    Ok(Exit::Ok)
}

/// A unit under a title.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    #[serde(skip)]
    pub(super) title: &'static str,
    #[serde(flatten)]
    pub(super) tsu: TsuView,
}

impl Report for Shown {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("{} {}", self.title, self.tsu.name));
        self.tsu.lay_out(page);
    }
}
