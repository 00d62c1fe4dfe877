//! T3: every call that changes the disk fails once, in each way: not done, done and reported as failed, done or not and
//! the process gone. T6: space runs out and comes back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tsa_core::{GenTimeUnit, LeafIndex, Refusal};

use crate::disk::{Disk, RealDisk};
use crate::entry::Record;
use crate::error::JournalError;
use crate::open::{CreateOptions, Opening, create_on};
use crate::outcome::Outcome;
use crate::recover::{accept_rollback_on, recover_on};
use crate::replay::Replay;
use crate::sequencer::{Opened, Sequencer, Unobserved};
use crate::testing::fault::{Failure, FaultDisk};
use crate::testing::sim::SimDisk;
use crate::testing::{Dice, HandClock, block_on, create_options, grant, opening};
use crate::verify::{Verified, verify_on};

/// What a caller was told.
#[derive(Debug, Default)]
struct Told {
    /// Serial numbers by index.
    recorded: BTreeMap<u64, String>,
    /// The largest size that was published.
    published: u64,
    refused: usize,
    /// The process would have ended.
    fault: Option<JournalError>,
}

/// Issues twelve tokens one after another, concludes them, publishes every fourth; tells of each record at once.
fn issue(opening: &Opening, mut tell: impl FnMut(&str)) -> Told {
    let mut told = Told::default();
    let opened = match Sequencer::open_on(opening, 16, Arc::new(Unobserved)) {
        Ok(opened) => opened,
        Err(error) => return Told { fault: Some(error), ..told },
    };
    let Opened { sequencer, fault, .. } = opened;
    for round in 0..12u64 {
        match block_on(sequencer.append(grant(GenTimeUnit::Second))) {
            Ok(recorded) => {
                let serial = recorded.serial();
                tell(&serial.to_string());
                told.recorded.insert(serial.index().value(), serial.to_string());
                let outcome = match round % 3 {
                    0 => Outcome::Failed(Refusal::SigningFailed),
                    1 => Outcome::Issued { token_sha256: [1; 32] },
                    _ => continue,
                };
                sequencer.conclude(serial, &outcome).unwrap();
            }
            Err(refusal) => {
                assert_eq!(refusal, Refusal::RecordNotAvailable);
                told.refused += 1;
            }
        }
        if round % 4 == 3 {
            let size = sequencer.durable_leaves();
            let root = root_at(opening, size);
            if sequencer.advance_watermark(size, root).is_ok() {
                told.published = size;
            }
        }
    }
    drop(sequencer);
    told.fault = block_on(fault);
    told
}

fn root_at(opening: &Opening, size: u64) -> [u8; 32] {
    let mut replay = Replay::from_first(&*opening.disk, &opening.directory).unwrap();
    let mut root = replay.state.frontier.root();
    while replay
        .group(|_, leaf, state| {
            if leaf.is_some() && state.totals.leaves <= size {
                root = state.frontier.root();
            }
            Ok(())
        })
        .unwrap()
    {}
    root
}

/// Starts again after whatever happened, recovering if that is asked for, and holds the journal against what was told.
fn start_again(opening: &Opening, told: &Told) -> Verified {
    let opened = match Sequencer::open_on(opening, 16, Arc::new(Unobserved)) {
        Err(JournalError::Doubtful(_)) => {
            recover_on(&*opening.disk, &opening.directory, &opening.watermark).unwrap();
            Sequencer::open_on(opening, 16, Arc::new(Unobserved)).unwrap()
        }
        result => result.unwrap(),
    };
    let next = block_on(opened.sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
    drop(opened);
    let mut recorded = BTreeMap::new();
    Replay::from_first(&*opening.disk, &opening.directory)
        .unwrap()
        .finish(|record, _, _| {
            if let Record::Token(token) = record {
                recorded.insert(token.index.value(), token.serial().unwrap().to_string());
            }
            Ok(())
        })
        .unwrap();
    for (index, serial) in &told.recorded {
        assert_eq!(recorded.get(index), Some(serial));
        assert!(next.index() > LeafIndex::new(*index).unwrap());
    }
    let verified = verify_on(&*opening.disk, &opening.directory, Some(&opening.watermark), |_| {}).unwrap();
    assert!(verified.published.unwrap() >= told.published);
    assert!(verified.sealed);
    assert_eq!(verified.totals.leaves, verified.totals.tokens + verified.totals.void);
    verified
}

fn new_journal() -> (SimDisk, Arc<HandClock>) {
    let disk = SimDisk::new();
    create_on(&*disk.shared(), &create_options(), None).unwrap();
    (disk, Arc::new(HandClock::new()))
}

#[test]
fn without_a_fault_all_is_recorded() {
    let (disk, clock) = new_journal();
    let opening = opening(&disk.shared(), &clock);
    let told = issue(&opening, |_| {});
    assert_eq!((told.recorded.len(), told.refused, told.fault.is_none()), (12, 0, true));
    let totals = start_again(&opening, &told).totals;
    assert_eq!((totals.tokens, totals.issued, totals.void, totals.unresolved()), (13, 4, 4, 5));
}

#[test]
fn t3_every_call_fails_once_while_issuing() {
    let mut calls = BTreeMap::new();
    for failure in [Failure::Error, Failure::ErrorButDone] {
        for at in 0.. {
            let (disk, clock) = new_journal();
            let settled = disk.view();
            disk.settle();
            let (failing, plan) = FaultDisk::over(disk.shared(), at, failure);
            let told = issue(&opening(&failing, &clock), |_| {});
            let Some(call) = plan.hit() else { break };
            *calls.entry(call).or_insert(0) += 1;
            if matches!(call, "sync_data" | "sync_all" | "sync_dir") {
                assert_eq!(told.fault.as_ref().map(JournalError::exit_code), Some(70), "{call} {at}");
                let stays = Sequencer::open_on(&opening(&disk.shared(), &clock), 16, Arc::new(Unobserved));
                assert_eq!(stays.unwrap_err().exit_code(), 70, "{call} {at}");
            }
            start_again(&opening(&disk.shared(), &clock), &told);

            // The same, when the power goes instead of an orderly end.
            let mut history = disk.history(&settled);
            while history.step().is_some() {}
            for seed in 0..4 {
                let crashed = SimDisk::with(history.crash(&mut Dice(seed)));
                start_again(&opening(&crashed.shared(), &clock), &told);
            }
        }
    }
    println!("{calls:?}");
    assert_eq!(
        calls.keys().copied().collect::<Vec<_>>(),
        ["allocate", "create", "rename", "sync_all", "sync_data", "sync_dir", "truncate", "write"]
    );
    assert!(calls["sync_data"] >= 24);
}

#[test]
fn t3_every_call_fails_once_while_creating_recovering_and_ending_a_log() {
    for failure in [Failure::Error, Failure::ErrorButDone] {
        let clock = Arc::new(HandClock::new());
        let other = CreateOptions { origin: "tsa.example/log2".into(), ..create_options() };
        for at in 0.. {
            let disk = SimDisk::new();
            let (failing, plan) = FaultDisk::over(disk.shared(), at, failure);
            let made = create_on(&*failing, &create_options(), None);
            if plan.hit().is_none() {
                break;
            }
            if made.is_err() && !disk.shared().exists(&create_options().directory).unwrap() {
                create_on(&*disk.shared(), &create_options(), None).unwrap();
            }
            start_again(&opening(&disk.shared(), &clock), &Told::default());
        }
        for at in 0.. {
            let (disk, clock) = new_journal();
            let opening = opening(&disk.shared(), &clock);
            let told = issue(&opening, |_| {});
            let cause = JournalError::Missing("x".into());
            crate::open::mark_doubtful(&*disk.shared(), &opening.directory, &opening.watermark, &cause);
            let (failing, plan) = FaultDisk::over(disk.shared(), at, failure);
            let recovered = recover_on(&*failing, &opening.directory, &opening.watermark);
            start_again(&opening, &told);
            if plan.hit().is_none() {
                recovered.unwrap();
                break;
            }
        }
        for at in 0.. {
            let (disk, clock) = new_journal();
            let opening = opening(&disk.shared(), &clock);
            let told = issue(&opening, |_| {});
            let (failing, plan) = FaultDisk::over(disk.shared(), at, failure);
            let ended = accept_rollback_on(&failing, &other);
            let former = match ended {
                Ok(former) => former,
                // A second attempt carries on; or the first had done all but say so.
                Err(_) => match accept_rollback_on(&disk.shared(), &other) {
                    Err(JournalError::Origin(_)) => continue,
                    result => result.unwrap(),
                },
            };
            assert_eq!(former.size, told.published);
            let verified = start_again(&opening, &Told::default());
            assert_eq!(verified.former, Some(former));
            assert_eq!((verified.origin.as_str(), verified.totals.tokens), ("tsa.example/log2", 1));
            if plan.hit().is_none() {
                break;
            }
        }
    }
}

#[test]
fn t6_without_space_everything_is_refused_until_there_is_some() {
    let (disk, clock) = new_journal();
    let opening = opening(&disk.shared(), &clock);
    let Opened { sequencer, fault, .. } = Sequencer::open_on(&opening, 16, Arc::new(Unobserved)).unwrap();
    let mut told = Told::default();
    disk.set_space(Some(9000));
    let mut refused = 0;
    for round in 0..60 {
        if round == 40 {
            assert!(refused > 10);
            disk.set_space(None);
        }
        match block_on(sequencer.append(grant(GenTimeUnit::Second))) {
            Ok(recorded) => {
                assert!(refused == 0 || round >= 40, "{round}");
                sequencer.conclude(recorded.serial(), &Outcome::Issued { token_sha256: [1; 32] }).unwrap();
                told.recorded.insert(recorded.serial().index().value(), recorded.serial().to_string());
            }
            Err(refusal) => {
                assert_eq!(refusal, Refusal::RecordNotAvailable);
                assert!(round < 40);
                refused += 1;
            }
        }
    }
    drop(sequencer);
    assert!(block_on(fault).is_none());
    let totals = start_again(&opening, &told).totals;
    assert_eq!(totals.issued, told.recorded.len() as u64);
}

#[test]
fn t6_a_start_without_space_refuses_until_there_is_some() {
    let (disk, clock) = new_journal();
    let opening = opening(&disk.shared(), &clock);
    disk.set_space(Some(0));
    let Opened { sequencer, .. } = Sequencer::open_on(&opening, 16, Arc::new(Unobserved)).unwrap();
    let refusal = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap_err();
    assert_eq!(refusal, Refusal::RecordNotAvailable);
    disk.set_space(None);
    assert_eq!(block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial().index().value(), 0);
}

/// The other half of the next test: a process that issues until it is gone. Does nothing unless it is told where.
#[test]
fn child_that_aborts() {
    let Ok(directory) = std::env::var("TSA_JOURNAL_TEST_DIRECTORY") else { return };
    let number = |name: &str| std::env::var(name).unwrap().parse::<usize>().unwrap();
    let failure = Failure::Abort { done: number("TSA_JOURNAL_TEST_DONE") == 1 };
    let (disk, _) = FaultDisk::over(Arc::new(RealDisk), number("TSA_JOURNAL_TEST_AT"), failure);
    let directory = Path::new(&directory);
    issue(&real_opening(&disk, directory), |serial| {
        use std::io::Write as _;
        let mut told = fs::OpenOptions::new().append(true).create(true).open(directory.join("told")).unwrap();
        writeln!(told, "{serial}").unwrap();
    });
    fs::write(directory.join("finished"), "").unwrap();
}

#[test]
fn t3_a_process_that_ends_at_any_call_loses_nothing_acknowledged() {
    let mut processes = 0;
    for done in [0, 1] {
        for at in 0.. {
            let directory = tempfile::tempdir().unwrap();
            let disk: Arc<dyn Disk> = Arc::new(RealDisk);
            create_on(&*disk, &real_options(directory.path()), None).unwrap();
            let status = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "tests::faults::child_that_aborts"])
                .env("TSA_JOURNAL_TEST_DIRECTORY", directory.path())
                .env("TSA_JOURNAL_TEST_AT", at.to_string())
                .env("TSA_JOURNAL_TEST_DONE", done.to_string())
                .output()
                .unwrap()
                .status;
            processes += 1;
            let told = fs::read_to_string(directory.path().join("told")).unwrap_or_default();
            let recorded = told
                .lines()
                .map(|serial| (u64::from_str_radix(&serial[20..], 16).unwrap(), serial.to_owned()));
            let told = Told { recorded: recorded.collect(), ..Told::default() };
            start_again(&real_opening(&disk, directory.path()), &told);
            if directory.path().join("finished").exists() {
                assert!(status.success());
                assert_eq!(told.recorded.len(), 12);
                break;
            }
            assert!(!status.success());
        }
    }
    println!("{processes} processes passed, 0 failed");
    assert!(processes > 40);
}

fn real_options(directory: &Path) -> CreateOptions {
    CreateOptions {
        directory: directory.join("journal"),
        watermark: directory.join("watermark"),
        ..create_options()
    }
}

fn real_opening(disk: &Arc<dyn Disk>, directory: &Path) -> Opening {
    let CreateOptions { directory, watermark, .. } = real_options(directory);
    let clock = Arc::new(HandClock::new());
    clock.0.fetch_add(1, Ordering::SeqCst);
    Opening { directory, watermark, ..opening(disk, &clock) }
}
