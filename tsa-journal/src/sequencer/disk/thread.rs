//! The writer's thread: takes what waits, has it written, lets it go.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use futures_channel::oneshot;
use tsa_core::leaf::VoidReason;
use tsa_core::{Grant, Refusal, SerialNumber};

use super::super::{GroupWritten, Observer, close};
use super::Shared;
use crate::clock::Clock;
use crate::error::JournalError;
use crate::outcome::Outcome;
use crate::recorded::Recorded;
use crate::writer::{Appended, Conclusion, End, Writer};

/// The writer's side.
#[derive(Debug)]
pub(super) struct Sequence {
    pub(super) shared: Arc<Shared>,
    pub(super) writer: Writer,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) observer: Arc<dyn Observer>,
    /// There was no space the last time.
    pub(super) starved: bool,
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
    pub(super) fn run(mut self) {
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
            queue.fresh.extend(&appended.leaves, &state.frontier);
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
