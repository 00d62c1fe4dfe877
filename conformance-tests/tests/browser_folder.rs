//! One proof for many files in a real browser: made on the page, kept in the package, and checked by page, command line and script.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};

    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::openssl::run;
    use conformance_tests::person::{LONG, Person, SOON, digest, unzip, words};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use conformance_tests::verifiers::{Verdict, proof_verify};
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// A folder with folders in it: its manifest comes down before anything is sent, the page never learns a path or the digest of
    /// a file, and the package passes until a file is altered, taken away or added.
    #[test]
    fn one_proof_for_a_folder() {
        let tally = Tally::new("browser_folder::one_proof", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        person.register();
        browser.plant(LISTEN);
        person.open("deposit");
        choose_together(&person);
        person.choose_folder(&study(scratch.path()));
        wait_for_fingerprint(&person);
        none(&Axe::load().serious(&browser, "the page with one proof for all files"));
        person.issue();

        tally.case();
        let manifest = person.downloaded("json", &scratch.path().join("manifest.json"));
        let kept: Value = serde_json::from_slice(&fs::read(&manifest).expect("the manifest")).expect("JSON");
        let paths: Vec<&str> =
            kept["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str()).collect();
        assert_eq!(paths, ["data/1.csv", "data/ünïcode – 2.csv", "yes.txt"]);
        let said = browser
            .run("return JSON.stringify([window.told, { ...localStorage }, { ...sessionStorage }])", &[]);
        let said = said.as_str().expect("text").to_owned();
        let head = browser.run(SENT, &[]);
        assert!(head.as_str().is_some_and(|head| said.matches(head).count() > 1), "heard both ways: {said}");
        let digests =
            kept["files"].as_array().into_iter().flatten().filter_map(|file| file["sha256"].as_str());
        for secret in digests.chain(kept["seed"].as_str()).chain(["study", "1.csv", "yes.txt"]) {
            assert!(!said.contains(secret), "the page learned {secret}");
        }

        tally.case();
        browser.wait_until(LOGGED, LONG);
        person.press("#states button");
        let package = person.downloaded("zip", &scratch.path().join("package.zip"));
        let proofs = person.proofs();
        assert_eq!(proofs.len(), 1, "{proofs:?}");
        let unpacked = scratch.path().join("package");
        unzip(&package, &unpacked);
        assert_eq!(fs::read(unpacked.join("manifest.json")).ok(), fs::read(&manifest).ok());
        let script = run(&unpacked, "dash", &["verify.sh"]);
        assert!(script.code == Some(0) && script.text.contains("its 3 files"), "{}", script.text);
        let verdict = checked(scratch.path(), "package.zip");
        assert_eq!(verdict.code, 0, "{}", verdict.said);

        tally.case();
        browser.go(&proofs[0]);
        browser.wait_until("return document.querySelector('#checked').dataset.result === 'good' && !document.querySelector('#together').hidden", SOON);
        none(&Axe::load().serious(&browser, "the proof of many files"));

        person.sign_out();
        tally.case();
        let answers = person.verdicts(&[package]);
        assert_eq!(words(&answers), ["pass", "pass", "pass"], "{answers}");
        for (reason, spoil) in SPOILT {
            tally.case();
            let spoilt = scratch.path().join(reason);
            run(scratch.path(), "cp", &["-r", "package", reason]).success("cp");
            spoil(&spoilt.join("original"));
            let verdict = checked(scratch.path(), reason);
            assert_eq!(verdict.code, 1, "{reason}: {}", verdict.said);
            assert!(verdict.said.contains(reason), "{reason}: {}", verdict.said);
            assert_eq!(run(&spoilt, "dash", &["verify.sh"]).code, Some(1), "{reason}");
            let zip = scratch.path().join(format!("{reason}.zip"));
            run(&spoilt, "zip", &["-q", "-r", &zip.to_string_lossy(), "."]).success("zip");
            let answers = person.verdicts(&[zip]);
            assert_eq!(answers["file"], json!({ "verdict": "fail", "reason": reason }), "{answers}");
        }
    }

    /// In Arabic, a single file whose content anybody guesses: the warning goes, and its digest is nowhere in what is sent.
    #[test]
    fn one_guessable_file_is_salted() {
        let tally = Tally::new("browser_folder::guessable", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "ar");
        let file = scratch.path().join("answer.txt");
        fs::write(&file, "yes").expect("the scratch directory is writable");
        person.register();
        person.open("deposit");
        person.choose(std::slice::from_ref(&file));
        tally.case();
        person.in_frame(|frame| {
            frame.wait_until("return document.querySelector('#small').innerText !== ''", SOON)
        });
        choose_together(&person);
        person.in_frame(|frame| {
            frame.wait_until("return document.querySelector('#small').innerText === ''", SOON)
        });
        // The page has the one fingerprint in place of the file's.
        let own = &digest(&file)[..12];
        let other = format!("return !document.querySelector('#preview').innerText.includes('{own}')");
        browser.wait_until(&other, SOON);
        wait_for_fingerprint(&person);
        none(&Axe::load().serious(&browser, "the page in Arabic with one proof"));
        person.issue();
        let manifest = person.downloaded("json", &scratch.path().join("manifest.json"));
        person.press("#issue-result a.button");
        browser.wait_for("#result table.proofs th a");
        person.press("table.proofs th a");
        person.wait_for_log();
        person.press("#package");
        let package = person.downloaded("zip", &scratch.path().join("bare.zip"));

        // Without the file the package lacks the manifest: it is given beside it.
        person.sign_out();
        tally.case();
        let bare = person.verdicts(&[package.clone(), file.clone()]);
        assert_eq!(bare["file"], json!({ "verdict": "cannot-tell", "reason": "no-manifest" }), "{bare}");
        tally.case();
        let answers = person.verdicts(&[package, manifest, file]);
        assert_eq!(words(&answers), ["pass", "pass", "pass"], "{answers}");
    }

    /// One proof for all files.
    fn choose_together(person: &Person) {
        person.in_frame(|frame| {
            let way = frame.wait_for("#way-one:enabled");
            frame.click(&way);
        });
    }

    fn wait_for_fingerprint(person: &Person) {
        person.browser.wait_until("return document.querySelector('#issue-button')?.disabled === false", LONG);
    }

    fn study(scratch: &Path) -> PathBuf {
        let study = scratch.join("study");
        fs::create_dir_all(study.join("data")).expect("the scratch directory is writable");
        for (path, content) in [("yes.txt", "yes"), ("data/1.csv", "1;2;3\n"), ("data/ünïcode – 2.csv", "")]
        {
            fs::write(study.join(path), content).expect("the scratch directory is writable");
        }
        study
    }

    /// What `proof verify` says of this by the trust that the package offers.
    fn checked(here: &Path, what: &str) -> Verdict {
        let given = [
            "--root",
            "package/roots.pem",
            "--trust",
            "package/trust.txt",
            "--log-policy",
            "package/policy.txt",
        ];
        proof_verify(here, &[&["verify", what], &given[..]].concat())
    }

    fn none(faults: &[String]) {
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    type Spoil = fn(&Path);

    const SPOILT: [(&str, Spoil); 3] = [
        ("folder-file-differs", |files| fs::write(files.join("yes.txt"), "no!").expect("the copy is ours")),
        ("folder-file-missing", |files| fs::remove_file(files.join("data/1.csv")).expect("the copy is ours")),
        ("folder-file-extra", |files| fs::write(files.join("data/3.csv"), "").expect("the copy is ours")),
    ];

    /// Keeps all that the page hears from its frame, and all that it sends.
    const LISTEN: &str = r"
        window.told = [];
        Object.defineProperty(MessagePort.prototype, 'onmessage', { set(take) {
          this.addEventListener('message', (event) => { window.told.push(event.data); take(event); });
          this.start();
        } });
        const send = window.fetch;
        window.fetch = (...request) => { window.told.push(request[1]?.body ?? ''); return send(...request); };";

    /// The fingerprint that was sent.
    const SENT: &str = "return JSON.parse(window.told.find((one) => typeof one === 'string' && one.includes('holders'))).items[0].sha256";

    /// Whether the log has the proof of the deposit that was just made.
    const LOGGED: &str = r"
        const deposit = document.querySelector('#issue-result a.button').href.split('/').pop();
        return fetch(`/session/deposits/${deposit}`).then((answer) => answer.json())
          .then(({ items }) => fetch(`/session/proofs/${items[0].id}/log-proofs`)).then((answer) => answer.ok);";
}
