use std::format;
use std::string::{String, ToString as _};
use std::vec;
use std::vec::Vec;

use tsa_core::tlog_policy::LogPolicy;

use super::*;
use crate::asics::Container;
use crate::assessment::{FileDigests, Reason, assess};
use crate::sha256;
use crate::trust::TrustFile;
use crate::zip;

macro_rules! parts {
    ($($name:literal),+ $(,)?) => {
        vec![$(($name, include_bytes!(concat!("../../vectors/proof/", $name)).as_slice())),+]
    };
}

fn parts() -> Vec<(&'static str, &'static [u8])> {
    parts![
        "file.tsr",
        "claim.json",
        "claim.tst",
        "chain.pem",
        "roots.pem",
        "trust.txt",
        "policy.txt",
        "file.tlog-proof",
        "claim.tlog-proof",
    ]
}

/// The verdicts over each proof, by what came with the package (which a test may believe).
fn verdicts(sorter: &Sorter) -> Vec<String> {
    let policy = LogPolicy::parse(include_bytes!("../../vectors/proof/policy.txt")).unwrap();
    let trust = TrustFile::parse(include_str!("../../vectors/proof/trust.txt")).unwrap();
    let roots = include_str!("../../vectors/proof/roots.pem");
    let roots = crate::certificate::PemFile::parse(roots).unwrap().certificates;
    let entry = trust.entry(&roots, Some(policy));
    let word = |subject: &Subject| {
        let assessment = assess(&subject.evidence, std::slice::from_ref(&entry));
        [&assessment.file, &assessment.time, &assessment.holder]
            .map(|verdict| verdict.reason().map_or("pass", Reason::code))
            .join(" ")
    };
    sorter.subjects().iter().map(word).collect()
}

#[test]
fn loose_files_in_any_order_under_any_name() {
    let mut parts = parts();
    for turn in 0..parts.len() {
        parts.rotate_left(1);
        let mut sorter = Sorter::default();
        for (place, (_, octets)) in parts.iter().enumerate() {
            assert!(sorter.add(&format!("download ({place})"), octets).unwrap());
        }
        sorter.add_file(FileDigests::of_sha256(&sha256(b"hello")));
        assert_eq!(verdicts(&sorter), ["pass pass pass"], "{turn}");
        assert_eq!(sorter.offered_roots().len(), 1);
        assert!(sorter.offered_trust().is_some() && sorter.offered_log_policy().is_some());
    }
}

#[test]
fn a_package_with_the_file() {
    let mut files = parts();
    files.push(("original/hello.txt", b"hello"));
    files.push(("README.en.txt", b"read me"));
    let package = zip::write(&files);
    let mut sorter = Sorter::default();
    assert!(sorter.add("evidence.zip", &package).unwrap());
    assert_eq!(verdicts(&sorter), ["pass pass pass"]);
    assert_eq!(sorter.unused(), ["evidence.zip/README.en.txt"]);
    assert_eq!(sorter.offered_roots().len(), 1);
}

#[test]
fn an_unpacked_package() {
    for folder in ["", "contract/", "a/b/"] {
        for (content, verdict) in [(b"hello", "pass pass pass"), (b"hellO", "file-differs pass pass")] {
            let mut sorter = Sorter::default();
            for (name, octets) in parts() {
                assert!(sorter.add(&format!("{folder}{name}"), octets).unwrap());
            }
            for (name, octets) in
                [("README.txt", b"words"), ("verify.sh", b"#!/bi"), ("original/x/hello.txt", content)]
            {
                let name = Some(format!("{folder}{name}"));
                sorter.add_file(FileDigests { name, ..FileDigests::of_sha256(&sha256(octets)) });
            }
            assert_eq!(verdicts(&sorter), [verdict], "{folder}");
        }
    }
    // The file beside its package.
    let mut sorter = Sorter::default();
    for (name, octets) in parts() {
        sorter.add(&format!("proof/{name}"), octets).unwrap();
    }
    for (name, octets) in [("proof/README.txt", b"words"), ("hello.txt", b"hellO")] {
        sorter.add_file(FileDigests { name: Some(name.into()), ..FileDigests::of_sha256(&sha256(octets)) });
    }
    assert_eq!(verdicts(&sorter), ["file-differs pass pass"]);
}

#[test]
fn two_proofs_of_two_folders() {
    let other = parts![
        "other-service-file.tsr",
        "other-service-claim.json",
        "other-service-claim.tst",
        "other-service-file.tlog-proof",
        "other-service-claim.tlog-proof",
    ];
    let names: Vec<(String, &[u8])> = parts()
        .into_iter()
        .map(|(name, octets)| (format!("1/{name}"), octets))
        .chain(
            other
                .into_iter()
                .map(|(name, octets)| (format!("2/{}", name.replace("other-service-", "")), octets)),
        )
        .chain([("1/original/a".to_string(), b"hello".as_slice()), ("2/original/b".to_string(), b"hellO")])
        .collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|(name, octets)| (name.as_str(), *octets)).collect();
    let mut sorter = Sorter::default();
    assert!(sorter.add("both.zip", &zip::write(&files)).unwrap());
    // By content the second token fits the first file as well.
    assert_eq!(verdicts(&sorter), ["pass pass pass", "pass pass claim-service"]);
}

#[test]
fn the_container_stands_in_for_claim_and_token() {
    let get = |wanted: &str| parts().iter().find(|(name, _)| *name == wanted).unwrap().1.to_vec();
    let container = Container { claim: get("claim.json"), token: get("claim.tst") };
    let mut sorter = Sorter::default();
    for (name, octets) in parts().iter().filter(|(name, _)| !["claim.json", "claim.tst"].contains(name)) {
        sorter.add(name, octets).unwrap();
    }
    assert_eq!(verdicts(&sorter), ["no-file pass no-claim"]);
    assert!(sorter.add("claim.asics", &container.to_bytes()).unwrap());
    assert_eq!(verdicts(&sorter), ["no-file pass pass"]);
}

#[test]
fn what_was_altered_still_finds_its_place() {
    let mut sorter = Sorter::default();
    for (name, octets) in parts() {
        let altered =
            String::from_utf8(octets.to_vec()).map(|text| text.replace("Example Holder", "Another Holder"));
        sorter.add(name, altered.as_ref().map_or(octets, |text| text.as_bytes())).unwrap();
    }
    sorter.add_file(FileDigests::of_sha256(&sha256(b"hellO")));
    assert_eq!(verdicts(&sorter), ["file-differs pass claim-not-committed"]);
}

#[test]
fn what_is_no_evidence() {
    let mut sorter = Sorter::default();
    for octets in [
        b"".as_slice(),
        b"hello",
        b"{\"a\":1}",
        b"\x30\x03abc",
        b"# only a comment\n",
        b"-----BEGIN X-----\n",
    ] {
        assert!(!sorter.add("x", octets).unwrap(), "{octets:?}");
    }
    assert!(sorter.subjects().is_empty());
    assert!(matches!(sorter.add("x", b"PK\x03\x04"), Err(PackageFault::Zip(_))));
}
