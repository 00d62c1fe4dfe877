//! The watermark: how far the log was published, kept outside the journal's directory and its backups, so that an old
//! copy of the journal is noticed.
//!
//! The file holds two slots of 512 octets of text. A new mark goes over the older slot, then fdatasync: the other slot
//! stays whole whatever happens to the write, and the file keeps its inode, so the lock on it holds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tsa_core::UnixTime;

use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;
use tsa_core::merkle::{Frontier, Hash};

/// A published state of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The origin of the log.
    pub origin: String,
    /// Its size.
    pub size: u64,
    /// Its root at that size.
    pub root: Hash,
    /// A genTime that no later record may be below.
    pub last_gen_time: Option<UnixTime>,
}

impl Mark {
    /// Before anything was published.
    pub(crate) fn empty(origin: &str) -> Self {
        Self { origin: origin.into(), size: 0, root: Frontier::new().root(), last_gen_time: None }
    }

    /// 512 octets: lines of text, the last of them the SHA-256 of the ones before, filled up with line feeds.
    fn slot(&self, counter: u64) -> Vec<u8> {
        let mut text = format!(
            "{TITLE}\n{counter}\n{}\n{}\n{}\n{}\n",
            self.origin,
            self.size,
            hex(&self.root),
            self.last_gen_time.map_or(0, UnixTime::as_nanos)
        );
        let check = hex(&Sha256::digest(text.as_bytes()).into());
        text.push_str(&check);
        let mut octets = text.into_bytes();
        octets.resize(SLOT, b'\n');
        octets
    }

    /// Reads a slot; `None` when it is not whole.
    fn parse(slot: &[u8]) -> Option<(u64, Self)> {
        let text = std::str::from_utf8(slot).ok()?;
        let (text, check) = text.trim_end_matches('\n').rsplit_once('\n')?;
        if check != hex(&Sha256::new().chain_update(text).chain_update("\n").finalize().into()) {
            return None;
        }
        let mut lines = text.split('\n');
        lines.next().filter(|title| *title == TITLE)?;
        let counter = lines.next()?.parse().ok()?;
        let origin = lines.next()?.to_owned();
        let size = lines.next()?.parse().ok()?;
        let root = unhex(lines.next()?)?;
        let nanos: u64 = lines.next()?.parse().ok()?;
        let last_gen_time = (nanos != 0).then(|| UnixTime::from_nanos(nanos));
        Some((counter, Self { origin, size, root, last_gen_time }))
    }
}

/// The watermark file, locked.
#[derive(Debug)]
pub(crate) struct Watermark {
    file: Box<dyn DiskFile>,
    path: PathBuf,
    counter: u64,
    mark: Mark,
}

impl Watermark {
    /// Makes the file. One that is there already is taken only if nothing was ever published under it.
    pub(crate) fn create(disk: &dyn Disk, path: &Path, mark: Mark) -> Result<Self, JournalError> {
        let exists = disk.exists(path).map_err(|source| JournalError::io("looking for", path, source))?;
        if exists {
            let mut found = Self::open(disk, path)?;
            if found.mark.size > 0 {
                return Err(JournalError::Exists(path.into()));
            }
            found.replace(mark)?;
            return Ok(found);
        }
        let io = |source| JournalError::io("making", path, source);
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".tmp");
        let temporary = PathBuf::from(temporary);
        if disk.exists(&temporary).map_err(io)? {
            disk.remove(&temporary).map_err(io)?;
        }
        let file = disk.create(&temporary).map_err(io)?;
        lock(&*file, path)?;
        let slots = [mark.slot(1), mark.slot(0)].concat();
        file.write_at(&slots, 0).map_err(io)?;
        file.sync_all().map_err(io)?;
        // Unlike a rename, a link never replaces a mark that somebody else has just made.
        disk.link(&temporary, path).map_err(io)?;
        disk.remove(&temporary).map_err(io)?;
        disk.sync_dir(path.parent().unwrap_or(Path::new(""))).map_err(io)?;
        Ok(Self { file, path: path.into(), counter: 1, mark })
    }

    /// Opens and locks it.
    pub(crate) fn open(disk: &dyn Disk, path: &Path) -> Result<Self, JournalError> {
        let file = disk.open(path, true).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => {
                JournalError::Watermark { path: path.into(), what: "is not there" }
            }
            _ => JournalError::io("opening", path, source),
        })?;
        lock(&*file, path)?;
        let (counter, mark) = read(&*file, path)?;
        Ok(Self { file, path: path.into(), counter, mark })
    }

    pub(crate) const fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Writes a new mark; when this returns, it is durable.
    ///
    /// # Errors
    /// [`JournalError::Fatal`]: the disk may hold either mark.
    pub(crate) fn replace(&mut self, mark: Mark) -> Result<(), JournalError> {
        let counter = self.counter.saturating_add(1);
        // The slot with the lower counter: the mark that counts now is in the other one.
        let offset = if counter.is_multiple_of(2) { SECOND_SLOT } else { 0 };
        let slot = mark.slot(counter);
        self.file
            .write_at(&slot, offset)
            .map_err(|source| JournalError::fatal("writing", &self.path, source))?;
        self.file.sync_data().map_err(|source| JournalError::fatal("fdatasync of", &self.path, source))?;
        self.counter = counter;
        self.mark = mark;
        Ok(())
    }
}

/// The mark in a file, without the lock: for those who only look.
pub(crate) fn peek(disk: &dyn Disk, path: &Path) -> Result<Mark, JournalError> {
    let file = disk.open(path, false).map_err(|source| JournalError::io("opening", path, source))?;
    Ok(read(&*file, path)?.1)
}

fn lock(file: &dyn DiskFile, path: &Path) -> Result<(), JournalError> {
    match file.try_lock() {
        Ok(true) => Ok(()),
        Ok(false) => Err(JournalError::Held(path.into())),
        Err(source) => Err(JournalError::io("locking", path, source)),
    }
}

fn read(file: &dyn DiskFile, path: &Path) -> Result<(u64, Mark), JournalError> {
    let mut octets = [0; 2 * SLOT];
    let mut have = 0usize;
    while let Some(rest) = octets.get_mut(have..).filter(|rest| !rest.is_empty()) {
        let at = u64::try_from(have).unwrap_or(u64::MAX);
        match file.read_at(rest, at).map_err(|source| JournalError::io("reading", path, source))? {
            0 => break,
            read => have = have.saturating_add(read),
        }
    }
    octets
        .chunks(SLOT)
        .filter_map(Mark::parse)
        .max_by_key(|(counter, _)| *counter)
        .ok_or(JournalError::Watermark { path: path.into(), what: "cannot be read" })
}

pub(crate) fn hex(octets: &[u8; 32]) -> String {
    octets.iter().fold(String::with_capacity(64), |mut text, octet| {
        // Writing to a String does not fail.
        let _ = write!(text, "{octet:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    (text.len() == 64 && text.is_ascii()).then_some(())?;
    for (octet, digits) in hash.iter_mut().zip(text.as_bytes().chunks(2)) {
        *octet = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(hash)
}

const TITLE: &str = "tsa-watermark v1";
const SLOT: usize = 512;
const SECOND_SLOT: u64 = 512;
