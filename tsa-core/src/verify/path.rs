//! Certification paths (RFC 5280 §6): search with a bound, then validation from the root down.

use alloc::vec::Vec;

use super::certificate::{ANY_EXTENDED_KEY_USAGE, Certificate, KEY_CERT_SIGN};
use super::check::require;
use super::report::Failure;
use super::rules::Rule;
use super::signature::SignatureError;
use crate::asn1::oid;

/// What a path is asked for.
#[derive(Clone, Copy)]
pub(super) struct PathQuery<'c, 'a> {
    /// Where it starts.
    pub(super) signer: &'c Certificate<'a>,
    /// Untrusted certificates that may stand in between.
    pub(super) pool: &'c [Certificate<'a>],
    /// Trust anchors: name and key; their own window, key usage and constraints are kept to as well.
    pub(super) roots: &'c [Certificate<'a>],
    /// Seconds since 1970 at which every certificate must be valid.
    pub(super) times: &'c [u64],
}

impl<'c, 'a> PathQuery<'c, 'a> {
    /// The first path that validates, from the signer to a root, both included.
    ///
    /// # Errors
    ///
    /// The failure of the attempt that came farthest; [`Rule::PathFound`] when none came to a signature.
    pub(super) fn find(self) -> Result<Vec<&'c Certificate<'a>>, Failure> {
        let mut search = Search { query: self, work: MAX_SIGNATURES, farthest: None };
        let mut path = Vec::from([self.signer]);
        if search.extend(&mut path) {
            return Ok(path);
        }
        if search.work == 0 {
            return Err(Rule::PathWork.into());
        }
        Err(search.farthest.map_or_else(|| Failure::from(Rule::PathFound), |(_, failure)| failure))
    }
}

struct Search<'c, 'a> {
    query: PathQuery<'c, 'a>,
    /// Signature checks that are left.
    work: usize,
    farthest: Option<(Progress, Failure)>,
}

/// How far an attempt came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    Signature,
    Validation,
}

impl<'c, 'a> Search<'c, 'a> {
    /// Lengthens `path` until it ends in a root and validates; leaves it as it was otherwise.
    fn extend(&mut self, path: &mut Vec<&'c Certificate<'a>>) -> bool {
        let Some(&last) = path.last() else { return false };
        for root in by_likelihood(self.query.roots, last) {
            if self.is_signed_by(last, root) {
                path.push(root);
                match validate(path, self.query.times) {
                    Ok(()) => return true,
                    Err(failure) => self.record(Progress::Validation, failure),
                }
                path.pop();
            }
        }
        if path.len() >= MAX_LENGTH {
            return false;
        }
        for issuer in by_likelihood(self.query.pool, last) {
            let seen = |other: &&Certificate<'_>| {
                other.spki == issuer.spki && other.subject.matches(&issuer.subject)
            };
            // A root in the pool is reached as a root; going through it again would only lengthen the path.
            let repeats = path.iter().any(seen) || self.query.roots.iter().any(|root| seen(&root));
            if !repeats && self.is_signed_by(last, issuer) {
                path.push(issuer);
                if self.extend(path) {
                    return true;
                }
                path.pop();
            }
        }
        false
    }

    fn is_signed_by(&mut self, certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> bool {
        let Some(left) = self.work.checked_sub(1) else { return false };
        self.work = left;
        let Err(cause) = certificate.verify_signed_by(issuer.spki) else { return true };
        let rule = if cause == SignatureError::Invalid { Rule::PathSignature } else { Rule::PathAlgorithm };
        self.record(Progress::Signature, Failure::with_cause(rule, cause).of_certificate(certificate.der));
        false
    }

    fn record(&mut self, progress: Progress, failure: Failure) {
        if self.farthest.as_ref().is_none_or(|(farthest, _)| *farthest < progress) {
            self.farthest = Some((progress, failure));
        }
    }
}

/// The certificates whose subject is the issuer of `certificate`, those with the key identifier it names first.
fn by_likelihood<'c, 'a>(
    from: &'c [Certificate<'a>],
    certificate: &Certificate<'_>,
) -> Vec<&'c Certificate<'a>> {
    let wanted = certificate.extensions.authority_key_identifier;
    let mut issuers: Vec<_> =
        from.iter().filter(|issuer| issuer.subject.matches(&certificate.issuer)).collect();
    // RFC 5280 §4.2.1.1: key identifiers help to find the issuer, they do not decide.
    issuers.sort_by_key(|issuer| wanted.is_none() || issuer.extensions.subject_key_identifier != wanted);
    issuers
}

/// RFC 5280 §6.1.3–6.1.5 over a path whose signatures and name chaining hold; `path` ends in the root.
fn validate(path: &[&Certificate<'_>], times: &[u64]) -> Result<(), Failure> {
    for (depth, certificate) in path.iter().enumerate().rev() {
        let (below, above) = path.split_at_checked(depth).unwrap_or((&[], path));
        let above = above.get(1..).unwrap_or(&[]);
        validate_one(certificate, below, above, times)
            .map_err(|failure| failure.of_certificate(certificate.der))?;
    }
    Ok(())
}

fn validate_one(
    certificate: &Certificate<'_>,
    below: &[&Certificate<'_>],
    above: &[&Certificate<'_>],
    times: &[u64],
) -> Result<(), Failure> {
    let (is_signer, is_root) = (below.is_empty(), above.is_empty());
    require(Rule::PathValidity, times.iter().all(|time| certificate.is_valid_at(*time)))?;
    // RFC 5280 §6.1.3 (b), (c): names are checked in every certificate but self-issued ones that are not the last.
    let names_count = is_signer || !certificate.is_self_issued();
    let allowed = |issuer: &&Certificate<'_>| {
        issuer.extensions.name_constraints.as_ref().is_none_or(|constraints| constraints.allow(certificate))
    };
    require(Rule::PathNames, !names_count || above.iter().all(allowed))?;
    require(Rule::PathCritical, is_root || !certificate.extensions.unknown_critical)?;
    if is_signer { Ok(()) } else { validate_issuer(certificate, below, is_root) }
}

fn validate_issuer(
    issuer: &Certificate<'_>,
    below: &[&Certificate<'_>],
    is_root: bool,
) -> Result<(), Failure> {
    // RFC 5280 §6.1.4 (k): version 3 with cA TRUE. Roots of version 1 have no extensions to say so with.
    let old_root = is_root && issuer.version < 3;
    require(Rule::PathCa, old_root || (issuer.version == 3 && issuer.is_ca()))?;
    // RFC 5280 §6.1.4 (l), (m): intermediates below that are not self-issued; the signer does not count.
    let intermediates = below.iter().skip(1).filter(|certificate| !certificate.is_self_issued()).count();
    let path_len = issuer.extensions.basic_constraints.and_then(|constraints| constraints.path_len);
    let within = |limit: u32| usize::try_from(limit).is_ok_and(|limit| intermediates <= limit);
    require(Rule::PathLength, path_len.is_none_or(within))?;
    require(Rule::PathKeyUsage, issuer.allows_key_usage(KEY_CERT_SIGN))?;
    let purposes = issuer.extensions.extended_key_usage.as_ref().map(|usage| &usage.purposes);
    let allows = |purposes: &Vec<&[u8]>| {
        purposes.contains(&oid::KP_TIME_STAMPING.as_bytes())
            || purposes.contains(&ANY_EXTENDED_KEY_USAGE.as_bytes())
    };
    require(Rule::PathExtendedKeyUsage, purposes.is_none_or(allows))
}

/// Signer, root and up to eight between them.
const MAX_LENGTH: usize = 9;
/// Signature checks in one search. A real token needs three; a bag of look-alike CAs must not buy more than this.
const MAX_SIGNATURES: usize = 64;
