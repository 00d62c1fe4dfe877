//! Reading a journal from the outside: records in order, one group in memory at a time. Needs no lock and changes
//! nothing, so it also works beside a running daemon.

use std::path::{Path, PathBuf};

use tsa_core::asn1::tsp::TstInfo;
use tsa_core::merkle::Hash;
use tsa_core::{GenTime, SerialNumber, TimeReading, UnixTime};

use crate::disk::RealDisk;
use crate::entry::{FailedRecord, Record, TokenRecord, Totals};
use crate::error::{JournalError, Malformed};
use crate::replay::Replay;
use crate::state::Leaf;
use crate::writer::FormerLog;

/// Goes through the records of a journal and checks every one against those before.
#[derive(Debug)]
pub struct Reader {
    replay: Replay<'static>,
    directory: PathBuf,
}

/// A record with what goes with it.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The record.
    pub record: &'a Record<'a>,
    /// Its leaf, if it takes one.
    pub leaf: Option<Leaf>,
    /// The counts after it.
    pub totals: Totals,
}

impl Reader {
    /// From the first record that is kept.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn open(directory: &Path) -> Result<Self, JournalError> {
        Ok(Self { replay: Replay::from_first(&RealDisk, directory)?, directory: directory.into() })
    }

    /// From the beginning of the segment that holds leaf `index`, or of the first that is kept.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn open_at(directory: &Path, index: u64) -> Result<Self, JournalError> {
        Ok(Self { replay: Replay::from_leaf(&RealDisk, directory, index)?, directory: directory.into() })
    }

    /// The origin of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.replay.origin
    }

    /// The log before this one, if its state was rolled back.
    #[must_use]
    pub const fn former(&self) -> Option<&FormerLog> {
        self.replay.former.as_ref()
    }

    /// The counts so far.
    #[must_use]
    pub const fn totals(&self) -> &Totals {
        &self.replay.state.totals
    }

    /// The root of the log over the leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.replay.state.frontier.root()
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Takes the next group and hands out its records. `false` at the end of the last whole group: later there may be
    /// more.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn group(&mut self, mut visit: impl FnMut(Entry<'_>)) -> Result<bool, JournalError> {
        self.replay.group(|record, leaf, state| {
            visit(Entry { record, leaf, totals: state.totals });
            Ok(())
        })
    }
}

impl TokenRecord<'_> {
    /// The serial number.
    ///
    /// # Errors
    /// [`Malformed`] when the TSTInfo is not one of ours; a [`Reader`] has checked that.
    pub fn serial(&self) -> Result<SerialNumber, Malformed> {
        SerialNumber::from_content(self.tst_info()?.serial_number.as_bytes())
            .ok_or(Malformed("a serial number does not have the form of ours"))
    }

    /// The time that the token states.
    ///
    /// # Errors
    /// As [`Self::serial`].
    pub fn gen_time(&self) -> Result<UnixTime, Malformed> {
        GenTime::parse(self.tst_info()?.gen_time).map_err(|_| Malformed("a genTime is unreadable"))
    }

    /// The TSTInfo's fields.
    ///
    /// # Errors
    /// As [`Self::serial`].
    pub fn tst_info(&self) -> Result<TstInfo<'_>, Malformed> {
        TstInfo::decode(self.tst_info).map_err(|_| Malformed("a TSTInfo is not DER"))
    }
}

/// All that a journal knows about one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The serial number.
    pub serial: SerialNumber,
    /// The time that the token states.
    pub gen_time: UnixTime,
    /// The reading from which it was fixed.
    pub reading: TimeReading,
    /// SHA-256 of the signedAttrs that the key was given.
    pub signed_attributes_sha256: [u8; 32],
    /// SHA-256 of the signer's certificate.
    pub certificate_sha256: [u8; 32],
    /// The profile.
    pub profile: String,
    /// The access key.
    pub access_key: Option<Vec<u8>>,
    /// The DER of the TSTInfo.
    pub tst_info: Vec<u8>,
    /// Its outcome; `None` while it is unresolved.
    pub outcome: Option<ShownOutcome>,
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownOutcome {
    /// It was made and may have left.
    Issued {
        /// SHA-256 of the token.
        token_sha256: [u8; 32],
    },
    /// It was not made.
    Void(FailedRecord),
}

/// Looks a token up by its serial number: from the segment that holds its index on, until its outcome is found.
///
/// # Errors
/// [`JournalError`]. `Ok(None)` when no record has this serial number, or its segment has been dropped.
pub fn show(directory: &Path, serial: SerialNumber) -> Result<Option<Shown>, JournalError> {
    let index = serial.index();
    let mut reader = Reader::open_at(directory, index.value())?;
    let mut shown = None;
    let mut outcome = None;
    loop {
        let more = reader.group(|entry| match entry.record {
            Record::Token(token) if token.index == index => shown = Shown::of(token, serial),
            Record::Issued { token, token_sha256 } if *token == index => {
                outcome = Some(ShownOutcome::Issued { token_sha256: *token_sha256 });
            }
            Record::Failed(failed) if failed.token == index => outcome = Some(ShownOutcome::Void(*failed)),
            _ => {}
        })?;
        let absent = shown.is_none() && reader.totals().leaves > index.value();
        if !more || absent || outcome.is_some() {
            return Ok(shown.map(|shown| Shown { outcome, ..shown }));
        }
    }
}

impl Shown {
    /// `None` when the record under this index has another serial number: the number is a foreign one.
    fn of(token: &TokenRecord<'_>, serial: SerialNumber) -> Option<Self> {
        (token.serial().ok()? == serial).then_some(())?;
        Some(Self {
            serial,
            gen_time: token.gen_time().ok()?,
            reading: token.reading,
            signed_attributes_sha256: token.signed_attributes_sha256,
            certificate_sha256: token.certificate_sha256,
            profile: token.profile.to_owned(),
            access_key: token.access_key.map(<[u8]>::to_vec),
            tst_info: token.tst_info.to_vec(),
            outcome: None,
        })
    }
}
