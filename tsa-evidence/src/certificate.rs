//! What certificates say of themselves, for showing; and PEM files of certificates and CRLs. Nothing is verified here.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use der::pem::LineEnding;
use der::{Decode as _, Document};
use tsa_core::UnixTime;
use x509_cert::Certificate;
use x509_cert::crl::CertificateList;
use x509_cert::time::Time;

use crate::{Sha256Digest, sha256};

/// What a certificate says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The subject, as RFC 4514 writes it.
    pub subject: String,
    /// The issuer.
    pub issuer: String,
    /// The content octets of the serial number.
    pub serial: Vec<u8>,
    /// The first moment of its validity.
    pub not_before: UnixTime,
    /// The last second of its validity.
    pub not_after: UnixTime,
    /// SHA-256 of its DER.
    pub sha256: Sha256Digest,
}

impl CertificateFacts {
    /// Reads a certificate in DER; `None` if it is none.
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(der).ok()?;
        let tbs = certificate.tbs_certificate();
        Some(Self {
            subject: tbs.subject().to_string(),
            issuer: tbs.issuer().to_string(),
            serial: tbs.serial_number().as_bytes().to_vec(),
            not_before: moment(tbs.validity().not_before)?,
            not_after: moment(tbs.validity().not_after)?,
            sha256: sha256(der),
        })
    }

    /// True for a certificate that names itself as its issuer.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }
}

fn moment(time: Time) -> Option<UnixTime> {
    UnixTime::from_secs(time.to_unix_duration().as_secs())
}

/// Whether octets are a CRL in DER.
#[must_use]
pub fn is_crl(der: &[u8]) -> bool {
    CertificateList::<x509_cert::certificate::Rfc5280>::from_der(der).is_ok()
}

/// Certificates and CRLs of a PEM file, in DER.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PemFile {
    /// The certificates, in the order of the file.
    pub certificates: Vec<Vec<u8>>,
    /// The CRLs, in the order of the file.
    pub crls: Vec<Vec<u8>>,
}

impl PemFile {
    /// Reads a PEM file; text around the blocks and blocks of other kinds are passed over. `None` when a block is broken, or when
    /// there is no block.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut file = Self::default();
        let mut rest = text;
        let mut found = false;
        while let Some(start) = rest.find(BEGIN) {
            let block = rest.get(start..)?;
            let end = block.find(END)?;
            let after = block.get(end.checked_add(END.len())?..)?;
            let line = after.find('\n').map_or(after.len(), |newline| newline.saturating_add(1));
            let (block, next) =
                block.split_at_checked(block.len().checked_sub(after.len())?.checked_add(line)?)?;
            let (label, document) = Document::from_pem(block.trim_end()).ok()?;
            match label {
                "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" => {
                    file.certificates.push(document.as_bytes().to_vec());
                }
                "X509 CRL" => file.crls.push(document.as_bytes().to_vec()),
                _ => {}
            }
            found = true;
            rest = next;
        }
        found.then_some(file)
    }
}

/// Certificates as a PEM file.
#[must_use]
pub fn certificates_to_pem(certificates: &[Vec<u8>]) -> String {
    to_pem("CERTIFICATE", certificates)
}

/// CRLs as a PEM file.
#[must_use]
pub fn crls_to_pem(crls: &[Vec<u8>]) -> String {
    to_pem("X509 CRL", crls)
}

fn to_pem(label: &'static str, all: &[Vec<u8>]) -> String {
    // Octets that are no DER element make no block; certificates and CRLs that were read once are.
    all.iter()
        .filter_map(|der| Document::try_from(der.as_slice()).ok()?.to_pem(label, LineEnding::LF).ok())
        .collect()
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
