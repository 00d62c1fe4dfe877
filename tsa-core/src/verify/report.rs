//! What the verifier says.

use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::rules::Rule;
use super::signature::SignatureError;
use crate::asn1::Oid;
use crate::asn1::pki_status::{PkiFailureInfo, PkiStatus};
use crate::imprint::HashAlgorithm;
use crate::leaf::TokenEntry;
use crate::time::UnixTime;

/// The result of one verification: the verdict, and what could be read on the way to it.
///
/// The facts are what the token says; only a [`Verdict::Valid`] makes them true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether the token may be relied on.
    pub verdict: Verdict,
    /// What was tolerated or left unasked.
    pub notes: Vec<Note>,
    /// The status of the response, when a response was given.
    pub status: Option<ResponseStatus>,
    /// What the TSTInfo says, as far as it could be read.
    pub token: Option<TokenFacts>,
    /// The signer's certificate in DER, once it was found.
    pub signer: Option<Vec<u8>>,
    /// The path from the signer to the root, both included, in DER, once it was found.
    pub chain: Vec<Vec<u8>>,
}

impl Report {
    /// True only for [`Verdict::Valid`].
    #[must_use]
    pub fn is_valid(&self) -> bool {
        matches!(self.verdict, Verdict::Valid)
    }

    /// The entry of the public log that the token must have; `None` when the TSTInfo or the signer was not found. It says
    /// nothing about a token that is not valid.
    #[must_use]
    pub fn log_entry(&self) -> Option<TokenEntry> {
        TokenEntry::of_token(&self.token.as_ref()?.tst_info, self.signer.as_ref()?).ok()
    }

    /// The rule that failed first, if one did.
    #[must_use]
    pub fn failed_rule(&self) -> Option<Rule> {
        match &self.verdict {
            Verdict::Invalid(failure) => Some(failure.rule),
            Verdict::Valid | Verdict::Undecided(_) => None,
        }
    }
}

/// Whether a token may be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every rule is kept and every question was answered.
    Valid,
    /// A rule is broken.
    Invalid(Failure),
    /// Every rule that could be asked is kept, but one question has no answer.
    Undecided(Doubt),
}

/// The first rule that was found broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: Rule,
    /// What the signature check said, where one was made.
    pub cause: Option<SignatureError>,
    /// The certificate (DER) that breaks the rule, where it is one of the path.
    pub certificate: Option<Vec<u8>>,
    /// Why and when that certificate was revoked, for [`Rule::Revoked`].
    pub revocation: Option<Revocation>,
}

impl Failure {
    pub(super) fn with_cause(rule: Rule, cause: SignatureError) -> Self {
        Self { cause: Some(cause), ..Self::from(rule) }
    }

    pub(super) fn of_certificate(mut self, der: &[u8]) -> Self {
        self.certificate = Some(der.to_vec());
        self
    }
}

impl From<Rule> for Failure {
    fn from(rule: Rule) -> Self {
        Self { rule, cause: None, certificate: None, revocation: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)?;
        if let Some(cause) = &self.cause {
            write!(f, " ({cause})")?;
        }
        if let Some(revocation) = &self.revocation {
            write!(f, " ({revocation})")?;
        }
        Ok(())
    }
}

/// An entry of a CRL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Revocation {
    /// `revocationDate`.
    pub at: UnixTime,
    /// The reason, when one was written.
    pub reason: Option<CrlReason>,
}

impl fmt::Display for Revocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "revoked at {}, ", self.at)?;
        match self.reason {
            Some(reason) => write!(f, "reason {}", reason.name()),
            None => f.write_str("no reason given"),
        }
    }
}

/// `CRLReason` (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the RFC's")]
pub enum CrlReason {
    Unspecified,
    KeyCompromise,
    CaCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    CertificateHold,
    RemoveFromCrl,
    PrivilegeWithdrawn,
    AaCompromise,
}

impl CrlReason {
    /// The RFC's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::RemoveFromCrl => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
            Self::AaCompromise => "aACompromise",
        }
    }

    /// From the ENUMERATED value; 7 is unused.
    #[must_use]
    pub const fn from_value(value: u32) -> Option<Self> {
        Some(match value {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => return None,
        })
    }

    /// RFC 3161 §4 (1): tokens made before such a revocation stay valid.
    pub(super) const fn spares_earlier_tokens(self) -> bool {
        matches!(
            self,
            Self::Unspecified | Self::AffiliationChanged | Self::Superseded | Self::CessationOfOperation
        )
    }
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No usable CRL issued after genTime covers this certificate (DER).
    RevocationNotChecked {
        /// The certificate whose status is unknown.
        certificate: Vec<u8>,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RevocationNotChecked { .. } => f.write_str(
                "revocation not checked: no usable CRL issued after the token's time covers every certificate of the path",
            ),
        }
    }
}

/// Something the reader should know that does not decide the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// A rule of [`super::RuleSet::Strict`] that this token does not keep and [`super::RuleSet::Rfc3161`] does not ask for.
    Tolerated(Rule),
    /// The caller asked not to look at revocation.
    RevocationNotAsked,
    /// A certificate of the path is revoked since, for a reason that leaves earlier tokens valid (RFC 3161 §4).
    RevokedLater(Revocation),
    /// The caller expected nothing of what was time-stamped: neither data nor a digest nor a request.
    ImprintNotCompared,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tolerated(rule) => write!(f, "tolerated: {rule}"),
            Self::RevocationNotAsked => f.write_str("revocation was not asked about"),
            Self::RevokedLater(entry) => write!(f, "a certificate is {entry}; earlier tokens stay valid"),
            Self::ImprintNotCompared => f.write_str("the token was not compared with any data"),
        }
    }
}

/// The PKIStatusInfo of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseStatus {
    /// The status, if it is one that the RFC knows.
    pub status: Option<PkiStatus>,
    /// The failures named.
    pub failures: Vec<PkiFailureInfo>,
    /// The texts of statusString. They are the server's words: show them as such.
    pub texts: Vec<alloc::string::String>,
}

/// What a TSTInfo says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFacts {
    /// The policy.
    pub policy: Oid,
    /// The hash algorithm of the imprint.
    pub hash: HashAlgorithm,
    /// The digest that was time-stamped.
    pub hashed_message: Vec<u8>,
    /// The content octets of the serial number.
    pub serial: Vec<u8>,
    /// The time, fractions included.
    pub gen_time: UnixTime,
    /// The bound stated around it.
    pub accuracy: Option<Duration>,
    /// Whether the TSA says that its tokens can be ordered by genTime alone.
    pub ordering: bool,
    /// The content octets of the nonce.
    pub nonce: Option<Vec<u8>>,
    /// The DER of the whole TSTInfo.
    pub tst_info: Vec<u8>,
}
