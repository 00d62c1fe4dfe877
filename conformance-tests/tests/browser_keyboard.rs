//! The whole way without a mouse: Tab, Enter, Space and arrow keys, and where the focus is can always be seen.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::slice;

    use conformance_tests::browser::Browser;
    use conformance_tests::person::{ADDRESS, LONG, ONE_PROCESS, PASSWORD, Person, SOON, words};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// From signing up to checking. The chooser of files is the system's own, which no headless browser shows: the button that opens
    /// it is reached by keyboard, and the files then come by WebDriver.
    #[test]
    fn everything_is_done_by_keyboard() {
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        // The frame in the process of the page: the keys of WebDriver do not follow the focus into another.
        let browser = Browser::open(&[ONE_PROCESS]);
        let person = Person::new(&browser, &trial, "en");
        let hands = Hands { browser: &browser, tally: Tally::new("browser_keyboard", "Chromium") };
        let file = scratch.path().join("a work.txt");
        fs::write(&file, "a work").expect("the scratch directory is writable");

        person.open("");
        hands.tab_to("a.skip");
        hands.enter();
        assert_eq!(browser.run("return location.hash", &[]), json!("#content"));
        person.open("sign-up");
        for (field, text) in [("#name", "Person Under Test"), ("#email", ADDRESS), ("#password", PASSWORD)] {
            hands.tab_to(field);
            browser.keys(text);
        }
        browser.wait_until("return document.querySelector('input[name=kind]:checked') !== null", SOON);
        hands.enter();
        browser.wait_until("return !location.pathname.endsWith('/sign-up')", SOON);
        person.wait_for_mail();
        hands.tab_to("article a");
        hands.enter();
        browser.wait_for("#password");
        hands.tab_to("#password");
        browser.keys(PASSWORD);
        hands.enter();
        browser
            .wait_until("return document.querySelector('form[action=\"/session/sign-out\"]') !== null", SOON);

        hands.tab_to(".main-menu a[href$='/deposit']");
        hands.enter();
        browser.wait_until("return document.querySelector('#frame iframe') !== null", SOON);
        person.in_frame(|_| ());
        for button in ["#choose-files", "#choose-folder", "#text-title", "input[name=names]"] {
            hands.tab_to_in_frame(&person, button);
        }
        // The choice of the names, by arrow key.
        browser.keys(DOWN);
        let names = person.in_frame(|browser| {
            browser.run("return document.querySelector('input[name=names]:checked').value", &[])
        });
        assert_eq!(names, json!("send"));
        person.choose(slice::from_ref(&file));
        browser.wait_until("return document.querySelector('#issue-button').disabled === false", SOON);
        hands.tab_to("input[name=category]");
        let before = browser.run(CATEGORY, &[]);
        browser.keys(UP);
        assert_ne!(browser.run(CATEGORY, &[]), before, "an arrow key chooses another kind of work");
        hands.tab_to("#declaration");
        browser.keys(" ");
        hands.tab_to("#issue-button");
        hands.enter();
        browser.wait_until("return !document.querySelector('#issue-result').hidden", LONG);
        browser.wait_until("return document.activeElement.matches('#issue-result a')", SOON);
        hands.look();
        hands.enter();
        browser.wait_for("table.proofs");
        hands.tab_to("table.proofs th a");
        hands.enter();
        browser.wait_for("#package");
        person.wait_for_log();
        hands.tab_to("#package");
        hands.enter();
        let package = person.downloaded("zip", &scratch.path().join("package.zip"));

        hands.tab_to(".main-menu a[href$='/verify']");
        hands.enter();
        person.in_frame(|_| ());
        hands.tab_to_in_frame(&person, "#choose-files");
        person.choose(&[package, file]);
        let answers = person.settled();
        // The log may be a moment late; nothing else is open.
        assert_eq!(words(&answers)[0], "pass", "{answers}");
        hands.tab_to("#answers summary");
        hands.enter();
        assert_eq!(browser.run("return document.activeElement.parentElement.open", &[]), json!(true));
        // Out of the frame again, to the end of the page and round to its beginning: nothing holds the focus.
        hands.tab_to("input[name=theme]");
        hands.tab_to("a.skip");
    }

    struct Hands<'a> {
        browser: &'a Browser,
        tally: Tally,
    }

    impl Hands<'_> {
        /// Tab, until what a selector finds has the focus. It must be seen on every element on the way.
        fn tab_to(&self, selector: &str) {
            let mut way = Vec::new();
            for _ in 0..MOST_TABS {
                self.browser.keys(TAB);
                let at = self.look();
                if self.browser.run("return document.activeElement.matches(arguments[0])", &[json!(selector)])
                    == json!(true)
                {
                    return;
                }
                way.push(at);
            }
            self.browser.keep_picture("no-way");
            panic!("{selector} is not reached by Tab at {}: {way:?}", self.browser.url());
        }

        /// The same, for what is in the frame.
        fn tab_to_in_frame(&self, person: &Person, selector: &str) {
            for _ in 0..MOST_TABS {
                self.browser.keys(TAB);
                self.look();
                if self.browser.run("return document.activeElement.tagName", &[]) != json!("IFRAME") {
                    continue;
                }
                let there = person.in_frame(|browser| {
                    self.look();
                    browser.run("return document.activeElement.matches(arguments[0])", &[json!(selector)])
                });
                if there == json!(true) {
                    return;
                }
            }
            panic!("{selector} in the frame is not reached by Tab");
        }

        fn enter(&self) {
            self.browser.keys(ENTER);
        }

        /// What has the focus, which must be seen.
        fn look(&self) -> String {
            self.tally.case();
            let seen = self.browser.run(SEEN, &[]);
            assert_eq!(seen["why"], Value::Null, "the focus is not seen at {}: {seen}", self.browser.url());
            seen["what"].to_string()
        }
    }

    const TAB: &str = "\u{e004}";
    const ENTER: &str = "\u{e007}";
    const UP: &str = "\u{e013}";
    const DOWN: &str = "\u{e015}";
    const MOST_TABS: usize = 70;
    const CATEGORY: &str = "return document.querySelector('input[name=category]:checked').value";

    /// An outline or a shadow on the element with the focus or on what is drawn in its place, and within the window.
    const SEEN: &str = "const element = document.activeElement, what = `${element.tagName} ${element.id} ${element.className}`;
        // The window's own end of the round, or the frame, which is looked into by itself.
        if (element === document.body || element.tagName === 'IFRAME') return { what, why: null };
        const drawn = [element, element.nextElementSibling, element.closest('label'), element.parentElement].filter((one) => one !== null);
        const marked = drawn.some((one) => {
            const style = getComputedStyle(one);
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || (one === element && style.boxShadow !== 'none');
        });
        if (!marked) return { what, why: 'no outline' };
        const inside = drawn.some((one) => {
            const { top, bottom, left, right, width, height } = one.getBoundingClientRect();
            return width > 1 && height > 1 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
        });
        return { what, why: inside ? null : 'out of sight' };";
}
