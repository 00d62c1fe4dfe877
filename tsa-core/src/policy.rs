//! What a profile promises, and the decision whether a request may be granted.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::time::Duration;

use crate::asn1::Oid;
use crate::asn1::encode::{self, tlv};
use crate::asn1::oid;
use crate::draft::Draft;
use crate::imprint::HashAlgorithms;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::serial::SerialNumber;
use crate::time::{Accuracy, GenTime, GenTimeUnit, TimeReading, TimeState, UnixTime};
use crate::tsu::Tsu;

/// What an operator decides about a profile; [`Policy::new`] checks that it can be kept.
#[derive(Clone, Debug)]
pub struct PolicySettings {
    /// The profile's name, for records and logs.
    pub profile: String,
    /// The policies it issues under; the first is used when a request names none.
    pub policies: Vec<Oid>,
    /// The hash algorithms it accepts.
    pub hashes: HashAlgorithms,
    /// The bound stated in every token.
    pub accuracy: Accuracy,
    /// The largest clock error with which it issues.
    pub max_error: Duration,
    /// The step in which it states time.
    pub unit: GenTimeUnit,
    /// Whether its times are strictly increasing, and its tokens say so.
    pub ordering: bool,
    /// Whether its tokens name the TSA.
    pub tsa_name: TsaName,
    /// Whether its tokens carry the statement of a qualified time-stamp (EN 319 422 §9.1).
    pub qualified: bool,
    /// What goes into the certificates field when it is asked for.
    pub certificates: CertificatesField,
}

/// The optional `tsa` field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TsaName {
    /// Left out: it is a hint only, and one more thing to mismatch.
    #[default]
    Absent,
    /// The subject of the signer's certificate (C35).
    Subject,
}

/// The certificates that a token carries when the request asks for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CertificatesField {
    /// The signer's and its intermediates.
    #[default]
    Chain,
    /// The signer's alone.
    SignerOnly,
}

/// Why settings cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// RFC 3161 §2.4.2: policy is always present.
    #[error("at least one policy is needed")]
    NoPolicy,
    /// The same policy twice.
    #[error("policy {0} is listed twice")]
    DuplicatePolicy(Oid),
    /// More than 255 content octets: the public log has one octet for its length.
    #[error("policy {0} is longer than 255 octets")]
    PolicyTooLong(Oid),
    /// The ETSI best-practice policy claims rules that no profile of this version enforces (C79).
    #[error(
        "policy {0} may only be used by a profile that keeps EN 319 421, which this version cannot enforce"
    )]
    ReservedPolicy(Oid),
    /// C30: the bound could not be kept.
    #[error(
        "accuracy is below {least:?}: it must be at least the unit of genTime ({unit:?}) and twice max-error"
    )]
    AccuracyTooSmall {
        /// The least accuracy that can be kept.
        least: Duration,
        /// The unit of genTime.
        unit: Duration,
    },
    /// C34: whole seconds would allow one token a second.
    #[error("ordering needs fraction digits: with whole seconds only one token a second could be issued")]
    OrderingNeedsFractions,
}

/// A profile's rules, checked; cheap to clone.
#[derive(Clone, Debug)]
pub struct Policy(Arc<Rules>);

#[derive(Debug)]
struct Rules {
    settings: PolicySettings,
    accuracy_der: Vec<u8>,
}

impl Policy {
    /// Checks that the settings can be kept.
    ///
    /// # Errors
    /// [`PolicyError`].
    pub fn new(settings: PolicySettings) -> Result<Self, PolicyError> {
        check_policies(&settings.policies)?;
        let unit = settings.unit.duration();
        let least = unit.max(settings.max_error.saturating_mul(2));
        if settings.accuracy.as_duration() < least {
            return Err(PolicyError::AccuracyTooSmall { least, unit });
        }
        if settings.ordering && settings.unit == GenTimeUnit::Second {
            return Err(PolicyError::OrderingNeedsFractions);
        }
        Ok(Self(Arc::new(Rules { accuracy_der: settings.accuracy.to_der(), settings })))
    }

    /// What was decided by the operator.
    #[must_use]
    pub fn settings(&self) -> &PolicySettings {
        &self.0.settings
    }

    /// The hash algorithms that [`Request::decode`] shall accept.
    #[must_use]
    pub fn hashes(&self) -> &HashAlgorithms {
        &self.0.settings.hashes
    }

    /// Decides whether a request may be granted by this unit, in the order of conformance row C15: policy, extensions,
    /// time. The reading of the time that counts is taken later, by [`Grant::gen_time`].
    ///
    /// # Errors
    /// The [`Refusal`] of the first check that fails.
    pub fn decide(&self, request: Request, time: TimeState, tsu: &Arc<Tsu>) -> Result<Grant, Refusal> {
        let policies = &self.0.settings.policies;
        let policy = match request.req_policy() {
            // RFC 3161 §2.4.1: if the TSA does not support the policy, unacceptedPolicy; else the token has the same.
            Some(wanted) => {
                policies.iter().position(|policy| policy == wanted).ok_or(Refusal::UnacceptedPolicy)?
            }
            None => 0,
        };
        // RFC 3161 §2.4.1: if an extension, critical or not, is not recognised: no token, unacceptedExtension.
        if request.has_extensions() {
            return Err(Refusal::UnacceptedExtension);
        }
        if time == TimeState::Lost {
            return Err(Refusal::TimeNotAvailable);
        }
        Ok(Grant { rules: Arc::clone(&self.0), tsu: Arc::clone(tsu), policy, request })
    }
}

fn check_policies(policies: &[Oid]) -> Result<(), PolicyError> {
    if policies.is_empty() {
        return Err(PolicyError::NoPolicy);
    }
    let btsp = Oid::from(BEST_PRACTICES_POLICY);
    for (position, policy) in policies.iter().enumerate() {
        if policies.iter().take(position).any(|earlier| earlier == policy) {
            return Err(PolicyError::DuplicatePolicy(policy.clone()));
        }
        if policy.as_bytes().len() > usize::from(u8::MAX) {
            return Err(PolicyError::PolicyTooLong(policy.clone()));
        }
        if *policy == btsp {
            return Err(PolicyError::ReservedPolicy(policy.clone()));
        }
    }
    Ok(())
}

/// Leave to issue one token: what it will say but for time and serial number, and which unit signs it.
#[derive(Debug)]
pub struct Grant {
    rules: Arc<Rules>,
    tsu: Arc<Tsu>,
    policy: usize,
    request: Request,
}

impl Grant {
    /// The name of the profile that granted it.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.rules.settings.profile
    }

    /// The unit that shall sign.
    #[must_use]
    pub const fn tsu(&self) -> &Arc<Tsu> {
        &self.tsu
    }

    /// The policy of the token.
    #[must_use]
    pub fn policy(&self) -> &Oid {
        // `decide` took the index from this list, which does not change.
        self.rules
            .settings
            .policies
            .get(self.policy)
            .unwrap_or_else(|| unreachable!("an index into the policies"))
    }

    /// Fixes genTime from the reading that counts and checks that the key may sign at that time (C30, C63).
    ///
    /// # Errors
    /// [`Refusal::TimeNotAvailable`], [`Refusal::UnitNotUsable`].
    pub fn gen_time(&self, reading: &TimeReading, last: Option<UnixTime>) -> Result<GenTime, Refusal> {
        let settings = &self.rules.settings;
        // C71: beyond the limit the time counts as unknown.
        if reading.error > settings.max_error {
            return Err(Refusal::TimeNotAvailable);
        }
        let gen_time = reading.gen_time(last, settings.unit, settings.accuracy, settings.ordering)?;
        self.tsu.period().check(gen_time.time()).map_err(|_| Refusal::UnitNotUsable)?;
        Ok(gen_time)
    }

    /// Writes down what the token will say. Only a recorded draft can be signed: `tsa-keys` takes nothing else.
    #[must_use]
    pub fn draft(self, serial: SerialNumber, gen_time: GenTime) -> Draft {
        let tst_info = self.tst_info(serial, gen_time);
        // RFC 3161 §2.4.1: certificates only when asked for (C12).
        let certificates = self.request.cert_req().then_some(self.rules.settings.certificates);
        Draft::new(self.tsu, tst_info, certificates, serial, gen_time)
    }

    /// The DER of the TSTInfo, fields in the order of RFC 3161 §2.4.2.
    fn tst_info(&self, serial: SerialNumber, gen_time: GenTime) -> Vec<u8> {
        let settings = &self.rules.settings;
        let nonce = self.request.nonce().map(|nonce| tlv(encode::INTEGER, &[nonce.as_bytes()]));
        let tsa = match settings.tsa_name {
            TsaName::Absent => None,
            // tsa [0] is EXPLICIT and directoryName [4] is, both over a CHOICE (X.680 §31.2.7; C23).
            TsaName::Subject => {
                Some(tlv(encode::context(0), &[&tlv(encode::context(4), &[self.tsu.subject_der()])]))
            }
        };
        // X.690 §11.5: ordering FALSE is the default and is left out (C33).
        let ordering: &[u8] = if settings.ordering { &[encode::BOOLEAN, 1, 0xff] } else { &[] };
        let extensions = settings.qualified.then(qualified_statement);
        tlv(
            encode::SEQUENCE,
            &[
                &[encode::INTEGER, 1, 1],
                &self.policy().to_der(),
                self.request.message_imprint().der(),
                &tlv(encode::INTEGER, &[serial.as_bytes()]),
                &gen_time.to_der(),
                &self.rules.accuracy_der,
                ordering,
                nonce.as_deref().unwrap_or_default(),
                tsa.as_deref().unwrap_or_default(),
                extensions.as_deref().unwrap_or_default(),
            ],
        )
    }
}

/// `[1] IMPLICIT Extensions` with qcStatements {esi4-qtstStatement-1}, not critical (EN 319 422 §9.1; C36).
fn qualified_statement() -> Vec<u8> {
    let statement = tlv(encode::SEQUENCE, &[&Oid::from(oid::QTST_STATEMENT_1).to_der()]);
    let value = tlv(encode::OCTET_STRING, &[&tlv(encode::SEQUENCE, &[&statement])]);
    let extension = tlv(encode::SEQUENCE, &[&Oid::from(oid::QC_STATEMENTS).to_der(), &value]);
    tlv(encode::context(1), &[&extension])
}

/// itu-t(0) identified-organization(4) etsi(0) time-stamp-policy(2023) policy-identifiers(1) best-practices(1):
/// EN 319 421 §5.2.
const BEST_PRACTICES_POLICY: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("0.4.0.2023.1.1");

#[cfg(test)]
mod tests;
