//! Tokens that must pass, and what the report says of them.

use super::*;
use crate::testing::{extension, oid_der};
use crate::verify::signature::SignatureHash::{Sha256, Sha384, Sha512};
use crate::verify::tlv::Tlv;

#[test]
fn a_token_of_ours_is_valid_under_both_rule_sets() {
    let world = World::default();
    for rules in [RuleSet::Strict, RuleSet::Rfc3161] {
        let report = world.judge(rules);
        assert_eq!(report.verdict, Verdict::Valid);
        assert_eq!(report.notes, []);
        assert_eq!(report.signer, Some(world.tsu.der()));
        assert_eq!(report.chain, [world.tsu.der(), world.issuing.der(), world.root.der()]);
        let token = report.token.unwrap();
        assert_eq!(token.policy, Oid::from_dotted(POLICY).unwrap());
        assert_eq!(token.gen_time, UnixTime::from_secs(1_795_366_080).unwrap());
        assert_eq!(token.serial, [0x55; 16]);
        assert_eq!(token.nonce, Some(alloc::vec![0x12, 0x34]));
        assert_eq!(token.hashed_message, HashAlgorithm::Sha256.digest(DATA));
        assert_eq!(token.accuracy, Some(core::time::Duration::from_secs(1)));
    }
}

#[test]
fn every_signature_algorithm_of_the_list_is_taken() {
    let tsu_keys = [
        Key::P256(3, Sha256),
        Key::P256(3, Sha384),
        Key::P256(3, Sha512),
        Key::P384(3, Sha256),
        Key::P384(3, Sha384),
        Key::P384(3, Sha512),
        Key::P521(3, Sha256),
        Key::P521(3, Sha384),
        Key::P521(3, Sha512),
        Key::Rsa(1, Sha256),
        Key::Rsa(1, Sha384),
        Key::Rsa(1, Sha512),
        Key::RsaPss(1, Sha256),
        Key::RsaPss(1, Sha384),
        Key::RsaPss(1, Sha512),
        Key::Ed25519(3),
    ];
    for key in tsu_keys {
        let report = World::with_keys(Key::p256(1), Key::p256(2), key).judge(RuleSet::Strict);
        assert_eq!(report.verdict, Verdict::Valid, "{key:?}");
    }
    let ca_keys = [
        Key::P384(2, Sha384),
        Key::P521(2, Sha512),
        Key::Rsa(0, Sha256),
        Key::RsaPss(0, Sha384),
        Key::Ed25519(2),
    ];
    for key in ca_keys {
        let report = World::with_keys(key, key, Key::p256(3)).judge(RuleSet::Strict);
        assert_eq!(report.verdict, Verdict::Valid, "{key:?}");
    }
}

#[test]
fn foreign_tokens_may_be_ber_outside_the_signed_octets() {
    let edit_token = |token: Vec<u8>| {
        let ber = indefinite(Tlv::whole(&token).unwrap(), 0);
        assert!(ber.len() > token.len() + 20);
        ber
    };
    let world = World { edit_token, ..World::default() };
    assert_eq!(world.judge(RuleSet::Strict).failed_rule(), Some(Rule::TokenDer));
    let report = world.judge(RuleSet::Rfc3161);
    assert_eq!(report.verdict, Verdict::Valid);
    assert_eq!(report.notes, [Note::Tolerated(Rule::TokenDer)]);
    let digest = HashAlgorithm::Sha256.digest(DATA);
    assert_eq!(required_hash(&world.token()).unwrap().digest, digest);
}

#[test]
fn any_nonce_and_any_genuine_fraction_pass() {
    let nonces: [&[u8]; 4] = [&[0], &[0xFF], &[0, 0x80], &[0x7F; 64]];
    for nonce in nonces {
        let mut world = World::default();
        let nonce = tlv(0x02, &[nonce]);
        world.ask.request = Some(alloc::vec![nonce.clone(), alloc::vec![1, 1, 0xFF]]);
        world.tst.nonce = Some(nonce);
        assert_eq!(world.judge(RuleSet::Strict).verdict, Verdict::Valid);
    }
    for (text, nanos) in [
        ("20261122164800.5Z", 500_000_000),
        ("20261122164800.123Z", 123_000_000),
        ("20261122164800.001Z", 1_000_000),
    ] {
        let mut world = World::default();
        world.tst.gen_time = text;
        let report = world.judge(RuleSet::Strict);
        assert_eq!(report.verdict, Verdict::Valid, "{text}");
        assert_eq!(report.token.unwrap().gen_time.as_nanos(), 1_795_366_080_000_000_000 + nanos);
    }
}

#[test]
fn what_a_switch_of_ours_may_add_passes_the_strict_rules() {
    let additions: [(&str, Change); 5] = [
        ("signingTime equal to genTime", |w| {
            w.edit_attributes = |a, _| {
                a.push(Attribute { oid: "1.2.840.113549.1.9.5", values: time("261122164800Z") });
            };
        }),
        ("tsa is the subject", |w| w.tst.tsa = Some(explicit(0, &tlv(0xA4, &[&w.tsu.subject])))),
        ("ordering TRUE", |w| w.tst.ordering = Some(alloc::vec![1, 1, 0xFF])),
        ("qcStatements", |w| {
            let statement = sequence(&[&sequence(&[&oid_der("0.4.0.19422.1.1")])]);
            w.tst.extensions = Some(tlv(0xA1, &[&extension("1.3.6.1.5.5.7.1.3", false, &statement)]));
        }),
        ("accuracy of 20 milliseconds", |w| w.tst.accuracy = Some(sequence(&[&[0x80, 1, 20]]))),
    ];
    for (what, change) in additions {
        let mut world = World::default();
        change(&mut world);
        let report = world.judge(RuleSet::Strict);
        assert_eq!((report.verdict, report.notes), (Verdict::Valid, Vec::new()), "{what}");
    }
}

#[test]
fn a_token_compared_with_nothing_says_so() {
    let mut world = World::default();
    (world.ask.data, world.ask.request) = (None, None);
    let report = world.judge(RuleSet::Strict);
    assert_eq!((report.verdict, report.notes), (Verdict::Valid, alloc::vec![Note::ImprintNotCompared]));
}

#[test]
fn every_rule_has_its_own_name() {
    let mut names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Rule::ALL.len());
    assert!(Rule::ALL.is_sorted());
}

/// `element` with indefinite lengths down to the SignedData's fields, and every OCTET STRING above the signed octets in two
/// segments. Certificates and signed attributes stay as they are.
fn indefinite(element: Tlv<'_>, depth: usize) -> Vec<u8> {
    let is_certificates = depth == 3 && element.tag == 0xA0;
    if element.tag == 0x04 && depth == 5 {
        let (first, second) = element.value.split_at(element.value.len() / 2);
        return [&[0x24, 0x80][..], &tlv(0x04, &[first]), &tlv(0x04, &[second]), &[0, 0]].concat();
    }
    if element.tag & 0x20 == 0 || is_certificates || depth > 5 {
        return element.raw.to_vec();
    }
    let inside = element.elements().collect().unwrap();
    let inside: Vec<Vec<u8>> = inside.into_iter().map(|child| indefinite(child, depth + 1)).collect();
    [&[element.tag, 0x80][..], &inside.concat(), &[0, 0]].concat()
}
