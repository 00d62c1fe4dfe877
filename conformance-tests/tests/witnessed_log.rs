//! The log of the real daemon, before readers and a witness in another language: who signs beside the journal is found, and
//! who shows two histories is not cosigned.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::io::{BufRead as _, BufReader};
    use std::net::SocketAddr;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::thread;
    use std::time::Duration;

    use conformance_tests::authority::{Authority, ORIGIN};
    use conformance_tests::http::{Connection, HttpAnswer};
    use conformance_tests::openssl::{KeyKind, Outcome, openssl, run, write};
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest, binary};
    use tempfile::TempDir;
    use tsa_keys::log_store::LogKeys;

    /// The key file of the TSU is all that `openssl ts -reply` needs for a token that verifies; only the log tells.
    #[test]
    fn t20_a_token_signed_beside_the_journal_is_not_in_the_log() {
        let tally = Tally::new("witnessed_log::t20_a_token_beside_the_journal", "openssl ts -reply, Python");
        let (tsa, scratch) = (TsaUnderTest::dev(), TempDir::new().expect("a scratch directory"));
        let directory = scratch.path();
        write(directory, "query.tsq", Query::good().der());
        for name in ["0", "1", "2"] {
            issue(tsa.address(), PATH, directory, &format!("{name}.tsr"));
        }
        published(tsa.address(), 3);
        let vkeys = get(tsa.address(), "/log/vkey").text();
        let key = vkeys.lines().next().expect("the log's key").to_owned();
        write(directory, "vkey", &vkeys);
        // Index 1 is another token's; index 4096 is far beyond the log.
        for (name, serial) in [("taken", "1"), ("beyond", "1000")] {
            write(directory, "serial", format!("4{serial:0>31}\n"));
            reply(&tsa, directory, &format!("{name}.tsr"));
        }

        for (file, code, said, verdict) in [
            ("1.tsr", 0, "Logged by", "logged"),
            ("taken.tsr", 1, "NOT IN THE LOG", "absent"),
            ("beyond.tsr", 3, "not yet in the log", "not yet"),
        ] {
            tally.case();
            verify(&tsa, directory, file, &[]).success("a token without its log");
            judge(&tsa, directory, &key, file, (code, said, verdict));
        }
    }

    /// A token beyond the log is "not yet" there while the log may still add it, and absent once the log has stated a time that
    /// is later than its genTime by more than the merge delay.
    #[test]
    fn t20_a_token_beyond_the_log_is_not_yet_there_and_then_absent() {
        let tally = Tally::new("witnessed_log::t20_not_yet_and_absent", "openssl ts -reply, Python");
        let (tsa, scratch) = (TsaUnderTest::dev(), TempDir::new().expect("a scratch directory"));
        let directory = scratch.path();
        write(directory, "query.tsq", Query::good().der());
        issue(tsa.address(), PATH, directory, "0.tsr");
        published(tsa.address(), 1);
        let vkeys = get(tsa.address(), "/log/vkey").text();
        let key = vkeys.lines().next().expect("the log's key").to_owned();
        // The second key is the log's own clock: without it, the reader in Python has no time to go by.
        write(directory, "vkey", &vkeys);
        write(directory, "serial", format!("4{:0>31}\n", "1000"));
        reply(&tsa, directory, "beyond.tsr");
        tally.case();
        judge(&tsa, directory, &key, "beyond.tsr", (3, "not yet in the log", "not yet"));
        // 60 s of delay, 1 s of accuracy, 10 s of tolerance, and what whole seconds hide.
        thread::sleep(Duration::from_secs(73));
        // An idle log states no time: nothing has changed.
        tally.case();
        judge(&tsa, directory, &key, "beyond.tsr", (3, "not yet in the log", "not yet"));
        issue(tsa.address(), PATH, directory, "1.tsr");
        published(tsa.address(), 2);
        tally.case();
        judge(&tsa, directory, &key, "beyond.tsr", (1, "NOT IN THE LOG", "absent"));
    }

    /// What `tsa-admin` and the reader in Python say of a token: exit code, words and verdict.
    fn judge(tsa: &TsaUnderTest, directory: &Path, key: &str, file: &str, expected: (i32, &str, &str)) {
        let (code, said, verdict) = expected;
        let url = format!("http://{}/log", tsa.address());
        let outcome = verify(tsa, directory, file, &["--log", &url, "--log-key", key]);
        assert!(outcome.code == Some(code) && outcome.text.contains(said), "{file}: {outcome:?}");
        let (path, clock) = (directory.join(file), directory.join("vkey"));
        let path = path.to_string_lossy();
        let clock = clock.to_string_lossy();
        let outcome = tlog(&["verify-token", &path, "--log", &url, "--vkey", key, "--clock", &clock]);
        assert_eq!(outcome.code, Some(code), "{file}: {outcome:?}");
        assert!(outcome.text.contains(&format!("\"verdict\": \"{verdict}\"")), "{file}: {outcome:?}");
    }

    /// `tsa-admin token verify`.
    fn verify(tsa: &TsaUnderTest, directory: &Path, file: &str, more: &[&str]) -> Outcome {
        let (root, imprint) = (tsa.root(), "5a".repeat(32));
        let root = root.to_string_lossy();
        let rules = ["--roots", &root, "--no-revocation", "--rules", "rfc3161"];
        let arguments = [&["token", "verify", file, "--digest", &imprint][..], &rules, more].concat();
        run(directory, &binary("tsa-admin").to_string_lossy(), &arguments)
    }

    #[test]
    fn a_witness_cosigns_the_log_and_refuses_its_fork() {
        let tally = Tally::new("witnessed_log::a_witness_cosigns", "the witness in Python");
        let authority = Authority::new(&[KeyKind::P256]);
        let (directory, path) = (authority.path(), Authority::url_path(KeyKind::P256));
        let keys = LogKeys::open(&authority.state(), ORIGIN, None).expect("the keys of the log");
        let vkeys = keys.vkeys();
        let key = vkeys.lines().next().expect("the log's key");
        let witness = Witness::of(key, &directory.join("witness"));
        write(
            directory,
            "asked",
            format!("witness w {} http://127.0.0.1:{}/\nquorum w\n", witness.key, witness.port),
        );
        write(directory, "policy", format!("log {key}\nwitness w {}\nquorum w\n", witness.key));
        write(directory, "query.tsq", Query::good().der());
        let transparency = format!(
            "[transparency]\nwitness-policy = \"{}\"\ncadence = \"200ms\"\n",
            directory.join("asked").display()
        );
        let configuration = format!("{}{transparency}", authority.configuration("", ""));

        let tsa = authority.start_on(&configuration);
        for name in ["0", "1"] {
            issue(tsa.address(), &path, directory, &format!("{name}.tsr"));
        }
        published(tsa.address(), 2);
        stop(tsa);
        let fork = directory.join("fork");
        fs::create_dir(&fork).expect("the scratch directory is writable");
        for name in ["state", "watermark"] {
            run(directory, "cp", &["-a", name, "fork"]).success("cp");
        }

        // The log goes on, and its reader sees between which moments of the witness's clock each token came.
        let tsa = authority.start_on(&configuration);
        for name in ["2", "3"] {
            issue(tsa.address(), &path, directory, &format!("{name}.tsr"));
        }
        published(tsa.address(), 4);
        let (url, policy) = (format!("http://{}/log", tsa.address()), directory.join("policy"));
        for name in ["0", "3"] {
            tally.case();
            let token = directory.join(format!("{name}.tsr"));
            let policy = ["--policy", &policy.to_string_lossy()];
            let outcome =
                tlog(&[&["verify-token", &*token.to_string_lossy(), "--log", &url][..], &policy].concat());
            assert_eq!(outcome.code, Some(0), "{outcome:?}");
            let (_, between) = outcome.text.split_once("\"between\"").expect("bounds");
            let (_, bounds) = between.split_once(&format!("\"{WITNESS}\"")).expect("the witness's");
            let upper = bounds.split(['[', ']', ',']).nth(2).expect("two bounds");
            assert!(upper.contains("Z\""), "{name}: {between}");
        }
        stop(tsa);

        // The other history outgrows the first.
        tally.case();
        let place = |name: &str| format!("\"{}/{name}\"", directory.display());
        let other = |name: &str| format!("\"{}/{name}\"", fork.display());
        let forked = ["state", "watermark"]
            .iter()
            .fold(configuration, |text, name| text.replace(&place(name), &other(name)));
        write(directory, "fork.toml", forked);
        let tsa = TsaUnderTest::configured(&directory.join("fork.toml"), &fork.join("state"));
        for name in ["fork-2", "fork-3", "fork-4"] {
            issue(tsa.address(), &path, directory, &format!("{name}.tsr"));
        }
        let watch = Stopwatch::start();
        while !(tsa.log().contains("it answered 422") || tsa.log().contains("it answered 409")) {
            assert!(watch.elapsed() < Duration::from_secs(10), "the witness did not refuse:\n{}", tsa.log());
            thread::sleep(Duration::from_millis(50));
        }
        assert!(tsa.log().contains("too few witnesses cosigned"), "{}", tsa.log());
        thread::sleep(Duration::from_secs(1));
        assert_eq!(size(&get(tsa.address(), "/log/checkpoint")), Some(2), "nothing of the fork is published");
    }

    /// The witness of the suite, running.
    struct Witness {
        child: Child,
        key: String,
        port: String,
    }

    impl Witness {
        fn of(log: &str, state: &Path) -> Self {
            let mut child = Command::new(environment())
                .arg(format!("{SOURCES}/witness.py"))
                .args(["--name", WITNESS, "--log", log, "--state"])
                .arg(state)
                .stdout(Stdio::piped())
                .spawn()
                .expect("the witness starts");
            let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
            let mut said = |what: &str| {
                let line = lines.next().expect("a line").expect("text");
                line.strip_prefix(what).unwrap_or_else(|| panic!("not {what}: {line}")).to_owned()
            };
            let (key, port) = (said("vkey "), said("port "));
            Self { child, key, port }
        }
    }

    impl Drop for Witness {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn tlog(arguments: &[&str]) -> Outcome {
        let program = format!("{SOURCES}/tlog.py");
        run(Path::new(SOURCES), &environment(), &[&[program.as_str()], arguments].concat())
    }

    /// Has `query.tsq` answered by the daemon.
    fn issue(address: SocketAddr, path: &str, directory: &Path, name: &str) {
        let query = fs::read(directory.join("query.tsq")).expect("the query");
        let answer = Connection::open(address).post(path, &query).expect("an answer");
        answer.timestamp().expect("a response");
        write(directory, name, answer.body);
    }

    /// Has `query.tsq` answered by `openssl`, with key and certificates of the daemon's TSU and the next number of `serial`.
    fn reply(tsa: &TsaUnderTest, directory: &Path, name: &str) {
        let unit = tsa.state().join("tsus/dev-main");
        let chain = fs::read_to_string(unit.join("chain.pem")).expect("its certificates");
        let end = "-----END CERTIFICATE-----\n";
        let (leaf, issuers) = chain.split_once(end).expect("its certificate");
        write(directory, "leaf.pem", format!("{leaf}{end}"));
        write(directory, "issuers.pem", issuers);
        fs::copy(unit.join("key.pem"), directory.join("key.pem")).expect("its key");
        write(directory, "tsa.cnf", CONFIGURATION);
        openssl(directory, &format!("ts -reply -config tsa.cnf -queryfile query.tsq -out {name}"))
            .success("ts -reply");
    }

    fn get(address: SocketAddr, path: &str) -> HttpAnswer {
        let mut connection = Connection::open(address);
        connection.send(format!("GET {path} HTTP/1.1\r\nHost: tsa.test\r\n\r\n").as_bytes());
        connection.read_answer().unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// The size in a checkpoint.
    fn size(answer: &HttpAnswer) -> Option<u64> {
        answer.text().lines().nth(1)?.parse().ok()
    }

    /// Waits until so many leaves are published.
    fn published(address: SocketAddr, leaves: u64) {
        let watch = Stopwatch::start();
        while size(&get(address, "/log/checkpoint")).is_none_or(|size| size < leaves) {
            assert!(watch.elapsed() < Duration::from_secs(10), "{leaves} leaves are not published");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn stop(tsa: TsaUnderTest) {
        tsa.ask_to_stop();
        assert!(tsa.wait().success());
    }

    const WITNESS: &str = "witness.example/w1";
    const CONFIGURATION: &str = "[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
crypto_device = builtin
signer_cert = leaf.pem
signer_key = key.pem
certs = issuers.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1.0
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
";
}
