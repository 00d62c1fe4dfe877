//! The sequencer: the one place where a serial number and a time are fixed, and the record is written before a key is
//! used.

use std::sync::{Arc, Mutex, PoisonError};

use rand::TryRng as _;
use rand::rngs::SysRng;
use tsa_core::{Grant, LeafIndex, Refusal, SerialNumber, UnixTime};

use crate::clock::Clock;
use crate::outcome::{Outcome, Tally};
use crate::recorded::Recorded;

/// Turns a [`Grant`] into a [`Recorded`]: takes one reading of the time, fixes genTime and serial number, writes the
/// TSTInfo down, and only then lets it go to a key. One sequencer per record; all profiles and units share it.
///
/// This one keeps its record in memory: indexes start at 0 with the process, and serial numbers stay unique across
/// processes by their 78 random bits alone.
#[derive(Debug)]
pub struct Sequencer {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The index of the next record.
    next_index: u64,
    /// The highest genTime recorded so far.
    last_gen_time: Option<UnixTime>,
    tally: Tally,
}

impl Sequencer {
    /// A sequencer without a disk.
    #[must_use]
    pub fn volatile(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Mutex::default() }
    }

    /// Records what is about to be signed. When this returns `Ok`, the serial number is spent: whatever happens next,
    /// it counts as issued unless [`Self::conclude`] says that it failed.
    ///
    /// # Errors
    /// [`Refusal::TimeNotAvailable`] and [`Refusal::UnitNotUsable`] as judged by the reading taken here,
    /// [`Refusal::RecordNotAvailable`] when no record can be written; no serial number is spent then.
    // The record on disk waits for an fsync here; callers must already treat this as a point of suspension.
    #[expect(clippy::unused_async, reason = "the signature is that of the durable sequencer")]
    pub async fn append(&self, grant: Grant) -> Result<Recorded, Refusal> {
        // RFC 3161 §2.4.2: unique even after an interruption, so the random bits come from the operating system for
        // this token alone (C26, C27), never from a generator in memory that a snapshot of the machine could clone.
        let mut random = [0u8; 10];
        SysRng.try_fill_bytes(&mut random).map_err(|_| Refusal::RecordNotAvailable)?;

        // Nothing below panics between two writes to the state, so a poisoned lock still guards a whole one.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let index = LeafIndex::new(state.next_index).ok_or(Refusal::RecordNotAvailable)?;
        // C31: the reading is taken when the request is complete and before the key is used; under the lock, so that
        // index order is time order.
        let reading = self.clock.read();
        let gen_time = grant.gen_time(&reading, state.last_gen_time)?;
        state.next_index = index.value().saturating_add(1);
        state.last_gen_time = state.last_gen_time.max(Some(gen_time.time()));
        state.tally.recorded = state.tally.recorded.saturating_add(1);
        drop(state);

        Ok(Recorded::new(grant.draft(SerialNumber::new(random, index), gen_time), reading))
    }

    /// Notes what became of a record. Not waited for: a record without an outcome counts as issued.
    pub fn conclude(&self, _serial: SerialNumber, outcome: &Outcome) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tally.add(outcome);
    }

    /// How many were recorded, issued and declared void so far.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).tally
    }
}

#[cfg(test)]
mod tests;
