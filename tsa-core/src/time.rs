//! Time as values: what a clock said, how far it may be off, and the genTime that follows from it.

use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use crate::asn1::encode;
pub use crate::asn1::gen_time::{GenTime, GenTimeError, GenTimeUnit};
use crate::refusal::Refusal;

/// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time), up to the year 2554.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(u64);

impl UnixTime {
    /// Takes nanoseconds since the epoch.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Takes whole seconds since the epoch; `None` past the year 2554.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Option<Self> {
        match seconds.checked_mul(NANOS_PER_SEC) {
            Some(nanos) => Some(Self(nanos)),
            None => None,
        }
    }

    /// Nanoseconds since the epoch.
    #[must_use]
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0 / NANOS_PER_SEC
    }

    /// Later by `duration`, stopping at the end of the range.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(nanos(duration)))
    }

    /// Earlier by `duration`, stopping at the epoch.
    #[must_use]
    pub fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(nanos(duration)))
    }

    /// How much later `self` is than `earlier`; zero when it is not later.
    #[must_use]
    pub fn saturating_since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for UnixTime {
    /// `2026-11-22T17:08:00Z`, with the fraction of the second when there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(t) = der::DateTime::from_unix_duration(Duration::from_secs(self.as_secs())) else {
            return write!(f, "{} ns after 1970", self.0);
        };
        let (y, mo, d, h, mi, s) = (t.year(), t.month(), t.day(), t.hour(), t.minutes(), t.seconds());
        write!(f, "{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}")?;
        let mut fraction = self.0 % NANOS_PER_SEC;
        if fraction != 0 {
            let mut digits = 9usize;
            while fraction.is_multiple_of(10) {
                fraction /= 10;
                digits = digits.saturating_sub(1);
            }
            write!(f, ".{fraction:0digits$}")?;
        }
        f.write_str("Z")
    }
}

/// How much the time may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeState {
    /// Agreed by enough sources within the limit.
    Synced,
    /// The sources fell silent a short while ago; the error bound has grown but still holds.
    Holdover,
    /// The operator said in the configuration that the system clock is to be believed. Nothing has proven it.
    Unproven,
    /// No bound can be given: no token may be issued.
    Lost,
}

impl TimeState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Synced, Self::Holdover, Self::Unproven, Self::Lost];

    /// The word for logs and records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Synced => "synced",
            Self::Holdover => "holdover",
            Self::Unproven => "unproven",
            Self::Lost => "lost",
        }
    }
}

/// One look at the clock: true time is within `error` of `now`, if `state` says that this is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeReading {
    /// The clock's time.
    pub now: UnixTime,
    /// The farthest that true time can be from `now` (conformance row C71: e).
    pub error: Duration,
    /// How much the two are worth.
    pub state: TimeState,
}

impl TimeReading {
    /// Fixes genTime so that |true time − genTime| ≤ `accuracy`, truncation included, and never below `last`.
    ///
    /// With the reading (now, e): g = max(last, ⌊now + e⌋), both in whole `unit`s; the answer is given only while
    /// g − (now − e) ≤ accuracy and (now + e) − g ≤ accuracy (conformance row C30). With `ordering`, g is strictly
    /// above `last` (RFC 3161 §2.4.2, C34). The answer that carries g must not leave before g by our own clock.
    ///
    /// # Errors
    /// [`Refusal::TimeNotAvailable`] when the state is [`TimeState::Lost`] or the bound cannot be kept.
    pub fn gen_time(
        &self,
        last: Option<UnixTime>,
        unit: GenTimeUnit,
        accuracy: Accuracy,
        ordering: bool,
    ) -> Result<GenTime, Refusal> {
        if self.state == TimeState::Lost {
            return Err(Refusal::TimeNotAvailable);
        }
        let earliest = self.now.saturating_sub(self.error);
        let latest = self.now.saturating_add(self.error);
        // `last` may come from a profile with a finer unit: what never goes back is time in this profile's unit.
        let floor = match last.map(|last| GenTime::floor(last, unit)) {
            Some(last) if ordering => last.next(),
            Some(last) => last,
            None => GenTime::floor(UnixTime::default(), unit),
        };
        let chosen = floor.max(GenTime::floor(latest, unit));
        let time = chosen.time();
        let bound = accuracy.as_duration();
        if time.saturating_since(earliest) > bound || latest.saturating_since(time) > bound {
            return Err(Refusal::TimeNotAvailable);
        }
        Ok(chosen)
    }
}

/// The bound a token states around its genTime: more than zero, at most one second, whole microseconds.
///
/// ```text
/// Accuracy ::= SEQUENCE {
///    seconds        INTEGER              OPTIONAL,
///    millis     [0] INTEGER  (1..999)    OPTIONAL,
///    micros     [1] INTEGER  (1..999)    OPTIONAL  }
/// ```
/// Source: RFC 3161 §2.4.2; the upper limit: EN 319 422 §5.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Accuracy(Duration);

/// Why a duration is no [`Accuracy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccuracyError {
    /// Zero: no clock can keep it.
    #[error("accuracy must be more than zero")]
    Zero,
    /// Above one second.
    #[error("accuracy must be at most 1s (EN 319 422 §5.2.2)")]
    TooLarge,
    /// Not a whole number of microseconds, the smallest part the format can state.
    #[error("accuracy must be a whole number of microseconds")]
    TooFine,
}

impl Accuracy {
    /// One second, the default.
    pub const ONE_SECOND: Self = Self(Duration::from_secs(1));

    /// Takes a duration of 1 µs to 1 s.
    ///
    /// # Errors
    /// [`AccuracyError`] for anything else.
    pub fn new(bound: Duration) -> Result<Self, AccuracyError> {
        if bound.is_zero() {
            Err(AccuracyError::Zero)
        } else if bound > Duration::from_secs(1) {
            Err(AccuracyError::TooLarge)
        } else if !bound.subsec_nanos().is_multiple_of(1000) {
            Err(AccuracyError::TooFine)
        } else {
            Ok(Self(bound))
        }
    }

    /// The bound.
    #[must_use]
    pub const fn as_duration(self) -> Duration {
        self.0
    }

    /// The DER element. Parts that are zero are left out, so the SEQUENCE is never empty (C32).
    #[must_use]
    pub fn to_der(self) -> Vec<u8> {
        let micros = self.0.subsec_micros();
        let parts = [
            (encode::INTEGER, self.0.as_secs()),
            (encode::context_primitive(0), u64::from(micros / 1000)),
            (encode::context_primitive(1), u64::from(micros % 1000)),
        ];
        let elements: Vec<Vec<u8>> =
            parts.iter().filter(|(_, value)| *value != 0).map(|(tag, value)| integer(*tag, *value)).collect();
        let parts: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
        encode::tlv(encode::SEQUENCE, &parts)
    }
}

/// A non-negative INTEGER below 2^15 under `tag`, in the fewest octets.
fn integer(tag: u8, value: u64) -> Vec<u8> {
    let [.., high, low] = value.to_be_bytes();
    if high == 0 && low < 0x80 { encode::tlv(tag, &[&[low]]) } else { encode::tlv(tag, &[&[high, low]]) }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

pub(crate) const NANOS_PER_SEC: u64 = 1_000_000_000;

#[cfg(test)]
mod tests;
