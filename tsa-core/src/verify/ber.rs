//! From BER to DER, for foreign tokens whose outer layers are not DER.
//!
//! Only the framing changes: indefinite and over-long lengths become definite and minimal, and a segmented OCTET STRING
//! becomes one. Octets inside primitive values stay as they are; in particular the TSTInfo (inside the eContent octets) is what
//! the signer hashed. RFC 5652 §5.4 has signatures made over the DER of the signed attributes, whatever was sent.

use alloc::vec::Vec;

use super::tlv::{self, Malformed, OCTET_STRING};

/// The DER framing of the one BER element that `input` consists of.
///
/// Work is bounded by the size of the input times [`MAX_DEPTH`].
pub(super) fn to_der(input: &[u8]) -> Result<Vec<u8>, Malformed> {
    let (der, rest) = element(input, MAX_DEPTH)?;
    if rest.is_empty() { Ok(der) } else { Err(Malformed) }
}

fn element(input: &[u8], depth: usize) -> Result<(Vec<u8>, &[u8]), Malformed> {
    let depth = depth.checked_sub(1).ok_or(Malformed)?;
    let (&tag, rest) = input.split_first().ok_or(Malformed)?;
    let (&first, rest) = rest.split_first().ok_or(Malformed)?;
    let constructed = tag & 0x20 != 0;
    if tag & 0x1F == 0x1F || tag == 0 {
        return Err(Malformed);
    }
    if first == 0x80 {
        if !constructed {
            return Err(Malformed); // X.690 §8.1.3.2
        }
        let (children, rest) = until_end_of_contents(rest, depth)?;
        return Ok((join(tag, &children)?, rest));
    }
    let (length, rest) = definite_length(first, rest)?;
    let (value, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
    if !constructed {
        return Ok((tlv::encode(tag, value), rest));
    }
    let mut children = Vec::new();
    let mut inside = value;
    while !inside.is_empty() {
        let (child, after) = element(inside, depth)?;
        children.push(child);
        inside = after;
    }
    Ok((join(tag, &children)?, rest))
}

fn until_end_of_contents(mut rest: &[u8], depth: usize) -> Result<(Vec<Vec<u8>>, &[u8]), Malformed> {
    let mut children = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            return Ok((children, after));
        }
        let (child, after) = element(rest, depth)?;
        children.push(child);
        rest = after;
    }
}

/// A constructed OCTET STRING is the concatenation of its segments (X.690 §8.7.3); all else keeps its children.
fn join(tag: u8, children: &[Vec<u8>]) -> Result<Vec<u8>, Malformed> {
    if tag != OCTET_STRING | 0x20 {
        return Ok(tlv::encode(tag, &children.concat()));
    }
    let mut octets = Vec::new();
    for child in children {
        octets.extend_from_slice(tlv::Tlv::whole(child)?.expect(OCTET_STRING)?.value);
    }
    Ok(tlv::encode(OCTET_STRING, &octets))
}

fn definite_length(first: u8, rest: &[u8]) -> Result<(usize, &[u8]), Malformed> {
    if first < 0x80 {
        return Ok((usize::from(first), rest));
    }
    let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7F)).ok_or(Malformed)?;
    let mut length = 0_usize;
    for octet in octets {
        length = length.checked_mul(256).and_then(|l| l.checked_add(usize::from(*octet))).ok_or(Malformed)?;
    }
    Ok((length, rest))
}

/// A token nests about 14 deep down to the extensions of a certificate.
const MAX_DEPTH: usize = 32;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn framing_becomes_der_and_values_stay() {
        // SEQUENCE (indefinite) { constructed OCTET STRING (indefinite) { "ab", "c" }, INTEGER with a long length }
        let ber = [0x30, 0x80, 0x24, 0x80, 4, 2, 97, 98, 4, 1, 99, 0, 0, 2, 0x82, 0, 1, 5, 0, 0];
        assert_eq!(to_der(&ber), Ok(vec![0x30, 8, 4, 3, 97, 98, 99, 2, 1, 5]));
    }

    #[test]
    fn der_passes_through_unchanged() {
        let der = [0x30, 8, 4, 3, 97, 98, 99, 2, 1, 5];
        assert_eq!(to_der(&der), Ok(der.to_vec()));
    }

    #[test]
    fn depth_and_ends_are_bounded() {
        assert_eq!(to_der(&[0x30, 0x80].repeat(5000)), Err(Malformed));
        assert_eq!(to_der(&[0x30, 0x80, 2, 1, 5]), Err(Malformed));
        assert_eq!(to_der(&[2, 0x80, 5, 0, 0]), Err(Malformed));
        assert_eq!(to_der(&[2, 1, 5, 0]), Err(Malformed));
        assert_eq!(to_der(&[0x24, 3, 2, 1, 5]), Err(Malformed));
    }
}
