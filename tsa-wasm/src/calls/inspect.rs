//! What a file dropped on the page is: told from its octets, never from its name. Nothing is verified here.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use tsa_core::asn1::tsp::{TimeStampReq, TimeStampResp};
use tsa_core::verify::required_hash;
use x509_cert::Certificate;
use x509_cert::certificate::Rfc5280;
use x509_cert::crl::CertificateList;
use x509_cert::der::{Decode, Encode};

use super::octets::{Hex, Octets};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Question {
    data: Octets,
}

/// One dropped file, or the parts of a PEM file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(super) enum Kind {
    /// A TimeStampResp with a token; `algorithm` and `digest` are of its imprint.
    Response(Imprint),
    /// A bare token.
    Token(Imprint),
    /// A TimeStampResp that refuses.
    Refusal,
    /// A TimeStampReq.
    Request(Imprint),
    /// A certificate.
    Certificate(CertificateFacts),
    /// A certificate revocation list.
    Crl { der: Octets },
    /// PEM: each block that is known.
    Pem { parts: Vec<Kind> },
    /// A zip archive: a package or a container.
    Zip,
    /// A proof of logging (c2sp.org/tlog-proof).
    LogProof,
    /// None of these: a file like any other.
    File,
}

#[derive(Serialize)]
pub(super) struct Imprint {
    algorithm: Option<&'static str>,
    digest: Hex,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CertificateFacts {
    der: Octets,
    sha256: Hex,
    subject: String,
    issuer: String,
    serial: Hex,
    /// Milliseconds since 1970.
    not_before: u64,
    not_after: u64,
    /// Subject and issuer are the same: it may be a root.
    self_issued: bool,
}

pub(super) fn inspect(question: &Question) -> Kind {
    of(&question.data.0)
}

fn of(data: &[u8]) -> Kind {
    if data.starts_with(b"PK\x03\x04") || data.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if data.first() == Some(&SEQUENCE) {
        return of_der(data).unwrap_or(Kind::File);
    }
    of_text(data).unwrap_or(Kind::File)
}

fn of_der(data: &[u8]) -> Option<Kind> {
    let response = TimeStampResp::decode(data).ok();
    if response.as_ref().is_some_and(|response| response.time_stamp_token.is_none()) {
        return Some(Kind::Refusal);
    }
    if let Some(required) = required_hash(data) {
        let imprint = Imprint { algorithm: Some(required.algorithm.name()), digest: Hex(required.digest) };
        return Some(if response.is_some() { Kind::Response(imprint) } else { Kind::Token(imprint) });
    }
    if let Ok(request) = TimeStampReq::decode(data) {
        let imprint = request.message_imprint;
        let algorithm = tsa_core::HashAlgorithm::from_oid_content(imprint.algorithm.as_bytes());
        let digest = Hex(imprint.hashed_message.to_vec());
        return Some(Kind::Request(Imprint {
            algorithm: algorithm.map(tsa_core::HashAlgorithm::name),
            digest,
        }));
    }
    if let Ok(certificate) = Certificate::from_der(data) {
        return Some(Kind::Certificate(certificate_facts(&certificate, data)));
    }
    CertificateList::<Rfc5280>::from_der(data).ok().map(|_| Kind::Crl { der: Octets(data.to_vec()) })
}

pub(super) fn certificate_facts(certificate: &Certificate, der: &[u8]) -> CertificateFacts {
    let tbs = certificate.tbs_certificate();
    let millis =
        |time: x509_cert::time::Time| u64::try_from(time.to_unix_duration().as_millis()).unwrap_or(u64::MAX);
    CertificateFacts {
        der: Octets(der.to_vec()),
        sha256: Hex(tsa_core::HashAlgorithm::Sha256.digest(der)),
        subject: tbs.subject().to_string(),
        issuer: tbs.issuer().to_string(),
        serial: Hex(tbs.serial_number().as_bytes().to_vec()),
        not_before: millis(tbs.validity().not_before),
        not_after: millis(tbs.validity().not_after),
        self_issued: tbs.subject().to_der().ok() == tbs.issuer().to_der().ok(),
    }
}

fn of_text(data: &[u8]) -> Option<Kind> {
    let head = str::from_utf8(data.get(..data.len().min(HEAD))?).unwrap_or_default();
    if head.starts_with("c2sp.org/tlog-proof@") {
        return Some(Kind::LogProof);
    }
    if head.contains("-----BEGIN ") {
        let parts = pem_blocks(str::from_utf8(data).ok()?).map(|der| of(&der)).collect();
        return Some(Kind::Pem { parts });
    }
    None
}

/// The octets of each PEM block (RFC 7468); text around and between them is passed over.
pub(super) fn pem_blocks(text: &str) -> impl Iterator<Item = Vec<u8>> {
    text.split("-----BEGIN ").skip(1).filter_map(|rest| {
        let (_label, rest) = rest.split_once("-----")?;
        let (body, _) = rest.split_once("-----END ")?;
        let body: String = body.split_ascii_whitespace().collect();
        Base64::decode_vec(&body).ok()
    })
}

const SEQUENCE: u8 = 0x30;

/// Enough of a text to tell what it is.
const HEAD: usize = 4096;
