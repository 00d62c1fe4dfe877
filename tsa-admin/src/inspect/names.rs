//! Names of things, for people: object identifiers, octets, text of strangers.

use std::fmt::Write;

use const_oid::ObjectIdentifier;
use const_oid::db::DB;
use serde::Serialize;
use tsa_core::asn1::Oid;

use super::tlv::{Malformed, OBJECT_IDENTIFIER, Reader, SEQUENCE, Tlv};

/// An object identifier with its name, where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Named {
    pub(crate) oid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
}

impl Named {
    /// Names the identifier in an OBJECT IDENTIFIER element.
    pub(crate) fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        match Oid::from_content(tlv.content) {
            Ok(oid) => Ok(Self { oid: oid.to_string(), name: name_of(tlv.content) }),
            Err(error) => Err(tlv.malformed(&error.to_string())),
        }
    }

    /// The algorithm of an AlgorithmIdentifier, and its parameters as they stand there.
    pub(crate) fn decode_algorithm<'a>(
        reader: &mut Reader<'a>,
        name: &str,
    ) -> Result<(Self, &'a [u8]), Malformed> {
        let sequence = reader.expect(SEQUENCE, name)?;
        let mut inside = sequence.inside();
        let algorithm = Self::decode(&inside.expect(OBJECT_IDENTIFIER, "the algorithm")?)?;
        let parameters = if inside.is_empty() { &[][..] } else { inside.next()?.raw };
        Ok((algorithm, parameters))
    }

    /// Names an identifier.
    pub(crate) fn of(oid: &ObjectIdentifier) -> Self {
        Self { oid: oid.to_string(), name: name_of(oid.as_bytes()) }
    }

    /// The name alone, or the dotted numbers.
    pub(crate) fn short(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.oid)
    }
}

fn name_of(content: &[u8]) -> Option<String> {
    let oid = ObjectIdentifier::from_bytes(content).ok()?;
    let ours = OURS.iter().find(|(known, _)| *known == oid).map(|(_, name)| *name);
    let name = ours.or_else(|| DB.by_oid(&oid))?;
    Some(name.strip_prefix("id-").unwrap_or(name).to_owned())
}

/// Octets in lower-case hexadecimal.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}

/// A serial number as everybody writes it: without the octet that only keeps it positive.
pub(crate) fn serial(content: &[u8]) -> String {
    match content {
        [0, rest @ ..] if !rest.is_empty() => hex(rest),
        _ => hex(content),
    }
}

/// Text of a stranger, with everything that could play tricks on a terminal or a reader made visible: control
/// characters, and those that reorder or hide text.
pub(crate) fn printable(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, character| {
        let hides = matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if character.is_control() || hides {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
        out
    })
}

/// Names that the general database lacks, or writes differently from what people of this trade say.
const OURS: [(ObjectIdentifier, &str); 15] = [
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3"), "contentType"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4"), "messageDigest"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5"), "signingTime"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4"), "ct-TSTInfo"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12"), "signingCertificate"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47"), "signingCertificateV2"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52"), "cmsAlgorithmProtection"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14"), "timeStampToken"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2"), "signedData"),
    (ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8"), "timeStamping"),
    (ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3"), "qcStatements"),
    (ObjectIdentifier::new_unwrap("0.4.0.19422.1.1"), "esi4-qtstStatement-1"),
    (ObjectIdentifier::new_unwrap("0.4.0.2023.1.1"), "best-practices-ts-policy"),
    (ObjectIdentifier::new_unwrap("1.3.14.3.2.26"), "sha1"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.2.5"), "md5"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_have_the_names_people_use() {
        for (oid, name) in [
            ("2.16.840.1.101.3.4.2.1", "sha256"),
            ("2.16.840.1.101.3.4.2.8", "sha3-256"),
            ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
            ("1.2.840.113549.1.1.1", "rsaEncryption"),
            ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
            ("1.2.840.113549.1.9.3", "contentType"),
            ("1.3.6.1.5.5.7.3.8", "timeStamping"),
            ("1.2.3.4.5", "1.2.3.4.5"),
        ] {
            assert_eq!(Named::of(&ObjectIdentifier::new_unwrap(oid)).short(), name);
        }
    }

    #[test]
    fn strangers_cannot_move_the_cursor_or_turn_the_text() {
        assert_eq!(printable("a\x1b[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
        assert_eq!(printable("Ünïcode, fine"), "Ünïcode, fine");
    }
}
