//! The issuance record: what was about to be signed is written down before a key is used.
//!
//! `Sequencer::append` turns a granted request into a [`Recorded`]; keys sign nothing else. In this version the
//! record lives in memory (feature `volatile`); the seam is the final one.
//!
//! [`durable`] holds the order of system calls by which files survive a crash; other crates keep their state by it.

mod clock;
pub mod durable;
mod outcome;
mod recorded;
#[cfg(feature = "volatile")]
mod sequencer;

pub use clock::Clock;
pub use outcome::{Outcome, Tally};
pub use recorded::Recorded;
#[cfg(feature = "volatile")]
pub use sequencer::Sequencer;
