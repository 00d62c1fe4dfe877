//! The end: begun requests are answered, new ones are not accepted, nothing waits for ever.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{Daemon, State, post, query};

#[test]
fn h38_a_hundred_begun_requests_are_answered_and_no_new_ones_accepted() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let address = daemon.listener("public").to_owned();
    let request = post("/tsa", "", &query(b"x", 1));
    let (begun, rest) = request.split_at(request.len() - 10);
    let mut clients: Vec<_> = (0..100).map(|_| daemon.connect()).collect();
    for client in &mut clients {
        client.send(begun);
    }
    let mut idle = daemon.connect();
    idle.post("/tsa", &query(b"x", 2)).assert_granted();
    daemon.signal("-TERM");
    assert!(idle.is_closed(), "an idle connection has nothing to wait for");
    let refused = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        TcpStream::connect(&address).is_err()
    });
    assert!(refused, "still accepting");
    for client in &mut clients {
        client.send(rest);
    }
    for client in &mut clients {
        let answer = client.answer();
        answer.assert_granted();
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(client.is_closed());
    }
    drop(clients);
    let (status, log) = daemon.wait();
    assert!(status.success(), "{log}");
    assert!(log.contains("stopping") && log.contains("stopped"), "{log}");
}

#[test]
fn everything_that_the_kernel_has_connected_is_answered() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    daemon.signal("-STOP");
    let request = post("/tsa", "", &query(b"x", 1));
    let mut clients: Vec<_> = (0..700).map(|_| daemon.connect()).collect();
    for client in &mut clients {
        client.send(&request);
    }
    daemon.signal("-TERM");
    daemon.signal("-CONT");
    for client in &mut clients {
        client.answer().assert_granted();
    }
    assert!(daemon.wait().0.success());
}

#[test]
fn a_connection_made_just_before_the_end_is_still_answered() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let mut client = daemon.connect();
    daemon.signal("-INT");
    std::thread::sleep(Duration::from_millis(200));
    let answer = client.post("/tsa", &query(b"x", 1));
    answer.assert_granted();
    assert_eq!(answer.header("connection"), Some("close"));
    assert!(daemon.wait().0.success());
}

#[test]
fn the_drain_is_bounded() {
    let directory = State::new();
    let state = directory.path().to_str().expect("UTF-8");
    let daemon = Daemon::start_with(
        &["--dev", "--listen", "127.0.0.1:0", "--state", state],
        &[("TSA__HTTP__DRAIN_TIMEOUT", "300ms")],
    );
    let mut client = daemon.connect();
    client.send(b"POST /tsa HTTP/1.1\r\nHost: x\r\n");
    std::thread::sleep(Duration::from_millis(100));
    let begun = now();
    let (status, log) = daemon.stop();
    assert!(status.success(), "{log}");
    assert!(log.contains("outlasted http.drain-timeout"), "{log}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[test]
fn a_second_signal_ends_at_once() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let mut client = daemon.connect();
    client.send(b"POST /tsa HTTP/1.1\r\nHost: x\r\n");
    std::thread::sleep(Duration::from_millis(100));
    daemon.signal("-TERM");
    std::thread::sleep(Duration::from_millis(200));
    let begun = now();
    daemon.signal("-TERM");
    let (status, log) = daemon.wait();
    assert_eq!(status.code(), Some(1), "{log}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[expect(clippy::disallowed_methods, reason = "a test measures how long the daemon takes")]
fn now() -> Instant {
    Instant::now()
}
