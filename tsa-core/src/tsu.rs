//! A time-stamping unit as the protocol sees it: a certificate fit for the purpose, and what follows from it.

use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;
use sha2::{Digest as _, Sha256};

use crate::scheme::SignatureScheme;
use crate::time::UnixTime;

mod certificate;
mod parts;

use certificate::CertificateFields;
pub(crate) use parts::TokenParts;

/// A unit whose certificate has passed rows C60–C67. The private key is `tsa-keys`' business.
#[derive(Debug)]
pub struct Tsu {
    certificate: Vec<u8>,
    intermediates: Vec<Vec<u8>>,
    scheme: SignatureScheme,
    period: KeyPeriod,
    warnings: Vec<TsuWarning>,
    subject: Vec<u8>,
    subject_text: String,
    spki: Vec<u8>,
    certificate_sha256: [u8; 32],
    parts: TokenParts,
}

/// What an operator may choose about the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TsuRules {
    /// For laboratories: RSA-2048 and subjects without C, O or CN are accepted.
    pub lab: bool,
    /// For how many months after notBefore the key may sign; `None` for as long as the certificate lasts (C64).
    pub key_use_months: Option<u16>,
}

impl Default for TsuRules {
    /// 15 months (CSBR 6.3.2), no laboratory.
    fn default() -> Self {
        Self { lab: false, key_use_months: Some(15) }
    }
}

/// When the key may sign: all that are given must hold (C63, C64). Ends are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPeriod {
    /// The certificate's notBefore.
    pub not_before: UnixTime,
    /// The certificate's notAfter.
    pub not_after: UnixTime,
    /// privateKeyUsagePeriod.notBefore.
    pub private_from: Option<UnixTime>,
    /// privateKeyUsagePeriod.notAfter.
    pub private_until: Option<UnixTime>,
    /// The end of the key-use limit.
    pub use_until: Option<UnixTime>,
    /// When the private key must have been removed: 18 months after notBefore (CSBR 6.3.2, C64).
    pub removal_due: UnixTime,
}

impl KeyPeriod {
    /// The last moment at which the key may sign.
    #[must_use]
    pub fn end(&self) -> UnixTime {
        [self.private_until, self.use_until].into_iter().flatten().fold(self.not_after, Ord::min)
    }

    /// Whether the key may sign at `time`, which has to be genTime (C63).
    ///
    /// # Errors
    /// [`NotUsable`] says which bound is broken.
    pub fn check(&self, time: UnixTime) -> Result<(), NotUsable> {
        if time < self.not_before {
            Err(NotUsable::NotYetValid(self.not_before))
        } else if time > self.not_after {
            Err(NotUsable::Expired(self.not_after))
        } else if self.private_from.is_some_and(|from| time < from) {
            Err(NotUsable::BeforePrivateKeyUsagePeriod)
        } else if self.private_until.is_some_and(|until| time > until) {
            Err(NotUsable::AfterPrivateKeyUsagePeriod)
        } else if let Some(until) = self.use_until.filter(|until| time > *until) {
            Err(NotUsable::KeyUseLimitPassed(until))
        } else {
            Ok(())
        }
    }
}

/// Why the key may not sign at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUsable {
    /// Before notBefore.
    #[error("the certificate is not valid before {0}")]
    NotYetValid(UnixTime),
    /// After notAfter.
    #[error("the certificate expired at {0}")]
    Expired(UnixTime),
    /// Before the start of privateKeyUsagePeriod.
    #[error("the certificate's private key usage period has not begun")]
    BeforePrivateKeyUsagePeriod,
    /// After the end of privateKeyUsagePeriod.
    #[error("the certificate's private key usage period is over")]
    AfterPrivateKeyUsagePeriod,
    /// After the key-use limit.
    #[error("the key-use limit passed at {0}")]
    KeyUseLimitPassed(UnixTime),
}

/// Why a certificate cannot belong to a unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TsuError {
    /// Not a DER certificate, or one that breaks RFC 5280 where we look.
    #[error("the certificate is not well-formed DER (RFC 5280)")]
    Malformed,
    /// Not version 3.
    #[error("the certificate is not version 3")]
    NotVersion3,
    /// Signed by its issuer with an algorithm that is not accepted.
    #[error("the certificate is signed with {0}, which is not accepted (SHA-256 or better is required)")]
    IssuerSignature(ObjectIdentifier),
    /// No extendedKeyUsage timeStamping (RFC 3161 §2.3, C60).
    #[error("the certificate lacks the extended key usage timeStamping (RFC 3161 §2.3)")]
    NoTimeStampingPurpose,
    /// extendedKeyUsage is not critical (RFC 3161 §2.3, C60).
    #[error("the certificate's extended key usage is not critical (RFC 3161 §2.3)")]
    PurposeNotCritical,
    /// extendedKeyUsage names more than timeStamping (RFC 3161 §2.3, C60).
    #[error("the certificate's extended key usage must be timeStamping alone (RFC 3161 §2.3)")]
    OtherPurposes,
    /// A CA certificate (C61).
    #[error(
        "the certificate is a CA certificate; a time-stamping key must sign nothing else (RFC 3161 §2.1)"
    )]
    IsAuthority,
    /// keyUsage allows something else than signing (C62).
    #[error("the certificate's key usage must be digitalSignature and/or nonRepudiation only")]
    KeyUsage,
    /// A critical extension that verifiers do not process, and therefore refuse (RFC 5280 §4.2).
    #[error("the certificate has the critical extension {0}, for which verifiers refuse it (RFC 5280 §4.2)")]
    CriticalExtension(ObjectIdentifier),
    /// A key we cannot sign with.
    #[error("the certificate's key is neither P-256, P-384 nor RSA")]
    UnsupportedKey,
    /// An RSA key below the limit (C65).
    #[error("the certificate's RSA key has {bits} bits; at least {least} are required")]
    KeyTooSmall {
        /// Bits of the modulus.
        bits: u32,
        /// What the rules ask for.
        least: u32,
    },
    /// The key cannot sign by the scheme that was configured.
    #[error("the certificate's key does not fit the signature scheme {}", .0.name())]
    SchemeMismatch(SignatureScheme),
    /// The subject lacks attributes (C67).
    #[error("the certificate's subject lacks {0} (EN 319 422 §6.2)")]
    Subject(String),
    /// An intermediate is not a DER certificate.
    #[error("certificate {0} of the chain is not well-formed DER (RFC 5280)")]
    MalformedIntermediate(usize),
    /// An intermediate did not issue the certificate before it.
    #[error("certificate {0} of the chain is not the issuer of the one before it; the order is leaf first")]
    ChainOrder(usize),
}

/// What does not stop a start but should be put right (C64, C66).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TsuWarning {
    /// authorityKeyIdentifier is missing.
    #[error("the certificate has no authority key identifier")]
    NoAuthorityKeyIdentifier,
    /// No caIssuers address.
    #[error(
        "the certificate does not say where its issuer's certificate is (AIA caIssuers): PDF signatures made with it cannot be kept for long"
    )]
    NoIssuerAddress,
    /// No CRL address.
    #[error("the certificate does not say where its revocation list is (CRL distribution point)")]
    NoCrlAddress,
    /// Valid for more than 135 months.
    #[error("the certificate is valid for more than 135 months (CSBR 6.3.2)")]
    LongValidity,
}

impl Tsu {
    /// Checks a signer certificate and its chain (leaf's issuer first, no root needed) and encodes all that every
    /// token of this unit shares.
    ///
    /// The order and names of the chain are checked here, its signatures by whoever installs it.
    ///
    /// # Errors
    /// [`TsuError`] names the first rule that is broken.
    pub fn new(
        certificate: &[u8],
        intermediates: &[Vec<u8>],
        scheme: SignatureScheme,
        rules: &TsuRules,
    ) -> Result<Self, TsuError> {
        let parsed = certificate::parse(certificate)?;
        let (period, warnings) = certificate::check(&parsed, scheme, rules)?;
        let fields = CertificateFields::read(certificate).map_err(|_| TsuError::Malformed)?;
        check_chain(&fields, intermediates)?;
        Ok(Self {
            parts: TokenParts::new(scheme, certificate, &fields, intermediates),
            certificate: certificate.to_vec(),
            intermediates: intermediates.to_vec(),
            scheme,
            period,
            warnings,
            subject: fields.subject.to_vec(),
            subject_text: certificate::subject_text(&parsed),
            spki: fields.spki.to_vec(),
            certificate_sha256: Sha256::digest(certificate).into(),
        })
    }

    /// The signer's certificate, as it was given.
    #[must_use]
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    /// The certificates above it, its issuer first.
    #[must_use]
    pub fn intermediates(&self) -> &[Vec<u8>] {
        &self.intermediates
    }

    /// SHA-256 of the signer's certificate.
    #[must_use]
    pub const fn certificate_sha256(&self) -> &[u8; 32] {
        &self.certificate_sha256
    }

    /// How this unit signs.
    #[must_use]
    pub const fn scheme(&self) -> SignatureScheme {
        self.scheme
    }

    /// When it may sign.
    #[must_use]
    pub const fn period(&self) -> &KeyPeriod {
        &self.period
    }

    /// What should be put right.
    #[must_use]
    pub fn warnings(&self) -> &[TsuWarning] {
        &self.warnings
    }

    /// The subject Name element of the certificate.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        &self.subject
    }

    /// The subject for people (RFC 4514).
    #[must_use]
    pub fn subject_text(&self) -> &str {
        &self.subject_text
    }

    /// The SubjectPublicKeyInfo element of the certificate.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }

    pub(crate) const fn parts(&self) -> &TokenParts {
        &self.parts
    }
}

/// RFC 5280 §6.1: each certificate's issuer is the next one's subject.
fn check_chain(signer: &CertificateFields<'_>, intermediates: &[Vec<u8>]) -> Result<(), TsuError> {
    let mut issuer = signer.issuer;
    for (position, der) in (2usize..).zip(intermediates) {
        let fields = CertificateFields::read(der).map_err(|_| TsuError::MalformedIntermediate(position))?;
        if fields.subject != issuer {
            return Err(TsuError::ChainOrder(position));
        }
        issuer = fields.issuer;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
