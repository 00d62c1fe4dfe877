//! Revocation by conformance §4: what a CRL must say to clear, to spare and to condemn.

use super::*;
use crate::testing::extension;

/// What must come of a change to the CRLs.
enum Expect {
    Valid,
    /// Valid, with a note that a certificate was revoked since.
    Spared,
    Revoked,
    Unknown,
}
use Expect::{Revoked, Spared, Unknown, Valid};

/// The TSU's CRL is the first, the issuing CA's the second.
#[test]
fn what_a_crl_says_decides() {
    let cases: [(&str, Expect, Change); 41] = [
        ("CRLs of both issuers after genTime", Valid, |_| {}),
        ("no CRL", Unknown, |w| w.crls.clear()),
        ("no CRL for the issuing CA", Unknown, |w| {
            w.crls.pop();
        }),
        ("no CRL for the TSU", Unknown, |w| {
            w.crls.remove(0);
        }),
        ("a CRL from before genTime", Unknown, |w| w.crls[0].this_update = BEFORE),
        ("a CRL from the second of genTime", Unknown, |w| w.crls[0].this_update = GEN_TIME),
        ("a CRL signed by a stranger", Unknown, |w| w.crls[0].signed_by = Key::p256(9)),
        ("a CRL signed by a stranger whose certificate has the issuer's name", Unknown, |w| {
            let stranger = Key::p256(9);
            let mut certificate = w.issuing.clone();
            (certificate.key, certificate.signed_by) = (stranger, stranger);
            certificate.issuer = certificate.subject.clone();
            w.intermediates.push(certificate.der());
            w.crls[0].signed_by = stranger;
        }),
        ("a CRL signed by a stranger that condemns", Unknown, |w| {
            revoke(w, AFTER, &[reason(1)]);
            w.crls[0].signed_by = Key::p256(9);
        }),
        ("another certificate revoked", Valid, |w| {
            w.crls[0].entries = alloc::vec![entry(&[9], AFTER, &[reason(1)])];
        }),
        ("keyCompromise after genTime", Revoked, |w| revoke(w, AFTER, &[reason(1)])),
        ("no reason, after genTime", Revoked, |w| revoke(w, AFTER, &[])),
        ("unspecified in writing, after genTime", Spared, |w| revoke(w, AFTER, &[reason(0)])),
        ("cACompromise after genTime", Revoked, |w| revoke(w, AFTER, &[reason(2)])),
        ("affiliationChanged after genTime", Spared, |w| revoke(w, AFTER, &[reason(3)])),
        ("superseded after genTime", Spared, |w| revoke(w, AFTER, &[reason(4)])),
        ("cessationOfOperation after genTime", Spared, |w| revoke(w, AFTER, &[reason(5)])),
        ("certificateHold", Revoked, |w| revoke(w, AFTER, &[reason(6)])),
        ("privilegeWithdrawn after genTime", Revoked, |w| revoke(w, AFTER, &[reason(9)])),
        ("aACompromise after genTime", Revoked, |w| revoke(w, AFTER, &[reason(10)])),
        ("superseded before genTime", Revoked, |w| revoke(w, BEFORE, &[reason(4)])),
        ("superseded in the second of genTime", Revoked, |w| revoke(w, GEN_TIME, &[reason(4)])),
        ("superseded, key in doubt since before genTime", Revoked, |w| {
            revoke(w, AFTER, &[reason(4), extension("2.5.29.24", false, &time(BEFORE))]);
        }),
        ("superseded, key in doubt since after genTime", Spared, |w| {
            revoke(w, AFTER, &[reason(4), extension("2.5.29.24", false, &time(AFTER))]);
        }),
        ("condemned by an old CRL beside a clean new one", Revoked, |w| {
            let mut old = w.crls[0].clone();
            old.this_update = BEFORE;
            old.entries = alloc::vec![entry(&[0x40, 3], BEFORE, &[reason(1)])];
            w.crls.push(old);
        }),
        ("a hold that a newer CRL no longer has", Valid, |w| {
            let mut old = w.crls[0].clone();
            old.this_update = BEFORE;
            old.entries = alloc::vec![entry(&[0x40, 3], BEFORE, &[reason(6)])];
            w.crls.push(old);
        }),
        ("a hold that a newer CRL no longer has, the newer one first", Valid, |w| {
            let mut old = w.crls[0].clone();
            old.this_update = BEFORE;
            old.entries = alloc::vec![entry(&[0x40, 3], BEFORE, &[reason(6)])];
            w.crls.insert(0, old);
        }),
        ("a hold newer than the CRL without it", Revoked, |w| {
            w.crls.push(w.crls[0].clone());
            w.crls[0].this_update = BEFORE;
            w.crls.last_mut().unwrap().entries = alloc::vec![entry(&[0x40, 3], BEFORE, &[reason(6)])];
        }),
        ("a hold lifted before the token, and no CRL since", Unknown, |w| {
            let mut old = w.crls[0].clone();
            old.this_update = LONG_BEFORE;
            old.entries = alloc::vec![entry(&[0x40, 3], LONG_BEFORE, &[reason(6)])];
            w.crls[0].this_update = BEFORE;
            w.crls.push(old);
        }),
        ("a hold that became superseded after genTime", Spared, |w| {
            let mut old = w.crls[0].clone();
            old.this_update = BEFORE;
            old.entries = alloc::vec![entry(&[0x40, 3], BEFORE, &[reason(6)])];
            revoke(w, AFTER, &[reason(4)]);
            w.crls.push(old);
        }),
        ("the issuing CA revoked for keyCompromise", Revoked, |w| {
            w.crls[1].entries = alloc::vec![entry(&[0x40, 2], AFTER, &[reason(1)])];
        }),
        ("the issuing CA superseded later", Spared, |w| {
            w.crls[1].entries = alloc::vec![entry(&[0x40, 2], AFTER, &[reason(4)])];
        }),
        ("a delta CRL", Unknown, |w| w.crls[0].extensions.push(extension("2.5.29.27", true, &[2, 1, 1]))),
        ("an unknown critical extension in the CRL", Unknown, |w| {
            w.crls[0].extensions.push(extension("1.2.3.4", true, &[5, 0]));
        }),
        ("an unknown critical extension in another entry", Unknown, |w| {
            w.crls[0].entries = alloc::vec![entry(&[9], AFTER, &[extension("2.5.29.29", true, &[0x30, 0])])];
        }),
        ("a CRL for CA certificates only", Unknown, |w| distribution(w, &[0x82, 1, 0xFF])),
        ("a CRL for end entities only", Valid, |w| distribution(w, &[0x81, 1, 0xFF])),
        ("an indirect CRL", Unknown, |w| distribution(w, &[0x84, 1, 0xFF])),
        ("a CRL for some reasons only", Unknown, |w| distribution(w, &[0x83, 2, 6, 0x40])),
        ("the issuer may not sign CRLs", Unknown, |w| {
            w.issuing.set("2.5.29.15", extension("2.5.29.15", true, &[3, 2, 2, 4]));
        }),
        ("a CRL that ran out before now", Unknown, |w| w.ask.now = Some(1_830_000_000)), // December 2027
    ];
    for (what, expect, change) in cases {
        let mut world = World::default();
        change(&mut world);
        for rules in [RuleSet::Strict, RuleSet::Rfc3161] {
            let report = world.judge(rules);
            let spared = report.notes.iter().any(|note| matches!(note, Note::RevokedLater(_)));
            let came = matches!(
                (&expect, &report.verdict, spared),
                (Valid, Verdict::Valid, false)
                    | (Spared, Verdict::Valid, true)
                    | (Revoked, Verdict::Invalid(Failure { rule: Rule::Revoked, .. }), _)
                    | (Unknown, Verdict::Undecided(Doubt::RevocationNotChecked { .. }), false)
            );
            assert!(came, "{what}: {:?} {:?}", report.verdict, report.notes);
        }
    }
}

#[test]
fn a_crl_of_a_distribution_point_counts_for_certificates_that_name_it() {
    let point = explicit(0, &explicit(0, &tlv(0x86, &[b"http://crl.example/1"])));
    let mut world = World::default();
    distribution(&mut world, &point);
    assert!(matches!(world.judge(RuleSet::Strict).verdict, Verdict::Undecided(_)));
    world.tsu.set("2.5.29.31", extension("2.5.29.31", false, &sequence(&[&sequence(&[&point])])));
    assert_eq!(world.judge(RuleSet::Strict).verdict, Verdict::Valid);
}

/// X.509 §9.5.2.8: a CRL issued after the certificate expired clears it only if it keeps expired entries.
#[test]
fn a_crl_from_after_expiry_must_keep_expired_certificates() {
    let mut world = World::default();
    world.tsu.not_after = "261125000000Z";
    assert!(matches!(world.judge(RuleSet::Strict).verdict, Verdict::Undecided(_)));
    world.crls[0].extensions.push(extension("2.5.29.60", false, &time("20260101000000Z")));
    assert_eq!(world.judge(RuleSet::Strict).verdict, Verdict::Valid);
    world.crls[0].extensions.pop();
    world.crls[0].extensions.push(extension("2.5.29.60", false, &time(AFTER)));
    assert!(matches!(world.judge(RuleSet::Strict).verdict, Verdict::Undecided(_)));
}

#[test]
fn revocation_can_be_left_out_but_a_given_crl_still_condemns() {
    let mut world = World::default();
    world.ask.without_revocation = true;
    world.crls.pop();
    let report = world.judge(RuleSet::Strict);
    assert_eq!((report.verdict, report.notes), (Verdict::Valid, alloc::vec![Note::RevocationNotAsked]));
    revoke(&mut world, AFTER, &[reason(1)]);
    let report = world.judge(RuleSet::Strict);
    let Verdict::Invalid(failure) = report.verdict else { panic!("{:?}", report.verdict) };
    assert_eq!(failure.rule, Rule::Revoked);
    assert_eq!(failure.revocation.unwrap().reason, Some(CrlReason::KeyCompromise));
    assert_eq!(failure.certificate, Some(world.tsu.der()));
}

/// Puts the TSU on its issuer's CRL.
fn revoke(world: &mut World, at: &str, extensions: &[Vec<u8>]) {
    world.crls[0].entries = alloc::vec![entry(&[0x40, 2], BEFORE, &[]), entry(&[0x40, 3], at, extensions)];
}

fn reason(code: u8) -> Vec<u8> {
    extension("2.5.29.21", false, &[0x0A, 1, code])
}

/// Gives the TSU's CRL an issuingDistributionPoint with this content.
fn distribution(world: &mut World, content: &[u8]) {
    world.crls[0].extensions.push(extension("2.5.29.28", true, &sequence(&[content])));
}
