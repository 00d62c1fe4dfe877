//! The records of the journal and their octets. The format is `docs/journal-format.md`; this file and `segment.rs` are
//! all the code that knows it.

use std::time::Duration;

use tsa_core::leaf::VoidReason;
use tsa_core::merkle::{Frontier, Hash};
use tsa_core::{LeafIndex, TimeReading, TimeState, UnixTime};

use crate::cursor::{Cursor, push_short};
use crate::error::Malformed;

/// One record, borrowing from the group it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record<'a> {
    /// The first record of every segment: where the journal stood before it.
    Start(Start<'a>),
    /// What was about to be signed. Takes a leaf of the log.
    Token(TokenRecord<'a>),
    /// The token was made and may have left.
    Issued {
        /// The leaf index of its token record.
        token: LeafIndex,
        /// SHA-256 of the token's DER.
        token_sha256: [u8; 32],
    },
    /// No token was made. Takes a leaf of the log: the void entry.
    Failed(FailedRecord),
    /// The last record of a finished segment: where the journal stands after it.
    Seal(Seal),
    /// Something about the service that is no issuance, of a kind that this version does not know.
    Event {
        /// The kind number, 32 to 63.
        kind: u8,
        /// Its content.
        content: &'a [u8],
    },
}

/// Where the journal stood before a segment. With it each segment can be read without the ones before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start<'a> {
    /// The number of the segment; the first of a journal is 1.
    pub segment: u64,
    /// The origin of the log.
    pub origin: &'a str,
    /// The counts so far.
    pub totals: Totals,
    /// The highest genTime so far.
    pub last_gen_time: Option<UnixTime>,
    /// The right edge of the log's tree so far; its size is `totals.leaves`.
    pub frontier: Frontier,
    /// The log that this one follows after a rollback was accepted.
    pub former: Option<Former<'a>>,
}

/// A log that was ended because its state was rolled back: its last known checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former<'a> {
    /// Its origin.
    pub origin: &'a str,
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// How many of each there are since index 0 of the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Leaves of the log: tokens and voids.
    pub leaves: u64,
    /// Token records.
    pub tokens: u64,
    /// Tokens that were made.
    pub issued: u64,
    /// Tokens that were not: each has a void entry in the log.
    pub void: u64,
}

impl Totals {
    /// Token records without an outcome: their tokens may be with a client and count as issued in every audit.
    #[must_use]
    pub const fn unresolved(&self) -> u64 {
        self.tokens.saturating_sub(self.issued).saturating_sub(self.void)
    }
}

/// The record of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord<'a> {
    /// Its place in the log: the low 48 bits of the serial number.
    pub index: LeafIndex,
    /// The reading from which genTime was fixed.
    pub reading: TimeReading,
    /// SHA-256 of the DER signedAttrs that the key is given.
    pub signed_attributes_sha256: [u8; 32],
    /// SHA-256 of the signer's certificate.
    pub certificate_sha256: [u8; 32],
    /// The profile that granted it.
    pub profile: &'a str,
    /// The access key that was used, if the profile asks for one.
    pub access_key: Option<&'a [u8]>,
    /// The DER of the TSTInfo.
    pub tst_info: &'a [u8],
}

/// The record of a failure. Final: a signature that comes later is thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedRecord {
    /// The place of the void entry in the log.
    pub index: LeafIndex,
    /// The leaf index of the token record.
    pub token: LeafIndex,
    /// Why.
    pub reason: VoidReason,
}

/// Where the journal stands at the end of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The counts.
    pub totals: Totals,
    /// The highest genTime.
    pub last_gen_time: Option<UnixTime>,
    /// The root of the log.
    pub root: Hash,
}

impl<'a> Record<'a> {
    /// Appends `length ‖ kind ‖ content`.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; 4]);
        match self {
            Self::Start(record) => record.encode(out),
            Self::Token(record) => record.encode(out),
            Self::Issued { token, token_sha256 } => {
                out.push(KIND_ISSUED);
                push_u64(out, token.value());
                out.extend_from_slice(token_sha256);
            }
            Self::Failed(record) => {
                out.push(KIND_FAILED);
                push_u64(out, record.index.value());
                push_u64(out, record.token.value());
                out.push(record.reason.code());
            }
            Self::Seal(record) => {
                out.push(KIND_SEAL);
                push_totals(out, &record.totals);
                push_time(out, record.last_gen_time);
                out.extend_from_slice(&record.root);
            }
            Self::Event { kind, content } => {
                out.push(*kind);
                out.extend_from_slice(content);
            }
        }
        // A record is a few hundred octets, at most a request's 64 KiB and a little more.
        let length = u32::try_from(out.len().saturating_sub(start).saturating_sub(4)).unwrap_or(u32::MAX);
        if let Some(place) = out.get_mut(start..).and_then(<[u8]>::first_chunk_mut::<4>) {
            *place = length.to_be_bytes();
        }
    }

    /// Reads the next record of a group.
    pub(crate) fn decode(group: &mut Cursor<'a>) -> Result<Self, Malformed> {
        let length = usize::try_from(group.u32()?).map_err(|_| Malformed("a length is too large"))?;
        let mut record = Cursor::new(group.take(length)?);
        let kind = record.u8()?;
        let decoded = match kind {
            KIND_START => Self::Start(Start::decode(&mut record)?),
            KIND_TOKEN => Self::Token(TokenRecord::decode(&mut record)?),
            KIND_ISSUED => Self::Issued { token: leaf_index(&mut record)?, token_sha256: record.array()? },
            KIND_FAILED => Self::Failed(FailedRecord {
                index: leaf_index(&mut record)?,
                token: leaf_index(&mut record)?,
                reason: VoidReason::from_code(record.u8()?)
                    .ok_or(Malformed("the reason of a failure is unknown"))?,
            }),
            KIND_SEAL => Self::Seal(Seal {
                totals: totals(&mut record)?,
                last_gen_time: time(&mut record)?,
                root: record.array()?,
            }),
            32..=63 => Self::Event { kind, content: record.rest() },
            _ => return Err(Malformed("a record is of a kind that this version does not know")),
        };
        record.finish()?;
        Ok(decoded)
    }
}

impl<'a> Start<'a> {
    fn encode(&self, out: &mut Vec<u8>) {
        out.push(KIND_START);
        push_u64(out, self.segment);
        push_short(out, self.origin.as_bytes());
        push_totals(out, &self.totals);
        push_time(out, self.last_gen_time);
        // One hash for each bit that is set in the number of leaves: at most 48.
        out.extend_from_slice(self.frontier.to_bytes().get(8..).unwrap_or_default());
        out.push(u8::from(self.former.is_some()));
        if let Some(former) = &self.former {
            push_short(out, former.origin.as_bytes());
            push_u64(out, former.size);
            out.extend_from_slice(&former.root);
        }
    }

    fn decode(record: &mut Cursor<'a>) -> Result<Self, Malformed> {
        let segment = record.u64()?;
        let origin = record.text()?;
        let totals = totals(record)?;
        let last_gen_time = time(record)?;
        let mut edge = totals.leaves.to_be_bytes().to_vec();
        for _ in 0..totals.leaves.count_ones() {
            edge.extend_from_slice(record.take(32)?);
        }
        let frontier =
            Frontier::from_bytes(&edge).map_err(|_| Malformed("the edge of the tree is unusable"))?;
        let former = match record.u8()? {
            0 => None,
            1 => Some(Former { origin: record.text()?, size: record.u64()?, root: record.array()? }),
            _ => return Err(Malformed("a flag is neither 0 nor 1")),
        };
        Ok(Self { segment, origin, totals, last_gen_time, frontier, former })
    }
}

impl<'a> TokenRecord<'a> {
    fn encode(&self, out: &mut Vec<u8>) {
        out.push(KIND_TOKEN);
        push_u64(out, self.index.value());
        push_u64(out, self.reading.now.as_nanos());
        push_u64(out, u64::try_from(self.reading.error.as_nanos()).unwrap_or(u64::MAX));
        out.push(match self.reading.state {
            TimeState::Synced => 0,
            TimeState::Holdover => 1,
            TimeState::Unproven => 2,
            TimeState::Lost => 3,
        });
        out.extend_from_slice(&self.signed_attributes_sha256);
        out.extend_from_slice(&self.certificate_sha256);
        push_short(out, self.profile.as_bytes());
        push_short(out, self.access_key.unwrap_or_default());
        out.extend_from_slice(self.tst_info);
    }

    fn decode(record: &mut Cursor<'a>) -> Result<Self, Malformed> {
        Ok(Self {
            index: leaf_index(record)?,
            reading: TimeReading {
                now: UnixTime::from_nanos(record.u64()?),
                error: Duration::from_nanos(record.u64()?),
                state: match record.u8()? {
                    0 => TimeState::Synced,
                    1 => TimeState::Holdover,
                    2 => TimeState::Unproven,
                    3 => TimeState::Lost,
                    _ => return Err(Malformed("a time state is unknown")),
                },
            },
            signed_attributes_sha256: record.array()?,
            certificate_sha256: record.array()?,
            profile: record.text()?,
            access_key: Some(record.short()?).filter(|key| !key.is_empty()),
            tst_info: record.rest(),
        })
    }
}

fn push_u64(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_be_bytes());
}

fn push_totals(out: &mut Vec<u8>, totals: &Totals) {
    [totals.leaves, totals.tokens, totals.issued, totals.void].iter().for_each(|count| push_u64(out, *count));
}

/// 0 stands for "none yet".
fn push_time(out: &mut Vec<u8>, time: Option<UnixTime>) {
    push_u64(out, time.map_or(0, UnixTime::as_nanos));
}

fn totals(record: &mut Cursor<'_>) -> Result<Totals, Malformed> {
    Ok(Totals { leaves: record.u64()?, tokens: record.u64()?, issued: record.u64()?, void: record.u64()? })
}

fn time(record: &mut Cursor<'_>) -> Result<Option<UnixTime>, Malformed> {
    Ok(Some(record.u64()?).filter(|nanos| *nanos != 0).map(UnixTime::from_nanos))
}

fn leaf_index(record: &mut Cursor<'_>) -> Result<LeafIndex, Malformed> {
    LeafIndex::new(record.u64()?).ok_or(Malformed("a leaf index has more than 48 bits"))
}

const KIND_START: u8 = 1;
const KIND_TOKEN: u8 = 2;
const KIND_ISSUED: u8 = 3;
const KIND_FAILED: u8 = 4;
const KIND_SEAL: u8 = 5;

#[cfg(test)]
mod tests;
