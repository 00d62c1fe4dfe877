//! One proof, assessed by `tsa_evidence::assessment`, and two compared.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::{HashAlgorithm, UnixTime};
use tsa_evidence::assessment::{
    self, Assessment, Evidence, FileDigests, LogFacts, TokenView, Verdict as Judged,
};
use tsa_evidence::claim::Claim;
use tsa_evidence::name_seal::{NameSeal, NameSeals};
use tsa_evidence::trust::{TrustEntry, TrustFile};

use super::Mistake;
use super::inspect::{CertificateFacts, certificate_facts};
use super::octets::{Hex, Octets};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Question {
    file: Option<File>,
    #[serde(default)]
    folder: Vec<File>,
    token: Option<Octets>,
    claim: Option<Octets>,
    claim_token: Option<Octets>,
    manifest: Option<Octets>,
    shown: Option<Octets>,
    log_proof: Option<Octets>,
    claim_log_proof: Option<Octets>,
    #[serde(default)]
    name_seals: Vec<Octets>,
    #[serde(default)]
    certificates: Vec<Octets>,
    #[serde(default)]
    crls: Vec<Octets>,
    #[serde(default)]
    trust: Vec<Trust>,
    /// When the question is asked, seconds since 1970: lists past their next update by then clear nothing.
    now: Option<u64>,
}

/// What is known of a file.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: Option<String>,
    pub(super) size: Option<u64>,
    /// Digests by the names of their algorithms.
    pub(super) digests: std::collections::BTreeMap<String, Hex>,
}

/// A trust entry: of a service with `entry`, the text of its trust.txt; of a bare authority without.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Trust {
    #[serde(default)]
    name: String,
    entry: Option<String>,
    roots: Vec<Octets>,
    log_policy: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    file: Verdict,
    time: Verdict,
    holder: Verdict,
    token: Option<Token>,
    claim_token: Option<Token>,
    /// claim.json, parsed.
    claim: Option<Value>,
    /// SHA-256 of claim.json.
    claim_sha256: Option<Hex>,
    /// The file name that the claim commits to, when its seal was given.
    opened_name: Option<String>,
    timeline: Vec<Event>,
}

#[derive(Serialize)]
struct Verdict {
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Token {
    policy: String,
    hash: &'static str,
    imprint: Hex,
    serial: Hex,
    /// With its fraction, as `2026-11-22T21:00:00.25Z`.
    gen_time: String,
    /// Milliseconds since 1970, rounded down.
    gen_time_millis: u64,
    accuracy_micros: Option<u128>,
    ordering: bool,
    nonce: Option<Hex>,
    tst_info: Octets,
    signer: Option<CertificateFacts>,
    chain: Vec<CertificateFacts>,
    /// The place of the trust entry whose root it leads to.
    trusted_by: Option<usize>,
    /// The rule that failed: its name in docs/verification.md, and a sentence for developers.
    rule: Option<Rule>,
    notes: Vec<String>,
    log: Option<Log>,
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    sentence: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    origin: String,
    index: u64,
    size: u64,
    first_seen: Option<String>,
}

#[derive(Serialize)]
struct Event {
    at: String,
    millis: u64,
    event: &'static str,
}

pub(super) fn assess(question: Question) -> Result<Answer, Mistake> {
    let trust = question.trust.iter().map(Trust::read).collect::<Result<Vec<_>, _>>()?;
    let some = |octets: Option<Octets>| octets.map(|Octets(octets)| octets);
    let all = |many: Vec<Octets>| many.into_iter().map(|Octets(octets)| octets).collect();
    let evidence = Evidence {
        file: question.file.map(File::read).transpose()?,
        folder: question.folder.into_iter().map(File::read).collect::<Result<_, _>>()?,
        file_token: some(question.token),
        claim: some(question.claim),
        claim_token: some(question.claim_token),
        manifest: some(question.manifest),
        shown: some(question.shown),
        file_proof: some(question.log_proof),
        claim_proof: some(question.claim_log_proof),
        certificates: all(question.certificates),
        crls: all(question.crls),
        now: question.now.and_then(UnixTime::from_secs),
    };
    let assessment = assessment::assess(&evidence, &trust);
    let opened_name = assessment.claim.as_ref().and_then(|claim| opened_name(&question.name_seals, claim));
    Ok(Answer { opened_name, ..Answer::from(assessment) })
}

/// Altered seals open nothing.
fn opened_name(files: &[Octets], claim: &Claim) -> Option<String> {
    let mut seals = files.iter().filter_map(|Octets(file)| NameSeals::parse(file).ok());
    seals.find_map(|seals| seals.open(claim).map(NameSeal::shown))
}

impl File {
    /// As the assessment takes it.
    ///
    /// # Errors
    /// `algorithm` for a digest of an unknown name.
    pub(super) fn read(self) -> Result<FileDigests, Mistake> {
        let digests =
            self.digests.into_iter().map(|(name, Hex(digest))| match HashAlgorithm::from_name(&name) {
                Some(algorithm) => Ok((algorithm, digest)),
                None => Err(Mistake::new("algorithm", name)),
            });
        Ok(FileDigests { name: self.name, size: self.size, digests: digests.collect::<Result<_, _>>()? })
    }
}

impl Trust {
    fn read(&self) -> Result<TrustEntry, Mistake> {
        let roots: Vec<Vec<u8>> = self.roots.iter().map(|Octets(root)| root.clone()).collect();
        let Some(entry) = &self.entry else { return Ok(TrustEntry::of_roots(&self.name, roots)) };
        let file = TrustFile::parse(entry).map_err(|fault| Mistake::new("trust-entry", fault.to_string()))?;
        let log_policy = self.log_policy.as_ref().map(|text| LogPolicy::parse(text.as_bytes())).transpose();
        let log_policy = log_policy.map_err(|fault| Mistake::new("log-policy", fault.to_string()))?;
        Ok(file.entry(&roots, log_policy))
    }
}

impl From<Assessment> for Answer {
    fn from(assessment: Assessment) -> Self {
        let claim = assessment.claim.as_ref();
        Self {
            file: Verdict::of(&assessment.file),
            time: Verdict::of(&assessment.time),
            holder: Verdict::of(&assessment.holder),
            claim: claim.and_then(|claim| serde_json::from_slice(claim.octets()).ok()),
            claim_sha256: claim.map(|claim| Hex(claim.digest().to_vec())),
            opened_name: None,
            token: assessment.file_token.map(Token::from),
            claim_token: assessment.claim_token.map(Token::from),
            timeline: assessment
                .timeline
                .iter()
                .map(|event| Event {
                    at: event.at.to_string(),
                    millis: millis(event.at),
                    event: event.what.code(),
                })
                .collect(),
        }
    }
}

impl Verdict {
    fn of(verdict: &Judged) -> Self {
        let reason = verdict.reason();
        Self {
            verdict: verdict.word(),
            reason: reason.map(|reason| reason.code().to_string()),
            detail: reason.and_then(|reason| reason.detail()).map(String::from),
        }
    }
}

impl From<TokenView> for Token {
    fn from(view: TokenView) -> Self {
        let facts = view.facts;
        let certificate = |der: &Vec<u8>| certificate_facts(der);
        Self {
            policy: facts.policy.to_string(),
            hash: facts.hash.name(),
            imprint: Hex(facts.hashed_message),
            serial: Hex(facts.serial),
            gen_time: facts.gen_time.to_string(),
            gen_time_millis: millis(facts.gen_time),
            accuracy_micros: facts.accuracy.map(|accuracy| accuracy.as_micros()),
            ordering: facts.ordering,
            nonce: facts.nonce.map(Hex),
            tst_info: Octets(facts.tst_info),
            signer: view.signer.as_ref().and_then(certificate),
            chain: view.chain.iter().filter_map(certificate).collect(),
            trusted_by: view.trusted_by,
            rule: view
                .failure
                .map(|failure| Rule { name: failure.rule.name(), sentence: failure.to_string() }),
            notes: view.notes.iter().map(ToString::to_string).collect(),
            log: view.log.map(Log::from),
        }
    }
}

impl From<LogFacts> for Log {
    fn from(facts: LogFacts) -> Self {
        let LogFacts { origin, index, size, first_seen } = facts;
        Self { origin, index, size, first_seen: first_seen.map(|time| time.to_string()) }
    }
}

fn millis(time: UnixTime) -> u64 {
    time.as_nanos() / 1_000_000
}

/// Two tokens to be put in order.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Comparison {
    first: Octets,
    second: Octets,
    /// Whether both lead to the same authority, whose word on ordering then counts.
    #[serde(default)]
    same_authority: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Order {
    order: &'static str,
    /// How far they are apart at least, both accuracies taken off; rounded down.
    gap_micros: Option<u128>,
}

pub(super) fn compare(question: &Comparison) -> Result<Order, Mistake> {
    let facts = |octets: &Octets| {
        tsa_core::verify::read_facts(&octets.0).ok_or_else(|| Mistake::new("token", "no token can be read"))
    };
    let (first, second) = (facts(&question.first)?, facts(&question.second)?);
    Ok(Order {
        order: assessment::precedence(&first, &second, question.same_authority).code(),
        gap_micros: assessment::least_gap(&first, &second).map(|gap| gap.as_micros()),
    })
}
