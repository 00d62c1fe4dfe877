//! `--dev`: the first contact of a stranger.

use std::path::Path;
use std::process::Command;

use crate::client::{Daemon, State, query, run};
use tsa_core::verify::{RuleSet, Verification, verify_response};
use tsa_core::{HashAlgorithms, Oid, Request};

#[test]
fn a_token_verifies_by_the_strict_rules_under_the_root_it_wrote() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let query = query(b"hello\n", 7);
    let answer = daemon.connect().post("/tsa", &query);
    answer.assert_granted();
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let root = root_der(directory.path());
    let request = Request::decode(&query, &HashAlgorithms::default()).expect("a request");
    let verification = Verification::new(RuleSet::Strict, std::slice::from_ref(&root))
        .request(&request)
        .without_revocation();
    let report = verify_response(&answer.body, &verification).expect("a response");
    assert!(report.is_valid(), "{report:?}");
}

#[test]
fn the_printed_lines_end_in_verification_ok() {
    let directory = State::new();
    // A path that a shell would take apart.
    let state = directory.path().join("it's a state");
    let mut daemon = Daemon::dev(&state);
    let lines = daemon.lines_of_stdout(12);
    assert!(lines.iter().any(|line| line.contains("Nobody trusts its tokens")), "{lines:#?}");
    let script: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(script.len(), 4, "{lines:#?}");
    let output = Command::new("sh")
        .arg("-ec")
        .arg(script.join("\n"))
        .current_dir(directory.path())
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("Verification: OK"), "{said}");
}

#[test]
fn pages_say_what_this_is() {
    let directory = State::new();
    let daemon = Daemon::dev(directory.path());
    let mut client = daemon.connect();
    let index = client.get("/");
    assert_eq!((index.status, index.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert!(index.text().contains("'http://test/tsa'") && index.text().contains("openssl ts -verify"));
    assert_eq!(client.get("/healthz").text(), "alive\n");
    assert_eq!(client.get("/readyz").text(), "clock unproven\ndefault ready\n");
    let chain = client.get("/tsa/certchain");
    assert_eq!(chain.header("content-type"), Some("application/pem-certificate-chain"));
    assert_eq!(
        chain.text().matches("-----BEGIN CERTIFICATE-----").count(),
        2,
        "leaf and issuing CA, no root"
    );
    client.send(b"HEAD /tsa/certchain HTTP/1.1\r\nHost: x\r\n\r\n");
    let mut head = [0u8; 12];
    std::io::Read::read_exact(&mut client.0, &mut head).expect("an answer");
    assert_eq!(&head, b"HTTP/1.1 200");
    assert_eq!(daemon.connect().get("/metrics").status, 404, "metrics have a listener of their own");
}

#[test]
fn the_state_is_reused_and_held_by_one() {
    let directory = State::new();
    let state = directory.path().to_str().expect("UTF-8");
    let daemon = Daemon::dev(directory.path());
    let root = std::fs::read(directory.path().join("root.pem")).expect("root.pem");
    let (code, _, stderr) = run(&["--dev", "--listen", "127.0.0.1:0", "--state", state]);
    assert_eq!(code, 71, "{stderr}");
    assert!(stderr.contains("in use by another tsa-server (process "), "{stderr}");
    assert!(daemon.stop().0.success());
    let daemon = Daemon::dev(directory.path());
    daemon.connect().post("/tsa", &query(b"x", 1)).assert_granted();
    assert_eq!(std::fs::read(directory.path().join("root.pem")).expect("root.pem"), root);
}

#[test]
fn a_wrong_key_is_a_failed_check_and_a_missing_file_is_io() {
    let directory = tempfile::tempdir().expect("a directory");
    assert!(Daemon::dev(directory.path()).stop().0.success());
    let start = || {
        let state = directory.path().to_str().expect("UTF-8");
        let (code, _, stderr) = run(&["--dev", "--listen", "127.0.0.1:0", "--state", state]);
        (code, stderr)
    };
    let tsus = directory.path().join("tsus");
    std::fs::copy(tsus.join("dev-claims/key.pem"), tsus.join("dev-main/key.pem")).expect("copied");
    let (code, stderr) = start();
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("belongs to another key"), "{stderr}");
    std::fs::remove_file(tsus.join("dev-main/key.pem")).expect("removed");
    let (code, stderr) = start();
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("cannot read the key file"), "{stderr}");
}

#[test]
fn the_internal_profiles_want_their_token_and_stay_internal() {
    let directory = State::new();
    let state = directory.path().to_str().expect("UTF-8");
    let arguments =
        ["--dev", "--listen", "127.0.0.1:0", "--internal-listen", "127.0.0.1:0", "--state", state];
    let daemon = Daemon::start(&arguments);
    let token_file = directory.path().join("internal-token");
    assert_eq!(mode(&token_file), 0o600);
    let token = std::fs::read_to_string(&token_file).expect("the token");
    let header = format!("Authorization: Bearer {}\r\n", token.trim());
    let mut internal = daemon.connect_to("internal");
    for (path, last_arc) in [("/internal/deposit", 1), ("/internal/claim", 2)] {
        let query = query(b"x", 1);
        for headers in ["", "Authorization: Bearer 0000\r\n", &header.replace("Bearer", "Basic")] {
            let refused = internal.post_with(path, headers, &query);
            assert_eq!(
                (refused.status, refused.header("www-authenticate")),
                (401, Some("Bearer")),
                "{headers:?}"
            );
        }
        assert_eq!(internal.get(&format!("{path}/certchain")).status, 401);
        let granted = internal.post_with(path, &header, &query);
        granted.assert_granted();
        let policy = Oid::from_dotted(&format!("1.3.6.1.4.1.32473.1.{last_arc}")).expect("an OID").to_der();
        assert!(granted.body.windows(policy.len()).any(|window| window == policy), "policy .{last_arc}");
        assert_eq!(
            daemon.connect().post_with(path, &header, &query).status,
            404,
            "not on the public listener"
        );
    }
    assert_eq!(daemon.connect_to("internal").post("/tsa", &query(b"x", 1)).status, 404);
    drop(daemon);
    let again = Daemon::start(&arguments);
    assert_eq!(std::fs::read_to_string(&token_file).expect("the token"), token, "kept from start to start");
    drop(again);
}

#[test]
fn the_log_has_one_event_per_request_and_nothing_of_the_user() {
    let directory = State::new();
    let state = directory.path().to_str().expect("UTF-8");
    let daemon =
        Daemon::start(&["--dev", "--listen", "127.0.0.1:0", "--state", state, "--log-format", "json"]);
    let mut client = daemon.connect();
    client.post_with("/tsa", "User-Agent: secret-agent\r\n", &query(b"x", 1)).assert_granted();
    assert_eq!(client.get("/secret-path?secret-query").status, 404);
    assert_eq!(client.post("/tsa", b"secret-body").status, 200);
    let (status, log) = daemon.stop();
    assert!(status.success());
    let outcomes: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("\"message\":\"request\""))
        .filter_map(|line| line.split("\"outcome\":\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(outcomes, ["granted", "not-found", "malformed-request"], "{log}");
    assert!(log.contains("\"serial\":\"") && log.contains("\"http.status\":404"), "{log}");
    for secret in ["secret", "127.0.0.1:", "User-Agent"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    assert!(log.contains("nothing proves its time"), "{log}");
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

fn root_der(state: &Path) -> Vec<u8> {
    let pem = std::fs::read(state.join("root.pem")).expect("root.pem");
    der::pem::decode_vec(&pem).expect("PEM").1
}
