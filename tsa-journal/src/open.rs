//! Making a journal and opening it to write.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tsa_core::{Accuracy, TimeState, UnixTime};

use crate::active::{TEMPORARY, temporary};
use crate::clock::Clock;
use crate::disk::{Disk, DiskFile, RealDisk};
use crate::entry::Totals;
use crate::error::JournalError;
use crate::replay::{Ending, Replay};
use crate::segment::{Tail, segment_path};
use crate::state::State;
use crate::watermark::{Mark, Watermark};
use crate::writer::{FormerLog, Place, Writer, first_group};

/// What a new journal is made from.
#[derive(Clone, Debug)]
pub struct CreateOptions {
    /// The directory to be made; its parent must be there.
    pub directory: PathBuf,
    /// The watermark file to be made, outside the state directory and its backups.
    pub watermark: PathBuf,
    /// The log's origin: a URL prefix without scheme. It is never changed.
    pub origin: String,
}

/// What was found when a journal was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The origin of its log.
    pub origin: String,
    /// The counts.
    pub totals: Totals,
    /// The highest genTime recorded.
    pub last_gen_time: Option<UnixTime>,
    /// The log before this one, if its state was rolled back.
    pub former: Option<FormerLog>,
    /// How many octets of a broken last group were cut off. Nobody was ever told of its records.
    pub cut: u64,
}

/// Makes a journal and its watermark. Never done silently: an operator asked for it.
///
/// # Errors
/// [`JournalError::Exists`] and the rules for the origin and the watermark; or what the system says.
pub fn create(options: &CreateOptions) -> Result<(), JournalError> {
    create_on(&RealDisk, options, None)
}

/// An open journal.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) writer: Writer,
    pub(crate) watermark: Watermark,
    pub(crate) report: Report,
    /// Held as long as the journal is open.
    pub(crate) lock: Box<dyn DiskFile>,
}

/// What is needed to open one.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) directory: PathBuf,
    pub(crate) watermark: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) accuracy: Accuracy,
    pub(crate) segment_size: u64,
    pub(crate) reserve: u64,
}

/// Order: the directory under a temporary name with the lock file and the first segment, all synced; the watermark;
/// then the final name. A crash before the last step leaves a temporary directory and a watermark of size 0, both of
/// which the next attempt takes over.
pub(crate) fn create_on(
    disk: &dyn Disk,
    options: &CreateOptions,
    former: Option<(FormerLog, Option<UnixTime>)>,
) -> Result<(), JournalError> {
    check_origin(&options.origin)?;
    let exists = disk.exists(&options.directory);
    if exists.map_err(|source| JournalError::io("looking for", &options.directory, source))? {
        return Err(JournalError::Exists(options.directory.clone()));
    }
    if options.watermark.starts_with(&options.directory) {
        return Err(JournalError::WatermarkInside(options.watermark.clone()));
    }
    let last_gen_time = former.as_ref().and_then(|(_, last)| *last);
    let mark = Mark { last_gen_time, ..Mark::empty(&options.origin) };
    prepare(disk, options, former.map(|(former, _)| former), last_gen_time)?;
    Watermark::create(disk, &options.watermark, mark)?;
    publish(disk, &options.directory)
}

/// The directory of a journal that is not finished being made.
pub(crate) fn temporary_directory(directory: &Path) -> PathBuf {
    directory.with_extension("new")
}

/// Makes everything in the temporary directory.
pub(crate) fn prepare(
    disk: &dyn Disk,
    options: &CreateOptions,
    former: Option<FormerLog>,
    last_gen_time: Option<UnixTime>,
) -> Result<(), JournalError> {
    let directory = temporary_directory(&options.directory);
    let io = |source| JournalError::io("making", &directory, source);
    let state = State { last_gen_time, ..State::default() };
    let place = Place {
        disk: Arc::new(RealDisk),
        directory: directory.clone(),
        origin: options.origin.clone(),
        former,
        floor: last_gen_time,
        segment_size: 0,
        reserve: 0,
    };
    match disk.create_dir(&directory) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            for name in disk.list(&directory).map_err(io)? {
                disk.remove(&directory.join(name)).map_err(io)?;
            }
        }
        result => result.map_err(io)?,
    }
    disk.create(&directory.join(LOCK)).and_then(|file| file.sync_all()).map_err(io)?;
    let (octets, _) = first_group(&place, &state, 1);
    let file = disk.create(&segment_path(&directory, 1)).map_err(io)?;
    file.write_at(&octets, 0).map_err(io)?;
    file.sync_all().map_err(io)?;
    disk.sync_dir(&directory).map_err(io)
}

/// Gives the temporary directory its final name.
pub(crate) fn publish(disk: &dyn Disk, directory: &Path) -> Result<(), JournalError> {
    let io = |source| JournalError::io("making", directory, source);
    disk.rename(&temporary_directory(directory), directory).map_err(io)?;
    disk.sync_dir(directory.parent().unwrap_or(Path::new(""))).map_err(io)
}

/// Opens a journal to write: locks, checks, cuts off a broken last group, and begins a segment.
///
/// # Errors
/// [`JournalError`]; nothing has been changed unless all checks passed.
pub(crate) fn open(opening: &Opening) -> Result<Opened, JournalError> {
    let disk = &*opening.disk;
    check_doubtful(disk, &opening.directory, &opening.watermark)?;
    let lock = lock(disk, &opening.directory)?;
    let watermark = Watermark::open(disk, &opening.watermark)?;
    // Another process may have failed between the first look and the lock.
    check_doubtful(disk, &opening.directory, &opening.watermark)?;
    let (state, ending, origin, former) = replay_to_mark(disk, &opening.directory, watermark.mark())?;
    let last_gen_time = state.last_gen_time.max(watermark.mark().last_gen_time);
    check_clock(&*opening.clock, opening.accuracy, last_gen_time)?;

    remove_temporaries(disk, &opening.directory);
    let path = segment_path(&opening.directory, ending.number);
    let length = disk.open(&path, false).and_then(|file| file.length());
    let length = length.map_err(|source| JournalError::io("reading", &path, source))?;
    let cut = if ending.tail == Tail::Broken { length.saturating_sub(ending.offset) } else { 0 };
    let report =
        Report { origin: origin.clone(), totals: state.totals, last_gen_time, former: former.clone(), cut };
    let place = Place {
        disk: Arc::clone(&opening.disk),
        directory: opening.directory.clone(),
        origin,
        former,
        floor: last_gen_time,
        segment_size: opening.segment_size,
        reserve: opening.reserve,
    };
    let end = (!ending.sealed).then_some(ending.offset);
    let writer = Writer::go_on(place, state, ending.number, end).inspect_err(|error| {
        if matches!(error, JournalError::Fatal { .. }) {
            mark_doubtful(disk, &opening.directory, &opening.watermark, error);
        }
    })?;
    Ok(Opened { writer, watermark, report, lock })
}

/// Reads from the watermark to the end, and holds the journal against the watermark.
pub(crate) fn replay_to_mark(
    disk: &dyn Disk,
    directory: &Path,
    mark: &Mark,
) -> Result<(State, Ending, String, Option<FormerLog>), JournalError> {
    let replay = Replay::from_leaf(disk, directory, mark.size)?;
    if replay.origin != mark.origin {
        return Err(JournalError::RolledBack {
            what: format!("its origin is {}, the watermark's is {}", replay.origin, mark.origin),
        });
    }
    let (origin, former) = (replay.origin.clone(), replay.former.clone());
    let mut root = (replay.state.totals.leaves == mark.size).then(|| replay.state.frontier.root());
    let first = replay.state.totals.leaves;
    let (state, ending) = replay.finish(|_, leaf, state| {
        if leaf.is_some() && state.totals.leaves == mark.size {
            root = Some(state.frontier.root());
        }
        Ok(())
    })?;
    match root {
        Some(root) if root == mark.root => Ok((state, ending, origin, former)),
        Some(_) => Err(JournalError::RolledBack {
            what: format!("its first {} leaves are not those that were published", mark.size),
        }),
        None if state.totals.leaves < mark.size => Err(JournalError::RolledBack {
            what: format!("it has {} leaves, {} were published", state.totals.leaves, mark.size),
        }),
        None => Err(JournalError::RolledBack {
            what: format!("it begins with leaf {first}, after the {} that were published", mark.size),
        }),
    }
}

/// Takes the journal's own lock.
pub(crate) fn lock(disk: &dyn Disk, directory: &Path) -> Result<Box<dyn DiskFile>, JournalError> {
    let path = directory.join(LOCK);
    let file = disk.open(&path, true).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => JournalError::Missing(directory.into()),
        _ => JournalError::io("opening", &path, source),
    })?;
    match file.try_lock() {
        Ok(true) => Ok(file),
        Ok(false) => Err(JournalError::Held(directory.into())),
        Err(source) => Err(JournalError::io("locking", &path, source)),
    }
}

/// The two places of the mark that the record is doubtful.
pub(crate) fn doubtful_paths(directory: &Path, watermark: &Path) -> [PathBuf; 2] {
    let mut beside = watermark.as_os_str().to_owned();
    beside.push(".doubtful");
    [directory.join("doubtful"), beside.into()]
}

/// Says for the next start that memory may show what the disk does not hold. Best effort: the disk is failing.
pub(crate) fn mark_doubtful(disk: &dyn Disk, directory: &Path, watermark: &Path, error: &JournalError) {
    let text = format!("{error}\nIssuing has ended. Find out why, then run `tsa-admin journal recover`.\n");
    for path in doubtful_paths(directory, watermark) {
        let _ = disk.create(&path).and_then(|file| {
            file.write_at(text.as_bytes(), 0)?;
            file.sync_all()
        });
        let _ = disk.sync_dir(path.parent().unwrap_or(Path::new("")));
    }
}

fn check_doubtful(disk: &dyn Disk, directory: &Path, watermark: &Path) -> Result<(), JournalError> {
    for path in doubtful_paths(directory, watermark) {
        if disk.exists(&path).map_err(|source| JournalError::io("looking for", &path, source))? {
            return Err(JournalError::Doubtful(path));
        }
    }
    Ok(())
}

/// C30 against the last genTime: g − (now − e) ≤ accuracy must come true within two seconds.
///
/// A time that is lost proves nothing either way: then every append is refused until it is found again, and judged
/// by the same rule.
fn check_clock(clock: &dyn Clock, accuracy: Accuracy, last: Option<UnixTime>) -> Result<(), JournalError> {
    let Some(last) = last else { return Ok(()) };
    let mut looks = 0;
    loop {
        let reading = clock.read();
        let earliest = reading.now.saturating_sub(reading.error);
        if reading.state == TimeState::Lost || last.saturating_since(earliest) <= accuracy.as_duration() {
            return Ok(());
        }
        if looks == CLOCK_LOOKS {
            return Err(JournalError::ClockBehind { now: reading.now, error: reading.error, last });
        }
        looks += 1;
        std::thread::sleep(CLOCK_PAUSE);
    }
}

/// Removes what a crash left of a segment that was being made. Best effort: the writer replaces it anyway.
fn remove_temporaries(disk: &dyn Disk, directory: &Path) {
    for name in disk.list(directory).unwrap_or_default() {
        let path = directory.join(&name);
        if path.extension().is_some_and(|extension| extension == TEMPORARY) && temporary(&path) == path {
            let _ = disk.remove(&path);
        }
    }
}

/// C2SP signed-note and tlog-checkpoint: no space, no plus sign, no line feed; a URL prefix without scheme.
///
/// # Errors
/// [`JournalError::Origin`].
pub fn check_origin(origin: &str) -> Result<(), JournalError> {
    let visible = origin.bytes().all(|octet| octet.is_ascii_graphic() && octet != b'+');
    if visible && (1..=ORIGIN_LIMIT).contains(&origin.len()) && !origin.contains("://") {
        Ok(())
    } else {
        Err(JournalError::Origin(origin.into()))
    }
}

pub(crate) const LOCK: &str = "lock";
const CLOCK_PAUSE: Duration = Duration::from_millis(50);
/// Two seconds of pauses.
const CLOCK_LOOKS: u32 = 40;
/// So that a watermark fits its slot.
const ORIGIN_LIMIT: usize = 200;
