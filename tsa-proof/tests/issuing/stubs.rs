//! Authorities that answer wrongly: each answer is refused, nothing of it is stored, and the item says why.
//!
//! The stub stands between the service and a real authority and changes what it is asked, so that what comes back is signed well
//! and wrong in one thing.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower::ServiceExt as _;
use tsa_core::asn1::tsp::TimeStampReq;
use tsa_core::{HashAlgorithm, Oid};
use tsa_proof::deposit::address::Address;
use tsa_proof::deposit::query::Query;
use tsa_proof::deposit::settings::TsaSettings;
use tsa_proof::deposit::transport::Transport;

use crate::stage::{Authority, Disk, Service, body};

/// What a stub does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mischief {
    Imprint,
    Nonce,
    Policy,
    NoPolicyAsked,
    Garbage,
    MediaType,
    CutShort,
    /// 503 twice, then what was asked.
    Busy,
    /// Nothing for longer than the deadline, once, then what was asked.
    Slow,
}

struct Stub {
    mischief: Mischief,
    real: Transport,
    /// The other profile of the same authority.
    other: Transport,
    asked: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_answer_fails_its_item_with_its_own_code() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    for (mischief, code) in [
        (Mischief::Imprint, "tsa-wrong-imprint"),
        (Mischief::Nonce, "tsa-wrong-nonce"),
        (Mischief::Policy, "tsa-wrong-policy"),
        (Mischief::NoPolicyAsked, "tsa-refused"),
        (Mischief::Garbage, "tsa-malformed"),
        (Mischief::MediaType, "tsa-malformed"),
    ] {
        let (service, settings) = beside(&disk, &authority, mischief).await;
        let deposit = service.deposit(&format!("{mischief:?}"), &body(1)).await.json();
        assert_eq!(deposit["items"][0]["state"], "failed", "{mischief:?}: {deposit}");
        assert_eq!(deposit["items"][0]["failure"]["code"], code, "{mischief:?}");
        let proof = format!("/api/v1/proofs/{}/token", deposit["items"][0]["id"].as_str().unwrap());
        assert_eq!(service.get(&proof).await.text("/code"), "item-failed");
        drop(settings);
        stop(service).await;
    }
}

/// Both are the authority's own word, signed well: only what was agreed tells them apart.
#[tokio::test(flavor = "multi_thread")]
async fn accuracy_and_trust_are_what_was_agreed() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    let mut settings = authority.settings();
    settings.accuracy = Duration::from_millis(999);
    let service = disk.serve(&settings).await;
    let deposit = service.deposit("accuracy", &body(1)).await.json();
    assert_eq!(deposit["items"][0]["failure"]["code"], "tsa-wrong-accuracy");
    stop(service).await;

    let foreign = Authority::start(&disk.authority_directory().with_file_name("foreign"));
    settings = authority.settings();
    settings.roots = foreign.settings().roots;
    let service = disk.serve(&settings).await;
    let deposit = service.deposit("trust", &body(1)).await.json();
    assert_eq!(deposit["items"][0]["failure"]["code"], "tsa-untrusted");
    stop(service).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_away_for_a_while_is_waited_for() {
    let disk = Disk::new().await;
    let authority = Authority::start(&disk.authority_directory());
    for mischief in [Mischief::Busy, Mischief::Slow, Mischief::CutShort] {
        let (service, _) = beside(&disk, &authority, mischief).await;
        let made = service.deposit(&format!("{mischief:?}"), &body(1)).await.json();
        let path = format!("/api/v1/deposits/{}?wait=30", made["id"].as_str().unwrap());
        let deposit: Value = service.get(&path).await.json();
        assert_eq!(deposit["summary"]["issued"], 1, "{mischief:?}: {deposit}");
        stop(service).await;
    }
}

async fn stop(service: Service) {
    service.depositor.drain(Duration::from_secs(5)).await;
    service.store.close().await;
}

/// The service, with the stub in place of the deposit profile.
async fn beside(disk: &Disk, authority: &Authority, mischief: Mischief) -> (Service, TsaSettings) {
    let mut settings = authority.settings();
    settings.deadline = Duration::from_secs(1);
    let transport = |endpoint: &tsa_proof::deposit::settings::Endpoint| {
        Transport::new(endpoint.address.clone(), endpoint.bearer.clone(), None, Duration::from_secs(5))
    };
    let stub = Stub {
        mischief,
        real: transport(&settings.deposit),
        other: transport(&settings.claim),
        asked: AtomicUsize::new(0),
    };
    let address = if mischief == Mischief::CutShort { cut_short(stub).await } else { listen(stub).await };
    settings.deposit.address = Address::parse(&format!("http://{address}/deposit")).unwrap();
    (disk.serve(&settings).await, settings)
}

async fn listen(stub: Stub) -> SocketAddr {
    let router = Router::new().route("/deposit", post(answer)).with_state(Arc::new(stub));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let router = router.clone();
            let serve = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                router.clone().oneshot(request.map(Body::new))
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), serve));
        }
    });
    address
}

async fn answer(State(stub): State<Arc<Stub>>, asked: Bytes) -> Response {
    let count = stub.asked.fetch_add(1, Ordering::SeqCst);
    match stub.mischief {
        Mischief::Garbage => {
            return ([(CONTENT_TYPE, "application/timestamp-reply")], "garbage").into_response();
        }
        Mischief::MediaType => return ([(CONTENT_TYPE, "text/html")], "<p>Welcome</p>").into_response(),
        Mischief::Busy if count < 2 => return (StatusCode::SERVICE_UNAVAILABLE, "busy").into_response(),
        Mischief::Slow if count == 0 => tokio::time::sleep(Duration::from_secs(3)).await,
        _ => {}
    }
    let reply = if stub.mischief == Mischief::Policy {
        stub.other.post("application/timestamp-query", twisted(&asked, stub.mischief)).await
    } else {
        stub.real.post("application/timestamp-query", twisted(&asked, stub.mischief)).await
    };
    ([(CONTENT_TYPE, "application/timestamp-reply")], reply.unwrap().body).into_response()
}

/// Another question, in one thing.
fn twisted(asked: &[u8], mischief: Mischief) -> Vec<u8> {
    let read = TimeStampReq::decode(asked).unwrap();
    let mut digest = read.message_imprint.hashed_message.to_vec();
    let mut nonce = read.nonce.unwrap().as_bytes().to_vec();
    let policy = match mischief {
        Mischief::Policy => Oid::from_dotted("1.3.6.1.4.1.32473.1.2").unwrap(),
        Mischief::NoPolicyAsked => Oid::from_dotted("1.3.6.1.4.1.32473.1.9").unwrap(),
        _ => read.req_policy.unwrap(),
    };
    match mischief {
        Mischief::Imprint => digest[0] ^= 1,
        Mischief::Nonce => *nonce.last_mut().unwrap() ^= 1,
        _ => {}
    }
    Query::new(HashAlgorithm::Sha256, &digest, &nonce, Some(&policy)).unwrap().der().to_vec()
}

/// Half an answer the first time, then whole ones, each on a connection of its own.
async fn cut_short(stub: Stub) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut count = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            let begin = loop {
                let read = stream.read(&mut buffer).await.unwrap_or(0);
                request.extend_from_slice(&buffer[..read]);
                let head = request.windows(4).position(|window| window == b"\r\n\r\n");
                match head {
                    // A request of ours is short: it comes in one piece with its head, or right after it.
                    Some(head) if request.len() > head + 60 => break Some(head + 4),
                    _ if read == 0 => break None,
                    _ => {}
                }
            };
            let Some(begin) = begin else { continue };
            let body =
                stub.real.post("application/timestamp-query", request[begin..].to_vec()).await.unwrap().body;
            let sent = if count == 0 { body.len() / 2 } else { body.len() };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/timestamp-reply\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&body[..sent]).await;
            count += 1;
        }
    });
    address
}
