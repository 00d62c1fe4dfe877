//! The rows without a network.

use std::future::Future;
use std::io::{Seek as _, Write as _};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use conformance_tests::query::Query;
use jiff::Timestamp;
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, HashAlgorithms, Oid, Policy, PolicySettings, Request,
    TimeReading, TimeState, TsaName, Tsu, TsuRules, UnixTime, response,
};
use tsa_journal::{Clock, Outcome, Sequencer};
use tsa_keys::profile::{Profile, development};
use tsa_keys::{CaKey, Issuer, KeyAlgorithm, TsuKey};

use crate::rate;
use crate::servers::scratch;

/// ECDSA over as many octets as the signed attributes have.
pub(crate) fn signature(time: Duration) -> f64 {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).unwrap();
    let message = [0x31u8; 300];
    rate(time, || {
        std::hint::black_box(key.sign(&random, std::hint::black_box(&message)).unwrap());
    })
}

/// The way of a request through the program, without the network: octets in, octets out.
pub(crate) fn token(time: Duration) -> f64 {
    let key = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let tsu = Arc::new(unit(&key));
    let policy = policy();
    let sequencer = Sequencer::volatile(Arc::new(WallClock));
    let query = query();
    rate(time, || {
        let request = Request::decode(&query, policy.hashes()).unwrap();
        let grant = policy.decide(request, TimeState::Unproven, &tsu).unwrap();
        let recorded = ready(sequencer.append(grant)).unwrap();
        let signature = key.sign(&recorded).unwrap();
        let token = recorded.into_draft().complete(&signature).unwrap();
        sequencer.conclude(token.serial(), &Outcome::Issued { token_sha256: *token.sha256() }).unwrap();
        std::hint::black_box(response::granted(&token));
    })
}

/// What the record of one token asks of the disk at least: a write of its size into reserved space, and fdatasync.
pub(crate) fn fdatasync(time: Duration) -> f64 {
    let directory = scratch();
    let mut file = std::fs::File::create_new(directory.path().join("file")).unwrap();
    file.write_all(&vec![0; 16 << 20]).unwrap();
    file.sync_all().unwrap();
    file.seek(std::io::SeekFrom::Start(0)).unwrap();
    rate(time, || {
        file.write_all(&[7; 600]).unwrap();
        file.sync_data().unwrap();
    })
}

fn policy() -> Policy {
    Policy::new(PolicySettings {
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
    })
    .unwrap()
}

/// A unit whose certificate is made here by the development profiles.
fn unit(key: &TsuKey) -> Tsu {
    let now = Timestamp::from_second(wall_clock().as_secs().try_into().unwrap()).unwrap();
    let ca = CaKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let root = Profile::parse(development::ROOT).unwrap();
    let root = ca.issue(&root.certificate(Issuer::SelfSigned, ca.spki_der(), now).unwrap()).unwrap();
    let issuing_key = CaKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let issuing = Profile::parse(development::ISSUING).unwrap();
    let issuing = issuing.certificate(Issuer::Certificate(root), issuing_key.spki_der(), now).unwrap();
    let issuing = ca.issue(&issuing).unwrap();
    let leaf = Profile::parse(development::TSU).unwrap();
    let leaf = leaf.certificate(Issuer::Certificate(issuing.clone()), key.spki_der(), now).unwrap();
    let leaf = issuing_key.issue(&leaf).unwrap();
    Tsu::new(&leaf, &[issuing], key.default_scheme(), &TsuRules::default()).unwrap()
}

/// What a code signer sends: SHA-256, nonce, certificates wanted.
pub(crate) fn query() -> Vec<u8> {
    Query::good().der()
}

#[derive(Debug)]
struct WallClock;

impl Clock for WallClock {
    fn read(&self) -> TimeReading {
        let now = UnixTime::from_nanos(u64::try_from(wall_clock().as_nanos()).unwrap());
        TimeReading { now, error: Duration::ZERO, state: TimeState::Unproven }
    }
}

#[expect(clippy::disallowed_methods, reason = "the daemon's clock is not part of its library")]
fn wall_clock() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap()
}

/// The sequencer without a disk never suspends.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the sequencer without a disk never suspends"),
    }
}
