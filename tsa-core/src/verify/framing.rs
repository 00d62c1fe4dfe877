//! Is a token DER from end to end, and if not, can it be read as DER?

use alloc::borrow::Cow;

use super::ber;
use super::tlv::{self, Elements, Malformed, Tlv};

/// A token whose framing is DER.
#[derive(Clone, Debug)]
pub(super) struct Framed<'a> {
    octets: Cow<'a, [u8]>,
    /// True if the octets are as they came and pass [`is_der`].
    pub(super) was_der: bool,
}

impl Framed<'_> {
    pub(super) fn octets(&self) -> &[u8] {
        &self.octets
    }
}

/// The token itself if it is DER, else its framing brought to DER.
pub(super) fn to_der(token: &[u8]) -> Result<Framed<'_>, Malformed> {
    if is_der(token) {
        return Ok(Framed { octets: Cow::Borrowed(token), was_der: true });
    }
    Ok(Framed { octets: Cow::Owned(ber::to_der(token)?), was_der: false })
}

/// X.690 §10–11 as far as it shows without a schema: lengths, primitive strings, and the content of the small types.
///
/// Certificates and CRLs are left alone: others signed them as they are. So is the eContent, which has a reader of its own.
pub(super) fn is_der(token: &[u8]) -> bool {
    Tlv::whole(token).and_then(|token| check(token, 0)).is_ok()
}

fn check(element: Tlv<'_>, depth: usize) -> Result<(), Malformed> {
    if element.tag & CONSTRUCTED == 0 {
        return check_primitive(element);
    }
    // Of the universal types only SEQUENCE and SET are constructed in DER.
    if depth >= MAX_DEPTH || (element.tag & CLASS == 0 && !matches!(element.tag, tlv::SEQUENCE | tlv::SET)) {
        return Err(Malformed);
    }
    // ContentInfo { [0] { SignedData { … certificates [0], crls [1] … } } }
    if depth == SIGNED_DATA_FIELDS && matches!(element.tag, 0xA0 | 0xA1) {
        return element.elements().collect().map(|_| ());
    }
    let mut inside: Elements<'_> = element.elements();
    while !inside.is_empty() {
        check(inside.next()?, depth.saturating_add(1))?;
    }
    Ok(())
}

fn check_primitive(element: Tlv<'_>) -> Result<(), Malformed> {
    match element.tag {
        tlv::BOOLEAN => element.boolean().map(|_| ()),
        tlv::INTEGER => element.integer().map(|_| ()),
        tlv::OBJECT_IDENTIFIER => element.oid().map(|_| ()),
        NULL if !element.value.is_empty() => Err(Malformed),
        // X.690 §8.9.1, §8.11.1: SEQUENCE and SET are never primitive; tag 0 is the end of an indefinite length.
        0x00 | 0x10 | 0x11 => Err(Malformed),
        _ => Ok(()),
    }
}

const CONSTRUCTED: u8 = 0x20;
const CLASS: u8 = 0xC0;
const NULL: u8 = 0x05;
/// How deep the fields of SignedData stand.
const SIGNED_DATA_FIELDS: usize = 3;
/// A token without its certificates nests about ten deep.
const MAX_DEPTH: usize = 24;
