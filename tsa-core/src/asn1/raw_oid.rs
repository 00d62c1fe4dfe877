//! An object identifier of any size, kept as the octets that were sent.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::ObjectIdentifier;
use der::{DecodeValue, ErrorKind, FixedTag, Header, Reader, Tag};

use super::encode;

/// The content octets of an OBJECT IDENTIFIER, validated and compared as octets.
///
/// Arcs are never turned into machine integers to compare, so an arc beyond 2^64 or an identifier of five kilobytes is
/// an ordinary value that simply equals nothing we know (`der`'s own type refuses both).
///
/// Source: X.690 §8.19.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Box<[u8]>);

/// Why octets or text are no object identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidError {
    /// No octets at all.
    #[error("an object identifier needs at least two arcs")]
    Empty,
    /// The last arc does not end (X.690 §8.19.2).
    #[error("the last arc is cut off")]
    Unfinished,
    /// An arc starts with 0x80, so it is not in its shortest form (X.690 §8.19.2).
    #[error("an arc is not in its shortest form")]
    NotMinimal,
    /// Text that is not numbers joined by dots, or whose first two arcs are out of range (X.690 §8.19.4).
    #[error("not a dotted object identifier such as 1.3.6.1.4.1.32473.1.0")]
    NotDotted,
}

impl Oid {
    /// Takes content octets (without tag and length).
    ///
    /// # Errors
    /// [`OidError`] when the octets break X.690 §8.19.
    pub fn from_content(octets: &[u8]) -> Result<Self, OidError> {
        validate(octets)?;
        Ok(Self(octets.into()))
    }

    /// Reads dotted decimal text; every arc must fit 64 bits (ours do; foreign ones come in as octets).
    ///
    /// # Errors
    /// [`OidError::NotDotted`].
    pub fn from_dotted(text: &str) -> Result<Self, OidError> {
        let mut arcs = text.split('.').map(arc);
        let (Some(first), Some(second)) = (arcs.next(), arcs.next()) else { return Err(OidError::NotDotted) };
        let (first, second) = (first?, second?);
        if first > 2 || (first < 2 && second > 39) {
            return Err(OidError::NotDotted);
        }
        let mut octets = Vec::new();
        let head = (first.checked_mul(40)).and_then(|f| f.checked_add(second)).ok_or(OidError::NotDotted)?;
        push_arc(&mut octets, head);
        for value in arcs {
            push_arc(&mut octets, value?);
        }
        Ok(Self(octets.into()))
    }

    /// The content octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The whole DER element.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        encode::tlv(encode::OBJECT_IDENTIFIER, &[&self.0])
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(oid: ObjectIdentifier) -> Self {
        Self(oid.as_bytes().into())
    }
}

impl PartialEq<ObjectIdentifier> for Oid {
    fn eq(&self, other: &ObjectIdentifier) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl FixedTag for Oid {
    const TAG: Tag = Tag::ObjectIdentifier;
}

impl<'a> DecodeValue<'a> for Oid {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        let octets = reader.read_slice(header.length())?;
        Self::from_content(octets).map_err(|_| reader.error(ErrorKind::Value { tag: Tag::ObjectIdentifier }))
    }
}

/// Dotted decimal. An arc that does not fit 64 bits is shown as `(2^64 or more)`.
impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for octets in self.0.split_inclusive(|octet| octet & 0x80 == 0) {
            let value = octets.iter().try_fold(0u64, |acc, octet| {
                acc.checked_mul(0x80).and_then(|acc| acc.checked_add(u64::from(octet & 0x7f)))
            });
            match (first, value) {
                // X.690 §8.19.4: the first subidentifier holds two arcs, 40 × first + second.
                (true, Some(v)) if v < 80 => write!(f, "{}.{}", v / 40, v % 40)?,
                (true, Some(v)) => write!(f, "2.{}", v.saturating_sub(80))?,
                (true, None) => write!(f, "2.(2^64 or more)")?,
                (false, Some(v)) => write!(f, ".{v}")?,
                (false, None) => write!(f, ".(2^64 or more)")?,
            }
            first = false;
        }
        Ok(())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

fn validate(octets: &[u8]) -> Result<(), OidError> {
    match octets.last() {
        None => return Err(OidError::Empty),
        Some(last) if last & 0x80 != 0 => return Err(OidError::Unfinished),
        Some(_) => {}
    }
    let starts_with_zero = |arc: &[u8]| arc.first() == Some(&0x80);
    if octets.split_inclusive(|octet| octet & 0x80 == 0).any(starts_with_zero) {
        return Err(OidError::NotMinimal);
    }
    Ok(())
}

fn arc(text: &str) -> Result<u64, OidError> {
    let canonical = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if canonical { text.parse().map_err(|_| OidError::NotDotted) } else { Err(OidError::NotDotted) }
}

fn push_arc(octets: &mut Vec<u8>, value: u64) {
    let groups = (u64::BITS.saturating_sub(value.leading_zeros())).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let bits = value.unbounded_shr(group.saturating_mul(7)) as u8 & 0x7f;
        octets.push(if group == 0 { bits } else { bits | 0x80 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    #[test]
    fn dotted_text_makes_the_same_octets_as_der() {
        for text in ["0.4.0.2023.1.1", "1.2.840.113549.1.9.16.1.4", "2.5.29.37", "1.3.6.1.4.1.32473.1.0"] {
            let ours = Oid::from_dotted(text).unwrap();
            assert_eq!(ours.as_bytes(), ObjectIdentifier::new_unwrap(text).as_bytes(), "{text}");
            assert_eq!(ours.to_string(), text);
        }
        // X.690 §8.19.5: the example of the standard.
        let example = Oid::from_dotted("2.999.3").unwrap();
        assert_eq!(example.as_bytes(), [0x88, 0x37, 0x03]);
        assert_eq!(example.to_string(), "2.999.3");
    }

    #[test]
    fn text_that_is_no_oid_is_refused() {
        for text in
            ["", "1", "1.", "1.40", "3.1", "1.2.-3", "1.2.03", "1..2", "1.2.x", "1.2.18446744073709551616"]
        {
            assert_eq!(Oid::from_dotted(text), Err(OidError::NotDotted), "{text}");
        }
    }

    #[test]
    fn octets_that_are_no_oid_are_refused() {
        assert_eq!(Oid::from_content(&[]), Err(OidError::Empty));
        assert_eq!(Oid::from_content(&[0x2a, 0x86]), Err(OidError::Unfinished));
        assert_eq!(Oid::from_content(&[0x2a, 0x80, 0x01]), Err(OidError::NotMinimal));
        assert_eq!(Oid::from_content(&[0x80, 0x01]), Err(OidError::NotMinimal));
    }

    #[test]
    fn c9_huge_arcs_are_ordinary_values() {
        let mut octets = alloc::vec![0xff; 5000];
        octets.push(0x7f);
        let oid = Oid::from_content(&octets).unwrap();
        assert_eq!(oid.as_bytes().len(), 5001);
        assert_eq!(format!("{oid}"), "2.(2^64 or more)");
    }
}
