//! A reader of tags, lengths and values that keeps the octets it read.
//!
//! Signatures and hashes are made over octets, so nothing here is ever decoded and encoded again. Headers are read as DER:
//! definite and minimal lengths, single-octet tags.

use alloc::vec::Vec;

/// One element: its tag octet, its value and the whole of it as it stood in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// The single element that `input` consists of, with nothing after it.
    pub(crate) fn whole(input: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Elements::new(input);
        let tlv = reader.next()?;
        reader.finish()?;
        Ok(tlv)
    }

    /// A reader over the elements inside.
    pub(crate) fn elements(self) -> Elements<'a> {
        Elements::new(self.value)
    }

    /// The element inside an explicit tag, with nothing after it.
    pub(crate) fn inner(self) -> Result<Tlv<'a>, Malformed> {
        Tlv::whole(self.value)
    }

    pub(crate) fn expect(self, tag: u8) -> Result<Self, Malformed> {
        if self.tag == tag { Ok(self) } else { Err(Malformed) }
    }

    /// The content octets of a DER INTEGER: not empty, minimal.
    pub(crate) fn integer(self) -> Result<&'a [u8], Malformed> {
        self.expect(INTEGER)?;
        if is_minimal_integer(self.value) { Ok(self.value) } else { Err(Malformed) }
    }

    /// A small non-negative INTEGER.
    pub(crate) fn small_integer(self) -> Result<u32, Malformed> {
        self.integer().and_then(unsigned)
    }

    pub(crate) fn boolean(self) -> Result<bool, Malformed> {
        match self.expect(BOOLEAN)?.value {
            [0x00] => Ok(false),
            [0xFF] => Ok(true),
            _ => Err(Malformed),
        }
    }

    /// The content octets of an OBJECT IDENTIFIER.
    pub(crate) fn oid(self) -> Result<&'a [u8], Malformed> {
        self.expect(OBJECT_IDENTIFIER)?;
        if is_oid(self.value) { Ok(self.value) } else { Err(Malformed) }
    }

    /// The octets of a BIT STRING that is a whole number of octets.
    pub(crate) fn bit_string_octets(self) -> Result<&'a [u8], Malformed> {
        match self.expect(BIT_STRING)?.value.split_first() {
            Some((0, octets)) => Ok(octets),
            _ => Err(Malformed),
        }
    }

    /// A BIT STRING of named bits as a set: bit *n* of the string is bit *n* of the result. At most 32 bits.
    pub(crate) fn named_bits(self) -> Result<u32, Malformed> {
        self.expect(BIT_STRING)?;
        named_bits(self.value)
    }
}

/// A reader over elements that stand one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, Malformed> {
        let header = header(self.rest)?;
        let (raw, rest) = self.rest.split_at_checked(header.end).ok_or(Malformed)?;
        let value = raw.get(header.start..).ok_or(Malformed)?;
        self.rest = rest;
        Ok(Tlv { tag: header.tag, value, raw })
    }

    pub(crate) fn take(&mut self, tag: u8) -> Result<Tlv<'a>, Malformed> {
        self.next()?.expect(tag)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Malformed> {
        if self.rest.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn finish(self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed) }
    }

    /// All that is left.
    pub(crate) fn collect(mut self) -> Result<Vec<Tlv<'a>>, Malformed> {
        let mut out = Vec::new();
        while !self.is_empty() {
            out.push(self.next()?);
        }
        Ok(out)
    }
}

/// The octets are not the DER that was expected at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// True if `elements` stand in the order X.690 §11.6 asks of a SET OF.
pub(crate) fn is_sorted_set(elements: &[Tlv<'_>]) -> bool {
    elements.is_sorted_by(|a, b| a.raw <= b.raw)
}

/// An element with this tag around `value`.
pub(crate) fn encode(tag: u8, value: &[u8]) -> Vec<u8> {
    crate::asn1::encode::tlv(tag, &[value])
}

/// True for the content of a minimal two's complement INTEGER (X.690 §8.3.2).
pub(crate) fn is_minimal_integer(content: &[u8]) -> bool {
    match content {
        [] => false,
        [0x00, next, ..] => next & 0x80 != 0,
        [0xFF, next, ..] => next & 0x80 == 0,
        _ => true,
    }
}

/// The value of a non-negative INTEGER that fits 32 bits.
pub(crate) fn unsigned(content: &[u8]) -> Result<u32, Malformed> {
    let magnitude = match content {
        [first, ..] if first & 0x80 != 0 => return Err(Malformed),
        [0, rest @ ..] => rest,
        all => all,
    };
    if magnitude.len() > 4 {
        return Err(Malformed);
    }
    Ok(magnitude.iter().fold(0, |value, octet| (value << 8) | u32::from(*octet)))
}

/// The named bits of BIT STRING content (first octet: unused bits) as a set; see [`Tlv::named_bits`].
pub(crate) fn named_bits(content: &[u8]) -> Result<u32, Malformed> {
    let (unused, octets) = content.split_first().ok_or(Malformed)?;
    let last = octets.last().copied().unwrap_or(0);
    let padding = 1_u8.checked_shl(u32::from(*unused)).ok_or(Malformed)?.wrapping_sub(1);
    if octets.len() > 4 || (octets.is_empty() && *unused != 0) || last & padding != 0 {
        return Err(Malformed);
    }
    let mut word = [0; 4];
    word.iter_mut().zip(octets).for_each(|(to, from)| *to = *from);
    Ok(u32::from_be_bytes(word).reverse_bits())
}

/// True for the content of an OBJECT IDENTIFIER of any size: whole arcs, none with a leading 0x80 (X.690 §8.19.2).
pub(crate) fn is_oid(content: &[u8]) -> bool {
    let mut at_start = true;
    for octet in content {
        if at_start && *octet == 0x80 {
            return false;
        }
        at_start = octet & 0x80 == 0;
    }
    !content.is_empty() && at_start
}

struct Header {
    tag: u8,
    start: usize,
    end: usize,
}

fn header(input: &[u8]) -> Result<Header, Malformed> {
    let (&tag, rest) = input.split_first().ok_or(Malformed)?;
    let (&first, rest) = rest.split_first().ok_or(Malformed)?;
    if tag & 0x1F == 0x1F {
        return Err(Malformed); // no standard read here has a tag number over 30
    }
    if first < 0x80 {
        return Ok(Header { tag, start: 2, end: 2 + usize::from(first) });
    }
    // X.690 §10.1: definite form in the least number of octets; four of them reach further than any input here.
    let octets = rest.get(..usize::from(first & 0x7F)).ok_or(Malformed)?;
    if octets.is_empty() || octets.len() > 4 || octets.first() == Some(&0) {
        return Err(Malformed);
    }
    let length = octets.iter().fold(0_u32, |length, octet| (length << 8) | u32::from(*octet));
    if length < 0x80 {
        return Err(Malformed);
    }
    let start = octets.len().saturating_add(2);
    let end = usize::try_from(length).ok().and_then(|length| length.checked_add(start)).ok_or(Malformed)?;
    Ok(Header { tag, start, end })
}

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0A;
pub(crate) const UTF8_STRING: u8 = 0x0C;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn x690_10_1_only_minimal_definite_lengths_are_read() {
        assert_eq!(Tlv::whole(&[4, 2, 7, 8]).unwrap().value, [7, 8]);
        for bad in [
            &[4_u8][..],
            &[4, 0x80, 0, 0],
            &[4, 0x81, 2, 7, 8],
            &[4, 0x82, 0, 2, 7, 8],
            &[4, 3, 7, 8],
            &[4, 1, 7, 8],
            &[0x1F, 1, 7],
            &[4, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[4, 0x85, 1, 0, 0, 0, 0],
            &[],
        ] {
            assert_eq!(Tlv::whole(bad), Err(Malformed), "{bad:02x?}");
        }
    }

    #[test]
    fn encode_is_the_inverse_of_the_reader() {
        for length in [0, 1, 127, 128, 255, 256, 65535, 65536] {
            let value = vec![7; length];
            let raw = encode(OCTET_STRING, &value);
            assert_eq!(Tlv::whole(&raw), Ok(Tlv { tag: OCTET_STRING, value: &value, raw: &raw }));
        }
    }

    #[test]
    fn named_bits_are_numbered_from_the_left() {
        assert_eq!(named_bits(&[7, 0x80]), Ok(1));
        assert_eq!(named_bits(&[6, 0xC0]), Ok(0b11));
        assert_eq!(named_bits(&[7, 0x00, 0x80]), Ok(1 << 8));
        assert_eq!(named_bits(&[0]), Ok(0));
        for bad in [&[][..], &[1], &[8, 0], &[7, 0xC0], &[0, 1, 2, 3, 4, 5]] {
            assert_eq!(named_bits(bad), Err(Malformed), "{bad:?}");
        }
    }

    #[test]
    fn integers_and_oids_must_be_minimal() {
        assert!(
            is_minimal_integer(&[0]) && is_minimal_integer(&[0, 0x80]) && is_minimal_integer(&[0xFF, 0x7F])
        );
        assert!(
            !is_minimal_integer(&[]) && !is_minimal_integer(&[0, 1]) && !is_minimal_integer(&[0xFF, 0x80])
        );
        assert!(is_oid(&[0x2A, 0x86, 0x48]) && is_oid(&[0x2A, 3]));
        assert!(!is_oid(&[]) && !is_oid(&[0x2A, 0x86]) && !is_oid(&[0x2A, 0x80, 1]));
        assert_eq!(unsigned(&[0, 0xFF]), Ok(255));
        assert_eq!(unsigned(&[0xFF]), Err(Malformed));
        assert_eq!(unsigned(&[1, 0, 0, 0, 0]), Err(Malformed));
    }
}
