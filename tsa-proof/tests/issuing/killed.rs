//! The daemon as a process, killed with SIGKILL in the middle of a deposit of a thousand, over both databases.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tsa_proof::store;
use tsa_service::clock::monotonic;

use crate::command_line::Daemon;
use crate::server::server;
use crate::stage::{Authority, body};

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_survive_kill_9_over_sqlite() {
    let place = TempDir::new().unwrap();
    let url = format!("sqlite:{}", place.path().join("proof.db").display());
    kill_midway(&place, &url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_survive_kill_9_over_postgresql() {
    let Some(server) = tokio::task::spawn_blocking(server).await.unwrap() else { return };
    let place = TempDir::new().unwrap();
    kill_midway(&place, &server.url("postgres")).await;
    assert!(server.directory().join("data").is_dir());
}

/// What was acknowledged is there after the kill, and what was sent twice is made once.
async fn kill_midway(place: &TempDir, database: &str) {
    let authority = Authority::start(&place.path().join("tsa"));
    let state = place.path().join("proof");
    let daemon = Daemon::start_over(&authority, &state, "127.0.0.1:0", Some(database));
    let client = Client::of(&daemon);
    let small = client.ask("POST", "/deposits", "small", &body(5)).expect("an acknowledged deposit");
    let small = settled(&client, small["id"].as_str().unwrap());
    let large = std::thread::spawn({
        let client = client.clone();
        move || client.ask("POST", "/deposits", "large", &body(1000))
    });
    let begun = monotonic();
    loop {
        let some = client.ask("GET", "/proofs?state=issued&limit=500", "-", &Value::Null).unwrap();
        if some["items"].as_array().unwrap().len() >= 100 {
            break;
        }
        assert!(begun.elapsed() < LONG, "nothing is issued");
    }
    let listen = daemon.kill();
    drop(large.join());
    let store = store::open(database).await.unwrap();
    assert!(store.count_unfinished().await.unwrap() > 0, "the kill came too late to show anything");
    store.close().await;

    let again = Daemon::start_over(&authority, &state, &listen, Some(database));
    let acknowledged =
        client.ask("GET", &format!("/deposits/{}", small["id"].as_str().unwrap()), "-", &Value::Null);
    assert_eq!(acknowledged.as_ref(), Some(&small), "an acknowledged deposit is as it was");
    let made = client.ask("POST", "/deposits", "large", &body(1000)).expect("the same deposit");
    let done = settled(&client, made["id"].as_str().unwrap());
    assert_eq!(done["summary"]["issued"], 1000);
    let items = done["items"].as_array().unwrap();
    let serials: BTreeSet<&str> = items.iter().map(|item| item["serial"].as_str().unwrap()).collect();
    assert_eq!(serials.len(), 1000);
    again.kill();
    let store = store::open(database).await.unwrap();
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
    assert_eq!(store.count_unfinished().await.unwrap(), 0, "the deposit was made once");
    store.close().await;
}

/// The deposit when every token is there and in the log: nothing about it changes any more.
fn settled(client: &Client, id: &str) -> Value {
    let begun = monotonic();
    loop {
        let seen = client.ask("GET", &format!("/deposits/{id}?wait=30"), "-", &Value::Null).unwrap();
        if seen["summary"]["queued"] == 0 && seen["unlogged"] == 0 {
            return seen;
        }
        assert!(begun.elapsed() < LONG, "{} {}", seen["summary"], seen["unlogged"]);
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Asks over sockets of its own, so that a killed daemon is seen as one.
#[derive(Clone)]
struct Client {
    address: String,
    key: String,
}

impl Client {
    fn of(daemon: &Daemon) -> Client {
        let key = std::fs::read_to_string(&daemon.key).unwrap().trim().to_owned();
        Client { address: daemon.url.trim_start_matches("http://").to_owned(), key }
    }

    /// The answer's body; `None` when none came.
    fn ask(&self, method: &str, path: &str, idempotency_key: &str, body: &Value) -> Option<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(LONG)).ok()?;
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nidempotency-key: {idempotency_key}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.address,
            self.key,
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 20"), "{method} {path}: {answer}");
        serde_json::from_str(body).ok()
    }
}

/// A loaded machine is slow; nothing that goes on takes as long.
const LONG: Duration = Duration::from_secs(120);
