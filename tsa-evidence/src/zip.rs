//! ZIP files (APPNOTE.TXT 6.3): written stored and in pieces, read with limits.
//!
//! In pieces, because a package may hold a file of any size: a page writes the headers from here around a file that stays where it is
//! ([`local_header`], [`central_directory`]), and reads the directory from the end of a package that it never loads as a whole
//! ([`Place::find`], [`read_directory`]). [`Archive`] and [`write()`] do the same in memory.
//!
//! The reader refuses what can be read in two ways or can hurt: see [`ZipFault`].

mod read;
mod unpack;
mod write;

pub use read::{Archive, Entry, Method, Place, ZipFault, read_directory};
pub use unpack::Unpacker;
pub use write::{Stored, central_directory, local_header, write};

/// CRC-32 as ZIP has it (ISO 3309), octets coming in pieces.
#[derive(Clone, Copy, Debug)]
pub struct Crc32(u32);

impl Default for Crc32 {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl Crc32 {
    /// Takes the next octets.
    pub fn update(&mut self, octets: &[u8]) {
        let (blocks, rest) = octets.as_chunks::<8>();
        for [a, b, c, d, e, f, g, h] in blocks {
            let low = self.0 ^ u32::from_le_bytes([*a, *b, *c, *d]);
            let [a, b, c, d] = low.to_le_bytes();
            // Slicing by eight: one look-up for each of the eight octets, all independent of one another.
            self.0 = entry(7, a)
                ^ entry(6, b)
                ^ entry(5, c)
                ^ entry(4, d)
                ^ entry(3, *e)
                ^ entry(2, *f)
                ^ entry(1, *g)
                ^ entry(0, *h);
        }
        for octet in rest {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = (self.0 >> 8) ^ entry(0, low ^ octet);
        }
    }

    /// The checksum of what was taken.
    #[must_use]
    pub const fn finish(self) -> u32 {
        !self.0
    }

    /// The checksum of octets in memory.
    #[must_use]
    pub fn of(octets: &[u8]) -> u32 {
        let mut crc = Self::default();
        crc.update(octets);
        crc.finish()
    }
}

#[expect(clippy::indexing_slicing, reason = "an octet is below 256, and `slice` is a literal below 8")]
const fn entry(slice: usize, octet: u8) -> u32 {
    TABLES[slice][octet as usize]
}

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated at compile time, where a fault stops the build"
)]
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0u32; 256]; 8];
    let mut octet = 0;
    while octet < 256 {
        let mut value = octet as u32;
        let mut bit = 0;
        while bit < 8 {
            // The reversed polynomial of CRC-32.
            value = if value & 1 == 1 { (value >> 1) ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        tables[0][octet] = value;
        octet += 1;
    }
    let mut slice = 1;
    while slice < 8 {
        let mut octet = 0;
        while octet < 256 {
            let before = tables[slice - 1][octet];
            tables[slice][octet] = (before >> 8) ^ tables[0][(before & 0xFF) as usize];
            octet += 1;
        }
        slice += 1;
    }
    tables
}

static TABLES: [[u32; 256]; 8] = tables();

const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
const END64: u32 = 0x0606_4B50;
const LOCATOR64: u32 = 0x0706_4B50;
/// The extra field with 64-bit sizes and offset.
const EXTRA64: u16 = 0x0001;
/// General purpose bit 11: the name is UTF-8.
const UTF8: u16 = 1 << 11;

#[cfg(test)]
mod tests;
