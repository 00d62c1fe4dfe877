//! Dropping finished segments whose retention is over.

use std::path::{Path, PathBuf};

use tsa_core::UnixTime;

use crate::disk::{Disk, RealDisk};
use crate::error::JournalError;
use crate::replay::Replay;
use crate::segment::{segment_numbers, segment_path};
use crate::watermark;

/// A finished segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedSegment {
    /// Its number.
    pub number: u64,
    /// Its file.
    pub path: PathBuf,
    /// The leaves it begins and ends with: `first..end`.
    pub first: u64,
    /// See `first`.
    pub end: u64,
    /// No genTime in it is above this.
    pub last_gen_time: Option<UnixTime>,
}

/// The finished segments that may be archived and, past their retention, dropped: all whose leaves the watermark covers,
/// except the newest two. The log loses nothing by it.
///
/// # Errors
/// [`JournalError`].
pub fn sealed_segments(directory: &Path, watermark: &Path) -> Result<Vec<SealedSegment>, JournalError> {
    sealed_segments_on(&RealDisk, directory, watermark)
}

pub(crate) fn sealed_segments_on(
    disk: &dyn Disk,
    directory: &Path,
    watermark: &Path,
) -> Result<Vec<SealedSegment>, JournalError> {
    let published = watermark::peek(disk, watermark)?.size;
    let numbers = segment_numbers(disk, directory)?;
    let mut starts = Vec::with_capacity(numbers.len());
    for number in &numbers {
        let replay = Replay::at(disk, directory, *number)?;
        starts.push((*number, replay.state.totals.leaves, replay.state.last_gen_time));
    }
    Ok(starts
        .windows(3)
        .filter_map(|window| match window {
            // A segment that has a successor is sealed; one more stays for the next start to begin with.
            [(number, first, _), (_, end, last_gen_time), _] if *end <= published => Some(SealedSegment {
                number: *number,
                path: segment_path(directory, *number),
                first: *first,
                end: *end,
                last_gen_time: *last_gen_time,
            }),
            _ => None,
        })
        .collect())
}

/// Drops the finished segments with numbers up to `last`, oldest first. Copy them elsewhere before, if they shall be kept.
///
/// # Errors
/// [`JournalError::Missing`] when one of them may not be dropped; what the system says.
pub fn drop_segments(directory: &Path, watermark: &Path, last: u64) -> Result<u64, JournalError> {
    drop_segments_on(&RealDisk, directory, watermark, last)
}

pub(crate) fn drop_segments_on(
    disk: &dyn Disk,
    directory: &Path,
    watermark: &Path,
    last: u64,
) -> Result<u64, JournalError> {
    let droppable = sealed_segments_on(disk, directory, watermark)?;
    if droppable.last().is_none_or(|newest| newest.number < last) {
        return Err(JournalError::NotDroppable(segment_path(directory, last)));
    }
    let mut dropped = 0;
    for segment in droppable.iter().take_while(|segment| segment.number <= last) {
        // Oldest first, each name gone for good before the next: a crash leaves no gap.
        disk.remove(&segment.path).map_err(|source| JournalError::io("removing", &segment.path, source))?;
        disk.sync_dir(directory).map_err(|source| JournalError::io("fsync of", directory, source))?;
        dropped += 1;
    }
    Ok(dropped)
}
