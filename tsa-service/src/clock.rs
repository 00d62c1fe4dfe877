//! The only reader of the clock.
//!
//! Everything else is given a reading. `clippy.toml` bans the two `now()` functions outside this file.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The monotonic time, for durations and deadlines.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the monotonic clock")]
pub fn monotonic() -> Instant {
    Instant::now()
}

/// The system's wall clock (CLOCK_REALTIME) as the time since 1970-01-01T00:00:00Z; zero when it stands before that.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the wall clock")]
pub fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO)
}

/// Whether the wall clock stands before this program was written: then it is wrong beyond doubt.
pub fn is_impossible(since_epoch: Duration) -> bool {
    since_epoch.as_secs() < WRITTEN
}

/// 2026-11-01T00:00:00Z.
const WRITTEN: u64 = 1_793_491_200;
