//! Clocks, units and grants for the tests of this crate, and file systems that fail.

pub(crate) mod fault;
pub(crate) mod image;
pub(crate) mod sim;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tsa_core::asn1::encode::{self, tlv};
use tsa_core::asn1::{Oid, oid};
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, Grant, HashAlgorithms, Policy, PolicySettings, Request,
    SignatureScheme, TimeReading, TimeState, TsaName, Tsu, TsuRules, UnixTime,
};

use crate::clock::Clock;
use crate::disk::Disk;
use crate::open::{CreateOptions, Opening};

/// A clock that is set by hand, in milliseconds.
#[derive(Debug)]
pub(crate) struct HandClock(pub(crate) AtomicU64);

impl HandClock {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(START))
    }
}

impl Clock for HandClock {
    fn read(&self) -> TimeReading {
        TimeReading {
            now: UnixTime::from_nanos(self.0.load(Ordering::SeqCst) * 1_000_000),
            error: Duration::ZERO,
            state: TimeState::Unproven,
        }
    }
}

pub(crate) const START: u64 = 1_795_366_080_000;

pub(crate) const ORIGIN: &str = "tsa.example/log";

pub(crate) fn create_options() -> CreateOptions {
    CreateOptions {
        directory: PathBuf::from("/state/journal"),
        watermark: PathBuf::from("/mark/watermark"),
        origin: ORIGIN.into(),
    }
}

/// Opens the journal of [`create_options`] with small segments.
pub(crate) fn opening(disk: &Arc<dyn Disk>, clock: &Arc<HandClock>) -> Opening {
    let CreateOptions { directory, watermark, .. } = create_options();
    Opening {
        disk: Arc::clone(disk),
        directory,
        watermark,
        clock: Arc::<HandClock>::clone(clock),
        accuracy: Accuracy::ONE_SECOND,
        segment_size: 1536,
        reserve: 512,
    }
}

/// Waits for a future on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
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

/// A small generator for tests that can be repeated: SplitMix64.
#[derive(Clone, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.roll() & 1 == 1
    }
}

fn name(common_name: &str) -> Vec<u8> {
    let attribute = |kind: &str, value: &str| {
        let value = tlv(encode::UTF8_STRING, &[value.as_bytes()]);
        tlv(encode::SET, &[&tlv(encode::SEQUENCE, &[&Oid::from_dotted(kind).unwrap().to_der(), &value])])
    };
    let country = tlv(
        encode::SET,
        &[&tlv(encode::SEQUENCE, &[&Oid::from_dotted("2.5.4.6").unwrap().to_der(), &tlv(0x13, &[b"CH"])])],
    );
    tlv(encode::SEQUENCE, &[&country, &attribute("2.5.4.10", "Example"), &attribute("2.5.4.3", common_name)])
}

/// A certificate that passes the rules; its signature and key are placeholders, nothing is signed here.
pub(crate) fn tsu() -> Arc<Tsu> {
    let dotted = |text: &str| Oid::from_dotted(text).unwrap().to_der();
    let algorithm = tlv(encode::SEQUENCE, &[&Oid::from(oid::ECDSA_WITH_SHA256).to_der()]);
    let key = tlv(
        encode::SEQUENCE,
        &[&Oid::from(oid::EC_PUBLIC_KEY).to_der(), &Oid::from(oid::SECP256R1).to_der()],
    );
    let spki = tlv(encode::SEQUENCE, &[&key, &tlv(encode::BIT_STRING, &[&[0], &[4; 65]])]);
    let purpose = tlv(encode::SEQUENCE, &[&Oid::from(oid::KP_TIME_STAMPING).to_der()]);
    let purpose = tlv(
        encode::SEQUENCE,
        &[&dotted("2.5.29.37"), &[1, 1, 0xff], &tlv(encode::OCTET_STRING, &[&purpose])],
    );
    let validity = tlv(encode::SEQUENCE, &[&tlv(0x17, &[b"260101000000Z"]), &tlv(0x17, &[b"310101000000Z"])]);
    let tbs = tlv(
        encode::SEQUENCE,
        &[
            &tlv(encode::context(0), &[&[2, 1, 2]]),
            &[2, 1, 1],
            &algorithm,
            &name("CA"),
            &validity,
            &name("TSU"),
            &spki,
            &tlv(encode::context(3), &[&tlv(encode::SEQUENCE, &[&purpose])]),
        ],
    );
    let certificate = tlv(encode::SEQUENCE, &[&tbs, &algorithm, &tlv(encode::BIT_STRING, &[&[0; 9]])]);
    Arc::new(Tsu::new(&certificate, &[], SignatureScheme::EcdsaP256Sha256, &TsuRules::default()).unwrap())
}

pub(crate) fn grant(unit: GenTimeUnit) -> Grant {
    let policy = Policy::new(PolicySettings {
        profile: "default".into(),
        policies: vec![Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap()],
        hashes: HashAlgorithms::default(),
        accuracy: Accuracy::ONE_SECOND,
        max_error: Duration::from_millis(500),
        unit,
        ordering: false,
        tsa_name: TsaName::Absent,
        qualified: false,
        certificates: CertificatesField::Chain,
    })
    .unwrap();
    let algorithm = tlv(encode::SEQUENCE, &[&Oid::from(oid::SHA256).to_der()]);
    let imprint = tlv(encode::SEQUENCE, &[&algorithm, &tlv(encode::OCTET_STRING, &[&[7; 32]])]);
    let request = Request::decode(&tlv(encode::SEQUENCE, &[&[2, 1, 1], &imprint]), policy.hashes()).unwrap();
    static UNIT: std::sync::OnceLock<Arc<Tsu>> = std::sync::OnceLock::new();
    policy.decide(request, TimeState::Unproven, UNIT.get_or_init(tsu)).unwrap()
}
