//! The issuance record: what was about to be signed is durable before a key is used.
//!
//! [`Sequencer::append`] turns a granted request into a [`Recorded`]; keys sign nothing else. The record is a journal on
//! disk (`docs/journal-format.md`), or lives in memory (feature `volatile`) to measure what the disk costs.
//!
//! [`durable`] holds the order of system calls by which files survive a crash; other crates keep their state by it.

mod active;
mod checkpoint;
mod clock;
mod cursor;
mod disk;
pub mod durable;
mod entry;
mod error;
mod fresh;
mod open;
mod outcome;
mod publish_thread;
mod published;
mod publisher;
mod reader;
mod recorded;
mod recover;
mod replay;
mod retention;
mod segment;
mod sequencer;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tiles;
mod verify;
mod watermark;
mod witness;
mod writer;

pub use checkpoint::{CheckpointSigner, Cosigner, DurableCheckpoint, NotSigned};
pub use clock::Clock;
pub use entry::{FailedRecord, Former, Record, Seal, Start, TokenRecord, Totals};
pub use error::{JournalError, Malformed};
pub use open::{CreateOptions, Report, check_origin, create};
pub use outcome::{Concluded, Outcome, Tally};
pub use publish_thread::{PublishFault, PublishObserver, PublishSettings, PublishThread, Witnessing};
pub use published::PublishedLog;
pub use publisher::{PublishOptions, Publisher};
pub use reader::{Entry, Reader, Shown, ShownOutcome, show};
pub use recorded::Recorded;
pub use recover::{Recovered, accept_rollback, recover};
pub use retention::{SealedSegment, drop_segments, sealed_segments};
pub use segment::Tail;
pub use sequencer::{Fault, GroupWritten, Observer, OpenOptions, Opened, Sequencer};
pub use state::Leaf;
pub use verify::{Verified, verify};
pub use watermark::Mark;
pub use witness::{WitnessAnswer, WitnessError, WitnessPeer, WitnessTransport};
pub use writer::FormerLog;
