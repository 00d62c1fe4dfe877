//! What time it is, in the milliseconds of the store, and a clock moved by hand, so that expiry and limits can be tried at
//! any hour.

use std::sync::atomic::{AtomicI64, Ordering};

use tsa_core::UnixTime;

/// Milliseconds since 1970-01-01T00:00:00 UTC, as stored in the database.
pub type Millis = i64;

/// One second in [`Millis`].
pub const SECOND: Millis = 1_000;
/// One minute in [`Millis`].
pub const MINUTE: Millis = 60 * SECOND;
/// One hour in [`Millis`].
pub const HOUR: Millis = 60 * MINUTE;
/// One day in [`Millis`].
pub const DAY: Millis = 24 * HOUR;

/// Something that knows what time it is.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970 UTC.
    fn now(&self) -> Millis;
}

/// The clock of the machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        Millis::try_from(tsa_service::clock::since_epoch().as_millis()).unwrap_or(Millis::MAX)
    }
}

/// A moment of a [`Clock`] in whole seconds, as verifiers take it; `None` before 1970 and past 2554.
#[must_use]
pub fn unix_time(now: Millis) -> Option<UnixTime> {
    u64::try_from(now / SECOND).ok().and_then(UnixTime::from_secs)
}

/// A clock moved by hand; for tests of expiry and limits.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub const fn at(now: Millis) -> Self {
        Self(AtomicI64::new(now))
    }

    /// Moves the clock forward (or back, if negative).
    pub fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_counts_milliseconds_of_this_century() {
        let now = SystemClock.now();
        assert!(now > 1_700_000_000_000 && now < 4_102_444_800_000, "{now}");
    }

    #[test]
    fn a_hand_clock_moves_only_by_hand() {
        let clock = HandClock::at(5);
        assert_eq!(clock.now(), 5);
        clock.advance(HOUR);
        assert_eq!(clock.now(), 5 + HOUR);
    }
}
