//! The attributes that bind the signer's certificate: ESSCertIDv2 (RFC 5035, RFC 5816) and ESSCertID (RFC 2634).

use alloc::vec::Vec;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::certificate::Certificate;
use super::check::{Check, require};
use super::report::Failure;
use super::rules::Rule;
use super::tlv::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::imprint::HashAlgorithm;

/// One of the two attributes, with its value.
#[derive(Clone, Copy, Debug)]
pub(super) enum EssAttribute<'a> {
    V1(Tlv<'a>),
    V2(Tlv<'a>),
}

/// The certificate identifiers of both attributes; each has at least one.
#[derive(Clone, Debug)]
pub(super) struct SigningCertificate<'a> {
    v2: Vec<CertId<'a>>,
    v1: Vec<CertId<'a>>,
}

#[derive(Clone, Copy, Debug)]
struct CertId<'a> {
    hash: CertHash,
    digest: &'a [u8],
    issuer_serial: Option<IssuerSerial<'a>>,
}

#[derive(Clone, Copy, Debug)]
enum CertHash {
    /// Only in ESSCertID, which knows no other.
    Sha1,
    Known(HashAlgorithm),
}

#[derive(Clone, Copy, Debug)]
struct IssuerSerial<'a> {
    /// The content of `GeneralNames`.
    issuer: Tlv<'a>,
    serial: &'a [u8],
}

impl<'a> SigningCertificate<'a> {
    /// Reads what is there of the two attributes; one must be.
    pub(super) fn read(
        v2: Option<EssAttribute<'a>>,
        v1: Option<EssAttribute<'a>>,
        check: &mut Check,
    ) -> Result<Self, Failure> {
        require(Rule::EssPresent, v2.is_some() || v1.is_some())?;
        let mut form_kept = v2.is_some();
        let mut read = |attribute: Option<EssAttribute<'a>>| match attribute {
            Some(attribute) => read_attribute(attribute, &mut form_kept).map_err(|_| Rule::EssSyntax),
            None => Ok(Vec::new()),
        };
        let (v2, v1) = (read(v2)?, read(v1)?);
        check.strictly(Rule::EssForm, form_kept && v2.len() == 1 && v1.len() <= 1)?;
        Ok(Self { v2, v1 })
    }

    /// True if the first identifier of each attribute that is there fits `certificate` (RFC 5035 §3: the first one MUST be the
    /// signer's).
    pub(super) fn identifies(&self, certificate: &Certificate<'_>) -> bool {
        [self.v2.first(), self.v1.first()].into_iter().flatten().all(|id| id.fits(certificate))
    }

    /// True if the path may use `certificate`: RFC 5035 §3, further identifiers limit the certificates used.
    pub(super) fn allows(&self, certificate: &Certificate<'_>) -> bool {
        [&self.v2, &self.v1]
            .into_iter()
            .all(|ids| ids.len() <= 1 || ids.iter().any(|id| id.fits(certificate)))
    }
}

impl CertId<'_> {
    fn fits(&self, certificate: &Certificate<'_>) -> bool {
        let digest_fits = match self.hash {
            CertHash::Sha1 => Sha1::digest(certificate.der).as_slice() == self.digest,
            CertHash::Known(HashAlgorithm::Sha256) => {
                Sha256::digest(certificate.der).as_slice() == self.digest
            }
            CertHash::Known(hash) => hash.digest(certificate.der) == self.digest,
        };
        digest_fits && self.issuer_serial.is_none_or(|named| named.fits(certificate))
    }
}

impl IssuerSerial<'_> {
    /// RFC 5035 §5: one directoryName with the issuer of the certificate, and its serial number.
    fn fits(&self, certificate: &Certificate<'_>) -> bool {
        let issuer = self.issuer.inner().and_then(|name| name.expect(DIRECTORY_NAME)).and_then(Tlv::inner);
        issuer.is_ok_and(|name| certificate.issuer.is(name.raw)) && self.serial == certificate.serial
    }
}

/// ```text
/// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies SEQUENCE OF PolicyInformation OPTIONAL }
/// ```
fn read_attribute<'a>(
    attribute: EssAttribute<'a>,
    form_kept: &mut bool,
) -> Result<Vec<CertId<'a>>, Malformed> {
    let (EssAttribute::V1(value) | EssAttribute::V2(value)) = attribute;
    let mut fields = value.expect(tlv::SEQUENCE)?.elements();
    let ids = fields.take(tlv::SEQUENCE)?.elements().collect()?;
    *form_kept &= fields.optional(tlv::SEQUENCE)?.is_none();
    fields.finish()?;
    if ids.is_empty() || ids.len() > MAX_IDS {
        return Err(Malformed);
    }
    ids.into_iter().map(|id| read_id(id, attribute, form_kept)).collect()
}

/// ```text
/// ESSCertIDv2 ::= SEQUENCE {
///    hashAlgorithm  AlgorithmIdentifier DEFAULT {algorithm id-sha256},
///    certHash       OCTET STRING,
///    issuerSerial   IssuerSerial OPTIONAL }
/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }
/// ```
fn read_id<'a>(id: Tlv<'a>, of: EssAttribute<'a>, form_kept: &mut bool) -> Result<CertId<'a>, Malformed> {
    let mut fields = id.expect(tlv::SEQUENCE)?.elements();
    let hash = match of {
        EssAttribute::V1(_) => CertHash::Sha1,
        EssAttribute::V2(_) => match fields.optional(tlv::SEQUENCE)? {
            None => CertHash::Known(HashAlgorithm::Sha256),
            Some(algorithm) => {
                *form_kept = false;
                CertHash::Known(read_hash(algorithm)?)
            }
        },
    };
    let digest = fields.take(tlv::OCTET_STRING)?.value;
    let issuer_serial = match fields.optional(tlv::SEQUENCE)? {
        Some(named) => {
            let mut fields = named.elements();
            let issuer = fields.take(tlv::SEQUENCE)?;
            let serial = fields.next()?.expect(tlv::INTEGER)?.value;
            fields.finish()?;
            Some(IssuerSerial { issuer, serial })
        }
        None => {
            *form_kept = false;
            None
        }
    };
    fields.finish()?;
    Ok(CertId { hash, digest, issuer_serial })
}

fn read_hash(algorithm: Tlv<'_>) -> Result<HashAlgorithm, Malformed> {
    let mut fields = algorithm.elements();
    let oid = fields.next()?.oid()?;
    // An ESSCertIDv2 may name SHA-1, but nothing needs it to: RFC 5816 made it for everything else.
    if oid == oid::SHA1.as_bytes() {
        return Err(Malformed);
    }
    if !fields.is_empty() {
        fields.take(NULL)?;
        fields.finish()?;
    }
    HashAlgorithm::from_oid_content(oid).ok_or(Malformed)
}

const NULL: u8 = 0x05;
/// `[4] Name` of GeneralName; explicit, as Name is a CHOICE.
const DIRECTORY_NAME: u8 = 0xA4;
/// A path has at most a handful of certificates.
const MAX_IDS: usize = 16;
