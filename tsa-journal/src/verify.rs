//! `journal verify`: everything that can be checked about a journal, in memory that grows only with the number of
//! records without an outcome.

use std::collections::HashSet;
use std::path::Path;

use tsa_core::{GenTime, GenTimeUnit, UnixTime};

use crate::disk::{Disk, RealDisk};
use crate::entry::{Record, Totals};
use crate::error::JournalError;
use crate::replay::Replay;
use crate::segment::Tail;
use crate::watermark;
use crate::writer::FormerLog;
use tsa_core::merkle::Hash;

/// A journal in which everything fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The origin of its log.
    pub origin: String,
    /// The log before this one, if its state was rolled back.
    pub former: Option<FormerLog>,
    /// The first leaf whose record is kept.
    pub first_leaf: u64,
    /// The counts since index 0. Tokens = issued + void + [`Totals::unresolved`].
    pub totals: Totals,
    /// The root of the log over all leaves.
    pub root: Hash,
    /// The highest genTime.
    pub last_gen_time: Option<UnixTime>,
    /// The size that the watermark says was published; checked against the root there.
    pub published: Option<u64>,
    /// Whether something stands behind the last whole group: a crash left it, a running daemon is writing it, or the
    /// last group was changed. The next start cuts it off.
    pub tail: Tail,
    /// Whether the last segment is sealed: the journal is not open and was closed in order.
    pub sealed: bool,
    /// How many outcomes belong to tokens whose records are no longer kept.
    pub outcomes_of_dropped: u64,
}

/// Goes through the whole journal: check values and chain, index order, serial numbers, time order, outcomes, seals,
/// counts, and, if one is given, the watermark. `progress` is told the number of leaves now and then.
///
/// # Errors
/// [`JournalError::Damaged`] and [`JournalError::RolledBack`] for the first thing that does not fit.
pub fn verify(
    directory: &Path,
    watermark: Option<&Path>,
    progress: impl FnMut(u64),
) -> Result<Verified, JournalError> {
    verify_on(&RealDisk, directory, watermark, progress)
}

pub(crate) fn verify_on(
    disk: &dyn Disk,
    directory: &Path,
    watermark: Option<&Path>,
    mut progress: impl FnMut(u64),
) -> Result<Verified, JournalError> {
    let mark = watermark.map(|path| watermark::peek(disk, path)).transpose()?;
    let replay = Replay::from_first(disk, directory)?;
    let (origin, former) = (replay.origin.clone(), replay.former.clone());
    if let Some(mark) = mark.as_ref().filter(|mark| mark.origin != origin) {
        return Err(JournalError::RolledBack {
            what: format!("its origin is {origin}, the watermark's is {}", mark.origin),
        });
    }
    let first_leaf = replay.state.totals.leaves;
    let unresolved_before = replay.state.totals.unresolved();
    let published = mark.as_ref().map(|mark| mark.size);
    let mut root = (published == Some(first_leaf)).then(|| replay.state.frontier.root());
    let mut last = replay.state.last_gen_time;
    let mut open = HashSet::new();
    let mut outcomes_of_dropped = 0u64;
    let (state, ending) = replay.finish(|record, leaf, state| {
        let damaged = |what: &str| JournalError::Damaged {
            path: directory.into(),
            offset: state.totals.leaves,
            what: format!("near leaf {}: {what}", state.totals.leaves),
        };
        match record {
            Record::Token(token) => {
                open.insert(token.index.value());
                // Profiles may state whole seconds beside profiles with fractions; in whole seconds nothing goes back.
                let time = token.gen_time().map_err(|error| damaged(error.0))?;
                let second = |time| GenTime::floor(time, GenTimeUnit::Second);
                if last.is_some_and(|last| second(time) < second(last)) {
                    return Err(damaged("a genTime is below the one before"));
                }
                last = last.max(Some(time));
            }
            Record::Issued { token, .. } | Record::Failed(crate::entry::FailedRecord { token, .. }) => {
                if token.value() < first_leaf {
                    outcomes_of_dropped = outcomes_of_dropped.saturating_add(1);
                } else if !open.remove(&token.value()) {
                    return Err(damaged("an outcome belongs to no token, or to one that has its outcome"));
                }
            }
            Record::Start(_) | Record::Seal(_) | Record::Event { .. } => {}
        }
        if leaf.is_some() {
            if published == Some(state.totals.leaves) {
                root = Some(state.frontier.root());
            }
            if state.totals.leaves.is_multiple_of(PROGRESS) {
                progress(state.totals.leaves);
            }
        }
        Ok(())
    })?;
    let kept = u64::try_from(open.len()).unwrap_or(u64::MAX);
    let before = unresolved_before.saturating_sub(outcomes_of_dropped);
    if state.totals.unresolved() != kept.saturating_add(before) {
        return Err(JournalError::Damaged {
            path: directory.into(),
            offset: 0,
            what: "the counts do not add up".into(),
        });
    }
    if let Some(mark) = &mark
        && root != Some(mark.root)
    {
        // A journal whose front was dropped cannot show a root before its beginning.
        if mark.size >= first_leaf {
            return Err(JournalError::RolledBack {
                what: format!(
                    "it has {} leaves and does not show the root that was published at {}",
                    state.totals.leaves, mark.size
                ),
            });
        }
    }
    Ok(Verified {
        origin,
        former,
        first_leaf,
        totals: state.totals,
        root: state.frontier.root(),
        last_gen_time: state.last_gen_time,
        published,
        tail: ending.tail,
        sealed: ending.sealed,
        outcomes_of_dropped,
    })
}

const PROGRESS: u64 = 1 << 14;
