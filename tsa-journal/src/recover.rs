//! What an operator does after a fault: making a doubtful record sure again, or ending a log whose state was rolled back.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::active::temporary;
use crate::disk::{Disk, RealDisk};
use crate::entry::Totals;
use crate::error::JournalError;
use crate::open::{
    CreateOptions, doubtful_paths, lock, prepare, publish, replay_to_mark, temporary_directory,
};
use crate::replay::Replay;
use crate::segment::{Tail, segment_path};
use crate::watermark::{Mark, Watermark};
use crate::writer::{FormerLog, Place, Writer};

/// What [`recover`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The counts of the journal, all of it durable now.
    pub totals: Totals,
    /// How many octets behind the last whole group were left out.
    pub cut: u64,
    /// The last segment as it was before, kept for whoever looks into the fault.
    pub kept: PathBuf,
}

/// Makes a doubtful record sure again: reads the last segment as the system shows it, writes it to a new file, and lifts
/// the mark once that file and its name are on the disk. Records of groups that nobody was told of may become part of
/// the journal; they are unresolved and count as issued.
///
/// # Errors
/// As for opening; nothing has been lifted then.
pub fn recover(directory: &Path, watermark: &Path) -> Result<Recovered, JournalError> {
    recover_on(&RealDisk, directory, watermark)
}

/// Order: copy, `fsync(copy)`; a second name for the old file; `rename(copy)` over it, `fsync(directory)`; the
/// watermark again in both slots; then the marks go. A crash in between leaves a doubtful journal, to be recovered again.
pub(crate) fn recover_on(
    disk: &dyn Disk,
    directory: &Path,
    watermark: &Path,
) -> Result<Recovered, JournalError> {
    let _lock = lock(disk, directory)?;
    let mut watermark_file = Watermark::open(disk, watermark)?;
    let mark = watermark_file.mark().clone();
    let (state, ending, _, _) = replay_to_mark(disk, directory, &mark)?;

    // Only the last segment: each one before was sealed and synced before the next was begun.
    let path = segment_path(directory, ending.number);
    let copy = temporary(&path);
    let io = |source| JournalError::io("copying", &path, source);
    let length = copy_front(disk, &path, &copy, ending.offset).map_err(io)?;
    let kept = free_name(disk, &path).map_err(io)?;
    disk.link(&path, &kept).map_err(io)?;
    disk.rename(&copy, &path).map_err(io)?;
    disk.sync_dir(directory).map_err(io)?;
    // Each goes over the older slot, so both are new afterwards.
    watermark_file.replace(mark.clone())?;
    watermark_file.replace(mark)?;

    for doubtful in doubtful_paths(directory, watermark) {
        match disk.remove(&doubtful) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => result.map_err(|source| JournalError::io("removing", &doubtful, source))?,
        }
        let parent = doubtful.parent().unwrap_or(Path::new(""));
        disk.sync_dir(parent).map_err(|source| JournalError::io("fsync of", parent, source))?;
    }
    let cut = if ending.tail == Tail::Broken { length.saturating_sub(ending.offset) } else { 0 };
    Ok(Recovered { totals: state.totals, cut, kept })
}

/// Ends a log whose state was rolled back, and begins another at index 0 that records the old one's origin, size and
/// root as they were last published. A log is never continued after a rollback: its key would sign beside what it has
/// signed. The new log needs a new key and a new directory for its tiles: both are the caller's.
///
/// The old journal stays beside the new one, in a directory `….ended-N`. Can be repeated until it succeeds.
///
/// # Errors
/// [`JournalError`]; the old journal is untouched or already set aside.
pub fn accept_rollback(options: &CreateOptions) -> Result<FormerLog, JournalError> {
    accept_rollback_on(&(Arc::new(RealDisk) as Arc<dyn Disk>), options)
}

/// Order: the new journal under a temporary name, all synced; the old one sealed and set aside; the new one under its
/// name; the watermark last. Until then every start is refused, because watermark and journal have different origins
/// or there is no journal.
pub(crate) fn accept_rollback_on(
    disk: &Arc<dyn Disk>,
    options: &CreateOptions,
) -> Result<FormerLog, JournalError> {
    let directory = &options.directory;
    let io = |source| JournalError::io("setting aside", directory, source);
    let mut watermark = match Watermark::open(&**disk, &options.watermark) {
        Err(JournalError::Watermark { .. }) => remake_watermark(&**disk, options)?,
        result => result?,
    };
    let mark = watermark.mark().clone();
    let former = FormerLog { origin: mark.origin.clone(), size: mark.size, root: mark.root };
    if options.origin == former.origin {
        return Err(JournalError::Origin(options.origin.clone()));
    }
    let mut last_gen_time = mark.last_gen_time;
    if disk.exists(directory).map_err(io)? {
        let _lock = lock(&**disk, directory)?;
        let begun = Replay::from_first(&**disk, directory)
            .is_ok_and(|replay| replay.former.as_ref() == Some(&former) && replay.origin == options.origin);
        if !begun {
            // A journal that is damaged too is set aside as it is.
            if let Ok((state, ending)) =
                Replay::from_first(&**disk, directory).and_then(|replay| replay.finish(|_, _, _| Ok(())))
            {
                last_gen_time = last_gen_time.max(state.last_gen_time);
                let place = Place {
                    disk: Arc::clone(disk),
                    directory: directory.clone(),
                    origin: former.origin.clone(),
                    former: None,
                    floor: None,
                    segment_size: 0,
                    reserve: 0,
                };
                let end = (!ending.sealed).then_some(ending.offset);
                Writer::resume(place, state, ending.number, end)?.close()?;
            }
            prepare(&**disk, options, Some(former.clone()), last_gen_time)?;
            let aside = (1u32..)
                .map(|number| directory.with_extension(format!("ended-{number}")))
                .find(|path| !matches!(disk.exists(path), Ok(true)))
                .unwrap_or_else(|| directory.with_extension("ended"));
            disk.rename(directory, &aside).map_err(io)?;
            disk.sync_dir(directory.parent().unwrap_or(Path::new(""))).map_err(io)?;
            publish(&**disk, directory)?;
        }
    } else {
        // Interrupted between the two renames, or the journal is lost.
        let prepared = temporary_directory(directory);
        let whole = Replay::from_first(&**disk, &prepared)
            .is_ok_and(|replay| replay.former.as_ref() == Some(&former) && replay.origin == options.origin);
        if !whole {
            prepare(&**disk, options, Some(former.clone()), last_gen_time)?;
        }
        publish(&**disk, directory)?;
    }
    let last_gen_time = Replay::from_first(&**disk, directory)?.state.last_gen_time.max(last_gen_time);
    watermark.replace(Mark { last_gen_time, ..Mark::empty(&options.origin) })?;
    Ok(former)
}

/// The watermark is lost or unreadable: what the journal itself shows is all that is known about what was published.
fn remake_watermark(disk: &dyn Disk, options: &CreateOptions) -> Result<Watermark, JournalError> {
    let replay = Replay::from_first(disk, &options.directory)?;
    let origin = replay.origin.clone();
    let (state, _) = replay.finish(|_, _, _| Ok(()))?;
    let path = &options.watermark;
    let io = |source| JournalError::io("setting aside", path, source);
    if disk.exists(path).map_err(io)? {
        let mut aside = path.as_os_str().to_owned();
        aside.push(".unreadable");
        disk.rename(path, Path::new(&aside)).map_err(io)?;
    }
    let mark = Mark {
        origin,
        size: state.totals.leaves,
        root: state.frontier.root(),
        last_gen_time: state.last_gen_time,
    };
    Watermark::create(disk, path, mark)
}

/// Copies the first `length` octets of a file to a new one and syncs that. Returns how long the old one is.
fn copy_front(disk: &dyn Disk, from: &Path, to: &Path, length: u64) -> io::Result<u64> {
    match disk.remove(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        result => result?,
    }
    let (source, copy) = (disk.open(from, false)?, disk.create(to)?);
    let mut chunk = vec![0; 1 << 16];
    let mut at = 0;
    while at < length {
        let most = usize::try_from(length.saturating_sub(at)).unwrap_or(usize::MAX).min(chunk.len());
        let read = source.read_at(chunk.get_mut(..most).unwrap_or_default(), at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        copy.write_at(chunk.get(..read).unwrap_or_default(), at)?;
        at = at.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
    }
    copy.sync_all()?;
    source.length()
}

/// `segment-….before-recovery-N` for the first N that is free.
fn free_name(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut number = 1u32;
    loop {
        let kept = path.with_extension(format!("before-recovery-{number}"));
        if !disk.exists(&kept)? {
            return Ok(kept);
        }
        number = number.saturating_add(1);
    }
}
