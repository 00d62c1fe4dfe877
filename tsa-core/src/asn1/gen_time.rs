//! genTime: a GeneralizedTime in UTC, in whole seconds or with one to three fraction digits.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::encode;
use crate::time::{NANOS_PER_SEC, UnixTime};

/// The step in which a profile states time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenTimeUnit {
    /// No fraction: the default, because fractions break several clients (conformance, finding 5).
    #[default]
    Second,
    /// At most one fraction digit.
    Decisecond,
    /// At most two fraction digits.
    Centisecond,
    /// At most three fraction digits.
    Millisecond,
}

impl GenTimeUnit {
    /// From a number of fraction digits, 0 to 3.
    #[must_use]
    pub const fn from_fraction_digits(digits: u8) -> Option<Self> {
        match digits {
            0 => Some(Self::Second),
            1 => Some(Self::Decisecond),
            2 => Some(Self::Centisecond),
            3 => Some(Self::Millisecond),
            _ => None,
        }
    }

    /// The length of one step.
    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_nanos(self.nanos())
    }

    const fn nanos(self) -> u64 {
        match self {
            Self::Second => NANOS_PER_SEC,
            Self::Decisecond => NANOS_PER_SEC / 10,
            Self::Centisecond => NANOS_PER_SEC / 100,
            Self::Millisecond => NANOS_PER_SEC / 1000,
        }
    }
}

/// A time that a token states: a whole number of units since 1970, never second 60.
///
/// Text form `YYYYMMDDhhmmss[.f…]Z`: always seconds, always `Z`, a point and never a comma, no trailing zero in the
/// fraction, and midnight is `…000000Z` of the next day. Source: RFC 3161 §2.4.2, X.690 §11.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenTime {
    time: UnixTime,
    unit: GenTimeUnit,
}

/// Why octets are no genTime in the form that RFC 3161 §2.4.2 prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a GeneralizedTime of the form YYYYMMDDhhmmss[.f]Z without trailing zeros")]
pub struct GenTimeError;

impl GenTime {
    /// The last whole unit at or before `time`.
    #[must_use]
    pub fn floor(time: UnixTime, unit: GenTimeUnit) -> Self {
        let nanos = time.as_nanos();
        Self {
            time: UnixTime::from_nanos(nanos.saturating_sub(nanos.checked_rem(unit.nanos()).unwrap_or(0))),
            unit,
        }
    }

    /// One unit later.
    #[must_use]
    pub fn next(self) -> Self {
        Self { time: self.time.saturating_add(self.unit.duration()), ..self }
    }

    /// The moment itself.
    #[must_use]
    pub const fn time(self) -> UnixTime {
        self.time
    }

    /// Reads the text form strictly. Fractions of up to nine digits are understood, whoever wrote them.
    ///
    /// # Errors
    /// [`GenTimeError`] for any other form, for a date that does not exist, for second 60 and for years before 1970
    /// or after 2554.
    pub fn parse(text: &[u8]) -> Result<UnixTime, GenTimeError> {
        let (whole, rest) = text.split_at_checked(14).ok_or(GenTimeError)?;
        let field = |from: usize, to: usize| number(whole.get(from..to).unwrap_or_default());
        let small =
            |from: usize, to: usize| field(from, to).and_then(|v| u8::try_from(v).map_err(|_| GenTimeError));
        let year = u16::try_from(field(0, 4)?).map_err(|_| GenTimeError)?;
        let date = der::DateTime::new(
            year,
            small(4, 6)?,
            small(6, 8)?,
            small(8, 10)?,
            small(10, 12)?,
            small(12, 14)?,
        )
        .map_err(|_| GenTimeError)?;
        let seconds = UnixTime::from_secs(date.unix_duration().as_secs()).ok_or(GenTimeError)?;
        match rest {
            b"Z" => Ok(seconds),
            // X.690 §11.7.3: the fraction omits trailing zeros; §11.7.4: the separator is a point.
            [b'.', digits @ .., last @ b'1'..=b'9', b'Z'] if digits.len() < 9 => {
                let scale = 10u64.pow(8u32.saturating_sub(digits.len() as u32));
                let digits = number(digits)?.saturating_mul(10).saturating_add(digit_value(*last));
                Ok(seconds.saturating_add(Duration::from_nanos(digits.saturating_mul(scale))))
            }
            _ => Err(GenTimeError),
        }
    }

    /// The text form's octets, as in the token.
    #[must_use]
    pub fn to_text(self) -> String {
        let nanos = self.time.as_nanos();
        let (seconds, fraction) = (nanos / NANOS_PER_SEC, nanos % NANOS_PER_SEC);
        let civil = der::DateTime::from_unix_duration(Duration::from_secs(seconds))
            .unwrap_or(der::DateTime::INFINITY); // UnixTime ends in the year 2554, DateTime in 9999: never taken
        let mut text = format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}",
            civil.year(),
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minutes(),
            civil.seconds()
        );
        if fraction != 0 {
            let digits = format!("{fraction:09}");
            text.push('.');
            text.push_str(digits.trim_end_matches('0'));
        }
        text.push('Z');
        text
    }

    /// The DER element.
    #[must_use]
    pub fn to_der(self) -> Vec<u8> {
        encode::tlv(encode::GENERALIZED_TIME, &[self.to_text().as_bytes()])
    }
}

impl fmt::Display for GenTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.time.fmt(f)
    }
}

fn digit_value(digit: u8) -> u64 {
    u64::from(digit.saturating_sub(b'0'))
}

fn number(digits: &[u8]) -> Result<u64, GenTimeError> {
    digits.iter().try_fold(0u64, |value, digit| match digit {
        b'0'..=b'9' => Ok(value.saturating_mul(10).saturating_add(digit_value(*digit))),
        _ => Err(GenTimeError),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(nanos: u64, unit: GenTimeUnit) -> String {
        GenTime::floor(UnixTime::from_nanos(nanos), unit).to_text()
    }

    #[test]
    fn c28_text_forms() {
        let t = 1_795_366_080_500_000_000;
        assert_eq!(text(t, GenTimeUnit::Second), "20261122164800Z");
        assert_eq!(text(t, GenTimeUnit::Millisecond), "20261122164800.5Z");
        assert_eq!(text(t + 12_999_999, GenTimeUnit::Millisecond), "20261122164800.512Z");
        assert_eq!(text(t + 12_999_999, GenTimeUnit::Centisecond), "20261122164800.51Z");
        assert_eq!(text(t - 500_000_000, GenTimeUnit::Millisecond), "20261122164800Z");
    }

    #[test]
    fn c29_midnight_and_the_leap_second_label() {
        // 2016-12-31T23:59:60Z has the POSIX label of the midnight that follows it.
        assert_eq!(text(1_483_228_800_000_000_000, GenTimeUnit::Second), "20170101000000Z");
        assert_eq!(GenTime::parse(b"20161231235960Z"), Err(GenTimeError));
        assert_eq!(GenTime::parse(b"20161231240000Z"), Err(GenTimeError));
    }

    #[test]
    fn c28_other_forms_are_refused() {
        for bad in [
            "20261122164800",
            "20261122164800.Z",
            "20261122164800.0Z",
            "20261122164800.50Z",
            "20261122164800,5Z",
            "202611221648Z",
            "20261122164800+0000",
            "20260230000000Z",
            "19691231235959Z",
            "20261122164800.1234567891Z",
            "",
            "Z",
            "2026112216480aZ",
            "20261122164800z",
        ] {
            assert_eq!(GenTime::parse(bad.as_bytes()), Err(GenTimeError), "{bad}");
        }
    }

    #[test]
    fn fractions_of_others_are_read() {
        let t = GenTime::parse(b"20261122164800.123456789Z").unwrap();
        assert_eq!(t.as_nanos(), 1_795_366_080_123_456_789);
        assert_eq!(GenTime::parse(b"20261122164800.5Z").unwrap().as_nanos(), 1_795_366_080_500_000_000);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(nanos: u64, digits in 0u8..=3) {
            let unit = GenTimeUnit::from_fraction_digits(digits).unwrap();
            let g = GenTime::floor(UnixTime::from_nanos(nanos), unit);
            prop_assert_eq!(GenTime::parse(g.to_text().as_bytes()), Ok(g.time()));
        }
    }
}
