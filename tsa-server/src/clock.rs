//! The clock as the journal reads it.

use std::time::Duration;

use tsa_core::{TimeReading, TimeState, UnixTime};
use tsa_journal::Clock;
pub use tsa_service::clock::monotonic;

/// `kind = "system-clock"`: the operator takes the system clock at its word. The error is stated as zero and the state
/// as unproven, so that every record says on what footing it stands.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn read(&self) -> TimeReading {
        let nanos = tsa_service::clock::since_epoch().as_nanos();
        let now = UnixTime::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        TimeReading { now, error: Duration::ZERO, state: TimeState::Unproven }
    }
}
