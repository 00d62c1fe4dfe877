//! The sequencer: the one place where a serial number and a time are fixed, and the record is written before a key is
//! used.

mod disk;
#[cfg(feature = "volatile")]
mod volatile;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_channel::oneshot;
use tsa_core::{Accuracy, Grant, Refusal, SerialNumber};

use crate::clock::Clock;
use crate::disk::RealDisk;
use crate::error::JournalError;
use crate::fresh::Taken;
use crate::open::{Opening, Report};
use crate::outcome::{Concluded, Outcome, Tally};
use crate::recorded::Recorded;
use crate::watermark::Mark;
use disk::OnDisk;
use tsa_core::merkle::Hash;
#[cfg(feature = "volatile")]
use volatile::Volatile;

/// Turns a [`Grant`] into a [`Recorded`]: takes one reading of the time, fixes genTime and serial number, writes the
/// TSTInfo down, and only then lets it go to a key. One sequencer per record; all profiles and units share it.
///
/// Dropping it writes the outcomes that are still waiting, seals the journal and lets the locks go.
#[derive(Debug)]
pub struct Sequencer(BackEnd);

#[derive(Debug)]
enum BackEnd {
    Disk(OnDisk),
    #[cfg(feature = "volatile")]
    Volatile(Volatile),
}

/// How a journal is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The journal's directory.
    pub directory: PathBuf,
    /// The watermark file.
    pub watermark: PathBuf,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// The smallest accuracy of any profile: the clock must be that close to the last genTime at the start (C30).
    pub accuracy: Accuracy,
    /// At how many octets a segment is finished.
    pub segment_size: u64,
    /// How many grants may wait; the ones after are refused.
    pub queue: usize,
    /// Who is told of groups and syncs.
    pub observer: Arc<dyn Observer>,
}

impl OpenOptions {
    /// The usual: segments of 16 MiB (about 30,000 tokens; a start reads the last one), a queue of 4096.
    #[must_use]
    pub fn new(directory: PathBuf, watermark: PathBuf, clock: Arc<dyn Clock>) -> Self {
        Self {
            directory,
            watermark,
            clock,
            accuracy: Accuracy::ONE_SECOND,
            segment_size: 16 << 20,
            queue: 4096,
            observer: Arc::new(Unobserved),
        }
    }
}

/// An open journal.
#[derive(Debug)]
pub struct Opened {
    /// Records from now on.
    pub sequencer: Sequencer,
    /// What was found.
    pub report: Report,
    /// Comes when the record has become doubtful.
    pub fault: Fault,
}

/// Is told what the writer does, on the writer's thread; must not block.
pub trait Observer: std::fmt::Debug + Send + Sync {
    /// A group is about to be written and synced.
    fn group_begins(&self) {}
    /// The group is durable.
    fn group_ends(&self, _group: &GroupWritten) {}
    /// There was no space: the grants that waited were refused. Comes again with every attempt.
    fn no_space(&self, _error: &io::Error) {}
}

/// A group that was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupWritten {
    /// Token records in it.
    pub tokens: usize,
    /// Outcomes in it.
    pub outcomes: usize,
    /// Its length.
    pub octets: usize,
}

/// Nobody looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unobserved;

impl Observer for Unobserved {}

/// A future that comes true when a write or an fsync of the record has failed, with the cause. From then on everything
/// is refused, and the process shall end with [`JournalError::exit_code`]. `None` when the sequencer was dropped in
/// order.
#[derive(Debug)]
pub struct Fault(oneshot::Receiver<JournalError>);

impl Future for Fault {
    type Output = Option<JournalError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(Result::ok)
    }
}

impl Sequencer {
    /// Opens a journal to write: takes the locks, checks it against the watermark and the clock, cuts off a group that
    /// a crash left broken, and starts the writer's thread.
    ///
    /// # Errors
    /// [`JournalError`]; the process shall end with its exit code.
    pub fn open(options: OpenOptions) -> Result<Opened, JournalError> {
        let opening = Opening {
            disk: Arc::new(RealDisk),
            directory: options.directory,
            watermark: options.watermark,
            clock: options.clock,
            accuracy: options.accuracy,
            segment_size: options.segment_size,
            reserve: RESERVE,
        };
        Self::open_on(&opening, options.queue, options.observer)
    }

    pub(crate) fn open_on(
        opening: &Opening,
        queue: usize,
        observer: Arc<dyn Observer>,
    ) -> Result<Opened, JournalError> {
        let (on_disk, report, fault) = OnDisk::open(opening, queue, observer)?;
        Ok(Opened { sequencer: Self(BackEnd::Disk(on_disk)), report, fault: Fault(fault) })
    }

    /// A sequencer without a disk: nothing survives the process.
    #[cfg(feature = "volatile")]
    #[must_use]
    pub fn volatile(clock: Arc<dyn Clock>) -> Self {
        Self(BackEnd::Volatile(Volatile::new(clock)))
    }

    /// Records what is about to be signed. When this returns `Ok`, the record is durable and the serial number spent:
    /// whatever happens next, it counts as issued unless [`Self::conclude`] says that it failed.
    ///
    /// # Errors
    /// [`Refusal::TimeNotAvailable`] and [`Refusal::UnitNotUsable`] as judged by the reading taken here,
    /// [`Refusal::RecordNotAvailable`] when no record can be written (no space, too many waiting, a fault).
    pub async fn append(&self, grant: Grant) -> Result<Recorded, Refusal> {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.append(grant).await,
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(volatile) => volatile.append(grant),
        }
    }

    /// Says what became of a record. Not waited for: it is written with a later group, and a record without an outcome
    /// counts as issued.
    ///
    /// # Errors
    /// [`Concluded`]: the first outcome counts. If this one was a token, it must not leave.
    pub fn conclude(&self, serial: SerialNumber, outcome: &Outcome) -> Result<(), Concluded> {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.conclude(serial, outcome),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(volatile) => volatile.conclude(serial, outcome),
        }
    }

    /// How many were recorded, issued and declared void since the start.
    #[must_use]
    pub fn tally(&self) -> Tally {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.tally(),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(volatile) => volatile.tally(),
        }
    }

    /// How many grants are waiting for their record.
    #[must_use]
    pub fn waiting(&self) -> usize {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.waiting(),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(_) => 0,
        }
    }

    /// The number of leaves of the log that are durable: what a checkpoint may cover.
    #[must_use]
    pub fn durable_leaves(&self) -> u64 {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.durable_leaves(),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(volatile) => volatile.tally().recorded,
        }
    }

    /// The durable leaves from index `size` on; `None` when they have to be read from the journal, and without a disk.
    pub(crate) fn fresh_leaves(&self, size: u64) -> Option<Taken> {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.fresh_leaves(size),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(_) => None,
        }
    }

    /// What the watermark says: how far the log was published at most. `None` without a disk.
    #[must_use]
    pub fn published(&self) -> Option<Mark> {
        match &self.0 {
            BackEnd::Disk(on_disk) => Some(on_disk.published()),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(_) => None,
        }
    }

    /// Writes down outside the state directory that the log is about to be published with this size and root. Blocks
    /// for one fdatasync. When it returns `Ok`, a checkpoint of that size may be signed, and no journal that lacks
    /// these leaves will be opened again.
    ///
    /// # Errors
    /// [`JournalError::RolledBack`] for a size below the last or beyond what is durable, or another root at the same
    /// size; [`JournalError::Fatal`] when the disk fails, which ends issuing.
    pub fn advance_watermark(&self, size: u64, root: Hash) -> Result<(), JournalError> {
        match &self.0 {
            BackEnd::Disk(on_disk) => on_disk.advance_watermark(size, root),
            #[cfg(feature = "volatile")]
            BackEnd::Volatile(_) => Ok(()),
        }
    }
}

/// Takes a record off the list of those without an outcome.
fn close(open: &mut HashMap<u64, SerialNumber>, serial: SerialNumber) -> Result<(), Concluded> {
    match open.remove(&serial.index().value()) {
        Some(found) if found == serial => Ok(()),
        Some(other) => {
            open.insert(other.index().value(), other);
            Err(Concluded)
        }
        None => Err(Concluded),
    }
}

/// How much space is reserved at a time: about 2000 tokens.
const RESERVE: u64 = 1 << 20;

#[cfg(test)]
mod tests;
