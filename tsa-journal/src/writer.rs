//! The one writer of the record.
//!
//! Order of system calls, and what a crash leaves:
//!
//! - A group: reserve space if there is not enough; `write`; `fdatasync`; only then are its records counted and given
//!   out. A crash before the fdatasync returned leaves all, part or nothing of the group; nobody was told of it.
//! - A new segment: `write(seal)`, `fdatasync`, `truncate`, `fsync` on the old one; then `create(segment.tmp)`, `write`
//!   of its start record, reserve, `fsync`, `rename`, `fsync(directory)`. A crash between leaves a sealed segment
//!   without a successor, and perhaps a `.tmp` that the next start removes.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rand::TryRng as _;
use rand::rngs::SysRng;
use tsa_core::{Grant, LeafIndex, Refusal, SerialNumber, TimeReading, UnixTime};

use crate::active::{Active, SEAL_RESERVE, Trouble, create_segment, temporary};
use crate::clock::Clock;
use crate::disk::Disk;
use crate::entry::{FailedRecord, Former, Record, Start, TokenRecord};
use crate::error::{JournalError, Malformed};
use crate::fresh::Entries;
use crate::recorded::Recorded;
use crate::segment::{GROUP_LIMIT, GroupBuilder, SEGMENT_MAGIC, segment_path};
use crate::state::State;
use tsa_core::leaf::VoidReason;
use tsa_core::merkle::Hash;

/// The log that a journal follows after an accepted rollback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerLog {
    /// Its origin.
    pub origin: String,
    /// Its size when it was last published.
    pub size: u64,
    /// Its root at that size.
    pub root: Hash,
}

/// What does not change while a journal is open.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) directory: PathBuf,
    pub(crate) origin: String,
    pub(crate) former: Option<FormerLog>,
    /// What the watermark says no genTime may be below.
    pub(crate) floor: Option<UnixTime>,
    /// At this length a segment is sealed and the next begun.
    pub(crate) segment_size: u64,
    /// How much space is reserved at a time.
    pub(crate) reserve: u64,
}

/// How a recorded issuance ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conclusion {
    pub(crate) token: LeafIndex,
    pub(crate) end: End,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    Issued([u8; 32]),
    Failed(VoidReason),
}

/// What became of one call of [`Writer::append`].
#[derive(Debug)]
pub(crate) struct Appended {
    /// One for each grant that was taken, in their order.
    pub(crate) answers: Vec<Result<Recorded, Refusal>>,
    /// The leaves that the group adds to the log.
    pub(crate) leaves: Entries,
    /// Set when there was no space: nothing was written, the conclusions neither.
    pub(crate) no_space: Option<io::Error>,
    /// The length of the group.
    pub(crate) octets: usize,
}

/// Writes groups to the last segment.
#[derive(Debug)]
pub(crate) struct Writer {
    place: Place,
    state: State,
    /// The number of the last segment.
    number: u64,
    /// The last segment; `None` once it is sealed and while there is no space for another.
    active: Option<Active>,
}

impl Writer {
    /// Goes on after the last segment, whose whole groups end at `end`; `None` when it is sealed or there is none.
    ///
    /// What stands behind `end` in the last segment is cut off, then the segment is sealed and another begun.
    pub(crate) fn go_on(
        place: Place,
        state: State,
        number: u64,
        end: Option<u64>,
    ) -> Result<Self, JournalError> {
        let mut writer = Self::resume(place, state, number, end)?;
        match writer.roll() {
            // A full disk does not keep the daemon from starting: it refuses until there is space.
            Ok(()) | Err(Trouble::Space(_)) => Ok(writer),
            Err(Trouble::Fatal(error)) => Err(error),
        }
    }

    /// As [`Self::go_on`], in the last segment itself.
    pub(crate) fn resume(
        place: Place,
        state: State,
        number: u64,
        end: Option<u64>,
    ) -> Result<Self, JournalError> {
        let mut writer = Self { place, state, number, active: None };
        if let Some(end) = end {
            let path = segment_path(&writer.place.directory, number);
            let io = |source| JournalError::io("cutting", &path, source);
            let file = writer.place.disk.open(&path, true).map_err(io)?;
            // What was read may so far be in memory only: a process that was killed does not sync.
            file.truncate(end).map_err(io)?;
            file.sync_all().map_err(|source| JournalError::fatal("fsync of", &path, source))?;
            writer.active = Some(Active { file, path, end, reserved: end });
        }
        Ok(writer)
    }

    pub(crate) const fn state(&self) -> &State {
        &self.state
    }

    /// Writes one group: the conclusions, then as many grants as fit, taken off the front of `grants`. All of it is
    /// durable when this returns `Ok` without `no_space`.
    ///
    /// # Errors
    /// The disk may or may not hold the group: nothing may be written after.
    pub(crate) fn append(
        &mut self,
        clock: &dyn Clock,
        grants: &mut std::collections::VecDeque<Grant>,
        conclusions: &[Conclusion],
    ) -> Result<Appended, JournalError> {
        if let Err(trouble) = self.make_room() {
            return refuse(trouble, grants.drain(..).count());
        }
        // C31: one reading for the group, taken when all its requests are complete and before any key is used. Index
        // order is time order, because groups follow one another and within one genTime only grows.
        let reading = clock.read();
        let mut next = self.state.clone();
        let group = GroupBuilder::new(next.next_group, &next.chain);
        let mut answers = Vec::with_capacity(grants.len());
        let mut draft = DraftGroup { group, state: &mut next, leaves: Entries::default() };
        for conclusion in conclusions {
            draft.push_conclusion(conclusion);
        }
        while draft.group.body() < GROUP_LIMIT
            && let Some(grant) = grants.pop_front()
        {
            answers.push(draft.push_grant(grant, &reading, self.place.floor));
        }
        let DraftGroup { group, leaves, .. } = draft;
        if group.body() == 0 {
            return Ok(Appended { answers, leaves, no_space: None, octets: 0 });
        }
        let (octets, chain) = group.finish();
        next.close_group(chain);
        match self.write(&octets) {
            Ok(()) => {}
            Err(trouble) => return refuse(trouble, answers.len()),
        }
        self.state = next;
        Ok(Appended { answers, leaves, no_space: None, octets: octets.len() })
    }

    /// Seals the last segment, so that a change to it cannot pass for a crash. For an orderly stop.
    pub(crate) fn close(mut self) -> Result<(), JournalError> {
        match self.seal() {
            Ok(()) | Err(Trouble::Space(_)) => Ok(()),
            Err(Trouble::Fatal(error)) => Err(error),
        }
    }

    fn make_room(&mut self) -> Result<(), Trouble> {
        match &self.active {
            Some(active) if active.end < self.place.segment_size => Ok(()),
            _ => self.roll(),
        }
    }

    fn roll(&mut self) -> Result<(), Trouble> {
        self.seal()?;
        self.begin_segment()
    }

    fn seal(&mut self) -> Result<(), Trouble> {
        let Some(active) = &mut self.active else { return Ok(()) };
        let mut group = GroupBuilder::new(self.state.next_group, &self.state.chain);
        group.push(&Record::Seal(self.state.seal()));
        let (octets, chain) = group.finish();
        active.write(&octets, 0, 0)?;
        self.state.close_group(chain);
        // Zeros behind a seal do no harm, so the cut may fail; the fsync may not.
        let _ = active.file.truncate(active.end);
        active.file.sync_all().map_err(|source| JournalError::fatal("fsync of", &active.path, source))?;
        self.active = None;
        Ok(())
    }

    fn begin_segment(&mut self) -> Result<(), Trouble> {
        let number = self.number.saturating_add(1);
        let path = segment_path(&self.place.directory, number);
        let (octets, next) = first_group(&self.place, &self.state, number);
        let disk = &*self.place.disk;
        let (file, reserved) = create_segment(disk, &path, &octets).inspect_err(|_| {
            // Best effort: the next start removes it too.
            let _ = disk.remove(&temporary(&path));
        })?;
        disk.sync_dir(&self.place.directory)
            .map_err(|source| JournalError::fatal("fsync of", &self.place.directory, source))?;
        let end = u64::try_from(octets.len()).unwrap_or(u64::MAX);
        self.state = next;
        self.number = number;
        self.active = Some(Active { file, path, end, reserved });
        Ok(())
    }

    fn write(&mut self, octets: &[u8]) -> Result<(), Trouble> {
        match &mut self.active {
            Some(active) => active.write(octets, SEAL_RESERVE, self.place.reserve),
            // `make_room` has made one.
            None => Err(Trouble::Space(io::ErrorKind::StorageFull.into())),
        }
    }
}

/// The octets of a segment up to and with its start record, and the state after it.
pub(crate) fn first_group(place: &Place, state: &State, number: u64) -> (Vec<u8>, State) {
    let mut next = state.clone();
    next.last_gen_time = state.last_gen_time.max(place.floor);
    let mut group = GroupBuilder::new(state.next_group, &state.chain);
    group.push(&Record::Start(Start {
        segment: number,
        origin: &place.origin,
        totals: state.totals,
        last_gen_time: next.last_gen_time,
        frontier: state.frontier.clone(),
        former: place.former.as_ref().map(|former| Former {
            origin: &former.origin,
            size: former.size,
            root: former.root,
        }),
    }));
    let (octets, chain) = group.finish();
    next.close_group(chain);
    ([&SEGMENT_MAGIC[..], &octets].concat(), next)
}

/// A group in the making, and the state after it.
struct DraftGroup<'a> {
    group: GroupBuilder,
    state: &'a mut State,
    leaves: Entries,
}

impl DraftGroup<'_> {
    fn push_conclusion(&mut self, conclusion: &Conclusion) {
        let token = conclusion.token;
        let record = match conclusion.end {
            End::Issued(token_sha256) => Record::Issued { token, token_sha256 },
            End::Failed(reason) => match LeafIndex::new(self.state.totals.leaves) {
                Some(index) => Record::Failed(FailedRecord { index, token, reason }),
                None => return,
            },
        };
        // Only tokens of this journal are concluded, each once: the sequencer sees to it.
        let _ = self.push(&record);
    }

    fn push_grant(
        &mut self,
        grant: Grant,
        reading: &TimeReading,
        floor: Option<UnixTime>,
    ) -> Result<Recorded, Refusal> {
        let index = LeafIndex::new(self.state.totals.leaves).ok_or(Refusal::RecordNotAvailable)?;
        let gen_time = grant.gen_time(reading, self.state.last_gen_time.max(floor))?;
        // C26, C27: from the operating system for this token alone, never from a generator in memory that a snapshot
        // of the machine could clone.
        let mut random = [0; 10];
        SysRng.try_fill_bytes(&mut random).map_err(|_| Refusal::RecordNotAvailable)?;
        let profile = grant.profile().to_owned();
        let draft = grant.draft(SerialNumber::new(random, index), gen_time);
        let record = Record::Token(TokenRecord {
            index,
            reading: *reading,
            signed_attributes_sha256: draft.to_be_signed_sha256(),
            certificate_sha256: *draft.tsu().certificate_sha256(),
            profile: &profile,
            access_key: None,
            tst_info: draft.tst_info_der(),
        });
        self.push(&record).map_err(|_| Refusal::RecordNotAvailable)?;
        Ok(Recorded::new(draft, *reading))
    }

    fn push(&mut self, record: &Record<'_>) -> Result<(), Malformed> {
        if let Some(leaf) = self.state.apply(record)? {
            self.leaves.push(&leaf);
        }
        self.group.push(record);
        Ok(())
    }
}

fn refuse(trouble: Trouble, grants: usize) -> Result<Appended, JournalError> {
    match trouble {
        Trouble::Space(error) => Ok(Appended {
            answers: (0..grants).map(|_| Err(Refusal::RecordNotAvailable)).collect(),
            leaves: Entries::default(),
            no_space: Some(error),
            octets: 0,
        }),
        Trouble::Fatal(error) => Err(error),
    }
}
