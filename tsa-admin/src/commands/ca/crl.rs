//! `ca crl`: sign the list of what was revoked.

use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_journal::durable;

use super::{open, passphrase_of, shown};
use crate::args::CrlArgs;
use crate::clock;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::pem;
use crate::time::UtcTime;

/// Signs the list.
pub(crate) fn run(args: &CrlArgs, output: &Output) -> Result<Exit, Error> {
    let mut ca = open(&args.ca.directory, output)?;
    let entries = ca.index().revoked().len();
    let this_update = clock::now().whole_second();
    let next_update = this_update.plus_days(args.days).ok_or(Error::Calendar)?;
    Plan::new(format!("sign a CRL of {}", args.ca.directory.display()))
        .step(format!("{entries} revoked, next list due by {next_update}"))
        .confirm(args.consent, output)?;
    let passphrase = passphrase_of(&ca, args.passphrase.passphrase_file.as_deref(), output)?;
    let key = output.while_busy("Opening the key", || ca.key(passphrase.as_ref()))?;
    let (number, der) = ca.crl(&key, this_update, next_update)?;
    let mut files = vec![args.ca.directory.join("crl.pem")];
    if let Some(out) = &args.out {
        publish(out, &der)?;
        files.push(out.clone());
    }
    output.show(&Signed {
        ca: shown(&args.ca.directory),
        number,
        this_update,
        next_update,
        entries,
        files,
    })?;
    Ok(Exit::Ok)
}

/// DER is what web servers hand out (RFC 5280 §4.2.1.13); `.pem` asks for the other.
fn publish(out: &Path, der: &[u8]) -> Result<(), Error> {
    let text;
    let bytes = if out.extension().is_some_and(|extension| extension == "pem") {
        text = pem::encode(pem::X509_CRL, der)?;
        text.as_bytes()
    } else {
        der
    };
    durable::replace(out, bytes, 0o644).map_err(Error::write(out))
}

/// The result.
#[derive(Debug, Serialize)]
struct Signed {
    ca: String,
    number: u64,
    this_update: UtcTime,
    next_update: UtcTime,
    entries: usize,
    files: Vec<PathBuf>,
}

impl Report for Signed {
    fn lay_out(&self, page: &mut Page) {
        page.heading(format!("Signed CRL number {} of {}", self.number, self.ca));
        page.nested(|page| {
            page.field("Revoked", self.entries);
            page.field("From", self.this_update);
            page.field("Next by", self.next_update);
            for file in &self.files {
                page.field("File", file.display());
            }
        });
    }
}
