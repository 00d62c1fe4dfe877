//! From the segments to the state: what every start, audit and export does first.

use std::path::{Path, PathBuf};

use crate::disk::Disk;
use crate::entry::{Record, Start};
use crate::error::{JournalError, Malformed};
use crate::segment::{SegmentReader, Tail, segment_numbers, segment_path};
use crate::state::{Leaf, State};
use crate::writer::FormerLog;

/// Reads records from some segment on, one group in memory at a time.
#[derive(Debug)]
pub(crate) struct Replay<'d> {
    disk: &'d dyn Disk,
    directory: PathBuf,
    /// The segments still to be opened, the next one last.
    ahead: Vec<u64>,
    reader: SegmentReader,
    number: u64,
    sealed: bool,
    pub(crate) state: State,
    pub(crate) origin: String,
    pub(crate) former: Option<FormerLog>,
}

/// Where a replay ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The last segment.
    pub(crate) number: u64,
    /// Where its whole groups end.
    pub(crate) offset: u64,
    /// Whether the last of them is a seal.
    pub(crate) sealed: bool,
    pub(crate) tail: Tail,
}

impl<'d> Replay<'d> {
    /// Begins with the last segment that begins at or before `leaves`.
    ///
    /// # Errors
    /// Also when the segments that old have been dropped.
    pub(crate) fn from_leaf(disk: &'d dyn Disk, directory: &Path, leaves: u64) -> Result<Self, JournalError> {
        let numbers = segment_numbers(disk, directory)?;
        let mut begin = numbers.len();
        let mut chosen = None;
        while begin > 0 {
            begin = begin.saturating_sub(1);
            let Some(number) = numbers.get(begin) else { break };
            let replay = Self::at(disk, directory, *number)?;
            let enough = replay.state.totals.leaves <= leaves;
            chosen = Some(replay);
            if enough {
                break;
            }
        }
        let mut replay = chosen.ok_or_else(|| JournalError::Missing(directory.into()))?;
        replay.ahead =
            numbers.get(begin.saturating_add(1)..).unwrap_or_default().iter().rev().copied().collect();
        Ok(replay)
    }

    /// Begins with the first segment there is.
    pub(crate) fn from_first(disk: &'d dyn Disk, directory: &Path) -> Result<Self, JournalError> {
        let numbers = segment_numbers(disk, directory)?;
        let (first, rest) = numbers.split_first().ok_or_else(|| JournalError::Missing(directory.into()))?;
        let mut replay = Self::at(disk, directory, *first)?;
        replay.ahead = rest.iter().rev().copied().collect();
        Ok(replay)
    }

    /// Opens a segment and takes the state before it from its start record, which is read again later.
    pub(crate) fn at(disk: &'d dyn Disk, directory: &Path, number: u64) -> Result<Self, JournalError> {
        let mut reader = SegmentReader::open(disk, segment_path(directory, number))?;
        let begin = reader.offset();
        let found = match reader.group()? {
            Some(group) => match group.records().next() {
                Some(Ok(Record::Start(start))) if start.segment == number => {
                    Some((State::before(&group, &start), start.origin.to_owned(), former(&start)))
                }
                _ => None,
            },
            None => None,
        };
        let Some((state, origin, former)) = found else {
            reader.seek(begin);
            return Err(reader.damaged("it does not begin with its start record"));
        };
        reader.seek(begin);
        let (directory, ahead) = (directory.into(), Vec::new());
        Ok(Self { disk, directory, ahead, reader, number, sealed: false, state, origin, former })
    }

    /// Takes in the next group and hands its records and leaves to `visit`, each with the state after it. `false` at
    /// the end of the journal.
    ///
    /// # Errors
    /// Damage of any kind, and what `visit` returns.
    pub(crate) fn group(
        &mut self,
        mut visit: impl FnMut(&Record<'_>, Option<Leaf>, &State) -> Result<(), JournalError>,
    ) -> Result<bool, JournalError> {
        loop {
            let number = self.number;
            if let Some(group) = self.reader.group()? {
                let offset = group.offset;
                let state = &mut self.state;
                let mut step = || -> Result<Result<(), JournalError>, Malformed> {
                    if self.sealed {
                        return Err(Malformed("a group stands behind a seal"));
                    }
                    state.follows(&group)?;
                    for record in group.records() {
                        let record = record?;
                        if let Record::Start(start) = &record
                            && (start.segment != number || start.origin != self.origin)
                        {
                            return Err(Malformed("a start record belongs to another segment"));
                        }
                        let leaf = state.apply(&record)?;
                        self.sealed |= matches!(record, Record::Seal(_));
                        if let Err(error) = visit(&record, leaf, state) {
                            return Ok(Err(error));
                        }
                    }
                    state.close_group(group.chain);
                    Ok(Ok(()))
                };
                return match step() {
                    Ok(result) => result.map(|()| true),
                    Err(Malformed(what)) => Err(JournalError::Damaged {
                        path: self.reader.path().into(),
                        offset,
                        what: what.into(),
                    }),
                };
            }
            let Some(next) = self.ahead.pop() else { return Ok(false) };
            // Another segment is begun only after this one was sealed and synced.
            if !self.sealed {
                return Err(self.reader.damaged("a group is broken or the seal is missing"));
            }
            if self.reader.tail()? == Tail::Broken {
                return Err(self.reader.damaged("octets stand behind the seal"));
            }
            self.reader = SegmentReader::open(self.disk, segment_path(&self.directory, next))?;
            self.number = next;
            self.sealed = false;
        }
    }

    /// Goes on to the end of the journal.
    pub(crate) fn finish(
        mut self,
        mut visit: impl FnMut(&Record<'_>, Option<Leaf>, &State) -> Result<(), JournalError>,
    ) -> Result<(State, Ending), JournalError> {
        while self.group(&mut visit)? {}
        let offset = self.reader.offset();
        let tail = self.reader.tail()?;
        if self.sealed && tail == Tail::Broken {
            return Err(self.reader.damaged("octets stand behind the seal"));
        }
        Ok((self.state, Ending { number: self.number, offset, sealed: self.sealed, tail }))
    }
}

fn former(start: &Start<'_>) -> Option<FormerLog> {
    start.former.map(|former| FormerLog {
        origin: former.origin.to_owned(),
        size: former.size,
        root: former.root,
    })
}
