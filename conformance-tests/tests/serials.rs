//! C26, C27, C30: a hundred thousand serials over eight connections and five restarts, none twice, each of the one
//! shape; genTime never runs back.

#[cfg(test)]
mod cases {
    use std::collections::HashSet;
    use std::net::SocketAddr;
    use std::thread;

    use conformance_tests::http::{Connection, REPLY_TYPE, post};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::Answer;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tempfile::TempDir;

    const LIVES: u32 = 5;
    const CONNECTIONS: u32 = 8;
    const REQUESTS: u32 = 100_000 / LIVES / CONNECTIONS;
    /// Requests that are under way at once on one connection.
    const BATCH: u32 = 20;

    #[test]
    fn c27_a_hundred_thousand_serials_none_twice() {
        let tally = Tally::new("serials::c27_a_hundred_thousand_serials_none_twice", "raw HTTP");
        let state = TempDir::new().expect("a scratch directory");
        let mut serials = HashSet::new();
        let mut indices = HashSet::new();
        for life in 0..LIVES {
            let tsa = TsaUnderTest::dev_in(&state.path().join("state"));
            let address = tsa.address();
            let connections: Vec<_> =
                (0..CONNECTIONS).map(|_| thread::spawn(move || stamp(address))).collect();
            indices.clear();
            for connection in connections {
                for serial in connection.join().expect("no connection fails") {
                    tally.case();
                    assert_eq!(serial.len(), 16, "C26: {serial:02x?}");
                    assert_eq!(serial[0] & 0xC0, 0x40, "C26: {serial:02x?}");
                    assert!(
                        indices.insert(serial[10..].to_vec()),
                        "C26: index twice in life {life}: {serial:02x?}"
                    );
                    assert!(
                        serials.insert(serial.clone()),
                        "C27: serial twice, in life {life}: {serial:02x?}"
                    );
                }
            }
            // Killed without a word, as by a power cut.
            tsa.kill();
        }
        assert_eq!(serials.len(), (LIVES * CONNECTIONS * REQUESTS) as usize);
        random_bits_are_random(&serials);
    }

    /// Asks for `REQUESTS` tokens on one connection, a batch at a time, and watches genTime.
    fn stamp(address: SocketAddr) -> Vec<Vec<u8>> {
        let mut connection = Connection::open(address);
        let batch = post(PATH, &Query::good().no_cert().der()).repeat(BATCH as usize);
        let mut serials = Vec::new();
        let mut latest = String::new();
        for _ in 0..REQUESTS / BATCH {
            connection.send(&batch);
            for _ in 0..BATCH {
                let answer = connection.read_answer().expect("an answer");
                assert_eq!((answer.status, answer.header("content-type")), (200, Some(REPLY_TYPE)));
                let Ok(Answer::Granted(token)) = Answer::read(&answer.body) else {
                    panic!("{:02x?}", answer.body)
                };
                assert!(token.tst_info.gen_time >= latest, "C30: {} after {latest}", token.tst_info.gen_time);
                latest = token.tst_info.gen_time;
                serials.push(token.tst_info.serial);
            }
        }
        serials
    }

    /// C26: each of the 78 random bits is set in about half of the serials. The bounds are eight standard deviations
    /// away: a sound generator fails this once in 10^13 runs.
    fn random_bits_are_random(serials: &HashSet<Vec<u8>>) {
        let count = serials.len() as f64;
        for bit in 2..80_usize {
            let set =
                serials.iter().filter(|serial| serial[bit / 8] >> (7 - bit % 8) & 1 == 1).count() as f64;
            let distance = (set - count / 2.0).abs() / (count / 4.0).sqrt();
            assert!(distance < 8.0, "C26: bit {bit} is set in {set} of {count} serials");
        }
    }
}
