//! The certificate chain of a unit: PEM in, checked, PEM out.

use der::{Decode, Encode, pem::LineEnding, referenced::OwnedToRef};
use jiff::Timestamp;
use tsa_core::{SignatureScheme, Tsu, TsuRules, UnixTime, verify::signature::verify_signature};
use x509_cert::Certificate;

use super::StoreError;

/// The certificate of a unit and those above it, without the root.
pub(crate) struct Chain {
    /// DER, the unit's own first.
    certificates: Vec<Vec<u8>>,
    /// The self-signed certificate at the end, which is not kept.
    root: Option<Vec<u8>>,
}

impl Chain {
    pub(crate) fn parse(pem: &[u8]) -> Result<Self, StoreError> {
        let mut certificates = Vec::new();
        for block in blocks(pem)? {
            certificates.push(from_pem(CERTIFICATE, block.as_bytes())?);
        }
        let mut chain = Self { certificates, root: None };
        if chain.certificates.is_empty() {
            return Err(StoreError::EmptyChain);
        }
        if chain.certificates.len() > 1 && chain.ends_in_root()? {
            chain.root = chain.certificates.pop();
        }
        Ok(chain)
    }

    /// Whether a self-signed certificate at the end was left out.
    pub(super) fn root_left_out(&self) -> bool {
        self.root.is_some()
    }

    /// The unit these certificates make.
    pub(super) fn tsu(
        &self,
        name: &str,
        scheme: SignatureScheme,
        rules: &TsuRules,
    ) -> Result<Tsu, StoreError> {
        let (own, above) = self.certificates.split_first().ok_or(StoreError::EmptyChain)?;
        Tsu::new(own, above, scheme, rules)
            .map_err(|source| StoreError::Certificate { name: name.to_owned(), source })
    }

    /// Each certificate is signed by the next (RFC 5280 §6.1.3 (a)(1)), the last one by the root where it was given.
    pub(crate) fn check_signatures(&self) -> Result<(), StoreError> {
        let issuers = self.certificates.iter().skip(1).chain(&self.root);
        for (position, (der, issuer)) in (1..).zip(self.certificates.iter().zip(issuers)) {
            let certificate = Certificate::from_der(der).map_err(StoreError::Chain)?;
            let issuer = Certificate::from_der(issuer).map_err(StoreError::Chain)?;
            let spki =
                issuer.tbs_certificate().subject_public_key_info().to_der().map_err(StoreError::Chain)?;
            let signed = certificate.tbs_certificate().to_der().map_err(StoreError::Chain)?;
            let signature = certificate.signature().as_bytes().unwrap_or_default();
            verify_signature(&spki, &certificate.signature_algorithm().owned_to_ref(), &signed, signature)
                .map_err(|_| StoreError::ChainSignature(position))?;
        }
        Ok(())
    }

    pub(super) fn to_pem(&self) -> Result<String, StoreError> {
        self.certificates.iter().map(|der| to_pem(CERTIFICATE, der)).collect()
    }

    fn ends_in_root(&self) -> Result<bool, StoreError> {
        let Some(last) = self.certificates.last() else { return Ok(false) };
        let last = Certificate::from_der(last).map_err(StoreError::Chain)?;
        Ok(last.tbs_certificate().subject() == last.tbs_certificate().issuer())
    }
}

/// The PEM blocks of a file; text between them is for people.
fn blocks(pem: &[u8]) -> Result<Vec<String>, StoreError> {
    let text = core::str::from_utf8(pem).map_err(|error| StoreError::Chain(error.into()))?;
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        if line.starts_with("-----BEGIN ") {
            open = Some(String::new());
        }
        if let Some(block) = &mut open {
            block.push_str(line.trim_end());
            block.push('\n');
            if line.starts_with("-----END ") {
                blocks.extend(open.take());
            }
        }
    }
    // A block that does not end is a file that was cut off.
    if open.is_some() { Err(StoreError::Chain(der::ErrorKind::Failed.into())) } else { Ok(blocks) }
}

pub(crate) fn to_pem(label: &'static str, der: &[u8]) -> Result<String, StoreError> {
    der::pem::encode_string(label, LineEnding::LF, der).map_err(|error| StoreError::Chain(error.into()))
}

pub(crate) fn from_pem(label: &str, pem: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (found, der) = der::pem::decode_vec(pem).map_err(|error| StoreError::Chain(error.into()))?;
    if found == label { Ok(der) } else { Err(StoreError::Chain(der::ErrorKind::Failed.into())) }
}

/// The core's form of a time; before 1970 nothing is valid.
pub(crate) fn unix_time(at: Timestamp) -> UnixTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    UnixTime::from_secs(seconds).unwrap_or_default()
}

const CERTIFICATE: &str = "CERTIFICATE";
