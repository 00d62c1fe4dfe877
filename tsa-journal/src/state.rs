//! Where the journal stands: what follows from all records so far.

use sha2::{Digest as _, Sha256};
use tsa_core::asn1::tsp::TstInfo;
use tsa_core::leaf::{TokenEntry, VoidEntry};
use tsa_core::merkle::{self, Frontier, Hash};
use tsa_core::{LeafIndex, SerialNumber, UnixTime};

use crate::entry::{Record, Seal, Start, TokenRecord, Totals};
use crate::error::Malformed;
use crate::segment::Group;

/// The state after some record. Writing and reading go through the same [`State::apply`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// The check value of the last group.
    pub(crate) chain: Hash,
    /// The number of the next group.
    pub(crate) next_group: u64,
    pub(crate) totals: Totals,
    pub(crate) last_gen_time: Option<UnixTime>,
    /// The tree of the log.
    pub(crate) frontier: Frontier,
}

/// What a record adds to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its index.
    pub index: LeafIndex,
    /// Its entry, as it stands in an entry bundle (without the length).
    pub entry: Vec<u8>,
}

impl State {
    /// The state before a segment whose first group is this: what its start record says.
    pub(crate) fn before(group: &Group<'_>, start: &Start<'_>) -> Self {
        Self {
            chain: group.before,
            next_group: group.number,
            totals: start.totals,
            last_gen_time: start.last_gen_time,
            frontier: start.frontier.clone(),
        }
    }

    /// Checks that a group follows.
    pub(crate) fn follows(&self, group: &Group<'_>) -> Result<(), Malformed> {
        if group.number == self.next_group && group.before == self.chain {
            Ok(())
        } else {
            Err(Malformed("a whole group does not follow from the one before"))
        }
    }

    /// Counts a group whose records have been applied.
    pub(crate) const fn close_group(&mut self, chain: Hash) {
        self.chain = chain;
        self.next_group = self.next_group.saturating_add(1);
    }

    /// Takes a record in.
    ///
    /// # Errors
    /// The record does not follow from the state, which then stays as it was.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Result<Option<Leaf>, Malformed> {
        match record {
            Record::Start(start) => {
                self.check_start(start)?;
                self.last_gen_time = start.last_gen_time;
                Ok(None)
            }
            Record::Token(token) => self.apply_token(token).map(Some),
            Record::Issued { token, .. } => {
                self.check_outcome(*token)?;
                self.totals.issued = self.totals.issued.saturating_add(1);
                Ok(None)
            }
            Record::Failed(failed) => {
                self.check_outcome(failed.token)?;
                self.check_next(failed.index)?;
                self.totals.void = self.totals.void.saturating_add(1);
                Ok(Some(self.push(failed.index, VoidEntry::new(failed.token, failed.reason).to_bytes())))
            }
            Record::Seal(seal) if *seal == self.seal() => Ok(None),
            Record::Seal(_) => Err(Malformed("a seal does not say what the records before it say")),
            Record::Event { .. } => Ok(None),
        }
    }

    /// What the seal of a segment that ends here says.
    pub(crate) fn seal(&self) -> Seal {
        Seal { totals: self.totals, last_gen_time: self.last_gen_time, root: self.frontier.root() }
    }

    fn check_start(&self, start: &Start<'_>) -> Result<(), Malformed> {
        if start.totals == self.totals
            // Above it when the watermark knew of a later one.
            && start.last_gen_time >= self.last_gen_time
            && start.frontier == self.frontier
            && self.frontier.size() == self.totals.leaves
        {
            Ok(())
        } else {
            Err(Malformed("a segment does not begin where the one before ends"))
        }
    }

    /// An outcome belongs to a token that was recorded, and each token has at most one.
    const fn check_outcome(&self, token: LeafIndex) -> Result<(), Malformed> {
        if token.value() < self.totals.leaves && self.totals.unresolved() > 0 {
            Ok(())
        } else {
            Err(Malformed("an outcome belongs to no token"))
        }
    }

    fn apply_token(&mut self, token: &TokenRecord<'_>) -> Result<Leaf, Malformed> {
        let info = TstInfo::decode(token.tst_info).map_err(|_| Malformed("a TSTInfo is not DER"))?;
        self.check_next(token.index)?;
        // C26: the low 48 bits of the serial number are the leaf index.
        let serial = SerialNumber::from_content(info.serial_number.as_bytes());
        if serial.map(|serial| serial.index()) != Some(token.index) {
            return Err(Malformed("a serial number does not end in the index of its record"));
        }
        let digest = Sha256::digest(token.tst_info).into();
        let entry = TokenEntry::new(token.certificate_sha256, info.policy, info.gen_time, digest)
            .map_err(|_| Malformed("a TSTInfo makes no entry of the log"))?;
        self.totals.tokens = self.totals.tokens.saturating_add(1);
        self.last_gen_time = self.last_gen_time.max(Some(entry.time()));
        Ok(self.push(token.index, entry.to_bytes()))
    }

    fn check_next(&self, index: LeafIndex) -> Result<(), Malformed> {
        if index.value() == self.totals.leaves {
            Ok(())
        } else {
            Err(Malformed("a leaf index is not the next one"))
        }
    }

    fn push(&mut self, index: LeafIndex, entry: Vec<u8>) -> Leaf {
        self.totals.leaves = self.totals.leaves.saturating_add(1);
        self.frontier.push(merkle::leaf_hash(&entry));
        Leaf { index, entry }
    }
}
