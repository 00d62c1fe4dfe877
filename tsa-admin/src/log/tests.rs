//! T20: whatever is changed in the files of a record or its log is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::output::Output;
use record::Authority;

/// The tests of the command line use it too.
#[path = "../../tests/support/record.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line, which use the rest")]
mod record;

/// A small record with everything in it: several segments, a full tile, a void entry, several checkpoints.
struct Files {
    directory: TempDir,
    key: String,
}

impl Files {
    fn make() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("state");
        let mut authority = Authority::open(&state, &directory.path().join("mark"), 48 << 10);
        authority.record(130);
        authority.publish();
        authority.clock.pass(2000);
        authority.record(129);
        authority.fail(b"void");
        authority.settle(261);
        authority.clock.pass(1000);
        authority.publish();
        let key = authority.log_key.clone();
        drop(authority);
        Self { directory, key }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// What `log verify` finds.
    fn check_log(&self) -> Vec<String> {
        let source = LogSource::Directory(self.path("state/log"));
        let mut trust = Trust::of_key(&self.key).unwrap();
        let verified = crate::commands::log::check_whole(
            &source,
            &mut trust,
            None,
            Duration::from_secs(1),
            &Output::new(true),
        );
        match verified {
            Ok(findings) => findings.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        }
    }

    /// What `journal verify` finds.
    fn check_journal(&self) -> Vec<String> {
        match tsa_journal::verify(&self.path("state/journal"), Some(&self.path("mark")), |_| {}) {
            Ok(verified) if verified.tail == tsa_journal::Tail::Broken => vec!["broken tail".to_owned()],
            Ok(_) => Vec::new(),
            Err(error) => vec![error.to_string()],
        }
    }
}

#[test]
fn every_mutation_of_ten_thousand_is_found() {
    // Two halves side by side: on one core this is most of the time of the crate's tests.
    let halves = [1u64, 2].map(|seed| std::thread::spawn(move || sweep(seed, MUTATIONS / 2)));
    let (mut log, mut journal) = (0, 0);
    for half in halves {
        let (found_in_log, found_in_journal) = half.join().unwrap();
        log += found_in_log;
        journal += found_in_journal;
    }
    println!("found all of {log} mutations of log files and {journal} of journal files");
    assert_eq!(log + journal, MUTATIONS);
    assert!(log > MUTATIONS / 5 && journal > MUTATIONS / 5);
}

/// Changes one file after the other; gives how many changes of log and journal files were made, and found.
fn sweep(seed: u64, mutations: u64) -> (u64, u64) {
    let files = Files::make();
    assert_eq!(files.check_log(), Vec::<String>::new());
    assert_eq!(files.check_journal(), Vec::<String>::new());
    let log = files_below(&files.path("state/log"));
    let journal: Vec<PathBuf> = files_below(&files.path("state/journal"))
        .into_iter()
        .filter(|path| !path.ends_with("lock"))
        .collect();
    assert!(log.len() >= 8 && journal.len() >= 3, "{log:?} {journal:?}");
    let mut dice = Dice(seed);
    let (mut in_log, mut in_journal) = (0, 0);
    while in_log + in_journal < mutations {
        let is_log = dice.below(2) == 0;
        let kind = if is_log { &log } else { &journal };
        let path = &kind[dice.below(kind.len() as u64) as usize];
        let before = fs::read(path).unwrap();
        let (what, after) = mutate(&before, &mut dice);
        if after == before {
            continue;
        }
        fs::write(path, &after).unwrap();
        let found = if is_log { files.check_log() } else { files.check_journal() };
        assert!(!found.is_empty(), "seed {seed}: not found: {what} in {}", path.display());
        fs::write(path, &before).unwrap();
        *(if is_log { &mut in_log } else { &mut in_journal }) += 1;
    }
    assert_eq!(files.check_log(), Vec::<String>::new());
    assert_eq!(files.check_journal(), Vec::<String>::new());
    (in_log, in_journal)
}

fn mutate(before: &[u8], dice: &mut Dice) -> (String, Vec<u8>) {
    let mut after = before.to_vec();
    let place = dice.below(before.len() as u64) as usize;
    let length = 1 + dice.below(64.min((before.len() - place) as u64)) as usize;
    let what = match dice.below(6) {
        0 => {
            after[place] ^= 1 << dice.below(8);
            format!("a bit of octet {place} flipped")
        }
        1 => {
            after.drain(place..place + length);
            format!("{length} octets deleted at {place}")
        }
        2 => {
            after.insert(place, dice.below(256) as u8);
            format!("an octet inserted at {place}")
        }
        3 => {
            let other = dice.below(before.len() as u64) as usize;
            after.swap(place, other);
            format!("octets {place} and {other} exchanged")
        }
        4 => {
            let copy = after[place..place + length].to_vec();
            after.splice(place..place, copy);
            format!("{length} octets repeated at {place}")
        }
        _ => {
            after.truncate(place);
            format!("cut off at {place}")
        }
    };
    (what, after)
}

#[test]
fn a_back_dated_entry_is_found_by_the_next_cosignature() {
    let key = tsa_core::note::VerifierKey::parse(
        "witness.example.net/w1+a51380c7+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR",
    )
    .unwrap();
    let time = |seconds| tsa_core::note::CosignatureTime::new(seconds).unwrap();
    let at = |seconds| tsa_core::UnixTime::from_secs(seconds).unwrap();
    let accuracy = Duration::from_secs(1);
    for (leaf, kinds) in [
        (1_000_000_008, 0),
        // Ten seconds are what two clocks may differ.
        (999_999_990, 0),
        (999_999_989, 1),
        (1_000_000_021, 0),
        (1_000_000_022, 1),
    ] {
        let mut bounded = Bounded::new(&trust::Cosigner { key: key.clone(), independent: true });
        assert!(bounded.sighting(2, time(1_000_000_000), accuracy).is_empty());
        bounded.leaf(2, at(1_000_000_005));
        bounded.leaf(3, at(leaf));
        let findings = bounded.sighting(4, time(1_000_000_010), accuracy);
        assert_eq!(findings.len(), kinds, "{leaf}: {findings:?}");
        assert!(bounded.bounds_independently(4) && !bounded.bounds_independently(5));
        assert!(bounded.sighting(5, time(999_999_999), accuracy).len() == 1, "its clock went back");
    }
}

#[test]
fn what_is_remembered_has_to_hold_together() {
    let files = Files::make();
    let source = LogSource::Directory(files.path("state/log"));
    let trust = Trust::of_key(&files.key).unwrap();
    let mut check = Check::new(&source, &trust, Duration::from_secs(1));
    let target = newest(&source).ok().unwrap();
    assert!(check.advance(&target, None, None, |_| {}).is_ok());
    let text = Memory::text(&check, &target).unwrap();
    let memory = Memory::parse(Path::new("m"), text.as_bytes()).unwrap();
    assert_eq!(memory.tree.size(), 261);
    for (old, new) in [
        ("\"version\": 1", "\"version\": 2"),
        ("\\n261\\n", "\\n260\\n"),
        ("\"tree\": \"00", "\"tree\": \"01"),
    ] {
        let other = text.replace(old, new);
        assert_ne!(other, text, "{old}");
        assert!(Memory::parse(Path::new("m"), other.as_bytes()).is_err(), "{old}");
    }
}

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// A small generator for tests that can be repeated: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }
}

const MUTATIONS: u64 = 10_000;
