//! CMS attributes: those of a time-stamp token in words, others as octets.

use serde::Serialize;

use super::certificate::general_name;
use super::names::{Named, hex, printable, serial};
use super::request::{fold, show};
use super::tlv::{INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, Tlv, UTC_TIME};
use crate::output::Page;
use crate::time::UtcTime;

/// Attribute, RFC 5652 §5.3.
#[derive(Debug, Serialize)]
pub(crate) struct AttributeView {
    #[serde(rename = "type")]
    kind: Named,
    /// What the value says, a line for each thing.
    lines: Vec<String>,
    /// The value as it stands there.
    value: String,
}

impl AttributeView {
    /// `[n] IMPLICIT SET OF Attribute`, if present.
    pub(crate) fn decode_list(tlv: Option<Tlv<'_>>) -> Result<Vec<Self>, Malformed> {
        let mut attributes = Vec::new();
        let Some(tlv) = tlv else { return Ok(attributes) };
        let mut reader = tlv.inside();
        while !reader.is_empty() {
            let mut inside = reader.expect(SEQUENCE, "an attribute")?.inside();
            let kind = Named::decode(&inside.expect(OBJECT_IDENTIFIER, "attrType")?)?;
            let values = inside.expect(SET, "attrValues")?;
            // What cannot be read is still shown, as octets.
            let lines =
                describe(kind.short(), values.inside()).unwrap_or_else(|_| vec![fold(&hex(values.content))]);
            attributes.push(Self { kind, lines, value: hex(values.content) });
        }
        Ok(attributes)
    }

    pub(crate) fn lay_out_list(title: &str, attributes: &[Self], page: &mut Page) {
        if attributes.is_empty() {
            page.line(format!("{title}: none"));
            return;
        }
        page.line(title);
        page.nested(|page| {
            for attribute in attributes {
                let name = attribute.kind.name.clone().unwrap_or_else(|| show(&attribute.kind));
                page.field(&name, attribute.lines.join("\n"));
            }
        });
    }
}

fn describe(kind: &str, mut values: Reader<'_>) -> Result<Vec<String>, Malformed> {
    let value = values.next()?;
    let lines = match kind {
        "contentType" => vec![Named::decode(&value)?.short().to_owned()],
        "messageDigest" => vec![fold(&hex(&value.octets()?))],
        "signingTime" => vec![signing_time(&value)],
        "signingCertificateV2" => signing_certificate(&value, true)?,
        "signingCertificate" => signing_certificate(&value, false)?,
        "cmsAlgorithmProtection" => algorithm_protection(&value)?,
        _ => vec![format!("{} octets\n{}", value.raw.len(), fold(&hex(value.raw)))],
    };
    values.end("an attribute holds one value")?;
    Ok(lines)
}

/// Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }, RFC 5652 §11.3: UTCTime up to 2049.
fn signing_time(value: &Tlv<'_>) -> String {
    let text = String::from_utf8_lossy(value.content);
    let century = match (value.tag, text.as_bytes().first()) {
        (UTC_TIME, Some(b'5'..)) => "19",
        (UTC_TIME, _) => "20",
        _ => "",
    };
    let time = UtcTime::from_generalized_time(&format!("{century}{text}"));
    time.map_or_else(|| printable(&text), |time| time.to_string())
}

/// SigningCertificate and SigningCertificateV2, RFC 5035 §3 and §4: hashes of the signer's certificate.
fn signing_certificate(value: &Tlv<'_>, v2: bool) -> Result<Vec<String>, Malformed> {
    let mut ids = value.inside().expect(SEQUENCE, "certs")?.inside();
    let mut lines = Vec::new();
    while !ids.is_empty() {
        let mut id = ids.expect(SEQUENCE, "an ESSCertID")?.inside();
        let algorithm = match (v2, id.peek()) {
            (true, Some(SEQUENCE)) => Named::decode_algorithm(&mut id, "hashAlgorithm")?.0.short().to_owned(),
            // RFC 5035 §4: DEFAULT {algorithm id-sha256}.
            (true, _) => "sha256".to_owned(),
            (false, _) => "sha1".to_owned(),
        };
        lines.push(format!("{algorithm} of the certificate"));
        lines.push(fold(&hex(id.expect(OCTET_STRING, "certHash")?.content)));
        if let Some(issuer_serial) = id.next_if(SEQUENCE)? {
            let mut inside = issuer_serial.inside();
            let issuer = inside.expect(SEQUENCE, "issuer")?.inside().next()?;
            let serial = serial(inside.expect(INTEGER, "serialNumber")?.content);
            lines.push(format!("serial {serial}"));
            lines.push(format!("of {}", general_name(issuer.raw)));
        }
    }
    Ok(lines)
}

/// CMSAlgorithmProtection, RFC 6211 §2.
fn algorithm_protection(value: &Tlv<'_>) -> Result<Vec<String>, Malformed> {
    let mut reader = value.inside();
    let (digest, _) = Named::decode_algorithm(&mut reader, "digestAlgorithm")?;
    // [1] IMPLICIT SignatureAlgorithmIdentifier, [2] IMPLICIT MessageAuthenticationCodeAlgorithm
    let other = reader.next()?;
    let algorithm = Named::decode(&other.inside().expect(OBJECT_IDENTIFIER, "the algorithm")?)?;
    Ok(vec![format!("{} with {}", algorithm.short(), digest.short())])
}
