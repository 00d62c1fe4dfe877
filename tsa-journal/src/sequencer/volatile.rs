//! The record in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rand::TryRng as _;
use rand::rngs::SysRng;
use tsa_core::{Grant, LeafIndex, Refusal, SerialNumber, UnixTime};

use crate::clock::Clock;
use crate::outcome::{Concluded, Outcome, Tally};
use crate::recorded::Recorded;

use super::close;

/// A sequencer without a disk: indexes start at 0 with the process, and serial numbers stay unique across processes by
/// their 78 random bits alone. It tells what the disk costs.
#[derive(Debug)]
pub(super) struct Volatile {
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
    /// The records that have no outcome yet, by index.
    open: HashMap<u64, SerialNumber>,
}

impl Volatile {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: Mutex::default() }
    }

    pub(super) fn append(&self, grant: Grant) -> Result<Recorded, Refusal> {
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
        let serial = SerialNumber::new(random, index);
        state.open.insert(index.value(), serial);
        drop(state);

        Ok(Recorded::new(grant.draft(serial, gen_time), reading))
    }

    pub(super) fn conclude(&self, serial: SerialNumber, outcome: &Outcome) -> Result<(), Concluded> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        close(&mut state.open, serial)?;
        state.tally.add(outcome);
        Ok(())
    }

    pub(super) fn tally(&self) -> Tally {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).tally
    }
}

#[cfg(test)]
mod tests;
