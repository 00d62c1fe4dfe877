//! What the caller expects of the token: data, digest, request, nonce, policy.

use alloc::vec::Vec;

use super::Verification;
use super::ber;
use super::check::{Check, require};
use super::cms;
use super::framing;
use super::report::{Failure, Note, TokenFacts};
use super::rules::{Rule, RuleSet};
use super::tst_info;
use crate::asn1::tsp::{TimeStampResp, TstInfo};
use crate::imprint::HashAlgorithm;

/// The imprint of a token or response, read without verifying anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedDigest {
    /// The hash that the data must be put through.
    pub algorithm: HashAlgorithm,
    /// What must come out.
    pub digest: Vec<u8>,
}

/// Tells which hash a caller must compute to compare a file with a token, so that it can stream the file and then give
/// [`Verification::digest`]. Takes a token or a response; `None` if it is neither or uses no known hash.
///
/// Nothing is verified here.
#[must_use]
pub fn required_hash(token_or_response: &[u8]) -> Option<ExpectedDigest> {
    let econtent = read_econtent(token_or_response)?;
    let info = TstInfo::decode(&econtent).ok()?;
    Some(ExpectedDigest {
        algorithm: HashAlgorithm::from_oid_content(info.message_imprint.algorithm.as_bytes())?,
        digest: info.message_imprint.hashed_message.to_vec(),
    })
}

/// What a token or response says of itself, without verifying anything: to tell which of several tokens is which. `None` if it is
/// neither, or breaks the rules of RFC 3161 for a TSTInfo.
#[must_use]
pub fn read_facts(token_or_response: &[u8]) -> Option<TokenFacts> {
    let econtent = read_econtent(token_or_response)?;
    let info = tst_info::read(&econtent).ok()?;
    tst_info::facts(&econtent, &info, &mut Check::new(RuleSet::Rfc3161)).ok()
}

fn read_econtent(token_or_response: &[u8]) -> Option<Vec<u8>> {
    let relaxed;
    let octets = if TimeStampResp::decode(token_or_response).is_err() {
        relaxed = ber::to_der(token_or_response).ok()?;
        &relaxed
    } else {
        token_or_response
    };
    let token = match TimeStampResp::decode(octets) {
        Ok(response) => response.time_stamp_token?,
        Err(_) => octets,
    };
    let token = framing::to_der(token).ok()?;
    let mut check = Check::new(RuleSet::Rfc3161);
    cms::read(token.octets(), &mut check).ok().map(|signed| signed.econtent.to_vec())
}

/// Holds the token to what `verification` expects.
pub(super) fn compare(
    info: &TstInfo<'_>,
    facts: &TokenFacts,
    verification: &Verification<'_>,
    check: &mut Check,
) -> Result<(), Failure> {
    compare_imprint(info, facts, verification, check)?;
    let request = verification.request;
    let asked = verification
        .nonce
        .or(request.and_then(|request| request.nonce()).map(crate::request::Nonce::as_bytes));
    if let Some(asked) = asked {
        // RFC 3161 §2.4.2: the same value; a missing one is not the same.
        require(Rule::Nonce, facts.nonce.as_deref() == Some(asked))?;
    } else if request.is_some() {
        check.strictly(Rule::NonceUnasked, facts.nonce.is_none())?;
    }
    let wanted = request.and_then(|request| request.req_policy());
    require(Rule::Policy, wanted.is_none_or(|policy| *policy == facts.policy))?;
    require(Rule::Policy, verification.policies.is_empty() || verification.policies.contains(&facts.policy))
}

fn compare_imprint(
    info: &TstInfo<'_>,
    facts: &TokenFacts,
    verification: &Verification<'_>,
    check: &mut Check,
) -> Result<(), Failure> {
    let is =
        |algorithm: HashAlgorithm, digest: &[u8]| algorithm == facts.hash && digest == facts.hashed_message;
    if let Some(data) = verification.data {
        require(Rule::ImprintMatch, facts.hash.digest(data) == facts.hashed_message)?;
    }
    if let Some((algorithm, digest)) = verification.digest {
        require(Rule::ImprintMatch, is(algorithm, digest))?;
    }
    if let Some(request) = verification.request {
        let asked = request.message_imprint();
        require(Rule::ImprintMatch, is(asked.algorithm(), asked.hashed_message()))?;
        check.strictly(Rule::ImprintVerbatim, asked.der() == info.message_imprint.der)?;
    }
    if verification.data.is_none() && verification.digest.is_none() && verification.request.is_none() {
        check.note(Note::ImprintNotCompared);
    }
    Ok(())
}
