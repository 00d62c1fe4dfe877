//! Claims: canonical octets, digest, and the nonce that commits to them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tsa_evidence::claim::{Claim, ClaimFault};
use tsa_evidence::jcs::{self, Limits};
use tsa_evidence::nonce;

use super::Mistake;
use super::octets::{Hex, Octets};

/// JSON to be brought into canonical form (RFC 8785), and to be read as a claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    json: String,
}

#[derive(Serialize)]
pub(super) struct Canonical {
    octets: Octets,
    sha256: Hex,
    /// The content octets of the INTEGER that stands in the file's token.
    nonce: Hex,
    claim: Value,
}

pub(super) fn canonical(question: &Question) -> Result<Canonical, Mistake> {
    let limits = Limits { octets: Claim::MAX_LEN, depth: Claim::MAX_DEPTH };
    let value = jcs::parse_any_form(question.json.as_bytes(), limits).map_err(ClaimFault::from)?;
    let octets = jcs::write(&value);
    let claim = Claim::parse(octets.as_bytes())?;
    let digest = claim.digest();
    let parsed =
        serde_json::from_str(&octets).map_err(|fault| Mistake::new("claim-not-json", fault.to_string()))?;
    Ok(Canonical {
        octets: Octets(octets.into_bytes()),
        sha256: Hex(digest.to_vec()),
        nonce: Hex(nonce::of_digest(&digest)),
        claim: parsed,
    })
}

impl From<ClaimFault> for Mistake {
    fn from(fault: ClaimFault) -> Self {
        Self::new(fault.code(), fault.to_string())
    }
}
