//! Memory stays flat, however many tokens are issued.
//!
//! By hand, with the daemon as it is shipped (the directory of the binary is `target/release`):
//! `TSA_MEMORY_TOKENS=5000000 TSA_SERVER_BIN=… cargo test -p conformance-tests --test memory -- --nocapture`.

#[cfg(test)]
mod cases {
    use std::env;
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;
    use std::time::Duration;

    use conformance_tests::http::{Connection, REPLY_TYPE, post};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    const CONNECTIONS: u64 = 16;
    /// Requests under way at once on one connection.
    const BATCH: u64 = 20;
    const TOKENS: u64 = 60_000;
    /// From a quarter of the run to its end: buffers that fill once, and pages of the allocator.
    const GROWTH_KIB: u64 = 16 * 1_024;

    #[test]
    fn memory_is_flat_over_many_tokens() {
        let tally = Tally::new("memory::memory_is_flat_over_many_tokens", "raw HTTP");
        let tokens = env::var("TSA_MEMORY_TOKENS").map_or(TOKENS, |text| text.parse().expect("a number"));
        let tsa = TsaUnderTest::dev_with(&["--log-level", "warn"]);
        let (address, watch, issued) = (tsa.address(), Stopwatch::start(), AtomicU64::new(0));
        let mut seen = Vec::new();
        let share = tokens / CONNECTIONS / BATCH;
        thread::scope(|scope| {
            let clients: Vec<_> =
                (0..CONNECTIONS).map(|_| scope.spawn(|| stamp(address, share, &issued))).collect();
            for step in 1..=STEPS {
                let due = share * BATCH * CONNECTIONS * step / STEPS;
                while issued.load(Ordering::Relaxed) < due {
                    // Looked at before the count: one that has ended in order has counted everything.
                    let ended = clients.iter().all(thread::ScopedJoinHandle::is_finished);
                    assert!(!ended || issued.load(Ordering::Relaxed) >= due, "the clients have failed");
                    thread::sleep(Duration::from_millis(2));
                }
                let rate = due as f64 / watch.elapsed().as_secs_f64();
                println!("{due} tokens, {rate:.0}/s: {} KiB resident", tsa.resident_kib());
                seen.push(tsa.resident_kib());
                tally.case();
            }
        });
        let quarter = seen[seen.len() / 4];
        let most = seen[seen.len() / 4..].iter().max().expect("measured");
        assert!(*most <= quarter + GROWTH_KIB, "resident memory grows with the tokens: {seen:?} KiB");
    }

    fn stamp(address: SocketAddr, batches: u64, issued: &AtomicU64) {
        let mut connection = Connection::open(address);
        let batch = post(PATH, &Query::good().no_cert().der()).repeat(BATCH as usize);
        for _ in 0..batches {
            connection.send(&batch);
            for _ in 0..BATCH {
                let answer = connection.read_answer().expect("an answer");
                // A rejection is shorter than a token.
                let token = answer.status == 200
                    && answer.header("content-type") == Some(REPLY_TYPE)
                    && answer.body.len() > 200;
                assert!(token, "{} {:02x?}", answer.status, answer.body);
            }
            issued.fetch_add(BATCH, Ordering::Relaxed);
        }
    }

    const STEPS: u64 = 20;
}
