//! A thousand at once, single ones beside them, and daemons that die.

use std::collections::BTreeSet;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use tokio::time::Instant;

use crate::stage::{Authority, Disk, Service, body};

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_files_are_one_run_and_single_deposits_do_not_wait_for_them() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;

    let mut alone = Vec::new();
    for n in 0..40 {
        alone.push(one(&service, &format!("alone-{n}")).await);
    }
    let begun = Instant::now();
    let large = tokio::spawn({
        let router = service.router.clone();
        async move { crate::stage::deposit(&router, "large", &body(1000)).await }
    });
    let mut beside = Vec::new();
    let mut n = 0;
    while !large.is_finished() && n < 200 {
        beside.push(one(&service, &format!("beside-{n}")).await);
        n += 1;
    }
    let large = large.await.unwrap();
    assert!(large.status.is_success(), "{}", large.status);
    let path = format!("/api/v1/deposits/{}?wait=30", large.text("/id"));
    let mut done = service.get(&path).await.json();
    while done["summary"]["queued"] != 0 {
        done = service.get(&path).await.json();
    }
    println!("1,000 items in {:?}", begun.elapsed());
    println!(
        "p95 of a deposit of one: alone {:?}, beside the thousand {:?}",
        p95(&mut alone),
        p95(&mut beside)
    );
    assert_eq!(done["summary"]["issued"], 1000);
    assert_eq!(serials(&done).len(), 1000);
    assert_eq!(service.depositor.backlog(), 0);
}

/// The authority dies under the work, and comes back at the same address.
#[tokio::test(flavor = "multi_thread")]
async fn the_authority_may_die_midway() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let (public, internal) = (authority.public.to_string(), authority.internal.to_string());
    let service = disk.serve(&authority.settings()).await;
    let work = tokio::spawn({
        let router = service.router.clone();
        async move { crate::stage::deposit(&router, "k", &body(1000)).await }
    });
    while service.depositor.backlog() == 0 || service.depositor.backlog() > 800 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    authority.kill();
    let made = work.await.unwrap();
    assert_eq!(made.status, StatusCode::ACCEPTED, "some tokens are still to come");
    let queued = made.json()["summary"]["queued"].as_u64().unwrap();
    assert!(queued > 0);

    let _authority = Authority::start_at(&disk.authority_directory(), &public, &internal);
    let done = settled(&service, &made.text("/id")).await;
    assert_eq!(done["summary"]["issued"], 1000);
    assert_eq!(serials(&done).len(), 1000);
}

/// The service stops dead with work in hand: nothing of it is awaited, no task ends by itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_service_may_stop_midway() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let settings = authority.settings();
    let first = disk.serve(&settings).await;
    let work = tokio::spawn({
        let router = first.router.clone();
        async move { crate::stage::deposit(&router, "k", &body(1000)).await }
    });
    while first.depositor.backlog() == 0 || first.depositor.backlog() > 800 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    work.abort();
    first.depositor.drain(Duration::ZERO).await;
    first.store.close().await;

    let second = disk.serve(&settings).await;
    assert!(second.depositor.backlog() > 0, "the rest is taken up again");
    let again = second.deposit("k", &body(1000)).await;
    let done = settled(&second, &again.text("/id")).await;
    assert_eq!(done["summary"]["issued"], 1000);
    assert_eq!(serials(&done).len(), 1000);
    let page = second.get("/api/v1/proofs?limit=500").await.json();
    let deposits: BTreeSet<&str> =
        page["items"].as_array().unwrap().iter().map(|item| item["deposit"].as_str().unwrap()).collect();
    assert_eq!(deposits.len(), 1, "the deposit was made once");
}

async fn one(service: &Service, key: &str) -> Duration {
    let begun = Instant::now();
    let made = service.deposit(key, &body(1)).await;
    let took = begun.elapsed();
    assert_eq!(made.status, StatusCode::OK);
    took
}

async fn settled(service: &Service, id: &str) -> Value {
    let path = format!("/api/v1/deposits/{id}?wait=30");
    loop {
        let seen = service.get(&path).await.json();
        if seen["summary"]["queued"] == 0 {
            return seen;
        }
    }
}

fn serials(deposit: &Value) -> BTreeSet<&str> {
    deposit["items"].as_array().unwrap().iter().map(|item| item["serial"].as_str().unwrap()).collect()
}

fn p95(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() * 95 / 100]
}
