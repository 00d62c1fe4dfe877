use super::*;
use alloc::vec::Vec;
use proptest::prelude::*;

const SECOND: Duration = Duration::from_secs(1);

fn time(seconds: u64) -> CosignatureTime {
    CosignatureTime::new(seconds).unwrap()
}

fn archive(sightings: &[(u64, u64)]) -> Vec<Sighting> {
    sightings.iter().map(|(size, seconds)| Sighting { size: *size, time: time(*seconds) }).collect()
}

fn judge(before: Option<u64>, after: Option<u64>, gen_time: u64) -> Verdict {
    let bounds = Bounds { before: before.map(time), after: after.map(time) };
    bounds.judge(UnixTime::from_secs(gen_time).unwrap(), SECOND)
}

#[test]
fn the_rule_at_its_edges() {
    use Verdict::{Agrees, BackDated, DatedAhead, NotYetCovered};
    for (before, after, gen_time, verdict) in [
        (Some(100), Some(110), 89, BackDated),
        (Some(100), Some(110), 90, Agrees),
        (Some(100), Some(110), 105, Agrees),
        (Some(100), Some(110), 121, Agrees),
        (Some(100), Some(110), 122, DatedAhead),
        (None, Some(110), 0, Agrees),
        (None, Some(110), 122, DatedAhead),
        (Some(100), None, 89, BackDated),
        (Some(100), None, 90, NotYetCovered),
        (Some(100), None, 1_000_000, NotYetCovered),
        (None, None, 5, NotYetCovered),
        (Some(5), Some(6), 0, Agrees), // no time before 1970
    ] {
        assert_eq!(judge(before, after, gen_time), verdict, "{before:?} {after:?} {gen_time}");
    }
    // The accuracy that the token states widens the upper bound, to the nanosecond.
    let bounds = Bounds { before: None, after: Some(time(110)) };
    let limit = UnixTime::from_nanos(120_500_000_000);
    assert_eq!(bounds.judge(limit, Duration::from_millis(500)), Agrees);
    let later = UnixTime::from_nanos(120_500_000_001);
    assert_eq!(bounds.judge(later, Duration::from_millis(500)), DatedAhead);
}

#[test]
fn bounds_of_every_leaf() {
    // The tree of 3 leaves was cosigned again at 130; that of 0 leaves at the start.
    let mut auditor = Auditor::new(archive(&[(0, 100), (2, 110), (3, 120), (3, 130), (6, 140)]).into_iter());
    let expected = [
        (Some(100), Some(110)),
        (Some(100), Some(110)),
        (Some(110), Some(120)),
        (Some(130), Some(140)),
        (Some(130), Some(140)),
        (Some(130), Some(140)),
        (Some(140), None),
        (Some(140), None),
    ];
    for (index, (before, after)) in (0..).zip(expected) {
        let bounds = Bounds { before: before.map(time), after: after.map(time) };
        assert_eq!(auditor.bounds(index), Ok(bounds), "{index}");
        assert_eq!(auditor.bounds(index), Ok(bounds), "{index} once more");
    }
    assert_eq!(auditor.bounds(3), Err(AuditError::IndexWentBack(3, 7)));
    let none = Bounds { before: None, after: None };
    assert_eq!(Auditor::new(core::iter::empty()).bounds(9), Ok(none));
}

#[test]
fn an_archive_out_of_order_says_nothing() {
    let mut auditor = Auditor::new(archive(&[(5, 100), (3, 110)]).into_iter());
    assert_eq!(auditor.bounds(9), Err(AuditError::SizeWentBack(3, 5)));
    let mut auditor = Auditor::new(archive(&[(3, 100), (5, 89), (6, 120)]).into_iter());
    assert_eq!(auditor.bounds(2).unwrap().after, Some(time(100)));
    assert_eq!(auditor.bounds(3), Err(AuditError::TimeWentBack { size: 5 }));
    // A clock that was set back by what two clocks may differ is borne; the later time counts as B.
    let mut auditor = Auditor::new(archive(&[(3, 100), (5, 90), (6, 120)]).into_iter());
    assert_eq!(auditor.bounds(5), Ok(Bounds { before: Some(time(100)), after: Some(time(120)) }));
}

#[test]
fn a_back_dated_leaf_is_found() {
    // An hour after it was seen without it, the log gets a leaf that claims the hour before.
    let mut auditor = Auditor::new(archive(&[(10, 7200), (11, 7210)]).into_iter());
    let bounds = auditor.bounds(10).unwrap();
    assert_eq!(bounds.judge(UnixTime::from_secs(3600).unwrap(), SECOND), Verdict::BackDated);
    assert_eq!(bounds.judge(UnixTime::from_secs(7205).unwrap(), SECOND), Verdict::Agrees);
}

proptest! {
    #[test]
    fn an_honest_log_agrees(
        steps in proptest::collection::vec((0u64..20, 1u64..100), 1..20),
        skew in -9i64..=9,
        lateness in 0u64..=8,
    ) {
        // In every step the log grows, at once or `lateness` seconds before it is cosigned by a clock that is off by `skew`.
        let (mut now, mut gen_times, mut archived) = (1000u64, Vec::new(), Vec::new());
        for (leaves, pause) in steps {
            now += pause + lateness;
            gen_times.extend((0..leaves).map(|_| now - lateness));
            archived.push((gen_times.len() as u64, now.checked_add_signed(skew).unwrap()));
        }
        let mut auditor = Auditor::new(archive(&archived).into_iter());
        for (index, gen_time) in (0..).zip(gen_times) {
            let verdict = auditor.bounds(index).unwrap().judge(UnixTime::from_secs(gen_time).unwrap(), SECOND);
            prop_assert_eq!(verdict, Verdict::Agrees);
        }
    }

    #[test]
    fn never_panics(sightings: Vec<(u64, u64)>, index: u64, gen_time: u64, accuracy: u64) {
        let sightings = sightings.iter().filter_map(|(size, seconds)| {
            Some(Sighting { size: *size, time: CosignatureTime::new(*seconds)? })
        });
        if let Ok(bounds) = Auditor::new(sightings).bounds(index) {
            let _ = bounds.judge(UnixTime::from_nanos(gen_time), Duration::from_secs(accuracy));
        }
    }
}
