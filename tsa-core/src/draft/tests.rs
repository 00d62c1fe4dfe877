use super::*;
use crate::asn1::encode::tlv;
use crate::policy::{Policy, PolicySettings};
use crate::testing::{READING, TestCertificate, name, oid_der, request, serial, settings};
use crate::time::TimeState;
use crate::tsu::TsuRules;

const CERT_REQ: &[u8] = &[1, 1, 0xff];

fn issuing() -> TestCertificate {
    let leaf = TestCertificate::default();
    TestCertificate { subject: leaf.issuer.clone(), issuer: name(&[("2.5.4.3", "Root")]), ..leaf }
}

fn draft_under(certificate: &TestCertificate, settings: PolicySettings, fields: &[&[u8]]) -> Draft {
    let rules = TsuRules::default();
    let tsu =
        Tsu::new(&certificate.der(), &[issuing().der()], SignatureScheme::EcdsaP256Sha256, &rules).unwrap();
    let grant =
        Policy::new(settings).unwrap().decide(request(fields), TimeState::Synced, &Arc::new(tsu)).unwrap();
    let gen_time = grant.gen_time(&READING, None).unwrap();
    grant.draft(serial(), gen_time)
}

fn draft(fields: &[&[u8]]) -> Draft {
    draft_under(&TestCertificate::default(), settings(), fields)
}

fn signature() -> Signature {
    Signature::from_octets(SignatureScheme::EcdsaP256Sha256, alloc::vec![0x55; 70])
}

/// C40–C47, C50–C52: a token rebuilt by hand from the layout of conformance §4, compared octet for octet.
#[test]
fn the_layout_of_a_default_token() {
    let draft = draft(&[CERT_REQ]);
    let certificate = TestCertificate::default();
    let sha256 = tlv(0x30, &[&oid_der("2.16.840.1.101.3.4.2.1")]);
    let ecdsa = tlv(0x30, &[&oid_der("1.2.840.10045.4.3.2")]);
    let serial = tlv(0x02, &[&certificate.serial]);

    let hash = crate::HashAlgorithm::Sha256;
    let attribute = |kind: &str, value: &[u8]| tlv(0x30, &[&oid_der(kind), &tlv(0x31, &[value])]);
    let ess_id = tlv(
        0x30,
        &[
            &tlv(0x04, &[&hash.digest(&certificate.der())]),
            &tlv(0x30, &[&tlv(0x30, &[&tlv(0xa4, &[&certificate.issuer])]), &serial]),
        ],
    );
    let attributes = [
        attribute("1.2.840.113549.1.9.3", &oid_der("1.2.840.113549.1.9.16.1.4")),
        attribute("1.2.840.113549.1.9.52", &tlv(0x30, &[&sha256, &tlv(0xa1, &[&ecdsa[2..]])])),
        attribute("1.2.840.113549.1.9.4", &tlv(0x04, &[&hash.digest(draft.tst_info_der())])),
        attribute("1.2.840.113549.1.9.16.2.47", &tlv(0x30, &[&tlv(0x30, &[&ess_id])])),
    ];
    assert!(attributes.is_sorted(), "written here in DER order");
    assert_eq!(draft.to_be_signed(), tlv(0x31, &[&attributes.concat()]));

    let mut certificates = [certificate.der(), issuing().der()];
    certificates.sort();
    let signer_info = tlv(
        0x30,
        &[
            &[2, 1, 1],
            &tlv(0x30, &[&certificate.issuer, &serial]),
            &sha256,
            &tlv(0xa0, &[&attributes.concat()]),
            &ecdsa,
            &tlv(0x04, &[&[0x55; 70]]),
        ],
    );
    let content = tlv(
        0x30,
        &[&oid_der("1.2.840.113549.1.9.16.1.4"), &tlv(0xa0, &[&tlv(0x04, &[draft.tst_info_der()])])],
    );
    let signed_data = tlv(
        0x30,
        &[
            &[2, 1, 3],
            &tlv(0x31, &[&sha256]),
            &content,
            &tlv(0xa0, &[&certificates.concat()]),
            &tlv(0x31, &[&signer_info]),
        ],
    );
    let expected = tlv(0x30, &[&oid_der("1.2.840.113549.1.7.2"), &tlv(0xa0, &[&signed_data])]);
    let token = draft.complete(&signature()).unwrap();
    assert_eq!(token.der(), expected);
    assert_eq!(token.sha256()[..], hash.digest(&expected));
    assert!(token.der().len() <= 8192, "C104");
}

#[test]
fn section_2_4_1_certificates_only_when_asked_for() {
    let has = |token: &TimeStampToken, certificate: &TestCertificate| {
        let der = certificate.der();
        token.der().windows(der.len()).any(|window| window == der)
    };
    let leaf = TestCertificate::default();
    let bare = draft(&[]).complete(&signature()).unwrap();
    assert!(!has(&bare, &leaf) && !has(&bare, &issuing()));
    let full = draft(&[CERT_REQ]).complete(&signature()).unwrap();
    assert!(has(&full, &leaf) && has(&full, &issuing()));
    let settings = PolicySettings { certificates: CertificatesField::SignerOnly, ..settings() };
    let signer = draft_under(&leaf, settings, &[CERT_REQ]).complete(&signature()).unwrap();
    assert!(has(&signer, &leaf) && !has(&signer, &issuing()));
}

#[test]
fn a_signature_of_another_scheme_is_refused() {
    let other = Signature::from_octets(SignatureScheme::RsaPkcs1Sha256, alloc::vec![0; 384]);
    assert_eq!(
        draft(&[]).complete(&other).unwrap_err(),
        CompleteError::SchemeMismatch {
            made_by: SignatureScheme::RsaPkcs1Sha256,
            unit: SignatureScheme::EcdsaP256Sha256
        }
    );
}

/// C54: only the signature of the unit's own key over these very attributes passes.
#[cfg(feature = "verify")]
#[test]
fn c54_the_self_check_releases_only_what_verifies() {
    use p256::ecdsa::signature::Signer as _;
    use p256::ecdsa::{DerSignature, SigningKey};

    let key = SigningKey::from_slice(&[0x11; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let spki = crate::testing::ec_spki(oid::SECP256R1, point.as_bytes());
    let certificate = TestCertificate { spki, ..TestCertificate::default() };
    let new = || draft_under(&certificate, settings(), &[CERT_REQ]);
    let sign = |octets: &[u8]| {
        let signature: DerSignature = key.sign(octets);
        Signature::from_octets(SignatureScheme::EcdsaP256Sha256, signature.as_bytes().to_vec())
    };

    let good = sign(new().to_be_signed());
    assert!(new().complete_checked(&good).is_ok());

    let mut flipped = good.clone();
    flipped.octets[20] ^= 1;
    assert_eq!(new().complete_checked(&flipped).unwrap_err(), CompleteError::SelfCheck);
    let elsewhere = sign(b"something else");
    assert_eq!(new().complete_checked(&elsewhere).unwrap_err(), CompleteError::SelfCheck);

    // A bit that flips in memory between the record and the release.
    let mut damaged = new();
    damaged.tst_info[40] ^= 1;
    assert_eq!(damaged.complete_checked(&good).unwrap_err(), CompleteError::SelfCheck);
    let mut damaged = new();
    damaged.signed_attributes[50] ^= 1;
    assert_eq!(damaged.complete_checked(&good).unwrap_err(), CompleteError::SelfCheck);
}
