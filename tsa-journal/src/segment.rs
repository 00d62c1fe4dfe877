//! Segments: files of groups. A group is what one fdatasync made durable: framed, checksummed, chained to the one before.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::cursor::Cursor;
use crate::disk::{Disk, DiskFile};
use crate::entry::Record;
use crate::error::{JournalError, Malformed};
use tsa_core::merkle::Hash;

/// A group in the making.
#[derive(Debug)]
pub(crate) struct GroupBuilder(Vec<u8>);

impl GroupBuilder {
    /// Group number `number`, after the group with check value `chain`.
    pub(crate) fn new(number: u64, chain: &Hash) -> Self {
        let mut octets = Vec::with_capacity(4096);
        octets.extend_from_slice(&GROUP_MAGIC);
        octets.extend_from_slice(&number.to_be_bytes());
        octets.extend_from_slice(chain);
        octets.extend_from_slice(&[0; 4]);
        Self(octets)
    }

    pub(crate) fn push(&mut self, record: &Record<'_>) {
        record.encode(&mut self.0);
    }

    /// The length of the records so far.
    pub(crate) const fn body(&self) -> usize {
        self.0.len().saturating_sub(HEADER)
    }

    /// The whole group and its check value.
    pub(crate) fn finish(mut self) -> (Vec<u8>, Hash) {
        let body = u32::try_from(self.body()).unwrap_or(u32::MAX);
        if let Some(place) = self.0.get_mut(BODY_LENGTH..).and_then(<[u8]>::first_chunk_mut::<4>) {
            *place = body.to_be_bytes();
        }
        let chain: Hash = Sha256::digest(&self.0).into();
        self.0.extend_from_slice(&chain);
        (self.0, chain)
    }
}

/// A whole group as it stands in a segment.
#[derive(Clone, Debug)]
pub(crate) struct Group<'a> {
    /// Where it begins.
    pub(crate) offset: u64,
    /// Its number in the journal.
    pub(crate) number: u64,
    /// The check value of the group before.
    pub(crate) before: Hash,
    /// Its check value.
    pub(crate) chain: Hash,
    body: &'a [u8],
}

impl<'a> Group<'a> {
    /// Its records.
    pub(crate) fn records(&self) -> impl Iterator<Item = Result<Record<'a>, Malformed>> + use<'a> {
        let mut body = Cursor::new(self.body);
        std::iter::from_fn(move || {
            if body.is_empty() {
                return None;
            }
            let record = Record::decode(&mut body);
            if record.is_err() {
                body = Cursor::new(&[]);
            }
            Some(record)
        })
    }

    /// Reads the group that `octets` begin with; `None` when its check value does not fit.
    fn parse(octets: &'a [u8], offset: u64) -> Option<(Self, usize)> {
        let (header, _) = octets.split_at_checked(HEADER)?;
        let mut fields = Cursor::new(header.strip_prefix(&GROUP_MAGIC)?);
        let number = fields.u64().ok()?;
        let before = fields.array().ok()?;
        let end = HEADER.checked_add(usize::try_from(fields.u32().ok()?).ok()?)?;
        let chain: Hash = *octets.get(end..)?.first_chunk()?;
        let hashed = octets.get(..end)?;
        (end > HEADER && chain == <[u8; 32]>::from(Sha256::digest(hashed))).then(|| {
            let body = hashed.get(HEADER..).unwrap_or_default();
            (Self { offset, number, before, chain, body }, end.saturating_add(TRAILER))
        })
    }
}

/// What stands after the last whole group of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing, or space that was never written.
    Clean,
    /// Part of a group.
    Broken,
}

/// Reads a segment group by group; keeps one group in memory.
#[derive(Debug)]
pub(crate) struct SegmentReader {
    file: Box<dyn DiskFile>,
    path: PathBuf,
    /// Where the next group begins.
    offset: u64,
    buffer: Vec<u8>,
    /// Where reads go first.
    chunk: Vec<u8>,
    /// How much of `buffer`, from its start, has been given out.
    used: usize,
}

impl SegmentReader {
    pub(crate) fn open(disk: &dyn Disk, path: PathBuf) -> Result<Self, JournalError> {
        let file = disk.open(&path, false).map_err(|source| JournalError::io("opening", &path, source))?;
        let mut reader = Self { file, path, offset: 0, buffer: Vec::new(), chunk: vec![0; CHUNK], used: 0 };
        reader.fill(SEGMENT_MAGIC.len())?;
        if !reader.buffer.starts_with(&SEGMENT_MAGIC) {
            return Err(reader.damaged("it does not begin like a segment of version 1"));
        }
        reader.skip(SEGMENT_MAGIC.len());
        Ok(reader)
    }

    /// Where the next group begins or would begin.
    pub(crate) const fn offset(&self) -> u64 {
        self.offset
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Goes on reading elsewhere: at the beginning of a group.
    pub(crate) fn seek(&mut self, offset: u64) {
        self.buffer.clear();
        self.used = 0;
        self.offset = offset;
    }

    /// The next whole group; `None` where none follows, which [`Self::tail`] explains.
    pub(crate) fn group(&mut self) -> Result<Option<Group<'_>>, JournalError> {
        if !self.fill(HEADER)? {
            return Ok(None);
        }
        let header = self.buffer.get(self.used..).unwrap_or_default();
        let body = header.get(BODY_LENGTH..).and_then(|at| at.first_chunk()).copied().map(u32::from_be_bytes);
        let Some(body) = body.filter(|body| header.starts_with(&GROUP_MAGIC) && *body <= MAX_BODY) else {
            return Ok(None);
        };
        let length =
            HEADER.saturating_add(TRAILER).saturating_add(usize::try_from(body).unwrap_or(usize::MAX));
        if !self.fill(length)? {
            return Ok(None);
        }
        let offset = self.offset;
        if Group::parse(self.buffer.get(self.used..).unwrap_or_default(), offset).is_none() {
            return Ok(None);
        }
        let start = self.used;
        self.skip(length);
        // Parsed twice, because a borrow that is returned may not cross `skip`; the first has checked everything.
        Ok(Group::parse_checked(self.buffer.get(start..).unwrap_or_default(), offset))
    }

    /// Says what stands after the last whole group.
    ///
    /// A group is written only after the fdatasync of the one before has returned, so after a crash at most one group
    /// is broken and nothing stands behind it. Anything else is damage.
    pub(crate) fn tail(&mut self) -> Result<Tail, JournalError> {
        let window =
            usize::try_from(MAX_BODY).unwrap_or(usize::MAX).saturating_add(HEADER).saturating_add(TRAILER);
        let end = self.offset.saturating_add(u64::try_from(window).unwrap_or(u64::MAX));
        let length = self.length()?;
        let mut clean = true;
        let mut chunk = std::mem::take(&mut self.chunk);
        let mut at = self.offset;
        while at < length {
            let read = self.read(&mut chunk, at)?;
            if read == 0 {
                break;
            }
            let octets = chunk.get(..read).unwrap_or_default();
            if let Some(place) = octets.iter().rposition(|octet| *octet != 0) {
                clean = false;
                if at.saturating_add(u64::try_from(place).unwrap_or(u64::MAX)) >= end {
                    return Err(
                        self.damaged("octets stand farther behind the last whole group than a group is long")
                    );
                }
            }
            at = at.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        }
        self.chunk = chunk;
        if clean {
            return Ok(Tail::Clean);
        }
        self.fill(window.saturating_mul(2))?;
        let rest = self.buffer.get(self.used..).unwrap_or_default();
        let whole = rest
            .windows(GROUP_MAGIC.len())
            .enumerate()
            .filter(|(_, octets)| *octets == GROUP_MAGIC)
            .any(|(at, _)| Group::parse(rest.get(at..).unwrap_or_default(), 0).is_some());
        if whole { Err(self.damaged("a whole group stands behind a broken one")) } else { Ok(Tail::Broken) }
    }

    /// The length of the file.
    pub(crate) fn length(&self) -> Result<u64, JournalError> {
        self.file.length().map_err(|source| JournalError::io("reading", &self.path, source))
    }

    pub(crate) fn damaged(&self, what: &str) -> JournalError {
        JournalError::Damaged { path: self.path.clone(), offset: self.offset, what: what.into() }
    }

    /// Has at least `length` unread octets in the buffer; `false` when the file ends before.
    fn fill(&mut self, length: usize) -> Result<bool, JournalError> {
        while self.buffer.len().saturating_sub(self.used) < length {
            if self.used > 0 {
                self.buffer.drain(..self.used);
                self.used = 0;
            }
            let at = self.offset.saturating_add(u64::try_from(self.buffer.len()).unwrap_or(u64::MAX));
            let mut chunk = std::mem::take(&mut self.chunk);
            let read = self.read(&mut chunk, at);
            self.chunk = chunk;
            let read = read?;
            if read == 0 {
                return Ok(false);
            }
            self.buffer.extend_from_slice(self.chunk.get(..read).unwrap_or_default());
        }
        Ok(true)
    }

    fn read(&self, buffer: &mut [u8], at: u64) -> Result<usize, JournalError> {
        loop {
            match self.file.read_at(buffer, at) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                result => return result.map_err(|source| JournalError::io("reading", &self.path, source)),
            }
        }
    }

    fn skip(&mut self, length: usize) {
        self.used = self.used.saturating_add(length);
        self.offset = self.offset.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
    }
}

impl<'a> Group<'a> {
    /// As [`Self::parse`], for octets whose check value is known to fit.
    fn parse_checked(octets: &'a [u8], offset: u64) -> Option<Self> {
        let mut fields = Cursor::new(octets.strip_prefix(&GROUP_MAGIC)?);
        let number = fields.u64().ok()?;
        let before = fields.array().ok()?;
        let length = usize::try_from(fields.u32().ok()?).ok()?;
        let body = fields.take(length).ok()?;
        Some(Self { offset, number, before, chain: fields.array().ok()?, body })
    }
}

/// The numbers of the segments in a directory, in order.
pub(crate) fn segment_numbers(disk: &dyn Disk, directory: &Path) -> Result<Vec<u64>, JournalError> {
    let names = disk.list(directory).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => JournalError::Missing(directory.into()),
        _ => JournalError::io("listing", directory, source),
    })?;
    let mut numbers: Vec<u64> = names.iter().filter_map(|name| segment_number(name)).collect();
    numbers.sort_unstable();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Err(JournalError::Missing(directory.into()));
    };
    // Retention takes segments away from the front only.
    if usize::try_from(last.saturating_sub(*first)).ok().and_then(|n| n.checked_add(1)) != Some(numbers.len())
    {
        let gap = numbers.windows(2).find_map(|pair| match pair {
            [a, b] if a.checked_add(1) != Some(*b) => a.checked_add(1),
            _ => None,
        });
        return Err(JournalError::Damaged {
            path: segment_path(directory, gap.unwrap_or(*first)),
            offset: 0,
            what: "this segment is missing between others".into(),
        });
    }
    Ok(numbers)
}

/// The file of a segment.
pub(crate) fn segment_path(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("{SEGMENT_PREFIX}{number:010}"))
}

/// Ten digits or more, as [`segment_path`] writes them.
fn segment_number(name: &str) -> Option<u64> {
    let number = name.strip_prefix(SEGMENT_PREFIX)?.parse().ok()?;
    (format!("{SEGMENT_PREFIX}{number:010}") == name).then_some(number)
}

const SEGMENT_PREFIX: &str = "segment-";
/// The first octets of a segment: what it is and in which version.
pub(crate) const SEGMENT_MAGIC: [u8; 16] = *b"tsa-journal v01\n";
/// The first octets of a group.
const GROUP_MAGIC: [u8; 8] = *b"tsagroup";
/// Magic, number, the check value of the group before, length of the records.
const HEADER: usize = 52;
/// Where the length of the records stands.
const BODY_LENGTH: usize = 48;
/// The check value.
const TRAILER: usize = 32;
/// The longest group that is read: more than any that is written ([`GROUP_LIMIT`] and one more record).
const MAX_BODY: u32 = 4 << 20;
/// Once a group is this long, no further record is put into it.
pub(crate) const GROUP_LIMIT: usize = 1 << 20;
const CHUNK: usize = 1 << 16;

#[cfg(test)]
mod tests;
