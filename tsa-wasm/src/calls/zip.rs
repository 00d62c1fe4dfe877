//! Zip archives by pieces: laid out around files that are never here, and read from a tail, a directory, single entries.

use serde::{Deserialize, Serialize};
use tsa_evidence::zip::{self, Method, Place, Stored, ZipFault};

use super::Mistake;
use super::octets::Octets;

/// Files of an archive in the making.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LayOut {
    entries: Vec<File>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    name: String,
    size: u64,
    crc32: u32,
}

/// The archive is `heads[0]`, the octets of file 0, `heads[1]`, … and at last `tail`.
#[derive(Serialize)]
pub(super) struct Laid {
    heads: Vec<Octets>,
    tail: Octets,
}

pub(super) fn lay_out(question: LayOut) -> Result<Laid, Mistake> {
    let mut names: Vec<&str> = question.entries.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair.first() == pair.last());
    if twice || !names.iter().all(|name| is_inside(name)) {
        return Err(Mistake::new(
            "zip-name",
            "a name is empty, absolute, too long, leads outside or occurs twice",
        ));
    }
    let (mut heads, mut stored, mut offset) = (Vec::new(), Vec::new(), 0_u64);
    for File { name, size, crc32 } in question.entries {
        let head = zip::local_header(&name, size, crc32);
        let next = offset.saturating_add(head.len() as u64).saturating_add(size);
        stored.push(Stored { name, size, crc32, offset });
        heads.push(Octets(head));
        offset = next;
    }
    Ok(Laid { heads, tail: Octets(zip::central_directory(&stored)) })
}

/// Relative, with no part that is empty, `.` or `..`, and no backslash.
fn is_inside(name: &str) -> bool {
    name.len() <= usize::from(u16::MAX)
        && !name.contains('\\')
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// How much of the end of an archive [`find`] wants.
#[derive(Serialize)]
pub(super) struct Limits {
    tail: u64,
}

pub(super) const LIMITS: Limits = Limits { tail: Place::TAIL };

/// The end of an archive, and the size of the whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tail {
    tail: Octets,
    size: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Where {
    offset: u64,
    length: u64,
    count: u64,
}

pub(super) fn find(question: &Tail) -> Result<Where, Mistake> {
    let place = Place::find(&question.tail.0, question.size)?;
    Ok(Where { offset: place.offset, length: place.len, count: place.count })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directory {
    directory: Octets,
    place: Where,
}

#[derive(Serialize)]
pub(super) struct Entries {
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    name: String,
    method: MethodName,
    crc32: u32,
    packed: u64,
    size: u64,
    offset: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MethodName {
    Stored,
    Deflate,
}

pub(super) fn entries(question: &Directory) -> Result<Entries, Mistake> {
    let Where { offset, length, count } = question.place;
    let entries = zip::read_directory(&question.directory.0, Place { offset, len: length, count })?;
    Ok(Entries { entries: entries.into_iter().map(Entry::from).collect() })
}

/// An entry and its local header, or as much as may be one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    entry: Entry,
    header: Octets,
}

#[derive(Serialize)]
pub(super) struct Start {
    start: u64,
}

pub(super) fn data_start(question: Header) -> Result<Start, Mistake> {
    Ok(Start { start: zip::Entry::from(question.entry).data_offset(&question.header.0)? })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Packed {
    entry: Entry,
    packed: Octets,
}

#[derive(Serialize)]
pub(super) struct Unpacked {
    octets: Octets,
}

pub(super) fn unpack(question: Packed) -> Result<Unpacked, Mistake> {
    let entry = zip::Entry::from(question.entry);
    Ok(Unpacked { octets: Octets(entry.unpack(&question.packed.0, MOST)?) })
}

impl From<zip::Entry> for Entry {
    fn from(entry: zip::Entry) -> Self {
        let zip::Entry { name, method, crc32, packed, size, offset } = entry;
        let method = match method {
            Method::Stored => MethodName::Stored,
            Method::Deflate => MethodName::Deflate,
        };
        Self { name, method, crc32, packed, size, offset }
    }
}

impl From<Entry> for zip::Entry {
    fn from(entry: Entry) -> Self {
        let Entry { name, method, crc32, packed, size, offset } = entry;
        let method = match method {
            MethodName::Stored => Method::Stored,
            MethodName::Deflate => Method::Deflate,
        };
        Self { name, method, crc32, packed, size, offset }
    }
}

impl From<ZipFault> for Mistake {
    fn from(fault: ZipFault) -> Self {
        Self::new(fault.code(), fault.to_string())
    }
}

/// docs/claim-format.md: nothing but the original inflates to more.
const MOST: usize = 64 << 20;
