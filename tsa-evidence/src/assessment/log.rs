//! Whether a token is in the public log.

use alloc::string::String;
use core::time::Duration;

use tsa_core::leaf::TokenEntry;
use tsa_core::note::CosignatureTime;
use tsa_core::tlog_policy::NotAccepted;
use tsa_core::tlog_proof::{NotProven, TlogProof};
use tsa_core::{SerialNumber, UnixTime};

use super::{TokenFault, TokenView};
use crate::trust::{Need, TrustEntry};

/// Where a token is in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFacts {
    /// The log.
    pub origin: String,
    /// The place of the token.
    pub index: u64,
    /// How many leaves the checkpoint covers.
    pub size: u64,
    /// When the first witness of the policy saw it; `None` without witnesses.
    pub first_seen: Option<UnixTime>,
}

/// Checks the proof, if there is one or has to be.
pub(super) fn check(
    view: &TokenView,
    proof: Option<&[u8]>,
    entry: &TrustEntry,
) -> Result<Option<LogFacts>, TokenFault> {
    let unless_needed = |fault| match entry.logged {
        Need::Required => Err(fault),
        Need::Optional => Ok(None),
    };
    let Some(proof) = proof else { return unless_needed(TokenFault::LogProofMissing) };
    let proof = TlogProof::parse(proof).map_err(|_| TokenFault::LogProofWrong)?;
    // The low 48 bits of the serial number are the index of the leaf (docs/log-format.md, "Entries").
    let index = SerialNumber::from_content(&view.facts.serial).map(|serial| serial.index().value());
    if index != Some(proof.index) {
        return Err(TokenFault::LogProofOther);
    }
    let Some(policy) = &entry.log_policy else { return unless_needed(TokenFault::LogUnknown) };
    let signer = view.signer.as_ref().ok_or(TokenFault::Signer)?;
    let leaf = TokenEntry::of_token(&view.facts.tst_info, signer).map_err(|_| TokenFault::Malformed)?;
    let accepted = match proof.verify(&leaf.leaf_hash(), policy) {
        Ok(accepted) => accepted,
        Err(NotProven::Checkpoint(NotAccepted::UnknownLog(_))) => {
            return unless_needed(TokenFault::LogUnknown);
        }
        Err(NotProven::Checkpoint(NotAccepted::NoQuorum(_))) => {
            return unless_needed(TokenFault::LogWitnesses);
        }
        Err(NotProven::Checkpoint(NotAccepted::BadSignature(_)) | NotProven::Inclusion(_)) => {
            return Err(TokenFault::LogProofWrong);
        }
    };
    let first_seen = accepted.first_seen().map(CosignatureTime::time);
    // docs/log-format.md, "The audit rule": genTime <= A + accuracy + 10 s.
    let slack = view.facts.accuracy.unwrap_or_default().saturating_add(TOLERANCE);
    if first_seen.is_some_and(|seen| view.facts.gen_time > seen.saturating_add(slack)) {
        return Err(TokenFault::LogTime);
    }
    let tree = proof.checkpoint.checkpoint();
    Ok(Some(LogFacts { origin: tree.origin().into(), index: proof.index, size: tree.size(), first_seen }))
}

/// How far the clocks of witnesses and authority may be apart.
const TOLERANCE: Duration = Duration::from_secs(10);
