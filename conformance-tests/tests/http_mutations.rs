//! HTTP bent at random: whatever is sent, the daemon answers with something well-formed or hangs up, never with a fault
//! of its own, and goes on serving. `TSA_MUTATION_SEED` overrides the fixed seed.

#[cfg(test)]
mod cases {
    use std::env;

    use conformance_tests::http::{Connection, QUERY_TYPE, ask_token, post, post_with};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    const COUNT: u32 = 5_000;

    #[test]
    fn t10_bent_http() {
        let tally = Tally::new("http_mutations::t10_bent_http", "raw HTTP");
        let seed = env::var("TSA_MUTATION_SEED").map_or(9_110, |text| text.parse().expect("a number"));
        println!("seed {seed}");
        let mut tsa = TsaUnderTest::dev();
        let seeds = seeds();
        let mut random = Random(seed | 1);
        let (mut answered, mut closed) = (0_u32, 0_u32);
        for number in 0..COUNT {
            tally.case();
            let mut request = seeds[random.below(seeds.len())].clone();
            for _ in 0..=random.below(3) {
                random.bend(&mut request);
            }
            let mut connection = Connection::open(tsa.address());
            if connection.try_send(&request).is_err() {
                closed += 1;
                continue;
            }
            // The peer may have closed already; then there is nothing to end.
            connection.try_shut_sending();
            let fail = |what: &str| {
                panic!("seed {seed} request {number}: {what}: {:?}", request.escape_ascii().to_string())
            };
            loop {
                match connection.read_answer() {
                    Ok(answer) if answer.status == 100 => {}
                    Ok(answer) => {
                        answered += 1;
                        if answer.status >= 500 && !matches!(answer.status, 501 | 505) {
                            fail(&format!("HTTP {}", answer.status));
                        }
                        if answer.status == 200
                            && answer.header("content-type").is_some_and(|kind| kind.contains("timestamp"))
                        {
                            answer.timestamp().map_or_else(|fault| fail(&fault), drop);
                        }
                    }
                    Err(fault) if fault.contains("closed: \"\"") => break,
                    // A HEAD answer has no body to wait for.
                    Err(fault) if fault.contains("cut short") && request.starts_with(b"HEAD") => break,
                    Err(fault) => fail(&fault),
                }
            }
            closed += 1;
        }
        println!("{answered} answers, {closed} connections closed");
        assert!(answered > COUNT / 4, "most requests are read as requests");
        tsa.assert_running();
        ask_token(tsa.address(), PATH, &Query::good().der()).expect("it still serves");
    }

    fn seeds() -> Vec<Vec<u8>> {
        let der = Query::good().der();
        let chunked = [
            format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n").as_bytes(),
            format!("{:x};a=b\r\n", der.len()).as_bytes(),
            &der,
            b"\r\n0\r\nX: y\r\n\r\n",
        ]
        .concat();
        vec![
            post(PATH, &der),
            post(PATH, &der).repeat(2),
            post_with(PATH, &[("Content-Type", QUERY_TYPE), ("Expect", "100-continue")], &der),
            chunked,
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
            b"GET /tsa/certchain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(),
            b"POST /tsa HTTP/1.0\r\nContent-Type: application/timestamp-query\r\nContent-Length: 2\r\n\r\n0\0".to_vec(),
        ]
    }

    /// xorshift64*: the same row everywhere.
    struct Random(u64);

    impl Random {
        fn bend(&mut self, octets: &mut Vec<u8>) {
            const PIECES: [&[u8]; 12] = [
                b"\r\n",
                b"\r",
                b"\n",
                b"\0",
                b":",
                b" ",
                b"\r\n\r\n",
                b"Content-Length: 9\r\n",
                b"Transfer-Encoding: chunked\r\n",
                b"Host: y\r\n",
                b"\xff\xfe",
                b"HTTP/1.1",
            ];
            let at = self.below(octets.len().max(1));
            match self.below(6) {
                0 if at < octets.len() => octets[at] ^= 1 << self.below(8),
                1 if at < octets.len() => drop(octets.remove(at)),
                2 => octets.truncate(at),
                3 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    octets.splice(at..at, piece.iter().copied());
                }
                4 => {
                    let end = (at + self.below(40)).min(octets.len());
                    let copy = octets[at.min(end)..end].to_vec();
                    octets.splice(at..at, copy);
                }
                _ => {
                    let end = (at + self.below(20)).min(octets.len());
                    octets.drain(at.min(end)..end);
                }
            }
        }

        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % limit
        }
    }
}
