//! The TimeStampResp around a token (RFC 3161 §2.4.2; rows C20–C22).

use alloc::string::String;
use alloc::vec::Vec;

use super::check::{Check, require};
use super::report::{Failure, ResponseStatus};
use super::rules::Rule;
use crate::asn1::pki_status::{PkiFailureInfo, PkiStatus};
use crate::asn1::tsp::TimeStampResp;

/// What the response says of itself, as far as it can be read.
pub(super) fn status(response: &TimeStampResp<'_>) -> ResponseStatus {
    let status = match response.status.as_bytes() {
        [value] => PkiStatus::from_value(*value),
        _ => None,
    };
    ResponseStatus {
        status,
        failures: response.fail_info.map_or_else(Vec::new, |bits| PkiFailureInfo::from_bits(bits).collect()),
        texts: response.texts().take(MAX_TEXTS).map(String::from).collect(),
    }
}

/// The token of a response that grants one.
pub(super) fn token<'a>(
    response: &TimeStampResp<'a>,
    status: &ResponseStatus,
    check: &mut Check,
) -> Result<&'a [u8], Failure> {
    let granted = matches!(status.status, Some(PkiStatus::Granted | PkiStatus::GrantedWithMods));
    // RFC 3161 §2.4.2: with status 0 or 1 a token MUST be present, with any other it MUST NOT.
    require(Rule::ResponseToken, granted == response.time_stamp_token.is_some())?;
    if !granted {
        let one_failure = response.fail_info.is_none_or(|bits| is_one_failure(bits, status));
        check.strictly(Rule::ResponseFailInfo, one_failure)?;
    }
    let token = response.time_stamp_token.filter(|_| granted).ok_or(Rule::ResponseStatus)?;
    check.strictly(Rule::ResponseModified, status.status == Some(PkiStatus::Granted))?;
    require(Rule::ResponseFailInfo, response.fail_info.is_none())?;
    check.strictly(Rule::ResponseText, response.status_string.is_none())?;
    Ok(token)
}

/// One bit of the eight, and no trailing zero octets (X.690 §11.2.2).
fn is_one_failure(bits: &[u8], status: &ResponseStatus) -> bool {
    let set: u32 = bits.iter().map(|octet| octet.count_ones()).sum();
    set == 1 && status.failures.len() == 1 && bits.last() != Some(&0)
}

/// A server has one thing to say; a hostile one shall not fill the report.
const MAX_TEXTS: usize = 16;
