//! ContentInfo, SignedData and SignerInfo (RFC 5652) as borrowed octets.
//!
//! The octets of the signed attributes, of each certificate and of the eContent are kept as they stand, because hashes and
//! signatures are made over them; the structs of the `cms` crate would decode them and lose the originals.

use alloc::vec::Vec;

use der::Decode;
use spki::AlgorithmIdentifierRef;

use super::check::Check;
use super::report::Failure;
use super::rules::Rule;
use super::tlv::{self, Elements, Malformed, Tlv};
use crate::asn1::oid;

/// A SignedData with its one SignerInfo.
#[derive(Clone, Debug)]
pub(super) struct SignedData<'a> {
    /// The octets inside the eContent OCTET STRING: the DER of the TSTInfo.
    pub(super) econtent: &'a [u8],
    /// The X.509 certificates, each whole.
    pub(super) certificates: Vec<&'a [u8]>,
    /// Whether the field is there at all.
    pub(super) has_certificates: bool,
    pub(super) signer: SignerInfo<'a>,
}

#[derive(Clone, Debug)]
pub(super) struct SignerInfo<'a> {
    pub(super) sid: SignerIdentifier<'a>,
    pub(super) digest_algorithm: Algorithm<'a>,
    /// The content of the signed attributes' SET.
    pub(super) signed_attributes: Tlv<'a>,
    pub(super) signature_algorithm: Algorithm<'a>,
    pub(super) signature: &'a [u8],
}

#[derive(Clone, Copy, Debug)]
pub(super) enum SignerIdentifier<'a> {
    /// The whole Name and the content octets of the INTEGER.
    IssuerAndSerialNumber {
        issuer: &'a [u8],
        serial: &'a [u8],
    },
    SubjectKeyIdentifier(&'a [u8]),
}

/// An AlgorithmIdentifier, whole and decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Algorithm<'a> {
    pub(super) raw: &'a [u8],
    pub(super) identifier: AlgorithmIdentifierRef<'a>,
}

/// Reads a token whose framing is DER and holds it to the rows C40–C43 and C52.
pub(super) fn read<'a>(token: &'a [u8], check: &mut Check) -> Result<SignedData<'a>, Failure> {
    let content =
        Tlv::whole(token).and_then(|tlv| tlv.expect(tlv::SEQUENCE)).map_err(|_| Rule::TokenSyntax)?;
    let mut content_info = content.elements();
    let content_type = content_info.next().and_then(Tlv::oid).map_err(|_| Rule::TokenSyntax)?;
    if content_type != oid::SIGNED_DATA.as_bytes() {
        return Err(Rule::TokenContentType.into());
    }
    let signed_data = content_info
        .take(EXPLICIT_0)
        .and_then(|content| content_info.finish().and(Ok(content)))
        .and_then(Tlv::inner)
        .and_then(|tlv| tlv.expect(tlv::SEQUENCE))
        .map_err(|_| Rule::TokenSyntax)?;
    read_signed_data(signed_data.elements(), check)
}

fn read_signed_data<'a>(mut body: Elements<'a>, check: &mut Check) -> Result<SignedData<'a>, Failure> {
    let syntax = |_: Malformed| Rule::TokenSyntax;
    let version = body.next().and_then(Tlv::small_integer).map_err(syntax)?;
    check.strictly(Rule::SignedDataVersion, version == 3)?;
    let digest_algorithms = body.take(tlv::SET).and_then(|set| set.elements().collect()).map_err(syntax)?;
    let encapsulated = body.take(tlv::SEQUENCE).map_err(syntax)?;
    let certificates = body.optional(EXPLICIT_0).map_err(syntax)?;
    let crls = body.optional(EXPLICIT_1).map_err(syntax)?;
    let signers = body.take(tlv::SET).and_then(|set| set.elements().collect()).map_err(syntax)?;
    body.finish().map_err(syntax)?;

    let econtent = read_econtent(encapsulated)?;
    check.strictly(Rule::EmbeddedCrls, crls.is_none())?;
    // RFC 3161 §2.4.2: no signature but the TSA's may be in the token.
    let [signer] = signers.as_slice() else { return Err(Rule::OneSigner.into()) };
    let signer = read_signer_info(*signer, check)?;
    let sole_digest =
        matches!(digest_algorithms.as_slice(), [only] if only.raw == signer.digest_algorithm.raw);
    check.strictly(Rule::DigestAlgorithms, sole_digest)?;
    let has_certificates = certificates.is_some();
    let certificates = read_certificates(certificates, check)?;
    Ok(SignedData { econtent, certificates, has_certificates, signer })
}

/// `EncapsulatedContentInfo` (RFC 5652 §5.2).
fn read_econtent(encapsulated: Tlv<'_>) -> Result<&[u8], Failure> {
    let mut fields = encapsulated.elements();
    let content_type = fields.next().and_then(Tlv::oid).map_err(|_| Rule::TokenSyntax)?;
    if content_type != oid::CT_TST_INFO.as_bytes() {
        return Err(Rule::EContentType.into());
    }
    let econtent = fields
        .take(EXPLICIT_0)
        .and_then(|content| fields.finish().and(Ok(content)))
        .and_then(Tlv::inner)
        .and_then(|tlv| tlv.expect(tlv::OCTET_STRING))
        .map_err(|_| Rule::EContent)?;
    Ok(econtent.value)
}

fn read_certificates<'a>(field: Option<Tlv<'a>>, check: &mut Check) -> Result<Vec<&'a [u8]>, Failure> {
    let Some(field) = field else { return Ok(Vec::new()) };
    let choices = field.elements().collect().map_err(|_| Rule::TokenSyntax)?;
    let is_certificate = |choice: &&Tlv<'_>| choice.tag == tlv::SEQUENCE;
    check.strictly(Rule::OtherCertificates, choices.iter().all(|choice| is_certificate(&choice)))?;
    check.strictly(Rule::CertificateSet, !choices.is_empty())?;
    let mut raw: Vec<&[u8]> = choices.iter().filter(is_certificate).map(|choice| choice.raw).collect();
    check.strictly(Rule::CertificateSet, raw.is_sorted_by(|a, b| a < b))?;
    raw.sort_unstable();
    raw.dedup();
    Ok(raw)
}

fn read_signer_info<'a>(signer: Tlv<'a>, check: &mut Check) -> Result<SignerInfo<'a>, Failure> {
    let syntax = |_: Malformed| Rule::TokenSyntax;
    let mut fields = signer.expect(tlv::SEQUENCE).map_err(syntax)?.elements();
    let version = fields.next().and_then(Tlv::small_integer).map_err(syntax)?;
    let sid = fields.next().and_then(read_sid).map_err(syntax)?;
    let digest_algorithm = fields.next().map_err(syntax)?;
    let signed_attributes = fields.optional(EXPLICIT_0).map_err(syntax)?;
    let signature_algorithm = fields.next().map_err(syntax)?;
    let signature = fields.take(tlv::OCTET_STRING).map_err(syntax)?.value;
    let unsigned_attributes = fields.optional(EXPLICIT_1).map_err(syntax)?;
    fields.finish().map_err(syntax)?;

    let by_name = matches!(sid, SignerIdentifier::IssuerAndSerialNumber { .. });
    // RFC 5652 §5.3: the version follows from the form of the sid.
    check.strictly(Rule::SignerInfoVersion, version == if by_name { 1 } else { 3 })?;
    check.strictly(Rule::SignerIdentifier, by_name)?;
    let digest_algorithm = Algorithm::read(digest_algorithm, Rule::DigestAlgorithm)?;
    // RFC 5652 §5.3: signedAttrs must be there, as the content is not id-data; without them the signature could be that of
    // another structure.
    let signed_attributes = signed_attributes.ok_or(Rule::SignedAttributes)?;
    let signature_algorithm = Algorithm::read(signature_algorithm, Rule::SignatureAlgorithm)?;
    check.strictly(Rule::UnsignedAttributes, unsigned_attributes.is_none())?;
    Ok(SignerInfo { sid, digest_algorithm, signed_attributes, signature_algorithm, signature })
}

fn read_sid(sid: Tlv<'_>) -> Result<SignerIdentifier<'_>, Malformed> {
    match sid.tag {
        tlv::SEQUENCE => {
            let mut fields = sid.elements();
            let issuer = fields.take(tlv::SEQUENCE)?.raw;
            let serial = fields.next()?.expect(tlv::INTEGER)?.value;
            fields.finish()?;
            Ok(SignerIdentifier::IssuerAndSerialNumber { issuer, serial })
        }
        IMPLICIT_0 => Ok(SignerIdentifier::SubjectKeyIdentifier(sid.value)),
        _ => Err(Malformed),
    }
}

impl<'a> Algorithm<'a> {
    fn read(tlv: Tlv<'a>, rule: Rule) -> Result<Self, Failure> {
        let identifier = AlgorithmIdentifierRef::from_der(tlv.raw).map_err(|_| rule)?;
        Ok(Self { raw: tlv.raw, identifier })
    }
}

/// The constructed tags `[0]` and `[1]`, here explicit or implicit over constructed types.
pub(super) const EXPLICIT_0: u8 = 0xA0;
pub(super) const EXPLICIT_1: u8 = 0xA1;
/// The primitive tag `[0]`.
const IMPLICIT_0: u8 = 0x80;
