//! Whether a certificate of the path was revoked, and whether that touches this token (RFC 3161 §4).
//!
//! The path is judged at genTime; revocation is judged with what is known now. Only a CRL issued after genTime can clear a
//! certificate. Any CRL that is truly the issuer's can condemn it, however old.

use super::certificate::Certificate;
use super::crl::{Crl, Entry};
use super::report::{CrlReason, Failure, Revocation};
use super::rules::Rule;
use super::time::unix_time;

/// When the token was made and when it is looked at, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) gen_time: u64,
    /// The verifier's own time, if the caller gave one: CRLs past their nextUpdate no longer clear anything then.
    pub(super) now: Option<u64>,
}

/// What is known of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Good,
    /// Revoked after genTime for a reason that leaves earlier tokens valid.
    RevokedLater(Revocation),
    /// No usable CRL clears it.
    Unknown,
}

/// The status of `certificate`, issued by `issuer`, for a token made at `moments.gen_time`.
///
/// # Errors
///
/// [`Rule::Revoked`] if a CRL condemns it.
pub(super) fn status(
    certificate: &Certificate<'_>,
    issuer: &Certificate<'_>,
    crls: &[Crl<'_>],
    moments: Moments,
) -> Result<Status, Failure> {
    let mut is_cleared = false;
    let mut lifted_at = None;
    let mut held: Option<(u64, Entry)> = None;
    let mut later = None;
    for crl in crls.iter().filter(|crl| crl.speaks_about(certificate, issuer)) {
        let Ok(entry) = crl.entry(certificate.serial) else { continue };
        match entry {
            // A hold can be lifted, so only the latest word counts.
            Some(entry) if entry.reason == Some(CrlReason::CertificateHold) => {
                held = held.filter(|(at, _)| *at >= crl.this_update).or(Some((crl.this_update, entry)));
                continue;
            }
            Some(entry) if spares(entry, moments.gen_time) => later = Some(revocation(entry)),
            Some(entry) => return Err(condemned(certificate, entry)),
            None => {}
        }
        if crl.still_lists(certificate) {
            lifted_at = lifted_at.max(Some(crl.this_update));
            is_cleared |= clears(crl, moments);
        }
    }
    match (held, later) {
        (Some((at, entry)), _) if lifted_at.is_none_or(|lifted| lifted <= at) => {
            Err(condemned(certificate, entry))
        }
        _ if !is_cleared => Ok(Status::Unknown),
        (_, Some(revocation)) => Ok(Status::RevokedLater(revocation)),
        (_, None) => Ok(Status::Good),
    }
}

/// RFC 3161 §4 (1): revoked after genTime, with a written reason that does not put the key in doubt. Without a reason, or with
/// any other, every token of that key is in doubt, whenever it says it was made.
fn spares(entry: Entry, gen_time: u64) -> bool {
    entry.reason.is_some_and(CrlReason::spares_earlier_tokens)
        && entry.at > gen_time
        && entry.invalid_since.is_none_or(|since| since > gen_time)
}

/// Asked of a CRL that still lists the certificate.
fn clears(crl: &Crl<'_>, moments: Moments) -> bool {
    let current = moments.now.is_none_or(|now| {
        crl.this_update <= now && crl.next_update.is_none_or(|next_update| now <= next_update)
    });
    crl.this_update > moments.gen_time && current
}

fn revocation(entry: Entry) -> Revocation {
    Revocation { at: unix_time(entry.at), reason: entry.reason }
}

fn condemned(certificate: &Certificate<'_>, entry: Entry) -> Failure {
    Failure {
        revocation: Some(revocation(entry)),
        ..Failure::from(Rule::Revoked).of_certificate(certificate.der)
    }
}
