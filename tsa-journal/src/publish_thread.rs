//! The thread that publishes: asks witnesses, keeps the cadence, and shows the newest checkpoint to those who serve it.

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::oneshot;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::note::{NoteSignature, VerifierKey};
use tsa_core::tlog_policy::LogPolicy;

use crate::durable;
use crate::error::JournalError;
use crate::published::PublishedLog;
use crate::publisher::{PublishOptions, Publisher};
use crate::sequencer::Sequencer;
use crate::witness::{WitnessError, WitnessPeer};

/// How the thread publishes.
#[derive(Debug)]
pub struct PublishSettings {
    /// The pause between two checkpoints.
    pub cadence: Duration,
    /// Who has to cosign before a checkpoint is published; `None`: nobody.
    pub witnessing: Option<Witnessing>,
    /// Who is told.
    pub observer: Arc<dyn PublishObserver>,
}

/// Witnesses, and how many of them are enough.
#[derive(Debug)]
pub struct Witnessing {
    /// The quorum.
    pub policy: LogPolicy,
    /// The witnesses that can be reached.
    pub peers: Vec<WitnessPeer>,
    /// Whether a checkpoint is published even without the quorum.
    pub fail_open: bool,
}

/// Is told what the thread does, on the thread itself; must not block.
pub trait PublishObserver: std::fmt::Debug + Send + Sync {
    /// A checkpoint of this size was published; without a quorum only because the settings say fail-open.
    fn published(&self, _size: u64, _quorum: bool) {}
    /// Too few witnesses cosigned; the newest published checkpoint stays.
    fn no_quorum(&self, _size: u64) {}
    /// A witness was asked.
    fn witness(&self, _key: &VerifierKey, _error: Option<&WitnessError>) {}
    /// An attempt failed. Another follows, unless the record is doubtful or was rolled back.
    fn failed(&self, _error: &JournalError) {}
}

/// Publishes until it is dropped.
#[derive(Debug)]
pub struct PublishThread {
    log: PublishedLog,
    stop: Arc<Stop>,
    thread: Option<JoinHandle<()>>,
}

/// A future that comes true when publishing has ended over an error that no retry can help: issuing must end too. `None`
/// when the thread was stopped in order.
#[derive(Debug)]
pub struct PublishFault(oneshot::Receiver<JournalError>);

impl Future for PublishFault {
    type Output = Option<JournalError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(Result::ok)
    }
}

impl PublishThread {
    /// The usual pause without witnesses: a leaf is public within a second.
    pub const CADENCE: Duration = Duration::from_millis(700);
    /// The usual pause with witnesses.
    pub const WITNESSED_CADENCE: Duration = Duration::from_secs(10);

    /// Takes the log up where it stands and starts the thread.
    ///
    /// # Errors
    /// [`JournalError`], as for [`Publisher::open`]; [`JournalError::RolledBack`] when a checkpoint was published that
    /// the watermark does not know, or that is not by these keys.
    pub fn start(
        sequencer: Arc<Sequencer>,
        options: PublishOptions,
        settings: PublishSettings,
    ) -> Result<(Self, PublishFault), JournalError> {
        let directory = options.directory.clone();
        let publisher = Publisher::open(sequencer, options)?;
        let keys = publisher.verifier_keys();
        let log = PublishedLog::open(directory.clone(), &keys)?;
        let marked = publisher.sequencer().published().map_or(0, |mark| mark.size);
        if log.size() > marked {
            let what = format!("{} leaves were published, the watermark says {marked}", log.size());
            return Err(JournalError::RolledBack { what });
        }
        let vkey = directory.join("vkey");
        let text = format!("{}\n{}\n", keys[0], keys[1]);
        // Written once: a full disk does not keep the daemon from starting.
        if !std::fs::read(&vkey).is_ok_and(|there| there == text.as_bytes()) {
            durable::replace(&vkey, text.as_bytes(), 0o644)
                .map_err(|source| JournalError::io("writing", &vkey, source))?;
        }
        let stop = Arc::new(Stop::default());
        let (fault, faulted) = oneshot::channel();
        let rounds = Rounds { publisher, settings, log: log.clone(), prepared: None };
        let stopping = Arc::clone(&stop);
        let thread = std::thread::Builder::new()
            .name("publisher".into())
            .spawn(move || rounds.run(&stopping, fault))
            .map_err(|source| JournalError::io("starting a thread for", &directory, source))?;
        Ok((Self { log, stop, thread: Some(thread) }, PublishFault(faulted)))
    }

    /// What is published.
    #[must_use]
    pub const fn log(&self) -> &PublishedLog {
        &self.log
    }
}

impl Drop for PublishThread {
    fn drop(&mut self) {
        *self.stop.asked.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.stop.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // A panic has been reported by the runtime; there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

/// Asks the thread to end.
#[derive(Debug, Default)]
struct Stop {
    asked: Mutex<bool>,
    wake: Condvar,
}

impl Stop {
    /// Waits; `true` when the end was asked for.
    fn wait(&self, time: Duration) -> bool {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.wake.wait_timeout_while(asked, time, |asked| !*asked);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// What the thread owns.
struct Rounds {
    publisher: Publisher,
    settings: PublishSettings,
    log: PublishedLog,
    /// Prepared, but not yet published.
    prepared: Option<SignedCheckpoint>,
}

impl Rounds {
    fn run(mut self, stop: &Stop, fault: oneshot::Sender<JournalError>) {
        loop {
            let pause = match self.round() {
                Ok(true) => self.settings.cadence,
                // Nothing was new: the next leaf shall not wait for a whole pause.
                Ok(false) => TICK,
                Err(error) => {
                    self.settings.observer.failed(&error);
                    if matches!(error.exit_code(), 70 | 71) {
                        // Nobody listens: then nothing is published any more, which monitors see.
                        let _ = fault.send(error);
                        return;
                    }
                    self.settings.cadence
                }
            };
            if stop.wait(pause) {
                break;
            }
        }
        // What is durable by now is published, unless witnesses would have to be waited for.
        if self.settings.witnessing.is_none()
            && let Err(error) = self.round()
        {
            self.settings.observer.failed(&error);
        }
    }

    /// One attempt; `false` when there was nothing to publish.
    fn round(&mut self) -> Result<bool, JournalError> {
        if let Some(newer) = self.publisher.prepare()? {
            self.prepared = Some(newer);
        }
        let Some(checkpoint) = self.prepared.clone() else { return Ok(false) };
        let size = checkpoint.checkpoint().size();
        let (cosignatures, quorum) = self.ask_witnesses(&checkpoint);
        let fail_open = self.settings.witnessing.as_ref().is_some_and(|witnessing| witnessing.fail_open);
        if !quorum && !fail_open {
            self.settings.observer.no_quorum(size);
            return Ok(true);
        }
        self.log.replace(self.publisher.release(checkpoint, cosignatures)?);
        self.prepared = None;
        self.settings.observer.published(size, quorum);
        Ok(true)
    }

    /// Asks all witnesses at the same time.
    fn ask_witnesses(&mut self, checkpoint: &SignedCheckpoint) -> (Vec<NoteSignature>, bool) {
        let Some(Witnessing { policy, peers, .. }) = &mut self.settings.witnessing else {
            return (Vec::new(), true);
        };
        let log = &self.log;
        let answers: Vec<_> = std::thread::scope(|scope| {
            let asked: Vec<_> = peers
                .iter_mut()
                .map(|peer| scope.spawn(move || (peer.key().clone(), peer.cosign(log, checkpoint))))
                .collect();
            // A thread that panicked has no answer, like a witness that is away.
            asked.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        let (mut cosignatures, mut cosigned) = (Vec::new(), Vec::new());
        for (key, answer) in answers {
            self.settings.observer.witness(&key, answer.as_ref().err());
            if let Ok(by_this_one) = answer {
                cosignatures.extend(by_this_one);
                cosigned.push(key);
            }
        }
        let quorum = policy.is_quorum(|witness| cosigned.contains(&witness.key));
        (cosignatures, quorum)
    }
}

/// How often an idle log is looked at.
const TICK: Duration = Duration::from_millis(100);
