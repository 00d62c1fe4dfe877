//! Packages in a real browser: made there with the file inside, and checked by the one page that comes in them, without a service.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};

    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::openssl::run;
    use conformance_tests::person::{LONG, Person, SOON, unzip, words};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// The button beside a fresh proof, and the page of an older one: both put the file itself into the package.
    #[test]
    fn a_package_with_the_file_is_made_in_the_browser() {
        let tally = Tally::new("browser_packages::with_file", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let file = work(scratch.path());
        person.register();
        person.deposit(std::slice::from_ref(&file));
        person.press("#states button");
        let at_once = person.downloaded("zip", &scratch.path().join("at-once.zip"));
        let proof = person.proofs().remove(0);
        browser.go(&proof);
        person.wait_for_log();

        person.press("#with-file summary");
        person.choose(std::slice::from_ref(&file));
        browser.wait_until("return document.querySelector('#built').innerText", SOON);
        let later = person.downloaded("zip", &scratch.path().join("later.zip"));
        for (name, package) in [("at-once", at_once), ("later", later.clone())] {
            tally.case();
            let unpacked = scratch.path().join(name);
            unzip(&package, &unpacked);
            let inside = original(&unpacked);
            assert_eq!(inside.file_name(), file.file_name(), "{name}");
            assert!(fs::read(&inside).ok() == fs::read(&file).ok(), "{name}: other octets than the file's");
        }
        let folder = only_folder(&scratch.path().join("later"));
        tally.case();
        run(&folder, "dash", &["verify.sh"]).success("verify.sh of the package with the file");
        fs::write(original(&folder), "another").expect("the package is ours");
        tally.case();
        run(&folder, "dash", &["verify.sh"]).failure("verify.sh with another file");

        // Another file is not put into it.
        browser.go(&proof);
        person.press("#with-file summary");
        let other = scratch.path().join("other.bin");
        fs::write(&other, "another").expect("the scratch directory is writable");
        person.choose(&[other]);
        browser.wait_until("return document.querySelector('#built').innerText", SOON);
        tally.case();
        assert_eq!(fs::read_dir(browser.downloads()).expect("the downloads").count(), 0);

        person.sign_out();
        tally.case();
        let answers = person.verdicts(&[later]);
        assert_eq!(words(&answers), ["pass", "pass", "pass"], "{answers}");
    }

    /// All packages of a deposit in one archive, at once, and checked as it came down; another file fails.
    #[test]
    fn all_packages_come_in_one_archive() {
        let tally = Tally::new("browser_packages::all", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let works = ["one.txt", "two.txt"].map(|name| scratch.path().join(name));
        for work in &works {
            fs::write(work, work.to_string_lossy().as_bytes()).expect("the scratch directory is writable");
        }
        person.register();
        person.deposit(&works);
        person.press("#issue-result a.button");
        person.press("#all-packages");
        let all = person.downloaded("zip", &scratch.path().join("all.zip"));
        // What says that the log is waited for goes by itself.
        browser.wait_until("return document.querySelector('#log-waiting') === null", LONG);
        tally.case();
        let unpacked = scratch.path().join("all");
        unzip(&all, &unpacked);
        let mut names: Vec<String> = fs::read_dir(&unpacked)
            .expect("the archive is unpacked")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        // The names stayed on the device.
        assert_eq!(names, ["00001.proof.zip", "00002.proof.zip", "verify.html"]);
        let one = scratch.path().join("package");
        unzip(&unpacked.join("00001.proof.zip"), &one);
        fs::create_dir(one.join("original")).expect("the package is ours");
        fs::copy(&works[0], one.join("original/one.txt")).expect("the package is ours");
        tally.case();
        run(&one, "dash", &["verify.sh"]).success("verify.sh of a package from the archive");

        person.sign_out();
        let verdicts = |what: &[&Path]| {
            person.open("verify");
            person.choose(&what.iter().map(|path| path.to_path_buf()).collect::<Vec<_>>());
            let two = "const said = [...document.querySelectorAll('#answers .verdict')].map((one) => one.dataset.verdict); return said.length === 6 && said.join(' ')";
            browser.wait_until(two, LONG)
        };
        tally.case();
        let good = verdicts(&[&all, &works[0], &works[1]]);
        assert_eq!(good, json!("pass pass pass pass pass pass"));
        let other = scratch.path().join("other.txt");
        fs::write(&other, "another").expect("the scratch directory is writable");
        tally.case();
        let bad = verdicts(&[&all, &works[0], &other]);
        let bad = bad.as_str().expect("words");
        assert!(
            bad.starts_with("pass pass pass") != bad.ends_with("pass pass pass"),
            "one of the two: {bad}"
        );
    }

    /// The checking page when the network is gone once it is loaded, and the page that lies in every package, opened from the disk
    /// when there is no service any more.
    #[test]
    fn packages_are_checked_without_a_service() {
        let tally = Tally::new("browser_packages::offline", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let file = work(scratch.path());
        person.register();
        person.deposit(std::slice::from_ref(&file));
        browser.go(&person.proofs().remove(0));
        person.wait_for_log();
        person.press("#package");
        let package = person.downloaded("zip", &scratch.path().join("package.zip"));
        let unpacked = scratch.path().join("package");
        unzip(&package, &unpacked);
        let page = only_folder(&unpacked).join("verify.html");
        let altered = scratch.path().join("altered.bin");
        let octets = [fs::read(&file).expect("the file"), b"!".to_vec()].concat();
        fs::write(&altered, octets).expect("the scratch directory is writable");

        person.sign_out();
        person.open("verify");
        person.in_frame(|_| ());
        go_offline(&browser);
        let refused = browser.try_run("return fetch('/healthz').then(() => 'reached', () => 'refused')", &[]);
        assert_eq!(refused.ok(), Some(json!("refused")), "the network is off");
        drop(trial);
        tally.case();
        person.choose(&[package.clone(), file.clone()]);
        let answers = person.settled();
        assert_eq!(words(&answers), ["pass", "pass", "pass"], "the page without network: {answers}");

        for lang in ["en", "ar", "ja"] {
            tally.case();
            let answers = checked_from_disk(&person, &page, lang, &[file.clone(), package.clone()]);
            assert_eq!(words(&answers), ["pass", "pass", "pass"], "{lang}: {answers}");
            none(&Axe::load().serious(&browser, &format!("verify.html in {lang}")));
        }
        tally.case();
        let answers = checked_from_disk(&person, &page, "en", &[package, altered]);
        assert_eq!(answers["file"]["verdict"], json!("fail"), "{answers}");
        none(&Axe::load().serious(&browser, "verify.html that says no"));
        tally.case();
        let said: Vec<String> =
            browser.console().into_iter().filter(|line| line.contains("Policy")).collect();
        assert!(said.is_empty(), "verify.html breaks its own policy: {said:?}");
    }

    /// Drops these onto the page from a package, and trusts the root that came with it, as its reader must decide.
    fn checked_from_disk(person: &Person, page: &Path, lang: &str, what: &[PathBuf]) -> Value {
        let browser = person.browser;
        // The language stands behind the `#`, so another page must lie between.
        browser.go("about:blank");
        browser.go(&format!("file://{}#lang={lang}", page.display()));
        browser.wait_until("return 'ready' in document.documentElement.dataset", SOON);
        assert_eq!(browser.run("return document.documentElement.lang", &[]), json!(lang));
        let (x, y) = browser.middle("#drop");
        browser.drop_files(x, y, what);
        let answers = person.settled();
        let words = words(&answers);
        assert!(words[1] == "cannot-tell", "a root that came with a package is trusted by itself: {answers}");
        person.press("#roots input[type=checkbox]");
        person.settled()
    }

    fn none(faults: &[String]) {
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    fn go_offline(browser: &Browser) {
        browser.devtools("Network.enable", &json!({}));
        let off = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        browser.devtools("Network.emulateNetworkConditions", &off);
    }

    /// Bytes that stand in no other file, and a name with what shells and archives trip over.
    fn work(scratch: &Path) -> PathBuf {
        let path = scratch.join("a work – ünïcode 'quoted'.bin");
        let octets: Vec<u8> =
            (0u32..300_000).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        fs::write(&path, octets).expect("the scratch directory is writable");
        path
    }

    /// The one directory in an unpacked archive, or the archive's own when its files lie there.
    fn only_folder(unpacked: &Path) -> PathBuf {
        if unpacked.join("verify.sh").exists() {
            return unpacked.to_owned();
        }
        let entries = fs::read_dir(unpacked).expect("the package").flatten().map(|entry| entry.path());
        entries.into_iter().find(|path| path.join("verify.sh").exists()).expect("verify.sh in the package")
    }

    fn original(unpacked: &Path) -> PathBuf {
        let folder = only_folder(unpacked).join("original");
        let mut files = fs::read_dir(&folder).expect("original/ in the package").flatten();
        files.next().expect("a file in original/").path()
    }
}
