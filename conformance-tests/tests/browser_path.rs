//! The whole way of a person, in a real browser: an account, files and a folder, two holders, tokens, the package; then, signed
//! out, the check, and a file, a name and a token that were altered.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};

    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::person::{LONG, ONE_PROCESS, Person, SOON, digest, unzip, words};
    use conformance_tests::report::Tally;
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
        let person = Person::new(&browser, &trial, "en");
        person.register();
        let folder = scratch.path().join("thousand");
        fs::create_dir(&folder).expect("a folder");
        for number in 0..THOUSAND {
            fs::write(folder.join(format!("{number}.txt")), format!("file {number}\n")).expect("a file");
        }
        person.open("deposit");
        person.choose_folder(&folder);
        person.issue();
        tally.case();
        let done = browser.run("return document.querySelector('#issue-count').innerText", &[]);
        assert!(done.as_str().is_some_and(|done| done.replace(',', "").contains("1000")), "{done}");
        let result = browser.run("return [...document.querySelectorAll('#issue-result a')].map((a) => a.pathname).find((path) => path.includes('/deposits/')).slice(4)", &[]);
        person.open(result.as_str().expect("the result"));
        let proof = browser.run("return document.querySelector('table.proofs th a').pathname.slice(4)", &[]);

        let (axe, mut found) = (Axe::load(), Vec::new());
        let pages =
            ["vault", "account", "keys", result.as_str().expect("a path"), proof.as_str().expect("a path")];
        for lang in ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"] {
            let reader = Person::new(&browser, &trial, lang);
            for page in pages {
                tally.case();
                reader.open(page);
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
        let browser = Browser::open(&[ONE_PROCESS]);
        let person = Person::new(&browser, &trial, lang);
        person.register();
        tally.case();

        let files = files(scratch.path());
        person.open("deposit");
        // One drop: Chromium opens a folder that comes first in it.
        let folder = scratch.path().join("folder");
        person.drop(&[&[folder], &files[..3]].concat());
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
        person.issue();
        tally.case();

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
        browser.wait_until(
            "const { href } = document.querySelector('table.proofs tbody tr:first-child a[download]');
            return fetch(href.replace(/package.*$/, 'log-proofs')).then((answer) => answer.ok)",
            LONG,
        );
        let link = browser.wait_for("table.proofs tbody tr:first-child a[download]");
        browser.click(&link);
        let package = person.downloaded("zip", &scratch.path().join("package.zip"));
        tally.case();

        person.sign_out();
        let unpacked = scratch.path().join("package");
        unzip(&package, &unpacked);
        let whose = holder_of(&unpacked);
        let subject = files
            .iter()
            .find(|file| digest(file) == sha256_of(&unpacked))
            .expect("the package is of one of the files");

        let check = |what: &[PathBuf]| person.verdicts(what);
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
            let rest = [
                "claim.tst",
                "chain.pem",
                "roots.pem",
                "file.tlog-proof",
                "claim.tlog-proof",
                "policy.txt",
                "trust.txt",
            ];
            let mut all = vec![subject.clone(), claim, token];
            all.extend(rest.map(|part| unpacked.join(part)));
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

    const THOUSAND: usize = 1_000;
}
