//! `tsu list`: every unit with its state.

use std::path::Path;

use serde::Serialize;
use tsa_keys::tsu_store::TsuStore;

use super::view::TsuView;
use crate::clock;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Lists the units by name.
pub(crate) fn run(state: &Path, output: &Output) -> Result<Exit, Error> {
    let store = TsuStore::open(state)?;
    let now = clock::now();
    let tsus = store
        .list()?
        .iter()
        .map(|entry| TsuView::read(state, &store, entry, now))
        .collect::<Result<_, _>>()?;
    output.show(&Listing { tsus })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Listing {
    tsus: Vec<TsuView>,
}

impl Report for Listing {
    fn lay_out(&self, page: &mut Page) {
        if self.tsus.is_empty() {
            page.line("There is no TSU yet. Make one with `tsa-admin tsu create`.");
            return;
        }
        let rows: Vec<Vec<String>> = self.tsus.iter().map(cells).collect();
        page.table(&["NAME", "GROUP", "STATE", "KEY", "SIGNS UNTIL", ""], &rows);
    }
}

fn cells(tsu: &TsuView) -> Vec<String> {
    let until = tsu.signs_until.map_or("-".to_owned(), UtcTime::date);
    let mark = match tsu.warnings.len() {
        0 => String::new(),
        1 => "1 warning".to_owned(),
        number => format!("{number} warnings"),
    };
    let removal = tsu.remove_key_by.map(|by| format!("remove key by {}", by.date()));
    let marks: Vec<String> = removal.into_iter().chain(Some(mark).filter(|mark| !mark.is_empty())).collect();
    vec![
        tsu.name.clone(),
        tsu.group.clone(),
        tsu.state_text(),
        tsu.algorithm.to_owned(),
        until,
        marks.join(", "),
    ]
}
