//! The rule that no cosignature contradicts genTime by more than the accuracy and ten seconds, for every form that an accuracy may
//! have: `proof verify`, `verify.sh` and the page's engine say the same.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::Path;

    use conformance_tests::clients::Client;
    use conformance_tests::openssl::run;
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::report::Tally;
    use conformance_tests::verifiers::judge;
    use tempfile::TempDir;

    #[test]
    fn three_verifiers_count_every_accuracy_alike() {
        Client::OpenSsl.require();
        let tally = Tally::new("accuracy::log_time", "proof verify, verify.sh, the engine in Node");
        let directory = TempDir::new().expect("a scratch directory");
        let here = directory.path();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tsa-evidence/assets/verify.sh");
        let program = format!("{SOURCES}/evidence_accuracy.py");
        let arguments = [&*program, "--out", ".", "--script", &script.to_string_lossy()];
        run(here, &environment(), &arguments).success("evidence_accuracy.py");
        let cases = fs::read_to_string(here.join("cases.txt")).expect("the cases");
        for case in cases.lines() {
            tally.case();
            let (name, due) = case.split_once(' ').expect("NAME pass|late|malformed");
            let words = match due {
                "late" => ["token-log-time", "saw the"],
                "malformed" => ["token-malformed", "token states"],
                _ => ["pass", "All holds."],
            };
            for verdict in judge(here, name, &format!("{name}/original/contract.txt"), None) {
                let code = i32::from(due != "pass");
                assert_eq!(verdict.code, code, "{case}, {}: {verdict:?}", verdict.verifier);
                assert!(words.iter().any(|words| verdict.said.contains(words)), "{case}: {verdict:?}");
            }
        }
        for due in ["pass", "late", "malformed"] {
            assert!(cases.lines().filter(|line| line.ends_with(due)).count() >= 4, "{cases}");
        }
    }
}
