//! The record on disk: a queue in front of one writer thread.
//!
//! There is no timer in the way of a token: while one group is being synced, the next gathers in the queue. Outcomes
//! ride along with the next group of tokens; when none comes, they are written after a pause.
//!
//! Stop order, when the sequencer is dropped: the queue closes; the writer writes what waits, seals the segment and
//! ends; then the locks go.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use futures_channel::oneshot;
use tsa_core::{Grant, Refusal, SerialNumber, UnixTime};

mod thread;

use super::{Observer, close};
use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;
use crate::fresh::{Fresh, Taken};
use crate::open::{self, Opening, Report, mark_doubtful};
use crate::outcome::{Concluded, Outcome, Tally};
use crate::recorded::Recorded;
use crate::watermark::{Mark, Watermark};
use crate::writer::{Conclusion, End};
use thread::Sequence;
use tsa_core::leaf::VoidReason;
use tsa_core::merkle::Hash;

/// The callers' side.
#[derive(Debug)]
pub(super) struct OnDisk {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    /// The journal's lock, held until the thread has ended.
    _lock: Box<dyn DiskFile>,
}

/// What callers and the writer share.
#[derive(Debug)]
struct Shared {
    queue: Mutex<Queue>,
    wake: Condvar,
    watermark: Mutex<Watermark>,
    opening: Opening,
    capacity: usize,
}

#[derive(Debug)]
struct Queue {
    grants: VecDeque<Grant>,
    /// Who waits for each of `grants`.
    waiting: VecDeque<oneshot::Sender<Result<Recorded, Refusal>>>,
    conclusions: Vec<Conclusion>,
    /// The records of this process that have no outcome yet, by index.
    open: HashMap<u64, SerialNumber>,
    tally: Tally,
    durable_leaves: u64,
    /// The durable leaves that were not published yet.
    fresh: Fresh,
    last_gen_time: Option<UnixTime>,
    /// No more is taken: the sequencer is being dropped, or the record is doubtful.
    closed: bool,
    /// The writer is asleep.
    idle: bool,
    /// Told once, when the record becomes doubtful.
    fault: Option<oneshot::Sender<JournalError>>,
}

impl OnDisk {
    pub(super) fn open(
        opening: &Opening,
        capacity: usize,
        observer: Arc<dyn Observer>,
    ) -> Result<(Self, Report, oneshot::Receiver<JournalError>), JournalError> {
        let opened = open::open(opening)?;
        let (fault, faulted) = oneshot::channel();
        let state = opened.writer.state();
        let queue = Queue {
            grants: VecDeque::new(),
            waiting: VecDeque::new(),
            conclusions: Vec::new(),
            open: HashMap::new(),
            tally: Tally::default(),
            durable_leaves: state.totals.leaves,
            fresh: Fresh::new(state.frontier.clone()),
            last_gen_time: opened.report.last_gen_time,
            closed: false,
            idle: false,
            fault: Some(fault),
        };
        let shared = Arc::new(Shared {
            queue: Mutex::new(queue),
            wake: Condvar::new(),
            watermark: Mutex::new(opened.watermark),
            opening: opening.clone(),
            capacity,
        });
        let sequence = Sequence {
            shared: Arc::clone(&shared),
            writer: opened.writer,
            clock: Arc::clone(&opening.clock),
            observer,
            starved: false,
        };
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || sequence.run())
            .map_err(|source| JournalError::io("starting a thread for", &opening.directory, source))?;
        Ok((Self { shared, thread: Some(thread), _lock: opened.lock }, opened.report, faulted))
    }

    pub(super) async fn append(&self, grant: Grant) -> Result<Recorded, Refusal> {
        let (sender, receiver) = oneshot::channel();
        {
            let mut queue = self.shared.queue();
            if queue.closed || queue.grants.len() >= self.shared.capacity {
                return Err(Refusal::RecordNotAvailable);
            }
            queue.grants.push_back(grant);
            queue.waiting.push_back(sender);
            self.shared.wake(&mut queue);
        }
        let mut waiting = Waiting { receiver, on_disk: self };
        // The writer drops the sender without an answer only when the record is doubtful.
        (&mut waiting.receiver).await.unwrap_or(Err(Refusal::RecordNotAvailable))
    }

    pub(super) fn conclude(&self, serial: SerialNumber, outcome: &Outcome) -> Result<(), Concluded> {
        let mut queue = self.shared.queue();
        close(&mut queue.open, serial)?;
        queue.tally.add(outcome);
        let end = match outcome {
            Outcome::Issued { token_sha256 } => End::Issued(*token_sha256),
            // Whatever else it is called, the key did not sign in the end.
            Outcome::Failed(refusal) => {
                End::Failed(VoidReason::of_refusal(*refusal).unwrap_or(VoidReason::SigningFailed))
            }
        };
        queue.conclusions.push(Conclusion { token: serial.index(), end });
        if queue.conclusions.len() == 1 {
            // It starts the pause after which outcomes are written on their own.
            self.shared.wake(&mut queue);
        }
        Ok(())
    }

    pub(super) fn tally(&self) -> Tally {
        self.shared.queue().tally
    }

    pub(super) fn waiting(&self) -> usize {
        self.shared.queue().grants.len()
    }

    pub(super) fn durable_leaves(&self) -> u64 {
        self.shared.queue().durable_leaves
    }

    pub(super) fn fresh_leaves(&self, size: u64) -> Option<Taken> {
        self.shared.queue().fresh.take(size)
    }

    pub(super) fn published(&self) -> Mark {
        self.shared.watermark.lock().unwrap_or_else(PoisonError::into_inner).mark().clone()
    }

    pub(super) fn advance_watermark(&self, size: u64, root: Hash) -> Result<(), JournalError> {
        let (durable, last_gen_time) = {
            let queue = self.shared.queue();
            if queue.closed {
                return Err(JournalError::Doubtful(self.shared.opening.directory.clone()));
            }
            (queue.durable_leaves, queue.last_gen_time)
        };
        let mut watermark = self.shared.watermark.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = watermark.mark();
        if size > durable || size < mark.size || (size == mark.size && root != mark.root) {
            return Err(JournalError::RolledBack {
                what: format!("size {size} was to be published after {}, with {durable} on disk", mark.size),
            });
        }
        let mark = Mark { size, root, last_gen_time, origin: mark.origin.clone() };
        watermark.replace(mark).inspect_err(|error| {
            // The cause goes back to the caller; the daemon hears the same through the fault.
            self.shared.fail(JournalError::fatal(
                "writing",
                &self.shared.opening.watermark,
                std::io::Error::other(error.to_string()),
            ));
        })
    }
}

/// A caller that waits. When it goes away with the record already on its way to it, no key will be used either.
#[derive(Debug)]
struct Waiting<'a> {
    receiver: oneshot::Receiver<Result<Recorded, Refusal>>,
    on_disk: &'a OnDisk,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        // From here on the writer's send fails, and the writer abandons the record itself.
        self.receiver.close();
        if let Ok(Some(Ok(recorded))) = self.receiver.try_recv() {
            // Nobody else has the serial number, so there is no outcome yet.
            let _ = self.on_disk.conclude(recorded.serial(), &Outcome::Failed(Refusal::SigningFailed));
        }
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        {
            let mut queue = self.shared.queue();
            queue.closed = true;
            self.shared.wake(&mut queue);
        }
        if let Some(thread) = self.thread.take() {
            // A panic of the writer has been reported by the runtime; there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics between two writes to the queue, so a poisoned lock still guards a whole one.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, queue: &mut Queue) {
        if queue.idle {
            self.wake.notify_one();
        }
    }

    /// The record is doubtful: marks it so, lets go of everybody who waits, takes no more, and tells the daemon.
    fn fail(&self, error: JournalError) {
        let disk: &dyn Disk = &*self.opening.disk;
        mark_doubtful(disk, &self.opening.directory, &self.opening.watermark, &error);
        let mut queue = self.queue();
        queue.closed = true;
        queue.grants.clear();
        queue.waiting.clear();
        queue.conclusions.clear();
        if let Some(fault) = queue.fault.take() {
            // Nobody listens: then the callers see refusals only.
            let _ = fault.send(error);
        }
        self.wake(&mut queue);
    }
}
