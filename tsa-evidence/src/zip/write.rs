//! Writing: stored entries, headers apart from the data.

use alloc::string::String;
use alloc::vec::Vec;

use super::{CENTRAL, Crc32, END, END64, EXTRA64, LOCAL, LOCATOR64, UTF8};

/// An entry as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The name, with `/` between its parts.
    pub name: String,
    /// How many octets.
    pub size: u64,
    /// [`Crc32`] of the octets.
    pub crc32: u32,
    /// Where its local header begins in the file.
    pub offset: u64,
}

/// What stands before the octets of an entry. A name longer than 65,535 octets is cut, which no reader would accept; names in
/// packages are shorter.
#[must_use]
pub fn local_header(name: &str, size: u64, crc32: u32) -> Vec<u8> {
    let large = size >= LIMIT32;
    let mut out = Vec::with_capacity(64);
    put32(&mut out, LOCAL);
    put_common(&mut out, name, large, crc32);
    let shown = if large { u32::MAX } else { low32(size) };
    put32(&mut out, shown);
    put32(&mut out, shown);
    put16(&mut out, name_length(name));
    put16(&mut out, if large { 20 } else { 0 });
    out.extend(name.as_bytes().iter().take(MAX_NAME));
    if large {
        put16(&mut out, EXTRA64);
        put16(&mut out, 16);
        put64(&mut out, size);
        put64(&mut out, size);
    }
    out
}

/// What stands after the octets of the last entry. The entries are in the order of their offsets, one right after the other.
#[must_use]
pub fn central_directory(entries: &[Stored]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        put_entry(&mut out, entry);
    }
    let start = entries.last().map_or(0, |last| {
        let header = local_header(&last.name, last.size, last.crc32).len() as u64;
        last.offset.saturating_add(header).saturating_add(last.size)
    });
    put_end(&mut out, entries.len() as u64, start);
    out
}

/// A whole file in memory.
#[must_use]
pub fn write(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut entries = Vec::with_capacity(files.len());
    for (name, octets) in files {
        let entry = Stored {
            name: String::from(*name),
            size: octets.len() as u64,
            crc32: Crc32::of(octets),
            offset: out.len() as u64,
        };
        out.extend(local_header(name, entry.size, entry.crc32));
        out.extend_from_slice(octets);
        entries.push(entry);
    }
    out.extend(central_directory(&entries));
    out
}

fn put_entry(out: &mut Vec<u8>, entry: &Stored) {
    let (large, far) = (entry.size >= LIMIT32, entry.offset >= LIMIT32);
    let mut extra = Vec::new();
    if large {
        put64(&mut extra, entry.size);
        put64(&mut extra, entry.size);
    }
    if far {
        put64(&mut extra, entry.offset);
    }
    put32(out, CENTRAL);
    put16(out, MADE_BY);
    put_common(out, &entry.name, large || far, entry.crc32);
    let shown = if large { u32::MAX } else { low32(entry.size) };
    put32(out, shown);
    put32(out, shown);
    put16(out, name_length(&entry.name));
    // At most 24 octets, and four before them.
    let length = if extra.is_empty() { 0 } else { extra.len().saturating_add(4) };
    put16(out, length as u16);
    // Comment, disk, internal attributes; external attributes.
    [0u16; 3].iter().for_each(|field| put16(out, *field));
    put32(out, PLAIN_FILE);
    put32(out, if far { u32::MAX } else { low32(entry.offset) });
    out.extend(entry.name.as_bytes().iter().take(MAX_NAME));
    if !extra.is_empty() {
        put16(out, EXTRA64);
        put16(out, extra.len() as u16);
        out.extend(extra);
    }
}

fn put_end(out: &mut Vec<u8>, count: u64, start: u64) {
    let size = out.len() as u64;
    if count >= LIMIT16 || start >= LIMIT32 || size >= LIMIT32 {
        put32(out, END64);
        // The size of the rest of this record.
        put64(out, 44);
        put16(out, VERSION64);
        put16(out, VERSION64);
        put32(out, 0);
        put32(out, 0);
        put64(out, count);
        put64(out, count);
        put64(out, size);
        put64(out, start);
        put32(out, LOCATOR64);
        put32(out, 0);
        put64(out, start.saturating_add(size));
        put32(out, 1);
    }
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    put32(out, END);
    put32(out, 0);
    put16(out, count);
    put16(out, count);
    put32(out, u32::try_from(size).unwrap_or(u32::MAX));
    put32(out, u32::try_from(start).unwrap_or(u32::MAX));
    put16(out, 0);
}

/// Version needed, flags, method, time, date, checksum: alike in both headers.
fn put_common(out: &mut Vec<u8>, name: &str, large: bool, crc32: u32) {
    put16(out, if large { VERSION64 } else { VERSION });
    put16(out, if name.is_ascii() { 0 } else { UTF8 });
    put16(out, 0);
    // A fixed time, 1980-01-01 00:00, so that the same parts make the same octets.
    put16(out, 0);
    put16(out, 0x21);
    put32(out, crc32);
}

fn name_length(name: &str) -> u16 {
    u16::try_from(name.len()).unwrap_or(u16::MAX)
}

fn low32(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}

/// All ones means "see the 64-bit field", so it is no value.
const LIMIT32: u64 = u32::MAX as u64;
const LIMIT16: u64 = u16::MAX as u64;
const MAX_NAME: usize = u16::MAX as usize;
/// 2.0: stored, with folders in names.
const VERSION: u16 = 20;
/// 4.5: 64-bit fields.
const VERSION64: u16 = 45;
/// Unix (3) in the upper octet: of an archive of MS-DOS, Info-ZIP's `unzip` takes the names for code page 437, whatever the flag of
/// UTF-8 says.
const MADE_BY: u16 = 3 << 8 | VERSION64;
/// A regular file that everybody may read and its owner write, `-rw-r--r--`, in the upper half as Unix keeps it.
const PLAIN_FILE: u32 = 0o100_644 << 16;
