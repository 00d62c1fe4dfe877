//! A request: decoded and already valid.

use alloc::boxed::Box;
use core::fmt;

use crate::asn1::{Oid, tsp};
use crate::imprint::{HashAlgorithm, HashAlgorithms, MessageImprint};
use crate::refusal::Refusal;

/// A TimeStampReq that may be decided upon: strict DER, version 1, nonce within bounds, accepted hash, digest of its
/// length. Policy and extensions are [`crate::Policy::decide`]'s to judge.
///
/// Source: RFC 3161 §2.4.1; conformance rows C1–C11, C14, C15.
#[derive(Clone, Debug)]
pub struct Request {
    message_imprint: MessageImprint,
    req_policy: Option<Oid>,
    nonce: Option<Nonce>,
    cert_req: bool,
    has_extensions: bool,
}

/// The content octets of the client's nonce, echoed as they came: 1 to 64 octets, any sign.
#[derive(Clone, PartialEq, Eq)]
pub struct Nonce(Box<[u8]>);

impl Request {
    /// Decodes and checks in the fixed order of conformance row C15, so that a request with many faults always gets
    /// the same single answer: DER, version, nonce length, hash algorithm, its parameters, digest length.
    ///
    /// # Errors
    /// The [`Refusal`] of the first check that fails.
    pub fn decode(der: &[u8], accepted: &HashAlgorithms) -> Result<Self, Refusal> {
        // RFC 3161 §3.4: the body is the DER-encoded message, so octets after it are as wrong as octets missing (C1).
        let wire = tsp::TimeStampReq::decode(der).map_err(|_| Refusal::MalformedRequest)?;
        // RFC 3161 §2.4.1: version v1(1).
        if wire.version.as_bytes() != [1] {
            return Err(Refusal::UnsupportedVersion);
        }
        if wire.nonce.is_some_and(|nonce| nonce.as_bytes().len() > Nonce::MAX_LEN) {
            return Err(Refusal::NonceTooLong);
        }
        Ok(Self {
            message_imprint: check_imprint(&wire.message_imprint, accepted)?,
            req_policy: wire.req_policy,
            nonce: wire.nonce.map(|nonce| Nonce(nonce.as_bytes().into())),
            cert_req: wire.cert_req,
            has_extensions: wire.extensions != 0,
        })
    }

    /// What is to be time-stamped.
    #[must_use]
    pub const fn message_imprint(&self) -> &MessageImprint {
        &self.message_imprint
    }

    /// The policy asked for, if any.
    #[must_use]
    pub const fn req_policy(&self) -> Option<&Oid> {
        self.req_policy.as_ref()
    }

    /// The client's nonce, if any.
    #[must_use]
    pub const fn nonce(&self) -> Option<&Nonce> {
        self.nonce.as_ref()
    }

    /// Whether the token must carry the signer's certificate (RFC 3161 §2.4.1).
    #[must_use]
    pub const fn cert_req(&self) -> bool {
        self.cert_req
    }

    /// Whether the request carries any extension.
    #[must_use]
    pub const fn has_extensions(&self) -> bool {
        self.has_extensions
    }
}

fn check_imprint(
    wire: &tsp::MessageImprint<'_>,
    accepted: &HashAlgorithms,
) -> Result<MessageImprint, Refusal> {
    // RFC 3161 §2.1 item 7: examine the OID of the one-way hash function …
    let algorithm = HashAlgorithm::from_oid_content(wire.algorithm.as_bytes())
        .filter(|algorithm| accepted.contains(*algorithm))
        .ok_or(Refusal::UnacceptedHash)?;
    // RFC 5754 §2: parameters absent; implementations MUST accept NULL as well.
    if wire.parameters.is_some_and(|parameters| !parameters.is_null()) {
        return Err(Refusal::HashParameters);
    }
    // … and verify that the hash value length is consistent with the hash algorithm.
    if wire.hashed_message.len() != algorithm.digest_len() {
        return Err(Refusal::ImprintLength);
    }
    // RFC 3161 §2.1 item 8: not examine the imprint in any other way.
    Ok(MessageImprint::from_checked_parts(algorithm, wire.der))
}

impl Nonce {
    /// Our limit in content octets (C11): enough for a digest of 512 bits; without one, answers could be made to swell.
    pub const MAX_LEN: usize = 64;

    /// The content octets of the INTEGER.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Without the value: it is the client's.
impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nonce({} octets)", self.0.len())
    }
}

#[cfg(test)]
mod tests;
