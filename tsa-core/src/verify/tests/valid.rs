//! Tokens that must pass, and what the report says of them.

use super::*;
use crate::verify::signature::SignatureHash::{Sha256, Sha384, Sha512};

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
