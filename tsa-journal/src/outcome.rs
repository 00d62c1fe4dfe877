//! What became of a record.

use tsa_core::Refusal;

/// The end of a recorded issuance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The token was made and may have left.
    Issued {
        /// SHA-256 of the token's DER.
        token_sha256: [u8; 32],
    },
    /// No token was made; the serial number is void. Final: a signature that comes later is thrown away.
    Failed(Refusal),
}

/// The record has an outcome already, or none of this process: what was concluded now does not count, and a token that
/// was made must not leave. An outcome is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record has its outcome already")]
pub struct Concluded;

/// Counts since the start. Always: recorded = issued + void + those still under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records written.
    pub recorded: u64,
    /// Outcomes that were tokens.
    pub issued: u64,
    /// Outcomes that were failures.
    pub void: u64,
}

impl Tally {
    pub(crate) const fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Issued { .. } => self.issued = self.issued.saturating_add(1),
            Outcome::Failed(_) => self.void = self.void.saturating_add(1),
        }
    }
}
