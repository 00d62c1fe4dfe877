//! The only reader of the clock.
//!
//! Everything else is given a reading. `clippy.toml` bans the two `now()` functions outside this file.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tsa_core::{TimeReading, TimeState, UnixTime};
use tsa_journal::Clock;

/// `kind = "system-clock"`: the operator takes the system clock at its word. The error is stated as zero and the state
/// as unproven, so that every record says on what footing it stands.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn read(&self) -> TimeReading {
        TimeReading { now: wall(), error: Duration::ZERO, state: TimeState::Unproven }
    }
}

/// The monotonic time, for durations and deadlines.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the monotonic clock")]
pub fn monotonic() -> Instant {
    Instant::now()
}

/// The system's wall clock (CLOCK_REALTIME); the epoch itself when it stands before 1970.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the wall clock")]
fn wall() -> UnixTime {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    UnixTime::from_nanos(u64::try_from(since_epoch.as_nanos()).unwrap_or(u64::MAX))
}
