//! `journal create`: a record where there was none, and the keys of its log.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_journal::{
    CheckpointSigner as _, Cosigner as _, CreateOptions, JournalError, check_origin, create, durable,
};
use tsa_keys::Protection;
use tsa_keys::log_store::LogKeys;

use super::directory;
use crate::args::{CreateJournalArgs, NewPassphrase};
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::passphrase;

/// Makes keys and journal.
pub(crate) fn run(args: &CreateJournalArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    check_origin(&args.origin)?;
    let journal = directory(state);
    for path in [&journal, &state.join("log"), &keys(state)] {
        if path.try_exists().map_err(Error::read(path))? {
            return Err(Error::Exists { path: path.clone() });
        }
    }
    check_watermark(&args.watermark.watermark, &journal)?;
    Plan::new(format!("make the journal {}", journal.display()))
        .step(format!(
            "the log's keys, {}: {}",
            passphrase::description(&args.passphrase),
            keys(state).display()
        ))
        .step(format!("the watermark: {}", args.watermark.watermark.display()))
        .irreversible(format!("the log is named {} for ever", args.origin))
        .confirm(args.consent, output)?;
    if !state.try_exists().map_err(Error::read(state))? {
        durable::create_dir(state, 0o700).map_err(Error::write(state))?;
    }
    let vkeys = make_keys(state, &args.origin, &args.passphrase, output)?;
    let options = CreateOptions {
        directory: journal.clone(),
        watermark: args.watermark.watermark.clone(),
        origin: args.origin.clone(),
    };
    create(&options)?;
    let [log_key, cosigner_key] = vkeys;
    output.show(&Created {
        journal,
        watermark: options.watermark,
        origin: options.origin,
        log_key,
        cosigner_key,
    })?;
    Ok(Exit::Ok)
}

/// What would make the journal fail once the keys are there.
fn check_watermark(watermark: &Path, journal: &Path) -> Result<(), Error> {
    if watermark.starts_with(journal) {
        return Err(JournalError::WatermarkInside(watermark.to_owned()).into());
    }
    let parent = watermark.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::metadata(parent).map(|_| ()).map_err(Error::write(watermark))
}

/// Where the keys are.
pub(super) fn keys(state: &Path) -> PathBuf {
    state.join("log-keys")
}

/// Makes the two keys of a log; gives their verifier keys, the log's first.
pub(super) fn make_keys(
    state: &Path,
    origin: &str,
    protection: &NewPassphrase,
    output: &Output,
) -> Result<[String; 2], Error> {
    let secret = passphrase::new(protection, "the keys of the log", output)?;
    let protection = secret.as_ref().map_or(Protection::Plain, Protection::Encrypted);
    let keys = LogKeys::create(state, origin, protection)?;
    // Served at /log/vkey; beside the tiles it is there for those who read the files.
    let log = state.join("log");
    durable::create_dir(&log, 0o755).map_err(Error::write(&log))?;
    let vkey = log.join("vkey");
    durable::write_new(&vkey, keys.vkeys().as_bytes(), 0o644).map_err(Error::write(&vkey))?;
    Ok([keys.log.verifier_key().to_string(), keys.cosigner.verifier_key().to_string()])
}

#[derive(Debug, Serialize)]
struct Created {
    journal: PathBuf,
    watermark: PathBuf,
    origin: String,
    log_key: String,
    cosigner_key: String,
}

impl Report for Created {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Made the journal {}", self.journal.display()));
        page.nested(|page| {
            page.field("Origin", &self.origin);
            page.field("Watermark", self.watermark.display());
        });
        page.gap();
        page.line("The log's verifier key: publish it; whoever checks tokens gives it with --log-key.");
        page.gap();
        page.line(&self.log_key);
        page.gap();
        page.line("The key that states the log's own times:");
        page.gap();
        page.line(&self.cosigner_key);
    }
}
