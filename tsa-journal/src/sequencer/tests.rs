use std::collections::HashSet;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tsa_core::asn1::encode::{self, tlv};
use tsa_core::asn1::{Oid, oid};
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, HashAlgorithms, Policy, PolicySettings, Request,
    SignatureScheme, TimeReading, TimeState, TsaName, Tsu, TsuRules,
};

use super::*;

/// A clock that is set by hand, in milliseconds.
#[derive(Debug)]
struct HandClock(AtomicU64);

impl Clock for HandClock {
    fn read(&self) -> TimeReading {
        TimeReading {
            now: UnixTime::from_nanos(self.0.load(Ordering::SeqCst) * 1_000_000),
            error: Duration::ZERO,
            state: TimeState::Unproven,
        }
    }
}

const START: u64 = 1_795_366_080_000;

fn sequencer() -> (Arc<HandClock>, Sequencer) {
    let clock = Arc::new(HandClock(AtomicU64::new(START)));
    (clock.clone(), Sequencer::volatile(clock))
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
fn tsu() -> Arc<Tsu> {
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

fn grant(unit: GenTimeUnit) -> Grant {
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
    policy.decide(request, TimeState::Unproven, &tsu()).unwrap()
}

/// The sequencer without a disk never suspends.
fn append(sequencer: &Sequencer, unit: GenTimeUnit) -> Result<Recorded, Refusal> {
    match pin!(sequencer.append(grant(unit))).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("suspended"),
    }
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
fn outcomes_are_counted() {
    let (_, sequencer) = sequencer();
    for _ in 0..3 {
        append(&sequencer, GenTimeUnit::Second).unwrap();
    }
    let serial = append(&sequencer, GenTimeUnit::Second).unwrap().serial();
    sequencer.conclude(serial, &Outcome::Issued { token_sha256: [0; 32] });
    sequencer.conclude(serial, &Outcome::Failed(Refusal::SigningFailed));
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
