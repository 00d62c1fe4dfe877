//! A time-stamping unit in service: certificate, key, and where its signatures are made.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tsa_core::{Refusal, Tsu};
use tsa_journal::Recorded;
use tsa_keys::TsuKey;

use crate::clock::monotonic;
use crate::config::{SelfCheckRate, SigningSettings};
use crate::issue::{Desk, Signed};

/// A TSU whose key and certificates were checked against each other.
#[derive(Debug)]
pub struct Unit {
    name: String,
    tsu: Arc<Tsu>,
    signer: Signer,
    certchain: Bytes,
    stopped: AtomicBool,
    issued: AtomicU64,
}

/// Where signatures are made.
#[derive(Debug)]
pub(crate) enum Signer {
    /// On the worker thread that has the request: an ECDSA signature is quicker than handing it over.
    Inline(TsuKey),
    /// On threads of their own: an RSA signature would keep a worker from its other connections.
    Threads(SignerPool),
}

impl Unit {
    /// Puts a unit into service. `certchain` is PEM, leaf to issuing CA.
    ///
    /// # Errors
    /// When the signer threads cannot be started.
    pub fn new(
        name: String,
        tsu: Arc<Tsu>,
        key: TsuKey,
        certchain: String,
        settings: &SigningSettings,
    ) -> std::io::Result<Unit> {
        let signer = if tsu.scheme().is_rsa() {
            Signer::Threads(SignerPool::start(key, &name, settings)?)
        } else {
            Signer::Inline(key)
        };
        Ok(Unit {
            name,
            tsu,
            signer,
            certchain: Bytes::from(certchain),
            stopped: AtomicBool::new(false),
            issued: AtomicU64::new(0),
        })
    }

    /// The name it has in the state directory.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its certificate and what follows from it.
    pub fn tsu(&self) -> &Arc<Tsu> {
        &self.tsu
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.signer
    }

    pub(crate) fn certchain(&self) -> Bytes {
        self.certchain.clone()
    }

    /// Whether it was taken out of service since the start.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(crate) fn set_stopped(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the next token is verified before release (C54): always for RSA, where one faulty signature can give
    /// the key away; by sample for ECDSA unless the configuration says always.
    pub(crate) fn wants_self_check(&self, rate: SelfCheckRate) -> bool {
        rate == SelfCheckRate::Always
            || matches!(self.signer, Signer::Threads(_))
            || self.issued.fetch_add(1, Ordering::Relaxed).is_multiple_of(SAMPLE)
    }
}

/// Threads that sign with one key, behind a queue of limited length.
pub(crate) struct SignerPool {
    jobs: SyncSender<Job>,
    places: Arc<Semaphore>,
}

/// A recorded draft on its way to a signer thread.
struct Job {
    desk: Arc<Desk>,
    unit: Arc<Unit>,
    recorded: Recorded,
    recorded_at: Instant,
    reply: oneshot::Sender<Result<Signed, Refusal>>,
    place: OwnedSemaphorePermit,
}

impl SignerPool {
    fn start(key: TsuKey, name: &str, settings: &SigningSettings) -> std::io::Result<SignerPool> {
        let places = settings.queue.saturating_add(settings.threads);
        let (jobs, queue) = sync_channel::<Job>(places);
        let queue = Arc::new(Mutex::new(queue));
        let key = Arc::new(key);
        for number in 0..settings.threads {
            let (key, queue) = (Arc::clone(&key), Arc::clone(&queue));
            std::thread::Builder::new()
                .name(format!("sign-{name}-{number}"))
                .spawn(move || sign_jobs(&key, &queue))?;
        }
        Ok(SignerPool { jobs, places: Arc::new(Semaphore::new(places)) })
    }

    /// A place in the queue, or `None` when it is full.
    pub(crate) fn reserve(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    /// Signs on a thread of the pool, which also concludes the record: the caller may go away meanwhile.
    pub(crate) async fn sign(
        &self,
        place: OwnedSemaphorePermit,
        desk: Arc<Desk>,
        unit: Arc<Unit>,
        recorded: Recorded,
    ) -> Result<Signed, Refusal> {
        let (reply, answer) = oneshot::channel();
        let job = Job { desk, unit, recorded, recorded_at: monotonic(), reply, place };
        // The channel holds as many jobs as there are places, so this neither blocks nor finds it full. A thread that
        // has panicked is gone, and with it, once all are, the channel.
        self.jobs.try_send(job).map_err(|_| Refusal::SigningFailed)?;
        answer.await.unwrap_or(Err(Refusal::SigningFailed))
    }
}

fn sign_jobs(key: &TsuKey, queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { desk, unit, recorded, recorded_at, reply, place }) = next else { return };
        let signed = desk.finish(&unit, recorded, recorded_at, |recorded| key.sign(recorded));
        drop(place);
        let _ = reply.send(signed); // the client may have gone; the outcome is recorded all the same
    }
}

impl std::fmt::Debug for SignerPool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignerPool")
            .field("free_places", &self.places.available_permits())
            .finish_non_exhaustive()
    }
}

/// One ECDSA token in this many is verified before release: at 55 µs a check, a fifth of a microsecond per token.
const SAMPLE: u64 = 256;
