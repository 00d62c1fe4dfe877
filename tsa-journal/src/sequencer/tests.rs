use std::collections::{HashMap, HashSet};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::task::Waker;
use std::time::Duration;

use tsa_core::{GenTimeUnit, LeafIndex};

use super::*;
use crate::entry::Record;
use crate::open::{CreateOptions, create};
use crate::reader::{Reader, ShownOutcome, show};
use crate::testing::{HandClock, ORIGIN, block_on, grant};
use crate::verify::verify;

/// A journal on the disk of the machine.
struct Place {
    directory: tempfile::TempDir,
    clock: Arc<HandClock>,
}

impl Place {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let place = Self { directory, clock: Arc::new(HandClock::new()) };
        let OpenOptions { directory, watermark, .. } = place.options();
        create(&CreateOptions { directory, watermark, origin: ORIGIN.into() }).unwrap();
        place
    }

    fn options(&self) -> OpenOptions {
        let path = self.directory.path();
        let clock = Arc::<HandClock>::clone(&self.clock);
        OpenOptions::new(path.join("journal"), path.join("mark"), clock)
    }

    fn open(&self) -> Opened {
        Sequencer::open(self.options()).unwrap()
    }

    fn verify(&self) -> crate::Verified {
        let options = self.options();
        verify(&options.directory, Some(&options.watermark), |_| {}).unwrap()
    }
}

const ISSUED: Outcome = Outcome::Issued { token_sha256: [3; 32] };

#[derive(Debug, Default)]
struct Groups {
    tokens: AtomicUsize,
    outcomes: AtomicUsize,
}

impl Observer for Groups {
    fn group_ends(&self, group: &GroupWritten) {
        self.tokens.fetch_add(group.tokens, Ordering::SeqCst);
        self.outcomes.fetch_add(group.outcomes, Ordering::SeqCst);
    }
}

#[test]
fn t5_under_threads_every_record_is_there_once_in_order_and_groups_gather() {
    let place = Place::new();
    let observer = Arc::new(Groups::default());
    let opened =
        Sequencer::open(OpenOptions { observer: observer.clone(), segment_size: 20_000, ..place.options() })
            .unwrap();
    let sequencer = &opened.sequencer;
    let serials: Vec<SerialNumber> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let place = &place;
                scope.spawn(move || {
                    (0..50)
                        .map(|round| {
                            place.clock.0.fetch_add(1, Ordering::SeqCst);
                            let recorded =
                                block_on(sequencer.append(grant(GenTimeUnit::Millisecond))).unwrap();
                            let serial = recorded.serial();
                            match (worker + round) % 3 {
                                0 => sequencer.conclude(serial, &ISSUED).unwrap(),
                                1 => sequencer
                                    .conclude(serial, &Outcome::Failed(Refusal::SelfCheckFailed))
                                    .unwrap(),
                                _ => {}
                            }
                            serial
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let tally = sequencer.tally();
    assert_eq!(tally.recorded, 400);
    drop(opened);
    assert_eq!(serials.iter().collect::<HashSet<_>>().len(), 400);
    let verified = place.verify();
    let totals = verified.totals;
    assert_eq!((totals.tokens, totals.issued, totals.void), (400, tally.issued, tally.void));
    assert_eq!(totals.tokens, totals.issued + totals.void + totals.unresolved());
    assert_eq!(totals.leaves, totals.tokens + totals.void);
    assert_eq!(observer.tokens.load(Ordering::SeqCst), 400);
    assert_eq!(observer.outcomes.load(Ordering::SeqCst) as u64, totals.issued + totals.void);

    let mut recorded = HashMap::new();
    let mut reader = Reader::open(&place.options().directory).unwrap();
    while reader
        .group(|entry| {
            if let Record::Token(token) = entry.record {
                recorded.insert(token.serial().unwrap(), token.gen_time().unwrap());
            }
        })
        .unwrap()
    {}
    assert!(serials.iter().all(|serial| recorded.contains_key(serial)));
}

/// A disk that is slow until it is told not to be.
#[derive(Debug, Default)]
struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
    groups: Mutex<Vec<usize>>,
}

impl Observer for Gate {
    fn group_begins(&self) {
        let open = self.open.lock().unwrap();
        drop(self.opened.wait_while(open, |open| !*open).unwrap());
    }

    fn group_ends(&self, group: &GroupWritten) {
        self.groups.lock().unwrap().push(group.tokens);
    }
}

#[test]
fn while_one_group_is_written_the_next_gathers() {
    let place = Place::new();
    let gate = Arc::new(Gate::default());
    let Opened { sequencer, .. } =
        Sequencer::open(OpenOptions { observer: gate.clone(), ..place.options() }).unwrap();
    let mut context = Context::from_waker(Waker::noop());
    let mut first = pin!(sequencer.append(grant(GenTimeUnit::Second)));
    assert!(first.as_mut().poll(&mut context).is_pending());
    while sequencer.waiting() > 0 {
        std::thread::yield_now();
    }
    let mut others: Vec<_> = (0..5).map(|_| Box::pin(sequencer.append(grant(GenTimeUnit::Second)))).collect();
    assert!(others.iter_mut().all(|append| append.as_mut().poll(&mut context).is_pending()));
    assert_eq!((sequencer.waiting(), sequencer.durable_leaves()), (5, 0));
    *gate.open.lock().unwrap() = true;
    gate.opened.notify_all();
    block_on(first).unwrap();
    let readings: HashSet<u64> =
        others.into_iter().map(|append| block_on(append).unwrap().reading().now.as_nanos()).collect();
    assert_eq!(readings.len(), 1);
    assert_eq!(*gate.groups.lock().unwrap(), [1, 5]);
}

#[test]
fn what_is_recorded_is_what_the_draft_says() {
    let place = Place::new();
    let opened = place.open();
    let recorded = block_on(opened.sequencer.append(grant(GenTimeUnit::Second))).unwrap();
    let (reading, attributes) = (*recorded.reading(), recorded.to_be_signed().to_vec());
    let draft = recorded.into_draft();
    // Without waiting for anything else: the record is on the disk when `append` returns.
    let mut seen = 0;
    let mut reader = Reader::open_at(&place.options().directory, 0).unwrap();
    while reader
        .group(|entry| {
            if let Record::Token(token) = entry.record {
                seen += 1;
                assert_eq!(token.tst_info, draft.tst_info_der());
                assert_eq!(token.signed_attributes_sha256, HashAlgorithmSha256::digest(&attributes));
                assert_eq!(&token.certificate_sha256, draft.tsu().certificate_sha256());
                assert_eq!(token.reading, reading);
                assert_eq!((token.profile, token.access_key), ("default", None));
                assert_eq!(token.serial().unwrap(), draft.serial());
            }
        })
        .unwrap()
    {}
    assert_eq!(seen, 1);
}

struct HashAlgorithmSha256;

impl HashAlgorithmSha256 {
    fn digest(octets: &[u8]) -> [u8; 32] {
        tsa_core::HashAlgorithm::Sha256.digest(octets).try_into().unwrap()
    }
}

#[test]
fn the_first_outcome_is_final_also_across_a_start() {
    let place = Place::new();
    let Opened { sequencer, .. } = place.open();
    let late = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
    sequencer.conclude(late, &Outcome::Failed(Refusal::SigningTooSlow)).unwrap();
    assert_eq!(sequencer.conclude(late, &ISSUED), Err(Concluded));
    let open = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
    let foreign = SerialNumber::new([0; 10], open.index());
    assert_eq!(sequencer.conclude(foreign, &ISSUED), Err(Concluded));
    drop(sequencer);

    let Opened { sequencer, report, .. } = place.open();
    assert_eq!((report.totals.tokens, report.totals.void, report.totals.unresolved()), (2, 1, 1));
    assert_eq!(report.cut, 0);
    assert_eq!(sequencer.conclude(open, &ISSUED), Err(Concluded));
    // Two tokens and the void entry are before it.
    let next = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
    assert_eq!(Some(next.index()), LeafIndex::new(3));
}

#[test]
fn who_goes_away_before_the_record_leaves_a_void() {
    let place = Place::new();
    let Opened { sequencer, .. } = place.open();
    for patience in [0, 0, 0, 30, 30] {
        let mut append = pin!(sequencer.append(grant(GenTimeUnit::Second)));
        match append.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => {}
            Poll::Ready(recorded) => {
                let failed = Outcome::Failed(Refusal::SigningFailed);
                sequencer.conclude(recorded.unwrap().serial(), &failed).unwrap();
            }
        }
        // Sometimes the record is on its way back already.
        std::thread::sleep(Duration::from_millis(patience));
    }
    block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap();
    drop(sequencer);
    let totals = place.verify().totals;
    assert_eq!((totals.tokens, totals.void, totals.issued, totals.unresolved()), (6, 5, 0, 1));
}

#[test]
fn a_serial_number_is_found_with_its_outcome() {
    let place = Place::new();
    let Opened { sequencer, .. } = place.open();
    let directory = place.options().directory;
    let serials: Vec<SerialNumber> =
        (0..3).map(|_| block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial()).collect();
    sequencer.conclude(serials[0], &ISSUED).unwrap();
    sequencer.conclude(serials[1], &Outcome::Failed(Refusal::SelfCheckFailed)).unwrap();
    drop(sequencer);
    let shown = |serial| show(&directory, serial).unwrap();
    let issued = shown(serials[0]).unwrap();
    assert_eq!((issued.serial, issued.profile.as_str()), (serials[0], "default"));
    assert_eq!(issued.outcome, Some(ShownOutcome::Issued { token_sha256: [3; 32] }));
    let Some(ShownOutcome::Void(void)) = shown(serials[1]).unwrap().outcome else { panic!("not void") };
    assert_eq!((void.index.value(), void.reason.refusal()), (3, Refusal::SelfCheckFailed));
    assert_eq!(shown(serials[2]).unwrap().outcome, None);
    let index = |index| LeafIndex::new(index).unwrap();
    for foreign in [0, 3, 4, 90] {
        assert_eq!(shown(SerialNumber::new([0; 10], index(foreign))), None, "{foreign}");
    }
}

#[test]
fn a_full_queue_refuses_at_once() {
    let place = Place::new();
    let Opened { sequencer, .. } = Sequencer::open(OpenOptions { queue: 0, ..place.options() }).unwrap();
    let refused = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap_err();
    assert_eq!(refused, Refusal::RecordNotAvailable);
    assert_eq!(sequencer.waiting(), 0);
}

#[test]
fn outcomes_are_written_without_a_further_token() {
    let place = Place::new();
    let Opened { sequencer, .. } = place.open();
    let serial = block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap().serial();
    sequencer.conclude(serial, &ISSUED).unwrap();
    for _ in 0..500 {
        let mut issued = 0;
        let mut reader = Reader::open(&place.options().directory).unwrap();
        while reader.group(|entry| issued = entry.totals.issued).unwrap() {}
        if issued == 1 {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the outcome was not written");
}

#[test]
fn the_watermark_takes_only_what_is_durable_and_follows() {
    let place = Place::new();
    let Opened { sequencer, fault, .. } = place.open();
    block_on(sequencer.append(grant(GenTimeUnit::Second))).unwrap();
    assert_eq!(sequencer.durable_leaves(), 1);
    let mut root = [0; 32];
    let mut reader = Reader::open(&place.options().directory).unwrap();
    while reader.group(|_| {}).unwrap() {}
    root.copy_from_slice(&reader.root());
    assert!(matches!(sequencer.advance_watermark(2, root), Err(JournalError::RolledBack { .. })));
    sequencer.advance_watermark(1, root).unwrap();
    sequencer.advance_watermark(1, root).unwrap();
    assert!(matches!(sequencer.advance_watermark(1, [9; 32]), Err(JournalError::RolledBack { .. })));
    assert!(matches!(sequencer.advance_watermark(0, root), Err(JournalError::RolledBack { .. })));
    drop(sequencer);
    assert!(block_on(fault).is_none());
    assert_eq!(place.verify().published, Some(1));
}

#[test]
fn a_journal_is_made_once_and_never_silently() {
    let place = Place::new();
    let OpenOptions { directory, watermark, .. } = place.options();
    let again = create(&CreateOptions {
        directory: directory.clone(),
        watermark: watermark.clone(),
        origin: ORIGIN.into(),
    });
    assert!(matches!(again, Err(JournalError::Exists(_))));
    let elsewhere = place.directory.path().join("elsewhere");
    let missing = Sequencer::open(OpenOptions { directory: elsewhere.clone(), ..place.options() });
    assert!(matches!(missing, Err(JournalError::Missing(_))));
    let options = |directory: &std::path::Path, watermark: PathBuf, origin: &str| CreateOptions {
        directory: directory.into(),
        watermark,
        origin: origin.into(),
    };
    for origin in ["", "a b", "a+b", "https://a", "a\nb", &"a".repeat(201)] {
        let mark = place.directory.path().join("mark2");
        assert!(matches!(create(&options(&elsewhere, mark, origin)), Err(JournalError::Origin(_))));
    }
    let inside = create(&options(&elsewhere, elsewhere.join("mark"), "a"));
    assert!(matches!(inside, Err(JournalError::WatermarkInside(_))));
    assert!(!elsewhere.exists());
}
