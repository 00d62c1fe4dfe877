//! The proof that a record was written.

use std::sync::Arc;

use tsa_core::{Draft, GenTime, SerialNumber, TimeReading, Tsu};

/// A draft whose record is written. Only the sequencer makes one, and keys sign nothing else: this type is why no
/// token can exist that was not recorded first.
#[derive(Debug)]
pub struct Recorded {
    draft: Draft,
    reading: TimeReading,
}

impl Recorded {
    pub(crate) const fn new(draft: Draft, reading: TimeReading) -> Self {
        Self { draft, reading }
    }

    /// The octets that the key signs (RFC 5652 §5.4).
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        self.draft.to_be_signed()
    }

    /// The unit whose key has to sign.
    #[must_use]
    pub const fn tsu(&self) -> &Arc<Tsu> {
        self.draft.tsu()
    }

    /// The serial number that is now spent.
    #[must_use]
    pub const fn serial(&self) -> SerialNumber {
        self.draft.serial()
    }

    /// The time that the token will state.
    #[must_use]
    pub const fn gen_time(&self) -> GenTime {
        self.draft.gen_time()
    }

    /// The reading from which that time was fixed.
    #[must_use]
    pub const fn reading(&self) -> &TimeReading {
        &self.reading
    }

    /// Gives the draft up for completion.
    #[must_use]
    pub fn into_draft(self) -> Draft {
        self.draft
    }
}
