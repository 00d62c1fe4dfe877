//! Certificates of a private hierarchy: root, issuing CA, TSU (C60–C67).

use der::{
    Decode, Encode, Sequence,
    asn1::{Any, BitString, ObjectIdentifier},
};
use jiff::Timestamp;
use rand::{TryRng, rngs::SysRng};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{
    Certificate,
    ext::{
        Extension,
        pkix::{
            AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            CrlDistributionPoints, ExtendedKeyUsage, KeyUsage, KeyUsages, PrivateKeyUsagePeriod,
            SubjectKeyIdentifier, certpolicy::PolicyInformation, crl::dp::DistributionPoint,
            name::DistributionPointName,
        },
    },
    name::Name,
    serial_number::SerialNumber,
    time::Validity,
};

use crate::{
    IssueError, RsaHash,
    extension::{self, ID_KP_TIME_STAMPING, extension},
    issue,
    scheme::{scheme, sign_checked, x509_algorithm},
    software::SoftwareKey,
};

/// What a certificate shall say. Checked when it is issued.
#[derive(Clone, Debug)]
pub struct CertificateSpec {
    /// Who signs it.
    pub issuer: Issuer,
    /// Whose certificate it is.
    pub subject: Name,
    /// The holder's public key: `SubjectPublicKeyInfo` in DER.
    pub spki_der: Vec<u8>,
    /// What the key may do.
    pub role: Role,
    /// First moment of validity, whole seconds.
    pub not_before: Timestamp,
    /// Last moment of validity, whole seconds.
    pub not_after: Timestamp,
    /// Last moment at which the private key may sign: privateKeyUsagePeriod, from `not_before` on (C63).
    pub key_use_until: Option<Timestamp>,
    /// Where the issuer's certificate can be fetched: AIA caIssuers (C66).
    pub ca_issuers: Vec<String>,
    /// Where the issuer's CRL can be fetched (C66).
    pub crl_urls: Vec<String>,
    /// Certificate policies.
    pub policies: Vec<ObjectIdentifier>,
    /// The hash, where the issuer's key is RSA.
    pub rsa_hash: RsaHash,
    /// Accept keys too weak for anything but a laboratory (C65).
    pub lab: bool,
}

/// Who signs a certificate.
#[derive(Clone, Debug)]
pub enum Issuer {
    /// The key of the certificate itself.
    SelfSigned,
    /// The holder of this certificate (DER).
    Certificate(Vec<u8>),
}

/// What the holder of a certificate may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The end of every chain: signs issuing CAs and its own CRL.
    Root {
        /// How many CAs may stand between this one and a TSU.
        path_length: u8,
    },
    /// Signs TSU certificates and its own CRL.
    Issuing {
        /// How many CAs may stand between this one and a TSU.
        path_length: u8,
        /// Constrain everything below to time-stamping by an extended key usage of its own.
        time_stamping_only: bool,
    },
    /// Signs timestamps and nothing else.
    Tsu,
}

pub(crate) fn issue(key: &SoftwareKey, spec: &CertificateSpec) -> Result<Vec<u8>, IssueError> {
    let issuer = issue::check(key, spec)?;
    let scheme = scheme(key, spec.rsa_hash);
    let tbs = TbsCertificate {
        version: 2,
        serial_number: fresh_serial()?,
        signature: x509_algorithm(scheme),
        issuer: issuer.name,
        validity: Validity::new(extension::time(spec.not_before)?, extension::time(spec.not_after)?),
        subject: spec.subject.clone(),
        subject_public_key_info: Any::from_der(&spec.spki_der)?,
        extensions: extensions(spec, issuer.key_identifier.as_ref())?,
    };
    let tbs_der = tbs.to_der()?;
    let signature = sign_checked(key, scheme, &tbs_der)?;
    let der = SignedCertificate {
        tbs_certificate: Any::from_der(&tbs_der)?,
        signature_algorithm: x509_algorithm(scheme),
        signature: BitString::from_bytes(&signature)?,
    }
    .to_der()?;
    // What was built must be readable by the strict reader that everybody else uses.
    Certificate::from_der(&der)?;
    Ok(der)
}

/// A positive serial of 20 octets with 158 random bits: RFC 5280 §4.1.2.2 allows 20 octets, CSBR 7.1 asks for 64 bits
/// from a generator.
fn fresh_serial() -> Result<SerialNumber, IssueError> {
    let mut octets = [0; 20];
    SysRng.try_fill_bytes(&mut octets).map_err(|_| IssueError::NoRandomness)?;
    let [first, ..] = &mut octets;
    *first = *first & 0x3f | 0x40; // bits 01: positive, and always of the same length
    Ok(SerialNumber::new(&octets)?)
}

fn extensions(
    spec: &CertificateSpec,
    issuer: Option<&SubjectKeyIdentifier>,
) -> Result<Vec<Extension>, IssueError> {
    let mut list = role_extensions(spec.role)?;
    list.push(extension(false, &extension::key_identifier(&spec.spki_der)?)?);
    if let Some(identifier) = issuer {
        let authority: AuthorityKeyIdentifier = extension::authority(identifier);
        list.push(extension(false, &authority)?);
    }
    if let Some(until) = spec.key_use_until {
        // RFC 3280 §4.2.1.4 (RFC 5280 leaves the extension out of its profile): GeneralizedTime only, not critical.
        let period = PrivateKeyUsagePeriod {
            not_before: Some(extension::generalized_time(spec.not_before)?),
            not_after: Some(extension::generalized_time(until)?),
        };
        list.push(extension(false, &period)?);
    }
    if !spec.policies.is_empty() {
        let policies = spec.policies.iter().map(|oid| PolicyInformation {
            policy_identifier: *oid,
            policy_qualifiers: None, // RFC 5280 §4.2.1.4: an OID alone, for interoperability
        });
        list.push(extension(false, &CertificatePolicies(policies.collect()))?);
    }
    if !spec.crl_urls.is_empty() {
        let point = DistributionPoint {
            distribution_point: Some(DistributionPointName::FullName(extension::urls(&spec.crl_urls)?)),
            reasons: None,
            crl_issuer: None,
        };
        list.push(extension(false, &CrlDistributionPoints(vec![point]))?);
    }
    if !spec.ca_issuers.is_empty() {
        let places = spec.ca_issuers.iter().map(|text| {
            Ok(x509_cert::ext::pkix::AccessDescription {
                access_method: ID_AD_CA_ISSUERS,
                access_location: extension::url(text)?,
            })
        });
        list.push(extension(false, &AuthorityInfoAccessSyntax(places.collect::<der::Result<_>>()?))?);
    }
    Ok(list)
}

fn role_extensions(role: Role) -> der::Result<Vec<Extension>> {
    let ca = |path_length: u8| {
        Ok(vec![
            // RFC 5280 §4.2.1.9: critical in every CA certificate.
            extension(true, &BasicConstraints { ca: true, path_len_constraint: Some(path_length) })?,
            extension(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?,
        ])
    };
    match role {
        Role::Root { path_length } => ca(path_length),
        Role::Issuing { path_length, time_stamping_only } => {
            let mut list = ca(path_length)?;
            if time_stamping_only {
                // RFC 5280 §4.2.1.12: in a CA certificate this limits what stands below it.
                list.push(extension(false, &ExtendedKeyUsage(vec![ID_KP_TIME_STAMPING]))?);
            }
            Ok(list)
        }
        // No basicConstraints: RFC 5280 §4.2.1.9, "if the basic constraints extension is not present in a version 3
        // public key certificate […] the certified public key MUST NOT be used to verify certificate signatures" (C61).
        Role::Tsu => Ok(vec![
            // CSBR 7.1.2.3 (C62): present, critical, digitalSignature alone.
            extension(true, &KeyUsage(KeyUsages::DigitalSignature.into()))?,
            // RFC 3161 §2.3 (C60): critical, one purpose.
            extension(true, &ExtendedKeyUsage(vec![ID_KP_TIME_STAMPING]))?,
        ]),
    }
}

/// RFC 5280 §4.1, the part that is signed:
///
/// ```text
/// TBSCertificate  ::=  SEQUENCE  {
///      version         [0]  EXPLICIT Version DEFAULT v1,
///      serialNumber         CertificateSerialNumber,
///      signature            AlgorithmIdentifier,
///      issuer               Name,
///      validity             Validity,
///      subject              Name,
///      subjectPublicKeyInfo SubjectPublicKeyInfo,
///      extensions      [3]  EXPLICIT Extensions OPTIONAL }
/// ```
#[derive(Sequence)]
struct TbsCertificate {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    version: u8,
    serial_number: SerialNumber,
    signature: AlgorithmIdentifierOwned,
    issuer: Name,
    validity: Validity,
    subject: Name,
    subject_public_key_info: Any,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    extensions: Vec<Extension>,
}

/// RFC 5280 §4.1, with the signed part as the octets that were signed.
#[derive(Sequence)]
struct SignedCertificate {
    tbs_certificate: Any,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

/// id-ad-caIssuers, RFC 5280 §4.2.2.1.
const ID_AD_CA_ISSUERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");

#[cfg(test)]
mod tests;
