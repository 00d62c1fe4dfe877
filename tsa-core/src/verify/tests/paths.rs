//! Certification paths: broken ones that must name their rule, and odd ones that must be found.

use super::cases::Expect::Both;
use super::cases::cases;
use super::*;
use crate::testing::{extension, oid_der, purpose};

#[test]
fn rfc5280_6_1_broken_paths() {
    cases! {
        Both(Rule::PathFound), "an unrelated root", |w| {
            w.ask.roots = Some(alloc::vec![ca("Elsewhere", "Elsewhere", 7, 7).der()]);
        };
        Both(Rule::PathSignature), "a root of the same name with another key", |w| {
            w.ask.roots = Some(alloc::vec![ca("Root", "Root", 7, 7).der()]);
        };
        Both(Rule::PathFound), "the issuing CA's certificate is nowhere", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone()]);
        };
        Both(Rule::PathFound), "the root only in the token, another one given", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.issuing.clone(), b.root.clone()]);
            w.ask.roots = Some(alloc::vec![ca("Elsewhere", "Elsewhere", 7, 7).der()]);
        };
        Both(Rule::PathSignature), "the signer's certificate signed by another key", |w| w.tsu.signed_by = Key::p256(9);
        Both(Rule::PathSignature), "the issuing CA's certificate signed by another key", |w| w.issuing.signed_by = Key::p256(9);
        Both(Rule::PathValidity), "the signer expired before genTime", |w| w.tsu.not_after = "261122164759Z";
        Both(Rule::PathValidity), "the signer not yet valid at genTime", |w| w.tsu.not_before = "261122164801Z";
        Both(Rule::PathValidity), "the issuing CA expired before genTime", |w| w.issuing.not_after = "261101000000Z";
        Both(Rule::PathValidity), "the root expired before genTime", |w| w.root.not_after = "261101000000Z";
        Both(Rule::PathValidity), "valid at genTime, expired at the other time asked for", |w| {
            w.ask.also_at = Some(1_925_000_000); // January 2031
        };
        Both(Rule::PathCa), "the issuing CA is no CA", |w| {
            w.issuing.set(BASIC_CONSTRAINTS, extension(BASIC_CONSTRAINTS, true, &sequence(&[])));
        };
        Both(Rule::PathCa), "the issuing CA has no basicConstraints", |w| w.issuing.remove(BASIC_CONSTRAINTS);
        Both(Rule::PathCa), "the issuing CA's certificate has version 1", |w| {
            w.issuing.version = 1;
            w.issuing.extensions.clear();
        };
        Both(Rule::PathCa), "the root is no CA", |w| {
            w.root.set(BASIC_CONSTRAINTS, extension(BASIC_CONSTRAINTS, true, &sequence(&[])));
        };
        Both(Rule::PathLength), "pathLen 0 at the root, one CA below it", |w| {
            w.root.set(BASIC_CONSTRAINTS, extension(BASIC_CONSTRAINTS, true, &sequence(&[&[1, 1, 0xFF, 2, 1, 0]])));
        };
        Both(Rule::PathKeyUsage), "the issuing CA may sign CRLs only", |w| {
            w.issuing.set(KEY_USAGE, extension(KEY_USAGE, true, &[3, 2, 1, 2]));
        };
        Both(Rule::PathKeyUsage), "the root may not sign certificates", |w| {
            w.root.set(KEY_USAGE, extension(KEY_USAGE, true, &[3, 2, 7, 0x80]));
        };
        Both(Rule::PathExtendedKeyUsage), "the issuing CA is for codeSigning", |w| {
            w.issuing.set(EKU, purpose(false, &["1.3.6.1.5.5.7.3.3"]));
        };
        Both(Rule::PathCritical), "an unknown critical extension in the signer", |w| {
            w.tsu.set("1.2.3.4", extension("1.2.3.4", true, &[5, 0]));
        };
        Both(Rule::PathCritical), "an unknown critical extension in the issuing CA", |w| {
            w.issuing.set("1.2.3.4", extension("1.2.3.4", true, &[5, 0]));
        };
        Both(Rule::PathNames), "the signer's subject outside the permitted subtree", |w| {
            constrain(&mut w.issuing, 0xA0, &tlv(0xA4, &[&ca_name("TSU 2")]));
        };
        Both(Rule::PathNames), "the signer's subject in an excluded subtree", |w| {
            constrain(&mut w.issuing, 0xA1, &tlv(0xA4, &[&ca_name("tsu")]));
        };
        Both(Rule::PathNames), "the root's constraint broken two levels below", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x82, &[b"tsa.evil.example"])])));
            constrain(&mut w.root, 0xA0, &tlv(0x82, &[b"good.example"]));
        };
        Both(Rule::PathNames), "a URI outside the permitted hosts", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x86, &[b"http://evil.example/tsa"])])));
            constrain(&mut w.issuing, 0xA0, &tlv(0x86, &[b"good.example"]));
        };
        Both(Rule::PathNames), "an address in an excluded network", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x87, &[&[10, 1, 2, 3]])])));
            constrain(&mut w.issuing, 0xA1, &tlv(0x87, &[&[10, 0, 0, 0, 255, 0, 0, 0]]));
        };
        Both(Rule::PathNames), "a mailbox outside the permitted domain", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x81, &[b"tsa@evil.example"])])));
            constrain(&mut w.issuing, 0xA0, &tlv(0x81, &[b"good.example"]));
        };
        Both(Rule::PathNames), "a constrained form of name that is not understood", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x88, &[&[0x2A, 3]])])));
            constrain(&mut w.issuing, 0xA0, &tlv(0x88, &[&[0x2A, 3]]));
        };
        Both(Rule::PathAlgorithm), "the algorithm inside the certificate differs from the one outside", |w| {
            w.tsu.inner_algorithm = Some(sequence(&[&oid_der("1.2.840.10045.4.3.3")]));
        };
        Both(Rule::PathAlgorithm), "the signer's certificate signed with SHA-1", |w| {
            let sha1 = sequence(&[&oid_der("1.2.840.10045.4.1")]);
            w.tsu.inner_algorithm = Some(sha1.clone());
            w.tsu.outer_algorithm = Some(sha1);
        };
    }
}

#[test]
fn odd_paths_are_found() {
    let odd: [(&str, Change); 8] = [
        ("certificates from beside the token", |w| {
            w.intermediates = alloc::vec![w.tsu.der(), w.issuing.der()];
            w.cms.certificates = |_| None;
            w.ask.request = Some(alloc::vec![oid_der(POLICY), alloc::vec![2, 2, 0x12, 0x34]]);
        }),
        ("the root in the token too", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.issuing.clone(), b.root.clone()]);
        }),
        ("several roots, the right one last", |w| {
            w.ask.roots = Some(alloc::vec![
                ca("Elsewhere", "Elsewhere", 7, 7).der(),
                ca("Root", "Root", 7, 7).der(),
                w.root.der(),
            ]);
        }),
        ("the issuing CA given as a root", |w| w.ask.roots = Some(alloc::vec![w.issuing.der()])),
        ("the issuing CA cross-signed by a CA that leads nowhere", |w| {
            let cross = Cert { issuer: ca_name("Nowhere"), signed_by: Key::p256(7), ..w.issuing.clone() };
            w.intermediates = alloc::vec![cross.der()];
        }),
        ("an expired twin of the issuing CA", |w| {
            let twin = Cert { not_after: "260201000000Z", ..w.issuing.clone() };
            w.intermediates = alloc::vec![twin.der()];
        }),
        ("two CAs that cross-certify each other", |w| {
            w.intermediates =
                alloc::vec![ca("Issuing", "Mate", 2, 6).der(), ca("Mate", "Issuing", 6, 2).der()];
        }),
        ("names within permitted subtrees", |w| {
            w.tsu.set(SAN, extension(SAN, false, &sequence(&[&tlv(0x82, &[b"tsa.good.example"])])));
            constrain(&mut w.issuing, 0xA0, &tlv(0x82, &[b"good.example"]));
        }),
    ];
    for (what, change) in odd {
        let mut world = World::default();
        change(&mut world);
        for rules in [RuleSet::Strict, RuleSet::Rfc3161] {
            assert_eq!(world.judge(rules).verdict, Verdict::Valid, "{what}");
        }
    }
}

#[test]
fn a_bag_of_look_alike_cas_ends_the_search() {
    let mut world = World::default();
    // Twelve CAs of one name and key, each certified by all the others' key: every order of them is a path that leads nowhere.
    world.issuing.issuer = ca_name("Issuing");
    world.issuing.signed_by = Key::p256(2);
    world.intermediates = (0..12_u8)
        .map(|n| {
            Cert { serial: alloc::vec![0x41, n], key: Key::p256(20 + n), ..ca("Issuing", "Issuing", 2, 2) }
                .der()
        })
        .collect();
    let rule = world.judge(RuleSet::Rfc3161).failed_rule();
    assert!(matches!(rule, Some(Rule::PathSignature | Rule::PathFound | Rule::PathWork)), "{rule:?}");

    // Layers of CAs where each layer may be signed by any of the next: 4^8 paths.
    world.intermediates = (0..8_u8)
        .flat_map(|layer| {
            (0..4_u8).map(move |n| {
                let (name, above) = (alloc::format!("L{layer}"), alloc::format!("L{}", layer + 1));
                Cert { serial: alloc::vec![0x42, layer, n], ..ca(&above, &name, 30 + layer, 31 + layer) }
            })
        })
        .enumerate()
        .map(|(n, certificate)| {
            // Different keys of one name, all "signed" well for one of the four candidates above only.
            let key = Key::p256(60 + u8::try_from(n).unwrap());
            let signed_by = Key::p256(60 + u8::try_from(n / 4 * 4 + 4).unwrap());
            Cert { key, signed_by, ..certificate }.der()
        })
        .collect();
    world.tsu.issuer = ca_name("L0");
    world.tsu.signed_by = Key::p256(60);
    let rule = world.judge(RuleSet::Rfc3161).failed_rule();
    assert!(matches!(rule, Some(Rule::PathSignature | Rule::PathFound | Rule::PathWork)), "{rule:?}");
}

#[test]
fn no_roots_and_unreadable_inputs_are_errors_not_verdicts() {
    let mut world = World::default();
    let token = world.token();
    let ask = |world: &World| world.try_judge(&token, RuleSet::Rfc3161, verify_token);
    world.ask.roots = Some(Vec::new());
    assert_eq!(ask(&world).unwrap_err(), VerifyError::NoRoots);
    world.ask.roots = Some(alloc::vec![world.root.der(), b"junk".to_vec()]);
    assert_eq!(ask(&world).unwrap_err(), VerifyError::Root(1));
    world.ask.roots = None;
    world.intermediates = alloc::vec![alloc::vec![0x30, 0]];
    assert_eq!(ask(&world).unwrap_err(), VerifyError::Intermediate(0));
    world.intermediates = Vec::new();
    let (roots, crls) = ([world.root.der()], [b"junk".to_vec()]);
    let verification = Verification::new(RuleSet::Rfc3161, &roots).crls(&crls);
    assert_eq!(verify_token(&token, &verification).unwrap_err(), VerifyError::Crl(0));
}

#[test]
fn a_failure_of_the_path_names_the_certificate() {
    let mut world = World::default();
    world.issuing.not_after = "261101000000Z";
    let report = world.judge(RuleSet::Strict);
    let Verdict::Invalid(failure) = report.verdict else { panic!("{:?}", report.verdict) };
    assert_eq!(failure.certificate, Some(world.issuing.der()));
}

/// A CA whose key and whose issuer's key are P-256 keys of these seeds.
fn ca(issuer: &str, subject: &str, key: u8, signed_by: u8) -> Cert {
    Cert {
        issuer: ca_name(issuer),
        subject: ca_name(subject),
        key: Key::p256(key),
        signed_by: Key::p256(signed_by),
        ..World::default().root
    }
}

/// Adds nameConstraints with one permitted (`A0`) or excluded (`A1`) subtree.
fn constrain(certificate: &mut Cert, kind: u8, base: &[u8]) {
    let constraints = sequence(&[&tlv(kind, &[&sequence(&[base])])]);
    certificate.set("2.5.29.30", extension("2.5.29.30", true, &constraints));
}

const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const KEY_USAGE: &str = "2.5.29.15";
const EKU: &str = "2.5.29.37";
const SAN: &str = "2.5.29.17";
