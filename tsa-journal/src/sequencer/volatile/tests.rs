use std::collections::HashSet;
use std::sync::atomic::Ordering;

use tsa_core::GenTimeUnit;

use super::*;
use crate::testing::{HandClock, START, grant};

fn sequencer() -> (Arc<HandClock>, Volatile) {
    let clock = Arc::new(HandClock::new());
    (clock.clone(), Volatile::new(clock))
}

fn append(sequencer: &Volatile, unit: GenTimeUnit) -> Result<Recorded, Refusal> {
    sequencer.append(grant(unit))
}

#[test]
fn c26_c27_serials_count_up_in_their_low_bits_and_are_random_above() {
    let (_, sequencer) = sequencer();
    let serials: Vec<SerialNumber> =
        (0..1000).map(|_| append(&sequencer, GenTimeUnit::Second).unwrap().serial()).collect();
    assert!(serials.iter().map(|serial| serial.index().value()).eq(0..1000));
    let random: HashSet<&[u8]> = serials.iter().map(|serial| &serial.as_bytes()[..10]).collect();
    assert_eq!(random.len(), 1000);
}

#[test]
fn c30_gen_time_never_goes_back_and_a_far_step_back_stops_issuing() {
    let (clock, sequencer) = sequencer();
    let first = append(&sequencer, GenTimeUnit::Millisecond).unwrap().gen_time();
    clock.0.store(START - 900, Ordering::SeqCst);
    assert_eq!(append(&sequencer, GenTimeUnit::Millisecond).unwrap().gen_time(), first);
    clock.0.store(START - 1001, Ordering::SeqCst);
    assert_eq!(append(&sequencer, GenTimeUnit::Millisecond).unwrap_err(), Refusal::TimeNotAvailable);
    clock.0.store(START + 1, Ordering::SeqCst);
    assert!(append(&sequencer, GenTimeUnit::Millisecond).unwrap().gen_time() > first);
}

#[test]
fn a_refusal_spends_no_index() {
    let (clock, sequencer) = sequencer();
    append(&sequencer, GenTimeUnit::Second).unwrap();
    clock.0.store(START - 60_000, Ordering::SeqCst);
    append(&sequencer, GenTimeUnit::Second).unwrap_err();
    clock.0.store(START, Ordering::SeqCst);
    assert_eq!(append(&sequencer, GenTimeUnit::Second).unwrap().serial().index().value(), 1);
    assert_eq!(sequencer.tally().recorded, 2);
}

#[test]
fn outcomes_are_counted_once_and_the_first_is_final() {
    let (_, sequencer) = sequencer();
    let serials: Vec<SerialNumber> =
        (0..4).map(|_| append(&sequencer, GenTimeUnit::Second).unwrap().serial()).collect();
    let issued = Outcome::Issued { token_sha256: [0; 32] };
    let failed = Outcome::Failed(Refusal::SigningFailed);
    sequencer.conclude(serials[0], &issued).unwrap();
    sequencer.conclude(serials[1], &failed).unwrap();
    assert_eq!(sequencer.conclude(serials[1], &issued), Err(Concluded));
    let foreign = SerialNumber::new([0; 10], serials[2].index());
    assert_eq!(sequencer.conclude(foreign, &issued), Err(Concluded));
    assert_eq!(sequencer.tally(), Tally { recorded: 4, issued: 1, void: 1 });
}

#[test]
fn index_order_is_time_order_under_threads() {
    let (clock, sequencer) = sequencer();
    let mut records: Vec<(u64, UnixTime)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    (0..250)
                        .map(|_| {
                            clock.0.fetch_add(1, Ordering::SeqCst);
                            let recorded = append(&sequencer, GenTimeUnit::Millisecond).unwrap();
                            (recorded.serial().index().value(), recorded.gen_time().time())
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    records.sort_unstable();
    assert!(records.iter().map(|(index, _)| *index).eq(0..1000));
    assert!(records.windows(2).all(|pair| pair[0].1 <= pair[1].1));
}
