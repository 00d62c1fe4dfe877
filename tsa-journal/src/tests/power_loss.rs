//! T2: whatever a loss of power leaves of the writes that were not synced, the journal opens again, and nothing that was
//! acknowledged is missing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tsa_core::{GenTimeUnit, SerialNumber};

use crate::disk::Disk;
use crate::entry::Record;
use crate::open::{self, Opened, create_on};
use crate::replay::Replay;
use crate::testing::image::Image;
use crate::testing::sim::SimDisk;
use crate::testing::{Dice, HandClock, create_options, grant, opening};
use crate::verify::verify_on;
use crate::watermark::Mark;
use crate::writer::{Conclusion, End};

/// What was acknowledged, in the order of the notes in the disk's history.
#[derive(Clone, Debug)]
enum Acknowledged {
    /// A serial number was handed out.
    Record { index: u64, serial: SerialNumber },
    /// A size was published.
    Published(u64),
}

/// Issues, concludes and publishes at random, over several segments and two starts, and notes what was acknowledged.
fn history(seed: u64) -> (SimDisk, Image, Vec<Acknowledged>) {
    let disk = SimDisk::new();
    let shared = disk.shared();
    create_on(&*shared, &create_options(), None).unwrap();
    let settled = disk.view();
    disk.settle();
    let clock = Arc::new(HandClock::new());
    let mut dice = Dice(seed);
    let mut acknowledged = Vec::new();
    let mut note = |what| {
        acknowledged.push(what);
        disk.note(acknowledged.len() as u64);
    };
    for _ in 0..2 {
        let Opened { mut writer, mut watermark, lock, .. } = open::open(&opening(&shared, &clock)).unwrap();
        let mut open = Vec::new();
        for _ in 0..6 {
            let mut grants: VecDeque<_> =
                (0..1 + dice.below(3)).map(|_| grant(GenTimeUnit::Second)).collect();
            let conclusions: Vec<Conclusion> = std::mem::take(&mut open);
            let appended = writer.append(&*clock, &mut grants, &conclusions).unwrap();
            for recorded in appended.answers.into_iter().flatten() {
                let serial = recorded.serial();
                note(Acknowledged::Record { index: serial.index().value(), serial });
                let end = match dice.below(4) {
                    0 => End::Failed(tsa_core::leaf::VoidReason::SigningFailed),
                    1 => continue,
                    _ => End::Issued([7; 32]),
                };
                open.push(Conclusion { token: serial.index(), end });
            }
            if dice.below(3) == 0 {
                let state = writer.state();
                let mark = Mark {
                    size: state.totals.leaves,
                    root: state.frontier.root(),
                    last_gen_time: state.last_gen_time,
                    origin: watermark.mark().origin.clone(),
                };
                let size = mark.size;
                watermark.replace(mark).unwrap();
                note(Acknowledged::Published(size));
            }
        }
        if dice.coin() {
            writer.close().unwrap();
        }
        drop((watermark, lock));
    }
    (disk, settled, acknowledged)
}

/// Opens what a crash left and looks for what was acknowledged before it.
fn check(image: Image, acknowledged: &[Acknowledged]) {
    let disk = SimDisk::with(image).shared();
    let clock = Arc::new(HandClock::new());
    let Opened { mut writer, .. } = open::open(&opening(&disk, &clock)).unwrap();
    let appended = writer.append(&*clock, &mut VecDeque::from([grant(GenTimeUnit::Second)]), &[]).unwrap();
    let next = appended.answers.into_iter().next().unwrap().unwrap().serial().index().value();

    let options = create_options();
    let mut serials = BTreeMap::new();
    Replay::from_first(&*disk, &options.directory)
        .and_then(|replay| {
            replay.finish(|record, _, _| {
                if let Record::Token(token) = record {
                    serials.insert(token.index.value(), token.serial().unwrap());
                }
                Ok(())
            })
        })
        .unwrap();
    for acknowledged in acknowledged {
        match acknowledged {
            Acknowledged::Record { index, serial } => {
                assert_eq!(serials.get(index), Some(serial));
                assert!(next > *index);
            }
            Acknowledged::Published(size) => assert!(next >= *size),
        }
    }
}

fn crash_everywhere(seed: u64, images_per_call: u64) -> u64 {
    let (disk, settled, acknowledged) = history(seed);
    let mut dice = Dice(seed ^ 0xc0ff_ee00);
    let mut history = disk.history(&settled);
    let mut noted = 0usize;
    let mut images = 0;
    loop {
        for _ in 0..images_per_call {
            check(history.crash(&mut dice), &acknowledged[..noted]);
            images += 1;
        }
        match history.step() {
            Some(Some(number)) => noted = number as usize,
            Some(None) => {}
            None => return images,
        }
    }
}

#[test]
fn t2_twenty_thousand_losses_of_power_lose_nothing_acknowledged() {
    let wanted = 20_000;
    let images: u64 = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|worker| {
                scope.spawn(move || {
                    let mut images = 0;
                    let mut seed = worker;
                    while images < wanted / 2 {
                        images += crash_everywhere(seed, 10);
                        seed += 2;
                    }
                    images
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    println!("{images} images passed, 0 failed (seeds from 0)");
    assert!(images >= wanted);
}

#[test]
fn the_model_loses_and_tears_what_is_not_synced() {
    let disk = SimDisk::new();
    let settled = disk.view();
    let path = std::path::Path::new("/state/a");
    let file = disk.create(path).unwrap();
    file.write_at(&[1; 1024], 0).unwrap();
    let mut history = disk.history(&settled);
    while history.step().is_some() {}
    let mut seen = std::collections::BTreeSet::new();
    let mut dice = Dice(1);
    for _ in 0..500 {
        let image = SimDisk::with(history.crash(&mut dice));
        seen.insert(image.contents(path).map(|octets| (octets.len(), octets.first().copied())));
    }
    let expected =
        [None, Some((0, None)), Some((512, Some(1))), Some((1024, Some(0))), Some((1024, Some(1)))];
    assert_eq!(seen, expected.into_iter().collect());
}

#[test]
fn a_journal_verifies_after_a_crash_and_a_start() {
    let (disk, settled, _) = history(3);
    let mut history = disk.history(&settled);
    while history.step().is_some() {}
    let crashed = SimDisk::with(history.crash(&mut Dice(3))).shared();
    let clock = Arc::new(HandClock::new());
    let Opened { writer, .. } = open::open(&opening(&crashed, &clock)).unwrap();
    writer.close().unwrap();
    let options = create_options();
    let verified = verify_on(&*crashed, &options.directory, Some(&options.watermark), |_| {}).unwrap();
    assert_eq!(verified.tail, crate::Tail::Clean);
    assert!(verified.totals.tokens > 12);
    let totals = verified.totals;
    assert_eq!(totals.tokens, totals.issued + totals.void + totals.unresolved());
    assert_eq!(totals.leaves, totals.tokens + totals.void);
}
