//! The vectors of `tsa-evidence/vectors/`, read by the code. `conformance-tests/python/claims.py` reads the same ones.

use std::string::String;
use std::vec::Vec;

use serde_json::Value;

use crate::claim::{Claim, ClaimFault};
use crate::names::check_text;
use crate::{hex, nonce, sha256};

#[test]
fn good_claims_are_read_and_written_alike() {
    for vector in list(include_str!("../vectors/claims.json")) {
        let (name, octets) = (text(&vector, "name"), octets(&vector));
        let claim = Claim::parse(&octets).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(Claim::build(claim.fields()).unwrap().octets(), octets, "{name}");
        assert_eq!(hex::encode(&claim.digest()), text(&vector, "sha256"), "{name}");
        let nonce = nonce::of_digest(&claim.digest());
        assert_eq!(hex::encode(&nonce), text(&vector, "nonce"), "{name}");
        assert!(nonce::is_digest(&nonce, &claim.digest()), "{name}");
    }
}

#[test]
fn the_document_shows_the_first_of_them() {
    let document = include_str!("../../docs/claim-format.md");
    let first = &list(include_str!("../vectors/claims.json"))[0];
    assert!(document.contains(text(first, "claim")));
    assert!(document.contains(text(first, "sha256")));
    assert!(document.contains(text(first, "nonce")));
    let digest = sha256(b"example TSTInfo");
    assert!(document.contains(&hex::encode(&digest)));
    assert!(document.contains(&hex::encode(&nonce::of_digest(&digest))));
}

#[test]
fn refused_claims_are_refused_for_their_reason() {
    for vector in list(include_str!("../vectors/refused-claims.json")) {
        let name = text(&vector, "name");
        let fault = Claim::parse(&octets(&vector)).expect_err(name);
        assert_eq!(fault.code(), text(&vector, "code"), "{name}");
        let (member, reason) = match &fault {
            ClaimFault::MemberUnknown(member) | ClaimFault::MemberMissing(member) => (Some(member), None),
            ClaimFault::MemberRefused { member, text } => {
                (Some(member), text.map(crate::names::TextFault::code))
            }
            _ => (None, None),
        };
        assert_eq!(member.map_or("", String::as_str), vector["member"].as_str().unwrap_or(""), "{name}");
        assert_eq!(reason, vector["text"].as_str(), "{name}");
    }
}

#[test]
fn texts() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/texts.json")).unwrap();
    for accepted in vectors["accepted"].as_array().unwrap() {
        assert_eq!(check_text(accepted.as_str().unwrap()), Ok(()), "{accepted}");
    }
    for refused in vectors["refused"].as_array().unwrap() {
        let fault = check_text(text(refused, "text")).expect_err(text(refused, "code"));
        assert_eq!(fault.code(), text(refused, "code"), "{refused}");
    }
}

#[test]
fn nonces() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/nonces.json")).unwrap();
    for vector in vectors["match"].as_array().unwrap() {
        let digest = hex::decode::<32>(text(vector, "digest")).unwrap();
        assert_eq!(hex::encode(&nonce::of_digest(&digest)), text(vector, "nonce"), "{vector}");
        assert!(nonce::is_digest(&nonce::of_digest(&digest), &digest), "{vector}");
    }
    for vector in vectors["differ"].as_array().unwrap() {
        let digest = hex::decode::<32>(text(vector, "digest")).unwrap();
        assert!(!nonce::is_digest(&unhex(text(vector, "nonce")), &digest), "{vector}");
    }
}

fn list(json: &str) -> Vec<Value> {
    serde_json::from_str(json).unwrap()
}

fn text<'a>(vector: &'a Value, member: &str) -> &'a str {
    vector[member].as_str().unwrap_or_else(|| panic!("no {member} in {vector}"))
}

fn octets(vector: &Value) -> Vec<u8> {
    match vector["claim_hex"].as_str() {
        Some(digits) => unhex(digits),
        None => text(vector, "claim").as_bytes().to_vec(),
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(octet).collect()
}
