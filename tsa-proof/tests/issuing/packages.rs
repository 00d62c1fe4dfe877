//! All packages of a deposit in one archive.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use http::StatusCode;
use serde_json::Value;
use tsa_evidence::claim::Claim;
use tsa_evidence::zip::Archive;

use crate::stage::{Authority, Disk, Reply, body};

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_is_fetched_as_one_archive() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;
    let mut wanted = body(4);
    wanted["items"][1]["name"] = wanted["items"][0]["name"].clone();
    wanted["items"][2]["name"] = "a<b>.txt".into();
    wanted["items"][3].as_object_mut().unwrap().remove("name");
    let made = service.deposit("k1", &wanted).await;
    assert_eq!(made.status, StatusCode::OK, "{}", String::from_utf8_lossy(&made.body));
    let id = made.text("/id");

    // At once: the answer waits for the log.
    let path = format!("/api/v1/deposits/{id}/packages");
    let reply = service.get(&format!("{path}?lang=de")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.headers["content-type"], "application/zip");
    let name = format!("attachment; filename=\"proofs-{}.zip\"", &id[..8]);
    assert_eq!(reply.headers["content-disposition"], name.as_str());
    let all = entries(&reply.body);
    let expected = [
        "00004.proof.zip",
        "a_b_.txt.proof.zip",
        "folder/file-0.txt.2.proof.zip",
        "folder/file-0.txt.proof.zip",
        "verify.html",
    ];
    assert!(all.keys().map(String::as_str).eq(expected), "{:?}", all.keys());
    assert!(all["verify.html"].starts_with(b"<!doctype html>"), "the page");
    for (place, name) in [(3, expected[0]), (2, expected[1]), (1, expected[2]), (0, expected[3])] {
        let parts = entries(&all[name]);
        let claim = Claim::parse(&parts["claim.json"]).expect("a claim");
        let digest = base16ct::lower::encode_string(&claim.fields().file.sha256);
        assert_eq!(digest, format!("{place:064x}"), "{name}");
        for part in ["file.tsr", "claim.tst", "file.tlog-proof", "claim.tlog-proof", "verify.sh"] {
            assert!(parts.contains_key(part), "{part} in {name}");
        }
        assert!(!parts.contains_key("verify.html"), "{name}: one beside them is enough");
        let readme = String::from_utf8_lossy(&parts["README.txt"]).into_owned();
        assert!(readme.contains("Inhaber"), "{name}: {readme}");
    }
    let shown = service.get(&format!("/api/v1/deposits/{id}?limit=1")).await.json();
    assert_eq!(shown["unlogged"], 0, "the archive has the proofs of all");

    let bare = entries(&service.get(&format!("{path}?verify_page=false")).await.body);
    assert!(bare.len() == 4 && !bare.contains_key("verify.html"), "{:?}", bare.keys());
    for (query, code) in [("lang=xx", "bad-parameter"), ("original=true", "bad-parameter")] {
        assert_eq!(service.get(&format!("{path}?{query}")).await.text("/code"), code, "{query}");
    }
    let (none, key) = (Body::empty(), [("authorization", "Bearer none")]);
    assert_eq!(service.send("GET", &path, &key, none).await.status, StatusCode::FORBIDDEN);
}

/// What is not whole yet is not given out: the tokens first, and then the log, where there is one.
#[tokio::test(flavor = "multi_thread")]
async fn an_archive_waits_for_tokens_and_for_the_log() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let settings = authority.settings();
    let service = disk.serve(&settings).await;
    service.depositor.drain(Duration::ZERO).await;
    let made = service.deposit("k1", &body(2)).await;
    assert_eq!(made.status, StatusCode::ACCEPTED);
    let path = format!("/api/v1/deposits/{}/packages", made.text("/id"));
    assert_eq!(service.get(&path).await.text("/code"), "not-issued-yet");
    service.store.close().await;

    // A log that is away is waited for, and not for ever; and, for the same tokens, an authority without one.
    let mut away = settings.clone();
    away.log = Some(unused_address());
    let service = disk.serve(&away).await;
    let deposit = format!("/api/v1/deposits/{}", made.text("/id"));
    issued(&service.get(&format!("{deposit}?wait=20")).await);
    let refused = service.get(&path).await;
    assert_eq!(refused.text("/code"), "not-logged-yet");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(service.get(&deposit).await.json()["unlogged"], 2);
    service.depositor.drain(Duration::from_secs(5)).await;
    service.store.close().await;

    let mut without = settings;
    without.log = None;
    let service = disk.serve(&without).await;
    assert_eq!(service.get(&deposit).await.json()["unlogged"], 0);
    let packages = entries(&service.get(&path).await.body);
    let parts = entries(&packages["folder/file-0.txt.proof.zip"]);
    assert!(parts.contains_key("file.tsr") && !parts.contains_key("file.tlog-proof"), "{:?}", parts.keys());
}

fn issued(deposit: &Reply) {
    assert_eq!(deposit.json()["summary"]["issued"], Value::from(2), "{}", deposit.json());
}

/// Where nobody listens.
fn unused_address() -> tsa_proof::deposit::address::Address {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    tsa_proof::deposit::address::Address::parse(&format!("http://{address}/log")).expect("an address")
}

fn entries(octets: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = Archive::open(octets).expect("a ZIP file");
    archive
        .entries()
        .iter()
        .map(|entry| (entry.name.clone(), archive.read(entry, 8 << 20).expect("an entry")))
        .collect()
}
