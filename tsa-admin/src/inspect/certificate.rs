//! Certificates in words.

use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use serde::Serialize;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage, KeyUsage,
    SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::names::{Named, hex, printable, serial};
use super::request::fold;
use crate::output::Page;
use crate::time::UtcTime;

/// A certificate, or octets that are none.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum CertificateView {
    Readable(Box<Fields>),
    Unreadable { length: usize, problem: String },
}

/// What a certificate says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fields {
    pub(crate) subject: String,
    pub(crate) issuer: String,
    pub(crate) serial: String,
    pub(crate) not_before: Option<UtcTime>,
    pub(crate) not_after: Option<UtcTime>,
    pub(crate) key: String,
    pub(crate) signature_algorithm: Named,
    pub(crate) ca: bool,
    key_usage: Vec<String>,
    extended_key_usage: Vec<Named>,
    extended_key_usage_critical: bool,
    subject_key_id: Option<String>,
    ca_issuers: Vec<String>,
    pub(crate) crl_addresses: Vec<String>,
    pub(crate) sha256: String,
    length: usize,
}

impl CertificateView {
    /// Reads one certificate.
    pub(crate) fn decode(der: &[u8]) -> Self {
        match Certificate::from_der(der) {
            Ok(certificate) => Self::Readable(Box::new(Fields::read(&certificate, der))),
            Err(error) => Self::Unreadable { length: der.len(), problem: error.to_string() },
        }
    }

    /// Whose it is.
    pub(crate) fn subject(&self) -> String {
        match self {
            Self::Readable(fields) => fields.subject.clone(),
            Self::Unreadable { .. } => "an unreadable certificate".to_owned(),
        }
    }

    /// Whether it bears this issuer and serial number.
    pub(crate) fn is_named(&self, issuer: &str, serial: &str) -> bool {
        matches!(self, Self::Readable(fields) if fields.issuer == issuer && fields.serial == serial)
    }

    /// Whether its subjectKeyIdentifier is this.
    pub(crate) fn has_key_id(&self, key_id: &str) -> bool {
        matches!(self, Self::Readable(fields) if fields.subject_key_id.as_deref() == Some(key_id))
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        match self {
            Self::Readable(fields) => fields.lay_out(page),
            Self::Unreadable { length, problem } => {
                page.line(format!("! {length} octets that are no X.509 certificate: {problem}"));
            }
        }
    }
}

impl Fields {
    /// Reads a certificate; `der` is what it was decoded from.
    pub(crate) fn read(certificate: &Certificate, der: &[u8]) -> Self {
        let tbs = certificate.tbs_certificate();
        let time = |time: &x509_cert::time::Time| {
            i64::try_from(time.to_unix_duration().as_secs()).ok().and_then(UtcTime::from_unix_seconds)
        };
        let usage = tbs.get_extension::<KeyUsage>().ok().flatten();
        let extended = tbs.get_extension::<ExtendedKeyUsage>().ok().flatten();
        let constraints = tbs.get_extension::<BasicConstraints>().ok().flatten();
        Self {
            subject: distinguished(tbs.subject()),
            issuer: distinguished(tbs.issuer()),
            serial: serial(tbs.serial_number().as_bytes()),
            not_before: time(&tbs.validity().not_before),
            not_after: time(&tbs.validity().not_after),
            key: key_text(tbs.subject_public_key_info()),
            signature_algorithm: Named::of(&certificate.signature_algorithm().oid),
            ca: constraints.is_some_and(|(_, constraints)| constraints.ca),
            key_usage: usage.map(|(_, usage)| key_usage_names(&usage)).unwrap_or_default(),
            extended_key_usage_critical: extended.as_ref().is_some_and(|(critical, _)| *critical),
            extended_key_usage: extended
                .map(|(_, usage)| usage.0.iter().map(Named::of).collect())
                .unwrap_or_default(),
            subject_key_id: tbs
                .get_extension::<SubjectKeyIdentifier>()
                .ok()
                .flatten()
                .map(|(_, id)| hex(id.0.as_bytes())),
            ca_issuers: tbs
                .get_extension::<AuthorityInfoAccessSyntax>()
                .ok()
                .flatten()
                .map(|(_, access)| issuer_addresses(&access))
                .unwrap_or_default(),
            crl_addresses: tbs
                .get_extension::<CrlDistributionPoints>()
                .ok()
                .flatten()
                .map(|(_, points)| crl_addresses(&points))
                .unwrap_or_default(),
            sha256: hex(&Sha256::digest(der)),
            length: der.len(),
        }
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.field("Subject", &self.subject);
        page.field("Issuer", &self.issuer);
        page.field("Serial", &self.serial);
        let moment = |time: Option<UtcTime>| time.map_or("unreadable".to_owned(), |time| time.to_string());
        page.field("Valid", format!("{} to {}", moment(self.not_before), moment(self.not_after)));
        page.field("Key", &self.key);
        page.field("Signed with", self.signature_algorithm.short());
        let role = if self.ca { "certification authority" } else { "not a CA" };
        let usage = if self.key_usage.is_empty() { "any".to_owned() } else { self.key_usage.join(", ") };
        page.field("Usage", format!("{usage} ({role})"));
        if !self.extended_key_usage.is_empty() {
            let names: Vec<&str> = self.extended_key_usage.iter().map(Named::short).collect();
            let critical = if self.extended_key_usage_critical { "critical" } else { "not critical" };
            page.field("Extended", format!("{} ({critical})", names.join(", ")));
        }
        for address in &self.ca_issuers {
            page.field("Issuer at", address);
        }
        for address in &self.crl_addresses {
            page.field("CRL at", address);
        }
        page.field("SHA-256", fold(&self.sha256));
        page.field("Length", format!("{} octets", self.length));
    }
}

/// A Name in the order it is written in, or its octets.
pub(crate) fn name_text(der: &[u8]) -> String {
    Name::from_der(der).map_or_else(|_| hex(der), |name| distinguished(&name))
}

/// A GeneralName: the directory name where it is one, the address, or the octets.
pub(crate) fn general_name(der: &[u8]) -> String {
    match GeneralName::from_der(der) {
        Ok(GeneralName::DirectoryName(name)) => distinguished(&name),
        Ok(GeneralName::UniformResourceIdentifier(text)) => printable(text.as_str()),
        Ok(GeneralName::DnsName(text)) => printable(text.as_str()),
        _ => hex(der),
    }
}

/// `C=XX, O=Example, CN=Example TSU`: the order of the encoding, as openssl shows it.
pub(crate) fn distinguished(name: &Name) -> String {
    let parts: Vec<String> = name.iter().map(|part| printable(&part.to_string())).collect();
    parts.join(", ")
}

/// The kind and size of a public key.
pub(crate) fn key_text(spki: &SubjectPublicKeyInfoOwned) -> String {
    let curve = spki.algorithm.parameters.as_ref().and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
    let algorithm = Named::of(&spki.algorithm.oid);
    match (algorithm.short(), curve) {
        ("ecPublicKey", Some(curve)) => match Named::of(&curve).short() {
            "secp256r1" => "ECDSA P-256".to_owned(),
            "secp384r1" => "ECDSA P-384".to_owned(),
            "secp521r1" => "ECDSA P-521".to_owned(),
            other => format!("ECDSA {other}"),
        },
        ("rsaEncryption", _) => match rsa_bits(spki) {
            Some(bits) => format!("RSA {bits} bits"),
            None => "RSA".to_owned(),
        },
        (other, _) => other.to_owned(),
    }
}

/// The length of the modulus: RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }, RFC 8017 A.1.1.
fn rsa_bits(spki: &SubjectPublicKeyInfoOwned) -> Option<usize> {
    let key = super::tlv::Tlv::only(spki.subject_public_key.as_bytes()?).ok()?;
    let modulus = key.inside().expect(super::tlv::INTEGER, "modulus").ok()?.content;
    let digits = modulus.strip_prefix(&[0]).unwrap_or(modulus);
    let first = digits.first()?;
    Some(digits.len() * 8 - first.leading_zeros() as usize)
}

/// RFC 5280 §4.2.1.3.
fn key_usage_names(usage: &KeyUsage) -> Vec<String> {
    let named = [
        (usage.digital_signature(), "digitalSignature"),
        (usage.non_repudiation(), "nonRepudiation"),
        (usage.key_encipherment(), "keyEncipherment"),
        (usage.data_encipherment(), "dataEncipherment"),
        (usage.key_agreement(), "keyAgreement"),
        (usage.key_cert_sign(), "keyCertSign"),
        (usage.crl_sign(), "cRLSign"),
        (usage.encipher_only(), "encipherOnly"),
        (usage.decipher_only(), "decipherOnly"),
    ];
    named.into_iter().filter(|(set, _)| *set).map(|(_, name)| name.to_owned()).collect()
}

fn issuer_addresses(access: &AuthorityInfoAccessSyntax) -> Vec<String> {
    let issuers = access.0.iter().filter(|access| access.access_method == CA_ISSUERS);
    issuers.filter_map(|access| access.access_location.to_der().ok()).map(|der| general_name(&der)).collect()
}

fn crl_addresses(points: &CrlDistributionPoints) -> Vec<String> {
    let names = points.0.iter().filter_map(|point| match &point.distribution_point {
        Some(DistributionPointName::FullName(names)) => Some(names),
        _ => None,
    });
    names.flatten().filter_map(|name| name.to_der().ok()).map(|der| general_name(&der)).collect()
}

/// id-ad-caIssuers, RFC 5280 §4.2.2.1.
const CA_ISSUERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");
