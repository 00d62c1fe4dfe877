//! Rows 35 and 38 of the threat model: identifiers tell strangers nothing, and tokens outlive the account.

use axum::body::Body;
use http::StatusCode;
use serde_json::Value;
use tsa_core::HashAlgorithm;
use tsa_core::verify::{RuleSet, Verification, verify_response};
use tsa_proof::store::ItemId;

use crate::stage::{Authority, Disk, Reply, Service, body};

/// T23: what is another's is answered as what there is not, and nobody guesses an identifier.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_not_there() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;
    let made = service.deposit("k1", &body(1)).await;
    let (deposit, item) = (made.text("/id"), made.text("/items/0/id"));
    let nothing = ItemId::random().to_string();

    let parts = ["", "/token", "/claim", "/claim-token", "/container", "/package", "/log-proofs"];
    let paths = parts.map(|part| format!("proofs/ID{part}"));
    for path in ["deposits/ID".to_owned(), "deposits/ID/packages".to_owned()].iter().chain(&paths) {
        let own = if path.starts_with("deposits") { &deposit } else { &item };
        for area in ["api/v1", "session"] {
            let at = |id: &str| format!("/{area}/{}", path.replace("ID", id));
            let theirs = ask(&service, "Bearer other", &at(own)).await;
            let none = ask(&service, "Bearer other", &at(&nothing)).await;
            let expected = if area == "api/v1" { StatusCode::NOT_FOUND } else { theirs.status };
            assert_eq!((theirs.status, none.status), (expected, expected), "{area}/{path}");
            assert_ne!(theirs.status, StatusCode::OK, "{area}/{path}");
            assert_eq!(without_instance(&theirs), without_instance(&none), "{area}/{path}");
        }
    }
    let listed = ask(&service, "Bearer other", "/api/v1/proofs").await;
    assert_eq!(listed.json()["items"], Value::Array(Vec::new()));

    let guesses = std::env::var("PROOF_GUESSES").ok().and_then(|text| text.parse().ok()).unwrap_or(5_000);
    for _ in 0..guesses {
        let guess = format!("/api/v1/proofs/{}", ItemId::random());
        assert_eq!(service.get(&guess).await.status, StatusCode::NOT_FOUND, "{guess}");
    }
}

/// T23: after the erasure no part is given out any more, and the tokens that somebody kept verify as before.
#[tokio::test(flavor = "multi_thread")]
async fn tokens_outlive_their_account() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let settings = authority.settings();
    let service = disk.serve(&settings).await;
    let made = service.deposit("k1", &body(1)).await;
    let item = made.text("/items/0/id");
    let kept = service.get(&format!("/api/v1/proofs/{item}/token")).await.body;

    service.store.erase_account(service.account, i64::MAX).await.unwrap();
    let deposit = made.text("/id");
    let parts = ["claim", "container", "package"].map(|part| format!("proofs/{item}/{part}"));
    for path in parts.iter().chain([&format!("deposits/{deposit}/packages")]) {
        let reply = service.get(&format!("/api/v1/{path}")).await;
        assert_ne!(reply.status, StatusCode::OK, "{path}");
        assert!(!String::from_utf8_lossy(&reply.body).contains("Ada Example"), "{path}");
    }
    let sha256 = [0; 32];
    let question = Verification::new(RuleSet::Strict, &settings.roots).without_revocation();
    let report = verify_response(&kept, &question.digest(HashAlgorithm::Sha256, &sha256)).unwrap();
    assert!(report.is_valid(), "{:?}", report.verdict);
}

async fn ask(service: &Service, bearer: &str, path: &str) -> Reply {
    service.send("GET", path, &[("authorization", bearer)], Body::empty()).await
}

/// A problem but for the address that was asked for.
fn without_instance(reply: &Reply) -> Value {
    let mut problem = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
    if let Some(problem) = problem.as_object_mut() {
        problem.remove("instance");
        problem.remove("request_id");
    }
    problem
}
