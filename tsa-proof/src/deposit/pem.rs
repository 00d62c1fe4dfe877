//! PEM (RFC 7468): the textual form of certificates and CRLs.

use tsa_core::asn1::encode;

/// The label of certificates.
pub const CERTIFICATE: &str = "CERTIFICATE";
/// The label of CRLs.
pub const CRL: &str = "X509 CRL";

/// The DER of every block with this label; other blocks and what stands between are passed over, broken blocks too.
#[must_use]
pub fn decode_all(text: &str, label: &str) -> Vec<Vec<u8>> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(&begin) {
        let Some((body, after)) = after.split_once(&end) else { break };
        let compact: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        if let Some(der) = base64::decode(&compact)
            && der.first() == Some(&encode::SEQUENCE)
        {
            found.push(der);
        }
        rest = after;
    }
    found
}

/// One block.
#[must_use]
pub fn encode(der: &[u8], label: &str) -> String {
    let body = base64::encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// Base64 (RFC 4648 §4), strict.
pub mod base64 {
    use base64ct::{Base64, Encoding as _};

    /// With padding.
    #[must_use]
    pub fn encode(octets: &[u8]) -> String {
        Base64::encode_string(octets)
    }

    /// `None` for anything but the one encoding of the octets.
    #[must_use]
    pub fn decode(text: &str) -> Option<Vec<u8>> {
        let octets = Base64::decode_vec(text).ok()?;
        (encode(&octets) == text).then_some(octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let one = [&[0x30, 0x82][..], &[7; 100]].concat();
        let text = format!("words\n{}{}", encode(&one, CERTIFICATE), encode(&[0x30, 0], CRL));
        assert_eq!(decode_all(&text, CERTIFICATE), [one]);
        assert_eq!(decode_all(&text, CRL), [vec![0x30, 0]]);
        assert!(text.lines().all(|line| line.len() <= 64));
        assert!(decode_all("-----BEGIN CERTIFICATE-----\nMA", CERTIFICATE).is_empty());
    }
}
