//! Everything in a token that does not change from one to the next, encoded once when the unit is loaded.

use alloc::vec::Vec;
use core::ops::Range;

use crate::asn1::encode::{self, tlv};
use crate::asn1::{Oid, oid};
use crate::scheme::SignatureScheme;

use super::certificate::CertificateFields;

/// The constant parts of every token of one unit, each a whole DER element unless said otherwise.
#[derive(Debug)]
pub(crate) struct TokenParts {
    /// SignedData.digestAlgorithms: the digest of the SignerInfo and no other (C42).
    pub(crate) digest_algorithms: Vec<u8>,
    /// `[0] certificates`: the signer alone.
    pub(crate) signer_certificate: Vec<u8>,
    /// `[0] certificates`: signer and intermediates.
    pub(crate) certificate_chain: Vec<u8>,
    /// SignerInfo up to the signed attributes: version, sid, digestAlgorithm; three elements without their SEQUENCE.
    pub(crate) signer_info_start: Vec<u8>,
    /// SignerInfo.signatureAlgorithm.
    pub(crate) signature_algorithm: Vec<u8>,
    /// The SET OF signed attributes as it is signed (tag 0x31), with zeros in place of the message digest.
    pub(crate) signed_attributes: Vec<u8>,
    /// Where in [`Self::signed_attributes`] the message digest goes.
    pub(crate) message_digest: Range<usize>,
}

impl TokenParts {
    pub(crate) fn new(
        scheme: SignatureScheme,
        signer: &[u8],
        fields: &CertificateFields<'_>,
        intermediates: &[Vec<u8>],
    ) -> Self {
        let digest_algorithm = scheme.digest_algorithm_der();
        let signature_algorithm = scheme.signature_algorithm_der();
        // RFC 5652 §5.3: sid is issuerAndSerialNumber, copied from the certificate's own octets (C43); then version is 1.
        let sid = tlv(encode::SEQUENCE, &[fields.issuer, fields.serial]);
        let mut chain: Vec<Vec<u8>> =
            core::iter::once(signer.to_vec()).chain(intermediates.iter().cloned()).collect();
        // A SET OF has no duplicates here and is sorted (C52).
        chain.sort();
        chain.dedup();
        let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
        let (signed_attributes, message_digest) =
            signed_attributes(scheme, signer, fields, &digest_algorithm, &signature_algorithm);
        Self {
            digest_algorithms: tlv(encode::SET, &[&digest_algorithm]),
            signer_certificate: tlv(encode::context(0), &[signer]),
            certificate_chain: tlv(encode::context(0), &chain),
            signer_info_start: [&[encode::INTEGER, 1, 1], sid.as_slice(), &digest_algorithm].concat(),
            signature_algorithm,
            signed_attributes,
            message_digest,
        }
    }
}

/// contentType, messageDigest, signingCertificateV2, CMSAlgorithmProtection, each once with one value (C45), sorted.
/// The digest's value does not move its attribute: the order is settled by the octets in front of it.
fn signed_attributes(
    scheme: SignatureScheme,
    signer: &[u8],
    fields: &CertificateFields<'_>,
    digest_algorithm: &[u8],
    signature_algorithm: &[u8],
) -> (Vec<u8>, Range<usize>) {
    let zeros = alloc::vec![0u8; scheme.hash().digest_len()];
    let digest_attribute = attribute(oid::MESSAGE_DIGEST, &tlv(encode::OCTET_STRING, &[&zeros]));
    let mut attributes = [
        // RFC 5652 §11.1: the same type as eContentType (C46).
        attribute(oid::CONTENT_TYPE, &Oid::from(oid::CT_TST_INFO).to_der()),
        digest_attribute.clone(),
        attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate_v2(signer, fields)),
        attribute(
            oid::CMS_ALGORITHM_PROTECTION,
            &cms_algorithm_protection(digest_algorithm, signature_algorithm),
        ),
    ];
    attributes.sort();
    let before =
        attributes.iter().take_while(|attribute| **attribute != digest_attribute).map(Vec::len).sum();
    let content = attributes.iter().map(Vec::len).sum::<usize>();
    let set = tlv(encode::SET, &[&attributes.concat()]);
    // The digest is the last thing in its attribute.
    let end = set.len().saturating_sub(content).saturating_add(before).saturating_add(digest_attribute.len());
    (set, end.saturating_sub(zeros.len())..end)
}

/// ```text
/// Attribute ::= SEQUENCE {
///   attrType OBJECT IDENTIFIER,
///   attrValues SET OF AttributeValue }
/// ```
/// Source: RFC 5652 §5.3.
fn attribute(kind: der::asn1::ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    tlv(encode::SEQUENCE, &[&Oid::from(kind).to_der(), &tlv(encode::SET, &[value])])
}

/// ```text
/// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies … OPTIONAL }
/// ESSCertIDv2 ::= SEQUENCE {
///    hashAlgorithm AlgorithmIdentifier DEFAULT {algorithm id-sha256},
///    certHash      Hash,
///    issuerSerial  IssuerSerial OPTIONAL }
/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }
/// ```
/// One ESSCertIDv2, the signer's, by SHA-256, so hashAlgorithm is left out (C47, C49). Source: RFC 5035 §3, §4;
/// RFC 5816 §2.2.1.
fn signing_certificate_v2(signer: &[u8], fields: &CertificateFields<'_>) -> Vec<u8> {
    let hash = crate::imprint::HashAlgorithm::Sha256.digest(signer);
    // GeneralName directoryName [4] is EXPLICIT because Name is a CHOICE (X.680 §31.2.7).
    let general_names = tlv(encode::SEQUENCE, &[&tlv(encode::context(4), &[fields.issuer])]);
    let issuer_serial = tlv(encode::SEQUENCE, &[&general_names, fields.serial]);
    let id = tlv(encode::SEQUENCE, &[&tlv(encode::OCTET_STRING, &[&hash]), &issuer_serial]);
    tlv(encode::SEQUENCE, &[&tlv(encode::SEQUENCE, &[&id])])
}

/// ```text
/// CMSAlgorithmProtection ::= SEQUENCE {
///    digestAlgorithm         DigestAlgorithmIdentifier,
///    signatureAlgorithm  [1] SignatureAlgorithmIdentifier OPTIONAL,
///    macAlgorithm        [2] MessageAuthenticationCodeAlgorithm OPTIONAL }
/// ```
/// The module's tags are IMPLICIT, so `[1]` replaces the SEQUENCE's own. Source: RFC 6211 §2 (C50).
fn cms_algorithm_protection(digest_algorithm: &[u8], signature_algorithm: &[u8]) -> Vec<u8> {
    let mut signature = signature_algorithm.to_vec();
    if let Some(tag) = signature.first_mut() {
        *tag = encode::context(1);
    }
    tlv(encode::SEQUENCE, &[digest_algorithm, &signature])
}
