//! What a file dropped on the page is: told from its octets, never from its name. Nothing is verified here.

use serde::{Deserialize, Serialize};
use tsa_core::asn1::tsp::{TimeStampReq, TimeStampResp};
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::verify::required_hash;
use tsa_core::{HashAlgorithm, UnixTime};
use tsa_evidence::certificate::{self, PemFile, is_crl};
use tsa_evidence::claim::Claim;
use tsa_evidence::trust::TrustFile;

use super::octets::{Hex, Octets};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Question {
    data: Octets,
}

/// One dropped file, or the parts of a PEM file.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
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
    /// PEM: its certificates and revocation lists.
    Pem { parts: Vec<Kind> },
    /// A zip archive: a package, a container, or any other.
    Zip,
    /// JSON that says that it is a claim, well-formed or not; the fingerprint that it names, if it can be read.
    Claim { sha256: Hex, file_sha256: Option<Hex> },
    /// The manifest of a folder.
    Manifest,
    /// One file of a folder, with the way to the folder's head.
    Shown,
    /// Names that claims commit to.
    NameSeals,
    /// A proof of logging (c2sp.org/tlog-proof).
    LogProof,
    /// Log and witness keys (c2sp.org/tlog-policy).
    LogPolicy,
    /// A trust entry.
    Trust { roots: Vec<Hex> },
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
        let algorithm = HashAlgorithm::from_oid_content(imprint.algorithm.as_bytes());
        let digest = Hex(imprint.hashed_message.to_vec());
        return Some(Kind::Request(Imprint { algorithm: algorithm.map(HashAlgorithm::name), digest }));
    }
    if let Some(facts) = certificate_facts(data) {
        return Some(Kind::Certificate(facts));
    }
    is_crl(data).then(|| Kind::Crl { der: Octets(data.to_vec()) })
}

/// What a certificate in DER says of itself.
pub(super) fn certificate_facts(der: &[u8]) -> Option<CertificateFacts> {
    let facts = certificate::CertificateFacts::read(der)?;
    let millis = |time: UnixTime| time.as_nanos() / 1_000_000;
    Some(CertificateFacts {
        der: Octets(der.to_vec()),
        sha256: Hex(facts.sha256.to_vec()),
        self_issued: facts.is_self_issued(),
        subject: facts.subject,
        issuer: facts.issuer,
        serial: Hex(facts.serial),
        not_before: millis(facts.not_before),
        not_after: millis(facts.not_after),
    })
}

fn of_text(data: &[u8]) -> Option<Kind> {
    let text = str::from_utf8(data).ok()?;
    if text.starts_with("c2sp.org/tlog-proof@") {
        return Some(Kind::LogProof);
    }
    if let Ok(entry) = TrustFile::parse(text) {
        return Some(Kind::Trust { roots: entry.roots.iter().map(|root| Hex(root.to_vec())).collect() });
    }
    if let Some(pem) = PemFile::parse(text) {
        let parts = pem.certificates.iter().chain(&pem.crls).filter_map(|der| of_der(der)).collect();
        return Some(Kind::Pem { parts });
    }
    if text.starts_with('{') {
        return of_json(data);
    }
    // Any text without a single line for a log would be read as an empty policy.
    (text.lines().any(|line| line.starts_with("log ")) && LogPolicy::parse(data).is_ok())
        .then_some(Kind::LogPolicy)
}

fn of_json(data: &[u8]) -> Option<Kind> {
    let json: serde_json::Value = serde_json::from_slice(data).ok()?;
    let word = |name: &str| json.get(name).and_then(serde_json::Value::as_str);
    match word("type")? {
        "folder-manifest" => Some(Kind::Manifest),
        "folder-file" => Some(Kind::Shown),
        "name-seals" => Some(Kind::NameSeals),
        "file" | "folder" if json.get("holders").is_some() => Some(Kind::Claim {
            sha256: Hex(HashAlgorithm::Sha256.digest(data)),
            file_sha256: Claim::parse(data).ok().map(|claim| Hex(claim.fields().file.sha256.to_vec())),
        }),
        _ => None,
    }
}

const SEQUENCE: u8 = 0x30;
