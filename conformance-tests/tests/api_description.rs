//! The API against its own description: Schemathesis makes requests from `/openapi.json`, good ones and bad ones, and holds every
//! answer to what is described.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::process::Command;

    use conformance_tests::python;
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;

    #[test]
    fn schemathesis_finds_nothing() {
        let tally = Tally::new("api_description::schemathesis_finds_nothing", "Schemathesis");
        tally.case();
        let python = python::environment();
        let trial = Trial::start();
        let key =
            fs::read_to_string(trial.directory().join(".proof-dev/api-key")).expect("the key of a trial");
        let settings = trial.directory().join("schemathesis.toml");
        fs::write(&settings, SETTINGS).expect("a scratch file");
        let done = Command::new(python.replace("bin/python", "bin/schemathesis"))
            .arg("--config-file")
            .arg(&settings)
            .args(["run", &format!("http://{}/openapi.json", trial.proof())])
            .args(["--header", &format!("Authorization: Bearer {}", key.trim())])
            .args(["--checks", "all", "--phases", "coverage,fuzzing", "--max-examples", "10", "--seed", "1"])
            .args(["--no-color"])
            .current_dir(trial.directory())
            .env("NO_PROXY", "*")
            .output()
            .expect("schemathesis runs");
        let said = String::from_utf8_lossy(&done.stdout);
        // What it was given is long; what it found is at the end of each report.
        let short: Vec<String> = said.lines().map(|line| line.chars().take(300).collect()).collect();
        assert!(done.status.success(), "{}", short.join("\n"));
        assert!(said.contains("Tested: "), "{}", short.join("\n"));
    }

    /// Which text may stand in a claim cannot be said by a schema: 422 is an answer to a request that fits the description.
    const SETTINGS: &str = r#"
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
"#;
}
