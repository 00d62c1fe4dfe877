//! H35, T15, T16 in small: floods of connections, slow clients and too few file descriptors harm nobody but those who
//! make them.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::thread;
    use std::time::Duration;

    use conformance_tests::authority::Authority;
    use conformance_tests::http::{Connection, ask_token, post};
    use conformance_tests::openssl::KeyKind;
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    #[test]
    fn h35_connections_over_the_limit() {
        let tally = Tally::new("pressure::h35_connections_over_the_limit", "raw HTTP");
        let authority = Authority::new(&[KeyKind::P256]);
        let tsa = authority.start("max-connections = 20");
        let path = Authority::url_path(KeyKind::P256);
        let request = post(&path, &Query::good().der());
        let mut kept: Vec<Connection> = (0..20).map(|_| Connection::open(tsa.address())).collect();
        // They are counted once they have been served.
        for connection in &mut kept {
            connection
                .post(&path, &Query::good().der())
                .and_then(|answer| answer.timestamp()?.granted())
                .expect("H35: within the limit");
        }
        for _ in 0..30 {
            tally.case();
            let mut connection = Connection::open(tsa.address());
            connection.patience(Duration::from_secs(2));
            let refused = match connection.try_send(&request).map(|()| connection.read_answer()) {
                Ok(Ok(answer)) => answer.status == 503 && answer.header("retry-after").is_some(),
                Ok(Err(_)) | Err(_) => true,
            };
            assert!(refused, "H35: a connection over the limit is served");
        }
        for connection in &mut kept {
            tally.case();
            connection
                .post(&path, &Query::good().der())
                .and_then(|answer| answer.timestamp()?.granted())
                .expect("H35: existing ones are served");
        }
        drop(kept);
        let served = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(50));
            ask_token(tsa.address(), &path, &Query::good().der()).is_ok()
        });
        assert!(served, "H35: the places are free again");
    }

    #[test]
    fn t16_slow_and_silent_clients() {
        let tally = Tally::new("pressure::t16_slow_and_silent_clients", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let request = post(PATH, &Query::good().der());
        let before = tsa.resident_kib();
        let mut slow: Vec<Connection> = (0..800)
            .map(|number| {
                tally.case();
                let mut connection = Connection::open(tsa.address());
                // Silent; half a header block; all but the last octet.
                let part = [0, 30, request.len() - 1][number % 3];
                connection.send(&request[..part]);
                connection
            })
            .collect();
        let mut quick = Connection::open(tsa.address());
        for _ in 0..500 {
            quick
                .post(PATH, &Query::good().der())
                .and_then(|answer| answer.timestamp()?.granted())
                .expect("T16: a quick client");
        }
        for connection in slow.iter_mut().skip(2).step_by(3) {
            connection.send(&request[request.len() - 1..]);
            connection
                .read_answer()
                .and_then(|answer| answer.timestamp()?.granted())
                .expect("T16: slow, but in time");
        }
        let grown = tsa.resident_kib().saturating_sub(before);
        assert!(grown < 64 * 1_024, "T16: {grown} KiB for 800 connections");
    }

    #[test]
    fn t15_too_few_file_descriptors() {
        let tally = Tally::new("pressure::t15_too_few_file_descriptors", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let files = fs::read_dir(format!("/proc/{}/fd", tsa.pid())).expect("the process runs").count();
        let limit = format!("--nofile={}", files + 20);
        let prlimit = ["--pid", &tsa.pid().to_string(), &limit];
        conformance_tests::openssl::run(tsa.state(), "prlimit", &prlimit).success("prlimit");
        let flood: Vec<Connection> = (0..100)
            .map(|_| {
                tally.case();
                Connection::open(tsa.address())
            })
            .collect();
        thread::sleep(Duration::from_millis(500));
        let (ticks, log) = (cpu_ticks(tsa.pid()), tsa.log().len());
        thread::sleep(Duration::from_secs(2));
        // A tick is 10 ms: a loop that spins would have used 200 of them.
        let used = cpu_ticks(tsa.pid()) - ticks;
        assert!(used < 40, "T15: {used} ticks of processor time in two seconds of waiting");
        let said = tsa.log().len() - log;
        assert!(said < 4_000, "T15: {said} octets of log in two seconds");
        drop(flood);
        let served = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(50));
            ask_token(tsa.address(), PATH, &Query::good().der()).is_ok()
        });
        assert!(served, "T15: it serves again");
    }

    fn cpu_ticks(pid: u32) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process runs");
        // Fields 14 and 15, counted after the name in brackets, which is field 2.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields[11..13].iter().map(|text| text.parse::<u64>().expect("ticks")).sum()
    }
}
