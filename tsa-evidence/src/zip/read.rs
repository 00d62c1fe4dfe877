//! Reading: the directory first, then single entries.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::{CENTRAL, Crc32, END, END64, EXTRA64, LOCAL, LOCATOR64};

/// Why a ZIP file, or an entry, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ZipFault {
    /// No end of central directory where one must be.
    #[error("not a ZIP file, or cut off")]
    NotZip,
    /// A record that does not have its form, or two that contradict each other.
    #[error("the ZIP file contradicts itself")]
    Malformed,
    /// More than one disk.
    #[error("the ZIP file is one part of several")]
    Disks,
    /// More than [`Place::MAX_ENTRIES`] entries, or a directory of more than [`Place::MAX_LEN`].
    #[error("the ZIP file has too many entries")]
    TooMany,
    /// A name that is absolute, leads out of the folder, is not UTF-8, or has a backslash or control characters.
    #[error("a name in the ZIP file is not a plain relative path")]
    Name,
    /// Two entries of one name.
    #[error("two entries of the ZIP file have one name")]
    Twice,
    /// Entries that share octets.
    #[error("entries of the ZIP file overlap")]
    Overlap,
    /// An encrypted entry.
    #[error("an entry of the ZIP file is encrypted")]
    Encrypted,
    /// Another method than stored and deflate.
    #[error("an entry of the ZIP file is packed by an unknown method")]
    Method,
    /// An entry unpacks to more than its limit, or to more than it says.
    #[error("an entry of the ZIP file unpacks to more than is allowed")]
    TooLarge,
    /// An entry does not unpack, or its checksum does not agree.
    #[error("an entry of the ZIP file is damaged")]
    Damaged,
}

impl ZipFault {
    /// The stable code of the reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotZip => "zip-not-zip",
            Self::Malformed => "zip-malformed",
            Self::Disks => "zip-disks",
            Self::TooMany => "zip-too-many",
            Self::Name => "zip-name",
            Self::Twice => "zip-twice",
            Self::Overlap => "zip-overlap",
            Self::Encrypted => "zip-encrypted",
            Self::Method => "zip-method",
            Self::TooLarge => "zip-too-large",
            Self::Damaged => "zip-damaged",
        }
    }
}

/// Where the directory stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its first octet.
    pub offset: u64,
    /// Its length.
    pub len: u64,
    /// How many entries it lists.
    pub count: u64,
}

impl Place {
    /// How many octets from the end of the file [`Self::find`] needs (all, if there are fewer).
    pub const TAIL: u64 = 22 + 65_535 + 20 + 56;
    /// The most entries.
    pub const MAX_ENTRIES: u64 = 100_000;
    /// The longest directory.
    pub const MAX_LEN: u64 = 32 << 20;

    /// Finds the directory from the last [`Self::TAIL`] octets of a file of so many octets.
    ///
    /// # Errors
    /// [`ZipFault`].
    pub fn find(tail: &[u8], file_len: u64) -> Result<Self, ZipFault> {
        let at = find_end(tail).ok_or(ZipFault::NotZip)?;
        let mut end = Fields(tail.get(at..).ok_or(ZipFault::NotZip)?);
        end.u32()?;
        let disks = (end.u16()?, end.u16()?);
        let (here, count, len, offset) = (end.u16()?, end.u16()?, end.u32()?, end.u32()?);
        let is_64 = count == u16::MAX || len == u32::MAX || offset == u32::MAX;
        let (place, end_of_directory) = if is_64 {
            find_64(tail, at, file_len)?
        } else {
            if disks != (0, 0) || here != count {
                return Err(ZipFault::Disks);
            }
            let tail_start = file_len.checked_sub(tail.len() as u64).ok_or(ZipFault::Malformed)?;
            let place = Self { offset: offset.into(), len: len.into(), count: count.into() };
            (place, tail_start.saturating_add(at as u64))
        };
        // The directory ends where its end record begins: so nothing stands before the first entry that shifts offsets.
        if place.offset.checked_add(place.len) != Some(end_of_directory) {
            return Err(ZipFault::Malformed);
        }
        if place.count > Self::MAX_ENTRIES || place.len > Self::MAX_LEN {
            return Err(ZipFault::TooMany);
        }
        Ok(place)
    }
}

/// The last end record whose comment ends with the file.
fn find_end(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(22)?;
    (0..=last).rev().find(|at| {
        let record = tail.get(*at..).unwrap_or_default();
        let comment = record.get(20..22).and_then(|field| field.try_into().ok()).map(u16::from_le_bytes);
        record.starts_with(&END.to_le_bytes())
            && comment.is_some_and(|comment| record.len() == usize::from(comment).saturating_add(22))
    })
}

fn find_64(tail: &[u8], end: usize, file_len: u64) -> Result<(Place, u64), ZipFault> {
    let locator = end.checked_sub(20).and_then(|at| tail.get(at..end)).ok_or(ZipFault::Malformed)?;
    let mut locator = Fields(locator);
    if locator.u32()? != LOCATOR64 {
        return Err(ZipFault::Malformed);
    }
    let (disk, at, disks) = (locator.u32()?, locator.u64()?, locator.u32()?);
    if disk != 0 || disks != 1 {
        return Err(ZipFault::Disks);
    }
    let tail_start = file_len.checked_sub(tail.len() as u64).ok_or(ZipFault::Malformed)?;
    let within =
        at.checked_sub(tail_start).and_then(|at| usize::try_from(at).ok()).ok_or(ZipFault::Malformed)?;
    let mut record = Fields(tail.get(within..).ok_or(ZipFault::Malformed)?);
    if record.u32()? != END64 {
        return Err(ZipFault::Malformed);
    }
    let _length = record.u64()?;
    let _versions = record.u32()?;
    if (record.u32()?, record.u32()?) != (0, 0) {
        return Err(ZipFault::Disks);
    }
    let (here, count, len, offset) = (record.u64()?, record.u64()?, record.u64()?, record.u64()?);
    if here == count { Ok((Place { offset, len, count }, at)) } else { Err(ZipFault::Disks) }
}

/// How an entry is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored,
    /// By deflate.
    Deflate,
}

/// An entry of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name: a plain relative path.
    pub name: String,
    /// How it is packed.
    pub method: Method,
    /// [`Crc32`] of the unpacked octets.
    pub crc32: u32,
    /// How many octets it has in the file.
    pub packed: u64,
    /// How many octets it unpacks to.
    pub size: u64,
    /// Where its local header begins.
    pub offset: u64,
}

impl Entry {
    /// How many octets from [`Self::offset`] [`Self::data_offset`] needs.
    #[must_use]
    pub const fn header_len(&self) -> usize {
        self.name.len().saturating_add(30)
    }

    /// Where the packed octets begin in the file, from the local header.
    ///
    /// # Errors
    /// [`ZipFault::Malformed`] when the local header is none or speaks of another entry than the directory.
    pub fn data_offset(&self, header: &[u8]) -> Result<u64, ZipFault> {
        let mut fields = Fields(header);
        if fields.u32()? != LOCAL {
            return Err(ZipFault::Malformed);
        }
        let (_version, _flags, method) = (fields.u16()?, fields.u16()?, fields.u16()?);
        fields.take(16)?;
        let (name, extra) = (fields.u16()?, fields.u16()?);
        if method_of(method)? != self.method || fields.take(name.into())? != self.name.as_bytes() {
            return Err(ZipFault::Malformed);
        }
        let header = 30u64.saturating_add(name.into()).saturating_add(extra.into());
        Ok(self.offset.saturating_add(header))
    }

    /// The octets of the entry from the packed ones; at most `limit` of them.
    ///
    /// # Errors
    /// [`ZipFault::TooLarge`], [`ZipFault::Damaged`].
    pub fn unpack(&self, packed: &[u8], limit: usize) -> Result<Vec<u8>, ZipFault> {
        if self.size > limit as u64 {
            return Err(ZipFault::TooLarge);
        }
        let octets = match self.method {
            Method::Stored => packed.to_vec(),
            Method::Deflate => {
                // The size is at most the limit, which is a usize.
                let most = usize::try_from(self.size).map_err(|_| ZipFault::TooLarge)?;
                miniz_oxide::inflate::decompress_to_vec_with_limit(packed, most).map_err(|fault| {
                    use miniz_oxide::inflate::TINFLStatus;
                    if fault.status == TINFLStatus::HasMoreOutput {
                        ZipFault::TooLarge
                    } else {
                        ZipFault::Damaged
                    }
                })?
            }
        };
        let is_whole = octets.len() as u64 == self.size && Crc32::of(&octets) == self.crc32;
        if is_whole { Ok(octets) } else { Err(ZipFault::Damaged) }
    }
}

/// The entries of a directory, folders left out, in the order of the directory.
///
/// # Errors
/// [`ZipFault`]: the first of any entry. An unpacked size is only what the file says of itself: [`Entry::unpack`] holds it to that.
pub fn read_directory(directory: &[u8], place: Place) -> Result<Vec<Entry>, ZipFault> {
    let mut fields = Fields(directory);
    let mut entries = Vec::new();
    let mut names = BTreeSet::new();
    let mut ranges = Vec::new();
    for _ in 0..place.count {
        let (entry, least) = read_entry(&mut fields)?;
        ranges.push((entry.offset, least));
        if !names.insert(entry.name.clone()) {
            return Err(ZipFault::Twice);
        }
        if !entry.name.ends_with('/') {
            entries.push(entry);
        }
    }
    if !fields.0.is_empty() {
        return Err(ZipFault::Malformed);
    }
    ranges.sort_unstable();
    let mut free = 0;
    for (offset, end) in ranges {
        if offset < free || end > place.offset {
            return Err(ZipFault::Overlap);
        }
        free = end;
    }
    Ok(entries)
}

/// An entry, and where it ends at the earliest (its local header may have extra fields of its own).
fn read_entry(fields: &mut Fields<'_>) -> Result<(Entry, u64), ZipFault> {
    if fields.u32()? != CENTRAL {
        return Err(ZipFault::Malformed);
    }
    let (_made_by, _needed, flags, method) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
    // Bit 0: encrypted; 6: strongly; 13: the directory is.
    if flags & (1 | 1 << 6 | 1 << 13) != 0 {
        return Err(ZipFault::Encrypted);
    }
    let _time = fields.u32()?;
    let (crc32, packed, size) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let (name, extra, comment, disk) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
    fields.take(6)?;
    let offset = fields.u32()?;
    let name = fields.take(name.into())?;
    let mut large = Fields(find_extra(fields.take(extra.into())?)?);
    fields.take(comment.into())?;
    if disk != 0 {
        return Err(ZipFault::Disks);
    }
    // The 64-bit field holds those of the values that did not fit, in this order.
    let mut widen = |value: u32| if value == u32::MAX { large.u64() } else { Ok(value.into()) };
    let size = widen(size)?;
    let packed = widen(packed)?;
    let offset = widen(offset)?;
    let name = core::str::from_utf8(name).ok().filter(|name| is_plain(name)).ok_or(ZipFault::Name)?;
    let method = method_of(method)?;
    if method == Method::Stored && packed != size {
        return Err(ZipFault::Malformed);
    }
    let least = offset.checked_add(30).and_then(|end| end.checked_add(name.len() as u64));
    let least = least.and_then(|end| end.checked_add(packed)).ok_or(ZipFault::Malformed)?;
    Ok((Entry { name: name.into(), method, crc32, packed, size, offset }, least))
}

fn find_extra(extra: &[u8]) -> Result<&[u8], ZipFault> {
    let mut fields = Fields(extra);
    while !fields.0.is_empty() {
        let (kind, len) = (fields.u16()?, fields.u16()?);
        let content = fields.take(len.into())?;
        if kind == EXTRA64 {
            return Ok(content);
        }
    }
    Ok(&[])
}

const fn method_of(method: u16) -> Result<Method, ZipFault> {
    match method {
        0 => Ok(Method::Stored),
        8 => Ok(Method::Deflate),
        _ => Err(ZipFault::Method),
    }
}

/// A relative path whose parts are names; the last one may be empty (a folder).
fn is_plain(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_part) && !name.contains(|c: char| c == '\\' || c.is_control())
        // A drive of another system.
        && path.as_bytes().get(1).is_none_or(|second| *second != b':')
}

/// A whole file in memory.
#[derive(Clone, Debug)]
pub struct Archive<'a> {
    file: &'a [u8],
    entries: Vec<Entry>,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// [`ZipFault`].
    pub fn open(file: &'a [u8]) -> Result<Self, ZipFault> {
        let tail = usize::try_from(Place::TAIL).unwrap_or(usize::MAX);
        let tail = file.get(file.len().saturating_sub(tail)..).unwrap_or(file);
        let place = Place::find(tail, file.len() as u64)?;
        let directory = slice(file, place.offset, place.len)?;
        Ok(Self { file, entries: read_directory(directory, place)? })
    }

    /// The entries, in the order of the directory.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The octets of an entry, at most `limit`.
    ///
    /// # Errors
    /// [`ZipFault`].
    pub fn read(&self, entry: &Entry, limit: usize) -> Result<Vec<u8>, ZipFault> {
        entry.unpack(self.packed(entry)?, limit)
    }

    /// The octets of an entry as they lie in the file: for [`super::Unpacker`].
    ///
    /// # Errors
    /// [`ZipFault::Malformed`].
    pub fn packed(&self, entry: &Entry) -> Result<&'a [u8], ZipFault> {
        let header = slice(self.file, entry.offset, entry.header_len() as u64)?;
        slice(self.file, entry.data_offset(header)?, entry.packed)
    }
}

fn slice(file: &[u8], offset: u64, len: u64) -> Result<&[u8], ZipFault> {
    let start = usize::try_from(offset).map_err(|_| ZipFault::Malformed)?;
    let end = usize::try_from(offset.saturating_add(len)).map_err(|_| ZipFault::Malformed)?;
    file.get(start..end).ok_or(ZipFault::Malformed)
}

/// Little-endian fields one after the other.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], ZipFault> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(ZipFault::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ZipFault> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(ZipFault::Malformed)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u16(&mut self) -> Result<u16, ZipFault> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, ZipFault> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, ZipFault> {
        self.array().map(u64::from_le_bytes)
    }
}
