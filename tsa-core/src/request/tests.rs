use super::*;
use crate::asn1::encode::{self, tlv};
use crate::asn1::oid;
use alloc::vec;
use alloc::vec::Vec;
use proptest::prelude::*;

/// SHA-256 without parameters.
fn sha256() -> Vec<u8> {
    tlv(encode::SEQUENCE, &[&Oid::from(oid::SHA256).to_der()])
}

fn imprint(algorithm: &[u8], digest: &[u8]) -> Vec<u8> {
    tlv(encode::SEQUENCE, &[algorithm, &tlv(encode::OCTET_STRING, &[digest])])
}

fn integer(content: &[u8]) -> Vec<u8> {
    tlv(encode::INTEGER, &[content])
}

/// A request of these fields in this order, after version 1 and a good imprint.
fn request(fields: &[&[u8]]) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = vec![&[2, 1, 1]];
    let imprint = imprint(&sha256(), &[7; 32]);
    parts.push(&imprint);
    parts.extend_from_slice(fields);
    tlv(encode::SEQUENCE, &parts)
}

fn decode(der: &[u8]) -> Result<Request, Refusal> {
    Request::decode(der, &HashAlgorithms::default())
}

#[test]
fn section_2_4_1_the_smallest_request() {
    let request = decode(&request(&[])).unwrap();
    assert_eq!(request.message_imprint().algorithm(), HashAlgorithm::Sha256);
    assert_eq!(request.message_imprint().hashed_message(), [7; 32]);
    assert!(request.req_policy().is_none() && request.nonce().is_none());
    assert!(!request.cert_req() && !request.has_extensions());
}

#[test]
fn section_2_4_1_a_request_with_every_field() {
    let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap();
    let extension = tlv(encode::SEQUENCE, &[&policy.to_der(), &tlv(encode::OCTET_STRING, &[b"x"])]);
    let extensions = tlv(encode::context(0), &[&extension]);
    let der = request(&[&policy.to_der(), &integer(&[0, 0xff]), &[1, 1, 0xff], &extensions]);
    let request = decode(&der).unwrap();
    assert_eq!(request.req_policy(), Some(&policy));
    assert_eq!(request.nonce().unwrap().as_bytes(), [0, 0xff], "C10: the octets as they came");
    assert!(request.cert_req() && request.has_extensions());
}

#[test]
fn c1_octets_before_and_after_are_malformed() {
    let good = request(&[]);
    for bad in [&[] as &[u8], b"0", &[0x30, 0], &good[..good.len() - 5], &[good.as_slice(), &[0]].concat()] {
        assert_eq!(decode(bad).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c2_explicit_cert_req_false_is_the_sole_tolerance() {
    assert!(!decode(&request(&[&[1, 1, 0]])).unwrap().cert_req());
    for bad in [[1u8, 1, 1].as_slice(), &[1, 2, 0xff, 0xff], &[1, 0]] {
        assert_eq!(decode(&request(&[bad])).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c3_other_versions() {
    let imprint = imprint(&sha256(), &[7; 32]);
    let version = |content: &[u8]| tlv(encode::SEQUENCE, &[&integer(content), &imprint]);
    for other in [&[0u8] as &[u8], &[2], &[0xff], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert_eq!(decode(&version(other)).unwrap_err(), Refusal::UnsupportedVersion);
    }
    for malformed in [&[0u8, 1] as &[u8], &[]] {
        assert_eq!(decode(&version(malformed)).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c4_fields_only_in_order_and_once() {
    let policy = Oid::from_dotted("1.2.3").unwrap().to_der();
    let nonce = integer(&[5]);
    let cert_req = [1, 1, 0xff];
    for fields in [
        &[&nonce as &[u8], &policy] as &[&[u8]],
        &[&cert_req, &nonce],
        &[&nonce, &nonce],
        &[&cert_req, &nonce, &cert_req],
        &[&cert_req, &nonce, &[5, 0]],
    ] {
        assert_eq!(decode(&request(fields)).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c5_c6_c7_hash_parameters_and_length() {
    let with = |algorithm: &[u8], digest: &[u8]| {
        decode(&tlv(encode::SEQUENCE, &[&[2, 1, 1], &imprint(algorithm, digest)]))
    };
    let algorithm = |oid: &str, parameters: &[u8]| {
        tlv(encode::SEQUENCE, &[&Oid::from_dotted(oid).unwrap().to_der(), parameters])
    };
    const SHA256: &str = "2.16.840.1.101.3.4.2.1";
    assert_eq!(
        with(&algorithm("1.2.840.113549.2.5", &[5, 0]), &[0; 16]).unwrap_err(),
        Refusal::UnacceptedHash
    );
    assert_eq!(with(&algorithm("1.3.14.3.2.26", &[]), &[0; 20]).unwrap_err(), Refusal::UnacceptedHash);
    assert_eq!(
        with(&algorithm("2.16.840.1.101.3.4.2.4", &[]), &[0; 28]).unwrap_err(),
        Refusal::UnacceptedHash
    );
    assert!(with(&algorithm(SHA256, &[5, 0]), &[0; 32]).is_ok());
    assert_eq!(with(&algorithm(SHA256, &[0x30, 0]), &[0; 32]).unwrap_err(), Refusal::HashParameters);
    assert_eq!(with(&algorithm(SHA256, &[2, 1, 1]), &[0; 32]).unwrap_err(), Refusal::HashParameters);
    assert_eq!(with(&algorithm(SHA256, &[5, 1, 0]), &[0; 32]).unwrap_err(), Refusal::MalformedRequest);
    assert_eq!(with(&algorithm(SHA256, &[5, 0, 5, 0]), &[0; 32]).unwrap_err(), Refusal::MalformedRequest);
    for length in [0usize, 31, 33, 64] {
        assert_eq!(with(&sha256(), &vec![0; length]).unwrap_err(), Refusal::ImprintLength);
    }
}

#[test]
fn c11_nonces_up_to_64_octets() {
    let with = |content: &[u8]| decode(&request(&[&integer(content)]));
    for good in [vec![0], vec![0xff], vec![0x7f; 64], [vec![0], vec![0xff; 20]].concat()] {
        assert_eq!(with(&good).unwrap().nonce().unwrap().as_bytes(), good);
    }
    assert_eq!(with(&[0x7f; 65]).unwrap_err(), Refusal::NonceTooLong);
    assert_eq!(with(&vec![0x7f; 8192]).unwrap_err(), Refusal::NonceTooLong);
    for malformed in [&[0u8, 0, 5] as &[u8], &[], &[0xff, 0xff]] {
        assert_eq!(with(malformed).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c14_extension_lists() {
    let extension = tlv(encode::SEQUENCE, &[&Oid::from_dotted("1.2.3").unwrap().to_der(), &[4, 0]]);
    assert!(
        decode(&request(&[&tlv(encode::context(0), &[&extension, &extension])])).unwrap().has_extensions()
    );
    for bad in [
        tlv(encode::context(0), &[]),
        tlv(encode::context(0), &[&tlv(encode::SEQUENCE, &[&extension])]),
        tlv(encode::context(1), &[&extension]),
        tlv(encode::context_primitive(0), &[&extension]),
    ] {
        assert_eq!(decode(&request(&[&bad])).unwrap_err(), Refusal::MalformedRequest);
    }
}

#[test]
fn c15_one_answer_for_many_faults() {
    let md5 = tlv(encode::SEQUENCE, &[&Oid::from_dotted("1.2.840.113549.2.5").unwrap().to_der()]);
    let bad_imprint = imprint(&md5, &[0; 3]);
    let long_nonce = integer(&[1; 70]);
    let fault = |version: &[u8], nonce: &[u8]| {
        decode(&tlv(encode::SEQUENCE, &[&integer(version), &bad_imprint, nonce])).unwrap_err()
    };
    assert_eq!(fault(&[2], &long_nonce), Refusal::UnsupportedVersion);
    assert_eq!(fault(&[1], &long_nonce), Refusal::NonceTooLong);
    assert_eq!(fault(&[1], &[]), Refusal::UnacceptedHash);
}

proptest! {
    #[test]
    fn any_octets_get_an_answer(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&octets);
    }

    /// C2: whatever is accepted is the only encoding of itself, `certReq FALSE` apart.
    #[test]
    fn one_changed_octet_never_leaves_the_meaning_unchanged(position: prop::sample::Index, octet: u8) {
        let policy = Oid::from_dotted("1.2.3").unwrap().to_der();
        let good = request(&[&policy, &integer(&[9]), &[1, 1, 0xff]]);
        let mut bad = good.clone();
        let position = position.index(bad.len());
        bad[position] = octet;
        if let (Ok(a), Ok(b)) = (decode(&good), decode(&bad)) {
            let same = a.message_imprint() == b.message_imprint()
                && a.req_policy() == b.req_policy()
                && a.nonce() == b.nonce()
                && a.cert_req() == b.cert_req();
            prop_assert_eq!(same, good == bad);
        }
    }
}
