//! A forgiving reader of BER and DER. An inspector must be able to show what a strict decoder would only refuse, so
//! this one takes any definite or indefinite length, remembers where it is, and says what it did not understand.

use std::borrow::Cow;

use thiserror::Error;

/// Why the bytes cannot be read on, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what} (at octet {offset})")]
pub(crate) struct Malformed {
    what: String,
    offset: usize,
}

/// One element: tag, length, value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tlv<'a> {
    /// The identifier octet: class, constructed bit and number (below 31).
    pub(crate) tag: u8,
    /// The content octets.
    pub(crate) content: &'a [u8],
    /// The whole element as it stands in the file.
    pub(crate) raw: &'a [u8],
    /// Where the element begins in the file.
    offset: usize,
    /// Where the content begins in the file.
    content_offset: usize,
    /// Whether tag and length are written as DER demands.
    minimal: bool,
}

impl<'a> Tlv<'a> {
    /// Reads one element that fills `bytes` entirely.
    pub(crate) fn only(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        let tlv = reader.next()?;
        reader.end("something follows the message")?;
        Ok(tlv)
    }

    /// A reader of the elements inside.
    pub(crate) fn inside(&self) -> Reader<'a> {
        Reader { rest: self.content, offset: self.content_offset }
    }

    /// The single element inside an EXPLICIT tag.
    pub(crate) fn inner(&self) -> Result<Tlv<'a>, Malformed> {
        let mut reader = self.inside();
        let tlv = reader.next()?;
        reader.end("an explicit tag holds one element")?;
        Ok(tlv)
    }

    /// The octets of an OCTET STRING, also when BER cut it into segments.
    pub(crate) fn octets(&self) -> Result<Cow<'a, [u8]>, Malformed> {
        match self.tag {
            OCTET_STRING => Ok(Cow::Borrowed(self.content)),
            CONSTRUCTED_OCTET_STRING => {
                let mut octets = Vec::new();
                let mut reader = self.inside();
                while let Some(segment) = reader.next_if(OCTET_STRING)? {
                    octets.extend_from_slice(segment.content);
                }
                reader.end("a segment is no OCTET STRING")?;
                Ok(Cow::Owned(octets))
            }
            _ => Err(self.malformed("an OCTET STRING was expected")),
        }
    }

    /// A small non-negative INTEGER.
    pub(crate) fn small_integer(&self) -> Result<u64, Malformed> {
        let digits = match self.content {
            [0, digits @ ..] => digits,
            digits => digits,
        };
        if self.content.is_empty() || digits.len() > 8 {
            return Err(self.malformed("a small INTEGER was expected"));
        }
        Ok(digits.iter().fold(0, |value, &octet| value << 8 | u64::from(octet)))
    }

    /// An error at this element.
    pub(crate) fn malformed(&self, what: &str) -> Malformed {
        Malformed { what: what.to_owned(), offset: self.offset }
    }

    /// Whether this element and everything in it is written with DER's definite, shortest lengths and unsegmented strings.
    pub(crate) fn is_der(&self) -> bool {
        self.is_der_to(MAX_DEPTH)
    }

    fn is_der_to(&self, depth: usize) -> bool {
        if !self.minimal || self.tag == CONSTRUCTED_OCTET_STRING {
            return false;
        }
        if self.tag & CONSTRUCTED == 0 {
            return true;
        }
        let mut reader = self.inside();
        while !reader.is_empty() {
            match reader.next() {
                Ok(inner) if depth > 0 && inner.is_der_to(depth - 1) => {}
                _ => return false,
            }
        }
        true
    }
}

/// Reads elements one after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a whole file.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, offset: 0 }
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, Malformed> {
        let tlv = element(self.rest, self.offset, MAX_DEPTH)?;
        self.rest = self.rest.get(tlv.raw.len()..).unwrap_or_default();
        self.offset += tlv.raw.len();
        Ok(tlv)
    }

    /// The next element if it has this tag.
    pub(crate) fn next_if(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Malformed> {
        if self.peek() == Some(tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// The next element, which must have this tag; `name` is what the standard calls it.
    pub(crate) fn expect(&mut self, tag: u8, name: &str) -> Result<Tlv<'a>, Malformed> {
        match self.peek() {
            Some(found) if found == tag => self.next(),
            Some(found) => Err(self.malformed(format!(
                "{name} was expected here (tag {tag:02x}), but there is tag {found:02x}"
            ))),
            None => Err(self.malformed(format!("{name} is missing"))),
        }
    }

    /// Nothing may follow.
    pub(crate) fn end(&self, otherwise: &str) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(self.malformed(otherwise.to_owned())) }
    }

    fn malformed(&self, what: String) -> Malformed {
        Malformed { what, offset: self.offset }
    }
}

/// Reads the element at the begin of `bytes`.
fn element(bytes: &[u8], offset: usize, depth: usize) -> Result<Tlv<'_>, Malformed> {
    let fail = |what: &str| Malformed { what: what.to_owned(), offset };
    let (&tag, rest) = bytes.split_first().ok_or_else(|| fail("an element is missing"))?;
    if tag & 0x1f == 0x1f {
        return Err(fail("a tag number above 30 has no place here"));
    }
    let (&first, rest) = rest.split_first().ok_or_else(|| fail("the length is missing"))?;
    let (length, header, minimal) = match first {
        0x00..=0x7f => (usize::from(first), 2, true),
        0x80 => {
            let content = indefinite(tag, rest, offset, depth)?;
            return Ok(Tlv {
                tag,
                content,
                // The header and the end-of-contents octets, two each.
                raw: bytes.get(..content.len() + 4).ok_or_else(|| fail("the element is cut off"))?,
                offset,
                content_offset: offset + 2,
                minimal: false,
            });
        }
        _ => {
            let count = usize::from(first & 0x7f);
            let octets = rest.get(..count).ok_or_else(|| fail("the length is cut off"))?;
            let digits = octets.iter().position(|&octet| octet != 0).and_then(|begin| octets.get(begin..));
            let digits = digits.unwrap_or_default();
            if digits.len() > 4 {
                return Err(fail("the length is larger than any file"));
            }
            let length = digits.iter().fold(0usize, |value, &octet| value << 8 | usize::from(octet));
            (length, 2 + count, digits.len() == count && length > 0x7f)
        }
    };
    let end = header.checked_add(length).ok_or_else(|| fail("the length is larger than any file"))?;
    let raw = bytes.get(..end).ok_or_else(|| {
        let missing = end - bytes.len();
        fail(&format!("the element is cut off: {missing} of {length} octets are missing"))
    })?;
    let content = raw.get(header..).unwrap_or_default();
    Ok(Tlv { tag, content, raw, offset, content_offset: offset + header, minimal })
}

/// The content of an element of indefinite length, without the end-of-contents octets that close it. X.690 §8.1.3.6.
fn indefinite(tag: u8, bytes: &[u8], offset: usize, depth: usize) -> Result<&[u8], Malformed> {
    let fail = |what: &str| Malformed { what: what.to_owned(), offset };
    if tag & CONSTRUCTED == 0 {
        return Err(fail("an indefinite length needs a constructed element"));
    }
    let depth = depth.checked_sub(1).ok_or_else(|| fail("nested too deeply"))?;
    let mut used = 0;
    loop {
        let rest = bytes.get(used..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) {
            return Ok(bytes.get(..used).unwrap_or_default());
        }
        used += element(rest, offset + 2 + used, depth)?.raw.len();
    }
}

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const UTF8_STRING: u8 = 0x0c;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
const CONSTRUCTED: u8 = 0x20;
const CONSTRUCTED_OCTET_STRING: u8 = 0x24;

/// The deepest structure here is a name inside a certificate inside a token: under twenty levels.
const MAX_DEPTH: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_every_form_are_read() {
        for (bytes, content, der) in [
            (&[0x30, 0x02, 0x05, 0x00][..], &[0x05, 0x00][..], true),
            (&[0x30, 0x81, 0x02, 0x05, 0x00], &[0x05, 0x00], false),
            (&[0x30, 0x85, 0, 0, 0, 0, 2, 0x05, 0x00], &[0x05, 0x00], false),
            (&[0x30, 0x80, 0x05, 0x00, 0x00, 0x00], &[0x05, 0x00], false),
            (&[0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0], &[0x30, 0x80, 0, 0], false),
            (&[0x30, 0x03, 0x04, 0x81, 0x00], &[0x04, 0x81, 0x00], false),
        ] {
            let tlv = Tlv::only(bytes).unwrap();
            assert_eq!(tlv.content, content, "{bytes:02x?}");
            assert_eq!(tlv.is_der(), der, "{bytes:02x?}");
        }
    }

    #[test]
    fn broken_elements_say_what_and_where() {
        for (bytes, message) in [
            (&[][..], "an element is missing (at octet 0)"),
            (&[0x30], "the length is missing (at octet 0)"),
            (&[0x30, 0x82, 0x01], "the length is cut off (at octet 0)"),
            (&[0x30, 0x05, 0x01], "the element is cut off: 4 of 5 octets are missing (at octet 0)"),
            (&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], "are missing (at octet 0)"),
            (&[0x30, 0x88, 1, 0, 0, 0, 0, 0, 0, 0], "the length is larger than any file (at octet 0)"),
            (&[0x04, 0x80, 0x00, 0x00], "an indefinite length needs a constructed element (at octet 0)"),
            (&[0x1f, 0x81, 0x00], "a tag number above 30 has no place here (at octet 0)"),
            (&[0x05, 0x00, 0x00], "something follows the message (at octet 2)"),
            (&[0x30, 0x80, 0x05], "the length is missing (at octet 2)"),
        ] {
            let error = Tlv::only(bytes).unwrap_err().to_string();
            assert!(error.ends_with(message), "{error:?} for {bytes:02x?}");
        }
    }

    #[test]
    fn deep_nesting_ends_in_an_error_and_not_in_the_stack() {
        let bytes = [0x30, 0x80].repeat(50_000);
        assert!(Tlv::only(&bytes).unwrap_err().to_string().starts_with("nested too deeply"));
        let mut nested = vec![0x05, 0x00];
        for _ in 0..50 {
            nested.splice(0..0, [0x30, u8::try_from(nested.len()).unwrap()]);
        }
        assert!(!Tlv::only(&nested).unwrap().is_der());
    }

    #[test]
    fn segmented_octet_strings_are_joined() {
        let bytes = [0x24, 0x80, 0x04, 0x01, 0xaa, 0x04, 0x02, 0xbb, 0xcc, 0x00, 0x00];
        assert_eq!(Tlv::only(&bytes).unwrap().octets().unwrap().as_ref(), [0xaa, 0xbb, 0xcc]);
    }
}
