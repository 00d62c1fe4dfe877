//! What `make run` does: two daemons, one line each that says where, one Ctrl-C for both; the end of one is the end of the
//! other.

#[cfg(test)]
mod cases {
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::path::Path;
    use std::process::Command;
    use std::thread;
    use std::time::Duration;

    use conformance_tests::http::{Connection, ask_token};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::trial::{Trial, signal};
    use conformance_tests::tsa_under_test::PATH;

    #[test]
    fn make_run_is_what_is_tested_here() {
        let tally = Tally::new("trial::make_run_is_what_is_tested_here", "make");
        tally.case();
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        // This test may run under `make test`, of which the inner make must say nothing.
        let plan = Command::new("make")
            .args(["--no-print-directory", "-n", "run"])
            .env_remove("MAKEFLAGS")
            .env_remove("MAKELEVEL")
            .current_dir(root)
            .output()
            .expect("make");
        let plan = String::from_utf8_lossy(&plan.stdout).into_owned();
        let last = plan.lines().last().unwrap_or_default();
        assert!(last.starts_with("exec ") && last.contains("tsa-proof\" --dev --with-authority"), "{plan}");
    }

    #[test]
    fn both_serve_and_one_interrupt_ends_both() {
        let tally = Tally::new("trial::both_serve_and_one_interrupt_ends_both", "raw HTTP");
        tally.case();
        let mut trial = Trial::start();
        let lines: Vec<&str> = trial.said().lines().filter(|line| line.contains("http://")).collect();
        assert!(lines.iter().any(|line| line.starts_with("time-stamping authority  http://")), "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with("proof service            http://")), "{lines:?}");
        ask_token(trial.tsa(), PATH, &Query::good().der()).expect("a token");
        for (path, status) in [("/healthz", 200), ("/readyz", 200), ("/", 303), ("/en/", 200)] {
            assert_eq!(get(trial.proof(), path), status, "{path}");
        }
        assert!(trial.directory().join(".tsa-dev").is_dir() && trial.directory().join(".proof-dev").is_dir());
        trial.interrupt();
        let ended = trial.ends_within(Duration::from_secs(60));
        assert_eq!(ended.code, Some(0), "{}", ended.log);
        assert!(!listens(trial.tsa()) && !listens(trial.proof()), "somebody still listens");
    }

    #[test]
    fn the_end_of_the_authority_is_the_end_of_both() {
        let tally = Tally::new("trial::the_end_of_the_authority_is_the_end_of_both", "SIGKILL");
        tally.case();
        let mut trial = Trial::start();
        signal("KILL", &trial.tsa_pid().to_string());
        let ended = trial.ends_within(Duration::from_secs(60));
        assert_eq!(ended.code, Some(4), "{}", ended.log);
        assert!(ended.log.contains("tsa-proof: the authority has ended (signal: 9"), "{}", ended.log);
        assert!(!listens(trial.proof()));
    }

    #[test]
    fn the_end_of_the_service_is_the_end_of_both() {
        let tally = Tally::new("trial::the_end_of_the_service_is_the_end_of_both", "SIGKILL");
        tally.case();
        let mut trial = Trial::start();
        signal("KILL", &trial.proof_pid().to_string());
        trial.ends_within(Duration::from_secs(60));
        let watch = Stopwatch::start();
        while listens(trial.tsa()) {
            assert!(watch.elapsed() < Duration::from_secs(60), "the authority was left behind");
            thread::sleep(Duration::from_millis(50));
        }
    }

    #[test]
    fn an_address_in_use_is_named_and_ends_both() {
        let tally = Tally::new("trial::an_address_in_use_is_named_and_ends_both", "exit codes");
        let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = taken.local_addr().expect("its address").to_string();
        for option in ["--tsa-public", "--tsa-internal", "--listen"] {
            tally.case();
            let Err(ended) = Trial::try_start(&[option, &address]) else {
                panic!("{option} {address} is taken")
            };
            assert_eq!(ended.code, Some(4), "{option}: {}", ended.log);
            assert!(ended.log.contains(&format!("cannot listen on {address}")), "{option}: {}", ended.log);
            let told = ended.log.contains("tsa-proof: the authority ended before it was ready");
            assert_eq!(told, option != "--listen", "{}", ended.log);
        }
    }

    fn get(address: SocketAddr, path: &str) -> u16 {
        let mut connection = Connection::open(address);
        connection
            .send(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes());
        connection.read_answer().expect("an answer").status
    }

    fn listens(address: SocketAddr) -> bool {
        TcpStream::connect(address).is_ok()
    }
}
