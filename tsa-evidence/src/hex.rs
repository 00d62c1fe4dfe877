//! Lower-case hexadecimal digits, the only form that claims use.

pub(crate) use base16ct::lower::encode_string as encode;

/// Exactly `N` octets in lower-case digits.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut octets = [0; N];
    let read = base16ct::lower::decode(text, &mut octets).ok()?.len();
    (read == N).then_some(octets)
}
