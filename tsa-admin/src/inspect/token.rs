//! A token: CMS SignedData (RFC 5652 §5.1) around a TSTInfo.

use serde::Serialize;

use super::attributes::AttributeView;
use super::certificate::{CertificateView, name_text};
use super::names::{Named, hex, serial};
use super::request::show;
use super::tlv::{INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, Tlv};
use super::tst_info::TstInfoView;
use crate::output::Page;

/// A token as it is written.
#[derive(Debug, Serialize)]
pub(crate) struct TokenView {
    length: usize,
    version: u64,
    content_type: Named,
    digest_algorithms: Vec<Named>,
    tst_info: TstInfoView,
    signers: Vec<SignerView>,
    certificates: Vec<CertificateView>,
    /// How many revocation lists the token carries with it.
    crls: usize,
}

impl TokenView {
    /// Reads a ContentInfo.
    pub(crate) fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let kind = reader.expect(OBJECT_IDENTIFIER, "contentType")?;
        if kind.content != SIGNED_DATA {
            let found = Named::decode(&kind)?;
            return Err(kind.malformed(&format!("the CMS content is {}, not signedData", show(&found))));
        }
        let signed_data = reader.expect(0xa0, "content")?.inner()?;
        reader.end("something follows the content")?;
        Self::decode_signed_data(tlv.raw.len(), &signed_data)
    }

    fn decode_signed_data(length: usize, signed_data: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = signed_data.inside();
        let version = reader.expect(INTEGER, "version")?.small_integer()?;
        let mut digests = reader.expect(SET, "digestAlgorithms")?.inside();
        let mut digest_algorithms = Vec::new();
        while !digests.is_empty() {
            digest_algorithms.push(Named::decode_algorithm(&mut digests, "a digest algorithm")?.0);
        }
        let mut content = reader.expect(SEQUENCE, "encapContentInfo")?.inside();
        let content_type = Named::decode(&content.expect(OBJECT_IDENTIFIER, "eContentType")?)?;
        let octets = content.expect(0xa0, "eContent")?.inner()?.octets()?;
        let tst_info = TstInfoView::decode(&Tlv::only(&octets)?)?;
        let certificates = list(reader.next_if(0xa0)?, |tlv| CertificateView::decode(tlv.raw))?;
        let crls = list(reader.next_if(0xa1)?, |_| ())?.len();
        let mut infos = reader.expect(SET, "signerInfos")?.inside();
        let mut signers = Vec::new();
        while !infos.is_empty() {
            signers.push(SignerView::decode(&infos.expect(SEQUENCE, "a SignerInfo")?)?);
        }
        reader.end("something follows the signers")?;
        Ok(Self { length, version, content_type, digest_algorithms, tst_info, signers, certificates, crls })
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.nested(|page| {
            self.tst_info.lay_out(page);
            let digests: Vec<&str> = self.digest_algorithms.iter().map(Named::short).collect();
            let digests = if digests.is_empty() { "none".to_owned() } else { digests.join(", ") };
            let shape = format!("SignedData version {}, {} octets", self.version, self.length);
            page.field("CMS", format!("{shape}\ncontent {}, digests {digests}", self.content_type.short()));
            if self.crls > 0 {
                page.field("CRLs", format!("{} inside", self.crls));
            }
        });
        if self.signers.is_empty() {
            page.heading("Signature: none");
        }
        for signer in &self.signers {
            page.heading("Signature");
            page.nested(|page| signer.lay_out(page));
        }
        if self.certificates.is_empty() {
            page.heading("Certificates: none inside");
        }
        for (number, certificate) in self.certificates.iter().enumerate() {
            let signer = self.signers.iter().any(|signer| signer.id.is(certificate));
            let role = if signer { ": the signer's" } else { "" };
            page.heading(format!("Certificate {} of {}{role}", number + 1, self.certificates.len()));
            page.nested(|page| certificate.lay_out(page));
        }
    }
}

fn list<T>(set: Option<Tlv<'_>>, read: impl Fn(&Tlv<'_>) -> T) -> Result<Vec<T>, Malformed> {
    let mut items = Vec::new();
    if let Some(set) = set {
        let mut reader = set.inside();
        while !reader.is_empty() {
            items.push(read(&reader.next()?));
        }
    }
    Ok(items)
}

/// SignerInfo, RFC 5652 §5.3.
#[derive(Debug, Serialize)]
struct SignerView {
    version: u64,
    id: SignerId,
    digest_algorithm: Named,
    signature_algorithm: Named,
    signature_length: usize,
    signature: String,
    signed_attributes: Vec<AttributeView>,
    unsigned_attributes: Vec<AttributeView>,
}

impl SignerView {
    fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let version = reader.expect(INTEGER, "version")?.small_integer()?;
        let id = SignerId::decode(&mut reader)?;
        let (digest_algorithm, _) = Named::decode_algorithm(&mut reader, "digestAlgorithm")?;
        let signed_attributes = AttributeView::decode_list(reader.next_if(0xa0)?)?;
        let (signature_algorithm, _) = Named::decode_algorithm(&mut reader, "signatureAlgorithm")?;
        let signature = reader.expect(OCTET_STRING, "signature")?.content;
        let unsigned_attributes = AttributeView::decode_list(reader.next_if(0xa1)?)?;
        reader.end("something follows the unsigned attributes")?;
        Ok(Self {
            version,
            id,
            digest_algorithm,
            signature_algorithm,
            signature_length: signature.len(),
            signature: hex(signature),
            signed_attributes,
            unsigned_attributes,
        })
    }

    fn lay_out(&self, page: &mut Page) {
        match &self.id {
            SignerId::IssuerAndSerial { issuer, serial } => {
                page.field("Signed by", format!("serial {serial}\nof {issuer}"));
            }
            SignerId::SubjectKeyId { key_id } => page.field("Signed by", format!("key identifier {key_id}")),
        }
        let algorithm = self.signature_algorithm.short();
        let digest = self.digest_algorithm.short();
        page.field("Algorithm", format!("{algorithm} over {digest}, {} octets", self.signature_length));
        page.field("SignerInfo", format!("version {}", self.version));
        AttributeView::lay_out_list("Signed attributes", &self.signed_attributes, page);
        if !self.unsigned_attributes.is_empty() {
            AttributeView::lay_out_list("Unsigned attributes", &self.unsigned_attributes, page);
        }
    }
}

/// SignerIdentifier: which certificate the signer says is theirs.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum SignerId {
    IssuerAndSerial { issuer: String, serial: String },
    SubjectKeyId { key_id: String },
}

impl SignerId {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        if let Some(key_id) = reader.next_if(0x80)? {
            return Ok(Self::SubjectKeyId { key_id: hex(key_id.content) });
        }
        let mut inside = reader.expect(SEQUENCE, "issuerAndSerialNumber")?.inside();
        let issuer = name_text(inside.expect(SEQUENCE, "issuer")?.raw);
        let serial = serial(inside.expect(INTEGER, "serialNumber")?.content);
        Ok(Self::IssuerAndSerial { issuer, serial })
    }

    fn is(&self, certificate: &CertificateView) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => certificate.is_named(issuer, serial),
            Self::SubjectKeyId { key_id } => certificate.has_key_id(key_id),
        }
    }
}

/// 1.2.840.113549.1.7.2, content octets.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
