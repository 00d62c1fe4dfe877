//! The log's side of tlog-witness: asks witnesses to cosign, and believes only what verifies.

use std::error::Error;
use std::fmt::Debug;

use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::merkle::ProofPlan;
use tsa_core::note::{Attestation, NoteSignature, VerifierKey, parse_signature_lines};
use tsa_core::tlog_witness::AddCheckpoint;

use crate::published::PublishedLog;

/// Brings the body of an `add-checkpoint` request to one witness and its answer back.
pub trait WitnessTransport: Debug + Send + Sync {
    /// Sends the body and waits for the answer. Must come back within seconds.
    ///
    /// # Errors
    /// Whatever kept the answer from coming.
    fn add_checkpoint(&self, body: &[u8]) -> Result<WitnessAnswer, Box<dyn Error + Send + Sync>>;
}

/// What a witness answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessAnswer {
    /// The HTTP status code.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// A witness that checkpoints are sent to.
#[derive(Debug)]
pub struct WitnessPeer {
    key: VerifierKey,
    transport: Box<dyn WitnessTransport>,
    /// The size that it cosigned last, as far as we know.
    old_size: u64,
}

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// No answer.
    #[error("no answer: {0}")]
    NoAnswer(#[source] Box<dyn Error + Send + Sync>),
    /// It has cosigned a tree that is larger than ours.
    #[error(
        "it has cosigned {witnessed} leaves, this log has {ours}: the log was rolled back, or exists twice"
    )]
    Ahead {
        /// What it says.
        witnessed: u64,
        /// What we have.
        ours: u64,
    },
    /// It said no.
    #[error("it answered {status}: {text}")]
    Refused {
        /// The status code.
        status: u16,
        /// The beginning of the body.
        text: String,
    },
    /// It said yes and sent something else than its cosignature.
    #[error("its answer holds no valid cosignature by {0}")]
    NoCosignature(VerifierKey),
    /// No proof could be made for it.
    #[error("the tiles for its proof cannot be read: {0}")]
    Tiles(#[source] std::io::Error),
}

impl WitnessPeer {
    /// A witness by its key and the way to it.
    #[must_use]
    pub fn new(key: VerifierKey, transport: Box<dyn WitnessTransport>) -> Self {
        Self { key, transport, old_size: 0 }
    }

    /// What verifies its cosignatures.
    #[must_use]
    pub const fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Has the witness cosign. The tiles of the tree must have been written.
    pub(crate) fn cosign(
        &mut self,
        log: &PublishedLog,
        signed: &SignedCheckpoint,
    ) -> Result<Vec<NoteSignature>, WitnessError> {
        let size = signed.checkpoint().size();
        self.old_size = self.old_size.min(size);
        let mut corrected = false;
        loop {
            let answer = self.ask(log, signed)?;
            match answer.status {
                200 => {
                    let cosignatures = self.read(signed, &answer.body)?;
                    self.old_size = size;
                    return Ok(cosignatures);
                }
                // C2SP tlog-witness: 409 says which size the witness knows. Older ones say 422 in the same case.
                409 | 422 => match parse_size(&answer.body) {
                    Some(witnessed) if witnessed > size => {
                        return Err(WitnessError::Ahead { witnessed, ours: size });
                    }
                    Some(witnessed) if !corrected && witnessed != self.old_size => {
                        self.old_size = witnessed;
                        corrected = true;
                    }
                    _ => return Err(refused(&answer)),
                },
                _ => return Err(refused(&answer)),
            }
        }
    }

    fn ask(&self, log: &PublishedLog, signed: &SignedCheckpoint) -> Result<WitnessAnswer, WitnessError> {
        let size = signed.checkpoint().size();
        // `old_size` is never above `size`, so there is a plan.
        let plan = ProofPlan::consistency(self.old_size, size);
        let proof = plan.map_or(Ok(Vec::new()), |plan| log.prove(&plan, size));
        let proof = proof.map_err(WitnessError::Tiles)?;
        let request = AddCheckpoint { old_size: self.old_size, proof, checkpoint: signed.clone() };
        self.transport.add_checkpoint(request.to_string().as_bytes()).map_err(WitnessError::NoAnswer)
    }

    /// The lines by this witness's key, all of which must hold for what we sent.
    fn read(&self, signed: &SignedCheckpoint, body: &[u8]) -> Result<Vec<NoteSignature>, WitnessError> {
        let find = || {
            let lines = parse_signature_lines(std::str::from_utf8(body).ok()?).ok()?;
            let ours: Vec<NoteSignature> = lines.into_iter().filter(|line| line.claims(&self.key)).collect();
            let mut note = SignedCheckpoint::new(signed.checkpoint().clone());
            for line in &ours {
                note.add(line.clone()).ok()?;
            }
            let holds = note.note().verified_by(&self.key).ok()?;
            let timed = |attestation| matches!(attestation, &Attestation::Cosigned(_));
            (!holds.is_empty() && holds.iter().all(timed)).then_some(ours)
        };
        find().ok_or_else(|| WitnessError::NoCosignature(self.key.clone()))
    }
}

fn refused(answer: &WitnessAnswer) -> WitnessError {
    let text: String = String::from_utf8_lossy(&answer.body)
        .chars()
        .take(200)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    WitnessError::Refused { status: answer.status, text: text.trim().into() }
}

/// C2SP tlog-witness: "the tree size of the latest checkpoint in decimal, followed by a newline".
fn parse_size(body: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(body).ok()?.strip_suffix('\n')?;
    let size: u64 = digits.parse().ok()?;
    (size.to_string() == digits).then_some(size)
}
