//! Distinguished names, compared as RFC 5280 §7.1 asks.

use alloc::string::String;
use alloc::vec::Vec;

use super::tlv::{self, Malformed, Tlv};

/// A Name: its octets, and a form in which equal names are equal.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    pub(super) raw: &'a [u8],
    canonical: Vec<Rdn>,
}

type Rdn = Vec<(Vec<u8>, Value)>;

/// An attribute value, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    /// A string: case folded, outer white space cut, inner white space made one blank.
    Text(String),
    /// Anything else, as it stands.
    Other(Vec<u8>),
}

impl<'a> Name<'a> {
    /// ```text
    /// Name ::= CHOICE { rdnSequence SEQUENCE OF RelativeDistinguishedName }
    /// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF SEQUENCE { type OBJECT IDENTIFIER, value ANY }
    /// ```
    pub(super) fn read(name: Tlv<'a>) -> Result<Self, Malformed> {
        let rdns = name.expect(tlv::SEQUENCE)?.elements().collect()?;
        if rdns.len() > MAX_RDNS {
            return Err(Malformed);
        }
        let canonical = rdns.into_iter().map(read_rdn).collect::<Result<_, _>>()?;
        Ok(Self { raw: name.raw, canonical })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.canonical.is_empty()
    }

    /// Equal by RFC 5280 §7.1.
    pub(super) fn matches(&self, other: &Name<'_>) -> bool {
        self.raw == other.raw || self.canonical == other.canonical
    }

    /// Equal to the name with these octets.
    pub(super) fn is(&self, raw: &[u8]) -> bool {
        self.raw == raw || Tlv::whole(raw).and_then(Name::read).is_ok_and(|other| self.matches(&other))
    }

    /// True if `self` lies in the subtree under `base` (RFC 5280 §4.2.1.10: leading RDNs equal).
    pub(super) fn is_within(&self, base: &Name<'_>) -> bool {
        self.canonical.starts_with(&base.canonical)
    }

    /// The texts of the legacy emailAddress attributes, to which rfc822Name constraints apply (RFC 5280 §4.2.1.10).
    pub(super) fn email_addresses(&self) -> impl Iterator<Item = &str> {
        self.canonical.iter().flatten().filter_map(|(kind, value)| match value {
            Value::Text(text) if kind == EMAIL_ADDRESS => Some(text.as_str()),
            _ => None,
        })
    }
}

fn read_rdn(rdn: Tlv<'_>) -> Result<Rdn, Malformed> {
    let elements = rdn.expect(tlv::SET)?.elements().collect()?;
    if elements.is_empty() {
        return Err(Malformed);
    }
    let mut attributes = elements.into_iter().map(read_attribute).collect::<Result<Rdn, _>>()?;
    attributes.sort();
    Ok(attributes)
}

fn read_attribute(attribute: Tlv<'_>) -> Result<(Vec<u8>, Value), Malformed> {
    let mut fields = attribute.expect(tlv::SEQUENCE)?.elements();
    let kind = fields.next()?.oid()?.to_vec();
    let value = fields.next()?;
    fields.finish()?;
    let value =
        text_of(value).map_or_else(|| Value::Other(value.raw.to_vec()), |text| Value::Text(fold(&text)));
    Ok((kind, value))
}

/// The text of a DirectoryString or IA5String; `None` for other types and for octets that are no text.
fn text_of(value: Tlv<'_>) -> Option<String> {
    match value.tag {
        tlv::UTF8_STRING | PRINTABLE_STRING | IA5_STRING => {
            core::str::from_utf8(value.value).ok().map(String::from)
        }
        BMP_STRING => {
            let units = value.value.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xD800, // an unpaired surrogate, which is no text
            });
            let even = value.value.len().is_multiple_of(2);
            char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| even)
        }
        _ => None,
    }
}

/// The string preparation of RFC 5280 §7.1 without its normalisation tables: case, and insignificant white space.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

const PRINTABLE_STRING: u8 = 0x13;
const IA5_STRING: u8 = 0x16;
const BMP_STRING: u8 = 0x1E;
/// pkcs-9 emailAddress, 1.2.840.113549.1.9.1.
const EMAIL_ADDRESS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01];
/// Bounds the work of comparing; real names have about ten.
const MAX_RDNS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    const CN: &[u8] = &[0x55, 4, 3];
    const O: &[u8] = &[0x55, 4, 10];

    fn name(attributes: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
        let rdns: Vec<Vec<u8>> = attributes
            .iter()
            .map(|(kind, tag, text)| {
                let pair = [tlv::encode(tlv::OBJECT_IDENTIFIER, kind), tlv::encode(*tag, text)].concat();
                tlv::encode(tlv::SET, &tlv::encode(tlv::SEQUENCE, &pair))
            })
            .collect();
        tlv::encode(tlv::SEQUENCE, &rdns.concat())
    }

    fn read(raw: &[u8]) -> Name<'_> {
        Name::read(Tlv::whole(raw).unwrap()).unwrap()
    }

    #[test]
    fn rfc5280_7_1_case_space_and_string_type_do_not_matter() {
        let a = name(&[(CN, tlv::UTF8_STRING, b"Example  TSA ")]);
        for (tag, text, equal) in [
            (PRINTABLE_STRING, &b"example tsa"[..], true),
            (tlv::UTF8_STRING, b" EXAMPLE TSA", true),
            (BMP_STRING, b"\0e\0x\0a\0m\0p\0l\0e\0 \0t\0s\0a", true),
            (tlv::UTF8_STRING, b"exampletsa", false),
            (tlv::OCTET_STRING, b"example tsa", false),
            (BMP_STRING, b"\0e\0x\0a\0m\0p\0l\0e\0 \0t\0s\0a\0", false),
        ] {
            let b = name(&[(CN, tag, text)]);
            assert_eq!(read(&a).matches(&read(&b)), equal, "{tag} {text:?}");
            assert_eq!(read(&a).is(&b), equal);
        }
    }

    #[test]
    fn a_subtree_is_a_prefix_of_rdns() {
        let base = name(&[(O, tlv::UTF8_STRING, b"Org")]);
        let inside = name(&[(O, PRINTABLE_STRING, b"ORG"), (CN, tlv::UTF8_STRING, b"x")]);
        let outside = name(&[(CN, tlv::UTF8_STRING, b"x"), (O, tlv::UTF8_STRING, b"Org")]);
        assert!(read(&inside).is_within(&read(&base)));
        assert!(!read(&outside).is_within(&read(&base)));
        assert!(!read(&base).is_within(&read(&inside)));
    }
}
