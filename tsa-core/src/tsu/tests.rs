use super::*;
use crate::asn1::encode::{self, tlv};
use crate::testing::{TIME_STAMPING, TestCertificate, ec_spki, extension, name, purpose, rsa_spki};
use alloc::string::ToString;
use alloc::vec;

const P256: SignatureScheme = SignatureScheme::EcdsaP256Sha256;
const RSA: SignatureScheme = SignatureScheme::RsaPkcs1Sha256;

fn check(certificate: &TestCertificate, scheme: SignatureScheme) -> Result<Tsu, TsuError> {
    Tsu::new(&certificate.der(), &[], scheme, &TsuRules::default())
}

fn with_extensions(extensions: Vec<Vec<u8>>) -> TestCertificate {
    TestCertificate { extensions, ..TestCertificate::default() }
}

fn day(text: &str) -> UnixTime {
    crate::GenTime::parse(alloc::format!("{text}Z").as_bytes()).unwrap()
}

#[test]
fn section_2_3_the_purpose_is_present_critical_and_alone() {
    assert!(check(&TestCertificate::default(), P256).is_ok());
    for (extensions, error) in [
        (vec![], TsuError::NoTimeStampingPurpose),
        (vec![purpose(true, &["1.3.6.1.5.5.7.3.1"])], TsuError::NoTimeStampingPurpose),
        (vec![purpose(false, &[TIME_STAMPING])], TsuError::PurposeNotCritical),
        (vec![purpose(true, &[TIME_STAMPING, "1.3.6.1.5.5.7.3.3"])], TsuError::OtherPurposes),
        (vec![purpose(true, &[TIME_STAMPING]), purpose(true, &[TIME_STAMPING])], TsuError::Malformed),
    ] {
        assert_eq!(check(&with_extensions(extensions), P256).unwrap_err(), error);
    }
}

#[test]
fn c61_an_authority_may_not_sign_time_stamps() {
    let constraints = |ca: &[u8]| extension("2.5.29.19", true, &tlv(encode::SEQUENCE, &[ca]));
    let with =
        |ca: &[u8]| check(&with_extensions(vec![purpose(true, &[TIME_STAMPING]), constraints(ca)]), P256);
    assert!(with(&[]).is_ok());
    assert_eq!(with(&[1, 1, 0xff]).unwrap_err(), TsuError::IsAuthority);
    // Whatever else is wrong with a CA certificate as a signer's, that it is one is said.
    for purposes in [vec![], vec![purpose(false, &[TIME_STAMPING])]] {
        let extensions = [purposes, vec![constraints(&[1, 1, 0xff])]].concat();
        assert_eq!(check(&with_extensions(extensions), P256).unwrap_err(), TsuError::IsAuthority);
    }
}

#[test]
fn rfc5280_4_2_a_critical_extension_that_nobody_knows_is_refused() {
    let with = |id, critical| {
        check(&with_extensions(vec![purpose(true, &[TIME_STAMPING]), extension(id, critical, &[5, 0])]), P256)
    };
    assert_eq!(with("1.2.3.4", true).unwrap_err(), TsuError::CriticalExtension(oid_of("1.2.3.4")));
    assert_eq!(with("2.5.29.36", true).unwrap_err(), TsuError::CriticalExtension(oid_of("2.5.29.36")));
    assert!(with("1.2.3.4", false).is_ok());
    assert!(with("2.5.29.32", true).is_ok(), "certificatePolicies");
}

#[test]
fn c62_key_usage_is_signing_only() {
    let with = |bits: &[u8]| {
        let usage = extension("2.5.29.15", true, &tlv(encode::BIT_STRING, &[bits]));
        check(&with_extensions(vec![purpose(true, &[TIME_STAMPING]), usage]), P256)
    };
    assert!(with(&[7, 0x80]).is_ok(), "digitalSignature");
    assert!(with(&[6, 0xc0]).is_ok(), "digitalSignature, nonRepudiation");
    assert!(with(&[6, 0x40]).is_ok(), "nonRepudiation");
    assert_eq!(with(&[5, 0xa0]).unwrap_err(), TsuError::KeyUsage, "keyEncipherment too");
    assert_eq!(with(&[2, 0x84]).unwrap_err(), TsuError::KeyUsage, "keyCertSign too");
}

#[test]
fn c65_keys() {
    let key = |spki| TestCertificate { spki, ..TestCertificate::default() };
    let p384 = ec_spki(oid_of("1.3.132.0.34"), &[4; 97]);
    assert!(check(&key(p384.clone()), SignatureScheme::EcdsaP384Sha384).is_ok());
    assert_eq!(check(&key(p384), P256).unwrap_err(), TsuError::SchemeMismatch(P256));
    assert_eq!(
        check(&key(ec_spki(oid_of("1.3.132.0.10"), &[4; 65])), P256).unwrap_err(),
        TsuError::UnsupportedKey,
        "secp256k1"
    );
    assert!(check(&key(rsa_spki(3072)), RSA).is_ok());
    assert!(check(&key(rsa_spki(4096)), SignatureScheme::RsaPkcs1Sha512).is_ok());
    assert_eq!(check(&key(rsa_spki(3072)), P256).unwrap_err(), TsuError::SchemeMismatch(P256));
    assert_eq!(
        check(&key(rsa_spki(2048)), RSA).unwrap_err(),
        TsuError::KeyTooSmall { bits: 2048, least: 3072 }
    );
    let lab = TsuRules { lab: true, ..TsuRules::default() };
    assert!(Tsu::new(&key(rsa_spki(2048)).der(), &[], RSA, &lab).is_ok());
    assert!(Tsu::new(&key(rsa_spki(1024)).der(), &[], RSA, &lab).is_err());
}

#[test]
fn a_certificate_signed_with_sha1_is_refused() {
    let sha1 = TestCertificate { signature_algorithm: "1.2.840.113549.1.1.5", ..TestCertificate::default() };
    assert!(matches!(check(&sha1, P256).unwrap_err(), TsuError::IssuerSignature(_)));
}

#[test]
fn c67_the_subject_names_country_organization_and_unit() {
    let bare = TestCertificate { subject: name(&[("2.5.4.3", "TSU")]), ..TestCertificate::default() };
    assert_eq!(check(&bare, P256).unwrap_err(), TsuError::Subject("C, O".to_string()));
    let lab = TsuRules { lab: true, ..TsuRules::default() };
    assert!(Tsu::new(&bare.der(), &[], P256, &lab).is_ok());
}

#[test]
fn c63_c64_the_key_signs_only_in_its_period() {
    let tsu = check(&TestCertificate::default(), P256).unwrap();
    let period = tsu.period();
    assert!(matches!(period.check(day("20251231235959")), Err(NotUsable::NotYetValid(_))));
    assert!(period.check(day("20260101000000")).is_ok());
    assert!(period.check(day("20270401000000")).is_ok(), "15 months, to the second");
    assert!(matches!(period.check(day("20270401000001")), Err(NotUsable::KeyUseLimitPassed(_))));
    assert_eq!(period.end(), day("20270401000000"));

    let unlimited = TsuRules { key_use_months: None, ..TsuRules::default() };
    let tsu = Tsu::new(&TestCertificate::default().der(), &[], P256, &unlimited).unwrap();
    assert!(tsu.period().check(day("20310101000000")).is_ok());
    assert!(matches!(tsu.period().check(day("20310101000001")), Err(NotUsable::Expired(_))));
}

#[test]
fn c63_private_key_usage_period_bounds_the_key() {
    let bound = |tag: u8, text: &str| tlv(encode::context_primitive(tag), &[text.as_bytes()]);
    let both = tlv(encode::SEQUENCE, &[&bound(0, "20260201000000Z"), &bound(1, "20260301000000Z")]);
    let period = extension("2.5.29.16", false, &both);
    let tsu = check(&with_extensions(vec![purpose(true, &[TIME_STAMPING]), period]), P256).unwrap();
    let check = |text| tsu.period().check(day(text));
    assert_eq!(check("20260131235959"), Err(NotUsable::BeforePrivateKeyUsagePeriod));
    assert!(check("20260201000000").is_ok() && check("20260301000000").is_ok());
    assert_eq!(check("20260301000001"), Err(NotUsable::AfterPrivateKeyUsagePeriod));
}

#[test]
fn c64_fifteen_months_from_the_last_day_of_a_month() {
    let certificate = TestCertificate { not_before: "260831120000Z", ..TestCertificate::default() };
    let tsu = check(&certificate, P256).unwrap();
    assert_eq!(tsu.period().use_until, Some(day("20271130120000")));
    // CSBR 6.3.2: removed within 18 months; 2028 is a leap year.
    assert_eq!(tsu.period().removal_due, day("20280229120000"));
}

#[test]
fn c66_what_is_missing_is_a_warning() {
    let long = TestCertificate { not_after: "450101000000Z", ..TestCertificate::default() };
    assert_eq!(
        check(&long, P256).unwrap().warnings(),
        [
            TsuWarning::NoAuthorityKeyIdentifier,
            TsuWarning::NoIssuerAddress,
            TsuWarning::NoCrlAddress,
            TsuWarning::LongValidity
        ]
    );
}

#[test]
fn the_chain_is_leaf_first() {
    let leaf = TestCertificate::default();
    let issuing = TestCertificate {
        subject: leaf.issuer.clone(),
        issuer: name(&[("2.5.4.3", "Root")]),
        ..TestCertificate::default()
    };
    let root =
        TestCertificate { subject: issuing.issuer.clone(), issuer: issuing.issuer.clone(), ..leaf.clone() };
    let chain = |certificates: &[&TestCertificate]| {
        let intermediates: Vec<Vec<u8>> = certificates.iter().map(|certificate| certificate.der()).collect();
        Tsu::new(&leaf.der(), &intermediates, P256, &TsuRules::default()).map(|_| ())
    };
    assert_eq!(chain(&[&issuing, &root]), Ok(()));
    assert_eq!(chain(&[&root]), Err(TsuError::ChainOrder(2)));
    assert_eq!(chain(&[&issuing, &issuing]), Err(TsuError::ChainOrder(3)));
    let broken = Tsu::new(&leaf.der(), &[vec![0x30, 0]], P256, &TsuRules::default());
    assert_eq!(broken.unwrap_err(), TsuError::MalformedIntermediate(2));
}

#[test]
fn octets_that_are_no_certificate() {
    let good = TestCertificate::default().der();
    for bad in
        [&[] as &[u8], &[0x30, 0], &good[1..], &good[..good.len() - 1], &[good.as_slice(), &[0]].concat()]
    {
        assert_eq!(Tsu::new(bad, &[], P256, &TsuRules::default()).unwrap_err(), TsuError::Malformed);
    }
}

fn oid_of(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}
