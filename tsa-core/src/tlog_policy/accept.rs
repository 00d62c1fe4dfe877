//! Whether a checkpoint satisfies a policy.

use alloc::string::String;
use alloc::vec::Vec;

use super::{LogPolicy, Witness};
use crate::checkpoint::SignedCheckpoint;
use crate::note::{Attestation, BadSignature, CosignatureTime, VerifierKey};

/// Who stands behind a checkpoint that satisfies the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The key of the log that signed it.
    pub log: VerifierKey,
    /// The cosignatures of witnesses of the policy, in the order of the policy.
    pub witnesses: Vec<WitnessStatement>,
}

impl Accepted {
    /// The earliest time at which a witness of the policy saw the checkpoint; `None` when none did.
    #[must_use]
    pub fn first_seen(&self) -> Option<CosignatureTime> {
        self.witnesses.iter().map(|statement| statement.time).min()
    }
}

/// That a witness saw a checkpoint at a time, and nothing inconsistent with it before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessStatement {
    /// The witness's key.
    pub key: VerifierKey,
    /// When it signed, by its own clock.
    pub time: CosignatureTime,
}

/// Why a checkpoint does not satisfy the policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// No log of the policy has this origin and signed the checkpoint.
    #[error("the checkpoint of {0} is not signed by a log that the policy knows")]
    UnknownLog(String),
    /// A signature in the name of a known key does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// Too few witnesses cosigned it.
    #[error("the cosignatures of {0} known witnesses do not meet the quorum")]
    NoQuorum(usize),
}

impl LogPolicy {
    /// Verifies a checkpoint: signed by a known log of its origin, and cosigned as the quorum demands.
    ///
    /// # Errors
    /// [`NotAccepted`].
    pub fn accept(&self, signed: &SignedCheckpoint) -> Result<Accepted, NotAccepted> {
        let log = self.log_of(signed)?;
        let mut witnesses = Vec::new();
        for witness in self.witnesses() {
            for attestation in signed.note().verified_by(&witness.key)? {
                if let Attestation::Cosigned(time) = attestation {
                    witnesses.push(WitnessStatement { key: witness.key.clone(), time });
                }
            }
        }
        let cosigned = |witness: &Witness| witnesses.iter().any(|statement| statement.key == witness.key);
        if self.is_quorum(cosigned) {
            Ok(Accepted { log, witnesses })
        } else {
            Err(NotAccepted::NoQuorum(self.witnesses().filter(|witness| cosigned(witness)).count()))
        }
    }

    fn log_of(&self, signed: &SignedCheckpoint) -> Result<VerifierKey, NotAccepted> {
        let origin = signed.checkpoint().origin();
        // C2SP tlog-policy: the key's name MUST correspond to the log's origin line.
        for log in self.logs.iter().filter(|log| log.key.name().as_str() == origin) {
            if !signed.note().verified_by(&log.key)?.is_empty() {
                return Ok(log.key.clone());
            }
        }
        Err(NotAccepted::UnknownLog(origin.into()))
    }
}
