//! Logs made by hand: large ones, and dishonest ones that the publisher would never make.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use ed25519_dalek::{Signer as _, SigningKey};
use tsa_core::asn1::Oid;
use tsa_core::checkpoint::{Checkpoint, SignedCheckpoint};
use tsa_core::leaf::{TokenEntry, push_to_bundle};
use tsa_core::merkle::{Frontier, Hash, Tile, TileKind};
use tsa_core::note::{CosignatureTime, KeyName, NoteSignature, SignatureType, VerifierKey};

/// A log under construction: one entry a second, a checkpoint whenever it is asked for.
struct Log<'a> {
    directory: &'a Path,
    tree: Frontier,
    /// The hashes of the last tile of each level, and the entries of the last bundle.
    edge: Vec<Vec<Hash>>,
    bundle: Vec<u8>,
    archive: String,
    /// What each entry differs by from that of another log.
    salt: u8,
}

impl<'a> Log<'a> {
    fn new(directory: &'a Path, salt: u8) -> Self {
        fs::create_dir_all(directory.join("checkpoints")).unwrap();
        let keys = format!("{}\n{}\n", verifier_key(LOG), verifier_key(TIME));
        fs::write(directory.join("vkey"), keys).unwrap();
        let (edge, bundle) = (vec![Vec::new(); 8], Vec::new());
        Self { directory, tree: Frontier::new(), edge, bundle, archive: String::new(), salt }
    }

    /// An entry that states the time `seconds` after the beginning.
    fn entry(&mut self, seconds: u64) {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let day = hours / 24 + 1;
        let time = format!("202601{day:02}{:02}{minutes:02}{seconds:02}Z", hours % 24);
        let mut digest = [self.salt; 32];
        digest[..8].copy_from_slice(&self.tree.size().to_be_bytes());
        let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap();
        let entry = TokenEntry::new([7; 32], policy, time.as_bytes(), digest).unwrap();
        push_to_bundle(&mut self.bundle, &entry.to_bytes()).unwrap();
        let edge = &mut self.edge;
        self.tree.push_each(entry.leaf_hash(), |node, hash| {
            if node.level % 8 == 0 {
                edge[usize::from(node.level / 8)].push(hash);
            }
        });
        if self.edge[0].len() == 256 {
            self.write_tiles();
            self.bundle.clear();
            self.edge.iter_mut().filter(|level| level.len() == 256).for_each(Vec::clear);
        }
    }

    fn write_tiles(&self) {
        let size = self.tree.size();
        for level in 0u8..8 {
            let hashes = &self.edge[usize::from(level)];
            if !hashes.is_empty() {
                let last = ((size >> (8 * level)) - 1) / 256;
                self.write(Tile::of(TileKind::Hashes(level), last, size).unwrap(), hashes.as_flattened());
            }
        }
        if !self.bundle.is_empty() {
            self.write(Tile::with_entry(size - 1, size).unwrap(), &self.bundle);
        }
    }

    fn write(&self, tile: Tile, octets: &[u8]) {
        let path = self.directory.join(tile.to_string());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, octets).unwrap();
    }

    /// Publishes a checkpoint, cosigned by the log and a witness `seconds` after the beginning.
    fn publish(&mut self, seconds: u64) {
        self.write_tiles();
        let origin = KeyName::new(LOG.0).unwrap();
        let mut signed = SignedCheckpoint::new(Checkpoint::new(&origin, self.tree.size(), self.tree.root()));
        let signature = key(LOG).sign(signed.note().to_be_signed()).to_bytes();
        signed.add(NoteSignature::ed25519(&origin, &public(LOG), &signature)).unwrap();
        let time = CosignatureTime::new(BEGIN + seconds).unwrap();
        for who in [TIME, WITNESS] {
            let signature = key(who).sign(&signed.note().to_be_cosigned(time)).to_bytes();
            let name = KeyName::new(who.0).unwrap();
            signed.add(NoteSignature::cosignature(&name, &public(who), time, &signature)).unwrap();
        }
        self.archive.push_str(&format!("{signed}\n"));
        fs::write(self.directory.join("checkpoints/2026-01-01"), &self.archive).unwrap();
        fs::write(self.directory.join("checkpoint"), signed.to_string()).unwrap();
    }
}

#[test]
fn a_large_log_is_checked_in_memory_that_does_not_grow() {
    let entries: u64 = std::env::var("LOG_ENTRIES").map_or(20_000, |number| number.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let mut log = Log::new(directory.path(), 0);
    for index in 0..entries {
        log.entry(index / 50);
        if index % 1000 == 999 {
            log.publish(index / 50 + 1);
        }
    }
    log.publish(entries / 50 + 1);
    // Whatever the number of entries: 48 MiB of address space, most of it the program itself.
    let command = "ulimit -v 49152; exec \"$@\"";
    let begin = jiff::Timestamp::now();
    let output = Command::new("sh")
        .args(["-c", command, "sh", env!("CARGO_BIN_EXE_tsa-admin"), "log", "verify", "--dir"])
        .arg(directory.path())
        .args(["--log-key", &verifier_key(LOG)])
        .output()
        .unwrap();
    let took = jiff::Timestamp::now().duration_since(begin);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains(&format!("{entries}: {entries} tokens, 0 declared void")), "{text}");
    println!("{entries} entries with {} checkpoints checked in {took:?}", entries / 1000 + 1);
}

#[test]
fn a_witness_bounds_the_times() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("log");
    let mut log = Log::new(&path, 0);
    log.publish(0);
    (0..50).for_each(|second| log.entry(second));
    log.publish(50);
    // Given one witness of somebody else, whom the policy asks for.
    let answer = verify(directory.path());
    assert_eq!(answer.status.code(), Some(0), "{answer:?}");
    assert!(stdout(&answer).contains("time bounded by a witness"), "{answer:?}");
    // Then a token that states a time at which the witness had seen the log without it is found.
    log.entry(45);
    log.entry(30);
    log.publish(60);
    let answer = verify(directory.path());
    assert_eq!(answer.status.code(), Some(1), "{answer:?}");
    assert!(stdout(&answer).contains("entry 51 is BACK-DATED"), "{answer:?}");
    assert!(stdout(&answer).contains("its time is below that of an entry before it"), "{answer:?}");
}

#[test]
fn a_log_that_is_written_anew_is_found_by_who_saw_the_first() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("log");
    for (salt, size, expected) in [
        (0, 300, Ok("HOLDS")),
        // The same log, longer.
        (0, 700, Ok("700 entries")),
        // Another one with the same keys, whole in itself.
        (1, 900, Err("the log signed")),
    ] {
        let _ = fs::remove_dir_all(&path);
        let mut log = Log::new(&path, salt);
        (0..size).for_each(|second| log.entry(second));
        log.publish(size);
        let memory = directory.path().join("seen.json");
        let answer = admin(&[
            "log",
            "verify",
            "--dir",
            path.to_str().unwrap(),
            "--log-key",
            &verifier_key(LOG),
            "--memory",
            memory.to_str().unwrap(),
        ]);
        match expected {
            Ok(_) => assert_eq!(answer.status.code(), Some(0), "{answer:?}"),
            Err(text) => {
                assert_eq!(answer.status.code(), Some(1), "{answer:?}");
                assert!(stdout(&answer).contains(text), "{answer:?}");
                // The evidence is what the log had signed before.
                assert!(
                    stdout(&answer).contains(&format!("{}\n", LOG.0)) && stdout(&answer).contains("\n700\n"),
                    "{answer:?}"
                );
            }
        }
    }
}

fn verify(directory: &Path) -> Output {
    let policy = directory.join("policy");
    let text = format!("log {}\nwitness w1 {}\nquorum w1\n", verifier_key(LOG), verifier_key(WITNESS));
    fs::write(&policy, text).unwrap();
    let log = directory.join("log");
    admin(&["log", "verify", "--dir", log.to_str().unwrap(), "--log-policy", policy.to_str().unwrap()])
}

fn admin(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsa-admin")).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

type Who = (&'static str, u8, SignatureType);

fn key(who: Who) -> SigningKey {
    SigningKey::from_bytes(&[who.1; 32])
}

fn public(who: Who) -> [u8; 32] {
    key(who).verifying_key().to_bytes()
}

fn verifier_key(who: Who) -> String {
    VerifierKey::new(KeyName::new(who.0).unwrap(), who.2, public(who)).to_string()
}

const LOG: Who = ("log.example.com/tsa", 1, SignatureType::Ed25519);
const TIME: Who = ("log.example.com/tsa/time", 2, SignatureType::Cosignature);
const WITNESS: Who = ("witness.example.net/w1", 3, SignatureType::Cosignature);
/// 2026-01-01T00:00:00Z
const BEGIN: u64 = 1_767_225_600;
