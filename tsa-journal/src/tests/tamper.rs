//! T20: whatever is changed in a journal, `verify` finds it. T4: what is old, copied or held is refused.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tsa_core::{GenTimeUnit, Refusal};

use crate::entry::Record;
use crate::error::JournalError;
use crate::open::{create_on, replay_to_mark};
use crate::outcome::Outcome;
use crate::replay::Replay;
use crate::retention::{drop_segments_on, sealed_segments_on};
use crate::segment::{Tail, segment_numbers, segment_path};
use crate::sequencer::{Opened, Sequencer, Unobserved};
use crate::testing::sim::SimDisk;
use crate::testing::{Dice, HandClock, START, block_on, create_options, grant, opening};
use crate::verify::{Verified, verify_on};

/// A journal of some segments, closed, all of it published.
fn journal(tokens: usize) -> (SimDisk, Arc<HandClock>) {
    let disk = SimDisk::new();
    create_on(&*disk.shared(), &create_options(), None).unwrap();
    let clock = Arc::new(HandClock::new());
    issue(&disk, &clock, tokens);
    (disk, clock)
}

fn issue(disk: &SimDisk, clock: &Arc<HandClock>, tokens: usize) {
    let Opened { sequencer, .. } =
        Sequencer::open_on(&opening(&disk.shared(), clock), 16, Arc::new(Unobserved)).unwrap();
    for round in 0..tokens {
        let serial = block_on(sequencer.append(grant(GenTimeUnit::Millisecond))).unwrap().serial();
        clock.0.fetch_add(1, Ordering::SeqCst);
        if round % 3 < 2 {
            let outcome = match round % 3 {
                0 => Outcome::Issued { token_sha256: [1; 32] },
                _ => Outcome::Failed(Refusal::SigningTooSlow),
            };
            sequencer.conclude(serial, &outcome).unwrap();
        }
    }
    let options = create_options();
    let size = sequencer.durable_leaves();
    let (state, _, _, _) = replay_to_mark(
        &*disk.shared(),
        &options.directory,
        &crate::watermark::peek(&*disk.shared(), &options.watermark).unwrap(),
    )
    .unwrap();
    assert_eq!(state.totals.leaves, size);
    sequencer.advance_watermark(size, state.frontier.root()).unwrap();
}

fn verify(disk: &SimDisk) -> Result<Verified, JournalError> {
    let options = create_options();
    verify_on(&*disk.shared(), &options.directory, Some(&options.watermark), |_| {})
}

fn segments(disk: &SimDisk) -> Vec<PathBuf> {
    let directory = create_options().directory;
    let numbers = segment_numbers(&*disk.shared(), &directory).unwrap();
    numbers.iter().map(|number| segment_path(&directory, *number)).collect()
}

fn open(disk: &SimDisk, clock: &Arc<HandClock>) -> Result<Opened, JournalError> {
    Sequencer::open_on(&opening(&disk.shared(), clock), 16, Arc::new(Unobserved))
}

#[test]
fn t20_ten_thousand_mutations_are_all_found() {
    let (disk, _) = journal(14);
    let sound = verify(&disk).unwrap();
    assert_eq!(sound.tail, Tail::Clean);
    let paths = segments(&disk);
    assert!(paths.len() > 2);
    let originals: Vec<Vec<u8>> = paths.iter().map(|path| disk.contents(path).unwrap()).collect();
    let mut dice = Dice(20);
    for mutation in 0..10_000 {
        let which = dice.below(paths.len() as u64) as usize;
        let mut octets = originals[which].clone();
        let at = dice.below(octets.len() as u64) as usize;
        let to = at + dice.below((octets.len() - at) as u64 + 1) as usize;
        match dice.below(6) {
            0 => octets[at] ^= 1 << dice.below(8),
            1 => octets[at] = octets[at].wrapping_add(1 + dice.below(255) as u8),
            2 => octets.truncate(at),
            3 => drop(octets.drain(at..to.max(at + 1))),
            4 => octets.insert(at, dice.roll() as u8),
            _ => {
                let other = dice.below(paths.len() as u64) as usize;
                octets = originals[other].clone();
                if other == which {
                    octets[at..].rotate_left(1);
                }
            }
        }
        if octets == originals[which] {
            continue;
        }
        disk.set_contents(&paths[which], octets);
        let found = verify(&disk);
        assert!(
            found.as_ref().ok() != Some(&sound),
            "mutation {mutation} of {}: {found:?}",
            paths[which].display()
        );
        disk.set_contents(&paths[which], originals[which].clone());
    }
    println!("10000 mutations passed, 0 failed (seed 20)");
    assert_eq!(verify(&disk).unwrap(), sound);
}

#[test]
fn only_the_very_last_group_may_be_broken() {
    let (disk, clock) = journal(14);
    let paths = segments(&disk);
    // An earlier segment: refused.
    let middle = disk.contents(&paths[1]).unwrap();
    disk.change(&paths[1], middle.len() / 2, |octet| octet ^ 1);
    assert!(open(&disk, &clock).is_ok(), "not read at a start: its successor stands for it");
    assert!(matches!(verify(&disk), Err(JournalError::Damaged { .. })));
    disk.set_contents(&paths[1], middle);

    // The last segment, which is read at a start: a broken group with whole ones behind it.
    let paths = segments(&disk);
    let last = paths.last().unwrap();
    let octets = disk.contents(last).unwrap();
    disk.change(last, 40, |octet| octet ^ 1);
    assert!(matches!(open(&disk, &clock), Err(JournalError::Damaged { .. })));
    disk.set_contents(last, octets.clone());

    // Its last group alone: cut off. It is the seal, so nothing is lost.
    disk.change(last, octets.len() - 1, |octet| octet ^ 1);
    let opened = open(&disk, &clock).unwrap();
    assert!(opened.report.cut > 0);
}

#[test]
fn octets_far_behind_the_last_group_are_damage() {
    let (disk, clock) = journal(2);
    let paths = segments(&disk);
    let last = paths.last().unwrap();
    let mut octets = disk.contents(last).unwrap();
    octets.resize(octets.len() + (5 << 20), 0);
    octets.push(1);
    disk.set_contents(last, octets);
    assert!(matches!(open(&disk, &clock), Err(JournalError::Damaged { .. })));
}

#[test]
fn t4_a_copy_older_than_the_watermark_is_refused_and_ended_by_hand_only() {
    let (disk, clock) = journal(5);
    let old: Vec<_> = segments(&disk).into_iter().map(|path| (disk.contents(&path).unwrap(), path)).collect();
    issue(&disk, &clock, 5);
    for path in segments(&disk) {
        crate::disk::Disk::remove(&disk, &path).unwrap();
    }
    for (octets, path) in old {
        disk.set_contents(&path, octets);
    }
    let error = open(&disk, &clock).unwrap_err();
    assert!(matches!(error, JournalError::RolledBack { .. }), "{error}");
    assert_eq!(error.exit_code(), 71);

    let published = crate::watermark::peek(&*disk.shared(), &create_options().watermark).unwrap();
    let options = crate::open::CreateOptions { origin: "tsa.example/again".into(), ..create_options() };
    let former = crate::recover::accept_rollback_on(&disk.shared(), &options).unwrap();
    assert_eq!((former.size, former.root), (published.size, published.root));
    let opened = open(&disk, &clock).unwrap();
    assert_eq!(opened.report.former, Some(former));
    assert!(opened.report.last_gen_time >= published.last_gen_time);
    assert_eq!(
        block_on(opened.sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial().index().value(),
        0
    );
}

#[test]
fn t4_a_second_instance_is_refused() {
    let (disk, clock) = journal(1);
    let first = open(&disk, &clock).unwrap();
    let error = open(&disk, &clock).unwrap_err();
    assert!(matches!(error, JournalError::Held(_)));
    assert_eq!(error.exit_code(), 71);
    drop(first);
    open(&disk, &clock).unwrap();
}

#[test]
fn t4_a_watermark_that_is_missing_unreadable_or_of_another_log_is_refused() {
    let (disk, clock) = journal(1);
    let path = create_options().watermark;
    let sound = disk.contents(&path).unwrap();
    disk.set_contents(&path, vec![b'x'; 1024]);
    assert_eq!(open(&disk, &clock).unwrap_err().exit_code(), 71);
    disk.set_contents(&path, sound);
    drop(open(&disk, &clock).unwrap());
    let other = crate::watermark::Mark::empty("other.example/log");
    crate::disk::Disk::remove(&disk, &path).unwrap();
    assert_eq!(open(&disk, &clock).unwrap_err().exit_code(), 71);
    crate::watermark::Watermark::create(&*disk.shared(), &path, other).unwrap();
    assert_eq!(open(&disk, &clock).unwrap_err().exit_code(), 71);
}

#[test]
fn t4_without_a_watermark_a_log_can_only_be_ended() {
    for unreadable in [false, true] {
        let (disk, clock) = journal(4);
        let before = verify(&disk).unwrap();
        let options = crate::open::CreateOptions { origin: "tsa.example/next".into(), ..create_options() };
        match unreadable {
            true => disk.set_contents(&options.watermark, vec![0; 1024]),
            false => crate::disk::Disk::remove(&disk, &options.watermark).unwrap(),
        }
        assert_eq!(open(&disk, &clock).unwrap_err().exit_code(), 71);
        let former = crate::recover::accept_rollback_on(&disk.shared(), &options).unwrap();
        assert_eq!((former.size, former.root), (before.totals.leaves, before.root));
        assert_eq!(open(&disk, &clock).unwrap().report.former, Some(former));
    }
}

#[test]
fn c30_a_clock_behind_the_last_gen_time_is_refused_at_the_start() {
    let (disk, clock) = journal(3);
    clock.0.store(START - 1_001, Ordering::SeqCst);
    let error = open(&disk, &clock).unwrap_err();
    assert!(matches!(error, JournalError::ClockBehind { .. }));
    assert_eq!(error.exit_code(), 72);
    clock.0.store(START - 900, Ordering::SeqCst);
    let opened = open(&disk, &clock).unwrap();
    let last = opened.report.last_gen_time.unwrap();
    let recorded = block_on(opened.sequencer.append(grant(GenTimeUnit::Millisecond))).unwrap();
    assert_eq!(recorded.gen_time().time(), last);
}

#[test]
fn retention_drops_finished_segments_from_the_front_and_the_rest_still_verifies() {
    let (disk, clock) = journal(40);
    let options = create_options();
    let (shared, directory, watermark) = (disk.shared(), &options.directory, &options.watermark);
    let before = verify(&disk).unwrap();
    let all = segments(&disk).len() as u64;
    let droppable = sealed_segments_on(&*shared, directory, watermark).unwrap();
    assert_eq!(droppable.len() as u64, all - 2);
    assert!(droppable.windows(2).all(|pair| pair[0].end == pair[1].first));
    let error = drop_segments_on(&*shared, directory, watermark, all - 1).unwrap_err();
    assert!(matches!(error, JournalError::NotDroppable(_)));
    assert_eq!(drop_segments_on(&*shared, directory, watermark, all - 2).unwrap(), all - 2);
    let after = verify(&disk).unwrap();
    assert_eq!((after.totals, after.root), (before.totals, before.root));
    assert!(after.first_leaf > 0);
    issue(&disk, &clock, 3);
    assert_eq!(verify(&disk).unwrap().totals.tokens, 43);
}

#[test]
fn leaves_are_what_the_log_format_says() {
    let (disk, _) = journal(6);
    let mut entries = Vec::new();
    let mut records = Vec::new();
    Replay::from_first(&*disk.shared(), &create_options().directory)
        .unwrap()
        .finish(|record, leaf, _| {
            match record {
                Record::Token(token) => records.push((token.index.value(), 1)),
                Record::Failed(failed) => records.push((failed.index.value(), 2)),
                _ => assert!(leaf.is_none()),
            }
            entries.extend(leaf);
            Ok(())
        })
        .unwrap();
    assert_eq!(entries.len(), records.len());
    assert!(entries.iter().enumerate().all(|(at, leaf)| leaf.index.value() == at as u64));
    assert!(
        entries.iter().zip(&records).all(|(leaf, (index, first))| {
            leaf.index.value() == *index && leaf.entry.first() == Some(first)
        })
    );
}
