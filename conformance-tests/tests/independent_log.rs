//! The independent side of the record and of claims: readers of journal, log and claims, a witness and a shell script,
//! written in other languages from the documents and the C2SP texts, and from none of the product's code. Here their own
//! tests run, and they read tokens of the real server.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::Path;

    use conformance_tests::http::Connection;
    use conformance_tests::openssl::run;
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tempfile::TempDir;

    #[test]
    fn claims() {
        play("test_claims", 6);
    }

    #[test]
    fn merkle() {
        play("test_merkle", 8);
    }

    #[test]
    fn notes() {
        play("test_notes", 20);
    }

    #[test]
    fn timestamp_token() {
        play("test_timestamp_token", 10);
    }

    #[test]
    fn tlog() {
        play("test_tlog", 29);
    }

    #[test]
    fn documented_example() {
        play("test_documented_example", 3);
    }

    #[test]
    fn witness() {
        play("test_witness", 15);
    }

    #[test]
    fn verify_log() {
        play("test_verify_log", 15);
    }

    #[test]
    fn journal_check() {
        play("test_journal_check", 18);
    }

    /// Tokens with and without the certificate: either way the leaf comes from the token alone.
    #[test]
    fn real_tokens() {
        const TOKENS: u32 = 12;
        let tally = Tally::new("independent_log::real_tokens", "the log's reader and script");
        let (tsa, directory) = (TsaUnderTest::dev(), TempDir::new().expect("a scratch directory"));
        let mut connection = Connection::open(tsa.address());
        for number in 0..TOKENS {
            tally.case();
            let query = if number % 2 == 0 { Query::good() } else { Query::good().no_cert() };
            let answer = connection.post(PATH, &query.der()).expect("an answer");
            let file = directory.path().join(format!("{number:02}.tsr"));
            fs::write(file, answer.body).expect("the scratch directory is writable");
        }
        let case = format!("{SOURCES}/real_tokens_case.py");
        let arguments = [case.as_str(), &directory.path().to_string_lossy()];
        let text = run(Path::new(SOURCES), &environment(), &arguments).success("real_tokens_case.py");
        assert_eq!(text.trim(), format!("verified {TOKENS}"));
    }

    /// Runs a module of Python tests, of which there must be so many.
    fn play(module: &str, count: u32) {
        let tally = Tally::new(&format!("independent_log::{module}"), "Python unittest");
        let text = run(Path::new(SOURCES), &environment(), &["-m", "unittest", module]).success(module);
        assert!(text.contains(&format!("\nRan {count} tests in ")), "{module}: not {count} tests:\n{text}");
        assert!(text.ends_with("\nOK\n"), "{module}: something was skipped:\n{text}");
        tally.cases(count);
    }
}
