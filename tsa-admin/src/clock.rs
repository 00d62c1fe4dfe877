//! The only reader of the clock in this crate. It dates certificates and decides what is valid *now*; nothing here
//! puts a time into a token.

use crate::time::UtcTime;

/// The present, by the system's clock.
pub(crate) fn now() -> UtcTime {
    UtcTime::from(jiff::Timestamp::now())
}
