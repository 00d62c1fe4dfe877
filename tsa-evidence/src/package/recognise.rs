//! What is this file?

use alloc::boxed::Box;
use alloc::vec::Vec;

use tsa_core::asn1::tsp::{TimeStampReq, TimeStampResp};
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::tlog_proof::TlogProof;
use tsa_core::verify::{TokenFacts, read_facts};

use crate::asics::Container;
use crate::certificate::{CertificateFacts, PemFile, is_crl};
use crate::name_seal::NameSeals;
use crate::trust::TrustFile;

/// A file that belongs to evidence.
#[derive(Clone, Debug)]
pub enum Part {
    /// A token, or a response with one.
    Token(Box<TokenFacts>),
    /// A response without a token.
    Refusal,
    /// A time-stamp request: it proves nothing.
    Request,
    /// JSON that is a claim, or is meant to be one.
    Claim,
    /// A manifest of a folder.
    Manifest,
    /// One file of a folder.
    Shown,
    /// Names that claims commit to. Altered ones open nothing.
    NameSeals(NameSeals),
    /// The head of a folder.
    FolderHead,
    /// An ASiC-S container of ours.
    Container(Container),
    /// Another ZIP file: perhaps a package.
    Zip,
    /// Certificates and CRLs.
    Certificates(PemFile),
    /// A proof of logging.
    Proof(Box<TlogProof>),
    /// Log and witness keys.
    LogPolicy(LogPolicy),
    /// A trust entry.
    Trust(TrustFile),
}

/// Tells from its octets what a file is; `None` for one that is no evidence: then it may be what the evidence is about.
#[must_use]
pub fn recognise(octets: &[u8]) -> Option<Part> {
    match octets.first()? {
        b'P' if octets.starts_with(b"PK\x03\x04") || octets.starts_with(b"PK\x05\x06") => {
            Some(Container::parse(octets).map_or(Part::Zip, Part::Container))
        }
        0x30 => recognise_der(octets),
        b'{' => recognise_json(octets),
        _ => recognise_text(core::str::from_utf8(octets).ok()?),
    }
}

fn recognise_der(octets: &[u8]) -> Option<Part> {
    if let Some(facts) = read_facts(octets) {
        return Some(Part::Token(Box::new(facts)));
    }
    if TimeStampResp::decode(octets).is_ok_and(|response| response.time_stamp_token.is_none()) {
        return Some(Part::Refusal);
    }
    if TimeStampReq::decode(octets).is_ok() {
        return Some(Part::Request);
    }
    let der = || Vec::from([octets.to_vec()]);
    if CertificateFacts::read(octets).is_some() {
        return Some(Part::Certificates(PemFile { certificates: der(), crls: Vec::new() }));
    }
    is_crl(octets).then(|| Part::Certificates(PemFile { certificates: Vec::new(), crls: der() }))
}

/// By their types, which stand in canonical JSON as here. What is meant to be a claim and was altered is still one.
fn recognise_json(octets: &[u8]) -> Option<Part> {
    let has = |needle: &[u8]| octets.windows(needle.len()).any(|window| window == needle);
    if has(br#""type":"folder-manifest""#) {
        Some(Part::Manifest)
    } else if has(br#""type":"folder-file""#) {
        Some(Part::Shown)
    } else if has(br#""type":"name-seals""#) {
        Some(Part::NameSeals(NameSeals::parse(octets).unwrap_or_default()))
    } else if has(br#""holders""#) && has(br#""declaration""#) && has(br#""salt""#) {
        Some(Part::Claim)
    } else {
        None
    }
}

fn recognise_text(text: &str) -> Option<Part> {
    if text.starts_with("c2sp.org/tlog-proof@v1\n") {
        return TlogProof::parse(text.as_bytes()).ok().map(|proof| Part::Proof(Box::new(proof)));
    }
    if text.starts_with("trust-entry/v1\n") {
        return TrustFile::parse(text).ok().map(Part::Trust);
    }
    if text.starts_with("folder-head/v1\n") {
        return Some(Part::FolderHead);
    }
    if text.contains("-----BEGIN ")
        && let Some(file) = PemFile::parse(text)
        && (!file.certificates.is_empty() || !file.crls.is_empty())
    {
        return Some(Part::Certificates(file));
    }
    // Any text of comments is a policy without logs: that says nothing.
    LogPolicy::parse(text.as_bytes()).ok().filter(|policy| !policy.logs().is_empty()).map(Part::LogPolicy)
}
