//! Three verdicts over a proof: file, time, holder. The rules are those of `docs/claim-format.md`, "Verification".
//!
//! [`assess`] takes digests instead of files, and whom to believe from the caller; it reads no clock. [`precedence`] puts two proofs in
//! order.

mod digester;
mod file;
mod holder;
mod log;
mod precedence;
mod reason;
mod token;

pub use digester::Digester;
pub use log::LogFacts;
pub use precedence::{Order, least_gap, precedence};
pub use reason::{Reason, TokenFault};
pub use token::TokenView;

use alloc::string::String;
use alloc::vec::Vec;

use tsa_core::verify::TokenFacts;
use tsa_core::{HashAlgorithm, UnixTime};

use crate::Sha256Digest;
use crate::certificate::CertificateFacts;
use crate::claim::Claim;
use crate::trust::TrustEntry;

/// What is known of a file that was given: never its octets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileDigests {
    /// Its name, or its path relative to the folder that was given.
    pub name: Option<String>,
    /// How many octets.
    pub size: Option<u64>,
    /// Its digests.
    pub digests: Vec<(HashAlgorithm, Vec<u8>)>,
}

impl FileDigests {
    /// A file of which only the SHA-256 is known.
    #[must_use]
    pub fn of_sha256(digest: &Sha256Digest) -> Self {
        Self { digests: Vec::from([(HashAlgorithm::Sha256, digest.to_vec())]), ..Self::default() }
    }

    /// The digest under an algorithm, if it was computed.
    #[must_use]
    pub fn digest(&self, algorithm: HashAlgorithm) -> Option<&[u8]> {
        self.digests.iter().find(|(known, _)| *known == algorithm).map(|(_, digest)| digest.as_slice())
    }
}

/// The parts of one proof, as they came. Whatever is missing is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The file.
    pub file: Option<FileDigests>,
    /// The files of the folder, with their paths as names, when a whole folder was given.
    pub folder: Vec<FileDigests>,
    /// Token A: a TimeStampResp or a bare token.
    pub file_token: Option<Vec<u8>>,
    /// `claim.json`.
    pub claim: Option<Vec<u8>>,
    /// Token B: a TimeStampResp or a bare token.
    pub claim_token: Option<Vec<u8>>,
    /// `manifest.json`.
    pub manifest: Option<Vec<u8>>,
    /// `shown.json`.
    pub shown: Option<Vec<u8>>,
    /// `file.tlog-proof`.
    pub file_proof: Option<Vec<u8>>,
    /// `claim.tlog-proof`.
    pub claim_proof: Option<Vec<u8>>,
    /// Certificates in DER that may stand between a signer and a root. Not trusted.
    pub certificates: Vec<Vec<u8>>,
    /// CRLs in DER.
    pub crls: Vec<Vec<u8>>,
    /// When the question is asked: where no log is demanded, CRLs from later, or past their next update by then, clear nothing. `None`: no CRL grows old.
    pub now: Option<UnixTime>,
}

/// One of the three verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It does not.
    Fail(Reason),
    /// Something is missing that would decide it.
    CannotTell(Reason),
}

impl Verdict {
    /// `pass`, `fail` or `cannot-tell`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail(_) => "fail",
            Self::CannotTell(_) => "cannot-tell",
        }
    }

    /// Why it is no pass.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Pass => None,
            Self::Fail(reason) | Self::CannotTell(reason) => Some(reason),
        }
    }

    /// True for [`Self::Pass`].
    #[must_use]
    pub const fn is_pass(&self) -> bool {
        matches!(self, Self::Pass)
    }

    fn of(outcome: Result<(), Reason>) -> Self {
        match outcome {
            Ok(()) => Self::Pass,
            Err(reason) if reason.is_doubt() => Self::CannotTell(reason),
            Err(reason) => Self::Fail(reason),
        }
    }
}

/// The verdicts over one proof, and what could be read on the way.
///
/// Facts are what the parts say; only the verdicts make them true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Is this the file that was fingerprinted?
    pub file: Verdict,
    /// Did the fingerprint exist at the time the token states?
    pub time: Verdict,
    /// Did the service record a claim by these holders then?
    pub holder: Verdict,
    /// Token A, if it could be read.
    pub file_token: Option<TokenView>,
    /// Token B, if it could be read.
    pub claim_token: Option<TokenView>,
    /// The claim, if it is well-formed: what it says is true only under a passed `holder`.
    pub claim: Option<Claim>,
    /// What happened when, earliest first.
    pub timeline: Vec<Event>,
}

/// A point on the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// When.
    pub at: UnixTime,
    /// What.
    pub what: EventKind,
}

/// What happened at a point of the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// Token A states this time.
    FileToken,
    /// Token B states this time.
    ClaimToken,
    /// A witness saw the log with token A in it.
    FileLogged,
    /// A witness saw the log with token B in it.
    ClaimLogged,
    /// The certificate of A's signer ends.
    SignerEnds,
    /// The root that A leads to ends.
    RootEnds,
}

impl EventKind {
    /// A stable code, in kebab case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FileToken => "file-token",
            Self::ClaimToken => "claim-token",
            Self::FileLogged => "file-logged",
            Self::ClaimLogged => "claim-logged",
            Self::SignerEnds => "signer-ends",
            Self::RootEnds => "root-ends",
        }
    }
}

/// Judges one proof by the trust entries of the verifier.
#[must_use]
pub fn assess(evidence: &Evidence, trust: &[TrustEntry]) -> Assessment {
    let claim = evidence.claim.as_deref().map(Claim::parse);
    let service = claim.as_ref().and_then(|claim| Some(claim.as_ref().ok()?.fields().service.as_str()));
    let question = token::Question { evidence, trust, service };
    let judged =
        evidence.file_token.as_deref().map(|octets| question.judge(octets, evidence.file_proof.as_deref()));
    let (view, outcome) = match judged {
        Some(judged) => (judged.view, judged.outcome.map_err(Reason::Token)),
        None => (None, Err(Reason::NoToken)),
    };
    let facts = view.as_ref().map(|view| &view.facts);
    let time = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
    let inputs = holder::Inputs { question: &question, claim: claim.as_ref(), file_token: facts };
    let recorded = inputs.judge(outcome.ok());
    let claim = claim.and_then(Result::ok);
    let file = file::judge(evidence, facts, claim.as_ref());
    Assessment {
        file: Verdict::of(file),
        time: Verdict::of(time),
        holder: Verdict::of(recorded.outcome),
        timeline: timeline(view.as_ref(), recorded.view.as_ref()),
        file_token: view,
        claim_token: recorded.view,
        claim,
    }
}

fn timeline(file: Option<&TokenView>, claim: Option<&TokenView>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |at: Option<UnixTime>, what| events.extend(at.map(|at| Event { at, what }));
    let seen = |view: &TokenView| view.log.as_ref().and_then(|log| log.first_seen);
    let ends = |der: Option<&Vec<u8>>| CertificateFacts::read(der?).map(|facts| facts.not_after);
    if let Some(view) = file {
        add(Some(view.facts.gen_time), EventKind::FileToken);
        add(seen(view), EventKind::FileLogged);
        add(ends(view.signer.as_ref()), EventKind::SignerEnds);
        add(ends(view.chain.last()), EventKind::RootEnds);
    }
    if let Some(view) = claim {
        add(Some(view.facts.gen_time), EventKind::ClaimToken);
        add(seen(view), EventKind::ClaimLogged);
    }
    events.sort_unstable();
    events
}

/// Whether the imprint of a token is this SHA-256.
fn is_imprint(facts: &TokenFacts, digest: &Sha256Digest) -> bool {
    facts.hash == HashAlgorithm::Sha256 && facts.hashed_message == digest
}

#[cfg(test)]
mod tests;
