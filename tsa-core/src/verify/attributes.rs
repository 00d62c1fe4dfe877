//! The signed attributes: which there are, and what they bind (rows C45–C47, C50, C51).

use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;

use super::check::{Check, require};
use super::cms::{EXPLICIT_1, SignedData, SignerInfo};
use super::ess::{EssAttribute, SigningCertificate};
use super::report::Failure;
use super::rules::Rule;
use super::signature::SignatureHash;
use super::time::read_time;
use super::tlv::{self, Tlv};
use crate::asn1::oid;

/// What the attributes bind, checked against the token's own octets.
#[derive(Clone, Debug)]
pub(super) struct Attributes<'a> {
    /// The DER of the `SET OF Attribute`, over which the signature is made.
    pub(super) to_be_signed: Vec<u8>,
    /// The identifiers of the signer's certificate.
    pub(super) signing_certificate: SigningCertificate<'a>,
    /// signingTime in seconds since 1970.
    pub(super) signing_time: Option<u64>,
}

/// Reads the signed attributes of `signed` and checks all that does not need the signer's certificate.
pub(super) fn read<'a>(signed: &SignedData<'a>, check: &mut Check) -> Result<Attributes<'a>, Failure> {
    let signer = &signed.signer;
    let digest = SignatureHash::from_identifier(&signer.digest_algorithm.identifier)
        .map_err(|cause| Failure::with_cause(Rule::DigestAlgorithm, cause))?;
    // RFC 5754 §2: SHA-2 identifiers are written without parameters.
    check.strictly(Rule::DigestAlgorithmForm, signer.digest_algorithm.identifier.parameters.is_none())?;

    let elements = signer.signed_attributes.elements().collect().map_err(|_| Rule::SignedAttributes)?;
    let attributes = single_valued(&elements)?;
    check.strictly(Rule::SignedAttributesOrder, tlv::is_sorted_set(&elements))?;
    let known = |attribute: &Attribute<'_>| PROFILE.iter().any(|oid| oid.as_bytes() == attribute.oid);
    check.strictly(Rule::SignedAttributesProfile, attributes.iter().all(known))?;

    let find = |wanted: ObjectIdentifier| {
        attributes
            .iter()
            .find(|attribute| attribute.oid == wanted.as_bytes())
            .map(|attribute| attribute.value)
    };
    // RFC 5652 §11.1: equal to eContentType, which is id-ct-TSTInfo or we would not be here.
    let content_type = find(oid::CONTENT_TYPE).and_then(|value| value.oid().ok());
    require(Rule::ContentTypeAttribute, content_type == Some(oid::CT_TST_INFO.as_bytes()))?;
    // RFC 5652 §5.4: the digest covers the content octets, not their tag and length.
    let message_digest = find(oid::MESSAGE_DIGEST).and_then(|value| value.expect(tlv::OCTET_STRING).ok());
    let expected = digest.digest(signed.econtent);
    require(Rule::MessageDigest, message_digest.is_some_and(|value| value.value == expected))?;
    check_protection(find(oid::CMS_ALGORITHM_PROTECTION), signer, check)?;
    let signing_certificate = SigningCertificate::read(
        find(oid::SIGNING_CERTIFICATE_V2).map(EssAttribute::V2),
        find(oid::SIGNING_CERTIFICATE).map(EssAttribute::V1),
        check,
    )?;
    let signing_time = match find(oid::SIGNING_TIME) {
        Some(value) => Some(read_time(value).map_err(|_| Rule::SignedAttributes)?),
        None => None,
    };
    Ok(Attributes { to_be_signed: to_be_signed(&elements), signing_certificate, signing_time })
}

struct Attribute<'a> {
    oid: &'a [u8],
    value: Tlv<'a>,
}

/// `Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue }`, each type once with one value.
fn single_valued<'a>(elements: &[Tlv<'a>]) -> Result<Vec<Attribute<'a>>, Failure> {
    let mut attributes: Vec<Attribute<'_>> = Vec::with_capacity(elements.len());
    for element in elements {
        let attribute = read_attribute(*element).map_err(|_| Rule::SignedAttributes)?;
        if attributes.len() >= MAX_ATTRIBUTES || attributes.iter().any(|other| other.oid == attribute.oid) {
            return Err(Rule::SignedAttributes.into());
        }
        attributes.push(attribute);
    }
    Ok(attributes)
}

fn read_attribute(element: Tlv<'_>) -> Result<Attribute<'_>, tlv::Malformed> {
    let mut fields = element.expect(tlv::SEQUENCE)?.elements();
    let oid = fields.next()?.oid()?;
    let value = fields.take(tlv::SET)?.inner()?;
    fields.finish()?;
    Ok(Attribute { oid, value })
}

/// `CMSAlgorithmProtection` (RFC 6211 §2): the digest algorithm and, under `[1]`, the signature algorithm.
///
/// ```text
/// CMSAlgorithmProtection ::= SEQUENCE {
///    digestAlgorithm         DigestAlgorithmIdentifier,
///    signatureAlgorithm  [1] SignatureAlgorithmIdentifier OPTIONAL,
///    macAlgorithm        [2] MessageAuthenticationCodeAlgorithm OPTIONAL }
/// ```
fn check_protection(
    value: Option<Tlv<'_>>,
    signer: &SignerInfo<'_>,
    check: &mut Check,
) -> Result<(), Failure> {
    check.strictly(Rule::AlgorithmProtection, value.is_some())?;
    let Some(value) = value else { return Ok(()) };
    let matches = || -> Result<bool, tlv::Malformed> {
        let mut fields = value.expect(tlv::SEQUENCE)?.elements();
        let digest = fields.next()?;
        let signature = fields.take(EXPLICIT_1)?;
        fields.finish()?;
        // [1] is IMPLICIT: the content is that of the SignerInfo's own SEQUENCE.
        let signature_content = Tlv::whole(signer.signature_algorithm.raw)?.value;
        Ok(digest.raw == signer.digest_algorithm.raw && signature.value == signature_content)
    };
    require(Rule::AlgorithmProtectionMatch, matches() == Ok(true))
}

/// RFC 5652 §5.4: signed is the DER of a SET OF, so tag 31 instead of `[0]` and the elements in DER order.
fn to_be_signed(elements: &[Tlv<'_>]) -> Vec<u8> {
    let mut raw: Vec<&[u8]> = elements.iter().map(|element| element.raw).collect();
    raw.sort_unstable();
    tlv::encode(tlv::SET, &raw.concat())
}

/// Conformance §4 "Token", with the two that a switch may add (C48, C51).
const PROFILE: [ObjectIdentifier; 6] = [
    oid::CONTENT_TYPE,
    oid::MESSAGE_DIGEST,
    oid::SIGNING_CERTIFICATE_V2,
    oid::CMS_ALGORITHM_PROTECTION,
    oid::SIGNING_CERTIFICATE,
    oid::SIGNING_TIME,
];
/// Far more than any TSA sends; bounds the search for duplicates.
const MAX_ATTRIBUTES: usize = 64;
