//! A daemon with too few descriptors, rude clients, and a service manager that listens.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use crate::client::{Daemon, State, post, query};

#[test]
fn t15_without_descriptors_accepting_pauses_and_resumes() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    daemon.limit("--nofile=48:48");
    let mut held: Vec<_> = (0..80).map(|_| daemon.connect()).collect();
    std::thread::sleep(Duration::from_millis(500));
    let busy = daemon.cpu_time();
    std::thread::sleep(Duration::from_secs(1));
    let spent = daemon.cpu_time() - busy;
    assert!(spent < Duration::from_millis(200), "{spent:?} of processor time in a second of nothing");
    held[0].post("/tsa", &query(b"x", 1)).assert_granted();
    held.drain(..60);
    for client in &mut held {
        client.post("/tsa", &query(b"x", 1)).assert_granted();
    }
    let (status, log) = daemon.stop();
    assert!(status.success());
    let complaints = log.matches("cannot accept connections").count();
    assert!((1..=5).contains(&complaints), "{complaints} in {log}");
}

#[test]
fn a_client_that_never_reads_costs_little() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let mut other = daemon.connect();
    other.post("/tsa", &query(b"x", 1)).assert_granted();
    let before = daemon.resident_kib();
    let mut rude = daemon.connect();
    rude.0.set_write_timeout(Some(Duration::from_millis(500))).expect("a timeout");
    let requests = post("/tsa", "", &query(b"x", 1)).repeat(1000);
    // Until the daemon takes no more.
    while std::io::Write::write_all(&mut rude.0, &requests).is_ok() {}
    let grown = daemon.resident_kib().saturating_sub(before);
    assert!(grown < 4096, "{grown} KiB for one client");
    other.post("/tsa", &query(b"x", 1)).assert_granted();
}

#[test]
fn the_service_manager_is_told() {
    let directory = State::new();
    let socket = directory.path().join("notify");
    let manager = UnixDatagram::bind(&socket).expect("a socket");
    manager.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let state = directory.path().join("state");
    let daemon = Daemon::start_with(
        &["--dev", "--listen", "127.0.0.1:0", "--state", state.to_str().expect("UTF-8")],
        &[("NOTIFY_SOCKET", socket.to_str().expect("UTF-8"))],
    );
    let told = || {
        let mut buffer = [0; 64];
        let length = manager.recv(&mut buffer).expect("a message");
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    };
    assert_eq!(told(), "READY=1");
    assert!(daemon.stop().0.success());
    assert_eq!(told(), "STOPPING=1");
}

#[test]
fn core_dumps_are_off_and_files_private() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let limits = daemon.proc("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a line");
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    let status = daemon.proc("status");
    let umask = status.lines().find_map(|line| line.strip_prefix("Umask:")).expect("a line");
    assert_eq!(umask.trim(), "0077");
}

#[test]
fn what_is_no_http_is_counted_and_not_logged_without_end() {
    let directory = State::new();
    let state = directory.path().to_str().expect("UTF-8");
    let daemon = Daemon::start_with(
        &["--dev", "--listen", "127.0.0.1:0", "--state", state],
        &[("TSA__CONTROL__METRICS_LISTEN", "127.0.0.1:0")],
    );
    for _ in 0..200 {
        let mut client = daemon.connect();
        client.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 this is TLS\r\n\r\n");
        let _ = client.is_closed(); // after an answer of 400 or without one
    }
    // The last of them may still be closing.
    let counted = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let metrics = daemon.connect_to("metrics").get("/metrics").text();
        metrics.contains("tsa_requests_total{outcome=\"unparsable\"} 200\n")
    });
    assert!(counted);
    let (_, log) = daemon.stop();
    let logged = log.matches("unparsable").count();
    assert!((1..=60).contains(&logged), "{logged} lines");
}
