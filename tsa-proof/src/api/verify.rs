//! `/verify`: three verdicts, by the same code as page and command line.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tsa_core::HashAlgorithm;
use tsa_evidence::assessment::{self, Assessment, Evidence, FileDigests, TokenView};
use utoipa::ToSchema;

use super::ApiState;
use super::auth::Caller;
use super::deposits::rfc3339;
use super::extract::JsonBody;
use super::hex::{Hex32, Hex64, whole_number};
use super::problem::{Code, FieldError, Problem};
use crate::accounts::Scope;
use crate::clock::unix_time;
use crate::deposit::pem::base64;

/// What is to be verified. Leave out what you do not have; a verdict then says what it lacks.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyBody {
    /// SHA-256 of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Hex32>,
    /// SHA-512 of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha512: Option<Hex64>,
    /// How many octets the file has.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "whole_number")]
    #[schema(minimum = 0, maximum = 9007199254740991u64)]
    pub size: Option<u64>,
    /// `file.tsr` or a bare token, base64.
    #[schema(max_length = 400000, pattern = "^[A-Za-z0-9+/]*=?=?$")]
    pub token: String,
    /// `claim.json`, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100000, pattern = "^[A-Za-z0-9+/]*=?=?$")]
    pub claim: Option<String>,
    /// `claim.tst`, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 400000, pattern = "^[A-Za-z0-9+/]*=?=?$")]
    pub claim_token: Option<String>,
    /// `file.tlog-proof`, as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100000)]
    pub file_proof: Option<String>,
    /// `claim.tlog-proof`, as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100000)]
    pub claim_proof: Option<String>,
}

/// Three verdicts, and what was read on the way to them.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct VerdictsView {
    /// Is this the file that was fingerprinted?
    pub file: VerdictView,
    /// Did the fingerprint exist at the time the token states?
    pub time: VerdictView,
    /// Did the service record, at that time, a claim by these holders?
    pub holder: VerdictView,
    /// What the file's token says; true only if `time` passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_token: Option<TokenFactsView>,
    /// What the claim's token says; true only if `holder` passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_token: Option<TokenFactsView>,
}

/// One verdict.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct VerdictView {
    /// It holds, it does not, or something is missing.
    pub verdict: VerdictWord,
    /// Why it is no pass: a stable code (docs/claim-format.md).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// It holds, it does not, or something is missing that would decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the format")]
pub enum VerdictWord {
    Pass,
    Fail,
    CannotTell,
}

/// What a token says.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct TokenFactsView {
    /// Its time: RFC 3339, UTC.
    #[schema(format = DateTime)]
    pub gen_time: String,
    /// How far that time may be off, in milliseconds, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_ms: Option<f64>,
    /// Its serial number, hexadecimal.
    pub serial: String,
    /// Its policy.
    pub policy: String,
}

/// Verify
///
/// By the trust of this service. For an authority of your own choice use the command line or the page: they work offline.
#[utoipa::path(
    post,
    path = "/api/v1/verify",
    tag = "verification",
    operation_id = "verify",
    request_body = VerifyBody,
    responses((status = 200, description = "The verdicts, whatever they are", body = VerdictsView))
)]
pub(super) async fn verify(
    State(api): State<ApiState>,
    caller: Caller,
    JsonBody(body): JsonBody<VerifyBody>,
) -> Result<Json<VerdictsView>, Problem> {
    caller.need(Scope::Verify)?;
    let long = |text: Option<&String>, most: usize| text.is_some_and(|text| text.chars().count() > most);
    if long(Some(&body.token), MAX_TOKEN)
        || long(body.claim_token.as_ref(), MAX_TOKEN)
        || [&body.claim, &body.file_proof, &body.claim_proof]
            .into_iter()
            .any(|text| long(text.as_ref(), MAX_TEXT))
    {
        return Err(Problem::new(Code::BadBody).detail("A value is longer than described."));
    }
    let trust = api.depositor.trust();
    let evidence = Evidence {
        file: digests(&body),
        file_token: Some(octets("token", &body.token)?),
        claim: body.claim.as_deref().map(|text| octets("claim", text)).transpose()?,
        claim_token: body.claim_token.as_deref().map(|text| octets("claim_token", text)).transpose()?,
        file_proof: body.file_proof.map(String::into_bytes),
        claim_proof: body.claim_proof.map(String::into_bytes),
        certificates: trust.chain(),
        crls: trust.crls().to_vec(),
        now: unix_time(api.clock.now()),
        ..Evidence::default()
    };
    let entry = trust.entry();
    // A few signatures: some milliseconds of work that no other request should wait for.
    let judged = tokio::task::spawn_blocking(move || assessment::assess(&evidence, &[entry])).await;
    judged.map(|judged| Json(view(&judged))).map_err(|error| Problem::internal(&error))
}

fn digests(body: &VerifyBody) -> Option<FileDigests> {
    let sha256 = body.sha256.map(|digest| (HashAlgorithm::Sha256, digest.0.to_vec()));
    let sha512 = body.sha512.map(|digest| (HashAlgorithm::Sha512, digest.0.to_vec()));
    let digests: Vec<_> = sha256.into_iter().chain(sha512).collect();
    (!digests.is_empty()).then_some(FileDigests { name: None, size: body.size, digests })
}

fn octets(member: &str, text: &str) -> Result<Vec<u8>, Problem> {
    base64::decode(text).ok_or_else(|| {
        let error = FieldError {
            pointer: format!("/{member}"),
            code: "not-base64".to_owned(),
            detail: "The value is no base64 (RFC 4648 §4).".to_owned(),
        };
        Problem::new(Code::UnreadableEvidence).errors(vec![error])
    })
}

fn view(judged: &Assessment) -> VerdictsView {
    VerdictsView {
        file: verdict(&judged.file),
        time: verdict(&judged.time),
        holder: verdict(&judged.holder),
        file_token: judged.file_token.as_ref().map(facts),
        claim_token: judged.claim_token.as_ref().map(facts),
    }
}

fn verdict(verdict: &assessment::Verdict) -> VerdictView {
    VerdictView {
        verdict: match verdict {
            assessment::Verdict::Pass => VerdictWord::Pass,
            assessment::Verdict::Fail(_) => VerdictWord::Fail,
            assessment::Verdict::CannotTell(_) => VerdictWord::CannotTell,
        },
        reason: verdict.reason().map(|reason| reason.code().to_owned()),
    }
}

fn facts(view: &TokenView) -> TokenFactsView {
    let facts = &view.facts;
    TokenFactsView {
        gen_time: rfc3339(i64::try_from(facts.gen_time.as_nanos() / 1_000_000).unwrap_or(i64::MAX)),
        accuracy_ms: facts.accuracy.map(|bound| bound.as_secs_f64() * 1000.0),
        serial: base16ct::lower::encode_string(&facts.serial),
        policy: facts.policy.to_string(),
    }
}

/// 256 KiB in base64, and some: the verifier's own limit is on octets.
const MAX_TOKEN: usize = 400_000;
/// Claims have at most 64 KiB, proofs of logging a few.
const MAX_TEXT: usize = 100_000;
