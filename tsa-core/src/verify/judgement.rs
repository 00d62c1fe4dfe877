//! One verification from beginning to end, in the order of [`Rule::ALL`].

use alloc::vec::Vec;

use super::certificate::Certificate;
use super::check::Check;
use super::crl::Crl;
use super::path::PathQuery;
use super::report::{Doubt, Failure, Note, Report, Verdict};
use super::revocation::{self, Moments, Status};
use super::rules::{Rule, RuleSet};
use super::tlv::Malformed;
use super::{
    Verification, VerifyError, attributes, ber, cms, expectations, framing, response, signer, tst_info,
};
use crate::asn1::tsp::TimeStampResp;
use crate::time::UnixTime;

/// The caller's question with its certificates and CRLs read, and the report as it grows.
pub(super) struct Judgement<'v> {
    verification: &'v Verification<'v>,
    roots: Vec<Certificate<'v>>,
    intermediates: Vec<Certificate<'v>>,
    crls: Vec<Crl<'v>>,
    check: Check,
    report: Report,
}

impl<'v> Judgement<'v> {
    pub(super) fn prepare(verification: &'v Verification<'v>) -> Result<Self, VerifyError> {
        let roots = read_all(verification.roots, Certificate::read, VerifyError::Root)?;
        if roots.is_empty() {
            return Err(VerifyError::NoRoots);
        }
        Ok(Self {
            verification,
            roots,
            intermediates: read_all(
                verification.intermediates,
                Certificate::read,
                VerifyError::Intermediate,
            )?,
            crls: read_all(verification.crls, Crl::read, VerifyError::Crl)?,
            check: Check::new(verification.rules),
            report: Report {
                verdict: Verdict::Valid,
                notes: Vec::new(),
                status: None,
                token: None,
                signer: None,
                chain: Vec::new(),
            },
        })
    }

    pub(super) fn of_response(mut self, octets: &[u8]) -> Report {
        let outcome = self.judge_response(octets);
        self.conclude(outcome)
    }

    pub(super) fn of_token(mut self, token: &[u8]) -> Report {
        let outcome = self.judge_token(token);
        self.conclude(outcome)
    }

    fn conclude(self, outcome: Result<Option<Doubt>, Failure>) -> Report {
        let verdict = match outcome {
            Ok(None) => Verdict::Valid,
            Ok(Some(doubt)) => Verdict::Undecided(doubt),
            Err(failure) => Verdict::Invalid(failure),
        };
        Report { verdict, notes: self.check.notes, ..self.report }
    }

    fn judge_response(&mut self, octets: &[u8]) -> Result<Option<Doubt>, Failure> {
        if octets.len() > MAX_SIZE {
            return Err(Rule::TokenSize.into());
        }
        let relaxed;
        let response = match TimeStampResp::decode(octets) {
            Ok(response) => response,
            Err(_) if self.verification.rules == RuleSet::Strict => return Err(Rule::ResponseSyntax.into()),
            Err(_) => {
                // BER around the token is put into DER here, so that the token's own check no longer sees it.
                self.check.strictly(Rule::ResponseSyntax, false)?;
                relaxed = ber::to_der(octets).map_err(|Malformed| Rule::ResponseSyntax)?;
                TimeStampResp::decode(&relaxed).map_err(|_| Rule::ResponseSyntax)?
            }
        };
        let status = response::status(&response);
        let token = response::token(&response, &status, &mut self.check);
        self.report.status = Some(status);
        self.judge_token(token?)
    }

    fn judge_token(&mut self, token: &[u8]) -> Result<Option<Doubt>, Failure> {
        if token.len() > MAX_SIZE {
            return Err(Rule::TokenSize.into());
        }
        let framed = framing::to_der(token).map_err(|Malformed| Rule::TokenDer)?;
        self.check.strictly(Rule::TokenDer, framed.was_der)?;
        let signed = cms::read(framed.octets(), &mut self.check)?;
        if let Some(request) = self.verification.request {
            self.check.strictly(Rule::CertificatesWanted, signed.has_certificates == request.cert_req())?;
        }
        let attributes = attributes::read(&signed, &mut self.check)?;

        // From here on `pool` holds every certificate that may be used, and `signer` is the only one that signed.
        let embedded: Vec<Certificate<'_>> =
            signed.certificates.iter().filter_map(|der| Certificate::read(der).ok()).collect();
        self.check.strictly(Rule::PathCertificate, embedded.len() == signed.certificates.len())?;
        let pool: Vec<Certificate<'_>> =
            embedded.into_iter().chain(self.intermediates.iter().cloned()).collect();
        let signer =
            signer::find(&signed.signer.sid, &attributes.signing_certificate, &pool, &mut self.check)?;
        self.report.signer = Some(signer.der.to_vec());
        signer::verify(&signed.signer, &attributes.to_be_signed, signer, &mut self.check)?;

        let info = tst_info::read(signed.econtent)?;
        let facts = tst_info::facts(signed.econtent, &info, &mut self.check)?;
        let gen_time = facts.gen_time;
        let facts = &*self.report.token.insert(facts);
        tst_info::check_tsa(&info, signer, &mut self.check)?;
        check_signing_time(attributes.signing_time, gen_time, &mut self.check)?;
        signer::check_profile(signer, gen_time.as_secs(), &mut self.check)?;
        expectations::compare(&info, facts, self.verification, &mut self.check)?;
        self.judge_path(signer, &pool, &attributes, gen_time)
    }

    fn judge_path(
        &mut self,
        signer: &Certificate<'_>,
        pool: &[Certificate<'_>],
        attributes: &attributes::Attributes<'_>,
        gen_time: UnixTime,
    ) -> Result<Option<Doubt>, Failure> {
        let mut times = Vec::from([gen_time.as_secs()]);
        times.extend(self.verification.also_at.map(UnixTime::as_secs));
        // RFC 5035 §3: identifiers after the first one limit which certificates may be used.
        let allowed: Vec<Certificate<'_>> =
            pool.iter().filter(|issuer| attributes.signing_certificate.allows(issuer)).cloned().collect();
        let query = PathQuery { signer, pool: &allowed, roots: &self.roots, times: &times };
        let path = query.find().map_err(|failure| {
            let unlimited = PathQuery { pool, ..query };
            if allowed.len() < pool.len() && unlimited.find().is_ok() {
                Rule::EssChain.into()
            } else {
                failure
            }
        })?;
        self.report.chain = path.iter().map(|certificate| certificate.der.to_vec()).collect();
        judge_revocation(&path, &self.crls, self.verification, gen_time, &mut self.check)
    }
}

/// Asks about every certificate of `path` but the root.
fn judge_revocation(
    path: &[&Certificate<'_>],
    crls: &[Crl<'_>],
    verification: &Verification<'_>,
    gen_time: UnixTime,
    check: &mut Check,
) -> Result<Option<Doubt>, Failure> {
    let moments = Moments { gen_time: gen_time.as_secs(), now: verification.now.map(UnixTime::as_secs) };
    let mut doubt = None;
    for (certificate, issuer) in path.iter().zip(path.iter().skip(1)) {
        match revocation::status(certificate, issuer, crls, moments)? {
            Status::Good => {}
            Status::RevokedLater(revocation) => check.note(Note::RevokedLater(revocation)),
            Status::Unknown if doubt.is_none() => {
                doubt = Some(Doubt::RevocationNotChecked { certificate: certificate.der.to_vec() });
            }
            Status::Unknown => {}
        }
    }
    if doubt.is_some() && !verification.ask_revocation {
        check.note(Note::RevocationNotAsked);
        return Ok(None);
    }
    Ok(doubt)
}

/// Row C51: signingTime says the same as genTime, to the second.
fn check_signing_time(
    signing_time: Option<u64>,
    gen_time: UnixTime,
    check: &mut Check,
) -> Result<(), Failure> {
    check.strictly(Rule::SigningTime, signing_time.is_none_or(|time| time == gen_time.as_secs()))
}

fn read_all<'v, T>(
    all: &'v [Vec<u8>],
    read: impl Fn(&'v [u8]) -> Result<T, Malformed>,
    error: impl Fn(usize) -> VerifyError,
) -> Result<Vec<T>, VerifyError> {
    all.iter().enumerate().map(|(n, der)| read(der).map_err(|Malformed| error(n))).collect()
}

/// Far above any real token (about 10 KiB), far below what could hurt.
const MAX_SIZE: usize = 256 * 1024;
