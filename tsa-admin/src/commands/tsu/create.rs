//! `tsu create`: a key that waits for its certificate.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_core::SignatureScheme;
use tsa_keys::tsu_store::{NewTsu, StoreError, TsuStore};
use tsa_keys::{KeyAlgorithm, Protection};

use super::view::TsuView;
use crate::args::{CreateArgs, RsaHash};
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::{clock, inspect, passphrase, subject};

/// Makes the unit.
pub(crate) fn run(args: &CreateArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    check_free(&args.name, state)?;
    let subject = subject::name(&args.subject)?;
    let algorithm = KeyAlgorithm::from(args.algorithm);
    let scheme = args.rsa_hash.map(|hash| scheme(algorithm, hash)).transpose()?;
    let mut plan = Plan::new(format!("create the TSU {} in the group {}", args.name, args.group))
        .step(format!("name: {}", inspect::distinguished(&subject)))
        .step(format!("key: {algorithm}, {}", passphrase::description(&args.passphrase)));
    if !state.exists() {
        plan = plan.step(format!("make the state directory {}", state.display()));
    }
    plan.confirm(args.consent, output)?;
    let secret = passphrase::new(&args.passphrase, &format!("the key of {}", args.name), output)?;
    let store = TsuStore::init(state)?;
    let new = NewTsu {
        name: &args.name,
        group: &args.group,
        algorithm,
        scheme,
        subject: &subject,
        protection: secret.as_ref().map_or(Protection::Plain, Protection::Encrypted),
        now: clock::now().whole_second().timestamp(),
        lab: false,
    };
    let entry = output.while_busy(&format!("Generating a key ({algorithm})"), || store.create(&new))?;
    let tsu = TsuView::read(state, &store, &entry, clock::now())?;
    output.show(&Created { directory: state.join("tsus").join(&args.name), tsu })?;
    Ok(Exit::Ok)
}

/// Before anything is asked: the name is one, and nobody has it.
fn check_free(name: &str, state: &Path) -> Result<(), Error> {
    match TsuStore::open(state).and_then(|store| store.show(name)) {
        Ok(_) => Err(StoreError::Exists { name: name.to_owned() }.into()),
        Err(StoreError::NotAState { .. } | StoreError::Unknown { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn scheme(algorithm: KeyAlgorithm, hash: RsaHash) -> Result<SignatureScheme, Error> {
    match (algorithm.is_rsa(), hash) {
        (false, _) => Err(Error::NotRsa { algorithm }),
        (true, RsaHash::Sha256) => Ok(SignatureScheme::RsaPkcs1Sha256),
        (true, RsaHash::Sha384) => Ok(SignatureScheme::RsaPkcs1Sha384),
        (true, RsaHash::Sha512) => Ok(SignatureScheme::RsaPkcs1Sha512),
    }
}

#[derive(Debug, Serialize)]
struct Created {
    directory: PathBuf,
    #[serde(flatten)]
    tsu: TsuView,
}

impl Report for Created {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Created the TSU {} in {}", self.tsu.name, self.directory.display()));
        self.tsu.lay_out(page);
    }
}
