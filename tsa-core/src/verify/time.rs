//! Time as certificates, CRLs and signingTime write it.

use core::time::Duration;

use der::DateTime;

use super::tlv::{GENERALIZED_TIME, Malformed, Tlv, UTC_TIME};
use crate::time::UnixTime;

/// `Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }` (RFC 5280 §4.1.2.5) as seconds since 1970.
///
/// Seconds and `Z` are required and fractions refused, as the RFC asks. Times before 1970 count as 1970.
pub(super) fn read_time(time: Tlv<'_>) -> Result<u64, Malformed> {
    match time.tag {
        UTC_TIME => {
            let year = digits(time.value.get(..2))?;
            // RFC 5280 §4.1.2.5.1: YY below 50 is 20YY.
            let century = if year < 50 { 2000 } else { 1900 };
            civil(year.saturating_add(century), time.value.get(2..))
        }
        GENERALIZED_TIME => civil(digits(time.value.get(..4))?, time.value.get(4..)),
        _ => Err(Malformed),
    }
}

/// A [`UnixTime`] of whole seconds; the far future stops at its end.
pub(super) fn unix_time(seconds: u64) -> UnixTime {
    UnixTime::from_nanos(0).saturating_add(Duration::from_secs(seconds))
}

/// `MMDDhhmmssZ` of a year.
fn civil(year: u16, rest: Option<&[u8]>) -> Result<u64, Malformed> {
    let Some([fields @ .., b'Z']) = rest else { return Err(Malformed) };
    if fields.len() != 10 {
        return Err(Malformed);
    }
    let mut pairs = fields.chunks_exact(2).map(|pair| digits(Some(pair)));
    let mut next =
        || pairs.next().unwrap_or(Err(Malformed)).and_then(|n| u8::try_from(n).map_err(|_| Malformed));
    let (month, day, hour, minute, second) = (next()?, next()?, next()?, next()?, next()?);
    let date = DateTime::new(year.max(1970), month, day, hour, minute, second).map_err(|_| Malformed)?;
    Ok(if year < 1970 { 0 } else { date.unix_duration().as_secs() })
}

fn digits(octets: Option<&[u8]>) -> Result<u16, Malformed> {
    octets.ok_or(Malformed)?.iter().try_fold(0_u16, |value, octet| match octet {
        b'0'..=b'9' => value
            .checked_mul(10)
            .and_then(|value| value.checked_add(u16::from(octet.wrapping_sub(b'0'))))
            .ok_or(Malformed),
        _ => Err(Malformed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::tlv;

    fn read(tag: u8, text: &str) -> Result<u64, Malformed> {
        read_time(Tlv::whole(&tlv::encode(tag, text.as_bytes())).unwrap())
    }

    #[test]
    fn rfc5280_4_1_2_5_both_forms_are_read() {
        assert_eq!(read(UTC_TIME, "261122170800Z"), Ok(1_795_367_280));
        assert_eq!(read(GENERALIZED_TIME, "20261122170800Z"), Ok(1_795_367_280));
        assert_eq!(read(UTC_TIME, "500101000000Z"), Ok(0));
        assert_eq!(read(UTC_TIME, "491231235959Z"), Ok(2_524_607_999));
        assert_eq!(read(GENERALIZED_TIME, "99991231235959Z"), Ok(253_402_300_799));
    }

    #[test]
    fn rfc5280_4_1_2_5_other_forms_are_refused() {
        for (tag, text) in [
            (UTC_TIME, "2611221708Z"),
            (UTC_TIME, "261122170800"),
            (UTC_TIME, "261122170800+0100"),
            (UTC_TIME, "261322170800Z"),
            (UTC_TIME, "260230170800Z"),
            (UTC_TIME, "2611221708xxZ"),
            (GENERALIZED_TIME, "20261122170800.5Z"),
            (GENERALIZED_TIME, "20261122170860Z"),
            (GENERALIZED_TIME, "Z"),
            (GENERALIZED_TIME, ""),
            (tlv::OCTET_STRING, "20261122170800Z"),
        ] {
            assert_eq!(read(tag, text), Err(Malformed), "{text}");
        }
    }
}
