//! `conformance.md` 3b over HTTP: every bad request gets its one right answer, to the octet; the few that must be
//! granted are, and say back what was asked. The same requests go to `openssl ts -reply`, and column O must hold.

#[cfg(test)]
mod rows;

#[cfg(test)]
mod cases {
    use conformance_tests::der::{Tlv, constructed, hex, integer, sequence, tag, tlv};
    use conformance_tests::http::Connection;
    use conformance_tests::openssl::{KeyKind, OpensslTsa};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo};
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    use crate::rows::{OpenSsl, Row, rows};

    #[test]
    fn b1_to_b77_and_b80_over_http() {
        let tally = Tally::new("bad_der::b1_to_b77_and_b80_over_http", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let mut faults = Vec::new();
        for row in rows() {
            tally.case();
            // A connection each: one broken answer must not hide the next.
            let answer = Connection::open(tsa.address()).post(PATH, &row.body);
            if let Err(fault) = answer.and_then(|answer| judge(&row, answer.timestamp()?, &answer.body)) {
                faults.push(format!("{} ({}): {fault}", row.id, row.what));
            }
        }
        assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn b_rows_on_one_connection() {
        let tally = Tally::new("bad_der::b_rows_on_one_connection", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let mut connection = Connection::open(tsa.address());
        for row in rows() {
            tally.case();
            let answer =
                connection.post(PATH, &row.body).unwrap_or_else(|fault| panic!("{}: {fault}", row.id));
            assert_eq!(answer.header("connection"), None, "{}: a refusal is no reason to close", row.id);
        }
    }

    #[test]
    fn b_rows_against_openssl_ts_reply() {
        let tally = Tally::new("bad_der::b_rows_against_openssl_ts_reply", "openssl ts -reply");
        let openssl = OpensslTsa::new(KeyKind::P256, "sha256");
        let mut faults = Vec::new();
        for row in rows() {
            tally.case();
            let seen = openssl.answer(&row.body);
            let right = match (&seen, row.answer, row.openssl) {
                (Ok(Answer::Granted(_)), None, OpenSsl::Same)
                | (Ok(Answer::Granted(_)), Some(_), OpenSsl::Grants) => true,
                (Ok(Answer::Rejected(bit, _)), Some(expected), OpenSsl::Same) => *bit == expected,
                _ => false,
            };
            if !right {
                let seen = match seen {
                    Ok(Answer::Granted(_)) => "granted".to_owned(),
                    other => format!("{other:?}"),
                };
                faults.push(format!(
                    "{} ({}): {:?} {:?}, but {seen}",
                    row.id, row.what, row.answer, row.openssl
                ));
            }
        }
        assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn every_row_of_the_table_is_here() {
        let ids: Vec<&str> = rows().iter().map(|row| row.id).collect();
        for number in (1..=77).chain([80]) {
            let id = format!("B{number}");
            let lettered =
                |row: &&str| row.strip_prefix(&id).is_some_and(|rest| matches!(rest, "" | "a" | "b"));
            assert!(ids.iter().any(lettered), "{id} is missing");
        }
    }

    fn judge(row: &Row, answer: Answer, octets: &[u8]) -> Result<(), String> {
        match (answer, row.answer) {
            (Answer::Rejected(bit, Some(text)), Some(expected)) if bit == expected => {
                let due = rejection(expected, &text);
                if octets == due {
                    Ok(())
                } else {
                    Err(format!("{} where {} is due", hex(octets), hex(&due)))
                }
            }
            (Answer::Granted(token), None) => echoes(row, &token.tst_info, token.certificates.is_some()),
            (answer, expected) => Err(match answer {
                Answer::Granted(_) => format!("granted where {expected:?} is due"),
                Answer::Rejected(bit, text) => format!("{bit:?} {text:?} where {expected:?} is due"),
            }),
        }
    }

    /// C22 and 3a: status 2, one text, one bit, nothing else.
    fn rejection(bit: FailInfo, text: &str) -> Vec<u8> {
        let text = sequence(&[&tlv(tag::UTF8_STRING, text.as_bytes())]);
        sequence(&[&sequence(&[&integer(&[2]), &text, bit.der()])])
    }

    /// C10, C12, C24: imprint and nonce octet for octet, certificates only when asked for.
    fn echoes(
        row: &Row,
        info: &conformance_tests::response::TstInfo,
        certificates: bool,
    ) -> Result<(), String> {
        let fields = Tlv::read(&row.body)?.children()?;
        let asked =
            |tag: u8| fields[2..].iter().find(|field| field.tag == tag).map(|field| field.whole.to_vec());
        if info.imprint != fields[1].whole {
            return Err(format!("C24: imprint {}", hex(&info.imprint)));
        }
        if info.nonce != asked(tag::INTEGER) {
            return Err(format!("C10: nonce {:?}", info.nonce.as_deref().map(hex)));
        }
        if certificates != (asked(tag::BOOLEAN) == Some(constructed(tag::BOOLEAN, &[&[0xFF]]))) {
            return Err(format!("C12: certificates {certificates}"));
        }
        Ok(())
    }
}
