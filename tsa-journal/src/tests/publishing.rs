//! The log's files: what they hold, that they are durable before a checkpoint covers them, and that they can be made again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tsa_core::checkpoint::{Checkpoint, SignedCheckpoint};
use tsa_core::leaf::read_bundle;
use tsa_core::merkle::{
    self, Frontier, Hash, ProofPlan, Tile, TileKind, leaf_hash, verify_consistency, verify_inclusion,
};
use tsa_core::note::{CosignatureTime, KeyName, NoteSignature, VerifierKey};
use tsa_core::{GenTimeUnit, Refusal};

use crate::checkpoint::{CheckpointSigner, Cosigner, DurableCheckpoint, NotSigned};
use crate::disk::Disk;
use crate::error::JournalError;
use crate::open::create_on;
use crate::outcome::Outcome;
use crate::publisher::{PublishOptions, Publisher};
use crate::sequencer::{Sequencer, Unobserved};
use crate::testing::fault::{Failure, FaultDisk};
use crate::testing::sim::SimDisk;
use crate::testing::{Dice, HandClock, ORIGIN, block_on, create_options, grant, opening};
use crate::watermark;

/// Signs with octets that mean nothing: signatures are the key's business.
#[derive(Debug)]
struct Key(u8);

impl CheckpointSigner for Key {
    fn sign(&self, _: &DurableCheckpoint) -> Result<NoteSignature, NotSigned> {
        Ok(NoteSignature::ed25519(&KeyName::new(ORIGIN).unwrap(), &[self.0; 32], &[self.0; 64]))
    }

    fn verifier_key(&self) -> &VerifierKey {
        unreachable!("nothing here verifies")
    }
}

impl Cosigner for Key {
    fn cosign(&self, _: &Checkpoint, time: CosignatureTime) -> Result<NoteSignature, NotSigned> {
        let name = KeyName::new("tsa.example/clock").unwrap();
        Ok(NoteSignature::cosignature(&name, &[self.0; 32], time, &[self.0; 64]))
    }

    fn verifier_key(&self) -> &VerifierKey {
        unreachable!("nothing here verifies")
    }
}

struct Log {
    disk: SimDisk,
    clock: Arc<HandClock>,
}

impl Log {
    fn new() -> Self {
        let disk = SimDisk::new();
        create_on(&*disk.shared(), &create_options(), None).unwrap();
        Self { disk, clock: Arc::new(HandClock::new()) }
    }

    fn sequencer(&self) -> Arc<Sequencer> {
        let opening = opening(&self.disk.shared(), &self.clock);
        let opening = crate::open::Opening { segment_size: 20_000, reserve: 4096, ..opening };
        Arc::new(Sequencer::open_on(&opening, 64, Arc::new(Unobserved)).unwrap().sequencer)
    }

    fn publisher(&self, disk: &Arc<dyn Disk>, sequencer: &Arc<Sequencer>) -> Result<Publisher, JournalError> {
        let options = PublishOptions {
            directory: directory(),
            journal: create_options().directory,
            watermark: create_options().watermark,
            signer: Box::new(Key(1)),
            cosigner: Box::new(Key(2)),
            clock: Arc::<HandClock>::clone(&self.clock),
        };
        Publisher::open_on(Arc::clone(disk), Arc::clone(sequencer), options)
    }

    /// The newest checkpoint that is served.
    fn checkpoint(&self) -> Option<Checkpoint> {
        let octets = self.disk.contents(&directory().join("checkpoint"))?;
        Some(SignedCheckpoint::parse(&octets).unwrap().checkpoint().clone())
    }

    fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        self.disk.contents(&directory().join(tile.to_string()))
    }

    /// Looks at every tile that a checkpoint covers, as a stranger would. Returns the leaf hashes.
    fn check(&self, checkpoint: &Checkpoint) -> Vec<Hash> {
        let size = checkpoint.size();
        let mut leaves = Vec::new();
        for tile in Tile::grown(TileKind::Entries, 0, size) {
            let bundle = self.tile(tile).unwrap_or_else(|| panic!("{tile} of {size} is missing"));
            leaves.extend(read_bundle(&bundle, tile.width()).unwrap().into_iter().map(leaf_hash));
        }
        let mut frontier = Frontier::new();
        let mut nodes = BTreeMap::new();
        for leaf in &leaves {
            frontier.push_each(*leaf, |node, hash| {
                nodes.insert(node, hash);
            });
        }
        assert_eq!((frontier.size(), frontier.root()), (size, *checkpoint.root()));
        for kind in Tile::levels(size) {
            let TileKind::Hashes(level) = kind else { panic!("not a level") };
            for tile in Tile::grown(kind, 0, size) {
                let octets = self.tile(tile).unwrap_or_else(|| panic!("{tile} of {size} is missing"));
                for (at, hash) in tile.hashes(&octets).unwrap().iter().enumerate() {
                    let node = merkle::Node { level: level * 8, index: tile.index() * 256 + at as u64 };
                    assert_eq!(nodes.get(&node), Some(hash));
                }
            }
        }
        leaves
    }

    fn files(&self, path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        for name in self.disk.list(path).unwrap() {
            let path = path.join(name);
            match self.disk.contents(&path) {
                Some(octets) => drop(files.insert(path, octets)),
                None => files.append(&mut self.files(&path)),
            }
        }
        files
    }
}

fn directory() -> PathBuf {
    "/state/log".into()
}

fn issue(sequencer: &Sequencer, tokens: usize) {
    for round in 0..tokens {
        let serial = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
        if round % 4 == 0 {
            sequencer.conclude(serial, &Outcome::Failed(Refusal::SigningFailed)).unwrap();
        }
    }
}

fn publish(publisher: &mut Publisher) -> Option<u64> {
    let checkpoint = publisher.prepare().unwrap()?;
    let size = checkpoint.checkpoint().size();
    publisher.release(checkpoint, Vec::new()).unwrap();
    Some(size)
}

#[test]
fn what_is_published_makes_up_the_tree_and_proves_what_was_published_before() {
    let log = Log::new();
    let sequencer = log.sequencer();
    let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
    assert_eq!(publish(&mut publisher), Some(0));
    let mut before = log.checkpoint().unwrap();
    for tokens in [1, 3, 200, 20, 300, 1, 40] {
        issue(&sequencer, tokens);
        let size = publish(&mut publisher).unwrap();
        assert_eq!(size, sequencer.durable_leaves());
        let checkpoint = log.checkpoint().unwrap();
        assert_eq!(checkpoint.size(), size);
        let leaves = log.check(&checkpoint);

        let hash_of = |node| {
            let tile = Tile::holding(node, size).unwrap();
            tile.hash_of(node, &log.tile(tile).unwrap())
        };
        let proof = ProofPlan::consistency(before.size(), size).unwrap().prove(hash_of).unwrap();
        verify_consistency(before.size(), before.root(), size, checkpoint.root(), &proof).unwrap();
        for index in [0, size / 2, size - 1] {
            let proof = ProofPlan::inclusion(index, size).unwrap().prove(hash_of).unwrap();
            verify_inclusion(index, size, &leaves[index as usize], &proof, checkpoint.root()).unwrap();
        }
        before = checkpoint;
    }
    assert!(before.size() > 512);
    let mark = watermark::peek(&log.disk, &create_options().watermark).unwrap();
    assert_eq!((mark.size, mark.root), (before.size(), *before.root()));
    // Partial forms of a full tile go with the next write, the newest stays.
    let partial = log
        .files(&directory().join("tile/0"))
        .into_keys()
        .filter(|path| path.parent().is_some_and(|parent| parent.ends_with("000.p")));
    assert_eq!(partial.count(), 0);
}

#[test]
fn nothing_new_is_published_once_and_again_after_ten_minutes() {
    let log = Log::new();
    let sequencer = log.sequencer();
    let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
    issue(&sequencer, 2);
    let size = publish(&mut publisher).unwrap();
    log.clock.0.fetch_add(599_000, Ordering::SeqCst);
    assert_eq!(publish(&mut publisher), None);
    log.clock.0.fetch_add(1_000, Ordering::SeqCst);
    assert_eq!(publish(&mut publisher), Some(size));

    // Both are in the archive of their day, one after the other, with their times.
    let archive = log.files(&directory().join("checkpoints"));
    assert_eq!(archive.keys().collect::<Vec<_>>(), [Path::new("/state/log/checkpoints/2026-11-22")]);
    let archive = String::from_utf8(archive.into_values().next().unwrap()).unwrap();
    let mut times = Vec::new();
    let mut blocks = archive.split_terminator("\n\n");
    while let (Some(text), Some(signatures)) = (blocks.next(), blocks.next()) {
        let note = SignedCheckpoint::parse(format!("{text}\n\n{signatures}\n").as_bytes()).unwrap();
        assert_eq!(note.checkpoint().size(), size);
        times.extend(
            note.note().signatures().iter().filter_map(|s| s.as_cosignature()).map(|(t, _)| t.as_secs()),
        );
    }
    assert_eq!(times.len(), 2);
    assert_eq!(times[1] - times[0], 600);
}

#[test]
fn lost_files_are_made_again_with_the_same_octets() {
    let log = Log::new();
    let sequencer = log.sequencer();
    let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
    issue(&sequencer, 240);
    publish(&mut publisher).unwrap();
    let tiles = directory().join("tile");
    let before = log.files(&tiles);
    for (at, path) in before.keys().enumerate() {
        if at % 2 == 0 {
            log.disk.remove(path).unwrap();
        }
    }
    let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
    publish(&mut publisher).unwrap();
    assert_eq!(log.files(&tiles), before);

    // A changed octet in the edge is noticed.
    let edge =
        before.keys().find(|path| path.parent().is_some_and(|p| p.ends_with("entries/001.p"))).unwrap();
    log.disk.change(edge, 20, |octet| octet ^ 1);
    let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
    publish(&mut publisher).unwrap();
    assert_eq!(log.files(&tiles), before);
}

#[test]
fn t3_every_call_of_the_publisher_fails_once() {
    let mut failures = 0;
    for failure in [Failure::Error, Failure::ErrorButDone] {
        for at in 0.. {
            let log = Log::new();
            let sequencer = log.sequencer();
            let (failing, plan) = FaultDisk::over(log.disk.shared(), at, failure);
            let mut publisher = match log.publisher(&failing, &sequencer) {
                Ok(publisher) => publisher,
                Err(_) => log.publisher(&failing, &sequencer).unwrap(),
            };
            for _ in 0..2 {
                issue(&sequencer, 3);
                loop {
                    let Ok(checkpoint) = publisher.prepare() else { continue };
                    let Some(checkpoint) = checkpoint else { break };
                    while publisher.release(checkpoint.clone(), Vec::new()).is_err() {}
                }
                let checkpoint = log.checkpoint().unwrap();
                assert_eq!(checkpoint.size(), sequencer.durable_leaves());
                log.check(&checkpoint);
            }
            if plan.hit().is_none() {
                break;
            }
            failures += 1;
        }
    }
    println!("{failures} faults passed, 0 failed");
    assert!(failures > 60);
}

#[test]
fn t2_after_a_loss_of_power_every_served_checkpoint_has_its_tiles() {
    let mut images = 0;
    for seed in 0..4 {
        let log = Log::new();
        let settled = log.disk.view();
        log.disk.settle();
        {
            let sequencer = log.sequencer();
            let mut publisher = log.publisher(&log.disk.shared(), &sequencer).unwrap();
            for tokens in [2, 5, 1] {
                issue(&sequencer, tokens);
                publish(&mut publisher).unwrap();
            }
        }
        let mut dice = Dice(seed);
        let mut history = log.disk.history(&settled);
        loop {
            for _ in 0..6 {
                images += 1;
                let crashed =
                    Log { disk: SimDisk::with(history.crash(&mut dice)), clock: Arc::clone(&log.clock) };
                let served = crashed.checkpoint();
                if let Some(served) = &served {
                    crashed.check(served);
                }
                let sequencer = crashed.sequencer();
                let mut publisher = crashed.publisher(&crashed.disk.shared(), &sequencer).unwrap();
                issue(&sequencer, 1);
                publish(&mut publisher).unwrap();
                let now = crashed.checkpoint().unwrap();
                assert!(served.is_none_or(|served| served.size() <= now.size()));
                crashed.check(&now);
                for (path, octets) in crashed.files(&directory().join("checkpoints")) {
                    let text = String::from_utf8(octets).unwrap();
                    assert!(text.ends_with("\n\n"), "{}: {text}", path.display());
                    assert_eq!(text.split_terminator("\n\n").count() % 2, 0);
                }
            }
            if history.step().is_none() {
                break;
            }
        }
    }
    println!("{images} images passed, 0 failed (seeds 0 to 3)");
    assert!(images > 2000);
}
