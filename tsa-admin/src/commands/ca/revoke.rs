//! `ca revoke`: a certificate, for a reason, for ever.

use std::path::Path;

use serde::Serialize;
use tsa_keys::RevocationReason;

use super::{open, shown};
use crate::args::{Reason, RevokeArgs};
use crate::ca_directory::{Entry, Revocation, fields, octets};
use crate::clock;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::inspect::hex;
use crate::output::{Output, Page, Report};
use crate::pem;

/// Enters the revocation.
pub(crate) fn run(args: &RevokeArgs, output: &Output) -> Result<Exit, Error> {
    let at = clock::now().whole_second();
    if let Some(since) = args.invalid_since.filter(|since| *since > at) {
        return Err(Error::FutureCompromise { at: since });
    }
    let mut ca = open(&args.ca.directory, output)?;
    let serial = serial(&args.certificate)?;
    let entry = ca.index().find(&serial).cloned();
    let entry =
        entry.ok_or(Error::UnknownSerial { serial: serial.clone(), ca: args.ca.directory.clone() })?;
    if let Some(revoked) = entry.revoked {
        return Err(Error::AlreadyRevoked { serial, at: revoked.at });
    }
    plan(args, &entry).confirm(args.consent, output)?;
    let revocation = Revocation { at, reason: args.reason.into(), invalid_since: args.invalid_since };
    ca.revoke(&serial, revocation)?;
    output.show(&Revoked { ca: shown(&args.ca.directory), serial, subject: entry.subject, revocation })?;
    Ok(Exit::Ok)
}

/// The serial that was typed, or that of the certificate in a file.
fn serial(text: &str) -> Result<String, Error> {
    if let Some(octets) = octets(text) {
        return Ok(hex(&octets));
    }
    let path = Path::new(text);
    if !path.exists() {
        return Err(Error::NoSerial { serial: text.to_owned() });
    }
    // A file may hold the chain too; the certificate meant is the first.
    let ders = pem::read_all(path, pem::CERTIFICATE)?;
    Ok(fields(path, ders.first().map(Vec::as_slice).unwrap_or_default())?.serial)
}

fn plan(args: &RevokeArgs, entry: &Entry) -> Plan {
    let reason: RevocationReason = args.reason.into();
    Plan::new(format!("revoke the certificate {}", entry.serial))
        .step(format!("of: {}", entry.subject))
        .step(format!("reason: {reason}; {}", consequence(args.reason)))
        .step("verifiers learn of it from the next CRL: `tsa-admin ca crl`, then publish it")
        .irreversible("a revocation is for ever")
}

/// What it means for the tokens. RFC 3161 §4.
fn consequence(reason: Reason) -> &'static str {
    match reason {
        Reason::KeyCompromise | Reason::CaCompromise | Reason::PrivilegeWithdrawn => {
            "every token under it fails, whatever time it shows"
        }
        Reason::AffiliationChanged | Reason::Superseded | Reason::CessationOfOperation => {
            "tokens from before the revocation stay good"
        }
    }
}

impl From<Reason> for RevocationReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::KeyCompromise => Self::KeyCompromise,
            Reason::CaCompromise => Self::CaCompromise,
            Reason::AffiliationChanged => Self::AffiliationChanged,
            Reason::Superseded => Self::Superseded,
            Reason::CessationOfOperation => Self::CessationOfOperation,
            Reason::PrivilegeWithdrawn => Self::PrivilegeWithdrawn,
        }
    }
}

/// The result.
#[derive(Debug, Serialize)]
struct Revoked {
    ca: String,
    serial: String,
    subject: String,
    #[serde(flatten)]
    revocation: Revocation,
}

impl Report for Revoked {
    fn lay_out(&self, page: &mut Page) {
        page.heading("Revoked");
        page.nested(|page| {
            page.field("Serial", &self.serial);
            page.field("Subject", &self.subject);
            page.field("At", self.revocation.at);
            page.field("Reason", self.revocation.reason);
            page.field_if("Since", self.revocation.invalid_since);
        });
        page.gap();
        page.line("Nobody knows of it yet. Next:");
        page.line(format!("  tsa-admin ca crl --ca {}", self.ca));
    }
}
