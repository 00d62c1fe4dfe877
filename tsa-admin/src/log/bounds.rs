//! The audit rule over a log that is read once: between two cosignatures only the earliest and the latest genTime count.

use std::time::Duration;

use serde::Serialize;
use tsa_core::UnixTime;
use tsa_core::audit::{Bounds, Verdict};
use tsa_core::note::CosignatureTime;

use super::finding::{Finding, utc, utc_of};
use super::trust::Cosigner;

/// What one cosigner bounds. Its memory does not grow.
#[derive(Debug)]
pub(crate) struct Bounded {
    by: String,
    independent: bool,
    /// The largest tree it has cosigned, and the latest time at which it did that or cosigned a smaller one.
    before: Option<(u64, CosignatureTime)>,
    /// The leaves since, by time: the earliest and the latest.
    earliest: Option<Leaf>,
    latest: Option<Leaf>,
    sightings: u64,
    delay: Duration,
}

#[derive(Debug, Clone, Copy)]
struct Leaf {
    index: u64,
    time: UnixTime,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub(crate) struct BoundedView {
    name: String,
    independent: bool,
    checkpoints: u64,
    last: Option<String>,
}

impl Bounded {
    pub(crate) fn new(cosigner: &Cosigner) -> Self {
        Self {
            by: cosigner.key.name().to_string(),
            independent: cosigner.independent,
            before: None,
            earliest: None,
            latest: None,
            sightings: 0,
            delay: Duration::ZERO,
        }
    }

    /// Takes the next token entry.
    pub(crate) fn leaf(&mut self, index: u64, time: UnixTime) {
        let leaf = Leaf { index, time };
        if self.earliest.is_none_or(|earliest| time < earliest.time) {
            self.earliest = Some(leaf);
        }
        if self.latest.is_none_or(|latest| time > latest.time) {
            self.latest = Some(leaf);
        }
    }

    /// Takes a cosignature over all leaves so far, and judges those since the last one.
    pub(crate) fn sighting(&mut self, size: u64, time: CosignatureTime, accuracy: Duration) -> Vec<Finding> {
        let mut findings = Vec::new();
        let bounds = Bounds { before: self.before.map(|(_, time)| time), after: Some(time) };
        let by = || self.by.clone();
        if let Some(leaf) = self.earliest.take() {
            if bounds.judge(leaf.time, accuracy) == Verdict::BackDated {
                let before = bounds.before.and_then(utc_of);
                findings.push(Finding::BackDated {
                    index: leaf.index,
                    time: utc(leaf.time),
                    before,
                    by: by(),
                });
            }
            self.delay = self.delay.max(time.time().saturating_since(leaf.time));
            if !self.independent && time.time().saturating_since(leaf.time) > MERGE_DELAY {
                let covered = utc_of(time);
                findings.push(Finding::MergeDelay { index: leaf.index, time: utc(leaf.time), covered });
            }
        }
        if let Some(leaf) = self.latest.take()
            && bounds.judge(leaf.time, accuracy) == Verdict::DatedAhead
        {
            let after = utc_of(time);
            findings.push(Finding::DatedAhead { index: leaf.index, time: utc(leaf.time), after, by: by() });
        }
        if let Some((_, before)) = self.before
            && time.time().saturating_add(CLOCKS) < before.time()
        {
            findings.push(Finding::CosignerClock { by: by(), size });
        }
        self.sightings += 1;
        self.before = Some((size, self.before.map_or(time, |(_, before)| before.max(time))));
        findings
    }

    /// The last cosignature of a log that is no witness.
    pub(crate) fn last_of_own(&self) -> Option<CosignatureTime> {
        self.before.filter(|_| !self.independent).map(|(_, time)| time)
    }

    /// Whether somebody else has bounded the time of every leaf up to `size`.
    pub(crate) fn bounds_independently(&self, size: u64) -> bool {
        self.independent && self.before.is_some_and(|(seen, _)| seen >= size)
    }

    pub(crate) fn view(&self) -> BoundedView {
        BoundedView {
            name: self.by.clone(),
            independent: self.independent,
            checkpoints: self.sightings,
            last: self.before.and_then(|(_, time)| utc_of(time)).map(|time| time.to_string()),
        }
    }
}

impl std::fmt::Display for BoundedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whose = if self.independent { "witness" } else { "the log's own" };
        write!(f, "{} ({whose}): {} checkpoints", self.name, self.checkpoints)?;
        self.last.as_ref().map_or(Ok(()), |last| write!(f, ", the last at {last}"))
    }
}

/// The longest that the practice statement promises.
const MERGE_DELAY: Duration = Duration::from_secs(60);
/// What the clocks of the audit rule may differ.
const CLOCKS: Duration = Duration::from_secs(10);
