//! The path of one request from octets to a token (architecture §3, stops 3 to 7).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tsa_core::{CompleteError, Refusal, Request, SerialNumber, TimeStampToken, TimeState, UnixTime};
use tsa_journal::{Clock, Outcome, Recorded, Sequencer};

use crate::app::Profile;
use crate::clock::monotonic;
use crate::config::{SelfCheckRate, SigningSettings};
use crate::metrics::Metrics;
use crate::unit::{Signer, Unit};

/// Takes requests through to tokens.
#[derive(Debug)]
pub struct Issuer {
    clock: Arc<dyn Clock>,
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
    ) -> Issuer {
        let desk = Desk { sequencer, deadline: settings.deadline, self_check: settings.self_check, metrics };
        Issuer { clock, desk: Arc::new(desk) }
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
        let token = match unit.signer() {
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
        self.wait_until(token.gen_time().time()).await;
        Ok(Issued { serial: token.serial(), token })
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
        Ok(())
    }

    /// C30: the answer leaves no earlier than its genTime by our own clock. Only a clock that went back since the
    /// last token makes this wait, and never for longer than the accuracy.
    async fn wait_until(&self, gen_time: UnixTime) {
        loop {
            let left = gen_time.saturating_since(self.clock.read().now);
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(Duration::from_millis(50))).await;
        }
    }
}

/// Where recorded drafts become tokens.
#[derive(Debug)]
pub(crate) struct Desk {
    sequencer: Arc<Sequencer>,
    deadline: Duration,
    self_check: SelfCheckRate,
    metrics: Arc<Metrics>,
}

impl Desk {
    /// Signs, completes and concludes. Whatever happens, a panic included, the record gets its outcome.
    ///
    /// `recorded_at` is when the record was made: C31 drops a token whose signature came too long after.
    pub(crate) fn finish(
        &self,
        unit: &Unit,
        recorded: Recorded,
        recorded_at: Instant,
        sign: impl FnOnce(&Recorded) -> Result<tsa_core::Signature, tsa_keys::SignError>,
    ) -> Result<TimeStampToken, Refusal> {
        let mut open = Open { sequencer: &self.sequencer, serial: Some(recorded.serial()) };
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
        open.conclude(&Outcome::Issued { token_sha256: *token.sha256() });
        Ok(token)
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
struct Open<'a> {
    sequencer: &'a Sequencer,
    serial: Option<SerialNumber>,
}

impl Open<'_> {
    fn conclude(&mut self, outcome: &Outcome) {
        if let Some(serial) = self.serial.take() {
            self.sequencer.conclude(serial, outcome);
        }
    }

    fn fail(&mut self, refusal: Refusal) -> Refusal {
        self.conclude(&Outcome::Failed(refusal));
        refusal
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.conclude(&Outcome::Failed(Refusal::SigningFailed));
    }
}
