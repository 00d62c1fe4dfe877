//! What is checked before a CA signs anything.

use der::{
    Decode, Encode, Sequence,
    asn1::{ObjectIdentifier, UintRef},
};
use jiff::{Timestamp, ToSpan};
use spki::SubjectPublicKeyInfoRef;
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, KeyUsage, SubjectKeyIdentifier},
    name::Name,
};

use crate::{CertificateSpec, Issuer, Role, SignError, extension, software::SoftwareKey, subject};

/// Why a certificate or a CRL was not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The CA key is not that of the issuer's certificate.
    #[error(
        "the CA key does not belong to the issuer's certificate: use the key that this certificate names"
    )]
    OtherKey,
    /// The issuer's certificate cannot be read.
    #[error("the issuer's certificate cannot be read: it must be one X.509 certificate")]
    IssuerMalformed(#[source] der::Error),
    /// The issuer is no CA.
    #[error(
        "the issuer's certificate is not that of a CA that may sign certificates and CRLs (basicConstraints, \
             keyUsage)"
    )]
    IssuerNotCa,
    /// The chain would become longer than an issuer allows.
    #[error(
        "path-length {asked} is not possible below an issuer whose path length is {allowed}: lower it, or issue \
             from a CA higher up"
    )]
    PathLength {
        /// What the new CA asks for.
        asked: u8,
        /// What the issuer's certificate says.
        allowed: u8,
    },
    /// A root that is not self-signed, or something else that is.
    #[error("a root certificate is self-signed, and only a root certificate is")]
    RootAndSelfSigned,
    /// The validity is not a period.
    #[error("the validity ends before it begins, or the key-use period ends outside it")]
    Validity,
    /// The certificate would be valid outside the validity of its issuer.
    #[error(
        "the certificate would be valid until {not_after}, its issuer only from {first} until {last}: choose a \
             shorter validity, or renew the issuer first"
    )]
    OutsideIssuer {
        /// What was asked for.
        not_after: Timestamp,
        /// First moment of the issuer.
        first: Timestamp,
        /// Last moment of the issuer.
        last: Timestamp,
    },
    /// A TSU certificate that is valid for too long (C66).
    #[error(
        "a TSU certificate is valid for at most {MAX_TSU_MONTHS} months (CSBR 6.3.2): choose a shorter validity"
    )]
    TooLong,
    /// A TSU without a complete name (C67).
    #[error(
        "the name of a TSU has a country, an organisation and a common name (EN 319 422 §6.2): this one lacks some"
    )]
    IncompleteName,
    /// A key that is too weak (C65).
    #[error(
        "the key is too weak or of a kind that is not certified: RSA of at least 3072 bits, P-256, P-384 or P-521"
    )]
    WeakKey,
    /// A URL that no client follows.
    #[error(
        "`{0}` is no URL for a certificate: it must begin with http:// or https:// and be plain ASCII without spaces"
    )]
    Url(String),
    /// A CRL whose next update is not after this one.
    #[error("the CRL's next update is not later than its this-update")]
    CrlDates,
    /// A revoked serial that is no serial.
    #[error("a revoked serial number is empty or longer than 20 octets")]
    RevokedSerial,
    /// The operating system gave no randomness.
    #[error("the operating system gives no random numbers: nothing was issued")]
    NoRandomness,
    /// Something cannot be encoded.
    #[error("the certificate or CRL cannot be encoded")]
    Encode(#[from] der::Error),
    /// The CA key did not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What of its issuer goes into a certificate.
pub(crate) struct IssuerFacts {
    pub(crate) name: Name,
    /// None for a root: RFC 5280 §4.2.1.1 lets a self-signed certificate leave it out.
    pub(crate) key_identifier: Option<SubjectKeyIdentifier>,
}

/// Checks a specification against the rules and against its issuer.
pub(crate) fn check(key: &SoftwareKey, spec: &CertificateSpec) -> Result<IssuerFacts, IssueError> {
    check_dates(spec)?;
    check_subject(spec)?;
    for url in spec.ca_issuers.iter().chain(&spec.crl_urls) {
        check_url(url)?;
    }
    match (&spec.issuer, spec.role) {
        (Issuer::SelfSigned, Role::Root { .. }) if spec.spki_der == key.spki_der() => {
            Ok(IssuerFacts { name: spec.subject.clone(), key_identifier: None })
        }
        (Issuer::SelfSigned, Role::Root { .. }) => Err(IssueError::OtherKey),
        (Issuer::Certificate(der), Role::Issuing { .. } | Role::Tsu) => {
            let issuer = IssuerCertificate::decode(der, key)?;
            issuer.check_above(spec)?;
            Ok(IssuerFacts { name: issuer.name, key_identifier: Some(issuer.key_identifier) })
        }
        _ => Err(IssueError::RootAndSelfSigned),
    }
}

/// The certificate of a CA whose key is at hand.
pub(crate) struct IssuerCertificate {
    pub(crate) name: Name,
    pub(crate) key_identifier: SubjectKeyIdentifier,
    pub(crate) not_before: Timestamp,
    not_after: Timestamp,
    path_length: Option<u8>,
}

impl IssuerCertificate {
    pub(crate) fn decode(der: &[u8], key: &SoftwareKey) -> Result<Self, IssueError> {
        let malformed = IssueError::IssuerMalformed;
        let certificate = Certificate::from_der(der).map_err(malformed)?;
        let tbs = certificate.tbs_certificate();
        if tbs.subject_public_key_info().to_der().map_err(malformed)? != key.spki_der() {
            return Err(IssueError::OtherKey);
        }
        let constraints = tbs.get_extension::<BasicConstraints>().map_err(malformed)?;
        let usage = tbs.get_extension::<KeyUsage>().map_err(malformed)?;
        let path_length = match (constraints, usage) {
            (Some((_, constraints)), Some((_, usage)))
                if constraints.ca && usage.key_cert_sign() && usage.crl_sign() =>
            {
                constraints.path_len_constraint
            }
            _ => return Err(IssueError::IssuerNotCa),
        };
        let key_identifier = match tbs.get_extension::<SubjectKeyIdentifier>().map_err(malformed)? {
            Some((_, identifier)) => identifier,
            None => extension::key_identifier(key.spki_der()).map_err(malformed)?,
        };
        Ok(Self {
            name: tbs.subject().clone(),
            key_identifier,
            not_before: extension::timestamp(&tbs.validity().not_before).map_err(malformed)?,
            not_after: extension::timestamp(&tbs.validity().not_after).map_err(malformed)?,
            path_length,
        })
    }

    fn check_above(&self, spec: &CertificateSpec) -> Result<(), IssueError> {
        if let (Role::Issuing { path_length: asked, .. }, Some(allowed)) = (spec.role, self.path_length) {
            // RFC 5280 §6.1.4 (l), (m): every CA below uses up one step.
            if asked >= allowed {
                return Err(IssueError::PathLength { asked, allowed });
            }
        }
        if spec.not_before < self.not_before || spec.not_after > self.not_after {
            return Err(IssueError::OutsideIssuer {
                not_after: spec.not_after,
                first: self.not_before,
                last: self.not_after,
            });
        }
        Ok(())
    }
}

fn check_dates(spec: &CertificateSpec) -> Result<(), IssueError> {
    if spec.not_after <= spec.not_before {
        return Err(IssueError::Validity);
    }
    if spec.key_use_until.is_some_and(|until| until <= spec.not_before || until > spec.not_after) {
        return Err(IssueError::Validity);
    }
    let utc = jiff::tz::TimeZone::UTC;
    let longest = spec.not_before.to_zoned(utc).checked_add(MAX_TSU_MONTHS.months());
    if spec.role == Role::Tsu && longest.is_ok_and(|end| spec.not_after > end.timestamp()) {
        return Err(IssueError::TooLong);
    }
    Ok(())
}

fn check_subject(spec: &CertificateSpec) -> Result<(), IssueError> {
    if spec.subject.is_empty() || (spec.role == Role::Tsu && !subject::names_a_tsu(&spec.subject)) {
        return Err(IssueError::IncompleteName);
    }
    let spki = SubjectPublicKeyInfoRef::from_der(&spec.spki_der)?;
    let strong = match spki.algorithm.oid {
        ID_EC_PUBLIC_KEY => spki
            .algorithm
            .parameters_oid()
            .is_ok_and(|curve| [SECP256R1, SECP384R1, SECP521R1].contains(&curve)),
        RSA_ENCRYPTION => {
            modulus_bits(spki.subject_public_key.raw_bytes())? >= if spec.lab { 2048 } else { 3072 }
        }
        _ => false,
    };
    if strong { Ok(()) } else { Err(IssueError::WeakKey) }
}

fn check_url(url: &str) -> Result<(), IssueError> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    match rest {
        Some(rest) if !rest.is_empty() && url.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(()),
        _ => Err(IssueError::Url(url.to_owned())),
    }
}

/// The size of an RSA modulus.
fn modulus_bits(rsa_public_key: &[u8]) -> der::Result<usize> {
    let key = RsaPublicKey::from_der(rsa_public_key)?;
    let octets = key.modulus.as_bytes();
    let unused = octets.first().map_or(0, |first| first.leading_zeros() as usize);
    Ok(octets.len() * 8 - unused)
}

/// `RSAPublicKey`, RFC 8017 appendix A.1.1.
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    public_exponent: UintRef<'a>,
}

/// CSBR 6.3.2.
const MAX_TSU_MONTHS: i64 = 135;
// RFC 5480 §2.1.1, RFC 3279 §2.3.1
const ID_EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SECP384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const SECP521R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
