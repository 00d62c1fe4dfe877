//! Lower-case hexadecimal digits, the only form that claims use.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

pub(crate) fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().saturating_mul(2));
    for octet in octets {
        // Writing to a String never fails.
        let _ = write!(text, "{octet:02x}");
    }
    text
}

/// Exactly `N` octets in lower-case digits.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let octets: Vec<u8> = pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)?.wrapping_shl(4) | digit(*low)?))
        .collect::<Option<_>>()?;
    octets.try_into().ok()
}

const fn digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(octet.wrapping_sub(b'a').wrapping_add(10)),
        _ => None,
    }
}
