//! B78, B79, C30, C63, C64 with a clock that is stepped under the running daemon (libfaketime): in doubt about the time
//! it refuses, and genTime never runs back.

#[cfg(test)]
mod cases {
    use std::path::{Path, PathBuf};

    use conformance_tests::authority::Authority;
    use conformance_tests::clients::Client;
    use conformance_tests::http::ask;
    use conformance_tests::openssl::{KeyKind, run, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo};
    use conformance_tests::tsa_under_test::{TsaUnderTest, binary};

    const KIND: KeyKind = KeyKind::P256;

    /// A daemon whose wall clock is off by what a file says; the monotonic clock runs on.
    struct Stepped {
        authority: Authority,
        tsa: TsaUnderTest,
    }

    impl Stepped {
        fn start() -> Self {
            let authority = Authority::new(&[KIND]);
            write(authority.path(), "tsa.toml", authority.configuration("", ""));
            write(authority.path(), "offset", "+0\n");
            let offset = authority.path().join("offset");
            let environment = environment(&offset);
            let environment: Vec<(&str, &str)> =
                environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let configuration = authority.path().join("tsa.toml");
            let tsa = TsaUnderTest::configured_with(&configuration, &authority.state(), &environment);
            Self { authority, tsa }
        }

        /// Steps the clock to this far from the true time.
        fn step(&self, offset: &str) {
            // Replaced at once: the daemon reads it at every look at the clock.
            write(self.authority.path(), "offset.new", format!("{offset}\n"));
            let path = self.authority.path();
            std::fs::rename(path.join("offset.new"), path.join("offset")).expect("the offset file");
        }

        fn ask(&self) -> Answer {
            ask(self.tsa.address(), &Authority::url_path(KIND), &Query::good().der()).expect("an answer")
        }

        fn gen_time(&self) -> String {
            self.ask().granted().expect("a token").tst_info.gen_time
        }

        fn assert_refused(&self, bit: FailInfo, what: &str) {
            let answer = self.ask();
            assert!(matches!(answer, Answer::Rejected(seen, _) if seen == bit), "{what}: {answer:?}");
        }
    }

    #[test]
    fn b78_a_clock_that_steps_back() {
        let tally = Tally::new("clock::b78_a_clock_that_steps_back", &Client::FakeTime.require());
        tally.cases(5);
        let stepped = Stepped::start();
        let first = stepped.gen_time();
        stepped.step("-30");
        stepped.assert_refused(FailInfo::TimeNotAvailable, "B78: thirty seconds back");
        stepped.assert_refused(FailInfo::TimeNotAvailable, "B78: still back");
        stepped.step("+0");
        let second = stepped.gen_time();
        assert!(first <= second, "C30: {first} then {second}");
        stepped.step("+3600");
        let ahead = stepped.gen_time();
        assert!(second < ahead, "C30: an hour ahead");
        stepped.step("+0");
        // The hour ahead was given out: going back would contradict it.
        stepped.assert_refused(FailInfo::TimeNotAvailable, "B78: an hour back");
    }

    #[test]
    fn b79_a_certificate_that_ends_while_it_runs() {
        let tally =
            Tally::new("clock::b79_a_certificate_that_ends_while_it_runs", &Client::FakeTime.require());
        let stepped = Stepped::start();
        stepped.gen_time();
        // C64: a key signs for 15 months; C63: within its certificate's validity.
        for (offset, what) in
            [("+500d", "C64: after the key-use limit"), ("+9000d", "C63: after the certificate's end")]
        {
            tally.case();
            stepped.step(offset);
            stepped.assert_refused(FailInfo::SystemFailure, what);
        }
    }

    #[test]
    fn c63_c64_the_start_looks_at_the_dates() {
        let tally = Tally::new("clock::c63_c64_the_start_looks_at_the_dates", &Client::FakeTime.require());
        let authority = Authority::new(&[KIND]);
        write(authority.path(), "tsa.toml", authority.configuration("", ""));
        let server = binary("tsa-server");
        for (offset, what, named) in [
            ("+500d", "after the key-use limit", "tsu-p256"),
            ("+9000d", "after the certificate's end", "tsu-p256"),
            ("-7d", "before its begin", ""),
        ] {
            tally.case();
            let arguments =
                ["-f", offset, "timeout", "20", &*server.to_string_lossy(), "--config", "tsa.toml"];
            let outcome = run(authority.path(), "faketime", &arguments);
            assert!(!outcome.text.contains("listening "), "{what}: it starts: {}", outcome.text);
            let text = outcome.failure(what);
            assert!(text.contains(named), "{what}: {named} is named: {text}");
        }
    }

    fn environment(offset: &Path) -> Vec<(&'static str, String)> {
        Client::FakeTime.require();
        vec![
            ("LD_PRELOAD", library().to_string_lossy().into_owned()),
            ("FAKETIME_TIMESTAMP_FILE", offset.to_string_lossy().into_owned()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }

    /// `libfaketimeMT.so.1`, where Debian puts it.
    fn library() -> PathBuf {
        let found = run(Path::new("/"), "sh", &["-c", "ls /usr/lib/*/faketime/libfaketimeMT.so.1 | head -1"]);
        PathBuf::from(found.success("looking for libfaketimeMT.so.1").trim())
    }
}
