//! Base64 as notes and proofs write it: RFC 4648 §4, padded, nothing left over, one text per value.

use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding as _};

use crate::merkle::Hash;

pub(crate) fn encode(octets: &[u8]) -> String {
    Base64::encode_string(octets)
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let octets = Base64::decode_vec(text).ok()?;
    // RFC 4648 §3.5: bits that are not used are zero. Otherwise signed text could change without its meaning.
    (encode(&octets) == text).then_some(octets)
}

pub(crate) fn decode_hash(text: &str) -> Option<Hash> {
    decode(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc4648_10_vectors() {
        for (octets, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(octets.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(octets.as_bytes()));
        }
    }

    #[test]
    fn rfc4648_3_5_one_text_per_value() {
        for text in
            ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", " Zg==", "Zg==\n", "Zm 9v", "-_-_", "====", "Zm9v="]
        {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
