use super::*;
use alloc::string::ToString;
use proptest::prelude::*;

fn at(nanos: u64) -> UnixTime {
    UnixTime::from_nanos(nanos)
}

fn reading(now: u64, error: u64) -> TimeReading {
    TimeReading { now: at(now), error: Duration::from_nanos(error), state: TimeState::Synced }
}

const T: u64 = 1_795_366_080_500_000_000;

#[test]
fn c32_accuracy_leaves_out_zero_parts() {
    let der = |micros| Accuracy::new(Duration::from_micros(micros)).unwrap().to_der();
    assert_eq!(der(1_000_000), [0x30, 3, 2, 1, 1]);
    assert_eq!(der(500_000), [0x30, 4, 0x80, 2, 0x01, 0xf4]);
    assert_eq!(der(100_000), [0x30, 3, 0x80, 1, 100]);
    assert_eq!(der(200_000), [0x30, 4, 0x80, 2, 0, 200]);
    assert_eq!(der(1), [0x30, 3, 0x81, 1, 1]);
    assert_eq!(der(999_999), [0x30, 8, 0x80, 2, 3, 0xe7, 0x81, 2, 3, 0xe7]);
}

#[test]
fn c32_accuracy_outside_its_range_is_refused() {
    assert_eq!(Accuracy::new(Duration::ZERO), Err(AccuracyError::Zero));
    assert_eq!(Accuracy::new(Duration::from_millis(1001)), Err(AccuracyError::TooLarge));
    assert_eq!(Accuracy::new(Duration::from_nanos(1500)), Err(AccuracyError::TooFine));
}

#[test]
fn c30_whole_seconds_with_a_perfect_clock() {
    let g = reading(T, 0).gen_time(None, GenTimeUnit::Second, Accuracy::ONE_SECOND, false).unwrap();
    assert_eq!(g.time(), at(1_795_366_080_000_000_000));
}

#[test]
fn c30_half_a_second_of_error_is_the_limit_for_whole_seconds() {
    let decide = |now, e| reading(now, e).gen_time(None, GenTimeUnit::Second, Accuracy::ONE_SECOND, false);
    // g may lie in the future of `now`: the answer waits for it.
    assert_eq!(decide(T, 500_000_000).unwrap().time(), at(1_795_366_081_000_000_000));
    assert!(decide(T + 499_999_999, 500_000_000).is_ok());
    assert_eq!(decide(T, 500_000_001), Err(Refusal::TimeNotAvailable));
}

#[test]
fn c30_a_lost_clock_gives_no_time() {
    let lost = TimeReading { state: TimeState::Lost, ..reading(T, 0) };
    let answer = lost.gen_time(None, GenTimeUnit::Second, Accuracy::ONE_SECOND, false);
    assert_eq!(answer, Err(Refusal::TimeNotAvailable));
}

#[test]
fn c30_a_clock_set_back_keeps_the_last_time_while_the_bound_holds_and_then_stops() {
    let last = at(1_795_366_081_000_000_000);
    let decide = |now| reading(now, 0).gen_time(Some(last), GenTimeUnit::Second, Accuracy::ONE_SECOND, false);
    assert_eq!(decide(1_795_366_080_000_000_000).unwrap().time(), last);
    assert_eq!(decide(1_795_366_079_999_999_999), Err(Refusal::TimeNotAvailable));
}

#[test]
fn c34_ordering_makes_times_strictly_increasing() {
    let last = Some(at(T));
    let accuracy = Accuracy::new(Duration::from_millis(10)).unwrap();
    let g = reading(T, 0).gen_time(last, GenTimeUnit::Millisecond, accuracy, true).unwrap();
    assert_eq!(g.time(), at(T + 1_000_000));
}

#[test]
fn a_profile_with_a_finer_unit_does_not_push_a_coarser_one_into_the_future() {
    let last = Some(at(T));
    let g = reading(T, 0).gen_time(last, GenTimeUnit::Second, Accuracy::ONE_SECOND, false).unwrap();
    assert_eq!(g.time(), at(1_795_366_080_000_000_000));
}

#[test]
fn times_are_shown_in_utc() {
    assert_eq!(at(T).to_string(), "2026-11-22T16:48:00.5Z");
    assert_eq!(at(0).to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(at(1).to_string(), "1970-01-01T00:00:00.000000001Z");
}

proptest! {
    /// C30 as it is meant: wherever true time lies in the interval of the reading, it is within the accuracy.
    #[test]
    fn c30_true_time_is_within_the_accuracy(
        now in 1_000_000_000_000_000_000u64..4_000_000_000_000_000_000,
        error in 0u64..700_000_000,
        offset in -1.0f64..=1.0,
        back in proptest::option::of(0u64..3_000_000_000),
        unit in prop_oneof![Just(GenTimeUnit::Second), Just(GenTimeUnit::Decisecond), Just(GenTimeUnit::Millisecond)],
        micros in 1_000u64..=1_000_000,
    ) {
        let accuracy = Accuracy::new(Duration::from_micros(micros)).unwrap();
        let last = back.map(|back| at(now - back));
        if let Ok(g) = reading(now, error).gen_time(last, unit, accuracy, false) {
            let truth = now as i128 + (error as f64 * offset) as i128;
            let distance = (truth - g.time().as_nanos() as i128).unsigned_abs();
            prop_assert!(distance <= accuracy.as_duration().as_nanos());
            if let Some(last) = last {
                prop_assert!(g >= GenTime::floor(last, unit));
            }
        }
    }
}
