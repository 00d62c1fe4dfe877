//! Where the sequencer gets its time from.

use std::fmt::Debug;

use tsa_core::TimeReading;

/// Something that can say what time it is and how far it may be off.
///
/// Implemented once, by the daemon's clock; tests drive it by hand.
pub trait Clock: Debug + Send + Sync {
    /// One reading, taken now. Must not block: the sequencer calls it while it holds its lock.
    fn read(&self) -> TimeReading;
}
