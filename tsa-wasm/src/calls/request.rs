//! A TimeStampReq (RFC 3161 §2.4.1).

use serde::{Deserialize, Serialize};
use tsa_core::asn1::encode::{self, tlv};
use tsa_core::{HashAlgorithm, HashAlgorithms, Oid, Request};

use super::Mistake;
use super::octets::{Hex, Octets};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Question {
    algorithm: String,
    digest: Hex,
    /// An unsigned number, big-endian; leading zeros are dropped.
    nonce: Option<Hex>,
    policy: Option<String>,
    #[serde(default = "yes")]
    cert_req: bool,
}

#[derive(Serialize)]
pub(super) struct Built {
    der: Octets,
}

pub(super) fn build(question: &Question) -> Result<Built, Mistake> {
    let algorithm = HashAlgorithm::from_name(&question.algorithm)
        .ok_or_else(|| Mistake::new("algorithm", "not one of the hash algorithms that are known"))?;
    let algorithm_oid = Oid::from_content(algorithm.oid().as_bytes())
        .map_err(|error| Mistake::new("algorithm", error.to_string()))?;
    // RFC 5754 §2: the parameters are absent.
    let identifier = tlv(encode::SEQUENCE, &[&algorithm_oid.to_der()]);
    let imprint = tlv(encode::SEQUENCE, &[&identifier, &tlv(encode::OCTET_STRING, &[&question.digest.0])]);
    let policy = match &question.policy {
        Some(dotted) => {
            Oid::from_dotted(dotted).map_err(|error| Mistake::new("policy", error.to_string()))?.to_der()
        }
        None => Vec::new(),
    };
    let nonce = question.nonce.as_ref().map_or_else(Vec::new, |nonce| unsigned(&nonce.0));
    // certReq has the default FALSE, which DER leaves out (X.690 §11.5).
    let cert_req = if question.cert_req { tlv(encode::BOOLEAN, &[&[0xff]]) } else { Vec::new() };
    let version = tlv(encode::INTEGER, &[&[1]]);
    let der = tlv(encode::SEQUENCE, &[&version, &imprint, &policy, &nonce, &cert_req]);
    // The same door as at the authority: what it would refuse is not built.
    let all = HashAlgorithms::new(HashAlgorithm::ALL.to_vec())
        .ok_or_else(|| Mistake::new("algorithm", "no algorithm"))?;
    Request::decode(&der, &all).map_err(|refusal| Mistake::new("request", refusal.to_string()))?;
    Ok(Built { der: Octets(der) })
}

/// A non-negative INTEGER in as few octets as DER allows (X.690 §8.3.2).
fn unsigned(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let significant = number.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if significant.first().is_none_or(|first| first & 0x80 != 0) { &[0] } else { &[] };
    tlv(encode::INTEGER, &[sign, significant])
}

const fn yes() -> bool {
    true
}
