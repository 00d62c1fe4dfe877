//! Checking in a real browser: what is dropped, pasted and compared, and tokens of an authority that the service does not know.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::thread;
    use std::time::Duration;

    use conformance_tests::browser::{Browser, decode_base64};
    use conformance_tests::openssl::{KeyKind, OpensslTsa, openssl};
    use conformance_tests::person::{ONE_PROCESS, Person, SOON, digest, words};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// Files, a proof and a folder, let go over the zone as from a file manager.
    #[test]
    fn what_is_dropped_on_the_zone_is_taken() {
        let tally = Tally::new("browser_checking::drops", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let foreign = OpensslTsa::new(KeyKind::P256, "sha256");
        let browser = Browser::open(&[ONE_PROCESS]);
        let person = Person::new(&browser, &trial, "en");
        let files: Vec<PathBuf> = (1..=3).map(|number| file(scratch.path(), number)).collect();

        person.open("deposit");
        person.drop(&files);
        browser.wait_until(
            "return document.querySelector('#bar').getAttribute('aria-valuenow') === '100'",
            SOON,
        );
        let taken = person.in_frame(|browser| {
            browser.run("return [...document.querySelectorAll('#list li')].map((row) => [row.dataset.state, row.querySelector('.name').textContent])", &[])
        });
        tally.case();
        let names = ["work 1.txt", "work 2.txt", "work 3.txt"].map(|name| json!(["done", name]));
        assert_eq!(taken, json!(names));

        // Folders: the first thing of a drop is opened with all that is in it, files beside it are taken, and of a folder that comes later it is said
        // that it was not read.
        let (folder, other) = (folder(scratch.path(), "a folder"), folder(scratch.path(), "another folder"));
        for (given, expected) in [
            (vec![folder.clone()], vec!["deep/far.txt", "inside.txt"]),
            (vec![folder.clone(), files[0].clone()], vec!["deep/far.txt", "inside.txt", "work 1.txt"]),
            (vec![files[0].clone(), other], vec!["work 1.txt"]),
        ] {
            tally.case();
            person.open("deposit");
            person.drop(&given);
            let (names, said, focus) = person.in_frame(|browser| {
                browser.wait_until(&format!("return document.querySelectorAll('#list li[data-state=done]').length === {}", expected.len()), SOON);
                let names = browser.run("return [...document.querySelectorAll('#list .name')].map((name) => name.textContent).sort()", &[]);
                let text = |body: &str| browser.run(body, &[]).as_str().unwrap_or_default().to_owned();
                (names, text("return document.querySelector('#unread').textContent"), text("return document.activeElement.id"))
            });
            let expected: Vec<String> =
                expected
                    .iter()
                    .map(|name| {
                        if name.starts_with("work") { (*name).to_owned() } else { format!("a folder/{name}") }
                    })
                    .collect();
            assert_eq!(names, json!(expected));
            if given[0] == folder {
                assert_eq!(said, "");
            } else {
                assert!(said.contains("another folder"), "{said}");
                assert_eq!(focus, "choose-folder");
            }
        }

        // A proof on the first page is checked there.
        let token = foreign_token(&foreign, &files[0]);
        person.open("");
        person.drop(&[token, files[0].clone()]);
        let answers = person.settled();
        tally.case();
        assert_eq!(words(&answers)[0], "pass", "{answers}");
        let offered = browser.run("return document.querySelector('#drop-next').hidden", &[]);
        assert_eq!(offered, json!(true), "to timestamp a proof is not offered");
    }

    /// A token of another authority: its time is not believed until its root is given, by dropping it or by trusting it.
    #[test]
    fn a_token_of_another_authority_is_believed_with_its_root() {
        let tally = Tally::new("browser_checking::foreign", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let foreign = OpensslTsa::new(KeyKind::P256, "sha256");
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let work = file(scratch.path(), 1);
        let token = foreign_token(&foreign, &work);

        tally.case();
        let answers = person.verdicts(&[work.clone(), token.clone()]);
        assert_eq!(words(&answers)[..2], ["pass", "cannot-tell"], "{answers}");
        tally.case();
        person.choose(&[foreign.path().join("root.pem"), foreign.path().join("ca.pem")]);
        browser.wait_until(
            "return document.querySelector('#answers [data-question=time][data-verdict=pass]') !== null",
            SOON,
        );
        let answers = person.settled();
        // Such a token says nothing of a holder.
        assert_eq!(words(&answers), ["pass", "pass", "cannot-tell"], "{answers}");
        tally.case();
        person.press("#roots input[type=checkbox]");
        browser.wait_until(
            "return document.querySelector('#answers [data-question=time][data-verdict=pass]') === null",
            SOON,
        );
        assert_eq!(words(&person.settled())[1], "cannot-tell", "a root that the reader took back");

        // The fingerprint alone, as people have it from others.
        let sum = digest(&work);
        let colons = sum.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(":");
        for pasted in
            [format!("{sum}  work 1.txt"), colons.to_uppercase(), format!("SHA2-256(work 1.txt)= {sum}")]
        {
            tally.case();
            person.open("verify");
            person.choose(std::slice::from_ref(&token));
            paste(&person, &pasted);
            browser.wait_until(
                "return document.querySelector('#answers [data-question=file][data-verdict=pass]') !== null",
                SOON,
            );
        }
        tally.case();
        person.press("#report");
        let report = person.downloaded("json", &scratch.path().join("report.json"));
        let report: Value = serde_json::from_slice(&fs::read(report).expect("the report")).expect("JSON");
        assert_eq!(report["subjects"][0]["file"]["verdict"], json!("pass"), "{report}");
        assert_eq!(report["subjects"][0]["time"]["verdict"], json!("cannot-tell"), "{report}");
        assert_eq!(report["subjects"][0]["given"]["file"]["pasted"], json!(sum), "{report}");

        for wrong in ["", "not a fingerprint", &sum[1..]] {
            tally.case();
            person.open("verify");
            person.choose(std::slice::from_ref(&token));
            paste(&person, wrong);
            let error = browser.wait_until(
                "return document.querySelector('#fingerprint-error:not([hidden])')?.textContent",
                SOON,
            );
            assert!(error.as_str().is_some_and(|error| error.len() > 10), "{wrong:?}: {error}");
            assert_eq!(
                browser.run("return document.activeElement.id", &[]),
                json!("fingerprint"),
                "{wrong:?}"
            );
        }
        tally.case();
        person.open("verify");
        person.choose(std::slice::from_ref(&token));
        paste(&person, &"0".repeat(64));
        browser.wait_until(
            "return document.querySelector('#answers [data-question=file][data-verdict=fail]') !== null",
            SOON,
        );
    }

    /// Which of two proofs is earlier, in whatever order they are given; that one is not earlier than itself, and that nothing is said of a time that
    /// nobody vouches for.
    #[test]
    fn of_two_proofs_the_earlier_is_named() {
        let tally = Tally::new("browser_checking::compare", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let foreign = OpensslTsa::new(KeyKind::P256, "sha256");
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let (early, late) = (file(scratch.path(), 1), file(scratch.path(), 2));
        person.register();
        let first = package_of(&person, scratch.path(), &early);
        // Further apart than the two accuracies together.
        thread::sleep(Duration::from_secs(3));
        let second = package_of(&person, scratch.path(), &late);
        person.sign_out();

        for (order, given) in
            [("earlier", [&first, &early, &second, &late]), ("later", [&second, &late, &first, &early])]
        {
            tally.case();
            let (said, text) = compared(&person, &given);
            assert_eq!(said, order, "{text}");
            let (at_early, at_late) = (text.find("work 1.txt"), text.find("work 2.txt"));
            assert!(at_early.is_some() && at_early < at_late, "work 1 is the earlier one: {text}");
        }
        tally.case();
        let copy = scratch.path().join("copy.zip");
        fs::copy(&first, &copy).expect("the scratch directory is writable");
        let (said, text) = compared(&person, &[&first, &copy, &early]);
        assert_eq!(said, "same", "{text}");

        tally.case();
        let unknown = foreign_token(&foreign, &late);
        let (said, text) = compared(&person, &[&first, &early, &unknown, &late]);
        assert_eq!(said, "undecided", "an order from a time that nobody vouches for: {text}");
    }

    /// The report on paper: answers with all that they rest on, black on white from a dark screen, and nothing to press.
    #[test]
    fn the_report_can_be_printed() {
        let tally = Tally::new("browser_checking::print", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let foreign = OpensslTsa::new(KeyKind::P256, "sha256");
        let browser = Browser::open(&[]);
        browser.plant("window.print = () => { window.printed = true; }");
        let person = Person::new(&browser, &trial, "ar");
        let work = file(scratch.path(), 1);
        person.verdicts(&[foreign_token(&foreign, &work), work.clone()]);

        tally.case();
        person.press("#print");
        browser.wait_until("return window.printed === true", SOON);

        tally.case();
        browser.run("document.documentElement.dataset.theme = 'dark'; addEventListener('beforeprint', () => { window.folds = [...document.querySelectorAll('#answers details')].map((fold) => fold.open); })", &[]);
        let pdf = browser.devtools("Page.printToPDF", &json!({ "printBackground": true }));
        let pdf = decode_base64(pdf["data"].as_str().expect("a PDF"));
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000, "{} octets", pdf.len());
        let folds = browser.run("return window.folds", &[]);
        let folds = folds.as_array().expect("the folds while it printed");
        assert!(!folds.is_empty() && folds.iter().all(|open| *open == json!(true)), "{folds:?}");
        assert_eq!(
            browser.run("return document.querySelectorAll('#answers details[open]').length", &[]),
            json!(0)
        );

        tally.case();
        browser.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
        );
        let seen = browser.run("return [...document.querySelectorAll('.top, .bottom, .trial, #frame, #paste, button, input, .verdict, .timeline, .facts')]
            .filter((element) => element.checkVisibility({ contentVisibilityAuto: true })).map((element) => element.className.split(' ')[0] || element.localName)", &[]);
        let mut seen: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        seen.dedup();
        assert_eq!(seen, ["verdict", "timeline"], "the folds are closed again, and nothing is to be pressed");
        let colours = "const on = (element) => getComputedStyle(element); return [on(document.body).color, on(document.documentElement).backgroundColor]";
        assert_eq!(browser.run(colours, &[]), json!(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]));
    }

    /// `data-order` of the answer, and its words.
    fn compared(person: &Person, given: &[&PathBuf]) -> (String, String) {
        person.open("compare");
        person.choose(&given.iter().map(PathBuf::from).collect::<Vec<_>>());
        let answer = person.browser.wait_until(
            "const answer = document.querySelector('#order [data-order]'); return answer && [answer.dataset.order, answer.querySelector('h2').innerText]",
            SOON,
        );
        let word = |at: usize| answer[at].as_str().unwrap_or_default().to_owned();
        (word(0), word(1))
    }

    fn package_of(person: &Person, scratch: &Path, work: &Path) -> PathBuf {
        person.deposit(&[work.to_owned()]);
        person.browser.go(&person.proofs().remove(0));
        person.wait_for_log();
        person.press("#package");
        person.downloaded("zip", &scratch.join(work.file_name().expect("a name")).with_extension("zip"))
    }

    /// A folder with a file in it, and one in a folder in it.
    fn folder(scratch: &Path, name: &str) -> PathBuf {
        let folder = scratch.join(name);
        fs::create_dir_all(folder.join("deep")).expect("the scratch directory is writable");
        for file in ["inside.txt", "deep/far.txt"] {
            fs::write(folder.join(file), file).expect("the scratch directory is writable");
        }
        folder
    }

    fn paste(person: &Person, text: &str) {
        let open = "const paste = document.querySelector('#paste').closest('details'); paste.open = true; paste.scrollIntoView()";
        person.browser.run(open, &[]);
        person.fill(&[("#fingerprint", text)]);
        person.press("#paste button[type=submit]");
    }

    /// A token by `openssl ts -reply`, as a file.
    fn foreign_token(tsa: &OpensslTsa, work: &Path) -> PathBuf {
        let query = tsa.path().join("query.tsq");
        openssl(tsa.path(), &format!("ts -query -digest {} -sha256 -cert -out query.tsq", digest(work)))
            .success("ts -query");
        let reply = tsa.reply(&fs::read(query).expect("the query")).expect("a reply");
        let token = tsa.path().join("foreign.tsr");
        fs::write(&token, reply).expect("its directory is writable");
        token
    }

    fn file(scratch: &Path, number: usize) -> PathBuf {
        let path = scratch.join(format!("work {number}.txt"));
        fs::write(&path, format!("work {number}\n")).expect("the scratch directory is writable");
        path
    }
}
