//! The path of one request from octets to a token (architecture §3, stops 3 to 7).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tsa_core::{CompleteError, Refusal, Request, SerialNumber, TimeStampToken, TimeState};
use tsa_journal::{Clock, Concluded, Outcome, Recorded, Sequencer};

use crate::app::Profile;
use crate::clock::monotonic;
use crate::config::{SelfCheckRate, SigningSettings};
use crate::metrics::Metrics;
use crate::space::Space;
use crate::unit::{Signer, Unit};

/// Takes requests through to tokens.
#[derive(Debug)]
pub struct Issuer {
    clock: Arc<dyn Clock>,
    space: Arc<Space>,
    desk: Arc<Desk>,
}

/// What came of a request that was granted.
#[derive(Debug)]
pub struct Issued {
    /// The serial number of the token.
    pub serial: SerialNumber,
    /// The token.
    pub token: TimeStampToken,
}

/// Why there is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotIssued {
    /// The protocol says no.
    Refused(Refusal),
    /// The signers have all the work they can hold; nothing was recorded (C95).
    Overloaded,
}

impl From<Refusal> for NotIssued {
    fn from(refusal: Refusal) -> NotIssued {
        NotIssued::Refused(refusal)
    }
}

impl Issuer {
    /// An issuer that records with this sequencer.
    pub fn new(
        clock: Arc<dyn Clock>,
        sequencer: Arc<Sequencer>,
        settings: &SigningSettings,
        metrics: Arc<Metrics>,
        space: Arc<Space>,
    ) -> Issuer {
        let desk = Desk {
            clock: Arc::clone(&clock),
            sequencer,
            deadline: settings.deadline,
            self_check: settings.self_check,
            metrics,
        };
        Issuer { clock, space, desk: Arc::new(desk) }
    }

    /// Issues a token, or says why not.
    ///
    /// Between the record and its outcome nothing here waits on the client: with an in-process ECDSA key there is no
    /// await at all, and RSA signatures are finished and concluded by their own thread (conformance H37).
    ///
    /// # Errors
    /// [`NotIssued`].
    pub async fn issue(&self, profile: &Profile, query: &[u8]) -> Result<Issued, NotIssued> {
        let request = Request::decode(query, profile.policy().hashes())?;
        let unit = profile.unit();
        let grant = profile.policy().decide(request, self.clock.read().state, unit.tsu())?;
        if unit.is_stopped() {
            return Err(Refusal::UnitNotUsable.into());
        }
        if self.space.missing().is_some() {
            return Err(Refusal::RecordNotAvailable.into());
        }
        let signed = match unit.signer() {
            Signer::Inline(key) => {
                let recorded = self.desk.sequencer.append(grant).await?;
                self.desk.finish(unit, recorded, monotonic(), |recorded| key.sign(recorded))?
            }
            Signer::Threads(pool) => {
                // Overload is found before the record: what is recorded gets signed (architecture §6).
                let place = pool.reserve().ok_or(NotIssued::Overloaded)?;
                let recorded = self.desk.sequencer.append(grant).await?;
                pool.sign(place, Arc::clone(&self.desk), Arc::clone(unit), recorded).await?
            }
        };
        let patience = profile.policy().settings().accuracy.as_duration() + MARGIN;
        let token = self.desk.release(signed, patience).await?;
        Ok(Issued { serial: token.serial(), token })
    }

    /// The space for the record.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// How much the clock may be relied on now.
    pub fn time_state(&self) -> TimeState {
        self.clock.read().state
    }

    /// How many grants wait for their record.
    pub fn waiting(&self) -> usize {
        self.desk.sequencer.waiting()
    }

    /// How many leaves of the log are recorded, published or not.
    pub fn recorded_leaves(&self) -> u64 {
        self.desk.sequencer.durable_leaves()
    }

    /// Whether a good request for this profile would be granted now.
    ///
    /// # Errors
    /// The refusal it would get.
    pub fn readiness(&self, profile: &Profile) -> Result<(), Refusal> {
        let reading = self.clock.read();
        if reading.state == TimeState::Lost || reading.error > profile.policy().settings().max_error {
            return Err(Refusal::TimeNotAvailable);
        }
        if profile.unit().is_stopped() || profile.unit().tsu().period().check(reading.now).is_err() {
            return Err(Refusal::UnitNotUsable);
        }
        if self.space.missing().is_some() {
            return Err(Refusal::RecordNotAvailable);
        }
        Ok(())
    }
}

/// Where recorded drafts become tokens.
#[derive(Debug)]
pub(crate) struct Desk {
    clock: Arc<dyn Clock>,
    sequencer: Arc<Sequencer>,
    deadline: Duration,
    self_check: SelfCheckRate,
    metrics: Arc<Metrics>,
}

impl Desk {
    /// Signs, completes and, unless the token has to wait for its time, concludes. Whatever happens, a panic included,
    /// the record gets its outcome.
    ///
    /// `recorded_at` is when the record was made: C31 drops a token whose signature came too long after.
    pub(crate) fn finish(
        &self,
        unit: &Unit,
        recorded: Recorded,
        recorded_at: Instant,
        sign: impl FnOnce(&Recorded) -> Result<tsa_core::Signature, tsa_keys::SignError>,
    ) -> Result<Signed, Refusal> {
        let mut open = Open { sequencer: Arc::clone(&self.sequencer), serial: Some(recorded.serial()) };
        // C54: what was in the queue when the key was stopped is not signed any more.
        if unit.is_stopped() {
            return Err(open.fail(Refusal::UnitNotUsable));
        }
        let signature = match sign(&recorded) {
            Ok(signature) => signature,
            Err(error) => {
                tracing::error!(unit = unit.name(), error = %error, "the key did not sign");
                return Err(open.fail(Refusal::SigningFailed));
            }
        };
        let checked = unit.wants_self_check(self.self_check);
        let draft = recorded.into_draft();
        let completed = if checked {
            self.metrics.self_checks.inc();
            draft.complete_checked(&signature)
        } else {
            draft.complete(&signature)
        };
        let token = match completed {
            Ok(token) => token,
            Err(error) => {
                unit.stop(&error);
                return Err(open.fail(Refusal::SelfCheckFailed));
            }
        };
        if monotonic().saturating_duration_since(recorded_at) > self.deadline {
            return Err(open.fail(Refusal::SigningTooSlow));
        }
        let mut signed = Signed { token, open };
        if self.too_early(&signed.token).is_zero() {
            signed.conclude()?;
        }
        Ok(signed)
    }

    /// C30: the answer leaves no earlier than its genTime by our own clock. Only a clock that went back makes a token
    /// wait, and never for longer than `patience`, counted by the monotonic clock: then it is withheld. A token whose
    /// client goes away meanwhile has not left either, and its record is concluded as failed.
    ///
    /// # Errors
    /// [`Refusal::TimeNotAvailable`] when the clock stays behind.
    async fn release(&self, mut signed: Signed, patience: Duration) -> Result<TimeStampToken, Refusal> {
        let begun = monotonic();
        while signed.open.serial.is_some() {
            let left = self.too_early(&signed.token);
            if left.is_zero() {
                signed.conclude()?;
            } else if monotonic().saturating_duration_since(begun) >= patience {
                tracing::error!(
                    behind = ?left,
                    "the clock was set back while a token was made: the token is withheld"
                );
                return Err(signed.open.fail(Refusal::TimeNotAvailable));
            } else {
                tokio::time::sleep(left.min(LOOK_AGAIN)).await;
            }
        }
        Ok(signed.token)
    }

    /// How far its genTime is ahead of the clock.
    fn too_early(&self, token: &TimeStampToken) -> Duration {
        token.gen_time().time().saturating_since(self.clock.read().now)
    }
}

/// A token that passed its checks. While its record has no outcome it must not leave.
#[derive(Debug)]
pub(crate) struct Signed {
    token: TimeStampToken,
    open: Open,
}

impl Signed {
    /// An outcome is final: had the record been declared void meanwhile, the token must not leave.
    fn conclude(&mut self) -> Result<(), Refusal> {
        let issued = Outcome::Issued { token_sha256: *self.token.sha256() };
        self.open.conclude(&issued).map_err(|_| Refusal::SigningTooSlow)
    }
}

impl Unit {
    /// C54: a key that made a wrong signature makes no more.
    fn stop(&self, error: &CompleteError) {
        self.set_stopped();
        tracing::error!(
            unit = self.name(),
            error = %error,
            "a finished token failed its check: this unit signs no more until the server is started again; \
             check the machine's hardware first"
        );
    }
}

/// A record that has no outcome yet.
#[derive(Debug)]
struct Open {
    sequencer: Arc<Sequencer>,
    serial: Option<SerialNumber>,
}

impl Open {
    fn conclude(&mut self, outcome: &Outcome) -> Result<(), Concluded> {
        self.serial.take().map_or(Ok(()), |serial| self.sequencer.conclude(serial, outcome))
    }

    fn fail(&mut self, refusal: Refusal) -> Refusal {
        // When there is an outcome already, that one counts.
        let _ = self.conclude(&Outcome::Failed(refusal));
        refusal
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.conclude(&Outcome::Failed(Refusal::SigningFailed));
    }
}

/// What a token may wait beyond the accuracy: the clock was read a little after it was set back.
const MARGIN: Duration = Duration::from_millis(100);
/// How long a waiting token sleeps before it looks at the clock again.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

#[cfg(test)]
mod tests;
