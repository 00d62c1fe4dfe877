//! A thousand at once, single ones beside them, and daemons that die.

use std::collections::BTreeSet;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use tokio::time::Instant;
use tsa_proof::deposit::limits::DepositLimits;

use crate::stage::{Authority, Disk, Service, body, deposit, deposit_as};

/// The aim is 300 ms for 95 of 100 deposits of one file, whatever another account does (docs/performance.md has the figures). Other
/// programs slow a test down, and they do so alone too, so twelve times what the same deposits take alone is granted.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_files_are_one_run_and_single_deposits_of_others_do_not_wait_for_them() {
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
        async move { deposit(&router, "large", &body(1000)).await }
    });
    let mut beside = Vec::new();
    while service.depositor.backlog() < 500 && begun.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // The single ones are all made while the thousand are worked on.
    while service.depositor.backlog() > 50 && beside.len() < 200 {
        beside.push(one(&service, &format!("beside-{}", beside.len())).await);
    }
    let large = large.await.unwrap();
    assert!(large.status.is_success(), "{}", large.status);
    let done = settled(&service, &large.text("/id")).await;
    let whole = begun.elapsed();
    let count = beside.len();
    assert!(count >= 10, "{count} single deposits were answered beside the thousand");
    let (alone, beside) = (p95(&mut alone), p95(&mut beside));
    println!(
        "1,000 items in {whole:?}; p95 of a deposit of one: alone {alone:?}, beside the thousand {beside:?} ({count})"
    );
    assert_eq!(done["summary"]["issued"], 1000);
    assert_eq!(serials(&done).len(), 1000);
    assert_eq!(service.depositor.backlog(), 0);
    assert!(beside < AIM.max(alone * 12), "p95 {beside:?} beside a thousand, {alone:?} alone");
}

/// What goes beyond a limit of the account is refused with the time after which to come back, and others are served.
#[tokio::test(flavor = "multi_thread")]
async fn one_account_reaches_its_limits_and_others_are_served() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let limits = DepositLimits { items_per_day: 12, deposits_per_minute: 3, backlog: 10 };
    let service = disk.serve_within(&authority.settings(), limits).await;
    let refused = async |key: &str, items: usize| {
        let reply = service.deposit(key, &body(items)).await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "{key}");
        let seconds: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
        (reply.text("/code"), seconds)
    };
    assert_eq!(refused("too-long", 11).await, ("backlog-full".to_owned(), 60));
    assert_eq!(service.deposit("first", &body(10)).await.status, StatusCode::OK);
    let (code, seconds) = refused("over-the-day", 3).await;
    assert!(code == "quota-exceeded" && (86_000..=86_400).contains(&seconds), "{code} {seconds}");
    assert_eq!(service.deposit("second", &body(2)).await.status, StatusCode::OK);
    let (code, seconds) = refused("too-fast", 1).await;
    assert!(code == "too-many" && (1..=20).contains(&seconds), "{code} {seconds}");
    assert_eq!(service.deposit("first", &body(10)).await.status, StatusCode::OK, "a repetition is free");
    let other = deposit_as(&service.router, "Bearer other", "k", &body(10)).await;
    assert_eq!(other.status, StatusCode::OK);
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
        async move { deposit(&router, "k", &body(1000)).await }
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
        async move { deposit(&router, "k", &body(1000)).await }
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
    let made = deposit_as(&service.router, "Bearer other", key, &body(1)).await;
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

/// Of the server, for one file.
const AIM: Duration = Duration::from_millis(300);
