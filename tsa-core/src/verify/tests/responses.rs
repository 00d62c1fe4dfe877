//! Responses: status, failInfo and token must agree.

use super::*;
use crate::asn1::pki_status::{PkiFailureInfo, PkiStatus};

/// What the strict and the foreign rule set must name; `None` is valid.
type Rules = (Option<Rule>, Option<Rule>);

#[test]
fn status_fail_info_and_token_must_agree() {
    let bad_alg = PkiFailureInfo::BadAlg.to_der();
    let text = sequence(&[&tlv(0x0C, &[b"Operation Okay"])]);
    let both = |rule| (Some(rule), Some(rule));
    let cases: [(&str, Vec<u8>, Rules); 16] = [
        ("granted with a token", response(0, &[], true), (None, None)),
        ("granted without a token", response(0, &[], false), both(Rule::ResponseToken)),
        ("granted with a text", response(0, &text, true), (Some(Rule::ResponseText), None)),
        ("granted with failInfo", response(0, &bad_alg, true), both(Rule::ResponseFailInfo)),
        ("grantedWithMods", response(1, &[], true), (Some(Rule::ResponseModified), None)),
        ("rejection", response(2, &bad_alg, false), both(Rule::ResponseStatus)),
        ("rejection without failInfo", response(2, &[], false), both(Rule::ResponseStatus)),
        ("rejection with a token", response(2, &bad_alg, true), both(Rule::ResponseToken)),
        ("waiting", response(3, &[], false), both(Rule::ResponseStatus)),
        ("status 6", response(6, &[], false), both(Rule::ResponseStatus)),
        ("status 6 with a token", response(6, &[], true), both(Rule::ResponseToken)),
        (
            "failInfo with trailing zero octets",
            response(2, &[3, 4, 0, 0, 1, 0], false),
            (Some(Rule::ResponseFailInfo), Some(Rule::ResponseStatus)),
        ),
        (
            "failInfo with two bits",
            response(2, &[3, 2, 2, 0x84], false),
            (Some(Rule::ResponseFailInfo), Some(Rule::ResponseStatus)),
        ),
        (
            "failInfo with an unnamed bit",
            response(2, &[3, 2, 6, 0x40], false),
            (Some(Rule::ResponseFailInfo), Some(Rule::ResponseStatus)),
        ),
        (
            "an octet after the response",
            [response(0, &[], true), alloc::vec![0]].concat(),
            both(Rule::ResponseSyntax),
        ),
        ("a page of HTML", b"<html>".to_vec(), both(Rule::ResponseSyntax)),
    ];
    let world = World::default();
    for (what, octets, (strict, foreign)) in cases {
        let judge = |rules| world.try_judge(&octets, rules, verify_response).unwrap();
        assert_eq!(judge(RuleSet::Strict).failed_rule(), strict, "strict: {what}");
        assert_eq!(judge(RuleSet::Rfc3161).failed_rule(), foreign, "rfc3161: {what}");
    }
}

#[test]
fn the_report_tells_status_failure_and_text() {
    let text = sequence(&[&tlv(0x0C, &[b"no such hash"])]);
    let octets = response(2, &[text, PkiFailureInfo::BadAlg.to_der()].concat(), false);
    let status =
        World::default().try_judge(&octets, RuleSet::Strict, verify_response).unwrap().status.unwrap();
    assert_eq!(status.status, Some(PkiStatus::Rejection));
    assert_eq!(status.failures, [PkiFailureInfo::BadAlg]);
    assert_eq!(status.texts, ["no such hash"]);
}

#[test]
fn a_foreign_response_may_be_ber_around_the_token() {
    let der = response(0, &[], true);
    let content = tlv::Tlv::whole(&der).unwrap().value.to_vec();
    let ber = [&[0x30, 0x80][..], &content, &[0, 0]].concat();
    let world = World::default();
    let judge = |rules| world.try_judge(&ber, rules, verify_response).unwrap();
    assert_eq!(judge(RuleSet::Strict).failed_rule(), Some(Rule::ResponseSyntax));
    assert_eq!(judge(RuleSet::Rfc3161).verdict, Verdict::Valid);
}

#[test]
fn a_caller_can_ask_which_hash_a_file_needs() {
    let expected =
        ExpectedDigest { algorithm: HashAlgorithm::Sha256, digest: HashAlgorithm::Sha256.digest(DATA) };
    assert_eq!(required_hash(&World::default().token()), Some(expected.clone()));
    assert_eq!(required_hash(&response(0, &[], true)), Some(expected));
    assert_eq!(required_hash(&response(2, &[], false)), None);
    assert_eq!(required_hash(b"neither"), None);
}

/// A TimeStampResp with these octets after the status.
fn response(status: u8, after: &[u8], with_token: bool) -> Vec<u8> {
    let token = if with_token { World::default().token() } else { Vec::new() };
    sequence(&[&sequence(&[&[2, 1, status], after]), &token])
}
