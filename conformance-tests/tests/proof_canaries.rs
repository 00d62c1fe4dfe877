//! T22 and row 37 of the threat model: what only a person may know is in no log, no file and no error of the proof service.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use conformance_tests::browser::Browser;
    use conformance_tests::http::Connection;
    use conformance_tests::person::{ADDRESS, PASSWORD, Person};
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::trial::Trial;
    use serde_json::json;
    use tempfile::TempDir;

    #[test]
    fn nothing_secret_is_written_down() {
        let tally = Tally::new("proof_canaries::nothing_secret_is_written_down", "Chromium, raw HTTP");
        let (mut trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        person.sign_up();
        person.follow_mail();
        let link = browser.url().split("token=").nth(1).expect("a link with a token").to_owned();
        person.confirm();
        let file = scratch.path().join("canary-plover.txt");
        fs::write(&file, "its content is nobody's business: canary-bittern").expect("a file");
        person.deposit(&[file]);
        person.open("keys");
        person.fill(&[("#name", "canary")]);
        person.press("form[action$='/keys'] input[type=checkbox]");
        person.press("form[action$='/keys'] button[type=submit]");
        let key = browser.text(&browser.wait_for("#new-key"));
        let session = session_of(&browser);

        let good = format!("Authorization: Bearer {key}");
        let answer = get(&trial, "/api/v1/proofs", &good);
        assert!(!answer.starts_with("HTTP/1.1 401"), "the key that was shown is one: {answer}");
        let (head, checksum) = key.rsplit_once('_').expect("parts");
        let errors: Vec<String> = [
            format!("Authorization: Bearer {head}_{}", checksum.chars().rev().collect::<String>()),
            format!("Authorization: Basic {key}"),
            format!("Cookie: session={session}0"),
        ]
        .iter()
        .flat_map(|header| {
            ["/api/v1/proofs", "/api/v1/nothing", "/session/proofs/0"].map(|path| get(&trial, path, header))
        })
        .collect();

        // Revoked is revoked at once.
        person.open("keys");
        person.press("form[action$='/keys/revoke'] button");
        let watch = Stopwatch::start();
        while !get(&trial, "/api/v1/proofs", &good).starts_with("HTTP/1.1 401") {
            assert!(watch.elapsed() < Duration::from_secs(1), "a revoked key is good for a second still");
        }
        tally.case();

        trial.interrupt();
        let log = trial.ends_within(Duration::from_secs(60)).log;
        let secret = key.split('_').nth(2).expect("the secret of the key").to_owned();
        let canaries = [
            ("password", PASSWORD),
            ("link", &link),
            ("session", &session),
            ("key", &secret),
            ("file name", "canary-plover"),
            ("content", "canary-bittern"),
        ];
        let files = files_below(&trial.directory().join(".proof-dev"));
        assert!(files.iter().any(|file| file.ends_with("proof.db")), "{files:?}");
        assert!(log.contains("/keys"), "the log says what was asked for:\n{log}");
        for (name, canary) in canaries {
            tally.case();
            assert!(canary.len() >= 8, "{name}");
            assert!(!log.contains(canary), "the {name} is in the log");
            assert!(!errors.iter().any(|error| error.contains(canary)), "the {name} is in an error");
            for file in &files {
                let octets = fs::read(file).expect("the state is ours");
                assert!(!holds(&octets, canary), "the {name} is in {}", file.display());
            }
        }
        tally.case();
        assert!(!log.contains(ADDRESS), "the address is in the log");
    }

    /// Cookies that scripts cannot read, browsers' tools can.
    fn session_of(browser: &Browser) -> String {
        let cookies = browser.devtools("Network.getAllCookies", &json!({}));
        let named = cookies["cookies"].as_array().into_iter().flatten();
        let session = named.into_iter().find(|cookie| cookie["name"] == "session");
        session.and_then(|cookie| cookie["value"].as_str()).unwrap_or_else(|| panic!("{cookies}")).to_owned()
    }

    fn get(trial: &Trial, path: &str, header: &str) -> String {
        let mut connection = Connection::open(trial.proof());
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{header}\r\n\r\n",
            trial.proof()
        );
        connection.send(request.as_bytes());
        String::from_utf8_lossy(&connection.read_to_end().expect("an answer")).into_owned()
    }

    fn files_below(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the state directory").flatten().map(|entry| entry.path());
        // The key of the trial's own account lies there on purpose.
        entries.filter(|path| path.is_file() && !path.ends_with("api-key")).collect()
    }

    fn holds(octets: &[u8], canary: &str) -> bool {
        octets.windows(canary.len()).any(|window| window == canary.as_bytes())
    }
}
