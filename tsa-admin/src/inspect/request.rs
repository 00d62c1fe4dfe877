//! TimeStampReq, RFC 3161 §2.4.1.

use serde::Serialize;

use super::names::{Named, hex};
use super::tlv::{BOOLEAN, INTEGER, Malformed, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, Tlv};
use crate::output::Page;

/// A request as it was sent.
#[derive(Debug, Serialize)]
pub(crate) struct RequestView {
    version: u64,
    imprint: ImprintView,
    policy: Option<Named>,
    nonce: Option<String>,
    cert_req: bool,
    extensions: Vec<ExtensionView>,
}

impl RequestView {
    /// Reads the elements in the order of the standard.
    pub(crate) fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let version = reader.expect(INTEGER, "version")?.small_integer()?;
        let imprint = ImprintView::decode(&mut reader)?;
        let policy = reader.next_if(OBJECT_IDENTIFIER)?.map(|tlv| Named::decode(&tlv)).transpose()?;
        let nonce = reader.next_if(INTEGER)?.map(|tlv| hex(tlv.content));
        let cert_req = reader.next_if(BOOLEAN)?.is_some_and(|tlv| tlv.content != [0]);
        let extensions = ExtensionView::decode_list(reader.next_if(0xa0)?)?;
        reader.end("something follows the last field of the request")?;
        Ok(Self { version, imprint, policy, nonce, cert_req, extensions })
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.field("Version", self.version);
        self.imprint.lay_out(page);
        page.field("Policy", self.policy.as_ref().map_or("any the TSA likes".to_owned(), show));
        page.field("Nonce", self.nonce.as_deref().map_or("none", |nonce| nonce));
        let certificates = if self.cert_req { "wanted in the token" } else { "not wanted in the token" };
        page.field("Certificates", certificates);
        ExtensionView::lay_out_list(&self.extensions, page);
    }
}

/// MessageImprint: what is being time-stamped.
#[derive(Debug, Serialize)]
pub(crate) struct ImprintView {
    pub(crate) algorithm: Named,
    pub(crate) digest: String,
}

impl ImprintView {
    pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut inside = reader.expect(SEQUENCE, "messageImprint")?.inside();
        let (algorithm, _) = Named::decode_algorithm(&mut inside, "hashAlgorithm")?;
        let digest = hex(inside.expect(OCTET_STRING, "hashedMessage")?.content);
        inside.end("something follows the digest")?;
        Ok(Self { algorithm, digest })
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.field("Imprint", format!("{}\n{}", self.algorithm.short(), fold(&self.digest)));
    }
}

/// An extension of a request or a token.
#[derive(Debug, Serialize)]
pub(crate) struct ExtensionView {
    id: Named,
    critical: bool,
    value: String,
}

impl ExtensionView {
    /// `[n] IMPLICIT Extensions`, if present.
    pub(crate) fn decode_list(tlv: Option<Tlv<'_>>) -> Result<Vec<Self>, Malformed> {
        let mut extensions = Vec::new();
        let Some(tlv) = tlv else { return Ok(extensions) };
        let mut reader = tlv.inside();
        while !reader.is_empty() {
            let mut inside = reader.expect(SEQUENCE, "an extension")?.inside();
            let id = Named::decode(&inside.expect(OBJECT_IDENTIFIER, "extnID")?)?;
            let critical = inside.next_if(BOOLEAN)?.is_some_and(|tlv| tlv.content != [0]);
            let value = hex(inside.expect(OCTET_STRING, "extnValue")?.content);
            extensions.push(Self { id, critical, value });
        }
        Ok(extensions)
    }

    pub(crate) fn lay_out_list(extensions: &[Self], page: &mut Page) {
        if extensions.is_empty() {
            page.field("Extensions", "none");
        }
        for extension in extensions {
            let critical = if extension.critical { ", critical" } else { "" };
            page.field("Extension", format!("{}{critical}\n{}", show(&extension.id), fold(&extension.value)));
        }
    }
}

/// The name and the numbers.
pub(crate) fn show(named: &Named) -> String {
    match &named.name {
        Some(name) => format!("{} ({name})", named.oid),
        None => named.oid.clone(),
    }
}

/// Hexadecimal in lines of 64 digits, as wide as a SHA-256.
pub(crate) fn fold(hex: &str) -> String {
    let mut lines = Vec::new();
    let mut rest = hex;
    while let Some((line, tail)) = rest.split_at_checked(64) {
        lines.push(line);
        rest = tail;
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines.join("\n")
}
