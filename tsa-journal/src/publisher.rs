//! Follows the record and publishes the log: tiles first, then the watermark, then the checkpoint.

use std::path::PathBuf;
use std::sync::Arc;

use tsa_core::checkpoint::{Checkpoint, SignedCheckpoint};
use tsa_core::merkle::Hash;
use tsa_core::note::{CosignatureTime, KeyName, NoteSignature, VerifierKey};
use tsa_core::{TimeState, UnixTime};

use crate::checkpoint::{Archive, CheckpointSigner, Cosigner, DurableCheckpoint};
use crate::clock::Clock;
use crate::disk::{Disk, RealDisk};
use crate::error::JournalError;
use crate::fresh::Taken;
use crate::replay::Replay;
use crate::sequencer::Sequencer;
use crate::tiles::{Tiles, make_directory};
use crate::watermark;

/// What the log is published with.
#[derive(Debug)]
pub struct PublishOptions {
    /// The log's directory: what is served under `/log/`. Made if it is not there.
    pub directory: PathBuf,
    /// The journal's directory.
    pub journal: PathBuf,
    /// The watermark file.
    pub watermark: PathBuf,
    /// The log's key.
    pub signer: Box<dyn CheckpointSigner>,
    /// The log's second key, with which it states the time.
    pub cosigner: Box<dyn Cosigner>,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

/// Publishes the log of a journal that is open in this process.
#[derive(Debug)]
pub struct Publisher {
    disk: Arc<dyn Disk>,
    sequencer: Arc<Sequencer>,
    origin: KeyName,
    journal: PathBuf,
    /// What is served under `/log/`.
    directory: PathBuf,
    tiles: Tiles,
    archive: Archive,
    signer: Box<dyn CheckpointSigner>,
    cosigner: Box<dyn Cosigner>,
    clock: Arc<dyn Clock>,
    /// Size and time of the last checkpoint of this process.
    last: Option<(u64, CosignatureTime)>,
}

impl Publisher {
    /// Takes the log's files up where the watermark says they are whole; if they are not, makes them again from the
    /// journal, which gives the same octets.
    ///
    /// # Errors
    /// [`JournalError`]; [`JournalError::LogLost`] when files are missing whose records have been dropped.
    pub fn open(sequencer: Arc<Sequencer>, options: PublishOptions) -> Result<Self, JournalError> {
        Self::open_on(Arc::new(RealDisk), sequencer, options)
    }

    pub(crate) fn open_on(
        disk: Arc<dyn Disk>,
        sequencer: Arc<Sequencer>,
        options: PublishOptions,
    ) -> Result<Self, JournalError> {
        let PublishOptions { directory, journal, watermark, signer, cosigner, clock } = options;
        make_directory(&*disk, &directory)
            .map_err(|source| JournalError::io("making", &directory, source))?;
        let mark = watermark::peek(&*disk, &watermark)?;
        let origin = KeyName::new(&mark.origin).ok_or_else(|| JournalError::Origin(mark.origin.clone()))?;
        let tiles = Tiles::load(Arc::clone(&disk), directory.clone(), mark.size, &mark.root)
            .unwrap_or_else(|| Tiles::new(Arc::clone(&disk), directory.clone()));
        let replay = Replay::from_leaf(&*disk, &journal, tiles.size())?;
        if replay.state.totals.leaves > tiles.size() {
            return Err(JournalError::LogLost(directory));
        }
        let archive = Archive::new(Arc::clone(&disk), directory.clone());
        Ok(Self {
            disk,
            sequencer,
            origin,
            journal,
            directory,
            tiles,
            archive,
            signer,
            cosigner,
            clock,
            last: None,
        })
    }

    /// The keys that sign, the log's own first.
    #[must_use]
    pub fn verifier_keys(&self) -> [&VerifierKey; 2] {
        [self.signer.verifier_key(), self.cosigner.verifier_key()]
    }

    /// The record that is published.
    pub(crate) const fn sequencer(&self) -> &Arc<Sequencer> {
        &self.sequencer
    }

    /// Makes a checkpoint over all durable leaves, signed and cosigned by the log's own keys: its tiles are durable and
    /// the watermark covers it. It is not served yet: [`Self::release`] does that, once witnesses have cosigned.
    ///
    /// `None` when there is nothing new, and while the time is lost, because every checkpoint states one.
    ///
    /// # Errors
    /// [`JournalError`]; but for [`JournalError::Fatal`] it can be called again.
    pub fn prepare(&mut self) -> Result<Option<SignedCheckpoint>, JournalError> {
        let durable = self.sequencer.durable_leaves();
        let reading = self.clock.read();
        if reading.state == TimeState::Lost {
            return Ok(None);
        }
        let Some(now) = CosignatureTime::new(reading.now.as_secs()) else { return Ok(None) };
        if let Some((size, time)) = self.last
            && size == durable
            && now.as_secs().saturating_sub(time.as_secs()) < IDLE
        {
            return Ok(None);
        }
        // A cosigner never states an earlier time than before.
        let now = self.last.map_or(now, |(_, last)| now.max(last));
        self.follow(durable)?;
        self.tiles.write()?;
        let (size, root) = (self.tiles.size(), self.tiles.root());
        self.sequencer.advance_watermark(size, root)?;
        let durable = DurableCheckpoint::new(Checkpoint::new(&self.origin, size, root));
        let mut signed = SignedCheckpoint::new(durable.checkpoint().clone());
        let unusable = |_| JournalError::NotSigned(crate::checkpoint::NotSigned);
        signed.add(self.signer.sign(&durable)?).map_err(unusable)?;
        signed.add(self.cosigner.cosign(durable.checkpoint(), now)?).map_err(unusable)?;
        self.last = Some((size, now));
        Ok(Some(signed))
    }

    /// Archives a checkpoint that [`Self::prepare`] made, with the cosignatures of witnesses if there are any, and serves it
    /// as the newest. Gives it back as it is served.
    ///
    /// # Errors
    /// What the system says; it can be called again.
    pub fn release(
        &mut self,
        mut checkpoint: SignedCheckpoint,
        cosignatures: Vec<NoteSignature>,
    ) -> Result<SignedCheckpoint, JournalError> {
        for cosignature in cosignatures {
            // One that is there already is there.
            let _ = checkpoint.add(cosignature);
        }
        let seconds = self.last.map_or(0, |(_, time)| time.as_secs());
        let day = UnixTime::from_secs(seconds).unwrap_or_default().to_string();
        self.archive.put(day.get(..10).unwrap_or_default(), &checkpoint)?;
        Ok(checkpoint)
    }

    /// Brings the tiles to so many leaves or more: takes over what the writer has just written, and reads the journal only
    /// for what it does not have any more.
    fn follow(&mut self, leaves: u64) -> Result<(), JournalError> {
        match self.sequencer.fresh_leaves(self.tiles.size()) {
            Some(taken) => self.take_over(&taken),
            None => self.read(leaves),
        }
    }

    fn take_over(&mut self, taken: &Taken) -> Result<(), JournalError> {
        let there = usize::try_from(self.tiles.size().saturating_sub(taken.first)).unwrap_or(usize::MAX);
        // On an error the rest is read from the journal the next time.
        taken.entries.iter().skip(there).try_for_each(|entry| self.tiles.push(entry))?;
        self.compare(taken.frontier.size(), taken.frontier.root())
    }

    /// Reads the records up to so many leaves.
    fn read(&mut self, leaves: u64) -> Result<(), JournalError> {
        let mut replay = Replay::from_leaf(&*self.disk, &self.journal, self.tiles.size())?;
        if replay.state.totals.leaves > self.tiles.size() {
            return Err(JournalError::LogLost(self.directory.clone()));
        }
        let tiles = &mut self.tiles;
        while replay.state.totals.leaves < leaves {
            let more = replay.group(|_, leaf, _| match leaf {
                // What the tiles hold already is passed over.
                Some(leaf) if leaf.index.value() == tiles.size() => tiles.push(&leaf.entry),
                _ => Ok(()),
            })?;
            if !more {
                return Err(JournalError::RolledBack {
                    what: format!("{leaves} leaves were durable, {} can be read", replay.state.totals.leaves),
                });
            }
        }
        self.compare(replay.state.frontier.size(), replay.state.frontier.root())
    }

    /// Holds the tree of the tiles against the tree of the record.
    fn compare(&self, size: u64, root: Hash) -> Result<(), JournalError> {
        if (self.tiles.size(), self.tiles.root()) == (size, root) {
            return Ok(());
        }
        Err(JournalError::RolledBack {
            what: format!("the log's files do not follow from its records at {size} leaves"),
        })
    }
}

/// Seconds after which an idle log states the time anew.
const IDLE: u64 = 600;
