use super::*;
use crate::asn1::pki_status::PkiFailureInfo;
use crate::testing::{READING, extension, oid_der, request, serial, settings, tsu};
use alloc::vec;

fn policy() -> Policy {
    Policy::new(settings()).unwrap()
}

fn tst_info(settings: PolicySettings, fields: &[&[u8]]) -> Vec<u8> {
    let grant = Policy::new(settings).unwrap().decide(request(fields), TimeState::Synced, &tsu()).unwrap();
    let gen_time = grant.gen_time(&READING, None).unwrap();
    grant.draft(serial(), gen_time).tst_info_der().to_vec()
}

#[test]
fn section_2_4_1_the_policy_asked_for_or_the_first() {
    let decide = |fields: &[&[u8]]| policy().decide(request(fields), TimeState::Synced, &tsu());
    assert_eq!(*decide(&[]).unwrap().policy(), Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap());
    let second = oid_der("1.3.6.1.4.1.32473.1.9");
    assert_eq!(decide(&[&second]).unwrap().policy().to_der(), second);
    for unknown in ["1.2.3.99", "0.0", "1.3.6.1.4.1.32473.1", "1.3.6.1.4.1.32473.1.0.0"] {
        assert_eq!(decide(&[&oid_der(unknown)]).unwrap_err(), Refusal::UnacceptedPolicy, "{unknown}");
    }
}

#[test]
fn section_2_4_1_every_extension_is_refused_after_the_policy() {
    let extensions = tlv(encode::context(0), &[&extension("1.2.3", false, b"x")]);
    let decide = |fields: &[&[u8]], time| policy().decide(request(fields), time, &tsu()).unwrap_err();
    assert_eq!(decide(&[&extensions], TimeState::Lost), Refusal::UnacceptedExtension);
    assert_eq!(decide(&[&oid_der("1.2.3"), &extensions], TimeState::Lost), Refusal::UnacceptedPolicy);
    assert_eq!(decide(&[], TimeState::Lost), Refusal::TimeNotAvailable);
}

/// C23–C33: the fields of a default TSTInfo, octet for octet.
#[test]
fn section_2_4_2_the_default_tst_info() {
    let expected = [
        &[0x30u8, 0x67, 0x02, 0x01, 0x01] as &[u8],
        &oid_der("1.3.6.1.4.1.32473.1.0"),
        request(&[]).message_imprint().der(),
        &[0x02, 0x10, 0x6b, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0, 0, 0, 0, 0, 5],
        b"\x18\x0f20261122164800Z",
        &[0x30, 0x03, 0x02, 0x01, 0x01],
    ]
    .concat();
    let info = tst_info(settings(), &[]);
    assert_eq!(info[5..], expected[5..]);
    assert_eq!(info[1] as usize, info.len() - 2);
}

#[test]
fn c10_c24_imprint_and_nonce_are_echoed_octet_for_octet() {
    for nonce in [vec![0u8], vec![0xff], [vec![0], vec![0xff; 20]].concat(), vec![0x7f; 64]] {
        let nonce = tlv(encode::INTEGER, &[&nonce]);
        let info = tst_info(settings(), &[&nonce]);
        assert!(info.ends_with(&nonce));
        let imprint = request(&[]).message_imprint().der().to_vec();
        assert!(info.windows(imprint.len()).any(|window| window == imprint), "with its NULL parameters");
    }
}

#[test]
fn c34_c35_c36_the_optional_fields_in_order() {
    let settings = PolicySettings {
        ordering: true,
        unit: GenTimeUnit::Millisecond,
        tsa_name: TsaName::Subject,
        qualified: true,
        ..settings()
    };
    let nonce = [2, 1, 9];
    let info = tst_info(settings, &[&nonce]);
    let subject = tsu().subject_der().to_vec();
    // EN 319 422 §9.1: SEQUENCE OF QCStatement, QCStatement ::= SEQUENCE { statementId OID }.
    let statement = oid_der("0.4.0.19422.1.1");
    let value = tlv(encode::SEQUENCE, &[&tlv(encode::SEQUENCE, &[&statement])]);
    let tail = [
        b"\x18\x1120261122164800.5Z" as &[u8],
        &[0x30, 0x03, 0x02, 0x01, 0x01],
        &[0x01, 0x01, 0xff],
        &nonce,
        &tlv(0xa0, &[&tlv(0xa4, &[&subject])]),
        &tlv(0xa1, &[&extension("1.3.6.1.5.5.7.1.3", false, &value)]),
    ]
    .concat();
    assert!(info.ends_with(&tail));
}

#[test]
fn c63_a_key_outside_its_period_is_a_system_failure() {
    let grant = policy().decide(request(&[]), TimeState::Synced, &tsu()).unwrap();
    let late = TimeReading { now: UnixTime::from_secs(1_900_000_000).unwrap(), ..READING };
    let refusal = grant.gen_time(&late, None).unwrap_err();
    assert_eq!(refusal, Refusal::UnitNotUsable);
    assert_eq!(refusal.fail_info(), PkiFailureInfo::SystemFailure);
}

#[test]
fn c71_an_error_beyond_the_limit_gives_no_time() {
    let settings = PolicySettings { max_error: Duration::from_millis(100), ..settings() };
    let grant = Policy::new(settings).unwrap().decide(request(&[]), TimeState::Synced, &tsu()).unwrap();
    let reading = |millis| TimeReading { error: Duration::from_millis(millis), ..READING };
    assert!(grant.gen_time(&reading(100), None).is_ok());
    assert_eq!(grant.gen_time(&reading(101), None), Err(Refusal::TimeNotAvailable));
}

#[test]
fn settings_that_cannot_be_kept_are_refused() {
    let refused = |settings| Policy::new(settings).unwrap_err();
    let policy = |text| Oid::from_dotted(text).unwrap();
    assert_eq!(refused(PolicySettings { policies: vec![], ..settings() }), PolicyError::NoPolicy);
    let twice = vec![policy("1.2.3"), policy("1.2.4"), policy("1.2.3")];
    assert_eq!(
        refused(PolicySettings { policies: twice, ..settings() }),
        PolicyError::DuplicatePolicy(policy("1.2.3"))
    );
    assert_eq!(
        refused(PolicySettings { policies: vec![policy("0.4.0.2023.1.1")], ..settings() }),
        PolicyError::ReservedPolicy(policy("0.4.0.2023.1.1"))
    );
    let tight = Accuracy::new(Duration::from_millis(900)).unwrap();
    assert!(matches!(
        refused(PolicySettings { accuracy: tight, ..settings() }),
        PolicyError::AccuracyTooSmall { .. }
    ));
    let wide = PolicySettings { max_error: Duration::from_millis(501), ..settings() };
    assert!(matches!(refused(wide), PolicyError::AccuracyTooSmall { .. }));
    let ordering = PolicySettings { ordering: true, ..settings() };
    assert_eq!(refused(ordering), PolicyError::OrderingNeedsFractions);
}
