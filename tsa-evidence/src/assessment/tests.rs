//! Every reason that the proof of `vectors/proof/` can be brought to. It was made by a development server; its keys are gone.

use std::format;
use std::string::String;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;
use tsa_core::tlog_policy::LogPolicy;

use super::*;
use crate::certificate::PemFile;
use crate::sha256;
use crate::trust::{Need, TrustFile};

macro_rules! vector {
    ($name:literal) => {
        include_bytes!(concat!("../../vectors/proof/", $name)).to_vec()
    };
}

fn pem(octets: &[u8]) -> Vec<Vec<u8>> {
    PemFile::parse(core::str::from_utf8(octets).unwrap()).unwrap().certificates
}

fn file(content: &[u8]) -> FileDigests {
    let digest = |algorithm: HashAlgorithm| (algorithm, algorithm.digest(content));
    FileDigests {
        name: None,
        size: Some(content.len() as u64),
        digests: vec![digest(HashAlgorithm::Sha256), digest(HashAlgorithm::Sha512)],
    }
}

fn proof() -> Evidence {
    Evidence {
        file: Some(file(b"hello")),
        file_token: Some(vector!("file.tsr")),
        claim: Some(vector!("claim.json")),
        claim_token: Some(vector!("claim.tst")),
        file_proof: Some(vector!("file.tlog-proof")),
        claim_proof: Some(vector!("claim.tlog-proof")),
        certificates: pem(&vector!("chain.pem")),
        ..Evidence::default()
    }
}

fn trust() -> TrustEntry {
    let trust = TrustFile::parse(core::str::from_utf8(&vector!("trust.txt")).unwrap()).unwrap();
    trust.entry(&pem(&vector!("roots.pem")), Some(LogPolicy::parse(&vector!("policy.txt")).unwrap()))
}

fn words(assessment: &Assessment) -> String {
    let word = |verdict: &Verdict| verdict.reason().map_or("pass", Reason::code);
    format!("{} {} {}", word(&assessment.file), word(&assessment.time), word(&assessment.holder))
}

/// File, time and holder of the proof after a change.
fn after(change: impl FnOnce(&mut Evidence)) -> String {
    let mut evidence = proof();
    change(&mut evidence);
    words(&assess(&evidence, &[trust()]))
}

/// The same with another trust entry.
fn trusting(change: impl FnOnce(&mut TrustEntry)) -> String {
    let mut entry = trust();
    change(&mut entry);
    words(&assess(&proof(), &[entry]))
}

#[test]
fn the_whole_proof_holds() {
    let assessment = assess(&proof(), &[trust()]);
    assert_eq!(words(&assessment), "pass pass pass");
    assert_eq!(assessment.claim.unwrap().fields().holders[0].name, "Example Holder");
    let token = assessment.file_token.unwrap();
    assert_eq!((token.trusted_by, token.failure, token.chain.len()), (Some(0), None, 3));
    assert!(token.log.unwrap().origin.starts_with("dev.invalid/"));
    let events: Vec<_> = assessment.timeline.iter().map(|event| event.what).collect();
    use EventKind::{ClaimToken, FileToken, RootEnds, SignerEnds};
    assert_eq!(events, [FileToken, ClaimToken, SignerEnds, RootEnds]);
}

#[test]
fn the_file() {
    assert_eq!(after(|e| e.file = Some(file(b"hellO"))), "file-differs pass pass");
    assert_eq!(after(|e| e.file = Some(file(b"hello "))), "file-size-differs pass pass");
    assert_eq!(after(|e| e.file = None), "no-file pass pass");
    assert_eq!(after(|e| e.file.as_mut().unwrap().digests[1].1[0] ^= 1), "file-sha512-differs pass pass");
    assert_eq!(after(|e| e.file.as_mut().unwrap().digests.clear()), "digest-not-computed pass pass");
    // A claim that was altered says nothing of the file: what is not fixed by the token does not count.
    let only_digest = |e: &mut Evidence| e.file = Some(FileDigests::of_sha256(&sha256(b"hello")));
    assert_eq!(after(only_digest), "pass pass pass");
}

#[test]
fn the_token_of_the_file() {
    let altered = |at: usize| {
        move |e: &mut Evidence| {
            let token = e.file_token.as_mut().unwrap();
            let at = token.len() - at;
            token[at] ^= 1;
        }
    };
    assert_eq!(after(altered(5)), "pass token-signature file-token-not-valid");
    assert_eq!(after(|e| e.file_token = None), "no-token no-token no-token");
    assert_eq!(
        after(|e| e.file_token = Some(vec![0x30, 0])),
        "token-unreadable token-malformed file-token-not-valid"
    );
    let refused = |e: &mut Evidence| e.file_token = Some(vector!("refused.tsr"));
    assert_eq!(after(refused), "token-unreadable token-refused file-token-not-valid");
    // The same token without the claim shows the time.
    assert_eq!(after(|e| e.claim = None), "pass pass no-claim");
}

#[test]
fn the_claim() {
    let rename = |e: &mut Evidence| {
        let text = String::from_utf8(e.claim.take().unwrap()).unwrap();
        e.claim = Some(text.replace("Example Holder", "Another Holder").into_bytes());
    };
    assert_eq!(after(rename), "pass pass claim-not-committed");
    let twice = |e: &mut Evidence| {
        let text = String::from_utf8(e.claim.take().unwrap()).unwrap();
        e.claim = Some(text.replace("\"v\":1", "\"v\":1,\"v\":1").into_bytes());
    };
    assert_eq!(after(twice), "pass pass claim-duplicate-member");
    assert_eq!(after(|e| e.claim = Some(vector!("folder-claim.json"))), "pass pass claim-of-another-file");
    let no_nonce = |e: &mut Evidence| {
        e.file_token = Some(vector!("no-nonce-file.tsr"));
        e.file_proof = Some(vector!("no-nonce-file.tlog-proof"));
    };
    assert_eq!(after(no_nonce), "pass pass claim-not-committed");
    let public = |e: &mut Evidence| {
        e.file_token = Some(vector!("public-file.tsr"));
        e.file_proof = Some(vector!("public-file.tlog-proof"));
        e.claim = Some(vector!("public-claim.json"));
        e.claim_token = None;
    };
    assert_eq!(after(public), "pass pass claim-policy");
    let service = |e: &mut Evidence| {
        e.file_token = Some(vector!("other-service-file.tsr"));
        e.file_proof = Some(vector!("other-service-file.tlog-proof"));
        e.claim = Some(vector!("other-service-claim.json"));
        e.claim_token = Some(vector!("other-service-claim.tst"));
        e.claim_proof = Some(vector!("other-service-claim.tlog-proof"));
    };
    assert_eq!(after(service), "pass pass claim-service");
}

#[test]
fn the_token_of_the_claim() {
    assert_eq!(after(|e| e.claim_token = None), "pass pass no-claim-token");
    let public = |e: &mut Evidence| {
        e.claim_token = Some(vector!("public-claim.tst"));
        e.claim_proof = Some(vector!("public-claim.tlog-proof"));
    };
    assert_eq!(after(public), "pass pass claim-token-policy");
    let other = |e: &mut Evidence| {
        e.claim_token = Some(vector!("other-nonce-claim.tst"));
        e.claim_proof = Some(vector!("other-nonce-claim.tlog-proof"));
    };
    assert_eq!(after(other), "pass pass claim-token-other-file-token");
    let another = |e: &mut Evidence| e.claim_token = Some(vector!("other-service-claim.tst"));
    assert_eq!(after(another), "pass pass claim-token-other-claim");
    let altered = |e: &mut Evidence| {
        let token = e.claim_token.as_mut().unwrap();
        let at = token.len() - 5;
        token[at] ^= 1;
    };
    assert_eq!(after(altered), "pass pass claim-token-signature");
    assert_eq!(after(|e| e.claim_token = Some(vec![1])), "pass pass claim-token-malformed");
}

#[test]
fn the_log() {
    assert_eq!(after(|e| e.file_proof = None), "pass token-log-proof-missing file-token-not-valid");
    assert_eq!(after(|e| e.claim_proof = None), "pass pass claim-token-log-proof-missing");
    let swapped = |e: &mut Evidence| e.file_proof = e.claim_proof.clone();
    assert_eq!(after(swapped), "pass token-log-proof-other file-token-not-valid");
    let broken = |e: &mut Evidence| e.file_proof = Some(b"c2sp.org/tlog-proof@v1\n".to_vec());
    assert_eq!(after(broken), "pass token-log-proof-wrong file-token-not-valid");
    let unknown = |entry: &mut TrustEntry| entry.log_policy = None;
    assert_eq!(trusting(unknown), "pass token-log-unknown claim-token-log-unknown");
    // Without a log to demand, a proof that is missing does not matter.
    let mut optional = trust();
    optional.logged = Need::Optional;
    let without = Evidence { file_proof: None, claim_proof: None, ..proof() };
    assert_eq!(words(&assess(&without, &[optional])), "pass pass pass");
}

#[test]
fn whom_to_believe() {
    let foreign = pem(&vector!("foreign-root.pem"));
    let foreign_root = |entry: &mut TrustEntry| entry.roots = foreign.clone();
    assert_eq!(trusting(foreign_root), "pass token-root-not-trusted claim-token-root-not-trusted");
    // Nobody who is known claims to be its authority.
    let unknown = assess(&proof(), &[TrustEntry::of_roots("elsewhere", foreign.clone())]);
    assert_eq!(words(&unknown), "pass token-issuer-unknown claim-token-issuer-unknown");
    assert_eq!(words(&assess(&proof(), &[])), "pass token-issuer-unknown claim-token-issuer-unknown");
    // The root alone shows the time, but nobody says that this authority records claims.
    let root_only = TrustEntry::of_roots("root", pem(&vector!("roots.pem")));
    assert_eq!(words(&assess(&proof(), &[root_only])), "pass pass no-claim-policy");
    // An altered token is altered whoever is believed.
    let mut altered = proof();
    *altered.file_token.as_mut().unwrap().last_mut().unwrap() ^= 1;
    altered.certificates.extend(foreign);
    assert_eq!(assess(&altered, &[]).time.reason().unwrap().code(), "token-signature");
    let revocation = |entry: &mut TrustEntry| entry.revocation = Need::Required;
    assert_eq!(trusting(revocation), "pass token-revocation-unknown claim-token-revocation-unknown");
    let service =
        |entry: &mut TrustEntry| entry.recorder.as_mut().unwrap().service = "another.example".into();
    assert_eq!(trusting(service), "pass pass claim-service");
}

#[test]
fn folders() {
    let vector: serde_json::Value = serde_json::from_str(include_str!("../../vectors/folder.json")).unwrap();
    let manifest = vector["manifest"].as_str().unwrap().as_bytes().to_vec();
    let shown = |place: usize| vector["shown"][place].as_str().unwrap().as_bytes().to_vec();
    let paths = ["README", "data-old", "data/1.csv", "data/2.csv", "src/main.rs", "src/日本語.txt"];
    let files: Vec<_> = paths
        .iter()
        .map(|path| FileDigests { name: Some((*path).into()), ..file(path.as_bytes()) })
        .collect();
    let folder = |change: &dyn Fn(&mut Evidence)| {
        let mut evidence = Evidence {
            file: None,
            folder: files.clone(),
            file_token: Some(vector!("folder-file.tsr")),
            claim: Some(vector!("folder-claim.json")),
            claim_token: Some(vector!("folder-claim.tst")),
            manifest: Some(manifest.clone()),
            file_proof: Some(vector!("folder-file.tlog-proof")),
            claim_proof: Some(vector!("folder-claim.tlog-proof")),
            ..proof()
        };
        change(&mut evidence);
        let assessment = assess(&evidence, &[trust()]);
        assert!(assessment.time.is_pass() && assessment.holder.is_pass());
        assessment.file.reason().map_or("pass", Reason::code)
    };
    assert_eq!(folder(&|_| ()), "pass");
    assert_eq!(folder(&|e| e.manifest = None), "no-manifest");
    assert_eq!(folder(&|e| e.manifest = Some(b"{}".to_vec())), "manifest-malformed");
    assert_eq!(folder(&|e| e.folder[2].digests = file(b"x").digests), "folder-file-differs");
    assert_eq!(folder(&|e| drop(e.folder.pop())), "folder-file-missing");
    let extra = FileDigests { name: Some("more".into()), ..file(b"more") };
    assert_eq!(folder(&|e| e.folder.push(extra.clone())), "folder-file-extra");
    let single = |place: usize, content: &'static [u8]| {
        let shown = shown(place);
        move |e: &mut Evidence| {
            e.manifest = None;
            e.folder.clear();
            e.shown = Some(shown.clone());
            e.file = Some(file(content));
        }
    };
    assert_eq!(folder(&single(2, b"data/1.csv")), "pass");
    assert_eq!(folder(&single(2, b"data/2.csv")), "folder-file-differs");
    let moved = String::from_utf8(shown(2)).unwrap().replace("\"index\":2", "\"index\":3").into_bytes();
    let moved = |e: &mut Evidence| {
        single(2, b"data/1.csv")(e);
        e.shown = Some(moved.clone());
    };
    assert_eq!(folder(&moved), "shown-file-not-in-folder");
    // Another folder's manifest.
    let other =
        String::from_utf8(manifest.clone()).unwrap().replace("\"seed\":\"00", "\"seed\":\"01").into_bytes();
    assert_eq!(folder(&|e| e.manifest = Some(other.clone())), "manifest-differs");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_changed_octet_of_the_claim_is_noticed(at: prop::sample::Index, change in 1u8..) {
        let mut evidence = proof();
        let claim = evidence.claim.as_mut().unwrap();
        let at = at.index(claim.len());
        claim[at] ^= change;
        let assessment = assess(&evidence, &[trust()]);
        prop_assert!(assessment.file.is_pass() && assessment.time.is_pass());
        prop_assert!(matches!(assessment.holder, Verdict::Fail(_)));
    }

    #[test]
    fn whatever_is_changed_in_a_part_nothing_panics_and_the_facts_stay(
        part in 0usize..4, at: prop::sample::Index, octets in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut evidence = proof();
        let Evidence { file_token, claim_token, file_proof, claim_proof, .. } = &mut evidence;
        let part = [file_token, claim_token, file_proof, claim_proof][part].as_mut().unwrap();
        let at = at.index(part.len());
        part.splice(at..part.len().min(at + octets.len()), octets);
        let assessment = assess(&evidence, &[trust()]);
        // What passes says what was signed: certificates and signatures of unknown keys may be changed, TSTInfos not.
        let honest = assess(&proof(), &[trust()]);
        if assessment.time.is_pass() {
            prop_assert_eq!(assessment.file_token.unwrap().facts, honest.file_token.unwrap().facts);
        }
        if assessment.holder.is_pass() {
            prop_assert_eq!(assessment.claim_token.unwrap().facts, honest.claim_token.unwrap().facts);
        }
    }
}

/// The document lists every code that the code can give, and no other.
#[test]
fn the_document_lists_the_codes() {
    let document = include_str!("../../../docs/claim-format.md");
    let english = include_str!("../../../tsa-proof/locales/en/reasons.ftl");
    let source = [include_str!("reason.rs"), include_str!("../claim.rs")].concat();
    let codes: Vec<&str> = source
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| {
            text.contains('-')
                && text
                    .bytes()
                    .all(|octet| octet.is_ascii_lowercase() || octet == b'-' || octet.is_ascii_digit())
        })
        .collect();
    assert!(codes.len() > 60, "{codes:?}");
    for code in codes {
        let of_first = code.strip_prefix("claim-").filter(|rest| rest.starts_with("token-"));
        let listed = |code: &str| document.contains(&format!("| `{code}` |"));
        assert!(listed(code) || of_first.is_some_and(listed), "{code} is not in the document");
        for key in [format!("\nreason-{code} ="), format!("\nreason-{code}-try =")] {
            assert!(english.contains(&key), "{key} has no English message");
        }
    }
}
