//! Whether the times in a log agree with the times at which others saw it: the audit rule against back-dating.
//!
//! A checkpoint states no time, its cosignatures do. Take one cosigner, and leaf i. B is the time of its last archived
//! cosignature over a tree of at most i leaves: the leaf was not there yet. A is the time of its first one over a tree of more
//! leaves: by then it was. So the token was recorded between B and A, and its genTime has to say so:
//!
//! ```text
//! B - 10 s <= genTime <= A + accuracy + 10 s
//! ```
//!
//! Ten seconds are what two honest clocks may differ. The rule is applied to every cosigner by itself, because two of them may
//! see the same log in another order. What the log's own cosignatures say bounds nothing independently: without a witness of
//! somebody else, an audit has checked that the log only grows, and not when.

use core::iter::Peekable;
use core::time::Duration;

use crate::note::CosignatureTime;
use crate::time::UnixTime;

/// That a cosigner saw the log with so many leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The size of the checkpoint.
    pub size: u64,
    /// The time in the cosignature.
    pub time: CosignatureTime,
}

/// Between which times of a cosigner a leaf came into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// B: the last time without the leaf, if the archive goes back so far.
    pub before: Option<CosignatureTime>,
    /// A: the first time with the leaf, if there was one yet.
    pub after: Option<CosignatureTime>,
}

/// What the rule says about a genTime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It agrees with both bounds.
    Agrees,
    /// It agrees with the lower bound; no cosignature covers the leaf yet.
    NotYetCovered,
    /// It lies before the cosigner saw the log without the leaf: the token was back-dated.
    BackDated,
    /// It lies after the cosigner saw the leaf: the token was dated ahead.
    DatedAhead,
}

/// The archive or the walk through it is not in order, so the rule says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// A cosignature follows one over a larger tree.
    #[error("the cosignatures of a cosigner are not in the order of their tree sizes ({0} leaves after {1})")]
    SizeWentBack(u64, u64),
    /// A larger tree was cosigned earlier than a smaller one: the cosigner's clock is not to be relied on.
    #[error("a tree of {size} leaves was cosigned more than 10 s before a smaller one")]
    TimeWentBack {
        /// The size of the larger tree.
        size: u64,
    },
    /// A leaf was asked for after one with a larger index.
    #[error("leaf {0} was asked for after leaf {1}")]
    IndexWentBack(u64, u64),
}

impl Bounds {
    /// Applies the rule. `accuracy` is what the token states, or the most that its policy allows: entries do not hold it.
    #[must_use]
    pub fn judge(self, gen_time: UnixTime, accuracy: Duration) -> Verdict {
        if self.before.is_some_and(|before| gen_time < before.time().saturating_sub(TOLERANCE)) {
            return Verdict::BackDated;
        }
        match self.after {
            None => Verdict::NotYetCovered,
            Some(after) if gen_time <= after.time().saturating_add(accuracy).saturating_add(TOLERANCE) => {
                Verdict::Agrees
            }
            Some(_) => Verdict::DatedAhead,
        }
    }
}

/// Walks through the leaves of a log and the archived cosignatures of one cosigner side by side, in memory that does not
/// grow with either.
#[derive(Debug)]
pub struct Auditor<I: Iterator<Item = Sighting>> {
    sightings: Peekable<I>,
    /// The largest tree that was passed, and the latest time at which it or a smaller one was cosigned.
    passed: Option<Sighting>,
    index: u64,
}

impl<I: Iterator<Item = Sighting>> Auditor<I> {
    /// Takes the cosignatures of one cosigner, ordered by size and among equal sizes by time.
    pub fn new(sightings: I) -> Self {
        Self { sightings: sightings.peekable(), passed: None, index: 0 }
    }

    /// The bounds of leaf `index`. Leaves are asked for from the left; any may be left out, such as void entries.
    ///
    /// # Errors
    /// [`AuditError`].
    pub fn bounds(&mut self, index: u64) -> Result<Bounds, AuditError> {
        if index < self.index {
            return Err(AuditError::IndexWentBack(index, self.index));
        }
        self.index = index;
        while let Some(sighting) = self.sightings.next_if(|sighting| sighting.size <= index) {
            self.check_order(sighting)?;
            let time = self.passed.map_or(sighting.time, |passed| passed.time.max(sighting.time));
            self.passed = Some(Sighting { time, ..sighting });
        }
        let after = self.sightings.peek().copied();
        if let Some(after) = after {
            self.check_order(after)?;
        }
        Ok(Bounds { before: self.passed.map(|passed| passed.time), after: after.map(|after| after.time) })
    }

    fn check_order(&self, next: Sighting) -> Result<(), AuditError> {
        let Some(passed) = self.passed else { return Ok(()) };
        if next.size < passed.size {
            return Err(AuditError::SizeWentBack(next.size, passed.size));
        }
        if next.time.time().saturating_add(TOLERANCE) < passed.time.time() {
            return Err(AuditError::TimeWentBack { size: next.size });
        }
        Ok(())
    }
}

/// What the clocks of a TSA and a cosigner may differ.
const TOLERANCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests;
