//! What a stranger meets: the lines that the daemon prints and shows are run as they stand, and a stop loses nothing.

#[cfg(test)]
mod cases {
    use std::net::TcpStream;
    use std::path::Path;
    use std::time::Duration;
    use std::{fs, thread};

    use conformance_tests::clients::Client;
    use conformance_tests::der::{oid, oid_content};
    use conformance_tests::http::{Connection, HttpAnswer, QUERY_TYPE, ask, post, post_with};
    use conformance_tests::openssl::{run, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo};
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tempfile::TempDir;

    const DEPOSIT: &str = "1.3.6.1.4.1.32473.1.1";
    const CLAIM: &str = "1.3.6.1.4.1.32473.1.2";

    #[test]
    fn the_lines_that_dev_prints_work_as_they_stand() {
        Client::Curl.require();
        let tally = Tally::new(
            "first_contact::the_lines_that_dev_prints_work_as_they_stand",
            &Client::OpenSsl.require(),
        );
        tally.case();
        let tsa = TsaUnderTest::dev();
        let directory = TempDir::new().expect("a scratch directory");
        let said = tsa.said_with("Verification: OK");
        let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("  ")).collect();
        let text = shell(directory.path(), &lines.join("\n"));
        assert!(text.contains("Verification: OK"), "{said}\n{text}");
    }

    #[test]
    fn the_lines_of_the_front_page_work_as_they_stand() {
        let tally = Tally::new(
            "first_contact::the_lines_of_the_front_page_work_as_they_stand",
            &Client::OpenSsl.require(),
        );
        tally.case();
        let tsa = TsaUnderTest::dev();
        let directory = TempDir::new().expect("a scratch directory");
        write(directory.path(), "FILE", "a file\n");
        fs::copy(tsa.root(), directory.path().join("ROOT.pem")).expect("the trust root");
        let page = get(&tsa, "/", &tsa.address().to_string());
        let lines = page.text();
        let lines: Vec<&str> = lines
            .lines()
            .filter(|line| line.starts_with("  openssl ") || line.starts_with("  curl "))
            .collect();
        assert!(lines.len() >= 3, "{}", page.text());
        let text = shell(directory.path(), &lines.join("\n"));
        assert!(text.contains("Verification: OK"), "{}\n{text}", page.text());
    }

    #[test]
    fn the_front_page_repeats_no_hostile_host() {
        let tally = Tally::new("first_contact::the_front_page_repeats_no_hostile_host", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        for host in
            ["x';touch y;'", "x$(id)", "x`id`", "<script>", "x y", "x\\y", "x\"y", "x;y", "x|y", "x&y"]
        {
            tally.case();
            let page = get(&tsa, "/", host);
            assert!(page.status == 400 || !page.text().contains(host), "{host}: {}", page.text());
        }
    }

    #[test]
    fn health_and_readiness() {
        let tally = Tally::new("first_contact::health_and_readiness", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        for path in ["/healthz", "/readyz"] {
            tally.case();
            assert_eq!(get(&tsa, path, "x").status, 200, "{path}");
        }
    }

    #[test]
    fn dev_state_is_reused() {
        let tally = Tally::new("first_contact::dev_state_is_reused", "tsa-server");
        tally.case();
        let directory = TempDir::new().expect("a scratch directory");
        let state = directory.path().join("state");
        let roots: Vec<Vec<u8>> =
            (0..2).map(|_| fs::read(TsaUnderTest::dev_in(&state).root()).expect("the trust root")).collect();
        assert_eq!(roots[0], roots[1], "the second start made another root");
    }

    #[test]
    fn exclusive_profiles_keep_to_themselves() {
        let tally = Tally::new("first_contact::exclusive_profiles_keep_to_themselves", "raw HTTP");
        let tsa = TsaUnderTest::dev_with(&["--internal-listen", "127.0.0.1:0"]);
        let token = fs::read_to_string(tsa.state().join("internal-token")).expect("the token file");
        let bearer = format!("Bearer {}", token.trim());
        let internal = tsa.said();
        let internal = internal
            .lines()
            .find(|line| line.starts_with("listening ") && !line.contains(&tsa.address().to_string()));
        let name = internal.and_then(|line| line.split(' ').nth(1)).expect("a second listener").to_owned();
        let ask_internal = |path: &str, authorization: Option<&str>| {
            let mut headers = vec![("Content-Type", QUERY_TYPE)];
            headers.extend(authorization.map(|value| ("Authorization", value)));
            let mut connection = Connection::open(tsa.listener(&name));
            connection.send(&post_with(path, &headers, &Query::good().der()));
            connection.read_answer().expect("an answer")
        };
        for (path, policy) in [("/internal/deposit", DEPOSIT), ("/internal/claim", CLAIM)] {
            tally.case();
            let token =
                ask_internal(path, Some(&bearer)).timestamp().and_then(Answer::granted).expect("a token");
            assert_eq!(token.tst_info.policy, oid_content(policy), "{path}");
            for wrong in [
                None,
                Some("Bearer x"),
                Some("Bearer "),
                Some("Basic x"),
                Some(token_with_tail(&bearer).as_str()),
            ] {
                let status = ask_internal(path, wrong).status;
                assert!(matches!(status, 401 | 403), "{path} with {wrong:?}: HTTP {status}");
            }
            let mut public = Connection::open(tsa.address());
            assert_eq!(
                public.post(path, &Query::good().der()).expect("an answer").status,
                404,
                "{path} in public"
            );
            let asked =
                ask(tsa.address(), PATH, &Query::good().policy(oid(policy)).der()).expect("an answer");
            assert!(
                matches!(asked, Answer::Rejected(FailInfo::UnacceptedPolicy, _)),
                "{policy} in public: {asked:?}"
            );
        }
    }

    #[test]
    fn sigterm_answers_what_was_begun() {
        let tally = Tally::new("first_contact::sigterm_answers_what_was_begun", "raw HTTP");
        let tsa = TsaUnderTest::dev();
        let address = tsa.address();
        let request = post(PATH, &Query::good().der());
        let (first, last) = request.split_at(request.len() - 10);
        let mut begun: Vec<Connection> = (0..100)
            .map(|_| {
                let mut connection = Connection::open(address);
                connection.send(first);
                connection
            })
            .collect();
        // The daemon has read the headers of all of them.
        thread::sleep(Duration::from_millis(500));
        tsa.ask_to_stop();
        let refused = (0..500).any(|_| {
            thread::sleep(Duration::from_millis(10));
            TcpStream::connect(address).is_err()
        });
        assert!(refused, "new connections are accepted while stopping");
        for connection in &mut begun {
            tally.case();
            connection.send(last);
            connection
                .read_answer()
                .and_then(|answer| answer.timestamp()?.granted())
                .expect("a begun request is answered");
        }
        drop(begun);
        let status = tsa.wait();
        assert_eq!(status.code(), Some(0), "the exit of a stop that was asked for");
    }

    fn token_with_tail(bearer: &str) -> String {
        format!("{bearer}0")
    }

    fn get(tsa: &TsaUnderTest, path: &str, host: &str) -> HttpAnswer {
        let mut connection = Connection::open(tsa.address());
        connection.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes());
        connection.read_answer().expect("an answer")
    }

    fn shell(directory: &Path, script: &str) -> String {
        run(directory, "sh", &["-ec", &format!("export no_proxy='*'\n{script}")]).success(script)
    }
}
