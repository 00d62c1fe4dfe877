//! Verification of signature lines.

use alloc::vec::Vec;

use super::{CosignatureTime, Note, NoteSignature, SignatureType, VerifierKey};

/// A signature that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attestation {
    /// The key signed this text.
    Signed,
    /// The key signed this text and this time.
    Cosigned(CosignatureTime),
}

/// A line names the key, and its signature does not hold. The whole note is to be refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a signature in the name of {} ({}) does not hold", .0.name(), .0.id())]
pub struct BadSignature(pub VerifierKey);

impl Note {
    /// What this key attests under the note: nothing when no line names it; a cosigner may have signed more than once.
    ///
    /// # Errors
    /// [`BadSignature`]: C2SP signed-note, a signature from a known key that fails to verify condemns the note.
    pub fn verified_by(&self, key: &VerifierKey) -> Result<Vec<Attestation>, BadSignature> {
        // Lines of unknown keys MUST be ignored, even if they share a name or an identifier (but not both) with a known key.
        let claims = self.signatures.iter().filter(|signature| signature.claims(key));
        claims.map(|signature| self.check(key, signature).ok_or_else(|| BadSignature(key.clone()))).collect()
    }

    fn check(&self, key: &VerifierKey, signature: &NoteSignature) -> Option<Attestation> {
        match key.signature_type() {
            SignatureType::Ed25519 => {
                let octets = signature.octets().try_into().ok()?;
                holds(key.public_key(), self.to_be_signed(), octets).then_some(Attestation::Signed)
            }
            SignatureType::Cosignature => {
                let (time, octets) = signature.as_cosignature()?;
                holds(key.public_key(), &self.to_be_cosigned(time), octets)
                    .then_some(Attestation::Cosigned(time))
            }
        }
    }
}

/// Ed25519 (RFC 8032 §5.1.7), keys of small order refused.
fn holds(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    ed25519_dalek::VerifyingKey::from_bytes(key)
        .and_then(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)))
        .is_ok()
}
