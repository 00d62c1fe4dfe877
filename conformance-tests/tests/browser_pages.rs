//! Every page and what it looks like in its states: for readers with a screen reader, at three widths, in the dark.

#[cfg(test)]
mod cases {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use aws_lc_rs::hmac;
    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::openssl::run;
    use conformance_tests::person::{ADDRESS, ONE_PROCESS, PASSWORD, Person, SIGNED_OUT, SOON};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// The states that a page is in for a moment only: links from mails, second factors, a grid of holders, answers of both kinds.
    #[test]
    fn states_that_come_and_go_can_be_used_by_everybody() {
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let mut eyes = Eyes::new(&browser, "browser_pages::states");
        let all = ["en", "ar", "ja"].map(|lang| Person::new(&browser, &trial, lang));
        let person = &all[0];

        // Links from mails.
        person.sign_up();
        eyes.look("after the sign-up");
        person.follow_mail();
        in_other_languages(&browser, &mut eyes, "confirm");
        person.fill(&[("#password", "this is not the password")]);
        person.press("main form button[type=submit]");
        eyes.look("confirm with a wrong password");
        person.follow_mail();
        person.confirm();
        for reader in &all {
            for page in ["check-mail", "confirm?token=dead", "reset/new?token=dead"] {
                reader.open(page);
                eyes.look(page);
            }
        }
        let before = mails(person);
        person.open("reset");
        person.fill(&[("#email", ADDRESS)]);
        person.press("main form button[type=submit]");
        while mails(person) == before {
            std::thread::sleep(Duration::from_millis(100));
        }
        person.follow_mail();
        browser.wait_for("#password");
        in_other_languages(&browser, &mut eyes, "a new password");

        // Answers of both kinds.
        let (file, altered) = (written(scratch.path(), "work.txt"), written(scratch.path(), "altered.txt"));
        person.deposit(std::slice::from_ref(&file));
        eyes.look("issued");
        browser.go(&person.proofs().remove(0));
        person.press("#package");
        let package = person.downloaded("zip", &scratch.path().join("package.zip"));
        for reader in &all {
            for (name, given) in [("yes", [&package, &file]), ("no", [&package, &altered])] {
                reader.verdicts(&given.map(PathBuf::clone));
                browser.run("for (const fold of document.querySelectorAll('details')) fold.open = true", &[]);
                eyes.look_with_frame(reader, &format!("verify says {name}"));
            }
            reader.open("compare");
            reader.choose(&[package.clone(), altered.clone()]);
            browser.wait_for("#order .card");
            eyes.look_with_frame(reader, "compare");
            // Files, and a holder for each.
            reader.open("deposit");
            reader.choose(&[file.clone(), altered.clone()]);
            // What the page still had from before is there at once; the frame takes a moment, and moves what is below it.
            browser.wait_until(
                "return document.querySelector('#bar').getAttribute('aria-valuenow') === '100' && !document.querySelector('#issue-button').disabled",
                SOON,
            );
            reader.press("#same");
            browser.wait_for("#grid tbody tr:nth-child(2)");
            eyes.look_with_frame(reader, "deposit with a grid");
            reader.press("#issue-button");
            browser.wait_for("#declaration-error:not([hidden])");
            eyes.look("deposit without the declaration");
        }

        look_in_passing(&mut eyes, &trial, scratch.path(), &package);

        // The second factor.
        for reader in &all {
            reader.open("account/second-factor");
            eyes.look("to set a second factor");
        }
        person.open("account/second-factor");
        let secret = browser.text(&browser.wait_for("#totp-secret"));
        person.fill(&[("#code", "000000"), ("#password", PASSWORD)]);
        person.press("main form button[type=submit]");
        eyes.look("a wrong code");
        let secret_now = browser.text(&browser.wait_for("#totp-secret"));
        assert_eq!(secret, secret_now, "the secret stays the one that was scanned");
        person.fill(&[("#code", &code_of(&secret)), ("#password", PASSWORD)]);
        person.press("main form button[type=submit]");
        browser.wait_for(".codes");
        eyes.look("recovery codes");
        for reader in &all {
            reader.open("account/second-factor");
            eyes.look("to manage the second factor");
        }
        person.sign_out();
        person.open("sign-in");
        person.fill(&[("#email", ADDRESS), ("#password", PASSWORD)]);
        person.press("main form button[type=submit]");
        browser.wait_for("#code");
        for reader in &all {
            reader.open("sign-in/code");
            eyes.look("the code at sign-in");
        }
        eyes.close();
    }

    /// What is seen while something goes on, and what is in few places, each in another language.
    fn look_in_passing(eyes: &mut Eyes, trial: &Trial, scratch: &Path, package: &Path) {
        let browser = eyes.browser;
        let reader = |lang| Person::new(browser, trial, lang);
        let large = scratch.join("large.bin");
        let size = 1 << 30;
        File::create(&large).and_then(|file| file.set_len(size)).expect("the scratch directory is writable");
        let german = reader("de");
        german.open("deposit");
        german.choose(std::slice::from_ref(&large));
        german.press("#pause");
        browser.wait_until(
            "return document.querySelector('#progress-rate').textContent === '' && !document.querySelector('#pause').hidden",
            SOON,
        );
        eyes.look_with_frame(&german, "a fingerprint that is paused");
        german.press("#pause");
        browser.wait_until("return document.querySelector('#progress-rate').textContent !== ''", SOON);
        eyes.look_with_frame(&german, "a fingerprint under way");
        german.press("#cancel");
        browser.wait_until("return document.querySelector('#cancel').hidden", SOON);
        eyes.look_with_frame(&german, "a fingerprint that was cancelled");

        let spanish = reader("es");
        spanish.deposit(&[written(scratch, "obra.txt")]);
        eyes.look("issued");
        let proof = spanish.proofs().remove(0);
        eyes.look("the result");
        for (lang, page) in [("fr", "vault"), ("ko", "vault?q=nothing+like+it"), ("pt", "account")] {
            reader(lang).open(page);
            eyes.look(page);
        }
        browser.go(&proof.replacen("/es/", "/ru/", 1));
        eyes.look("a proof");
        reader("es").wait_for_log();
        spanish.press("#package");
        let later = spanish.downloaded("zip", &scratch.join("later.zip"));
        let chinese = reader("zh");
        chinese.open("compare");
        chinese.choose(&[package.to_owned(), scratch.join("work.txt"), later, scratch.join("obra.txt")]);
        browser.wait_until("return document.querySelector('#order')?.textContent.trim()", SOON);
        eyes.look_with_frame(&chinese, "compare two proofs");
    }

    /// Three widths, light and dark: nothing is cut off, and what is dark can be read.
    #[test]
    fn pages_fit_phones_and_the_dark() {
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        // The frame in the process of the page, so that both are dark together.
        let browser = Browser::open(&[ONE_PROCESS]);
        let mut eyes = Eyes::new(&browser, "browser_pages::widths");
        let person = Person::new(&browser, &trial, "en");
        look_at_all(&mut eyes, &trial, &SIGNED_OUT.map(str::to_owned));
        person.register();
        person.deposit(&[written(scratch.path(), "a work with a rather long name, as people give them.txt")]);
        let proof = path_of(&person.proofs().remove(0));
        let result = path_of(&browser.url());
        let mut pages = SIGNED_IN.map(str::to_owned).to_vec();
        pages.extend([proof, result]);
        look_at_all(&mut eyes, &trial, &pages);
        // The test of the test: what is too wide is found.
        browser.run("document.querySelector('main').append(Object.assign(document.createElement('pre'), { textContent: 'wide '.repeat(999), style: 'overflow: visible' }))", &[]);
        assert_ne!(browser.run(WIDE, &[]), json!([]));
        eyes.close();
    }

    fn look_at_all(eyes: &mut Eyes, trial: &Trial, pages: &[String]) {
        for lang in ["en", "ar"] {
            let reader = Person::new(eyes.browser, trial, lang);
            for page in pages {
                reader.open(page);
                for width in [375, 768, 1200] {
                    let metrics =
                        json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
                    eyes.browser.devtools("Emulation.setDeviceMetricsOverride", &metrics);
                    eyes.measure(&format!("/{lang}/{page} at {width}"));
                }
                for theme in ["light", "dark"] {
                    let feature = json!({ "name": "prefers-color-scheme", "value": theme });
                    eyes.browser.devtools("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
                    eyes.look(&format!("/{lang}/{page}, {theme}"));
                }
                eyes.browser.devtools("Emulation.clearDeviceMetricsOverride", &json!({}));
            }
        }
    }

    /// Looks at pages, and gathers what is wrong until all were seen.
    struct Eyes<'a> {
        browser: &'a Browser,
        axe: Axe,
        tally: Tally,
        faults: Vec<String>,
    }

    impl<'a> Eyes<'a> {
        fn new(browser: &'a Browser, topic: &str) -> Self {
            Self {
                browser,
                axe: Axe::load(),
                tally: Tally::new(topic, "axe-core in Chromium"),
                faults: Vec::new(),
            }
        }

        fn look(&mut self, what: &str) {
            self.tally.case();
            let at = self.browser.url();
            let found = self.axe.serious(self.browser, &format!("{what} ({at})"));
            self.keep(found, what);
        }

        fn look_with_frame(&mut self, reader: &Person, what: &str) {
            self.look(what);
            let found = reader.in_frame(|browser| self.axe.serious(browser, &format!("the frame: {what}")));
            self.keep(found, what);
        }

        fn measure(&mut self, what: &str) {
            self.tally.case();
            let wide = self.browser.run(WIDE, &[]);
            let wide: Vec<String> = wide.as_array().into_iter().flatten().map(Value::to_string).collect();
            self.keep(
                wide.iter().map(|element| format!("{what}: wider than the window: {element}")).collect(),
                what,
            );
        }

        fn keep(&mut self, found: Vec<String>, what: &str) {
            if !found.is_empty() {
                let name: String = what.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
                self.browser.keep_picture(&name);
                self.faults.extend(found);
            }
        }

        fn close(self) {
            assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
        }
    }

    /// The page that is open, with what stands in its address, in Arabic and Japanese too; back in English at the end.
    fn in_other_languages(browser: &Browser, eyes: &mut Eyes, what: &str) {
        let url = browser.url();
        for lang in ["ar", "ja", "en"] {
            browser.go(&url.replacen("/en/", &format!("/{lang}/"), 1));
            eyes.look(&format!("{what} in {lang}"));
        }
    }

    fn mails(person: &Person) -> Value {
        person.open("outbox");
        person.browser.run("return document.querySelectorAll('article a').length", &[])
    }

    fn written(scratch: &Path, name: &str) -> PathBuf {
        let path = scratch.join(name);
        fs::write(&path, name).expect("the scratch directory is writable");
        path
    }

    /// `proofs/…` of `http://…/en/proofs/…`
    fn path_of(url: &str) -> String {
        url.split_once("/en/").map(|(_, path)| path.to_owned()).unwrap_or_else(|| panic!("{url}"))
    }

    /// The code of now for a secret in base32 (RFC 6238: SHA-1, six digits, thirty seconds).
    fn code_of(secret: &str) -> String {
        let (mut key, mut bits, mut count) = (Vec::new(), 0u32, 0);
        for digit in secret.bytes().filter(|octet| !octet.is_ascii_whitespace()) {
            let value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'2'..=b'7' => digit - b'2' + 26,
                _ => panic!("{secret:?} is not base32"),
            };
            bits = bits << 5 | u32::from(value);
            count += 5;
            if count >= 8 {
                count -= 8;
                key.push((bits >> count) as u8);
            }
        }
        let now =
            run(Path::new("/"), "date", &["+%s"]).success("date").trim().parse::<u64>().expect("a number");
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
        let tag = hmac::sign(&key, &(now / 30).to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let word = u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]]);
        format!("{:06}", word % 1_000_000)
    }

    const SIGNED_IN: [&str; 7] =
        ["deposit", "vault", "account", "keys", "account/second-factor", "account/export", "account/erase"];

    /// What makes the page wider than the window, if anything does.
    const WIDE: &str = "const page = document.documentElement;
        if (page.scrollWidth <= page.clientWidth) return [];
        const over = [...document.querySelectorAll('body *')].filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return right > page.clientWidth + 1 || left < -1;
        });
        return [`${page.scrollWidth} px`, ...over.slice(0, 5).map((element) => `${element.tagName} ${element.id} ${element.className}`)];";
}
