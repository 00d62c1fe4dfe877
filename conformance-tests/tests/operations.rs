//! What an operator relies on: counts and logs that add up, files that are private, one daemon per state, rotation.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::net::UnixStream;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    use conformance_tests::authority::Authority;
    use conformance_tests::der::{hex, oid};
    use conformance_tests::http::{Connection, ask_token, post, post_with};
    use conformance_tests::openssl::{KeyKind, openssl, run, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::Answer;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::tsa_under_test::{TsaUnderTest, binary};

    const KIND: KeyKind = KeyKind::P256;

    #[test]
    fn every_request_is_counted_once_and_in_the_log() {
        let tally =
            Tally::new("operations::every_request_is_counted_once_and_in_the_log", "metrics, JSON log");
        let authority = Authority::new(&[KIND]);
        let text = authority.configuration("", "").replace(
            "[state]",
            "[log]\nformat = \"json\"\n[control]\nmetrics-listen = \"127.0.0.1:0\"\n[state]",
        );
        let tsa = authority.start_on(&text);
        let path = Authority::url_path(KIND);
        let before = (requests_total(&tsa), request_events(&tsa));
        let nonce = [0x5D, 0xC3, 0x71, 0x0E, 0x9A, 0x44, 0xB2, 0x6F];
        let good = Query::good().nonce(&nonce).der();
        let unknown_policy = Query::good().policy(oid("1.2.3.99")).der();
        let mut serials = Vec::new();
        for round in 0..60 {
            tally.case();
            let request = match round % 6 {
                0..3 => post(&path, &good),
                3 => post(&path, &unknown_policy),
                4 => post_with(&path, &[("Content-Type", "text/plain")], &good),
                _ => post("/nowhere/5dc3710e", &good),
            };
            let mut connection = Connection::open(tsa.address());
            connection.send(&request);
            let answer = connection.read_answer().expect("an answer");
            if let Ok(Answer::Granted(token)) = answer.timestamp() {
                serials.push(hex(&token.tst_info.serial));
            }
        }
        assert_eq!(serials.len(), 30);
        assert_eq!(requests_total(&tsa) - before.0, 60, "every request is counted once");
        // Refusals that strangers cause are logged up to a budget; the next one says how many were left out.
        thread::sleep(Duration::from_millis(1_200));
        Connection::open(tsa.address()).post("/nowhere", &good).expect("an answer");
        // An answer goes out before its line is written.
        let watch = Stopwatch::start();
        while request_events(&tsa) - before.1 < 61 && watch.elapsed() < Duration::from_secs(10) {
            thread::sleep(Duration::from_millis(20));
        }
        let log = tsa.log();
        assert_eq!(
            request_events(&tsa) - before.1,
            61,
            "every request is in the log, or in the number of those left out:\n{log}"
        );
        for serial in serials {
            assert_eq!(log.matches(&serial).count(), 1, "serial {serial} is logged once");
        }
        assert!(
            log.lines().all(|line| line.starts_with('{') && line.ends_with('}')),
            "a line is no JSON object:\n{log}"
        );
        for private in [hex(&nonce), hex(&[0x5A; 8]), "nowhere".to_owned(), "1.2.3.99".to_owned()] {
            assert!(!log.to_lowercase().contains(&private), "{private} of the user is in the log:\n{log}");
        }
    }

    #[test]
    fn secrets_are_private() {
        let tally = Tally::new("operations::secrets_are_private", "file modes");
        let authority = Authority::new(&[KIND]);
        let tsa = TsaUnderTest::dev_with(&["--internal-listen", "127.0.0.1:0"]);
        for path in [
            authority.state().join("tsus/tsu-p256/key.pem"),
            authority.path().join("root-p256/key.pem"),
            authority.path().join("ca-p256/key.pem"),
            tsa.state().join("tsus/dev-main/key.pem"),
            tsa.state().join("internal-token"),
        ] {
            tally.case();
            let mode = fs::metadata(&path).expect("it is there").permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}: mode {mode:o}", path.display());
        }
        tally.case();
        let key = fs::read_to_string(authority.state().join("tsus/tsu-p256/key.pem")).expect("PEM");
        assert!(key.contains("BEGIN ENCRYPTED PRIVATE KEY"), "the key of a passphrase is encrypted");
        let directory = authority.path();
        let open = "pkey -in state/tsus/tsu-p256/key.pem -passin file:passphrase -noout";
        openssl(directory, open).success("OpenSSL opens the key with the passphrase");
        write(directory, "wrong", "wrong\n");
        openssl(directory, &open.replace("passphrase", "wrong")).failure("OpenSSL with another passphrase");
    }

    #[test]
    fn one_daemon_for_one_state_and_one_address() {
        let tally = Tally::new("operations::one_daemon_for_one_state_and_one_address", "tsa-server");
        let tsa = TsaUnderTest::dev();
        let state = tsa.state().to_string_lossy().into_owned();
        let address = tsa.address().to_string();
        tally.case();
        let outcome = serve(tsa.state(), &["--dev", "--state", &state, "--listen", "127.0.0.1:0"]);
        assert_eq!(outcome.0, Some(71), "a state directory that is in use: {}", outcome.1);
        assert!(outcome.1.contains(&state), "{}", outcome.1);
        tally.case();
        let other = tsa.state().join("other").to_string_lossy().into_owned();
        let outcome = serve(tsa.state(), &["--dev", "--state", &other, "--listen", &address]);
        assert_eq!(outcome.0, Some(4), "an address that is in use: {}", outcome.1);
        assert!(outcome.1.contains(&address), "{}", outcome.1);
    }

    #[test]
    fn a_unix_socket_serves_too() {
        let tally = Tally::new("operations::a_unix_socket_serves_too", "raw HTTP");
        tally.case();
        let authority = Authority::new(&[KIND]);
        let socket = authority.path().join("tsa.sock");
        let text = authority
            .configuration("", "")
            .replace(
                "[state]",
                &format!(
                    "[[http.listener]]\nname = \"inside\"\naddress = \"unix:{}\"\n[state]",
                    socket.display()
                ),
            )
            .replace("listeners = [\"public\"]", "listeners = [\"public\", \"inside\"]");
        let _tsa = authority.start_on(&text);
        let request = post_with(
            &Authority::url_path(KIND),
            &[("Content-Type", "application/timestamp-query"), ("Connection", "close")],
            &Query::good().der(),
        );
        let mut stream = UnixStream::connect(&socket).expect("the socket is there");
        stream.write_all(&request).expect("it takes a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers and closes");
        let body = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a header block") + 4;
        Answer::read(&answer[body..]).and_then(Answer::granted).expect("a token");
    }

    #[test]
    fn check_config_of_a_good_configuration() {
        let tally = Tally::new("operations::check_config_of_a_good_configuration", "tsa-server");
        tally.case();
        let authority = Authority::new(&[KIND, KeyKind::P384]);
        write(authority.path(), "tsa.toml", authority.configuration("", ""));
        let (code, text) = serve(authority.path(), &["check-config", "tsa.toml"]);
        assert_eq!(code, Some(0), "{text}");
        for named in ["/p256", "/p384", "tsu-p256", "tsu-p384", "1.3.6.1.4.1.32473.1.0"] {
            assert!(text.contains(named), "what would be served does not name {named}:\n{text}");
        }
    }

    #[test]
    fn c68_rotation_of_a_unit() {
        let tally = Tally::new("operations::c68_rotation_of_a_unit", "tsa-admin, tsa-server");
        let authority = Authority::new(&[KIND]);
        let signer = |tsa: &TsaUnderTest| {
            let token =
                ask_token(tsa.address(), &Authority::url_path(KIND), &Query::good().der()).expect("a token");
            token.signer_info[1].clone()
        };
        tally.case();
        let first = signer(&authority.start(""));
        for arguments in [
            "tsu create tsu-2 --group p256 --subject C=XX,O=Conformance_Tests,CN=TSU_2 --no-passphrase --yes",
            "tsu csr tsu-2 --out two.csr",
            "ca issue two.csr --ca ca-p256 --out two.pem --yes",
            "tsu install tsu-2 --chain two.pem --yes",
        ] {
            authority.admin(arguments).success(arguments);
        }
        tally.case();
        assert_eq!(signer(&authority.start("")), first, "a unit that is not active signs nothing");
        authority.admin("tsu activate tsu-2 --yes").success("tsu activate");
        tally.case();
        let second = signer(&authority.start(""));
        assert_ne!(second, first, "the active unit signs");
        tally.case();
        authority.admin("tsu activate tsu-p256 --yes").failure("activating a retired unit");
        assert_eq!(signer(&authority.start("")), second, "the retired unit stays retired");
        tally.case();
        authority.admin("tsu retire tsu-2 --yes").success("tsu retire");
        let (code, text) = serve(authority.path(), &["--config", "tsa.toml"]);
        assert!(code == Some(2) || code == Some(1), "no active unit: {code:?} {text}");
        assert!(text.contains("p256"), "{text}");
    }

    /// Exit code and words of a daemon that is not expected to run long.
    fn serve(directory: &Path, arguments: &[&str]) -> (Option<i32>, String) {
        let server = binary("tsa-server");
        let server = server.to_string_lossy();
        let all = [&["20", &*server], arguments].concat();
        let outcome = run(directory, "timeout", &all);
        (outcome.code, outcome.text)
    }

    fn requests_total(tsa: &TsaUnderTest) -> u64 {
        let mut connection = Connection::open(tsa.listener("metrics"));
        connection.send(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        let answer = connection.read_answer().expect("metrics");
        let text = answer.text();
        let counts =
            text.lines().filter(|line| line.starts_with("tsa_requests_total{") && !line.contains("\"page\""));
        counts.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
    }

    /// Events about requests, with those that an event says were left out before it.
    fn request_events(tsa: &TsaUnderTest) -> u64 {
        let log = tsa.log();
        let events = log.lines().filter(|line| line.contains("\"outcome\"") && !line.contains("\"page\""));
        let left_out = |line: &str| {
            let (_, after) = line.split_once("\"suppressed\":")?;
            after.split([',', '}']).next()?.parse::<u64>().ok()
        };
        events.map(|line| 1 + left_out(line).unwrap_or(0)).sum()
    }
}
