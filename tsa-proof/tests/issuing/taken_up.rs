//! What is stored is worked on, whatever became of the request that stored it.

use std::future::{Future as _, poll_fn};
use std::task::Poll;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use crate::stage::{Authority, Disk, Service, body, deposit};

/// The client goes away, or the time limit strikes, at any point of the way: also while the store commits.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_dropped_at_any_point_leaves_nothing_behind_that_nobody_works_on() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let service = disk.serve(&authority.settings()).await;
    for polls in 1..=40_u32 {
        let (key, body) = (format!("dropped-{polls}"), body(1));
        let mut request = Box::pin(deposit(&service.router, &key, &body));
        let mut left = polls;
        poll_fn(|cx| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            request.as_mut().poll(cx).map(drop)
        })
        .await;
    }
    nothing_is_left(&service).await;
}

/// The commit took effect, but its answer was lost: the client sends the deposit again.
#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_takes_up_what_nobody_works_on() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let second = disk.serve(&authority.settings()).await;
    stored_but_not_queued(&disk, &authority).await;
    let again = second.deposit("k", &body(3)).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.json());
    assert_eq!(again.json()["summary"]["issued"], 3);
}

/// The same, and the client does not come back.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_works_on_is_found_in_the_store() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let second = disk.serve(&authority.settings()).await;
    stored_but_not_queued(&disk, &authority).await;
    assert_eq!(second.depositor.take_up(0).await.unwrap(), 0, "it is younger");
    assert_eq!(second.depositor.take_up(i64::MAX).await.unwrap(), 3);
    assert_eq!(second.depositor.take_up(i64::MAX).await.unwrap(), 0, "it is in hand");
    nothing_is_left(&second).await;
}

/// The deposit `k`, stored by a service whose workers have stopped.
async fn stored_but_not_queued(disk: &Disk, authority: &Authority) {
    let idle = disk.serve(&authority.settings()).await;
    idle.depositor.drain(Duration::ZERO).await;
    let made = idle.deposit("k", &body(3)).await;
    assert_eq!(made.status, StatusCode::ACCEPTED);
    idle.store.close().await;
}

async fn nothing_is_left(service: &Service) {
    let begun = Instant::now();
    while service.store.count_unfinished().await.unwrap() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "items are left that nobody works on");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
