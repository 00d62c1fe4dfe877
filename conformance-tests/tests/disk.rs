//! T6: a disk that fails, and a disk that is full. In doubt about the record the daemon ends with exit code 70 and stays down
//! until it was recovered; without space it refuses, and goes on by itself when there is space again.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::Command;
    use std::time::Duration;
    use std::{env, thread};

    use conformance_tests::clients::Client;
    use conformance_tests::faulty_disk::{EDQUOT, EIO, ENOSPC, Fault};
    use conformance_tests::http::{Connection, ask};
    use conformance_tests::journal::{LogSeen, Places, Receipts};
    use conformance_tests::load::Load;
    use conformance_tests::openssl::run;
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo, Token};
    use conformance_tests::stopwatch::{Stopwatch, quantile};
    use conformance_tests::tsa_under_test::{Ended, PATH, TsaUnderTest};
    use tempfile::TempDir;

    const CLIENTS: u8 = 8;
    const CYCLES: usize = 4;

    /// A call of the record fails, or says that it does: exit code 70 now and at the next start, until it was recovered.
    #[test]
    fn t6_an_error_that_leaves_doubt() {
        let tally = Tally::new("disk::t6_an_error_that_leaves_doubt", &Client::Python.require());
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let (places, mut receipts) = (Places::of_dev(&state), Receipts::new());
        TsaUnderTest::dev_in(&state).kill();
        for (below, call, errors, counts) in [
            (&places.journal, "fdatasync", &[EIO, ENOSPC, EDQUOT][..], &[1, 2, 3, 5, 9, 40][..]),
            // At the start: of the last segment, of the next, of the directory.
            (&places.journal, "fsync", &[EIO, ENOSPC], &[1, 2]),
            (&places.journal, "pwrite", &[EIO, ENOSPC], &[3, 4, 9]),
            (&places.watermark, "fdatasync", &[EIO], &[1, 2]),
            (&places.watermark, "pwrite", &[EIO, ENOSPC], &[1, 2]),
        ] {
            for (error, at) in errors.iter().flat_map(|error| counts.iter().map(|at| (*error, *at))) {
                for happens in [false, true] {
                    tally.case();
                    let fault = Fault { call, error, happens, at, until: at };
                    let ended = meet(&state, below, &fault, &mut receipts);
                    assert_eq!(ended.code, Some(70), "{fault:?}: {}", ended.log);
                    assert_locked(&state, &places, &fault);
                    tsa_journal::recover(&places.journal, &places.watermark)
                        .unwrap_or_else(|error| panic!("{fault:?}: recover: {error}"));
                    assert!(!places.doubtful().iter().any(|mark| mark.exists()), "{fault:?}: still doubtful");
                }
            }
            receipts.check(&places, None);
        }
        TsaUnderTest::dev_in(&state).kill();
        println!("T6: {}, received {}", receipts.check(&places, None).summary(), receipts.count());
    }

    /// Serves until the fault ends the daemon.
    fn meet(state: &Path, below: &Path, fault: &Fault, receipts: &mut Receipts) -> Ended {
        match start_with(state, below, fault) {
            Ok(tsa) => {
                let load = Load::start(tsa.address(), CLIENTS);
                let ended = tsa.ends_within(Duration::from_secs(20));
                let received = load.finish();
                let failure = |(bit, _): &(FailInfo, String)| *bit == FailInfo::SystemFailure;
                assert!(received.refused.iter().all(failure), "{fault:?}: {:?}", received.refused);
                receipts.add(&received.tokens);
                ended
            }
            Err(ended) => ended,
        }
    }

    fn start_with(state: &Path, below: &Path, fault: &Fault) -> Result<TsaUnderTest, Ended> {
        let environment = fault.environment(below);
        let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        TsaUnderTest::try_dev_in(state, &environment)
    }

    /// Both marks are there, and the next start says what to do.
    fn assert_locked(state: &Path, places: &Places, fault: &Fault) {
        for mark in places.doubtful() {
            assert!(mark.is_file(), "{fault:?}: {} is not there", mark.display());
        }
        let next = TsaUnderTest::try_dev_in(state, &[]).err().expect("a doubtful record starts no daemon");
        assert_eq!(next.code, Some(70), "{fault:?}: the next start: {}", next.log);
        assert!(next.log.contains("journal recover"), "{fault:?}: {}", next.log);
    }

    /// Writes that take less than they were given are no error, and nothing is lost by them.
    #[test]
    fn t6_short_writes() {
        let tally = Tally::new("disk::t6_short_writes", &Client::Python.require());
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let (places, mut receipts) = (Places::of_dev(&state), Receipts::new());
        TsaUnderTest::dev_in(&state).kill();
        let fault = Fault { call: "pwrite", error: 0, happens: false, at: 1, until: 10_000 };
        for _ in 0..5 {
            tally.case();
            let tsa = start_with(&state, &places.journal, &fault).unwrap_or_else(|ended| panic!("{ended:?}"));
            let load = Load::start(tsa.address(), CLIENTS);
            thread::sleep(Duration::from_millis(200));
            tsa.kill();
            receipts.add(&load.finish().only_tokens());
        }
        assert!(receipts.count() > 0);
        receipts.check(&places, None);
    }

    /// The files of the public log are made from the record: without them issuing goes on, or ends with exit code 70, and the
    /// next life publishes what is missing.
    #[test]
    fn t6_a_log_that_cannot_be_written() {
        let tally = Tally::new("disk::t6_a_log_that_cannot_be_written", &Client::Python.require());
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let (places, mut receipts, mut log) = (Places::of_dev(&state), Receipts::new(), LogSeen::default());
        TsaUnderTest::dev_in(&state).kill();
        let mut fatal = 0;
        for (call, error) in
            [("fsync", EIO), ("pwrite", EIO), ("pwrite", ENOSPC), ("rename", EIO), ("rename", ENOSPC)]
        {
            for (at, until) in [(1, 1), (2, 2), (3, 5), (1, 1_000_000)] {
                tally.case();
                let fault = Fault { call, error, happens: false, at, until };
                match start_with(&state, &state.join("log"), &fault) {
                    Ok(tsa) => {
                        let load = Load::start(tsa.address(), CLIENTS);
                        thread::sleep(Duration::from_millis(150));
                        load.tell_to_stop();
                        receipts.add(&load.finish().tokens);
                        tsa.kill();
                    }
                    Err(ended) => {
                        assert!(matches!(ended.code, Some(4 | 70)), "{fault:?}: {ended:?}");
                    }
                }
                if places.doubtful().iter().any(|mark| mark.exists()) {
                    fatal += 1;
                    tsa_journal::recover(&places.journal, &places.watermark).expect("recovered");
                }
                let tsa = TsaUnderTest::dev_in(&state);
                let leaves = receipts.check(&places, None).count("leaves");
                log.audit(&tsa, receipts.directory(), leaves);
                tsa.kill();
            }
        }
        let checked = receipts.check(&places, Some(&log));
        println!(
            "T6: log files: {} received, {fatal} times doubtful, {}",
            receipts.count(),
            checked.summary()
        );
    }

    /// A file system of 24 MB that is filled, freed, and filled again; the daemon is killed while it is full.
    #[test]
    fn t6_a_full_disk() {
        let tally = Tally::new("disk::t6_a_full_disk", &Client::Python.require());
        on_a_small_disk("cases::t6_a_full_disk", &tally, |scratch| {
            full_disk(&scratch.join("state"), &scratch.join("filler"), &tally);
        });
    }

    /// Before it is full: issuing stops at `state.min-free`, says so, and goes on when there is space again.
    #[test]
    fn t6_space_below_the_threshold() {
        let tally = Tally::new("disk::t6_space_below_the_threshold", &Client::Python.require());
        on_a_small_disk("cases::t6_space_below_the_threshold", &tally, |scratch| {
            little_space(&scratch.join("state"), &scratch.join("filler"));
        });
    }

    /// Runs a test on a tmpfs of 24 MB, in a mount namespace of its own, so that nothing stays mounted whatever happens.
    fn on_a_small_disk(test: &str, tally: &Tally, inside: impl FnOnce(&Path)) {
        if env::var_os(INSIDE).is_some() {
            let scratch = TempDir::new().expect("a scratch directory");
            let arguments =
                ["-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", &scratch.path().to_string_lossy()];
            run(Path::new("/"), "mount", &arguments).success("mount");
            inside(scratch.path());
            return;
        }
        let arguments: &[&str] = if is_root() { &["-m"] } else { &["-r", "-m"] };
        let probe = [arguments, &["mount", "-t", "tmpfs", "tmpfs", "/mnt"]].concat();
        let probe = run(Path::new("/"), "unshare", &probe);
        if !probe.ok {
            let missing = format!(
                "T6 needs a small file system: run as root, or allow unprivileged user namespaces (unshare -r -m): {}",
                probe.text
            );
            assert!(env::var_os("CI").is_none(), "{missing}");
            println!("not run: {missing}");
            return;
        }
        let program = env::current_exe().expect("the path of this program");
        let output = Command::new("unshare")
            .args(arguments)
            .arg(program)
            .args(["--exact", test, "--nocapture"])
            .env(INSIDE, "1")
            .output()
            .expect("unshare runs");
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{text}");
        let cases = text.lines().find_map(|line| line.strip_prefix("T6: cases ")?.parse().ok());
        tally.cases(cases.expect("it says how many cases"));
        text.lines().filter(|line| line.starts_with("T6: ")).for_each(|line| println!("{line}"));
    }

    fn little_space(state: &Path, filler: &Path) {
        let (places, mut receipts) = (Places::of_dev(state), Receipts::new());
        let start = || {
            let threshold = [("TSA__STATE__MIN_FREE", "8MiB")];
            TsaUnderTest::try_dev_in(state, &threshold).expect("little space does not keep it from starting")
        };
        let mut tsa = start();
        let (mut stopped, mut resumed) = (Duration::ZERO, Duration::ZERO);
        for round in 0..CYCLES {
            receipts.add(&[token_within(&tsa, Duration::from_secs(2))]);
            assert_eq!(page(&tsa, "/readyz"), (200, "clock unproven\ndefault ready\n".into()));
            fs::write(filler, vec![1; 16 << 20]).expect("there is so much space");
            let watch = Stopwatch::start();
            loop {
                match ask(tsa.address(), PATH, &Query::good().der()).expect("HTTP 200 and an answer") {
                    Answer::Granted(token) => receipts.add(&[*token]),
                    Answer::Rejected(bit, _) => {
                        assert_eq!(bit, FailInfo::SystemFailure);
                        break;
                    }
                }
                assert!(watch.elapsed() < Duration::from_secs(2), "too little space, and tokens still");
            }
            stopped = stopped.max(watch.elapsed());
            if round % 2 == 1 {
                tsa.kill();
                tsa = start();
            }
            let (ready, text) = page(&tsa, "/readyz");
            assert_eq!(ready, 503);
            assert!(
                text.starts_with("clock unproven\ndisk-space ")
                    && text.ends_with("default record-not-available\n"),
                "{text}"
            );
            assert_eq!(status(&tsa, "/healthz"), 200);
            // There is space left for what had been begun: the log gets everything.
            let leaves = receipts.check(&places, None).count("leaves");
            LogSeen::default().audit(&tsa, receipts.directory(), leaves);
            fs::remove_file(filler).expect("the filler is there");
            let watch = Stopwatch::start();
            receipts.add(&[token_within(&tsa, Duration::from_secs(2))]);
            resumed = resumed.max(watch.elapsed());
        }
        tsa.kill();
        receipts.check(&places, None);
        println!("T6: cases {CYCLES}");
        println!("T6: little space: stopped within {stopped:.1?}, again after {resumed:.1?} at most");
    }

    fn token_within(tsa: &TsaUnderTest, patience: Duration) -> Token {
        let watch = Stopwatch::start();
        loop {
            match ask(tsa.address(), PATH, &Query::good().der()).expect("an answer") {
                Answer::Granted(token) => return *token,
                Answer::Rejected(..) => thread::sleep(Duration::from_millis(20)),
            }
            assert!(watch.elapsed() < patience, "there is space, and no token");
        }
    }

    fn full_disk(state: &Path, filler: &Path, tally: &Tally) {
        let (places, mut receipts) = (Places::of_dev(state), Receipts::new());
        let mut tsa = TsaUnderTest::dev_in(state);
        let (mut refusals, mut resumed, mut cases) = (Vec::new(), Vec::new(), 0);
        for round in 0..6 {
            cases += 1;
            let load = Load::start(tsa.address(), CLIENTS);
            thread::sleep(Duration::from_millis(100));
            exhaust(&tsa, filler);
            load.tell_to_stop();
            let received = load.finish();
            receipts.add(&received.tokens);
            refused_as_it_should_be(&received.refused);
            if round % 2 == 1 {
                // A start on a full disk serves, and refuses.
                tsa.kill();
                tsa = TsaUnderTest::dev_in(state);
            }
            for _ in 0..20 {
                cases += 1;
                refusals.push(exhaust(&tsa, filler));
            }
            assert_eq!(status(&tsa, "/healthz"), 200, "/healthz on a full disk");
            assert_eq!(status(&tsa, "/tsa/certchain"), 200, "pages on a full disk");
            fs::remove_file(filler).expect("the filler is there");
            let watch = Stopwatch::start();
            let token = token_within(&tsa, Duration::from_secs(10));
            resumed.push(watch.elapsed());
            receipts.add(&[token]);
        }
        // The log has caught up, and holds everything.
        let leaves = receipts.check(&places, None).count("leaves");
        let mut log = LogSeen::default();
        log.audit(&tsa, receipts.directory(), leaves);
        tsa.kill();
        let checked = receipts.check(&places, Some(&log));
        tally.cases(cases);
        println!("T6: cases {cases}");
        println!(
            "T6: full disk: {} received, refused within {:.1} ms (median; most {:.1}), again after {:.1} ms at most; {}",
            receipts.count(),
            quantile(&refusals, 0.5).as_secs_f64() * 1e3,
            quantile(&refusals, 1.0).as_secs_f64() * 1e3,
            quantile(&resumed, 1.0).as_secs_f64() * 1e3,
            checked.summary()
        );
        assert!(quantile(&refusals, 0.5) <= Duration::from_millis(100), "T6: {refusals:?}");
        assert!(quantile(&resumed, 0.5) <= Duration::from_secs(2), "T6: {resumed:?}");
    }

    /// Fills the disk until a request is refused, and says how long that refusal took. What the daemon had reserved, or gives
    /// back when it starts or publishes, is used up first.
    fn exhaust(tsa: &TsaUnderTest, filler: &Path) -> Duration {
        let whole = Stopwatch::start();
        loop {
            fill(filler);
            let watch = Stopwatch::start();
            let answer = ask(tsa.address(), PATH, &Query::good().der()).expect("HTTP 200 and an answer");
            if let Answer::Rejected(bit, text) = answer {
                refused_as_it_should_be(&[(bit, text.unwrap_or_default())]);
                return watch.elapsed();
            }
            assert!(whole.elapsed() < Duration::from_secs(30), "a full disk, and tokens still");
        }
    }

    fn refused_as_it_should_be(refused: &[(FailInfo, String)]) {
        let other = refused.iter().find(|(bit, _)| *bit != FailInfo::SystemFailure);
        assert!(other.is_none(), "a full disk is a systemFailure: {other:?}");
    }

    /// Takes all space that is left.
    fn fill(filler: &Path) {
        let file = fs::File::options().append(true).create(true).open(filler);
        let mut file = file.expect("a name takes no space");
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn status(tsa: &TsaUnderTest, path: &str) -> u16 {
        page(tsa, path).0
    }

    fn page(tsa: &TsaUnderTest, path: &str) -> (u16, String) {
        let mut connection = Connection::open(tsa.address());
        connection.send(format!("GET {path} HTTP/1.1\r\nHost: tsa.test\r\n\r\n").as_bytes());
        let answer = connection.read_answer().expect("an answer");
        (answer.status, String::from_utf8_lossy(&answer.body).into_owned())
    }

    fn is_root() -> bool {
        run(Path::new("/"), "id", &["-u"]).success("id").trim() == "0"
    }

    /// Set in the mount namespace.
    const INSIDE: &str = "TSA_DISK_INSIDE";
}
