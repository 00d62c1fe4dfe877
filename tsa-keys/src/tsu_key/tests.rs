use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use der::Decode;
use tsa_core::{
    Accuracy, HashAlgorithms, Oid, Policy, PolicySettings, Request, TimeReading, TimeState, TsuRules,
    UnixTime,
    verify::{RuleSet, Verdict, Verification, verify_token},
};
use tsa_journal::{Clock, Sequencer};
use x509_cert::Certificate;

use super::*;
use crate::{
    CrlSpec, RevocationReason, RevokedCertificate, RsaHash,
    testing::{Hierarchy, days, now, openssl_ok, tsu_spec, write_pem},
};

#[derive(Debug)]
struct FixedClock(TimeReading);

impl Clock for FixedClock {
    fn read(&self) -> TimeReading {
        self.0
    }
}

fn reading() -> TimeReading {
    let seconds = u64::try_from(now().as_second()).unwrap();
    TimeReading {
        now: UnixTime::from_secs(seconds).unwrap(),
        error: Duration::ZERO,
        state: TimeState::Unproven,
    }
}

fn policy() -> Policy {
    Policy::new(PolicySettings {
        profile: "test".into(),
        policies: vec![Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap()],
        hashes: HashAlgorithms::default(),
        accuracy: Accuracy::new(Duration::from_secs(1)).unwrap(),
        max_error: Duration::from_millis(500),
        unit: Default::default(),
        ordering: false,
        tsa_name: Default::default(),
        qualified: false,
        certificates: Default::default(),
    })
    .unwrap()
}

/// A TSU with a certificate of its own, its key, and the hierarchy above it.
fn tsu(algorithm: KeyAlgorithm, scheme: SignatureScheme) -> (Hierarchy, TsuKey, Arc<Tsu>) {
    let hierarchy = Hierarchy::new(algorithm);
    let key = TsuKey::generate(algorithm).unwrap();
    let leaf = hierarchy.issuing_key.issue(&tsu_spec(&hierarchy.issuing, key.spki_der())).unwrap();
    let tsu =
        Tsu::new(&leaf, std::slice::from_ref(&hierarchy.issuing), scheme, &TsuRules::default()).unwrap();
    (hierarchy, key, Arc::new(tsu))
}

/// A request that OpenSSL made.
fn query(directory: &Path) -> Vec<u8> {
    std::fs::write(directory.join("data"), "some text").unwrap();
    openssl_ok(directory, &["ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q.tsq"]);
    std::fs::read(directory.join("q.tsq")).unwrap()
}

fn recorded(request: &[u8], tsu: &Arc<Tsu>) -> Recorded {
    let policy = policy();
    let request = Request::decode(request, policy.hashes()).unwrap();
    let grant = policy.decide(request, TimeState::Unproven, tsu).unwrap();
    let sequencer = Sequencer::volatile(Arc::new(FixedClock(reading())));
    let mut future = pin!(sequencer.append(grant));
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result.unwrap();
        }
    }
}

#[test]
fn openssl_verifies_tokens_of_every_algorithm_and_scheme() {
    let schemes = [
        (KeyAlgorithm::EcdsaP256, SignatureScheme::EcdsaP256Sha256),
        (KeyAlgorithm::EcdsaP384, SignatureScheme::EcdsaP384Sha384),
        (KeyAlgorithm::Rsa3072, SignatureScheme::RsaPkcs1Sha256),
        (KeyAlgorithm::Rsa3072, SignatureScheme::RsaPkcs1Sha384),
        (KeyAlgorithm::Rsa3072, SignatureScheme::RsaPkcs1Sha512),
    ];
    for (algorithm, scheme) in schemes {
        let (hierarchy, key, tsu) = tsu(algorithm, scheme);
        key.self_test(&tsu).unwrap();
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let recorded = recorded(&query(path), &tsu);
        let signature = key.sign(&recorded).unwrap();
        let token = recorded.into_draft().complete_checked(&signature).unwrap();
        std::fs::write(path.join("token"), token.der()).unwrap();
        write_pem(&path.join("root.pem"), "CERTIFICATE", &hierarchy.root);
        let verify =
            ["ts", "-verify", "-token_in", "-in", "token", "-queryfile", "q.tsq", "-CAfile", "root.pem"];
        assert!(openssl_ok(path, &verify).contains("Verification: OK"), "{}", scheme.name());
    }
}

#[test]
fn rfc3161_4_our_crls_mean_to_our_verifier_what_their_reasons_say() {
    let (hierarchy, key, tsu) = tsu(KeyAlgorithm::EcdsaP256, SignatureScheme::EcdsaP256Sha256);
    let directory = tempfile::tempdir().unwrap();
    let recorded = recorded(&query(directory.path()), &tsu);
    let signature = key.sign(&recorded).unwrap();
    let token = recorded.into_draft().complete_checked(&signature).unwrap();
    let leaf = Certificate::from_der(tsu.certificate_der()).unwrap();
    let serial = leaf.tbs_certificate().serial_number().as_bytes().to_vec();
    let crls = |reason: Option<RevocationReason>| {
        let later = days(now(), 1);
        let entry = |reason| RevokedCertificate {
            serial: serial.clone(),
            revoked_at: later,
            reason,
            invalid_since: None,
        };
        let spec = |issuer: &[u8], revoked| CrlSpec {
            issuer_certificate: issuer.to_vec(),
            number: 1,
            this_update: later,
            next_update: days(later, 30),
            revoked,
            rsa_hash: RsaHash::Sha256,
        };
        let revoked = reason.map(entry).into_iter().collect();
        let issuing = hierarchy.issuing_key.issue_crl(&spec(&hierarchy.issuing, revoked)).unwrap();
        vec![hierarchy.root_key.issue_crl(&spec(&hierarchy.root, vec![])).unwrap(), issuing]
    };
    let verdict = |crls: &[Vec<u8>]| {
        let roots = [hierarchy.root.clone()];
        let verification = Verification::new(RuleSet::Strict, &roots).data(b"some text").crls(crls);
        verify_token(token.der(), &verification).unwrap().verdict
    };
    assert!(matches!(verdict(&[]), Verdict::Undecided(_)));
    assert_eq!(verdict(&crls(None)), Verdict::Valid);
    for reason in RevocationReason::ALL {
        let verdict = verdict(&crls(Some(reason)));
        assert_eq!(verdict == Verdict::Valid, reason.keeps_earlier_tokens(), "{reason}: {verdict:?}");
    }
}

#[test]
fn a_key_signs_no_record_made_for_another_certificate() {
    let (_, _, tsu) = tsu(KeyAlgorithm::EcdsaP256, SignatureScheme::EcdsaP256Sha256);
    let other = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(other.sign(&recorded(&query(directory.path()), &tsu)).unwrap_err(), SignError::OtherKey);
    assert_eq!(other.self_test(&tsu), Err(SelfTestError::OtherKey));
}

#[test]
fn the_self_test_text_can_be_nothing_that_is_ever_signed_elsewhere() {
    // SET, SEQUENCE, and the 64 spaces of TLS 1.3.
    for first in [0x31, 0x30, 0x20] {
        assert_ne!(SELF_TEST_TEXT[0], first);
    }
}

#[test]
fn rsa_2048_needs_the_lab_switch() {
    assert_eq!(TsuKey::generate(KeyAlgorithm::Rsa2048).unwrap_err(), KeyError::LabOnly);
    assert_eq!(TsuKey::generate_for_lab(KeyAlgorithm::Rsa2048).unwrap().algorithm(), KeyAlgorithm::Rsa2048);
    assert_eq!(crate::CaKey::generate(KeyAlgorithm::Rsa2048).unwrap_err(), KeyError::LabOnly);
}
