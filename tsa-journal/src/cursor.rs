//! Reading integers and octet strings one after another.

use crate::error::Malformed;

/// What is left to read of some octets. Integers are big-endian.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) const fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(Malformed("it ends too early"))?;
        self.0 = rest;
        Ok(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.0.split_first_chunk().ok_or(Malformed("it ends too early"))?;
        self.0 = rest;
        Ok(*head)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        self.array().map(u64::from_be_bytes)
    }

    /// A length of one octet and as many octets.
    pub(crate) fn short(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.u8()?;
        self.take(usize::from(length))
    }

    /// A length of one octet and as much UTF-8.
    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.short()?).map_err(|_| Malformed("a text is not UTF-8"))
    }

    /// All that is left.
    pub(crate) const fn rest(&mut self) -> &'a [u8] {
        let rest = self.0;
        self.0 = &[];
        rest
    }

    pub(crate) const fn finish(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed("octets are left over")) }
    }
}

/// Appends a length of one octet and the octets, cut at 255; callers hold to that limit themselves.
pub(crate) fn push_short(out: &mut Vec<u8>, octets: &[u8]) {
    let cut = octets.get(..usize::from(u8::MAX)).unwrap_or(octets);
    out.push(u8::try_from(cut.len()).unwrap_or(u8::MAX));
    out.extend_from_slice(cut);
}
