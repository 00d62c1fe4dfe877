//! What a certificate must be like to sign time-stamps.

use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::UintRef;
use der::oid::AssociatedOid;
use der::{Decode, Encode, Reader, SliceReader};
use x509_cert::Certificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage, KeyUsages,
    PrivateKeyUsagePeriod, SubjectAltName, SubjectKeyIdentifier,
};

use super::{KeyPeriod, TsuError, TsuRules, TsuWarning};
use crate::asn1::oid;
use crate::scheme::SignatureScheme;
use crate::time::UnixTime;

/// Whole DER elements of a certificate, as they stand in it.
pub(crate) struct CertificateFields<'a> {
    pub(crate) serial: &'a [u8],
    pub(crate) issuer: &'a [u8],
    pub(crate) subject: &'a [u8],
    pub(crate) spki: &'a [u8],
}

impl<'a> CertificateFields<'a> {
    /// Cuts the fields out of the certificate's own octets, so that nothing can change by encoding it again.
    pub(crate) fn read(certificate: &'a [u8]) -> der::Result<Self> {
        let mut outer = SliceReader::new(certificate)?;
        let tbs = outer.sequence(|certificate: &mut SliceReader<'a>| {
            let tbs = certificate.tlv_bytes()?;
            certificate.tlv_bytes()?;
            certificate.tlv_bytes()?;
            Ok::<_, der::Error>(tbs)
        })?;
        outer.finish()?;
        SliceReader::new(tbs)?.sequence(|tbs: &mut SliceReader<'a>| {
            tbs.tlv_bytes()?; // [0] version: present in every v3 certificate
            let serial = tbs.tlv_bytes()?;
            tbs.tlv_bytes()?; // signature
            let issuer = tbs.tlv_bytes()?;
            tbs.tlv_bytes()?; // validity
            let subject = tbs.tlv_bytes()?;
            let spki = tbs.tlv_bytes()?;
            while !tbs.is_finished() {
                tbs.tlv_bytes()?;
            }
            Ok(Self { serial, issuer, subject, spki })
        })
    }
}

/// Applies rows C60–C67; the warnings are those that do not stop a start.
pub(super) fn check(
    certificate: &Certificate,
    scheme: SignatureScheme,
    rules: &TsuRules,
) -> Result<(KeyPeriod, Vec<TsuWarning>), TsuError> {
    let tbs = certificate.tbs_certificate();
    if tbs.version() != x509_cert::certificate::Version::V3 {
        return Err(TsuError::NotVersion3);
    }
    check_issuer_signature(certificate)?;
    check_purpose(certificate)?;
    check_critical_extensions(certificate)?;
    check_key(certificate, scheme, rules)?;
    check_subject(certificate, rules)?;
    let period = key_period(certificate, rules)?;
    Ok((period, warnings(certificate, &period)?))
}

/// The certificate itself must not rest on a broken hash (conformance §4).
fn check_issuer_signature(certificate: &Certificate) -> Result<(), TsuError> {
    let algorithm = certificate.signature_algorithm();
    if algorithm != certificate.tbs_certificate().signature() {
        return Err(TsuError::Malformed); // RFC 5280 §4.1.1.2: MUST be the same
    }
    let accepted = [
        oid::ECDSA_WITH_SHA256,
        oid::ECDSA_WITH_SHA384,
        oid::ECDSA_WITH_SHA512,
        oid::SHA256_WITH_RSA,
        oid::SHA384_WITH_RSA,
        oid::SHA512_WITH_RSA,
        oid::RSASSA_PSS,
        oid::ED25519,
    ];
    if accepted.contains(&algorithm.oid) { Ok(()) } else { Err(TsuError::IssuerSignature(algorithm.oid)) }
}

fn check_purpose(certificate: &Certificate) -> Result<(), TsuError> {
    // RFC 3161 §2.1 item 10: the key is used for nothing else, so not to sign certificates either (C61). Asked
    // first: a CA certificate lacks the rest too, and that it is one says more.
    if extension::<BasicConstraints>(certificate)?.is_some_and(|(_, constraints)| constraints.ca) {
        return Err(TsuError::IsAuthority);
    }
    // RFC 3161 §2.3: only one instance of the extended key usage field, id-kp-timeStamping alone, critical (C60).
    let (critical, usage) =
        extension::<ExtendedKeyUsage>(certificate)?.ok_or(TsuError::NoTimeStampingPurpose)?;
    if usage.0 != [oid::KP_TIME_STAMPING] {
        return Err(if usage.0.contains(&oid::KP_TIME_STAMPING) {
            TsuError::OtherPurposes
        } else {
            TsuError::NoTimeStampingPurpose
        });
    }
    if !critical {
        return Err(TsuError::PurposeNotCritical);
    }
    if let Some((_, usage)) = extension::<KeyUsage>(certificate)? {
        let allowed = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
        if usage.0.is_empty() || !(usage.0 & !allowed).is_empty() {
            return Err(TsuError::KeyUsage);
        }
    }
    Ok(())
}

/// RFC 5280 §4.2: who does not know a critical extension MUST reject the certificate, and with it every token.
fn check_critical_extensions(certificate: &Certificate) -> Result<(), TsuError> {
    let unknown = |extension: &&Extension| extension.critical && !PROCESSED.contains(&extension.extn_id);
    extensions(certificate)
        .iter()
        .find(unknown)
        .map_or(Ok(()), |extension| Err(TsuError::CriticalExtension(extension.extn_id)))
}

fn check_key(certificate: &Certificate, scheme: SignatureScheme, rules: &TsuRules) -> Result<(), TsuError> {
    let spki = certificate.tbs_certificate().subject_public_key_info();
    let parameters = || {
        let parameters = spki.algorithm.parameters.as_ref()?;
        parameters.decode_as::<der::asn1::ObjectIdentifier>().ok()
    };
    match spki.algorithm.oid {
        oid::EC_PUBLIC_KEY => {
            // RFC 5480 §2.1.1: namedCurve only.
            let expected = match scheme {
                SignatureScheme::EcdsaP256Sha256 => oid::SECP256R1,
                SignatureScheme::EcdsaP384Sha384 => oid::SECP384R1,
                _ => return Err(TsuError::SchemeMismatch(scheme)),
            };
            match parameters() {
                Some(curve) if curve == expected => Ok(()),
                Some(oid::SECP256R1 | oid::SECP384R1) => Err(TsuError::SchemeMismatch(scheme)),
                _ => Err(TsuError::UnsupportedKey),
            }
        }
        oid::RSA_ENCRYPTION if scheme.is_rsa() => {
            let bits = rsa_bits(spki.subject_public_key.raw_bytes()).ok_or(TsuError::Malformed)?;
            let least = if rules.lab { 2048 } else { 3072 };
            if bits < least { Err(TsuError::KeyTooSmall { bits, least }) } else { Ok(()) }
        }
        oid::RSA_ENCRYPTION => Err(TsuError::SchemeMismatch(scheme)),
        _ => Err(TsuError::UnsupportedKey),
    }
}

/// EN 319 422 §6.2 and RFC 3628 §7.2.3: the subject has country, organization and a common name that names the unit.
fn check_subject(certificate: &Certificate, rules: &TsuRules) -> Result<(), TsuError> {
    let subject = certificate.tbs_certificate().subject();
    let present = |oid| subject.iter().any(|attribute| attribute.oid == oid);
    let required = [(COUNTRY, "C"), (ORGANIZATION, "O"), (COMMON_NAME, "CN")];
    let missing: Vec<&str> =
        required.into_iter().filter(|(oid, _)| !present(*oid)).map(|(_, name)| name).collect();
    if missing.is_empty() || rules.lab { Ok(()) } else { Err(TsuError::Subject(missing.join(", "))) }
}

fn key_period(certificate: &Certificate, rules: &TsuRules) -> Result<KeyPeriod, TsuError> {
    let validity = certificate.tbs_certificate().validity();
    let seconds = |time: x509_cert::time::Time| {
        UnixTime::from_secs(time.to_unix_duration().as_secs()).ok_or(TsuError::Malformed)
    };
    let not_before = seconds(validity.not_before)?;
    let not_after = seconds(validity.not_after)?;
    let private = extension::<PrivateKeyUsagePeriod>(certificate)?.map(|(_, period)| period);
    let bound = |time: Option<der::asn1::GeneralizedTime>| {
        time.map(|time| UnixTime::from_secs(time.to_unix_duration().as_secs()).ok_or(TsuError::Malformed))
            .transpose()
    };
    let (private_from, private_until) = match private {
        Some(period) => (bound(period.not_before)?, bound(period.not_after)?),
        None => (None, None),
    };
    Ok(KeyPeriod {
        not_before,
        not_after,
        private_from,
        private_until,
        use_until: rules.key_use_months.map(|months| add_months(not_before, months)),
        removal_due: add_months(not_before, 18),
    })
}

fn warnings(certificate: &Certificate, period: &KeyPeriod) -> Result<Vec<TsuWarning>, TsuError> {
    let mut warnings = Vec::new();
    let has = |oid: der::asn1::ObjectIdentifier| {
        extensions(certificate).iter().any(|extension| extension.extn_id == oid)
    };
    if !has(AUTHORITY_KEY_IDENTIFIER) {
        warnings.push(TsuWarning::NoAuthorityKeyIdentifier);
    }
    let names_issuer = extension::<AuthorityInfoAccessSyntax>(certificate)?
        .is_some_and(|(_, access)| access.0.iter().any(|entry| entry.access_method == oid::AD_CA_ISSUERS));
    if !names_issuer {
        warnings.push(TsuWarning::NoIssuerAddress);
    }
    if !has(CRL_DISTRIBUTION_POINTS) {
        warnings.push(TsuWarning::NoCrlAddress);
    }
    if period.not_after > add_months(period.not_before, 135) {
        warnings.push(TsuWarning::LongValidity);
    }
    Ok(warnings)
}

/// Criticality and value of an extension; a second instance or an undecodable value makes the certificate malformed.
fn extension<T: for<'a> Decode<'a> + AssociatedOid>(
    certificate: &Certificate,
) -> Result<Option<(bool, T)>, TsuError> {
    let mut found = extensions(certificate).iter().filter(|extension| extension.extn_id == T::OID);
    let Some(first) = found.next() else { return Ok(None) };
    if found.next().is_some() {
        return Err(TsuError::Malformed); // RFC 5280 §4.2: at most one instance
    }
    let value = T::from_der(first.extn_value.as_bytes()).map_err(|_| TsuError::Malformed)?;
    Ok(Some((first.critical, value)))
}

fn extensions(certificate: &Certificate) -> &[Extension] {
    certificate.tbs_certificate().extensions().map(Vec::as_slice).unwrap_or_default()
}

/// Bits of the modulus in `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 A.1.1).
fn rsa_bits(key: &[u8]) -> Option<u32> {
    let mut reader = SliceReader::new(key).ok()?;
    let modulus = reader
        .sequence(|key: &mut SliceReader<'_>| {
            let modulus: UintRef<'_> = key.decode()?;
            key.decode::<UintRef<'_>>()?;
            Ok::<_, der::Error>(modulus.as_bytes().to_vec())
        })
        .ok()?;
    let first = modulus.first()?;
    u32::try_from(modulus.len()).ok()?.checked_mul(8)?.checked_sub(first.leading_zeros())
}

/// The same day and time `months` later; the last day of the month where that day does not exist.
fn add_months(time: UnixTime, months: u16) -> UnixTime {
    let Ok(from) = der::DateTime::from_unix_duration(core::time::Duration::from_secs(time.as_secs())) else {
        return time;
    };
    let month = u16::from(from.month()).saturating_sub(1).saturating_add(months);
    let year = from.year().saturating_add(month / 12);
    let month = (month % 12).saturating_add(1) as u8;
    (1..=from.day())
        .rev()
        .find_map(|day| {
            der::DateTime::new(year, month, day, from.hour(), from.minutes(), from.seconds()).ok()
        })
        .and_then(|date| UnixTime::from_secs(date.unix_duration().as_secs()))
        .unwrap_or(time)
}

/// The dotted subject in RFC 4514 form, for people.
pub(super) fn subject_text(certificate: &Certificate) -> String {
    alloc::format!("{}", certificate.tbs_certificate().subject())
}

/// Parses a certificate strictly: exactly one DER element that encodes back to itself.
pub(super) fn parse(der: &[u8]) -> Result<Certificate, TsuError> {
    let certificate = Certificate::from_der(der).map_err(|_| TsuError::Malformed)?;
    match certificate.to_der() {
        Ok(again) if again == der => Ok(certificate),
        _ => Err(TsuError::Malformed),
    }
}

/// What verifiers of time-stamps process in a signer's certificate, ours among them (`crate::verify`).
const PROCESSED: [der::asn1::ObjectIdentifier; 9] = [
    SubjectKeyIdentifier::OID,
    KeyUsage::OID,
    PrivateKeyUsagePeriod::OID,
    SubjectAltName::OID,
    BasicConstraints::OID,
    CRL_DISTRIBUTION_POINTS,
    CertificatePolicies::OID,
    AUTHORITY_KEY_IDENTIFIER,
    ExtendedKeyUsage::OID,
];
const COUNTRY: der::asn1::ObjectIdentifier = der::asn1::ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANIZATION: der::asn1::ObjectIdentifier = der::asn1::ObjectIdentifier::new_unwrap("2.5.4.10");
const COMMON_NAME: der::asn1::ObjectIdentifier = der::asn1::ObjectIdentifier::new_unwrap("2.5.4.3");
const AUTHORITY_KEY_IDENTIFIER: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("2.5.29.35");
const CRL_DISTRIBUTION_POINTS: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("2.5.29.31");
