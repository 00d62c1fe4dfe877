//! One token: signature, path, revocation, log.

use alloc::vec::Vec;

use tsa_core::asn1::tsp::TimeStampResp;
use tsa_core::verify::{
    self, Failure, Note, Report, Rule, RuleSet, TokenFacts, Verdict, Verification, VerifyError, read_facts,
};

use super::{Evidence, LogFacts, TokenFault, log};
use crate::trust::{Need, TrustEntry};

/// What a token says, and what was found out about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenView {
    /// What the TSTInfo says.
    pub facts: TokenFacts,
    /// The signer's certificate in DER, once it was found.
    pub signer: Option<Vec<u8>>,
    /// The path from signer to root in DER, once it was found.
    pub chain: Vec<Vec<u8>>,
    /// The trust entry whose root it leads to, by its place in the list.
    pub trusted_by: Option<usize>,
    /// The rule that failed, if one did.
    pub failure: Option<Failure>,
    /// What was tolerated or not asked about.
    pub notes: Vec<Note>,
    /// Where it is in the log, if a proof shows it.
    pub log: Option<LogFacts>,
}

/// What does not change from token to token.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) trust: &'a [TrustEntry],
    /// The service that the claim names.
    pub(super) service: Option<&'a str>,
}

/// Which lists of revoked certificates clear a token that is older than they.
#[derive(Clone, Copy)]
enum Lists {
    /// None is needed.
    Optional,
    /// One that has run out does too: the log shows that the token is no later than it says, whoever has had the key since.
    OfAnyAge,
    /// Those that are in force when the question is asked, see [`Evidence::now`].
    InForce,
}

impl Lists {
    const fn of(entry: &TrustEntry) -> Self {
        match (entry.revocation, entry.logged) {
            (Need::Optional, _) => Self::Optional,
            (Need::Required, Need::Required) => Self::OfAnyAge,
            (Need::Required, Need::Optional) => Self::InForce,
        }
    }
}

/// A token, judged.
pub(super) struct Judged {
    /// What it says, unless it cannot be read at all.
    pub(super) view: Option<TokenView>,
    /// The trust entry under which it is good, by its place; or what is wrong.
    pub(super) outcome: Result<usize, TokenFault>,
}

impl Question<'_> {
    pub(super) fn judge(&self, octets: &[u8], proof: Option<&[u8]>) -> Judged {
        let Some(facts) = read_facts(octets) else {
            let is_refusal =
                TimeStampResp::decode(octets).is_ok_and(|response| response.time_stamp_token.is_none());
            let fault = if is_refusal { TokenFault::Refused } else { TokenFault::Malformed };
            return Judged { view: None, outcome: Err(fault) };
        };
        let mut view = TokenView {
            facts,
            signer: None,
            chain: Vec::new(),
            trusted_by: None,
            failure: None,
            notes: Vec::new(),
            log: None,
        };
        let outcome = self.judge_signature(octets, &mut view).and_then(|(place, doubt)| {
            let entry = self.trust.get(place).ok_or(TokenFault::IssuerUnknown)?;
            view.trusted_by = Some(place);
            // The log is asked whatever is known of revocation: its failure outweighs that doubt.
            match log::check(&view, proof, entry) {
                Ok(logged) => view.log = logged,
                Err(fault) if doubt.is_none() || !fault.is_doubt() => return Err(fault),
                Err(_) => {}
            }
            doubt.map_or(Ok(place), Err)
        });
        Judged { view: Some(view), outcome }
    }

    /// Finds the trust entry to whose root the token leads, and holds the token to its rules. With the place of the entry comes what could
    /// not be decided.
    fn judge_signature(
        &self,
        octets: &[u8],
        view: &mut TokenView,
    ) -> Result<(usize, Option<TokenFault>), TokenFault> {
        for (place, entry) in self.trust.iter().enumerate() {
            let Some(report) = self.verify(octets, &entry.roots, RuleSet::Rfc3161, Lists::of(entry)) else {
                continue;
            };
            if report.failed_rule() == Some(Rule::PathFound) {
                view.signer = report.signer;
                continue;
            }
            // Only a service of our own kind is held to every rule of ours.
            let strict = entry.recorder.is_some() && report.failed_rule().is_none();
            let again = strict
                .then(|| self.verify(octets, &entry.roots, RuleSet::Strict, Lists::of(entry)))
                .flatten();
            return match take(again.unwrap_or(report), view) {
                Err(fault) if !fault.is_doubt() || fault == TokenFault::IssuerUnknown => Err(fault),
                doubt => Ok((place, doubt.err())),
            };
        }
        // No root leads to it. Whether it is a token at all can be seen without one, from its own certificates.
        if let Some(report) =
            self.verify(octets, &self.evidence.certificates, RuleSet::Rfc3161, Lists::Optional)
            && report.failed_rule() != Some(Rule::PathFound)
            && !report.is_valid()
        {
            take(report, view)?;
        }
        Err(if self.speaks_for_a_known_service(&view.facts) {
            TokenFault::RootNotTrusted
        } else {
            TokenFault::IssuerUnknown
        })
    }

    fn speaks_for_a_known_service(&self, facts: &TokenFacts) -> bool {
        self.trust.iter().filter_map(|entry| entry.recorder.as_ref()).any(|recorder| {
            [&recorder.file_policy, &recorder.claim_policy].contains(&&facts.policy)
                || self.service == Some(recorder.service.as_str())
        })
    }

    /// `None` without roots that can be read. Certificates and CRLs of the package that cannot be read are left out.
    fn verify(&self, octets: &[u8], roots: &[Vec<u8>], rules: RuleSet, lists: Lists) -> Option<Report> {
        let mut roots = roots.to_vec();
        let mut certificates = self.evidence.certificates.clone();
        let mut crls = self.evidence.crls.clone();
        let is_response = TimeStampResp::decode(octets).is_ok();
        loop {
            let mut verification = Verification::new(rules, &roots).intermediates(&certificates).crls(&crls);
            match (lists, self.evidence.now) {
                (Lists::Optional, _) => verification = verification.without_revocation(),
                (Lists::InForce, Some(now)) => verification = verification.now(now),
                (Lists::InForce, None) | (Lists::OfAnyAge, _) => {}
            }
            let result = if is_response {
                verify::verify_response(octets, &verification)
            } else {
                verify::verify_token(octets, &verification)
            };
            // Each round takes one out, so this ends.
            match result {
                Ok(report) => return Some(report),
                Err(VerifyError::NoRoots) => return None,
                Err(VerifyError::Root(place)) => drop(roots.remove(place)),
                Err(VerifyError::Intermediate(place)) => drop(certificates.remove(place)),
                Err(VerifyError::Crl(place)) => drop(crls.remove(place)),
            }
        }
    }
}

fn take(report: Report, view: &mut TokenView) -> Result<(), TokenFault> {
    view.signer = report.signer;
    view.chain = report.chain;
    view.notes = report.notes;
    match report.verdict {
        Verdict::Valid => Ok(()),
        Verdict::Undecided(_) => Err(TokenFault::RevocationUnknown),
        Verdict::Invalid(failure) => {
            let fault = fault_of(failure.rule);
            view.failure = Some(failure);
            Err(fault)
        }
    }
}

/// Rules are grouped by what a person can do about them; [`TokenView::failure`] has the rule itself.
const fn fault_of(rule: Rule) -> TokenFault {
    match rule {
        Rule::ResponseStatus | Rule::ResponseModified | Rule::ResponseToken => TokenFault::Refused,
        Rule::Signature | Rule::MessageDigest => TokenFault::Signature,
        Rule::SignerCertificate
        | Rule::EssPresent
        | Rule::EssMatch
        | Rule::EssChain
        | Rule::SignatureAlgorithm
        | Rule::TsaName
        | Rule::SignerExtendedKeyUsage
        | Rule::SignerNotCa
        | Rule::SignerKeyUsage
        | Rule::SignerKeyUsageForm => TokenFault::Signer,
        Rule::SignerKeyPeriod | Rule::PathValidity => TokenFault::Expired,
        Rule::PathFound => TokenFault::IssuerUnknown,
        Rule::PathWork
        | Rule::PathCertificate
        | Rule::PathAlgorithm
        | Rule::PathSignature
        | Rule::PathCritical
        | Rule::PathCa
        | Rule::PathLength
        | Rule::PathKeyUsage
        | Rule::PathExtendedKeyUsage
        | Rule::PathNames => TokenFault::Chain,
        Rule::Revoked => TokenFault::Revoked,
        Rule::Policy => TokenFault::Policy,
        _ => TokenFault::Malformed,
    }
}
