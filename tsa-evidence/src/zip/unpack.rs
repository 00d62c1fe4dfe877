//! Unpacking in pieces: an original may be of any size.

use alloc::boxed::Box;
use alloc::vec;

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use super::{Crc32, Entry, Method, ZipFault};

/// Takes the packed octets of one entry in pieces and gives the unpacked ones in pieces, in bounded memory.
pub struct Unpacker {
    inflate: Option<Box<InflateState>>,
    /// Whether the packed octets have come to their own end; stored ones have none.
    ended: bool,
    /// How many unpacked octets are still to come.
    left: u64,
    crc: Crc32,
    /// The checksum of the directory.
    wanted: u32,
}

impl Unpacker {
    /// For this entry.
    #[must_use]
    pub fn new(entry: &Entry) -> Self {
        let inflate = (entry.method == Method::Deflate).then(|| InflateState::new_boxed(DataFormat::Raw));
        let ended = inflate.is_none();
        Self { inflate, ended, left: entry.size, crc: Crc32::default(), wanted: entry.crc32 }
    }

    /// Takes the next packed octets; `out` gets what they unpack to.
    ///
    /// # Errors
    /// [`ZipFault::TooLarge`] for more octets than the directory says, [`ZipFault::Damaged`].
    pub fn take(&mut self, packed: &[u8], mut out: impl FnMut(&[u8])) -> Result<(), ZipFault> {
        let Some(mut state) = self.inflate.take() else { return self.give(packed, &mut out) };
        let result = self.inflate(&mut state, packed, &mut out);
        self.inflate = Some(state);
        result
    }

    /// Once everything was taken: whether it was the whole entry, undamaged.
    ///
    /// # Errors
    /// [`ZipFault::Damaged`].
    pub fn finish(self) -> Result<(), ZipFault> {
        let is_whole = self.ended && self.left == 0 && self.crc.finish() == self.wanted;
        if is_whole { Ok(()) } else { Err(ZipFault::Damaged) }
    }

    fn inflate(
        &mut self,
        state: &mut InflateState,
        mut packed: &[u8],
        out: &mut impl FnMut(&[u8]),
    ) -> Result<(), ZipFault> {
        let mut piece = vec![0; PIECE];
        while !self.ended {
            let step = inflate(state, packed, &mut piece, MZFlush::None);
            packed = packed.get(step.bytes_consumed..).unwrap_or_default();
            self.give(piece.get(..step.bytes_written).unwrap_or_default(), out)?;
            match step.status {
                Ok(MZStatus::StreamEnd) => self.ended = true,
                // Nothing more comes of these octets.
                Ok(_) | Err(MZError::Buf) if packed.is_empty() && step.bytes_written < PIECE => return Ok(()),
                Ok(_) if step.bytes_consumed > 0 || step.bytes_written > 0 => {}
                _ => return Err(ZipFault::Damaged),
            }
        }
        if packed.is_empty() { Ok(()) } else { Err(ZipFault::Damaged) }
    }

    fn give(&mut self, octets: &[u8], out: &mut impl FnMut(&[u8])) -> Result<(), ZipFault> {
        self.left = self.left.checked_sub(octets.len() as u64).ok_or(ZipFault::TooLarge)?;
        self.crc.update(octets);
        out(octets);
        Ok(())
    }
}

impl core::fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Unpacker")
            .field("left", &self.left)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

/// How much is unpacked at once.
const PIECE: usize = 32 << 10;
