//! A record and a log to look into: real units sign real tokens under a clock that the test sets.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tsa_core::asn1::Oid;
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, Grant, HashAlgorithms, Policy, PolicySettings, Refusal,
    Request, TimeReading, TimeState, TsaName, TsuRules, UnixTime,
};
use tsa_journal::{Clock, CreateOptions, OpenOptions, Outcome, PublishOptions, Publisher, Sequencer};
use tsa_keys::Protection;
use tsa_keys::log_store::LogKeys;
use tsa_keys::tsu_store::ActiveTsu;

/// A clock set by hand.
#[derive(Debug)]
pub(crate) struct HandClock(AtomicU64);

impl Clock for HandClock {
    fn read(&self) -> TimeReading {
        TimeReading {
            now: UnixTime::from_nanos(self.0.load(Ordering::SeqCst)),
            error: Duration::ZERO,
            state: TimeState::Unproven,
        }
    }
}

impl HandClock {
    pub(crate) fn pass(&self, milliseconds: u64) {
        self.0.fetch_add(milliseconds * 1_000_000, Ordering::SeqCst);
    }
}

/// An open record whose log is published by hand.
pub(crate) struct Authority {
    pub(crate) clock: Arc<HandClock>,
    unit: ActiveTsu,
    policy: Policy,
    sequencer: Option<Arc<Sequencer>>,
    publisher: Option<Publisher>,
    pub(crate) log_key: String,
}

impl Authority {
    /// Makes state directory, journal and keys with an origin, then opens them; or only opens them.
    pub(crate) fn open(state: &Path, watermark: &Path, segment_size: u64) -> Self {
        let now = jiff::Timestamp::now();
        let unit = unit(state);
        // In the past, so that what the test lets pass is not in the future; later at the second time.
        let begin = if state.join("journal").exists() { 60 } else { 120 };
        let begin = now.as_second() - begin;
        if !state.join("journal").exists() {
            LogKeys::create(state, ORIGIN, Protection::Plain).unwrap();
            tsa_journal::create(&CreateOptions {
                directory: state.join("journal"),
                watermark: watermark.to_owned(),
                origin: ORIGIN.into(),
            })
            .unwrap();
        }
        let clock = Arc::new(HandClock(AtomicU64::new(u64::try_from(begin).unwrap() * 1_000_000_000)));
        let mut options =
            OpenOptions::new(state.join("journal"), watermark.to_owned(), Arc::<HandClock>::clone(&clock));
        options.segment_size = segment_size;
        let sequencer = Arc::new(Sequencer::open(options).unwrap().sequencer);
        let keys = LogKeys::open(state, ORIGIN, None).unwrap();
        std::fs::create_dir_all(state.join("log")).unwrap();
        std::fs::write(state.join("log/vkey"), keys.vkeys()).unwrap();
        let log_key = keys.vkeys().lines().next().unwrap().to_owned();
        let publisher = Publisher::open(
            Arc::clone(&sequencer),
            PublishOptions {
                directory: state.join("log"),
                journal: state.join("journal"),
                watermark: watermark.to_owned(),
                signer: Box::new(keys.log),
                cosigner: Box::new(keys.cosigner),
                clock: Arc::<HandClock>::clone(&clock),
            },
        )
        .unwrap();
        Self {
            clock,
            unit,
            policy: policy(),
            sequencer: Some(sequencer),
            publisher: Some(publisher),
            log_key,
        }
    }

    fn grant(&self, data: &[u8]) -> Grant {
        self.grant_request(&query(data))
    }

    fn grant_request(&self, query: &[u8]) -> Grant {
        let request = Request::decode(query, self.policy.hashes()).unwrap();
        self.policy.decide(request, TimeState::Unproven, &self.unit.tsu).unwrap()
    }

    /// Issues a token over `data`.
    pub(crate) fn issue(&self, data: &[u8]) -> Vec<u8> {
        self.issue_granted(self.grant(data))
    }

    /// Issues a token over `data` that holds no certificate.
    pub(crate) fn issue_bare(&self, data: &[u8]) -> Vec<u8> {
        let mut query = query(data);
        if let Some(cert_req) = query.last_mut() {
            *cert_req = 0;
        }
        self.issue_granted(self.grant_request(&query))
    }

    fn issue_granted(&self, grant: Grant) -> Vec<u8> {
        let sequencer = self.sequencer.as_ref().unwrap();
        let recorded = block_on(sequencer.append(grant)).unwrap();
        let (serial, signature) = (recorded.serial(), self.unit.key.sign(&recorded).unwrap());
        let token = recorded.into_draft().complete(&signature).unwrap().der().to_vec();
        let token_sha256 = Sha256::digest(&token).into();
        sequencer.conclude(serial, &Outcome::Issued { token_sha256 }).unwrap();
        token
    }

    /// Records something; the signature fails, or comes after it was given up.
    pub(crate) fn fail(&self, data: &[u8]) -> Vec<u8> {
        let sequencer = self.sequencer.as_ref().unwrap();
        let recorded = block_on(sequencer.append(self.grant(data))).unwrap();
        let (serial, signature) = (recorded.serial(), self.unit.key.sign(&recorded).unwrap());
        sequencer.conclude(serial, &Outcome::Failed(Refusal::SigningTooSlow)).unwrap();
        recorded.into_draft().complete(&signature).unwrap().der().to_vec()
    }

    /// Records something that is never signed: many at a time, for volume.
    pub(crate) fn record(&self, count: u64) {
        let sequencer = self.sequencer.as_ref().unwrap();
        for number in 0..count {
            let recorded = block_on(sequencer.append(self.grant(&number.to_be_bytes()))).unwrap();
            let token_sha256 = Sha256::digest(number.to_be_bytes()).into();
            sequencer.conclude(recorded.serial(), &Outcome::Issued { token_sha256 }).unwrap();
        }
    }

    /// Publishes what is recorded.
    pub(crate) fn publish(&mut self) {
        let publisher = self.publisher.as_mut().unwrap();
        if let Some(checkpoint) = publisher.prepare().unwrap() {
            publisher.release(checkpoint, Vec::new()).unwrap();
        }
    }

    /// Waits until so many leaves are durable: outcomes are not waited for when they are concluded.
    pub(crate) fn settle(&self, leaves: u64) {
        while self.sequencer.as_ref().unwrap().durable_leaves() < leaves {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A token over `data` by the same key that was recorded elsewhere: what a thief of the key could make.
pub(crate) fn forge(state: &Path, other: &Path, data: &[u8]) -> Vec<u8> {
    std::fs::create_dir_all(other).unwrap();
    let watermark = other.join("mark");
    tsa_journal::create(&CreateOptions {
        directory: other.join("journal"),
        watermark: watermark.clone(),
        origin: "elsewhere.example".into(),
    })
    .unwrap();
    let unit = unit(state);
    let nanos = u64::try_from(jiff::Timestamp::now().as_nanosecond()).unwrap();
    let clock = Arc::new(HandClock(AtomicU64::new(nanos)));
    let sequencer =
        Sequencer::open(OpenOptions::new(other.join("journal"), watermark, clock)).unwrap().sequencer;
    let policy = policy();
    let request = Request::decode(&query(data), policy.hashes()).unwrap();
    let grant = policy.decide(request, TimeState::Unproven, &unit.tsu).unwrap();
    let recorded = block_on(sequencer.append(grant)).unwrap();
    let signature = unit.key.sign(&recorded).unwrap();
    recorded.into_draft().complete(&signature).unwrap().der().to_vec()
}

/// The unit of a hierarchy that was made an hour ago.
fn unit(state: &Path) -> ActiveTsu {
    let made = jiff::Timestamp::from_second(jiff::Timestamp::now().as_second() - 3600).unwrap();
    let development = tsa_keys::development::open_or_make(state, made).unwrap();
    development.store.active("main", None, &TsuRules::default()).unwrap()
}

fn policy() -> Policy {
    Policy::new(PolicySettings {
        profile: "default".into(),
        policies: vec![Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap()],
        hashes: HashAlgorithms::default(),
        accuracy: Accuracy::ONE_SECOND,
        max_error: Duration::from_millis(500),
        unit: GenTimeUnit::Millisecond,
        ordering: false,
        tsa_name: TsaName::Absent,
        qualified: false,
        certificates: CertificatesField::Chain,
    })
    .unwrap()
}

/// A TimeStampReq for SHA-256 of `data`, with certReq.
fn query(data: &[u8]) -> Vec<u8> {
    let mut query = vec![0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31];
    query.extend([0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00]);
    query.extend([0x04, 0x20]);
    query.extend(Sha256::digest(data));
    query.extend([0x01, 0x01, 0xff]);
    query
}

fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

pub(crate) const ORIGIN: &str = "log.example.com/tsa";
