//! Did the service record this claim for this token?

use tsa_core::verify::TokenFacts;

use super::token::{Judged, Question, TokenView};
use super::{Reason, TokenFault, is_imprint};
use crate::claim::{Claim, ClaimFault};
use crate::trust::Recorder;
use crate::{nonce, sha256};

pub(super) struct Inputs<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) claim: Option<&'a Result<Claim, ClaimFault>>,
    /// Token A, as far as it can be read.
    pub(super) file_token: Option<&'a TokenFacts>,
}

/// The verdict, and token B.
pub(super) struct Recorded {
    pub(super) view: Option<TokenView>,
    pub(super) outcome: Result<(), Reason>,
}

impl Inputs<'_> {
    /// `entry` is the trust entry under which token A is good, if it is. The numbers are those of the document.
    pub(super) fn judge(&self, entry: Option<usize>) -> Recorded {
        let evidence = self.question.evidence;
        let judged = evidence
            .claim_token
            .as_deref()
            .map(|octets| self.question.judge(octets, evidence.claim_proof.as_deref()));
        let outcome = self.decide(entry, judged.as_ref());
        Recorded { view: judged.and_then(|judged| judged.view), outcome }
    }

    fn decide(&self, entry: Option<usize>, claim_token: Option<&Judged>) -> Result<(), Reason> {
        // 1. The claim has one reading.
        let claim = match self.claim {
            None => return Err(Reason::NoClaim),
            Some(Err(fault)) => return Err(Reason::Claim(fault.clone())),
            Some(Ok(claim)) => claim,
        };
        if self.question.evidence.file_token.is_none() {
            return Err(Reason::NoToken);
        }
        let file_token = self.file_token.ok_or(Reason::FileTokenNotValid)?;
        is_committed(claim, file_token)?;
        let second = claim_token.map(|judged| is_bound(claim, file_token, judged)).transpose()?;
        let recorder = match entry.and_then(|place| self.question.trust.get(place)) {
            Some(entry) => Some(entry.recorder.as_ref().ok_or(Reason::NoClaimPolicy)?),
            None => None,
        };
        if let Some(recorder) = recorder {
            is_of_service(claim, recorder)?;
        }
        let Some((second, judged)) = second.zip(claim_token) else { return Err(Reason::NoClaimToken) };
        // 8. Only this policy records a claim.
        if recorder.is_some_and(|recorder| second.policy != recorder.claim_policy) {
            return Err(Reason::ClaimToken(TokenFault::Policy));
        }
        // 5. B is valid as A has to be, under the same trust entry.
        let by = judged.outcome.map_err(Reason::ClaimToken)?;
        if entry.is_some_and(|entry| entry != by) {
            return Err(Reason::ClaimToken(TokenFault::RootNotTrusted));
        }
        // 9. The order of the two.
        let latest = second.gen_time.saturating_add(second.accuracy.unwrap_or_default());
        if latest < file_token.gen_time.saturating_sub(file_token.accuracy.unwrap_or_default()) {
            return Err(Reason::ClaimTokenEarlier);
        }
        // 11. Without a valid A nothing is tied to a time.
        entry.map(|_| ()).ok_or(Reason::FileTokenNotValid)
    }
}

fn is_committed(claim: &Claim, file_token: &TokenFacts) -> Result<(), Reason> {
    // 2. The claim is about what A fingerprints.
    if !is_imprint(file_token, &claim.fields().file.sha256) {
        return Err(Reason::ClaimOfAnotherFile);
    }
    // 3. A commits to the claim.
    let commits = file_token.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, &claim.digest()));
    if !commits {
        return Err(Reason::ClaimNotCommitted);
    }
    // 4. The policy that the claim names.
    if claim.fields().policy == file_token.policy { Ok(()) } else { Err(Reason::ClaimPolicy) }
}

/// What token B says, if it is about this claim and this token A.
fn is_bound<'j>(
    claim: &Claim,
    file_token: &TokenFacts,
    judged: &'j Judged,
) -> Result<&'j TokenFacts, Reason> {
    let Some(view) = &judged.view else {
        return Err(Reason::ClaimToken(judged.outcome.err().unwrap_or(TokenFault::Malformed)));
    };
    // 6. B is over the claim.
    if !is_imprint(&view.facts, &claim.digest()) {
        return Err(Reason::ClaimTokenOtherClaim);
    }
    // 7. B was made for this A.
    let tie = sha256(&file_token.tst_info);
    let is_tied = view.facts.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, &tie));
    if is_tied { Ok(&view.facts) } else { Err(Reason::ClaimTokenOtherFileToken) }
}

fn is_of_service(claim: &Claim, recorder: &Recorder) -> Result<(), Reason> {
    // 4. The policy under which this service has files time-stamped.
    if claim.fields().policy != recorder.file_policy {
        return Err(Reason::ClaimPolicy);
    }
    // 10. The service.
    if claim.fields().service == recorder.service { Ok(()) } else { Err(Reason::ClaimService) }
}
