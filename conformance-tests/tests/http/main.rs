//! `conformance.md` 3c and C90–C97 over raw sockets: what HTTP may throw at the TSA, and the one right answer.

#[cfg(test)]
mod rows;

#[cfg(test)]
mod cases {
    use std::time::Duration;

    use conformance_tests::http::{Connection, HttpAnswer, QUERY_TYPE, ask_token, post};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::Answer;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    use crate::rows::{After, Expected, Row, rows};

    #[test]
    fn h1_to_h34_one_request_each() {
        let tally = Tally::new("http::h1_to_h34_one_request_each", "raw HTTP");
        let mut tsa = TsaUnderTest::dev();
        let mut faults = Vec::new();
        for row in rows() {
            tally.case();
            let mut connection = Connection::open(tsa.address());
            connection.patience(Duration::from_secs(3));
            if let Err(fault) = play(&mut connection, &row) {
                faults.push(format!("{} ({}): {fault}", row.id, row.what.escape_debug()));
            }
        }
        assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
        tsa.assert_running();
        ask_token(tsa.address(), PATH, &Query::good().der()).expect("it still serves");
    }

    #[test]
    fn h20_a_body_cut_short_spends_no_serial() {
        let tally = Tally::new("http::h20_a_body_cut_short_spends_no_serial", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let index = || {
            index_of(&ask_token(tsa.address(), PATH, &Query::good().der()).expect("a token").tst_info.serial)
        };
        let before = index();
        for cut in [0, 1, 30] {
            tally.case();
            let whole = post(PATH, &Query::good().der());
            let mut connection = Connection::open(tsa.address());
            let body = Query::good().der().len();
            connection.send(&whole[..whole.len() - body + cut]);
            connection.shut_sending();
            let said = connection.read_to_end().expect("H20: the connection ends");
            assert!(
                !String::from_utf8_lossy(&said).contains("200 OK"),
                "H20: {cut} octets of a body got an answer"
            );
        }
        assert_eq!(index(), before + 1, "H20: a cut request spent a serial");
    }

    #[test]
    fn h32_expect_100_continue() {
        let tally = Tally::new("http::h32_expect_100_continue", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let head = |size: usize| {
            format!(
                "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\nExpect: 100-continue\r\nContent-Length: {size}\r\n\r\n"
            )
        };
        let der = Query::good().der();
        for expectation in ["100-continue", "100-Continue"] {
            tally.case();
            let mut connection = Connection::open(tsa.address());
            connection.send(head(der.len()).replace("100-continue", expectation).as_bytes());
            let interim = connection.read_answer().expect("C93: 100 before the body is sent");
            assert_eq!(interim.status, 100, "H32 {expectation}");
            connection.send(&der);
            connection
                .read_answer()
                .and_then(|answer| answer.timestamp())
                .and_then(Answer::granted)
                .expect("H32");
        }
        tally.case();
        let mut connection = Connection::open(tsa.address());
        connection.send(head(65_537).as_bytes());
        assert_eq!(connection.read_answer().expect("H32: an answer").status, 413, "H32: 413 without 100");
    }

    #[test]
    fn h33_pipelined_requests_are_answered_in_order() {
        let tally = Tally::new("http::h33_pipelined_requests_are_answered_in_order", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let mut connection = Connection::open(tsa.address());
        let nonces: Vec<[u8; 2]> = (1..=50).map(|number| [0x40, number]).collect();
        let burst: Vec<u8> =
            nonces.iter().flat_map(|nonce| post(PATH, &Query::good().nonce(nonce).der())).collect();
        connection.send(&burst);
        let mut last = None;
        for nonce in nonces {
            tally.case();
            let token =
                connection.read_answer().and_then(|answer| answer.timestamp()?.granted()).expect("H33");
            assert_eq!(
                token.tst_info.nonce.as_deref(),
                Some([&[0x02, 0x02], &nonce[..]].concat().as_slice()),
                "H33"
            );
            let index = index_of(&token.tst_info.serial);
            assert!(last < Some(index), "H33: serial indices {last:?} then {index}");
            last = Some(index);
        }
    }

    #[test]
    fn h34_bad_connections_do_not_flood_the_log() {
        let tally = Tally::new("http::h34_bad_connections_do_not_flood_the_log", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let before = tsa.log().len();
        for _ in 0..2_000 {
            tally.case();
            let mut connection = Connection::open(tsa.address());
            connection.send(&[
                0x16, 0x03, 0x01, 0x00, 0x50, 0x01, 0x00, 0x00, 0x4C, 0x03, 0x03, 0x0D, 0x0A, 0x0D, 0x0A,
            ]);
            connection.shut_sending();
            connection.read_to_end().expect("H34: the connection ends");
        }
        let grown = tsa.log().len() - before;
        assert!(grown < 40_000, "H34: 2000 bad connections wrote {grown} octets of log");
    }

    #[test]
    fn c97_ten_thousand_requests_on_one_connection() {
        let tally = Tally::new("http::c97_ten_thousand_requests_on_one_connection", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let mut connection = Connection::open(tsa.address());
        let mut memory = None;
        for number in 0..10_000_u32 {
            tally.case();
            let nonce = [&[0x40], &number.to_be_bytes()[..]].concat();
            let answer = connection.post(PATH, &Query::good().nonce(&nonce).der()).expect("C97");
            let token = answer.timestamp().and_then(Answer::granted).expect("C97");
            assert!(
                token.tst_info.nonce.is_some_and(|whole| whole.ends_with(&nonce)),
                "C97: answer to another request"
            );
            if number == 1_000 {
                memory = Some(tsa.resident_kib());
            }
        }
        let grown = tsa.resident_kib().saturating_sub(memory.expect("taken at 1000"));
        assert!(grown < 8 * 1_024, "C97: {grown} KiB more after 9000 requests");
    }

    #[test]
    fn c97_half_close_and_dribbled_requests() {
        let tally = Tally::new("http::c97_half_close_and_dribbled_requests", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let request = post(PATH, &Query::good().der());

        tally.case();
        let mut connection = Connection::open(tsa.address());
        connection.send(&request);
        connection.shut_sending();
        connection.read_answer().and_then(|answer| answer.timestamp()?.granted()).expect("C97: half-close");

        tally.case();
        let mut connection = Connection::open(tsa.address());
        for octet in &request {
            connection.send(&[*octet]);
            std::thread::sleep(Duration::from_millis(1));
        }
        connection
            .read_answer()
            .and_then(|answer| answer.timestamp()?.granted())
            .expect("C97: an octet at a time");
    }

    fn play(connection: &mut Connection, row: &Row) -> Result<(), String> {
        connection.try_send(&row.request).map_err(|error| format!("sending: {error}"))?;
        let method = String::from_utf8_lossy(&row.request).split(' ').next().unwrap_or_default().to_owned();
        match connection.read_answer_to(&method) {
            Ok(answer) => judge(&answer, row)?,
            Err(fault) => match row.answer {
                Expected::StatusOrClose(_) if fault.contains("connection closed") => return Ok(()),
                _ => return Err(fault),
            },
        }
        match row.after {
            After::Any => Ok(()),
            After::Closed if connection.is_closed() => Ok(()),
            After::Closed => Err("the connection stays open".to_owned()),
            After::Open => connection.post(PATH, &Query::good().der())?.timestamp()?.granted().map(drop),
        }
    }

    fn judge(answer: &HttpAnswer, row: &Row) -> Result<(), String> {
        let refused = |allowed: &[u16]| {
            if allowed.contains(&answer.status) {
                plain(answer, row.id)
            } else {
                Err(format!("HTTP {}", answer.status))
            }
        };
        match row.answer {
            Expected::Granted => {
                answer.timestamp()?.granted()?;
                keep_alive_as_asked(answer, row)
            }
            Expected::Rejected(expected) => match answer.timestamp()? {
                Answer::Rejected(bit, _) if bit == expected => Ok(()),
                other => Err(format!("{other:?}")),
            },
            Expected::Status(allowed) | Expected::StatusOrClose(allowed) => refused(allowed),
            Expected::GrantedOrStatus(_) if answer.status == 200 => answer.timestamp()?.granted().map(drop),
            Expected::GrantedOrStatus(allowed) => refused(allowed),
        }
    }

    /// C95: text/plain where there is a body, the fields that the status asks for, and never a time-stamp reply.
    fn plain(answer: &HttpAnswer, id: &str) -> Result<(), String> {
        let kind = answer.header("content-type").unwrap_or_default();
        if !(answer.body.is_empty() || kind.starts_with("text/plain")) || kind.contains("timestamp") {
            return Err(format!("C95: HTTP {} as {kind:?}", answer.status));
        }
        if answer.status == 405 && answer.header("allow") != Some("POST") {
            return Err(format!("{id}: Allow {:?}", answer.header("allow")));
        }
        if id == "H2" && !answer.text().contains(QUERY_TYPE) {
            return Err(format!("H2: 415 does not name the right type: {:?}", answer.text()));
        }
        Ok(())
    }

    /// H28: keep-alive is said to an HTTP/1.0 client that asked for it, and to nobody else.
    fn keep_alive_as_asked(answer: &HttpAnswer, row: &Row) -> Result<(), String> {
        let said = answer.header("connection").map(str::to_ascii_lowercase);
        let due = match (row.id, row.after) {
            ("H28b" | "H28c", _) => said.as_deref() == Some("keep-alive"),
            ("H28a", _) => said.as_deref() != Some("keep-alive"),
            (_, After::Closed) => said.as_deref() == Some("close"),
            _ => said.is_none(),
        };
        if due { Ok(()) } else { Err(format!("Connection: {said:?}")) }
    }

    /// C26: the last 48 bits of a serial are the index of its record.
    fn index_of(serial: &[u8]) -> u64 {
        serial[serial.len() - 6..].iter().fold(0, |index, octet| index << 8 | u64::from(*octet))
    }
}
