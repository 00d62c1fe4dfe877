//! The whole way of a person, in a real browser: an account, files and a folder, two holders, tokens, the package; then, signed
//! out, the check, and a file, a name and a token that were altered.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::openssl::run;
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    #[test]
    fn a_person_makes_and_checks_proofs_in_english() {
        whole_path("en", ["Margin & Søn", "İnci Şen"]);
    }

    #[test]
    fn a_person_makes_and_checks_proofs_in_arabic() {
        whole_path("ar", ["دار المخطوطات", "Holder Two"]);
    }

    #[test]
    fn a_person_makes_and_checks_proofs_in_japanese() {
        whole_path("ja", ["蔵書印刷", "Holder Two"]);
    }

    /// The pages behind the sign-in, in every language, and a folder of a thousand files in one run of the page.
    #[test]
    fn a_thousand_files_in_one_run_and_pages_that_everybody_can_use() {
        let tally = Tally::new("browser_path::thousand", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let at = |lang: &str, page: &str| format!("http://{}/{lang}/{page}", trial.proof());
        register(&browser, &|page| at("en", page));
        let folder = scratch.path().join("thousand");
        fs::create_dir(&folder).expect("a folder");
        for number in 0..THOUSAND {
            fs::write(folder.join(format!("{number}.txt")), format!("file {number}\n")).expect("a file");
        }
        browser.go(&at("en", "deposit"));
        let frame = browser.wait_for("iframe");
        browser.enter(&frame);
        let input = browser.wait_for("#folder");
        browser.type_into(&input, &folder.to_string_lossy());
        browser.leave();
        browser.wait_until("return !document.querySelector('#issue-button').disabled", LONG);
        let declaration = browser.wait_for("#declaration");
        browser.click(&declaration);
        let issue = browser.wait_for("#issue-button");
        browser.click(&issue);
        browser.wait_until("return !document.querySelector('#issue-result').hidden", LONG * 5);
        tally.case();
        let done = browser.run("return document.querySelector('#issue-count').innerText", &[]);
        assert_eq!(
            browser.run("return document.querySelectorAll('#issue-result .bad').length", &[]),
            json!(0),
            "{done}"
        );
        assert!(done.as_str().is_some_and(|done| done.replace(',', "").contains("1000")), "{done}");
        let result = browser.run("return [...document.querySelectorAll('#issue-result a')].map((a) => a.pathname).find((path) => path.includes('/deposits/')).slice(4)", &[]);
        browser.go(&at("en", result.as_str().expect("the result")));
        let proof = browser.run("return document.querySelector('table.proofs th a').pathname.slice(4)", &[]);

        let (axe, mut found) = (Axe::load(), Vec::new());
        let pages =
            ["vault", "account", "keys", result.as_str().expect("a path"), proof.as_str().expect("a path")];
        for lang in ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"] {
            for page in pages {
                tally.case();
                browser.go(&at(lang, page));
                assert_eq!(
                    browser
                        .run("return document.documentElement.lang", &[])
                        .as_str()
                        .map(|tag| tag.starts_with(lang)),
                    Some(true)
                );
                found.extend(axe.serious(&browser, &format!("/{lang}/{page}")));
            }
        }
        assert!(found.is_empty(), "{} serious faults:\n{}", found.len(), found.join("\n"));
    }

    fn whole_path(lang: &str, holders: [&str; 2]) {
        let tally = Tally::new(&format!("browser_path::{lang}"), "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let at = |page: &str| format!("http://{}/{lang}/{page}", trial.proof());
        register(&browser, &at);
        tally.case();

        let files = files(scratch.path());
        browser.go(&at("deposit"));
        let frame = browser.wait_for("iframe");
        browser.enter(&frame);
        let input = browser.wait_for("#files");
        browser.type_into(&input, &lines(&files[..3]));
        let folder = browser.wait_for("#folder");
        browser.type_into(&folder, &scratch.path().join("folder").to_string_lossy());
        browser.leave();
        browser.wait_until("return document.querySelectorAll('#grid tbody tr').length === 5 || document.querySelector('#same').checked && !document.querySelector('#issue-button').disabled", SOON);
        let same = browser.wait_for("#same");
        browser.click(&same);
        browser.wait_until("return document.querySelectorAll('#grid tbody tr').length === 5", SOON);
        for row in 1..=5 {
            let field = format!("#grid tbody tr:nth-child({row}) input");
            let name = browser.wait_for(&field);
            browser.run("document.querySelector(arguments[0]).value = ''", &[json!(field)]);
            browser.type_into(&name, holders[usize::from(row > 2)]);
        }
        let declaration = browser.wait_for("#declaration");
        browser.click(&declaration);
        let issue = browser.wait_for("#issue-button");
        browser.click(&issue);
        browser.wait_until("return !document.querySelector('#issue-result').hidden", LONG);
        tally.case();
        let bad = browser.run("return document.querySelectorAll('#issue-result .bad').length", &[]);
        assert_eq!(bad, json!(0), "{lang}: a file got no proof");

        let links =
            browser.run("return [...document.querySelectorAll('#issue-result a')].map((a) => a.href)", &[]);
        let result = links.as_array().and_then(|links| {
            links.iter().filter_map(Value::as_str).find(|link| link.contains("/deposits/"))
        });
        browser.go(result.unwrap_or_else(|| panic!("no link to the result: {links}")));
        let rows = browser.run(
            "return [...document.querySelectorAll('table.proofs tbody tr')].map((row) => row.innerText)",
            &[],
        );
        assert_eq!(rows.as_array().map(Vec::len), Some(5), "{rows}");
        for holder in holders {
            tally.case();
            assert!(rows.to_string().contains(holder), "{holder} stands nowhere: {rows}");
        }
        // The proofs of the log are made within seconds; a package holds them from then on.
        std::thread::sleep(Duration::from_secs(3));
        let link = browser.wait_for("table.proofs tbody tr:first-child a[download]");
        browser.click(&link);
        let package = downloaded(&browser);
        tally.case();

        browser.run("document.querySelector('form[action=\"/session/sign-out\"]').requestSubmit()", &[]);
        browser
            .wait_until("return document.querySelector('form[action=\"/session/sign-out\"]') === null", SOON);
        let unpacked = scratch.path().join("package");
        unzip(&package, &unpacked);
        let whose = holder_of(&unpacked);
        let subject = files
            .iter()
            .find(|file| digest(file) == sha256_of(&unpacked))
            .expect("the package is of one of the files");

        let check = |what: &[PathBuf]| verdicts(&browser, &at("verify"), what);
        tally.case();
        let answers = check(&[package.clone(), subject.clone()]);
        assert_eq!(words(&answers), ["pass", "pass", "pass"], "{lang}: {answers}");
        assert!(answers["text"].as_str().is_some_and(|text| text.contains(&whose)), "{answers}");

        let altered = scratch.path().join("altered");
        fs::write(&altered, [fs::read(subject).expect("the file"), b"!".to_vec()].concat())
            .expect("the altered file");
        tally.case();
        let answers = check(&[package.clone(), altered]);
        assert_eq!(answers["file"]["verdict"], json!("fail"), "{lang}, file: {answers}");

        let parts = |claim: PathBuf, token: PathBuf| {
            let mut all = vec![subject.clone(), claim, token];
            all.extend(
                [
                    "claim.tst",
                    "chain.pem",
                    "roots.pem",
                    "file.tlog-proof",
                    "claim.tlog-proof",
                    "policy.txt",
                    "trust.txt",
                ]
                .map(|part| unpacked.join(part))
                .into_iter()
                .filter(|part| part.exists()),
            );
            all
        };
        let renamed = scratch.path().join("renamed.json");
        let claim = fs::read_to_string(unpacked.join("claim.json")).expect("the claim");
        fs::write(&renamed, claim.replace(&whose, "Somebody Else")).expect("the altered claim");
        tally.case();
        let answers = check(&parts(renamed, unpacked.join("file.tsr")));
        assert_eq!(answers["holder"]["verdict"], json!("fail"), "{lang}, name: {answers}");
        assert_eq!(answers["holder"]["reason"], json!("claim-not-committed"), "{lang}, name: {answers}");

        let broken = scratch.path().join("broken.tsr");
        let mut token = fs::read(unpacked.join("file.tsr")).expect("the token");
        let last = token.len() - 1;
        token[last] ^= 1;
        fs::write(&broken, token).expect("the altered token");
        tally.case();
        let answers = check(&parts(unpacked.join("claim.json"), broken));
        assert_eq!(answers["time"]["verdict"], json!("fail"), "{lang}, token: {answers}");
        assert_eq!(answers["time"]["reason"], json!("token-signature"), "{lang}, token: {answers}");
    }

    /// Signs up, follows the link of the mail, and is signed in.
    fn register(browser: &Browser, at: &dyn Fn(&str) -> String) {
        browser.go(&at("sign-up"));
        for (field, text) in
            [("#name", "Person Under Test"), ("#email", "person@example.org"), ("#password", PASSWORD)]
        {
            let field = browser.wait_for(field);
            browser.type_into(&field, text);
        }
        browser.run("(document.querySelector('input[name=kind]:checked') ?? document.querySelector('input[name=kind]')).click()", &[]);
        let button = browser.wait_for("main form button[type=submit]");
        browser.click(&button);
        browser.wait_until(
            "return !location.pathname.endsWith('/sign-up') || document.querySelector('#password') === null",
            SOON,
        );
        // Whether there is such an account is looked up behind the answer, so the mail comes a moment later.
        let watch = Stopwatch::start();
        let link = loop {
            browser.go(&at("outbox"));
            match browser.find("article a") {
                Some(link) => break link,
                None => assert!(watch.elapsed() < SOON, "no mail came"),
            }
            std::thread::sleep(Duration::from_millis(200));
        };
        browser.click(&link);
        let password = browser.wait_for("#password");
        browser.type_into(&password, PASSWORD);
        let button = browser.wait_for("main form button[type=submit]");
        browser.click(&button);
        browser
            .wait_until("return document.querySelector('form[action=\"/session/sign-out\"]') !== null", SOON);
    }

    /// Three files, and two in a folder.
    fn files(scratch: &Path) -> Vec<PathBuf> {
        fs::create_dir(scratch.join("folder")).expect("a folder");
        let paths = ["one.txt", "two.bin", "三.txt", "folder/four.txt", "folder/five.txt"]
            .map(|name| scratch.join(name));
        for (number, path) in paths.iter().enumerate() {
            fs::write(path, format!("file {number}, with something in it\n")).expect("a file");
        }
        paths.into()
    }

    fn lines(paths: &[PathBuf]) -> String {
        paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join("\n")
    }

    fn downloaded(browser: &Browser) -> PathBuf {
        for _ in 0..100 {
            let found =
                fs::read_dir(browser.downloads()).into_iter().flatten().flatten().map(|entry| entry.path());
            if let Some(zip) = found.into_iter().find(|path| path.extension().is_some_and(|end| end == "zip"))
            {
                return zip;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("no package came down");
    }

    fn unzip(package: &Path, to: &Path) {
        let (package, to) = (package.to_string_lossy(), to.to_string_lossy());
        run(Path::new("/"), "unzip", &["-q", &package, "-d", &to]).success("unzip");
    }

    fn claim_of(unpacked: &Path) -> Value {
        let claim = fs::read(unpacked.join("claim.json")).expect("claim.json in the package");
        serde_json::from_slice(&claim).expect("JSON")
    }

    fn holder_of(unpacked: &Path) -> String {
        claim_of(unpacked)["holders"][0]["name"].as_str().expect("a name").to_owned()
    }

    fn sha256_of(unpacked: &Path) -> String {
        claim_of(unpacked)["file"]["sha256"].as_str().expect("a fingerprint").to_owned()
    }

    fn digest(file: &Path) -> String {
        let said = run(Path::new("/"), "sha256sum", &[&file.to_string_lossy()]).success("sha256sum");
        said.split_whitespace().next().expect("a digest").to_owned()
    }

    /// The answers of the page for checking about `what`, given in this order.
    fn verdicts(browser: &Browser, page: &str, what: &[PathBuf]) -> Value {
        browser.go(page);
        let frame = browser.wait_for("iframe");
        browser.enter(&frame);
        let input = browser.wait_for("#files");
        browser.type_into(&input, &lines(what));
        browser.leave();
        // Parts are read one after another; the answer stands when it has not changed for a while.
        browser.wait_until(SETTLED, LONG)
    }

    fn words(answers: &Value) -> [&str; 3] {
        ["file", "time", "holder"].map(|question| answers[question]["verdict"].as_str().unwrap_or("none"))
    }

    const THOUSAND: usize = 1_000;
    const PASSWORD: &str = "quiet lantern over seven bridges";
    const SOON: Duration = Duration::from_secs(30);
    const LONG: Duration = Duration::from_secs(60);

    const SETTLED: &str = r"
        const said = [...document.querySelectorAll('#answers .verdict')];
        if (said.length !== 3) return null;
        const now = said.map((one) => [one.dataset.verdict, one.dataset.reason].join()).join(' ');
        if (window.lastSaid !== now) { window.lastSaid = now; window.lastChange = Date.now(); return null; }
        if (Date.now() - window.lastChange < 2000) return null;
        const answers = { text: document.querySelector('#answers').innerText };
        for (const one of said) answers[one.dataset.question] = { verdict: one.dataset.verdict, reason: one.dataset.reason };
        return answers;";
}
