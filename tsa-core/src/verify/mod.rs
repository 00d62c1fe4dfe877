//! Verification of tokens and responses: public-key operations only, no clock, no IO.
//!
//! [`verify_token`] and [`verify_response`] take everything they know from a [`Verification`] and answer with a [`Report`]: a
//! verdict, the first broken [`Rule`] if there is one, and what was read on the way. The order of checking is the order of
//! [`Rule::ALL`]. Roots must be given: a token without a path to a root is never valid.
//!
//! Known limits, each on the side of refusing or of not knowing: a critical `policyConstraints`, `policyMappings` or
//! `inhibitAnyPolicy` fails the path (policies are not processed); revocation is read from complete CRLs of the certificate's own
//! issuer, never from OCSP, delta or indirect CRLs; the CRLs inside a token are not used; names are compared without the Unicode
//! normalisation of RFC 5280 §7.1; BER inside the signed octets or inside a certificate is refused.
//!
//! | question | file |
//! |---|---|
//! | is it a token? | `cms`, `attributes` |
//! | who signed, and does the signature hold? | `signer`, `ess`, `signature` |
//! | what does it say? | `tst_info` |
//! | does it answer what was asked? | `expectations` |
//! | is the signer's certificate good? | `path`, `constraints`, `revocation` |

mod attributes;
mod ber;
mod certificate;
mod check;
mod cms;
mod constraints;
mod crl;
mod ess;
mod expectations;
mod framing;
mod judgement;
mod name;
mod path;
mod report;
mod response;
mod revocation;
mod rules;
pub mod signature;
mod signer;
mod time;
mod tlv;
mod tst_info;

use alloc::vec::Vec;

pub use expectations::{ExpectedDigest, read_facts, required_hash};
pub use report::{CrlReason, Doubt, Failure, Note, Report, ResponseStatus, Revocation, TokenFacts, Verdict};
pub use rules::{Rule, RuleSet};

use crate::asn1::Oid;
use crate::imprint::HashAlgorithm;
use crate::request::Request;
use crate::time::UnixTime;
use judgement::Judgement;

/// Verifies a bare TimeStampToken (DER; under [`RuleSet::Rfc3161`] also BER outside the signed octets).
///
/// # Errors
///
/// [`VerifyError`] when the question itself is wrong: no roots, or a root, intermediate or CRL that cannot be read. Whatever is
/// wrong with the token is in the report.
pub fn verify_token(token: &[u8], verification: &Verification<'_>) -> Result<Report, VerifyError> {
    Ok(Judgement::prepare(verification)?.of_token(token))
}

/// Verifies a TimeStampResp and the token in it.
///
/// # Errors
///
/// As [`verify_token`].
pub fn verify_response(response: &[u8], verification: &Verification<'_>) -> Result<Report, VerifyError> {
    Ok(Judgement::prepare(verification)?.of_response(response))
}

/// What a token is to be verified against. Roots are certificates in DER; each is a trust anchor within its own validity.
///
/// Without expectations ([`data`](Self::data), [`digest`](Self::digest), [`request`](Self::request)) the report carries
/// [`Note::ImprintNotCompared`]: the token is then true of some data, not of any that the caller knows.
#[derive(Clone, Debug)]
pub struct Verification<'a> {
    rules: RuleSet,
    roots: &'a [Vec<u8>],
    intermediates: &'a [Vec<u8>],
    crls: &'a [Vec<u8>],
    ask_revocation: bool,
    data: Option<&'a [u8]>,
    digest: Option<(HashAlgorithm, &'a [u8])>,
    request: Option<&'a Request>,
    nonce: Option<&'a [u8]>,
    policies: &'a [Oid],
    also_at: Option<UnixTime>,
    now: Option<UnixTime>,
}

impl<'a> Verification<'a> {
    /// Under these rules and with these roots (certificates in DER).
    #[must_use]
    pub fn new(rules: RuleSet, roots: &'a [Vec<u8>]) -> Self {
        Self {
            rules,
            roots,
            intermediates: &[],
            crls: &[],
            ask_revocation: true,
            data: None,
            digest: None,
            request: None,
            nonce: None,
            policies: &[],
            also_at: None,
            now: None,
        }
    }

    /// Untrusted certificates (DER) that may be the signer's or stand between it and a root, beside those in the token.
    #[must_use]
    pub fn intermediates(mut self, certificates: &'a [Vec<u8>]) -> Self {
        self.intermediates = certificates;
        self
    }

    /// CRLs (DER) of the issuers on the path.
    #[must_use]
    pub fn crls(mut self, crls: &'a [Vec<u8>]) -> Self {
        self.crls = crls;
        self
    }

    /// Do not ask about revocation; the report says so in a note. CRLs that are given anyway still condemn.
    #[must_use]
    pub fn without_revocation(mut self) -> Self {
        self.ask_revocation = false;
        self
    }

    /// The data that must have been time-stamped, whole. For a file of any size, see [`required_hash`].
    #[must_use]
    pub fn data(mut self, data: &'a [u8]) -> Self {
        self.data = Some(data);
        self
    }

    /// The digest that must have been time-stamped, and its algorithm.
    #[must_use]
    pub fn digest(mut self, algorithm: HashAlgorithm, digest: &'a [u8]) -> Self {
        self.digest = Some((algorithm, digest));
        self
    }

    /// The request that the token must answer: imprint, nonce, policy and certReq.
    #[must_use]
    pub fn request(mut self, request: &'a Request) -> Self {
        self.request = Some(request);
        self
    }

    /// The nonce that must be in the token (content octets of the INTEGER).
    #[must_use]
    pub fn nonce(mut self, nonce: &'a [u8]) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// The policies that are accepted; none given means any.
    #[must_use]
    pub fn policies(mut self, policies: &'a [Oid]) -> Self {
        self.policies = policies;
        self
    }

    /// Judge the path at this time too, beside genTime.
    #[must_use]
    pub fn also_at(mut self, time: UnixTime) -> Self {
        self.also_at = Some(time);
        self
    }

    /// The verifier's own time: CRLs that are not yet or no longer current then clear nothing.
    #[must_use]
    pub fn now(mut self, time: UnixTime) -> Self {
        self.now = Some(time);
        self
    }
}

/// The question cannot be asked as it was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// No roots were given. Without a root nothing can be valid.
    #[error("no trusted roots were given; give at least one root certificate")]
    NoRoots,
    /// The root with this index (from 0) cannot be read.
    #[error("root certificate number {0} (from 0) is not a readable X.509 certificate in DER")]
    Root(usize),
    /// The intermediate certificate with this index (from 0) cannot be read.
    #[error("intermediate certificate number {0} (from 0) is not a readable X.509 certificate in DER")]
    Intermediate(usize),
    /// The CRL with this index (from 0) cannot be read.
    #[error("CRL number {0} (from 0) is not a readable X.509 CRL in DER")]
    Crl(usize),
}

#[cfg(test)]
mod tests;
