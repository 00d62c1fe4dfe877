//! DER writing by splicing: every length is minimal and definite (X.690 §10.1), nothing is ever re-ordered later.

use alloc::vec::Vec;

/// SEQUENCE and SEQUENCE OF.
pub const SEQUENCE: u8 = 0x30;
/// SET and SET OF; the caller has sorted the elements of a SET OF (X.690 §11.6).
pub const SET: u8 = 0x31;
/// BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// NULL with its (empty) content: a whole element.
pub const NULL: [u8; 2] = [0x05, 0x00];
/// OBJECT IDENTIFIER.
pub const OBJECT_IDENTIFIER: u8 = 0x06;
/// UTF8String.
pub const UTF8_STRING: u8 = 0x0c;
/// GeneralizedTime.
pub const GENERALIZED_TIME: u8 = 0x18;

/// A constructed context-specific tag `[number]`, number below 31.
#[must_use]
pub const fn context(number: u8) -> u8 {
    0xa0 | (number & 0x1f)
}

/// A primitive context-specific tag `[number]` (IMPLICIT over a primitive type), number below 31.
#[must_use]
pub const fn context_primitive(number: u8) -> u8 {
    0x80 | (number & 0x1f)
}

/// One element: tag, minimal length, and the parts one after another as its content.
#[must_use]
pub fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(element_len(content));
    push_header(&mut out, tag, content);
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// A SET OF with its elements brought into DER order (X.690 §11.6).
#[must_use]
pub fn set_of(mut elements: Vec<Vec<u8>>) -> Vec<u8> {
    // Comparing the encodings octet by octet is the rule's padding with zeros: a proper prefix of a DER element is never an element.
    elements.sort();
    let parts: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
    tlv(SET, &parts)
}

/// Appends tag and minimal length of an element whose content has `content` octets.
pub fn push_header(out: &mut Vec<u8>, tag: u8, content: usize) {
    out.push(tag);
    let significant = length_octets(content);
    if significant == 0 {
        out.push(content as u8);
    } else {
        out.push(0x80 | significant as u8);
        let leading_zeros = size_of::<usize>().saturating_sub(significant);
        out.extend(content.to_be_bytes().iter().skip(leading_zeros));
    }
}

/// Octets of the whole element around `content` octets.
#[must_use]
pub const fn element_len(content: usize) -> usize {
    content.saturating_add(2).saturating_add(length_octets(content))
}

/// Octets that follow the first length octet (0 in the short form).
const fn length_octets(content: usize) -> usize {
    if content < 0x80 { 0 } else { usize::BITS.saturating_sub(content.leading_zeros()).div_ceil(8) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn lengths_take_the_shortest_form() {
        for (content, header) in [
            (0usize, vec![0x30, 0]),
            (0x7f, vec![0x30, 0x7f]),
            (0x80, vec![0x30, 0x81, 0x80]),
            (0xff, vec![0x30, 0x81, 0xff]),
            (0x100, vec![0x30, 0x82, 1, 0]),
            (0x1_0000, vec![0x30, 0x83, 1, 0, 0]),
        ] {
            let octets = vec![0u8; content];
            let element = tlv(SEQUENCE, &[&octets]);
            assert_eq!(&element[..header.len()], header);
            assert_eq!(element.len(), element_len(content));
        }
    }

    #[test]
    fn set_of_is_sorted_by_encoding() {
        let set = set_of(vec![vec![0x30, 0x81, 0x80], vec![0x30, 0x02, 9, 9], vec![0x30, 0x01, 0xff]]);
        assert_eq!(set, [0x31, 10, 0x30, 0x01, 0xff, 0x30, 0x02, 9, 9, 0x30, 0x81, 0x80]);
    }
}
