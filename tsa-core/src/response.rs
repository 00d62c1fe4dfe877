//! The two answers that are ever given: granted with a token, rejected with a reason.

use alloc::vec::Vec;

use crate::asn1::encode::{self, tlv};
use crate::asn1::pki_status::PkiStatus;
use crate::draft::TimeStampToken;
use crate::refusal::Refusal;

/// The DER of a TimeStampResp with this token.
///
/// RFC 3161 §2.4.2: status 0, and neither statusString nor failInfo (C20, C22).
#[must_use]
pub fn granted(token: &TimeStampToken) -> Vec<u8> {
    let status = [encode::SEQUENCE, 3, encode::INTEGER, 1, PkiStatus::Granted.value()];
    tlv(encode::SEQUENCE, &[&status, token.der()])
}

/// The DER of a TimeStampResp that says no, with one failInfo bit and a fixed text.
///
/// ```text
/// PKIFreeText ::= SEQUENCE SIZE (1..MAX) OF UTF8String
/// ```
/// RFC 3161 §2.4.2: status 2, no token (C20, C21).
#[must_use]
pub fn rejection(refusal: Refusal) -> Vec<u8> {
    let text = tlv(encode::SEQUENCE, &[&tlv(encode::UTF8_STRING, &[refusal.text().as_bytes()])]);
    let status = [encode::INTEGER, 1, PkiStatus::Rejection.value()];
    tlv(encode::SEQUENCE, &[&tlv(encode::SEQUENCE, &[&status, &text, &refusal.fail_info().to_der()])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::tsp::TimeStampResp;

    #[test]
    fn section_2_4_2_rejections_carry_one_bit_and_a_short_ascii_text() {
        for refusal in Refusal::ALL {
            let der = rejection(refusal);
            let read = TimeStampResp::decode(&der).unwrap();
            assert_eq!(read.status.as_bytes(), [2]);
            assert!(read.time_stamp_token.is_none());
            assert!(read.texts().eq([refusal.text()]));
            assert!(refusal.text().is_ascii() && refusal.text().len() < 80);
            assert!(der.ends_with(&refusal.fail_info().to_der()));
        }
    }
}
