//! One question to a time-stamping authority, and the judgement of its answer.
//!
//! Nothing here waits or talks: the service and the command line share it.

use std::time::Duration;

use tsa_core::asn1::encode::{BOOLEAN, INTEGER, OCTET_STRING, SEQUENCE, tlv};
use tsa_core::asn1::pki_status::PkiStatus;
use tsa_core::asn1::tsp::{TimeStampResp, TstInfo};
use tsa_core::verify::{
    Report, Rule, RuleSet, TokenFacts, Verdict, Verification, VerifyError, verify_response,
};
use tsa_core::{HashAlgorithm, HashAlgorithms, Oid, Request, UnixTime};

/// A TimeStampReq of ours: imprint, nonce, policy, and always certReq, so that the token can be checked without us.
#[derive(Clone, Debug)]
pub struct Query {
    request: Request,
    der: Vec<u8>,
}

/// The lengths of digest or nonce are none that a request can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest must have the length of its algorithm, a nonce 1 to 64 octets")]
pub struct NoQuery;

impl Query {
    /// Asks for a time-stamp over `digest`. `nonce` is an unsigned big-endian number; `policy` is asked for if given.
    ///
    /// # Errors
    /// [`NoQuery`].
    pub fn new(
        hash: HashAlgorithm,
        digest: &[u8],
        nonce: &[u8],
        policy: Option<&Oid>,
    ) -> Result<Query, NoQuery> {
        let algorithm = tlv(SEQUENCE, &[&Oid::from(hash.oid()).to_der()]);
        let imprint = tlv(SEQUENCE, &[&algorithm, &tlv(OCTET_STRING, &[digest])]);
        let policy = policy.map(Oid::to_der).unwrap_or_default();
        // RFC 3161 §2.4.1: version 1, and certReq TRUE.
        let (version, cert_req) = (tlv(INTEGER, &[&[1]]), tlv(BOOLEAN, &[&[0xff]]));
        let nonce = tlv(INTEGER, &[&unsigned_integer(nonce)]);
        let der = tlv(SEQUENCE, &[&version, &imprint, &policy, &nonce, &cert_req]);
        let every = HashAlgorithms::new(HashAlgorithm::ALL.to_vec()).unwrap_or_default();
        let request = Request::decode(&der, &every).map_err(|_| NoQuery)?;
        Ok(Query { request, der })
    }

    /// Whether a TSTInfo has our imprint and nonce, and the policy if one was asked for. Verifies nothing.
    #[must_use]
    pub fn is_answered_by(&self, info: &TstInfo<'_>) -> bool {
        info.message_imprint.hashed_message == self.request.message_imprint().hashed_message()
            && info.nonce.map(|nonce| nonce.as_bytes())
                == self.request.nonce().map(tsa_core::request::Nonce::as_bytes)
            && self.request.req_policy().is_none_or(|policy| *policy == info.policy)
    }

    /// The octets to send.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

/// Content octets of a non-negative INTEGER, as short as DER wants them (X.690 §8.3.2).
#[must_use]
pub fn unsigned_integer(big_endian: &[u8]) -> Vec<u8> {
    let zeros = big_endian.iter().take_while(|octet| **octet == 0).count();
    let magnitude = big_endian.get(zeros..).unwrap_or_default();
    let mut content = Vec::with_capacity(magnitude.len() + 1);
    if magnitude.first().is_none_or(|first| first & 0x80 != 0) {
        content.push(0);
    }
    content.extend_from_slice(magnitude);
    content
}

/// What an answer is held against.
#[derive(Clone, Debug)]
pub struct Expectations<'a> {
    /// Ours are issued under the strict rules, foreign tokens are judged by the RFC.
    pub rules: RuleSet,
    /// Trusted roots (DER).
    pub roots: &'a [Vec<u8>],
    /// Certificates that may stand between (DER).
    pub intermediates: &'a [Vec<u8>],
    /// CRLs (DER): a revoked certificate condemns; none clears a token that is younger than every CRL.
    pub crls: &'a [Vec<u8>],
    /// The accuracy that the token may state at most, and must state if given.
    pub accuracy: Option<Duration>,
    /// Our own clock when the question left and when the answer was there, if genTime is to be compared with it.
    pub window: Option<Window>,
}

/// Between which readings of our clock the token must have been made.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// When the question left.
    pub sent: UnixTime,
    /// When the answer was there.
    pub received: UnixTime,
    /// What our clock may be off.
    pub tolerance: Duration,
}

/// A verified answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The TimeStampResp as it came.
    pub response: Vec<u8>,
    /// The TimeStampToken in it.
    pub token: Vec<u8>,
    /// What it says.
    pub facts: TokenFacts,
    /// From the signer to the root, both included (DER).
    pub chain: Vec<Vec<u8>>,
}

/// Why an answer is not taken. Each but [`Refused`](Self::Refused) is the authority's fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// No TimeStampResp, or one whose parts do not fit together.
    #[error("the answer is no well-formed time-stamp response: {0}")]
    Malformed(&'static str),
    /// It says no.
    #[error("the authority refuses: {}", .0.words())]
    Refused(Refused),
    /// Another imprint.
    #[error("the token is for another digest")]
    Imprint,
    /// Another nonce, or none.
    #[error("the token does not carry our nonce")]
    Nonce,
    /// Another policy.
    #[error("the token is issued under another policy")]
    Policy,
    /// No accuracy, or a worse one than was agreed.
    #[error("the token states no accuracy, or a worse one than agreed")]
    Accuracy,
    /// A genTime that our clock contradicts.
    #[error("the token's time is not the time of the request")]
    Time,
    /// It does not verify.
    #[error("the token does not verify: {0}")]
    Untrusted(String),
}

/// A response without a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// It may go well later: no time, or a failure of the system.
    pub may_pass: bool,
    /// The failures by their RFC names, and the server's own words.
    pub reasons: Vec<String>,
}

impl Refused {
    fn words(&self) -> String {
        if self.reasons.is_empty() { "it gives no reason".to_owned() } else { self.reasons.join(", ") }
    }
}

impl AnswerFault {
    /// The stable code of a failed item.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            AnswerFault::Malformed(_) => "tsa-malformed",
            AnswerFault::Refused(_) => "tsa-refused",
            AnswerFault::Imprint => "tsa-wrong-imprint",
            AnswerFault::Nonce => "tsa-wrong-nonce",
            AnswerFault::Policy => "tsa-wrong-policy",
            AnswerFault::Accuracy => "tsa-wrong-accuracy",
            AnswerFault::Time => "tsa-wrong-time",
            AnswerFault::Untrusted(_) => "tsa-untrusted",
        }
    }

    /// The codes, for documents and tests.
    pub const CODES: [&'static str; 8] = [
        "tsa-malformed",
        "tsa-refused",
        "tsa-wrong-imprint",
        "tsa-wrong-nonce",
        "tsa-wrong-policy",
        "tsa-wrong-accuracy",
        "tsa-wrong-time",
        "tsa-untrusted",
    ];
}

impl Query {
    /// Verifies an answer completely and holds it to the question; anything that differs is a fault.
    ///
    /// # Errors
    /// Outer: the roots, intermediates or CRLs that were given cannot be read. Inner: [`AnswerFault`].
    pub fn judge(
        &self,
        response: Vec<u8>,
        expected: &Expectations<'_>,
    ) -> Result<Result<Answer, AnswerFault>, VerifyError> {
        let verification = Verification::new(expected.rules, expected.roots)
            .intermediates(expected.intermediates)
            .crls(expected.crls)
            .without_revocation()
            .request(&self.request);
        let report = verify_response(&response, &verification)?;
        Ok(accept(report, response, expected))
    }
}

fn accept(report: Report, response: Vec<u8>, expected: &Expectations<'_>) -> Result<Answer, AnswerFault> {
    if let Some(refused) = refusal(&report) {
        return Err(AnswerFault::Refused(refused));
    }
    match report.verdict {
        Verdict::Valid => {}
        Verdict::Invalid(failure) => return Err(fault_of(failure.rule, failure.to_string())),
        Verdict::Undecided(doubt) => return Err(AnswerFault::Untrusted(doubt.to_string())),
    }
    let facts = report.token.ok_or(AnswerFault::Malformed("it carries no token"))?;
    check_accuracy(&facts, expected)?;
    let token =
        TimeStampResp::decode(&response).ok().and_then(|read| read.time_stamp_token.map(<[u8]>::to_vec));
    let token = token.ok_or(AnswerFault::Malformed("it is not DER"))?;
    Ok(Answer { token, facts, chain: report.chain, response })
}

fn refusal(report: &Report) -> Option<Refused> {
    use tsa_core::asn1::pki_status::PkiFailureInfo::{SystemFailure, TimeNotAvailable};
    let status = report.status.as_ref()?;
    if matches!(status.status, None | Some(PkiStatus::Granted | PkiStatus::GrantedWithMods)) {
        return None;
    }
    let may_pass = status.failures.iter().any(|failure| matches!(failure, SystemFailure | TimeNotAvailable));
    let failures = status.failures.iter().map(|failure| failure.name().to_owned());
    let texts = status.texts.iter().map(|text| printable(text));
    Some(Refused { may_pass, reasons: failures.chain(texts).collect() })
}

/// The server's words, cut and without anything that could move a cursor.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn fault_of(rule: Rule, words: String) -> AnswerFault {
    match rule {
        Rule::ImprintMatch | Rule::ImprintVerbatim => AnswerFault::Imprint,
        Rule::Nonce | Rule::NonceUnasked => AnswerFault::Nonce,
        Rule::Policy => AnswerFault::Policy,
        Rule::Accuracy | Rule::AccuracyForm => AnswerFault::Accuracy,
        Rule::ResponseSyntax
        | Rule::ResponseStatus
        | Rule::ResponseModified
        | Rule::ResponseToken
        | Rule::ResponseFailInfo
        | Rule::ResponseText
        | Rule::TokenSize
        | Rule::TokenDer
        | Rule::TokenSyntax => AnswerFault::Malformed(rule.sentence()),
        _ => AnswerFault::Untrusted(words),
    }
}

fn check_accuracy(facts: &TokenFacts, expected: &Expectations<'_>) -> Result<(), AnswerFault> {
    if let Some(agreed) = expected.accuracy
        && facts.accuracy.is_none_or(|stated| stated > agreed)
    {
        return Err(AnswerFault::Accuracy);
    }
    let Some(window) = expected.window else { return Ok(()) };
    let slack = facts.accuracy.unwrap_or(UNSTATED).saturating_add(window.tolerance);
    let from = window.sent.saturating_sub(slack);
    let to = window.received.saturating_add(slack);
    if (from..=to).contains(&facts.gen_time) { Ok(()) } else { Err(AnswerFault::Time) }
}

/// RFC 3161 §2.4.2: accuracy may be missing; a second is what such authorities mean by genTime in seconds.
const UNSTATED: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_minimal_and_never_negative() {
        assert_eq!(unsigned_integer(&[0x80, 1]), [0, 0x80, 1]);
        assert_eq!(unsigned_integer(&[0x7f, 1]), [0x7f, 1]);
        assert_eq!(unsigned_integer(&[0, 0x7f]), [0x7f]);
        assert_eq!(unsigned_integer(&[0, 0x80]), [0, 0x80]);
        assert_eq!(unsigned_integer(&[0, 0]), [0]);
        assert_eq!(unsigned_integer(&[]), [0]);
    }

    #[test]
    fn section_2_4_1_the_request_says_what_was_asked() {
        let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.1").unwrap();
        let query = Query::new(HashAlgorithm::Sha256, &[7; 32], &[0xff; 32], Some(&policy)).unwrap();
        assert!(query.request.cert_req());
        assert_eq!(query.request.req_policy(), Some(&policy));
        assert_eq!(query.request.message_imprint().hashed_message(), [7; 32]);
        let nonce = query.request.nonce().unwrap().as_bytes();
        assert_eq!((nonce.len(), nonce[0], nonce[1]), (33, 0, 0xff));
        assert_eq!(Query::new(HashAlgorithm::Sha256, &[7; 31], &[1], None).unwrap_err(), NoQuery);
        assert_eq!(Query::new(HashAlgorithm::Sha256, &[7; 32], &[1; 65], None).unwrap_err(), NoQuery);
    }

    #[test]
    fn codes_are_all_listed() {
        let faults = [
            AnswerFault::Malformed(""),
            AnswerFault::Refused(Refused::default()),
            AnswerFault::Imprint,
            AnswerFault::Nonce,
            AnswerFault::Policy,
            AnswerFault::Accuracy,
            AnswerFault::Time,
            AnswerFault::Untrusted(String::new()),
        ];
        assert_eq!(faults.map(|fault| fault.code()), AnswerFault::CODES);
    }
}
