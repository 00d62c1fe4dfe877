//! DER, the small way: a writer that can also write what is wrong, and a reader that takes nothing but DER (X.690 §10,
//! §11). Neither shares a line with the product.

use std::fmt::Write as _;

/// Tag octets used by RFC 3161, 5652 and 5280.
pub mod tag {
    /// BOOLEAN
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING
    pub const BIT_STRING: u8 = 0x03;
    /// OCTET STRING
    pub const OCTET_STRING: u8 = 0x04;
    /// NULL
    pub const NULL: u8 = 0x05;
    /// OBJECT IDENTIFIER
    pub const OID: u8 = 0x06;
    /// ENUMERATED
    pub const ENUMERATED: u8 = 0x0A;
    /// UTF8String
    pub const UTF8_STRING: u8 = 0x0C;
    /// RELATIVE-OID
    pub const RELATIVE_OID: u8 = 0x0D;
    /// GeneralizedTime
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// SEQUENCE
    pub const SEQUENCE: u8 = 0x30;
    /// SET
    pub const SET: u8 = 0x31;
}

/// Writes tag, shortest length and content.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    out.extend(length(content.len()));
    out.extend_from_slice(content);
    out
}

/// Writes a length in its shortest form.
pub fn length(value: usize) -> Vec<u8> {
    if let Ok(short) = u8::try_from(value)
        && short < 0x80
    {
        return vec![short];
    }
    let octets: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
    let mut out = vec![0x80 | u8::try_from(octets.len()).expect("a length has at most eight octets")];
    out.extend(octets);
    out
}

/// Writes a constructed value of these parts.
pub fn constructed(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    tlv(tag, &parts.concat())
}

/// Writes a SEQUENCE of these parts.
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    constructed(tag::SEQUENCE, parts)
}

/// Writes an INTEGER with these content octets, as they are.
pub fn integer(content: &[u8]) -> Vec<u8> {
    tlv(tag::INTEGER, content)
}

/// Writes an OBJECT IDENTIFIER from its dotted form.
pub fn oid(dotted: &str) -> Vec<u8> {
    tlv(tag::OID, &oid_content(dotted))
}

/// The content octets of an OBJECT IDENTIFIER (X.690 §8.19).
pub fn oid_content(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u128> = dotted.split('.').map(|arc| arc.parse().expect("an arc is a number")).collect();
    let [first, second, rest @ ..] = arcs.as_slice() else { panic!("{dotted}: an OID has two arcs or more") };
    let mut out = Vec::new();
    for arc in std::iter::once(&(first * 40 + second)).chain(rest) {
        let mut groups = vec![u8::try_from(arc & 0x7F).expect("seven bits")];
        let mut left = arc >> 7;
        while left > 0 {
            groups.push(0x80 | u8::try_from(left & 0x7F).expect("seven bits"));
            left >>= 7;
        }
        out.extend(groups.into_iter().rev());
    }
    out
}

/// Lower-case hex, for failure messages.
pub fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |mut out, octet| {
        write!(out, "{octet:02x}").expect("a String takes everything");
        out
    })
}

/// The octets of a hex string; spaces are ignored.
pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(16).expect("a hex digit")).collect();
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("two hex digits are one octet"))
        .collect()
}

/// One value as it stands in the octets it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// The content octets.
    pub content: &'a [u8],
    /// Identifier, length and content octets.
    pub whole: &'a [u8],
}

/// What is wrong with a value, in words.
pub type Fault = String;

impl<'a> Tlv<'a> {
    /// Reads one value and nothing after it.
    ///
    /// # Errors
    ///
    /// What makes the octets no single DER value.
    pub fn read(octets: &'a [u8]) -> Result<Self, Fault> {
        let (value, rest) = Self::read_first(octets)?;
        if rest.is_empty() { Ok(value) } else { Err(format!("{} octets after the value", rest.len())) }
    }

    /// Reads one value and hands back what follows it.
    ///
    /// # Errors
    ///
    /// What is wrong with identifier or length.
    pub fn read_first(octets: &'a [u8]) -> Result<(Self, &'a [u8]), Fault> {
        let (&tag, after_tag) = octets.split_first().ok_or("no identifier octet")?;
        if tag & 0x1F == 0x1F {
            return Err(format!("tag {tag:02x}: a high tag number, which nothing here uses"));
        }
        let (&first, after_first) = after_tag.split_first().ok_or("no length octet")?;
        let (size, body) = if first < 0x80 {
            (usize::from(first), after_first)
        } else {
            let count = usize::from(first & 0x7F);
            if count == 0 || count > 4 {
                return Err(format!("length octet {first:02x}: indefinite or absurd"));
            }
            let octets = after_first.get(..count).ok_or("length cut short")?;
            let size = octets.iter().fold(0_usize, |size, octet| size << 8 | usize::from(*octet));
            if size < 0x80 || octets[0] == 0 {
                return Err(format!("length {size} not in its shortest form"));
            }
            (size, &after_first[count..])
        };
        let content =
            body.get(..size).ok_or_else(|| format!("length {size}, but {} octets left", body.len()))?;
        let header = octets.len() - body.len();
        Ok((Self { tag, content, whole: &octets[..header + size] }, &body[size..]))
    }

    /// The values inside a constructed value.
    ///
    /// # Errors
    ///
    /// What is wrong with one of them, or that this is a primitive value.
    pub fn children(&self) -> Result<Vec<Tlv<'a>>, Fault> {
        if self.tag & 0x20 == 0 {
            return Err(format!("tag {:02x} is primitive", self.tag));
        }
        let mut left = self.content;
        let mut out = Vec::new();
        while !left.is_empty() {
            let (value, rest) = Tlv::read_first(left)?;
            out.push(value);
            left = rest;
        }
        Ok(out)
    }

    /// This value, if it has this tag.
    ///
    /// # Errors
    ///
    /// Which tag was there instead.
    pub fn expect(self, tag: u8) -> Result<Self, Fault> {
        if self.tag == tag { Ok(self) } else { Err(format!("tag {:02x} where {tag:02x} is due", self.tag)) }
    }

    /// Checks this value and all inside it by the rules of DER that depend on the type: shortest INTEGER and OBJECT
    /// IDENTIFIER, BOOLEAN 00 or FF, primitive strings, SETs in order.
    ///
    /// # Errors
    ///
    /// The first offence.
    pub fn check_der(&self) -> Result<(), Fault> {
        let content = self.content;
        let fault = |what: &str| Err(format!("{what}: {}", hex(self.whole)));
        match self.tag {
            tag::BOOLEAN if !matches!(content, [0 | 0xFF]) => return fault("BOOLEAN is neither 00 nor FF"),
            tag::INTEGER | tag::ENUMERATED if !is_minimal_integer(content) => {
                return fault("INTEGER not minimal");
            }
            tag::NULL if !content.is_empty() => return fault("NULL with content"),
            tag::OID if !is_minimal_oid(content) => return fault("OBJECT IDENTIFIER not minimal"),
            0x23 | 0x24 | 0x2C | 0x33 | 0x36 | 0x37 | 0x38 => return fault("string in constructed form"),
            tag::BIT_STRING if content.first().is_none_or(|unused| *unused > 7) => {
                return fault("BIT STRING");
            }
            _ => {}
        }
        if self.tag & 0x20 != 0 {
            let children = self.children()?;
            if self.tag == tag::SET && !children.windows(2).all(|pair| pair[0].whole <= pair[1].whole) {
                return fault("SET OF out of order");
            }
            for child in children {
                child.check_der()?;
            }
        }
        Ok(())
    }
}

fn is_minimal_integer(content: &[u8]) -> bool {
    match content {
        [] => false,
        [_] => true,
        [0x00, second, ..] => second & 0x80 != 0,
        [0xFF, second, ..] => second & 0x80 == 0,
        _ => true,
    }
}

fn is_minimal_oid(content: &[u8]) -> bool {
    let starts = std::iter::once(0x00).chain(content.iter().copied());
    let padded = starts.zip(content).any(|(before, octet)| before & 0x80 == 0 && *octet == 0x80);
    content.last().is_some_and(|last| last & 0x80 == 0) && !padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_known_values() {
        assert_eq!(hex(&oid("2.16.840.1.101.3.4.2.1")), "0609608648016503040201");
        assert_eq!(hex(&length(127)), "7f");
        assert_eq!(hex(&length(128)), "8180");
        assert_eq!(hex(&length(65_536)), "83010000");
        assert_eq!(unhex("0a ff"), [0x0A, 0xFF]);
    }

    #[test]
    fn refuses_what_is_not_der() {
        for wrong in
            ["", "30", "3001", "3080 0000", "308105 0500050005", "30 00 00", "1f 01 00", "30 84 ffffffff"]
        {
            assert!(Tlv::read(&unhex(wrong)).is_err(), "{wrong}");
        }
        for wrong in [
            "0202 0001",
            "0202 ff80",
            "0200",
            "0101 01",
            "0602 8001",
            "0601 81",
            "2403 040100",
            "31 06 020102 020101",
        ] {
            assert!(Tlv::read(&unhex(wrong)).expect("well-formed TLV").check_der().is_err(), "{wrong}");
        }
        for right in ["0202 0080", "0201 ff", "0101 ff", "0602 8100", "31 06 020101 020102"] {
            assert_eq!(Tlv::read(&unhex(right)).expect("well-formed TLV").check_der(), Ok(()), "{right}");
        }
    }
}
