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
    // Documents and programs are ZIP files, and some are encrypted or cut off: they are files.
    let document = zip::write(&[("[Content_Types].xml", b"<x/>".as_slice()), ("original/claim.json", b"{}")]);
    for octets in [b"PK\x03\x04".as_slice(), &document, &document[..document.len() - 1]] {
        assert!(!sorter.add("a.docx", octets).unwrap());
    }
    assert!(sorter.subjects().is_empty() && sorter.unused().is_empty());
}

#[test]
fn a_package_that_is_damaged_is_said_to_be() {
    let mut package = zip::write(&parts());
    let at = package.windows(5).position(|octets| octets == b"c2sp.").unwrap();
    package[at] ^= 1;
    assert_eq!(Sorter::default().add("p.zip", &package), Err(PackageFault::Zip(ZipFault::Damaged)));
}

/// A folder of ten thousand packages is more than fits into memory; what is kept of them is little.
#[test]
fn packages_are_bounded_by_what_is_kept_of_them() {
    let entry = |name: &str, mebibytes: u64| Entry {
        name: name.to_string(),
        method: zip::Method::Stored,
        crc32: 0,
        packed: 0,
        size: mebibytes << 20,
        offset: 0,
    };
    let unpack = |entry: &Entry| {
        let part = parts().into_iter().find(|(name, _)| *name == entry.name);
        Ok::<_, PackageFault>(Unpacked::Part(part.map_or(b"<html>".to_vec(), |(_, octets)| octets.to_vec())))
    };
    let package = ["chain.pem", "file.tsr", "verify.html"].map(|name| entry(name, 80));
    let mut sorter = Sorter::default();
    sorter.add_package("0.zip", &package, unpack).unwrap();
    let of_first = sorter.kept;
    for number in 1..10 {
        sorter.add_package(&format!("{number}.zip"), &package, unpack).unwrap();
    }
    assert_eq!(sorter.subjects().len(), 10);
    let token = include_bytes!("../../vectors/proof/file.tsr").len();
    assert_eq!(sorter.kept, of_first + 9 * token, "certificates are kept once");

    let too_large = Err(PackageFault::Zip(ZipFault::TooLarge));
    assert_eq!(sorter.add_package("large.zip", &[entry("verify.html", 257)], unpack), too_large);
    sorter.kept = MAX_PARTS;
    assert_eq!(sorter.add_package("11.zip", &package, unpack), too_large);
    assert_eq!(sorter.subjects().len(), 10, "nothing of it was taken");
}

/// What was deposited may be evidence itself: its digest finds it, and nothing else of it counts.
#[test]
fn a_file_that_is_evidence_itself() {
    let mut sorter = Sorter::default();
    for (name, octets) in parts() {
        sorter.add(&format!("proof/{name}"), octets).unwrap();
        sorter.add_evidence_digests(FileDigests::of_sha256(&sha256(octets)));
    }
    assert_eq!(verdicts(&sorter), ["no-file pass pass"]);
    sorter.add_evidence_digests(FileDigests::of_sha256(&sha256(b"hello")));
    assert_eq!(verdicts(&sorter), ["pass pass pass"]);
}

/// The folder vector: paths are the contents.
fn folder_parts() -> Vec<(&'static str, Vec<u8>)> {
    let vector: serde_json::Value = serde_json::from_str(include_str!("../../vectors/folder.json")).unwrap();
    let manifest = vector["manifest"].as_str().unwrap().as_bytes().to_vec();
    let parts = parts![
        "folder-file.tsr",
        "folder-claim.json",
        "folder-claim.tst",
        "folder-file.tlog-proof",
        "folder-claim.tlog-proof",
        "chain.pem",
    ];
    let named = parts.into_iter().map(|(name, octets)| (name.trim_start_matches("folder-"), octets.to_vec()));
    named.chain([("manifest.json", manifest)]).collect()
}

fn given(name: &str, content: &str) -> FileDigests {
    let size = Some(content.len() as u64);
    FileDigests { name: Some(name.into()), size, ..FileDigests::of_sha256(&sha256(content.as_bytes())) }
}

fn folder_proof() -> Sorter {
    let mut sorter = Sorter::default();
    for (name, octets) in folder_parts() {
        assert!(sorter.add(&format!("proof/{name}"), &octets).unwrap());
    }
    for companion in ["README.txt", "verify.sh", "verify.html"] {
        sorter.add_file(given(&format!("proof/{companion}"), "words"));
    }
    sorter
}

#[test]
fn a_folder_under_the_name_that_was_given() {
    for prefix in ["", "project/", "proof/original/"] {
        let mut sorter = folder_proof();
        for path in FOLDER {
            sorter.add_file(given(&format!("{prefix}{path}"), path));
        }
        assert_eq!(verdicts(&sorter), ["pass pass pass"], "{prefix}");
    }
    let mut sorter = folder_proof();
    for path in &FOLDER[1..] {
        sorter.add_file(given(&format!("project/{path}"), path));
    }
    assert_eq!(verdicts(&sorter), ["folder-file-missing pass pass"]);
    sorter.add_file(given("project/README", "README"));
    sorter.add_file(given("project/more", "more"));
    assert_eq!(verdicts(&sorter), ["folder-file-extra pass pass"]);
}

#[test]
fn one_file_of_a_folder() {
    for (content, verdict) in [("data/1.csv", "pass pass pass"), ("another", "file-differs pass pass")] {
        let mut sorter = folder_proof();
        sorter.add_file(given("1.csv", content));
        assert_eq!(verdicts(&sorter), [verdict]);
    }
    assert_eq!(verdicts(&folder_proof()), ["no-file pass pass"]);
}

#[test]
fn a_manifest_that_was_kept_elsewhere() {
    for (spoilt, verdict) in [(false, "pass pass pass"), (true, "no-manifest pass pass")] {
        let mut sorter = Sorter::default();
        for (name, octets) in folder_parts() {
            let is_manifest = name == "manifest.json";
            let text = String::from_utf8_lossy(&octets).replace("data/1.csv", "data/0.csv").into_bytes();
            let octets = if is_manifest && spoilt { text } else { octets };
            let name = if is_manifest { "manifest-01234567.json".into() } else { format!("proof/{name}") };
            assert!(sorter.add(&name, &octets).unwrap());
        }
        for path in FOLDER {
            sorter.add_file(given(&format!("project/{path}"), path));
        }
        assert_eq!(verdicts(&sorter), [verdict]);
    }
}

#[test]
fn packages_of_two_folders_keep_their_files() {
    let parts = folder_parts();
    let of = |changed: bool| {
        let content = |path: &str| if changed { "x".to_string() } else { path.to_string() };
        let originals = FOLDER.map(|path| (format!("original/{path}"), content(path).into_bytes()));
        let mut files: Vec<(&str, &[u8])> = parts.iter().map(|(name, octets)| (*name, &**octets)).collect();
        files.extend(originals.iter().map(|(name, octets)| (name.as_str(), octets.as_slice())));
        zip::write(&files)
    };
    let mut sorter = Sorter::default();
    sorter.add("one.zip", &of(false)).unwrap();
    sorter.add("two.zip", &of(true)).unwrap();
    assert_eq!(verdicts(&sorter), ["pass pass pass", "folder-file-differs pass pass"]);
}

const FOLDER: [&str; 6] = ["README", "data-old", "data/1.csv", "data/2.csv", "src/main.rs", "src/日本語.txt"];
