//! The sequencer without a daemon around it: a million records in seconds.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use conformance_tests::query::Query;
use jiff::Timestamp;
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, Grant, HashAlgorithms, Oid, Policy, PolicySettings, Refusal,
    Request, SerialNumber, TimeReading, TimeState, TsaName, Tsu, TsuRules, UnixTime,
};
use tsa_journal::{Clock, JournalError, OpenOptions, Opened, Outcome, Recorded, Sequencer};
use tsa_keys::profile::{Profile, development};
use tsa_keys::{CaKey, Issuer, KeyAlgorithm, TsuKey};

/// What grants, and the clock that all share.
pub(crate) struct Grants {
    policy: Policy,
    tsu: Arc<Tsu>,
    query: Vec<u8>,
    clock: Arc<HandClock>,
}

impl Grants {
    pub(crate) fn new() -> Self {
        let policy = Policy::new(PolicySettings {
            profile: "default".into(),
            policies: vec![Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap()],
            hashes: HashAlgorithms::default(),
            accuracy: Accuracy::ONE_SECOND,
            max_error: Duration::from_millis(500),
            unit: GenTimeUnit::Second,
            ordering: false,
            tsa_name: TsaName::Absent,
            qualified: false,
            certificates: CertificatesField::Chain,
        });
        let clock = Arc::new(HandClock(AtomicU64::new(BEGIN * 1_000)));
        Self { policy: policy.unwrap(), tsu: Arc::new(unit()), query: Query::good().der(), clock }
    }

    /// Opens a journal with the clock of these grants.
    pub(crate) fn open(&self, directory: &Path, watermark: &Path) -> Result<Opened, JournalError> {
        let clock: Arc<dyn Clock> = self.clock.clone();
        Sequencer::open(OpenOptions::new(directory.to_owned(), watermark.to_owned(), clock))
    }

    /// Records so many, and gives their serial numbers.
    pub(crate) fn record(&self, sequencer: &Sequencer, count: usize) -> Vec<SerialNumber> {
        let mut serials = Vec::with_capacity(count);
        while serials.len() < count {
            self.clock.0.fetch_add(10, Ordering::SeqCst);
            let batch = BATCH.min(count - serials.len());
            let mut waiting: Vec<Append<'_>> = Vec::new();
            for _ in 0..batch {
                waiting.push(Box::pin(sequencer.append(self.grant())));
            }
            while !waiting.is_empty() {
                waiting.retain_mut(|append| {
                    match append.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                        Poll::Pending => true,
                        Poll::Ready(recorded) => {
                            let serial = recorded.unwrap().serial();
                            sequencer.conclude(serial, &Outcome::Issued { token_sha256: [0; 32] }).unwrap();
                            serials.push(serial);
                            false
                        }
                    }
                });
                thread::sleep(Duration::from_micros(200));
            }
        }
        serials
    }

    fn grant(&self) -> Grant {
        let request = Request::decode(&self.query, self.policy.hashes()).unwrap();
        self.policy.decide(request, TimeState::Unproven, &self.tsu).unwrap()
    }
}

/// One record under way.
type Append<'a> = Pin<Box<dyn Future<Output = Result<Recorded, Refusal>> + 'a>>;

/// A clock that is set by hand, in milliseconds.
#[derive(Debug)]
struct HandClock(AtomicU64);

impl Clock for HandClock {
    fn read(&self) -> TimeReading {
        let now = UnixTime::from_nanos(self.0.load(Ordering::SeqCst) * 1_000_000);
        TimeReading { now, error: Duration::ZERO, state: TimeState::Unproven }
    }
}

/// A unit whose certificate is made here by the development profiles.
fn unit() -> Tsu {
    let now = Timestamp::from_second(BEGIN.try_into().unwrap()).unwrap();
    let (ca, issuing_key) =
        (CaKey::generate(KeyAlgorithm::EcdsaP256), CaKey::generate(KeyAlgorithm::EcdsaP256));
    let (ca, issuing_key, key) =
        (ca.unwrap(), issuing_key.unwrap(), TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap());
    let root = Profile::parse(development::ROOT).unwrap();
    let root = ca.issue(&root.certificate(Issuer::SelfSigned, ca.spki_der(), now).unwrap()).unwrap();
    let issuing = Profile::parse(development::ISSUING).unwrap();
    let issuing = issuing.certificate(Issuer::Certificate(root), issuing_key.spki_der(), now).unwrap();
    let issuing = ca.issue(&issuing).unwrap();
    let leaf = Profile::parse(development::TSU).unwrap();
    let leaf = leaf.certificate(Issuer::Certificate(issuing.clone()), key.spki_der(), now).unwrap();
    let leaf = issuing_key.issue(&leaf).unwrap();
    Tsu::new(&leaf, &[issuing], key.default_scheme(), &TsuRules::default()).unwrap()
}

/// 2026-11-22T00:00:00Z.
const BEGIN: u64 = 1_795_305_600;
/// Below the sequencer's queue.
const BATCH: usize = 4_000;
