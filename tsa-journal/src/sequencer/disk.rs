//! The record on disk: a queue in front of one writer thread.
//!
//! There is no timer in the way of a token: while one group is being synced, the next gathers in the queue. Outcomes
//! ride along with the next group of tokens; when none comes, they are written after [`IDLE`].
//!
//! Stop order, when the sequencer is dropped: the queue closes; the writer writes what waits, seals the segment and
//! ends; then the locks go.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::oneshot;
use tsa_core::{Grant, Refusal, SerialNumber, UnixTime};

use super::{GroupWritten, Observer, close};
use crate::clock::Clock;
use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;
use crate::open::{self, Opening, Report, mark_doubtful};
use crate::outcome::{Concluded, Outcome, Tally};
use crate::recorded::Recorded;
use crate::watermark::{Mark, Watermark};
use crate::writer::{Appended, Conclusion, End, Writer};
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

#[derive(Debug, Default)]
struct Queue {
    grants: VecDeque<Grant>,
    /// Who waits for each of `grants`.
    waiting: VecDeque<oneshot::Sender<Result<Recorded, Refusal>>>,
    conclusions: Vec<Conclusion>,
    /// The records of this process that have no outcome yet, by index.
    open: HashMap<u64, SerialNumber>,
    tally: Tally,
    durable_leaves: u64,
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
        let queue = Queue {
            durable_leaves: opened.writer.state().totals.leaves,
            last_gen_time: opened.report.last_gen_time,
            fault: Some(fault),
            ..Queue::default()
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

/// The writer's side.
#[derive(Debug)]
struct Sequence {
    shared: Arc<Shared>,
    writer: Writer,
    clock: Arc<dyn Clock>,
    observer: Arc<dyn Observer>,
    /// There was no space the last time.
    starved: bool,
}

/// A writer that panics must not leave callers waiting for ever.
#[derive(Debug)]
struct LastWord(Arc<Shared>);

impl Drop for LastWord {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let cause = std::io::Error::other("the writer stopped by a defect of its own");
            self.0.fail(JournalError::fatal("writing to", &self.0.opening.directory, cause));
        }
    }
}

/// What is taken off the queue for a group.
#[derive(Debug, Default)]
struct Batch {
    grants: VecDeque<Grant>,
    waiting: VecDeque<oneshot::Sender<Result<Recorded, Refusal>>>,
    conclusions: Vec<Conclusion>,
}

impl Sequence {
    fn run(mut self) {
        let _last = LastWord(Arc::clone(&self.shared));
        while let Some(batch) = self.next_batch() {
            if let Err(error) = self.write(batch) {
                self.shared.fail(error);
                return;
            }
        }
        // A fault that came from elsewhere: nothing more is written.
        if self.shared.queue().fault.is_none() {
            return;
        }
        if let Err(error) = self.writer.close() {
            self.shared.fail(error);
        }
    }

    /// Sleeps until there is something to write; `None` when the queue is closed and empty.
    fn next_batch(&self) -> Option<Batch> {
        let mut queue = self.shared.queue();
        let mut paused = false;
        loop {
            let outcomes = queue.conclusions.len();
            let due = outcomes > 0 && (paused || queue.closed || (outcomes >= MANY && !self.starved));
            if !queue.grants.is_empty() || due {
                return Some(Batch {
                    grants: std::mem::take(&mut queue.grants),
                    waiting: std::mem::take(&mut queue.waiting),
                    conclusions: std::mem::take(&mut queue.conclusions),
                });
            }
            if queue.closed {
                return None;
            }
            queue.idle = true;
            queue = if outcomes == 0 {
                self.shared.wake.wait(queue).unwrap_or_else(PoisonError::into_inner)
            } else {
                let (queue, timeout) =
                    self.shared.wake.wait_timeout(queue, IDLE).unwrap_or_else(PoisonError::into_inner);
                paused = timeout.timed_out();
                queue
            };
            queue.idle = false;
        }
    }

    /// Writes a batch, in as many groups as it takes.
    fn write(&mut self, mut batch: Batch) -> Result<(), JournalError> {
        loop {
            self.observer.group_begins();
            let appended = self.writer.append(&*self.clock, &mut batch.grants, &batch.conclusions)?;
            self.starved = appended.no_space.is_some();
            if let Some(error) = &appended.no_space {
                self.observer.no_space(error);
                // Nothing was taken but the grants; without space they would only pile up.
                self.keep(std::mem::take(&mut batch.conclusions));
            } else if appended.octets > 0 {
                self.observer.group_ends(&GroupWritten {
                    tokens: appended.answers.iter().filter(|answer| answer.is_ok()).count(),
                    outcomes: batch.conclusions.len(),
                    octets: appended.octets,
                });
            }
            batch.conclusions.clear();
            self.release(appended, &mut batch.waiting);
            if batch.grants.is_empty() {
                return Ok(());
            }
        }
    }

    /// Puts outcomes back that could not be written.
    fn keep(&self, mut conclusions: Vec<Conclusion>) {
        let mut queue = self.shared.queue();
        if queue.closed {
            // The stop does not wait for space: these records stay unresolved, which counts as issued.
            return;
        }
        conclusions.append(&mut queue.conclusions);
        queue.conclusions = conclusions;
    }

    /// Lets the drafts of a durable group go.
    fn release(
        &self,
        appended: Appended,
        waiting: &mut VecDeque<oneshot::Sender<Result<Recorded, Refusal>>>,
    ) {
        let state = self.writer.state();
        {
            let mut queue = self.shared.queue();
            queue.durable_leaves = state.totals.leaves;
            queue.last_gen_time = queue.last_gen_time.max(state.last_gen_time);
            for recorded in appended.answers.iter().flatten() {
                queue.tally.recorded = queue.tally.recorded.saturating_add(1);
                queue.open.insert(recorded.serial().index().value(), recorded.serial());
            }
        }
        for answer in appended.answers {
            let Some(sender) = waiting.pop_front() else { break };
            if let Err(Ok(recorded)) = sender.send(answer) {
                self.abandon(recorded.serial());
            }
        }
    }

    /// The caller went away before the record was durable: no key was used and none will be.
    fn abandon(&self, serial: SerialNumber) {
        let mut queue = self.shared.queue();
        if close(&mut queue.open, serial).is_ok() {
            queue.tally.add(&Outcome::Failed(Refusal::SigningFailed));
            let end = End::Failed(VoidReason::SigningFailed);
            queue.conclusions.push(Conclusion { token: serial.index(), end });
        }
    }
}

/// How long outcomes wait for tokens to ride with.
const IDLE: Duration = Duration::from_millis(200);
/// So many outcomes are written at once.
const MANY: usize = 4096;
