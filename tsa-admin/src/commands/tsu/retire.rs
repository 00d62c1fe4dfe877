//! `tsu retire`: a key that never signs again.

use std::path::Path;

use tsa_keys::tsu_store::{TsuState, TsuStore};

use super::show::Shown;
use super::view::TsuView;
use crate::args::ChangeArgs;
use crate::clock;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Retires the unit.
pub(crate) fn run(args: &ChangeArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let store = TsuStore::open(state)?;
    let entry = store.show(&args.name)?;
    let mut plan = Plan::new(format!("retire the TSU {}", args.name))
        .irreversible("a retired key never signs again".to_owned());
    if entry.state == TsuState::Active {
        plan = plan.step(format!(
            "the group {} is left without a signer: the server refuses its next start until another is active",
            entry.group
        ));
    }
    plan.confirm(args.consent, output)?;
    let entry = store.retire(&args.name, clock::now().whole_second().timestamp())?;
    let tsu = TsuView::read(state, &store, &entry, clock::now())?;
    output.show(&Shown { title: "Retired the TSU", tsu })?;
    Ok(Exit::Ok)
}
