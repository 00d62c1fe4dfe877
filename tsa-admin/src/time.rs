//! Times as people write and read them: UTC, ISO 8601, always with the `Z`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use tsa_core::UnixTime;

/// A moment in UTC, shown with as many fraction digits as it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UtcTime(Timestamp);

impl UtcTime {
    /// Seconds since 1970, or `None` when out of the calendar's range (years −9999 to 9999).
    pub(crate) fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Timestamp::from_second(seconds).ok().map(Self)
    }

    /// The core's form of a time, in this one; `None` beyond the calendar.
    pub(crate) fn from_unix(time: UnixTime) -> Option<Self> {
        Timestamp::from_nanosecond(i128::from(time.as_nanos())).ok().map(Self)
    }

    /// The core's form; before 1970 nothing is valid, so that is the least there is.
    pub(crate) fn unix(self) -> UnixTime {
        UnixTime::from_nanos(u64::try_from(self.0.as_nanosecond()).unwrap_or_default())
    }

    /// Reads the text of a GeneralizedTime: `YYYYMMDDhhmmss[.f…]Z`. RFC 3161 §2.4.2.
    pub(crate) fn from_generalized_time(text: &str) -> Option<Self> {
        let body = text.strip_suffix('Z')?;
        let (seconds, fraction) = body.split_once('.').unwrap_or((body, ""));
        if seconds.len() != 14 || !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return None;
        }
        let part = |from: usize, to: usize| seconds.get(from..to);
        let dot = if fraction.is_empty() { "" } else { "." };
        let iso = format!(
            "{}-{}-{}T{}:{}:{}{dot}{fraction}Z",
            part(0, 4)?,
            part(4, 6)?,
            part(6, 8)?,
            part(8, 10)?,
            part(10, 12)?,
            part(12, 14)?
        );
        iso.parse().ok().map(Self)
    }

    /// The same for the calendar's library.
    pub(crate) fn timestamp(self) -> Timestamp {
        self.0
    }

    /// Seconds since 1970, rounded down.
    pub(crate) fn unix_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// This moment without its fraction of a second: certificates know only whole seconds.
    pub(crate) fn whole_second(self) -> Self {
        Self(Timestamp::from_second(self.0.as_second()).unwrap_or(self.0))
    }

    /// The same time of day `days` days later; `None` beyond the calendar.
    pub(crate) fn plus_days(self, days: u32) -> Option<Self> {
        let seconds = i64::from(days).checked_mul(86_400)?;
        Self::from_unix_seconds(self.unix_seconds().checked_add(seconds)?)
    }

    /// Whole days from `self` to `later`, rounded down; negative when `later` is earlier.
    pub(crate) fn days_until(self, later: Self) -> i64 {
        (later.unix_seconds() - self.unix_seconds()).div_euclid(86_400)
    }

    /// The day alone, `2026-11-22`.
    pub(crate) fn date(self) -> String {
        self.0.to_zoned(TimeZone::UTC).date().to_string()
    }
}

impl From<Timestamp> for UtcTime {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl FromStr for UtcTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| {
            "a time looks like 2027-01-31T12:00:00Z (with Z or an offset such as +01:00)".to_owned()
        })
    }
}

impl fmt::Display for UtcTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for UtcTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generalized_times_become_iso_8601() {
        for (text, expected) in [
            ("20261122173005Z", Some("2026-11-22T17:30:05Z")),
            ("20261122173005.5Z", Some("2026-11-22T17:30:05.5Z")),
            ("20261122173005.125Z", Some("2026-11-22T17:30:05.125Z")),
            ("20261122173005", None),
            ("202611221730Z", None),
            ("20261322173005Z", None),
            ("2026112217300éZ", None),
            ("", None),
        ] {
            assert_eq!(
                UtcTime::from_generalized_time(text).map(|t| t.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn days_count_across_leap_days() {
        let begin: UtcTime = "2028-02-28T12:00:00Z".parse().unwrap();
        let end = begin.plus_days(2).unwrap();
        assert_eq!(end.to_string(), "2028-03-01T12:00:00Z");
        assert_eq!(begin.days_until(end), 2);
        assert_eq!(end.days_until(begin), -2);
    }
}
