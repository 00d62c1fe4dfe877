//! `tsu install`: the certificate that came back.

use std::path::Path;

use tsa_core::TsuRules;
use tsa_keys::tsu_store::{TsuState, TsuStore};

use super::show::Shown;
use super::view::TsuView;
use crate::args::InstallArgs;
use crate::ca_directory::fields;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::{clock, pem};

/// Installs the chain, after every check of C60 to C67.
pub(crate) fn run(args: &InstallArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let store = TsuStore::open(state)?;
    let entry = store.show(&args.name)?;
    let chain = pem::read_all(&args.chain, pem::CERTIFICATE)?;
    let own = fields(&args.chain, chain.first().map(Vec::as_slice).unwrap_or_default())?;
    let mut plan = Plan::new(format!("install a certificate for the TSU {}", args.name))
        .step(format!("of: {}", own.subject))
        .step(format!("by: {}", own.issuer))
        .step(format!("serial: {}", own.serial));
    if entry.has_certificate && entry.state == TsuState::Pending {
        plan = plan.step("it takes the place of the certificate installed before");
    }
    plan.confirm(args.consent, output)?;
    let chain = pem::encode_all(pem::CERTIFICATE, chain.iter().map(Vec::as_slice))?;
    let installed = store.install(&args.name, chain.as_bytes(), &TsuRules::default())?;
    if installed.root_left_out {
        output.remark("The root at the end of the chain was left out: those who verify have it already.");
    }
    let tsu = TsuView::read(state, &store, &store.show(&args.name)?, clock::now())?;
    output.show(&Shown { title: "Installed the certificate of", tsu })?;
    Ok(Exit::Ok)
}
