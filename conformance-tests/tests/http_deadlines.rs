//! H21, H22 and the idle connection: a client that is slower than the configuration allows is let go, and nobody else
//! waits for it.

#[cfg(test)]
mod cases {
    use std::thread;
    use std::time::Duration;

    use conformance_tests::authority::Authority;
    use conformance_tests::http::{Connection, ask_token, post};
    use conformance_tests::openssl::KeyKind;
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::TsaUnderTest;

    const LIMITS: &str = "header-timeout = \"1s\"\nbody-timeout = \"1s\"\nidle-timeout = \"2s\"";

    /// A connection that is still open after this is one that has no deadline.
    const FAR_BEYOND: Duration = Duration::from_secs(15);

    #[test]
    fn h21_h22_slow_clients_are_let_go() {
        let tally = Tally::new("http_deadlines::h21_h22_slow_clients_are_let_go", "raw HTTP");
        let authority = Authority::new(&[KeyKind::P256]);
        let mut tsa = authority.start(LIMITS);
        let path = Authority::url_path(KeyKind::P256);
        let request = post(&path, &Query::good().der());
        let head = request.windows(4).position(|window| window == b"\r\n\r\n").expect("a header block") + 4;
        let cases: [(&str, Vec<u8>, &[u16]); 6] = [
            ("H21: a body that never ends", request[..request.len() - 1].to_vec(), &[408]),
            ("H21: a body that never begins", request[..head].to_vec(), &[408]),
            ("H21: a chunk that never ends", chunked(&path), &[408]),
            ("H22: headers that never end", request[..head - 2].to_vec(), &[408]),
            ("H22: a request line that never ends", b"POST /tsa".to_vec(), &[408]),
            ("H22: nothing at all", Vec::new(), &[408]),
        ];
        let mut waiting: Vec<_> = cases
            .into_iter()
            .map(|(name, octets, allowed)| {
                tally.case();
                let mut connection = Connection::open(tsa.address());
                connection.patience(FAR_BEYOND);
                connection.send(&octets);
                (name, connection, allowed)
            })
            .collect();
        // Others are served meanwhile.
        ask_token(tsa.address(), &path, &Query::good().der()).expect("a quick client among slow ones");
        for (name, connection, allowed) in &mut waiting {
            match connection.read_answer() {
                Ok(answer) => assert!(allowed.contains(&answer.status), "{name}: HTTP {}", answer.status),
                Err(fault) => {
                    assert!(fault.contains("closed") && !name.starts_with("H21"), "{name}: {fault}");
                }
            }
            assert!(connection.is_closed(), "{name}: the connection stays open");
        }
        tsa.assert_running();
    }

    #[test]
    fn h21_h22_dribbling_does_not_extend_the_deadline() {
        let tally = Tally::new("http_deadlines::h21_h22_dribbling_does_not_extend_the_deadline", "raw HTTP");
        let authority = Authority::new(&[KeyKind::P256]);
        let tsa = authority.start(LIMITS);
        let request = post(&Authority::url_path(KeyKind::P256), &Query::good().der());
        let head = request.windows(4).position(|window| window == b"\r\n\r\n").expect("a header block") + 4;
        for (name, at_once) in [("H21: a body by the octet", head), ("H22: headers by the octet", 0)] {
            tally.case();
            let mut connection = Connection::open(tsa.address());
            connection.patience(FAR_BEYOND);
            connection.send(&request[..at_once]);
            // At this pace the rest would take over ten seconds.
            for octet in request[at_once..].iter().take(40) {
                if connection.try_send(&[*octet]).is_err() {
                    break;
                }
                thread::sleep(Duration::from_millis(150));
            }
            let said = connection.read_to_end().unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(!String::from_utf8_lossy(&said).contains("200 OK"), "{name}: a token after the deadline");
        }
    }

    #[test]
    fn c97_an_idle_connection_is_closed() {
        let tally = Tally::new("http_deadlines::c97_an_idle_connection_is_closed", "raw HTTP");
        tally.case();
        let authority = Authority::new(&[KeyKind::P256]);
        let tsa = authority.start(LIMITS);
        let mut connection = Connection::open(tsa.address());
        connection.patience(FAR_BEYOND);
        let answer =
            connection.post(&Authority::url_path(KeyKind::P256), &Query::good().der()).expect("an answer");
        assert_eq!(answer.status, 200);
        assert!(connection.is_closed(), "the connection stays open");
        assert_serves(&tsa);
    }

    fn assert_serves(tsa: &TsaUnderTest) {
        ask_token(tsa.address(), &Authority::url_path(KeyKind::P256), &Query::good().der())
            .expect("it still serves");
    }

    fn chunked(path: &str) -> Vec<u8> {
        format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/timestamp-query\r\n\
             Transfer-Encoding: chunked\r\n\r\n40\r\nabc"
        )
        .into_bytes()
    }
}
