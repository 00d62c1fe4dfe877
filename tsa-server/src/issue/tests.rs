use std::sync::atomic::{AtomicU64, Ordering};

use tsa_core::{Signature, SignatureScheme, TimeReading, TsuRules, UnixTime};
use tsa_keys::{SignError, development};

use super::*;
use crate::config::Config;
use crate::unit::Unit;

/// Stands still until it is set.
#[derive(Debug)]
struct Standing(AtomicU64);

impl Clock for Standing {
    fn read(&self) -> TimeReading {
        let now = UnixTime::from_nanos(self.0.load(Ordering::Relaxed));
        TimeReading { now, error: Duration::ZERO, state: TimeState::Synced }
    }
}

struct Bench {
    clock: Arc<Standing>,
    sequencer: Arc<Sequencer>,
    issuer: Issuer,
    profile: Profile,
}

/// The public profile of a development state, ten seconds from now.
fn bench() -> Bench {
    let directory = tempfile::tempdir().expect("a directory");
    let made = development::open_or_make(directory.path(), jiff::Timestamp::now()).expect("a hierarchy");
    let config = Config::from_text(CONFIGURATION, "here").expect("a configuration");
    let active = made.store.active("main", None, &TsuRules::default()).expect("a unit");
    let unit =
        Unit::new(active.name, active.tsu, active.key, String::new(), &config.signing).expect("a unit");
    let settings = &config.profiles[0];
    let (name, paths) = (settings.name.clone(), settings.paths.clone());
    let profile = Profile::new(name, paths, settings.policy.clone(), Arc::new(unit), false, None);
    let seconds = u64::try_from(jiff::Timestamp::now().as_second() + 10).expect("after 1970");
    let clock = Arc::new(Standing((seconds * 1_000_000_000 + 500_000_000).into()));
    let sequencer = Arc::new(Sequencer::volatile(Arc::clone(&clock) as Arc<dyn Clock>));
    let (reader, recorder) = (Arc::clone(&clock) as Arc<dyn Clock>, Arc::clone(&sequencer));
    let space = Arc::new(Space::new(directory.path().to_owned(), 0));
    let issuer = Issuer::new(reader, recorder, &config.signing, Arc::new(Metrics::new()), space);
    Bench { clock, sequencer, issuer, profile }
}

impl Bench {
    /// Records a request and has it signed in this way.
    async fn finish(
        &self,
        sign: impl FnOnce(&Recorded) -> Result<Signature, SignError>,
    ) -> Result<Signed, Refusal> {
        let request = Request::decode(&query(), self.profile.policy().hashes())?;
        let unit = self.profile.unit();
        let grant = self.profile.policy().decide(request, TimeState::Synced, unit.tsu())?;
        let recorded = self.sequencer.append(grant).await?;
        self.issuer.desk.finish(unit, recorded, monotonic(), sign)
    }

    /// A good signature, with the clock set back by so much just before.
    async fn finish_set_back(&self, nanos: u64) -> Signed {
        let Signer::Inline(key) = self.profile.unit().signer() else { panic!("no ECDSA key") };
        let sign = |recorded: &Recorded| {
            self.clock.0.fetch_sub(nanos, Ordering::Relaxed);
            key.sign(recorded)
        };
        self.finish(sign).await.expect("a signature")
    }

    fn outcomes(&self) -> (u64, u64, u64) {
        let tally = self.sequencer.tally();
        (tally.recorded, tally.issued, tally.void)
    }
}

#[tokio::test]
async fn c30_a_token_is_withheld_when_the_clock_is_set_back_far_after_its_record() {
    let bench = bench();
    let signed = bench.finish_set_back(3_600_000_000_000).await;
    assert_eq!(bench.outcomes(), (1, 0, 0), "no outcome while it waits");
    let begun = monotonic();
    let refused = bench.issuer.desk.release(signed, Duration::from_millis(20)).await;
    assert_eq!(refused.err(), Some(Refusal::TimeNotAvailable));
    assert!(begun.elapsed() >= Duration::from_millis(20));
    assert_eq!(bench.outcomes(), (1, 0, 1));
}

#[tokio::test]
async fn c30_a_token_waits_for_its_time_and_is_concluded_then() {
    let bench = bench();
    let signed = bench.finish_set_back(700_000_000).await;
    assert_eq!(bench.outcomes(), (1, 0, 0), "no outcome while it waits");
    bench.clock.0.fetch_add(700_000_000, Ordering::Relaxed);
    let patience = Duration::from_secs(1);
    bench.issuer.desk.release(signed, patience).await.expect("a token");
    assert_eq!(bench.outcomes(), (1, 1, 0));
    drop(bench.finish_set_back(700_000_000).await);
    assert_eq!(bench.outcomes(), (2, 1, 1), "its client went away while it waited: it has not left");
}

#[tokio::test]
async fn c54_nothing_is_signed_after_a_failed_self_check_though_it_was_recorded_before() {
    let bench = bench();
    let nonsense = Signature::from_octets(SignatureScheme::EcdsaP256Sha256, vec![0x30, 0]);
    // The first token of a unit is checked.
    assert_eq!(bench.finish(|_| Ok(nonsense)).await.err(), Some(Refusal::SelfCheckFailed));
    let refused = bench.finish(|_| panic!("the key was used again")).await;
    assert_eq!(refused.err(), Some(Refusal::UnitNotUsable));
    assert_eq!(bench.outcomes(), (2, 0, 2));
}

fn query() -> Vec<u8> {
    // SEQUENCE { version 1, messageImprint { { sha256 }, OCTET STRING } }
    let mut der = vec![0x30, 0x34, 0x02, 1, 1, 0x30, 0x2f, 0x30, 0x0b, 0x06, 9];
    der.extend([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20]);
    der.extend([7; 32]);
    der
}

const CONFIGURATION: &str = r#"
version = 1
[[http.listener]]
name = "public"
address = "127.0.0.1:0"
[state]
watermark = "/elsewhere/mark"
directory = "/nowhere"
[time]
sources = [{ kind = "system-clock" }]
[[profile]]
name = "main"
listeners = ["public"]
paths = ["/tsa"]
tsu-group = "main"
policies = ["1.3.6.1.4.1.32473.1.0"]
"#;
