//! A token that lacks only its signature, and the finished token.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::asn1::encode::{self, element_len, push_header};
use crate::asn1::{Oid, oid};
use crate::policy::CertificatesField;
use crate::scheme::SignatureScheme;
use crate::serial::SerialNumber;
use crate::time::GenTime;
use crate::tsu::Tsu;

/// Everything a token says, fixed. What is signed is [`Draft::to_be_signed`].
#[derive(Debug)]
pub struct Draft {
    tsu: Arc<Tsu>,
    tst_info: Vec<u8>,
    signed_attributes: Vec<u8>,
    certificates: Option<CertificatesField>,
    serial: SerialNumber,
    gen_time: GenTime,
}

/// A signature and the scheme by which it was made.
#[derive(Clone, Debug)]
pub struct Signature {
    scheme: SignatureScheme,
    octets: Vec<u8>,
}

impl Signature {
    /// Takes what a key returned: for ECDSA the DER of an Ecdsa-Sig-Value (RFC 5480), for RSA as many octets as the
    /// modulus has.
    #[must_use]
    pub const fn from_octets(scheme: SignatureScheme, octets: Vec<u8>) -> Self {
        Self { scheme, octets }
    }
}

/// Why a draft and a signature do not make a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompleteError {
    /// The signature was made by another scheme than the unit's.
    #[error("the signature was made by {}, the unit signs by {}", .made_by.name(), .unit.name())]
    SchemeMismatch {
        /// How the signature was made.
        made_by: SignatureScheme,
        /// How the unit signs.
        unit: SignatureScheme,
    },
    /// The finished token does not verify under the unit's own certificate (C54).
    #[error("the finished token does not verify under the unit's own certificate")]
    SelfCheck,
}

impl Draft {
    pub(crate) fn new(
        tsu: Arc<Tsu>,
        tst_info: Vec<u8>,
        certificates: Option<CertificatesField>,
        serial: SerialNumber,
        gen_time: GenTime,
    ) -> Self {
        let parts = tsu.parts();
        let mut signed_attributes = parts.signed_attributes.clone();
        // RFC 5652 §5.4: the digest is over the content octets of eContent alone (C46).
        let digest = tsu.scheme().hash().digest(&tst_info);
        if let Some(place) = signed_attributes.get_mut(parts.message_digest.clone()) {
            place.copy_from_slice(&digest);
        }
        Self { tsu, tst_info, signed_attributes, certificates, serial, gen_time }
    }

    /// The octets the key signs: the signed attributes as a SET OF (RFC 5652 §5.4).
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.signed_attributes
    }

    /// SHA-256 of [`Self::to_be_signed`], for the record.
    #[must_use]
    pub fn to_be_signed_sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.signed_attributes).into()
    }

    /// The DER of the TSTInfo.
    #[must_use]
    pub fn tst_info_der(&self) -> &[u8] {
        &self.tst_info
    }

    /// The unit that shall sign it.
    #[must_use]
    pub const fn tsu(&self) -> &Arc<Tsu> {
        &self.tsu
    }

    /// Its serial number.
    #[must_use]
    pub const fn serial(&self) -> SerialNumber {
        self.serial
    }

    /// Its time.
    #[must_use]
    pub const fn gen_time(&self) -> GenTime {
        self.gen_time
    }

    /// Puts the signature in. The draft is used up: there is no second token with this serial number.
    ///
    /// # Errors
    /// [`CompleteError::SchemeMismatch`].
    pub fn complete(self, signature: &Signature) -> Result<TimeStampToken, CompleteError> {
        self.assemble(signature).map(|(der, _)| self.into_token(der))
    }

    /// Puts the signature in and checks the finished octets against the unit's certificate before anyone sees them:
    /// the digest of the TSTInfo in them, and the signature over the attributes in them (C54).
    ///
    /// # Errors
    /// [`CompleteError`].
    #[cfg(feature = "verify")]
    pub fn complete_checked(self, signature: &Signature) -> Result<TimeStampToken, CompleteError> {
        let (der, places) = self.assemble(signature)?;
        self.check(&der, &places)?;
        Ok(self.into_token(der))
    }

    fn into_token(self, der: Vec<u8>) -> TimeStampToken {
        TimeStampToken {
            sha256: Sha256::digest(&der).into(),
            der,
            serial: self.serial,
            gen_time: self.gen_time,
        }
    }

    #[cfg(feature = "verify")]
    fn check(&self, token: &[u8], places: &Places) -> Result<(), CompleteError> {
        let at = |place: &Range<usize>| token.get(place.clone()).unwrap_or_default();
        let digest = self.tsu.scheme().hash().digest(at(&places.tst_info));
        let mut attributes = at(&places.signed_attributes).to_vec();
        // RFC 5652 §5.4: signed under the SET OF tag, sent under [0].
        if let Some(tag) = attributes.first_mut() {
            *tag = encode::SET;
        }
        let stated = attributes.get(self.tsu.parts().message_digest.clone()).unwrap_or_default();
        let algorithm = der::Decode::from_der(&self.tsu.parts().signature_algorithm)
            .map_err(|_| CompleteError::SelfCheck)?;
        // C44: the bare rsaEncryption of a SignerInfo takes its hash from digestAlgorithm.
        let digest_algorithm = self.tsu.scheme().digest_algorithm_der();
        let digest_algorithm =
            der::Decode::from_der(&digest_algorithm).map_err(|_| CompleteError::SelfCheck)?;
        let signed = crate::verify::signature::verify_cms_signature(
            self.tsu.spki_der(),
            &algorithm,
            &digest_algorithm,
            &attributes,
            at(&places.signature),
        );
        if digest == stated && signed.is_ok() { Ok(()) } else { Err(CompleteError::SelfCheck) }
    }

    /// The ContentInfo, written once from the outside in; every length is known before the first octet.
    ///
    /// ```text
    /// ContentInfo ::= SEQUENCE { contentType id-signedData, content [0] EXPLICIT SignedData }
    /// SignedData ::= SEQUENCE {
    ///   version CMSVersion,                                      -- 3, because eContentType is not id-data
    ///   digestAlgorithms DigestAlgorithmIdentifiers,
    ///   encapContentInfo SEQUENCE { eContentType id-ct-TSTInfo, eContent [0] EXPLICIT OCTET STRING },
    ///   certificates [0] IMPLICIT CertificateSet OPTIONAL,       -- no crls (C41)
    ///   signerInfos SET OF SignerInfo }                          -- exactly one (C43)
    /// SignerInfo ::= SEQUENCE {
    ///   version, sid, digestAlgorithm,
    ///   signedAttrs [0] IMPLICIT SignedAttributes,
    ///   signatureAlgorithm, signature OCTET STRING }             -- no unsigned attributes
    /// ```
    /// Source: RFC 5652 §3, §5.1, §5.3.
    fn assemble(&self, signature: &Signature) -> Result<(Vec<u8>, Places), CompleteError> {
        let unit = self.tsu.scheme();
        if signature.scheme != unit {
            return Err(CompleteError::SchemeMismatch { made_by: signature.scheme, unit });
        }
        let parts = self.tsu.parts();
        let certificates: &[u8] = match self.certificates {
            None => &[],
            Some(CertificatesField::Chain) => &parts.certificate_chain,
            Some(CertificatesField::SignerOnly) => &parts.signer_certificate,
        };
        let content_type = Oid::from(oid::CT_TST_INFO).to_der();
        let signed_data_type = Oid::from(oid::SIGNED_DATA).to_der();

        let signer_info = sum(&[
            parts.signer_info_start.len(),
            self.signed_attributes.len(),
            parts.signature_algorithm.len(),
            element_len(signature.octets.len()),
        ]);
        let content = element_len(self.tst_info.len());
        let encapsulated = sum(&[content_type.len(), element_len(content)]);
        let signed_data = sum(&[
            VERSION_3.len(),
            parts.digest_algorithms.len(),
            element_len(encapsulated),
            certificates.len(),
            element_len(element_len(signer_info)),
        ]);
        let content_info = sum(&[signed_data_type.len(), element_len(element_len(signed_data))]);

        let mut out = Vec::with_capacity(element_len(content_info));
        push_header(&mut out, encode::SEQUENCE, content_info);
        out.extend_from_slice(&signed_data_type);
        push_header(&mut out, encode::context(0), element_len(signed_data));
        push_header(&mut out, encode::SEQUENCE, signed_data);
        out.extend_from_slice(&VERSION_3);
        out.extend_from_slice(&parts.digest_algorithms);
        push_header(&mut out, encode::SEQUENCE, encapsulated);
        out.extend_from_slice(&content_type);
        push_header(&mut out, encode::context(0), content);
        push_header(&mut out, encode::OCTET_STRING, self.tst_info.len());
        let tst_info = extend(&mut out, &self.tst_info);
        out.extend_from_slice(certificates);
        push_header(&mut out, encode::SET, element_len(signer_info));
        push_header(&mut out, encode::SEQUENCE, signer_info);
        out.extend_from_slice(&parts.signer_info_start);
        let signed_attributes = extend(&mut out, &self.signed_attributes);
        // Sent under [0] IMPLICIT instead of the SET OF tag under which it is signed.
        if let Some(tag) = out.get_mut(signed_attributes.start) {
            *tag = encode::context(0);
        }
        out.extend_from_slice(&parts.signature_algorithm);
        push_header(&mut out, encode::OCTET_STRING, signature.octets.len());
        let signature = extend(&mut out, &signature.octets);
        Ok((out, Places { tst_info, signed_attributes, signature }))
    }
}

/// Where in a finished token the parts are that its check looks at.
#[cfg_attr(not(feature = "verify"), expect(dead_code, reason = "read by the check, which needs the feature"))]
struct Places {
    tst_info: Range<usize>,
    signed_attributes: Range<usize>,
    signature: Range<usize>,
}

/// A signed TimeStampToken. Only [`Draft::complete`] makes one.
#[derive(Clone, Debug)]
pub struct TimeStampToken {
    der: Vec<u8>,
    sha256: [u8; 32],
    serial: SerialNumber,
    gen_time: GenTime,
}

impl TimeStampToken {
    /// The DER of the ContentInfo.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of [`Self::der`], for the record of the outcome.
    #[must_use]
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// Its serial number.
    #[must_use]
    pub const fn serial(&self) -> SerialNumber {
        self.serial
    }

    /// Its time: the answer must not leave before it by our own clock (C30).
    #[must_use]
    pub const fn gen_time(&self) -> GenTime {
        self.gen_time
    }
}

fn extend(out: &mut Vec<u8>, octets: &[u8]) -> Range<usize> {
    let start = out.len();
    out.extend_from_slice(octets);
    start..out.len()
}

fn sum(lengths: &[usize]) -> usize {
    lengths.iter().fold(0, |total, length| total.saturating_add(*length))
}

/// CMSVersion 3 (RFC 5652 §5.1; C41).
const VERSION_3: [u8; 3] = [encode::INTEGER, 1, 3];

#[cfg(test)]
mod tests;
