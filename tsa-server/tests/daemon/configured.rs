//! `--config` and `check-config`: several profiles, RSA, Unix sockets, limits, and everything that is refused at start.

use std::os::unix::net::UnixStream;

use crate::authority::{Authority, profile};
use crate::client::{Client, Daemon, post, query, run};
use secrecy::SecretString;
use tsa_core::verify::{RuleSet, Verification, verify_response};
use tsa_keys::tsu_store::TsuStore;
use tsa_keys::{KeyAlgorithm, Protection, development};

const POLICY: &str = "1.3.6.1.4.1.32473.2.1";

#[test]
fn every_profile_signs_with_its_own_unit() {
    let authority = Authority::new();
    let passphrase = SecretString::from("correct horse");
    authority.add_unit("ec", KeyAlgorithm::EcdsaP384, Protection::Encrypted(&passphrase));
    authority.add_unit("rsa", KeyAlgorithm::Rsa3072, Protection::Plain);
    std::fs::write(authority.path().join("secret"), "correct horse\n").expect("written");
    let file = authority.configure(&format!(
        "[[tsu]]\nname = \"tsu-ec\"\npassphrase-file = \"secret\"\n{}{}",
        profile("ec", POLICY, "gen-time-unit = \"millisecond\"\ntsa = \"subject\"\n"),
        profile("rsa", POLICY, "certificates = \"signer\"\n")
    ));
    let (code, summary, stderr) = run(&["check-config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 0, "{stderr}");
    for part in ["in order", "TSU tsu-ec of group ec", "TSU tsu-rsa of group rsa", "may sign until", POLICY] {
        assert!(summary.contains(part), "{part} in {summary}");
    }
    let daemon = Daemon::configured(&file);
    let root = authority.root_der().clone();
    for path in ["/ec", "/rsa"] {
        let answer = daemon.connect().post(path, &query(b"x", 1));
        answer.assert_granted();
        let issuing = std::slice::from_ref(authority.issuing_der());
        let verification = Verification::new(RuleSet::Strict, std::slice::from_ref(&root))
            .intermediates(issuing)
            .data(b"x")
            .without_revocation();
        let report = verify_response(&answer.body, &verification).expect("a response");
        assert!(report.is_valid(), "{path} {report:?}");
    }
}

#[test]
fn rsa_signatures_queue_and_overflow_before_the_record() {
    let authority = Authority::new();
    authority.add_unit("rsa", KeyAlgorithm::Rsa4096, Protection::Plain);
    let signing = "[signing]\nthreads = 1\nqueue = 1\n";
    let file = authority.configure(&format!(
        "{signing}[control]\nmetrics-listen = \"127.0.0.1:0\"\n{}",
        profile("rsa", POLICY, "")
    ));
    let daemon = Daemon::configured(&file);
    let clients: Vec<_> = (0..24)
        .map(|number| {
            let mut client = daemon.connect();
            std::thread::spawn(move || {
                (0..8)
                    .map(|_| client.post("/rsa", &query(b"x", number)))
                    .map(|answer| {
                        match answer.status {
                            200 => answer.assert_granted(),
                            503 => assert_eq!(answer.header("retry-after"), Some("1")),
                            other => panic!("{other}: {}", answer.text()),
                        }
                        answer.status
                    })
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let statuses: Vec<u16> =
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect();
    let count = |status| statuses.iter().filter(|other| **other == status).count();
    assert!(count(200) >= 2 && count(503) >= 1, "{} granted, {} shed", count(200), count(503));
    let metrics = daemon.connect_to("metrics").get("/metrics").text();
    for (outcome, number) in [("granted", count(200)), ("overloaded", count(503))] {
        let line = format!("tsa_requests_total{{outcome=\"{outcome}\"}} {number}\n");
        assert!(metrics.contains(&line), "{line} in {metrics}");
    }
}

#[test]
fn a_unix_socket_serves_an_exclusive_profile_and_replaces_a_dead_one() {
    let authority = Authority::new();
    authority.add_unit("deposit", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let socket = authority.path().join("tsa.sock");
    let listener = format!(
        "[[http.listener]]\nname = \"internal\"\naddress = \"unix:{}\"\nmode = \"0660\"\n",
        socket.display()
    );
    let profile = profile("deposit", POLICY, "exclusive = true\n").replace("[\"public\"]", "[\"internal\"]");
    let file = authority.configure(&format!("{listener}{profile}"));
    drop(std::os::unix::net::UnixListener::bind(&socket).expect("a socket that nobody listens on any more"));
    let daemon = Daemon::configured(&file);
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(&socket).expect("the socket").permissions().mode() & 0o777, 0o660);
    let mut client = Client(UnixStream::connect(&socket).expect("a connection"));
    client.post("/deposit", &query(b"x", 1)).assert_granted();
    assert_eq!(daemon.connect().post("/deposit", &query(b"x", 1)).status, 404);
    assert!(!client.get("/").text().contains("/deposit"), "the index does not advertise it");
    assert!(daemon.stop().0.success());
    assert!(!socket.exists());
}

#[test]
fn connections_over_the_limit_are_sent_away_and_others_served() {
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let file = authority.configure(&profile("main", POLICY, ""));
    let arguments = ["--config", file.to_str().expect("UTF-8")];
    let daemon = Daemon::start_with(&arguments, &[("TSA__HTTP__MAX_CONNECTIONS", "3")]);
    let mut kept: Vec<_> = (0..3).map(|_| daemon.connect()).collect();
    for client in &mut kept {
        client.post("/main", &query(b"x", 1)).assert_granted();
    }
    for _ in 0..5 {
        let mut over = daemon.connect();
        let answer = over.answer();
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("1")));
        assert!(over.is_closed());
    }
    for client in &mut kept {
        client.post("/main", &query(b"x", 1)).assert_granted();
    }
    drop(kept);
    let served = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let mut client = daemon.connect();
        client.send(&post("/main", "", &query(b"x", 1)));
        client.answer().status == 200
    });
    assert!(served, "places are given back");
}

#[test]
fn a_start_that_cannot_be_served_says_what_and_how() {
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let passphrase = SecretString::from("correct horse");
    authority.add_unit("locked", KeyAlgorithm::EcdsaP256, Protection::Encrypted(&passphrase));
    std::fs::write(authority.path().join("wrong"), "battery staple\n").expect("written");
    std::fs::write(authority.path().join("empty"), "\n").expect("written");
    let pipe = authority.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().expect("mkfifo").success());
    let locked = |tsu: &str| format!("{tsu}{}", profile("locked", POLICY, ""));
    let cases = [
        (profile("absent", POLICY, ""), 1, "profile[0].tsu-group: \"absent\": "),
        (locked(""), 1, "profile[0].tsu-group: \"locked\": "),
        (
            locked("[[tsu]]\nname = \"tsu-locked\"\npassphrase-file = \"wrong\"\n"),
            1,
            "profile[0].tsu-group: \"locked\": ",
        ),
        (
            locked("[[tsu]]\nname = \"tsu-locked\"\npassphrase-file = \"none\"\n"),
            1,
            "tsu.passphrase-file: \"tsu-locked\": ",
        ),
        (locked("[[tsu]]\nname = \"tsu-locked\"\npassphrase-file = \"empty\"\n"), 1, "empty: it is empty"),
        (
            locked("[[tsu]]\nname = \"tsu-locked\"\npassphrase-file = \"pipe\"\n"),
            1,
            "pipe: it is a pipe, not a regular file",
        ),
        (profile("main", POLICY, "token-file = \"pipe\"\n"), 1, "pipe: it is a pipe"),
        (locked("[[tsu]]\nname = \"tsu-lokced\"\n"), 1, "tsu.name: "),
        (profile("main", POLICY, "token-file = \"none\"\n"), 1, "profile[0].token-file: "),
        (profile("main", POLICY, "accuracy = \"1ms\"\n"), 2, "profile[0].accuracy: 1ms cannot be kept"),
    ];
    for (rest, code, message) in cases {
        let file = authority.configure(&rest);
        let file = file.to_str().expect("UTF-8");
        let (started, _, stderr) = run(&["--config", file]);
        assert_eq!(started, code, "{rest}\n{stderr}");
        assert!(
            stderr.contains(&format!("{file}: ")) && stderr.contains(message),
            "wanted {message} in {stderr}"
        );
        let (checked, _, stderr) = run(&["check-config", file]);
        assert_eq!(checked, 1, "{rest}\n{stderr}");
        assert!(stderr.contains(message), "wanted {message} in {stderr}");
        assert!(stderr.matches("tsa-admin tsu list").count() <= 1, "the remedy is given once: {stderr}");
    }
}

#[test]
fn a_key_past_its_use_is_refused_and_one_near_its_end_is_announced() {
    let authority = Authority::begun_days_ago(340);
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let unit = |months| {
        format!("[[tsu]]\nname = \"tsu-main\"\nkey-use-months = {months}\n{}", profile("main", POLICY, ""))
    };
    let file = authority.configure(&unit(3));
    let (code, _, stderr) = run(&["check-config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("\"tsu-main\" may not sign now") && stderr.contains("tsa-admin tsu create"),
        "{stderr}"
    );
    let file = authority.configure(&unit(0));
    let (code, _, stderr) = run(&["check-config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("make its successor") && stderr.contains("days_left=2"), "{stderr}");
}

#[test]
fn c64_a_retired_key_that_is_due_for_removal_is_announced_until_it_is_gone() {
    let authority = Authority::begun_days_ago(500);
    authority.add_unit("old", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let store = TsuStore::open(&authority.state()).expect("a state");
    store.retire("tsu-old", jiff::Timestamp::now()).expect("retired");
    let fresh = tempfile::tempdir().expect("a directory");
    development::open_or_make(fresh.path(), jiff::Timestamp::now()).expect("a hierarchy");
    let copy = |below: &str| {
        let to = authority.state().join(below);
        std::fs::create_dir_all(to.parent().expect("a directory")).expect("made");
        std::fs::copy(fresh.path().join(below), to).expect("copied");
    };
    for file in ["key.pem", "chain.pem", "request.pem", "tsu.toml"] {
        copy(&format!("tsus/dev-main/{file}"));
    }
    copy("groups/main.toml");
    let file = authority.configure(&profile("main", POLICY, ""));
    let check = || run(&["check-config", file.to_str().expect("UTF-8")]);
    let (code, _, stderr) = check();
    assert_eq!(code, 0, "{stderr}");
    let due: Vec<&str> = stderr.lines().filter(|line| line.contains("due for removal")).collect();
    assert!(matches!(due[..], [line] if line.contains("unit=\"tsu-old\"")), "{stderr}");
    std::fs::remove_file(authority.state().join("tsus/tsu-old/key.pem")).expect("removed");
    let (code, _, stderr) = check();
    assert_eq!(code, 0, "{stderr}");
    assert!(!stderr.contains("due for removal"), "{stderr}");
}

#[test]
fn a_certificate_of_another_key_is_refused() {
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    authority.add_unit("other", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let tsus = authority.state().join("tsus");
    std::fs::copy(tsus.join("tsu-other/chain.pem"), tsus.join("tsu-main/chain.pem")).expect("copied");
    let file = authority.configure(&profile("main", POLICY, ""));
    let (code, _, stderr) = run(&["--config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("the certificate belongs to another key"), "{stderr}");
}

#[test]
fn a_state_directory_that_everybody_can_write_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    let file = authority.configure(&profile("main", POLICY, ""));
    let arguments = ["check-config", file.to_str().expect("UTF-8")];
    for name in ["", "tsus", "groups"] {
        let directory = authority.state().join(name);
        let set = |mode| std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(mode));
        set(0o777).expect("a mode");
        let (code, _, stderr) = run(&arguments);
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains("state.directory: ") && stderr.contains("chmod 700"), "{stderr}");
        set(0o700).expect("a mode");
    }
    let (code, _, stderr) = run(&arguments);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn arguments_and_files_that_cannot_be_used() {
    let directory = tempfile::tempdir().expect("a directory");
    let state = directory.path().join("state");
    let state = state.to_str().expect("UTF-8");
    let cases: &[(&[&str], i32, &str)] = &[
        (&[], 2, "tsa-server --config FILE   serves the configuration in FILE"),
        (&["--dev", "--config", "x"], 2, "cannot be used with"),
        (&["--listen", "127.0.0.1:0"], 2, "--dev"),
        (&["--dev", "--listen", "localhost:1"], 2, "invalid"),
        (&["--dev", "--state", state, "--internal-listen", "0.0.0.0:0"], 2, "give a loopback address"),
        (
            &["--dev", "--state", state, "--listen", "192.0.2.1:1"],
            4,
            "listener \"public\": cannot listen on 192.0.2.1:1",
        ),
        (&["--dev", "--state", state, "--log-level", "loud"], 2, "choose error, warn, info, debug or trace"),
        (&["--config", "/nonexistent/tsa.toml"], 4, "/nonexistent/tsa.toml: cannot read the configuration"),
        (
            &["check-config", "/nonexistent/tsa.toml"],
            4,
            "/nonexistent/tsa.toml: cannot read the configuration",
        ),
    ];
    for (arguments, code, message) in cases {
        let (exited, _, stderr) = run(arguments);
        assert_eq!(exited, *code, "{arguments:?}\n{stderr}");
        assert!(stderr.contains(message), "{arguments:?}: wanted {message} in {stderr}");
    }
}

#[test]
fn the_shipped_configuration_passes_by_itself() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/tsa.toml");
    let (code, stdout, stderr) = run(&["check-config", "--file-only", file]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("profile default: /tsa on public, policies 1.3.6.1.4.1.32473.1.0"), "{stdout}");
}

#[test]
fn a_state_directory_is_never_made_by_the_daemon() {
    let directory = tempfile::tempdir().expect("a directory");
    let authority = Authority::new();
    let file = authority.configure(&profile("main", POLICY, ""));
    let text = std::fs::read_to_string(&file).expect("tsa.toml").replace("\"state\"", "\"elsewhere\"");
    let file = directory.path().join("tsa.toml");
    std::fs::write(&file, text).expect("written");
    let (code, _, stderr) = run(&["--config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("elsewhere") && stderr.contains("tsa-admin tsu create"), "{stderr}");
    let (code, _, stderr) = run(&["check-config", file.to_str().expect("UTF-8")]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("state.directory: ") && stderr.contains("is no state directory"), "{stderr}");
    assert_eq!(stderr.matches("tsa-admin tsu create").count(), 1, "the remedy is given once: {stderr}");
    assert!(!directory.path().join("elsewhere").exists());
}
