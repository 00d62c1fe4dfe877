//! The whole way of a deposit, and what is refused on it.

use std::time::Duration;

use axum::body::Body;
use http::StatusCode;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tsa_core::HashAlgorithm;
use tsa_core::asn1::tsp::TimeStampResp;
use tsa_core::verify::{RuleSet, Verification, verify_response, verify_token};
use tsa_evidence::certificate::PemFile;
use tsa_evidence::claim::Claim;
use tsa_evidence::nonce;
use tsa_evidence::zip::Archive;

use crate::stage::{Authority, Disk, body};

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_becomes_a_proof_that_holds_together() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let settings = authority.settings();
    let service = disk.serve(&settings).await;

    let made = service.deposit("k1", &body(3)).await;
    assert_eq!(made.status, StatusCode::OK, "{}", String::from_utf8_lossy(&made.body));
    let id = made.text("/id");
    assert_eq!(made.headers["location"], format!("/api/v1/deposits/{id}"));
    assert_eq!(made.json()["summary"], json!({"queued": 0, "issued": 3, "failed": 0}));
    assert_eq!(made.text("/label"), "a test");

    let again = service.deposit("k1", &body(3)).await;
    assert_eq!(again.json(), made.json(), "the same request makes nothing new");
    let other = service.deposit("k1", &body(2)).await;
    assert_eq!(
        (other.status, other.text("/code")),
        (StatusCode::CONFLICT, "idempotency-conflict".to_owned())
    );

    let item = made.text("/items/2/id");
    let proof = format!("/api/v1/proofs/{item}");
    let claim = service.get(&format!("{proof}/claim")).await.body;
    let token = service.get(&format!("{proof}/token")).await.body;
    let claim_token = service.get(&format!("{proof}/claim-token")).await.body;

    let read = Claim::parse(&claim).expect("a canonical claim");
    assert_eq!(read.fields().holders[0].name, "Ada Example");
    let digest: [u8; 32] = Sha256::digest(&claim).into();
    let policy = [settings.deposit.policy.clone()];
    let question = Verification::new(RuleSet::Strict, &settings.roots).without_revocation();
    let imprint = read.fields().file.sha256;
    let file_nonce = nonce::of_digest(&digest);
    let about_file =
        question.clone().digest(HashAlgorithm::Sha256, &imprint).nonce(&file_nonce).policies(&policy);
    let report = verify_response(&token, &about_file).unwrap();
    assert!(report.is_valid(), "{:?}", report.verdict);
    let bound_to: [u8; 32] = Sha256::digest(&report.token.unwrap().tst_info).into();
    let claim_nonce = nonce::of_digest(&bound_to);
    let policy = [settings.claim.policy.clone()];
    let about_claim = question.digest(HashAlgorithm::Sha256, &digest).nonce(&claim_nonce).policies(&policy);
    assert!(verify_token(&claim_token, &about_claim).unwrap().is_valid());
    assert_eq!(made.json()["items"][2]["sha256"], format!("{:064x}", 2));
    assert!(TimeStampResp::decode(&token).unwrap().time_stamp_token.is_some());

    let mut proofs = service.get(&format!("{proof}/log-proofs")).await;
    for _ in 0..100 {
        if proofs.status == StatusCode::OK {
            break;
        }
        assert_eq!(proofs.text("/code"), "not-logged-yet");
        assert!(proofs.headers.contains_key("retry-after"));
        tokio::time::sleep(Duration::from_millis(200)).await;
        proofs = service.get(&format!("{proof}/log-proofs")).await;
    }
    assert!(proofs.text("/file").starts_with("c2sp.org/tlog-proof@v1\n"));
    assert_eq!(
        service.get(&format!("{proof}/log-proofs")).await.json(),
        proofs.json(),
        "the proofs are kept"
    );

    // A certificate of another time, of which the service knows as well.
    let replaced = chain_of_another_authority();
    service.depositor.trust().learn_chain(&replaced);
    assert!(service.depositor.trust().chain().contains(&replaced[0]));
    let unzipped = |octets: Vec<u8>| {
        let archive = Archive::open(&octets).unwrap();
        let names: Vec<String> = archive.entries().iter().map(|entry| entry.name.clone()).collect();
        let text = |name: &str| {
            let entry = archive.entries().iter().find(|entry| entry.name == name).unwrap();
            String::from_utf8(archive.read(entry, 1 << 20).unwrap()).unwrap()
        };
        (names.join(" "), text("README.txt"), PemFile::parse(&text("chain.pem")).unwrap().certificates)
    };
    let (names, readme, chain) = unzipped(service.get(&format!("{proof}/package")).await.body);
    // Two signers and what issued them; no more.
    assert!(chain.len() >= 3 && !chain.contains(&replaced[0]), "{}", chain.len());
    assert!(names.contains("verify.html") && names.contains("verify.sh"), "{names}");
    for line in [
        "Holder: Ada Example",
        "Accuracy: ",
        "Proof number: ",
        "SHA-256 of the root certificate: ",
        "e-mail address was checked",
    ] {
        assert!(readme.contains(line), "{line}: {readme}");
    }
    assert!(readme.contains("Open verify.html") && !readme.contains("original/"), "{readme}");
    let (names, readme, _) =
        unzipped(service.get(&format!("{proof}/package?verify_page=false&original=true&lang=de")).await.body);
    assert!(!names.contains("verify.html"), "{names}");
    assert!(readme.contains("original/") && !readme.contains("verify.html"), "{readme}");
    service.depositor.drain(Duration::from_secs(5)).await;
}

/// Its certificates, in DER.
fn chain_of_another_authority() -> Vec<Vec<u8>> {
    let file = include_str!("../../../tsa-evidence/vectors/proof/chain.pem");
    PemFile::parse(file).expect("certificates").certificates
}

/// The proofs of logging come by themselves, so a package is complete without the authority.
#[tokio::test(flavor = "multi_thread")]
async fn a_package_can_be_had_when_the_authority_is_gone() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;
    let made = service.deposit("k1", &body(2)).await;
    assert_eq!(made.status, StatusCode::OK);
    let begun = tokio::time::Instant::now();
    while !service.store.unlogged_items(0, 9).await.unwrap().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody fetches the proofs of logging");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    authority.kill();
    for place in 0..2 {
        let item = made.text(&format!("/items/{place}/id"));
        let package = service.get(&format!("/api/v1/proofs/{item}/package")).await;
        assert_eq!(package.status, StatusCode::OK, "{}", String::from_utf8_lossy(&package.body));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_has_a_code() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;
    let json = ("content-type", "application/json");
    let (key, all) = (("idempotency-key", "k"), ("authorization", "Bearer all"));
    let good = || Body::from(body(1).to_string());
    for (headers, sent, status, code) in [
        (vec![json, key], good(), 401, "unauthorized"),
        (vec![json, key, ("authorization", "Bearer x")], good(), 401, "unauthorized"),
        (vec![json, key, ("cookie", "session=all")], good(), 401, "unauthorized"),
        (vec![json, key, ("authorization", "Bearer none")], good(), 403, "forbidden"),
        (vec![json, all], good(), 400, "idempotency-key"),
        (vec![json, all, ("idempotency-key", "a b")], good(), 400, "idempotency-key"),
        (vec![key, all], good(), 415, "unsupported-media-type"),
        (vec![json, key, all], Body::from("{"), 400, "bad-body"),
        (vec![json, key, all], Body::from(r#"{"items":[]}"#), 400, "bad-body"),
        (vec![json, key, all], Body::from(body(1).to_string().replace("sha512", "sha5")), 400, "bad-body"),
        (vec![json, key, all], Body::from(vec![b' '; 17 << 20]), 413, "body-too-large"),
        (
            vec![json, key, all],
            Body::from(body(1).to_string().replace("Ada ", "A\u{202e}")),
            422,
            "claim-refused",
        ),
    ] {
        let reply = service.send("POST", "/api/v1/deposits", &headers, sent).await;
        assert_eq!((reply.status.as_u16(), reply.text("/code").as_str()), (status, code));
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        assert_eq!(reply.json()["status"], status);
    }
    let refused = service.deposit("k", &json_with_bad_name()).await;
    assert_eq!(refused.text("/errors/0/pointer"), "/items/1/holders/0/name");
    assert_eq!(refused.text("/errors/0/code"), "text-bidi");
    for (method, path, status, code) in [
        ("GET", "/api/v1/deposits/00000000000000000000000000000000", 404, "not-found"),
        ("GET", "/api/v1/deposits/0", 400, "bad-parameter"),
        ("GET", "/api/v1/proofs?limit=0", 400, "bad-parameter"),
        ("GET", "/api/v1/proofs?colour=red", 400, "bad-parameter"),
        ("DELETE", "/api/v1/deposits", 405, "method-not-allowed"),
        ("GET", "/api/v1/nothing", 404, "not-found"),
    ] {
        let reply = service.send(method, path, &[all], Body::empty()).await;
        assert_eq!((reply.status.as_u16(), reply.text("/code").as_str()), (status, code), "{method} {path}");
        assert_eq!(reply.headers.contains_key("allow"), status == 405, "{method} {path}");
    }
    assert_eq!(service.store.count_unfinished().await.unwrap(), 0);
    assert!(
        service
            .store
            .items_of(service.account, tsa_proof::store::DepositId::random(), 0, 1)
            .await
            .unwrap()
            .is_empty()
    );
}

fn json_with_bad_name() -> serde_json::Value {
    let mut body = body(2);
    body["items"][1]["holders"][0]["name"] = json!("Eve\u{202e}Example");
    body
}
