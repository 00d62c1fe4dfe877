//! The path from octets to a token, with a clock that a hand drives.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use tsa_core::{Refusal, TimeReading, TimeState, TsuRules, UnixTime};
use tsa_journal::{Clock, Sequencer};
use tsa_keys::tsu_store::TsuStore;
use tsa_keys::{KeyAlgorithm, Protection};
use tsa_server::app::Profile;
use tsa_server::config::{Config, SigningSettings};
use tsa_server::issue::{Issuer, NotIssued};
use tsa_server::metrics::Metrics;
use tsa_server::space::Space;
use tsa_server::unit::Unit;

use crate::authority::{Authority, profile};
use crate::client::query;

/// Goes forward by twenty milliseconds a look, from wherever it was set.
#[derive(Debug)]
struct Hand {
    nanos: AtomicU64,
    rest: Mutex<(Duration, TimeState)>,
}

impl Clock for Hand {
    fn read(&self) -> TimeReading {
        let (error, state) = *self.rest.lock().expect("a lock");
        let nanos = self.nanos.fetch_add(20_000_000, Ordering::Relaxed);
        TimeReading { now: UnixTime::from_nanos(nanos), error, state }
    }
}

struct Bench {
    clock: Arc<Hand>,
    sequencer: Arc<Sequencer>,
    issuer: Issuer,
    profile: Profile,
}

/// One profile of one unit, on a clock that stands at the present second and a half.
fn bench(algorithm: KeyAlgorithm, change: impl FnOnce(&mut SigningSettings)) -> Bench {
    let authority = Authority::new();
    authority.add_unit("main", algorithm, Protection::Plain);
    let file = authority.configure(&profile("main", "1.3.6.1.4.1.32473.2.1", ""));
    let mut config = Config::load(&file).expect("a configuration");
    change(&mut config.signing);
    let store = TsuStore::open(&authority.state()).expect("a state");
    let active = store.active("main", None, &TsuRules::default()).expect("a unit");
    let chain = store.chain_pem(&active.name).expect("a chain");
    let unit = Unit::new(active.name, active.tsu, active.key, chain, &config.signing).expect("a unit");
    let settings = &config.profiles[0];
    let profile = Profile::new(
        settings.name.clone(),
        settings.paths.clone(),
        settings.policy.clone(),
        Arc::new(unit),
        false,
        None,
    );
    let now = jiff::Timestamp::now().as_second() + 10;
    let nanos = u64::try_from(now).expect("after 1970") * 1_000_000_000 + 500_000_000;
    let clock = Arc::new(Hand { nanos: nanos.into(), rest: Mutex::new((Duration::ZERO, TimeState::Synced)) });
    let sequencer = Arc::new(Sequencer::volatile(Arc::clone(&clock) as Arc<dyn Clock>));
    let issuer = Issuer::new(
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::clone(&sequencer),
        &config.signing,
        Arc::new(Metrics::new()),
        Arc::new(Space::new(std::path::PathBuf::new(), 0)),
    );
    Bench { clock, sequencer, issuer, profile }
}

impl Bench {
    fn issue(&self) -> Result<UnixTime, NotIssued> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let issued = runtime.block_on(self.issuer.issue(&self.profile, &query(b"x", 1)))?;
        Ok(issued.token.gen_time().time())
    }

    fn now(&self) -> UnixTime {
        UnixTime::from_nanos(self.clock.nanos.load(Ordering::Relaxed))
    }

    fn set(&self, error: Duration, state: TimeState) {
        *self.clock.rest.lock().expect("a lock") = (error, state);
    }
}

#[test]
fn c30_a_clock_that_went_back_a_little_is_waited_for_and_one_that_went_back_far_refused() {
    let bench = bench(KeyAlgorithm::EcdsaP256, |_| {});
    let first = bench.issue().expect("a token");
    assert!(first <= bench.now());
    // Half a second plus: before the last genTime, within the accuracy.
    bench.clock.nanos.fetch_sub(700_000_000, Ordering::Relaxed);
    assert!(bench.now() < first);
    assert_eq!(bench.issue(), Ok(first), "genTime does not go back");
    assert!(bench.now() >= first, "the answer does not leave before its genTime");
    // Further than the accuracy allows to stretch.
    bench.clock.nanos.fetch_sub(5_000_000_000, Ordering::Relaxed);
    assert_eq!(bench.issue(), Err(NotIssued::Refused(Refusal::TimeNotAvailable)));
    let tally = bench.sequencer.tally();
    assert_eq!((tally.recorded, tally.issued, tally.void), (2, 2, 0));
}

#[test]
fn c71_no_token_without_a_bound_on_the_error() {
    let bench = bench(KeyAlgorithm::EcdsaP256, |_| {});
    for (error, state) in [(Duration::ZERO, TimeState::Lost), (Duration::from_millis(501), TimeState::Synced)]
    {
        bench.set(error, state);
        assert_eq!(bench.issue(), Err(NotIssued::Refused(Refusal::TimeNotAvailable)), "{state:?}");
        assert_eq!(bench.issuer.readiness(&bench.profile), Err(Refusal::TimeNotAvailable), "{state:?}");
    }
    bench.set(Duration::from_millis(100), TimeState::Holdover);
    assert_eq!(bench.issuer.readiness(&bench.profile), Ok(()));
    assert!(bench.issue().is_ok());
}

#[test]
fn c63_no_token_outside_the_time_of_the_certificate() {
    let bench = bench(KeyAlgorithm::EcdsaP256, |_| {});
    let year = 366 * 24 * 3600 * 1_000_000_000;
    bench.clock.nanos.fetch_add(year, Ordering::Relaxed);
    assert_eq!(bench.issue(), Err(NotIssued::Refused(Refusal::UnitNotUsable)));
    assert_eq!(bench.issuer.readiness(&bench.profile), Err(Refusal::UnitNotUsable));
    assert_eq!(bench.sequencer.tally().recorded, 0, "found before the record");
}

#[test]
fn c31_a_token_that_was_signed_too_late_is_dropped_and_its_record_void() {
    let bench = bench(KeyAlgorithm::EcdsaP256, |signing| signing.deadline = Duration::ZERO);
    assert_eq!(bench.issue(), Err(NotIssued::Refused(Refusal::SigningTooSlow)));
    let tally = bench.sequencer.tally();
    assert_eq!((tally.recorded, tally.issued, tally.void), (1, 0, 1));
}

#[test]
fn h37_a_signature_is_finished_and_recorded_when_the_client_goes_away() {
    let bench = bench(KeyAlgorithm::Rsa3072, |signing| signing.threads = 1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let begun = runtime.block_on(async {
        let query = query(b"x", 1);
        // Until one is caught between its record and its signature, as nearly every one is.
        for begun in 1..=50 {
            let mut issuing = Box::pin(bench.issuer.issue(&bench.profile, &query));
            // Once: recorded, and handed to the signer. Then the connection is gone and its future with it.
            let once = std::future::poll_fn(|cx| Poll::Ready(issuing.as_mut().poll(cx).is_pending()));
            if once.await {
                return begun;
            }
        }
        panic!("fifty signatures were made in no time");
    });
    let issued = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        bench.sequencer.tally().issued == begun
    });
    assert!(issued, "{:?}", bench.sequencer.tally());
}
