//! `tsu activate`: who signs from the next start on.

use std::path::Path;

use serde::Serialize;
use tsa_core::TsuRules;
use tsa_keys::tsu_store::{StoreError, TsuStore};

use crate::args::ChangeArgs;
use crate::clock;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Makes the unit sign for its group, and retires the one that did.
pub(crate) fn run(args: &ChangeArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let store = TsuStore::open(state)?;
    let entry = store.show(&args.name)?;
    let mut plan = Plan::new(format!("make {} sign for the group {}", args.name, entry.group))
        .step("the server takes it up at its next start");
    match store.active_entry(&entry.group) {
        Ok(active) if active.name == args.name => plan = plan.step("it does so already: nothing will change"),
        Ok(active) => {
            plan = plan.irreversible(format!("{} is retired, its key never signs again", active.name));
        }
        Err(StoreError::NoneActive { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    plan.confirm(args.consent, output)?;
    let activation =
        store.activate(&args.name, &TsuRules::default(), clock::now().whole_second().timestamp())?;
    let (active, group) = (args.name.clone(), entry.group);
    output.show(&Activated { active, group, retired: activation.former })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Activated {
    active: String,
    group: String,
    /// The unit that signed before.
    retired: Option<String>,
}

impl Report for Activated {
    fn lay_out(&self, page: &mut Page) {
        page.line(format!("{} signs for the group {}.", self.active, self.group));
        if let Some(retired) = &self.retired {
            page.line(format!("{retired} is retired. Destroy its key by your key-deletion procedure."));
        }
        page.gap();
        page.line("The server takes it up at its next start. Next:");
        page.nested(|page| page.line("systemctl restart tsa"));
    }
}
