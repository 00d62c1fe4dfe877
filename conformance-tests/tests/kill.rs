//! T1: the daemon is killed again and again while sixteen clients are served. Nothing that a client has received is ever
//! missing from the record or void there, no serial number comes twice, genTime never runs back, and the public log agrees.
//!
//! By hand, longer: `TSA_KILL_CYCLES=10000 TSA_KILL_CHECK_EVERY=500 cargo test -p conformance-tests --test kill -- --nocapture`.

#[cfg(test)]
mod cases {
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::Duration;
    use std::{env, fs, thread};

    use conformance_tests::clients::Client;
    use conformance_tests::der::hex;
    use conformance_tests::dice::Dice;
    use conformance_tests::journal::{LogSeen, Places, Receipts};
    use conformance_tests::load::{Load, digest};
    use conformance_tests::openssl::openssl;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::{Stopwatch, quantile};
    use conformance_tests::tsa_under_test::{TsaUnderTest, binary};
    use tempfile::TempDir;

    const CLIENTS: u8 = 16;
    /// In milliseconds, as long as a life lasts.
    const LIFE: (u64, u64) = (5, 80);
    /// Acknowledged tokens in a cycle, at least, over the whole run.
    const TOKENS_A_CYCLE: u64 = 40;

    #[test]
    fn t1_killed_again_and_again() {
        let tally = Tally::new("kill::t1_killed_again_and_again", &Client::Python.require());
        let cycles = number("TSA_KILL_CYCLES", 500);
        let check_every = number("TSA_KILL_CHECK_EVERY", 50);
        let mut dice = Dice::seeded("TSA_KILL_SEED");
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let mut run = Run {
            receipts: Receipts::new(),
            log: LogSeen::default(),
            starts: Vec::new(),
            latest: String::new(),
        };
        let whole = Stopwatch::start();
        TsaUnderTest::dev_in(&state).kill();
        let mut cycle = 0;
        // A slow machine gets more cycles, not fewer tokens.
        while cycle < cycles || run.receipts.count() < cycles * TOKENS_A_CYCLE {
            assert!(cycle < 4 * cycles, "T1: {} tokens in {cycle} cycles: too slow", run.receipts.count());
            cycle += 1;
            tally.case();
            run.life(&state, Duration::from_millis(dice.between(LIFE.0, LIFE.1)));
            if cycle % 10 == 0 {
                // Killed while it starts.
                die_starting(&state, Duration::from_millis(dice.between(1, 40)));
            }
            if cycle % check_every == 0 {
                run.receipts.check(&Places::of_dev(&state), Some(&run.log));
            }
        }
        let killed = whole.elapsed();
        let summary = run.end(&state);
        println!(
            "T1: {cycle} kills in {:.0} s, {} tokens received: 0 lost, 0 void, 0 serials twice, 0 steps back\n\
             T1: start to ready: median {:.0} ms, p99 {:.0} ms, most {:.0} ms\n\
             T1: {} checkpoints seen; journal: {summary}",
            killed.as_secs_f64(),
            run.receipts.count(),
            milliseconds(quantile(&run.starts, 0.5)),
            milliseconds(quantile(&run.starts, 0.99)),
            milliseconds(quantile(&run.starts, 1.0)),
            run.log.count(),
        );
        // The aim is 500 ms at the 99th percentile; the median of a loaded machine must at least keep it.
        assert!(
            quantile(&run.starts, 0.5) <= Duration::from_millis(500),
            "T1: {:?}",
            quantile(&run.starts, 0.5)
        );
    }

    /// Killed while the first start makes the record: the next one goes on with what it finds.
    #[test]
    fn t1_killed_while_the_record_is_made() {
        let tally = Tally::new("kill::t1_killed_while_the_record_is_made", &Client::Python.require());
        let mut dice = Dice::seeded("TSA_KILL_FIRST_SEED");
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        TsaUnderTest::dev_in(&state).kill();
        for _ in 0..24 {
            tally.case();
            // The hierarchy stays; everything else is made anew.
            for directory in ["journal", "log", "log-keys"] {
                fs::remove_dir_all(state.join(directory)).expect("the last start has made it");
            }
            fs::remove_file(Places::of_dev(&state).watermark).expect("the last start has made it");
            for _ in 0..dice.between(1, 3) {
                die_starting(&state, Duration::from_millis(dice.between(1, 60)));
            }
            let tsa = TsaUnderTest::dev_in(&state);
            let load = Load::start(tsa.address(), 2);
            thread::sleep(Duration::from_millis(20));
            load.tell_to_stop();
            let (mut receipts, mut log) = (Receipts::new(), LogSeen::default());
            receipts.add(&load.finish().only_tokens());
            let leaves = receipts.check(&Places::of_dev(&state), None).count("leaves");
            log.audit(&tsa, receipts.directory(), leaves);
            tsa.kill();
        }
    }

    struct Run {
        receipts: Receipts,
        log: LogSeen,
        starts: Vec<Duration>,
        /// The highest genTime of any life so far.
        latest: String,
    }

    impl Run {
        fn life(&mut self, state: &Path, length: Duration) {
            let watch = Stopwatch::start();
            let tsa = TsaUnderTest::dev_in(state);
            self.starts.push(watch.elapsed());
            let address = tsa.address();
            self.log.look(address, self.receipts.directory());
            let load = Load::start(address, CLIENTS);
            thread::sleep(length);
            tsa.kill();
            let tokens = load.finish().only_tokens();
            let times = || tokens.iter().map(|token| &token.tst_info.gen_time);
            if let Some(first) = times().min() {
                assert!(*first >= self.latest, "C30: {first} after {}", self.latest);
            }
            self.latest = times().max().max(Some(&self.latest)).cloned().unwrap_or_default();
            self.receipts.add(&tokens);
        }

        /// The whole record, the whole log, and OpenSSL's judgement of some tokens.
        fn end(&mut self, state: &Path) -> String {
            let tsa = TsaUnderTest::dev_in(state);
            let leaves = self.receipts.check(&Places::of_dev(state), Some(&self.log)).count("leaves");
            self.log.audit(&tsa, self.receipts.directory(), leaves);
            assert!(!self.receipts.kept().is_empty());
            for token in self.receipts.kept() {
                let (token, root) = (token.display(), tsa.root());
                let arguments = format!(
                    "ts -verify -digest {} -in {token} -token_in -CAfile {}",
                    hex(&digest(0)),
                    root.display()
                );
                let said = openssl(state, &arguments).success("openssl ts -verify");
                assert!(said.contains("Verification: OK"), "{said}");
            }
            let checked = self.receipts.check(&Places::of_dev(state), Some(&self.log));
            checked.summary()
        }
    }

    fn die_starting(state: &Path, after: Duration) {
        let mut child = Command::new(binary("tsa-server"))
            .args(["--dev", "--listen", "127.0.0.1:0", "--state"])
            .arg(state)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tsa-server starts");
        thread::sleep(after);
        assert!(child.try_wait().expect("ours").is_none(), "T1: a start after a kill ended by itself");
        child.kill().expect("the process is ours");
        child.wait().expect("the process was started by us");
    }

    fn number(variable: &str, usual: u64) -> u64 {
        env::var(variable).map_or(usual, |text| {
            text.parse()
                .ok()
                .filter(|number| *number > 0)
                .unwrap_or_else(|| panic!("{variable}={text}: give a number"))
        })
    }

    fn milliseconds(duration: Duration) -> f64 {
        duration.as_secs_f64() * 1_000.0
    }
}
