//! What a person does with the proof service in a browser: signs up, chooses files, makes proofs, checks them.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::openssl::run;
use crate::stopwatch::Stopwatch;
use crate::trial::Trial;

/// A person before a browser, with the service of a trial and the pages of one language.
pub struct Person<'a> {
    /// The browser.
    pub browser: &'a Browser,
    service: String,
    lang: String,
}

impl<'a> Person<'a> {
    /// A person who reads this language.
    pub fn new(browser: &'a Browser, trial: &Trial, lang: &str) -> Self {
        Self { browser, service: format!("http://{}", trial.proof()), lang: lang.to_owned() }
    }

    /// The address of a page of their language.
    pub fn at(&self, page: &str) -> String {
        format!("{}/{}/{page}", self.service, self.lang)
    }

    /// Opens a page of their language.
    pub fn open(&self, page: &str) {
        self.browser.go(&self.at(page));
    }

    /// Signs up, follows the link of the mail, and is signed in.
    pub fn register(&self) {
        self.sign_up();
        self.follow_mail();
        self.confirm();
    }

    /// Fills in the form of a new account and sends it.
    pub fn sign_up(&self) {
        self.open("sign-up");
        self.fill(&[("#name", "Person Under Test"), ("#email", ADDRESS), ("#password", PASSWORD)]);
        self.browser.run("(document.querySelector('input[name=kind]:checked') ?? document.querySelector('input[name=kind]')).click()", &[]);
        self.press("main form button[type=submit]");
        self.browser.wait_until(
            "return !location.pathname.endsWith('/sign-up') || document.querySelector('#password') === null",
            SOON,
        );
    }

    /// Confirms the address on the page that a mail's link opened, and is signed in.
    pub fn confirm(&self) {
        self.fill(&[("#password", PASSWORD)]);
        self.press("main form button[type=submit]");
        self.browser
            .wait_until("return document.querySelector('form[action=\"/session/sign-out\"]') !== null", SOON);
    }

    /// Opens the link of the newest mail.
    pub fn follow_mail(&self) {
        self.wait_for_mail();
        self.press("article a");
    }

    /// Opens the outbox until a mail with a link is in it, which comes there a moment after the answer.
    ///
    /// # Panics
    ///
    /// When none comes.
    pub fn wait_for_mail(&self) {
        let watch = Stopwatch::start();
        loop {
            self.open("outbox");
            if self.browser.find("article a").is_some() {
                return;
            }
            if watch.elapsed() > SOON {
                self.browser.keep_picture("no-mail");
                panic!("no mail with a link at {}", self.browser.url());
            }
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// Signs out.
    pub fn sign_out(&self) {
        self.browser.run("document.querySelector('form[action=\"/session/sign-out\"]').requestSubmit()", &[]);
        self.browser
            .wait_until("return document.querySelector('form[action=\"/session/sign-out\"]') === null", SOON);
    }

    /// Types into fields, each found by its selector.
    pub fn fill(&self, fields: &[(&str, &str)]) {
        for (selector, text) in fields {
            let field = self.browser.wait_for(selector);
            self.browser.type_into(&field, text);
        }
    }

    /// Clicks what a selector finds.
    pub fn press(&self, selector: &str) {
        let button = self.browser.wait_for(selector);
        self.browser.click(&button);
    }

    /// Chooses files in the frame of the page that is open.
    pub fn choose(&self, files: &[PathBuf]) {
        self.in_frame(|browser| {
            let input = browser.wait_for("#files");
            browser.type_into(&input, &lines(files));
        });
    }

    /// Chooses a folder in the frame of the page that is open.
    pub fn choose_folder(&self, folder: &Path) {
        self.in_frame(|browser| {
            let input = browser.wait_for("#folder");
            browser.type_into(&input, &folder.to_string_lossy());
        });
    }

    /// Lets files and folders go over the frame of the page that is open, as from a file manager. The browser has to be opened with
    /// [`ONE_PROCESS`].
    pub fn drop(&self, what: &[PathBuf]) {
        self.in_frame(|_| ());
        let (x, _) = self.browser.middle("#frame iframe");
        let top = "return document.querySelector('#frame iframe').getBoundingClientRect().top";
        let top = self.browser.run(top, &[]).as_f64().unwrap_or_default();
        self.browser.drop_files(x, top.max(HEADER) + 40.0, what);
    }

    /// Does something within the frame of the page, when the frame shows its zone.
    pub fn in_frame<T>(&self, act: impl FnOnce(&Browser) -> T) -> T {
        let frame = self.browser.wait_for("#frame iframe");
        self.browser.enter(&frame);
        self.browser.wait_until("return !document.querySelector('main').hidden", SOON);
        let given = act(self.browser);
        self.browser.leave();
        given
    }

    /// Makes proofs of files under the person's own name; the page then shows what became of each.
    pub fn deposit(&self, files: &[PathBuf]) {
        self.open("deposit");
        self.choose(files);
        self.issue();
    }

    /// Declares, presses the button of the deposit page and waits for the end.
    pub fn issue(&self) {
        self.browser.wait_until("return document.querySelector('#issue-button')?.disabled === false", LONG);
        self.press("#declaration");
        self.press("#issue-button");
        self.browser.wait_until("return !document.querySelector('#issue-result').hidden", LONG * 5);
        let bad = self.browser.run(
            "return [...document.querySelectorAll('#issue-result .bad, #states [data-state=failed], #states [data-state=refused]')].map((bad) => bad.innerText)",
            &[],
        );
        assert_eq!(bad, json!([]), "a file got no proof");
    }

    /// The addresses of the proofs of the deposit that was just made, in the order of its files; then its page is open.
    pub fn proofs(&self) -> Vec<String> {
        self.press("#issue-result a.button");
        self.browser.wait_for("#result table.proofs");
        let links = self
            .browser
            .run("return [...document.querySelectorAll('table.proofs th a')].map((a) => a.href)", &[]);
        links.as_array().into_iter().flatten().filter_map(|link| link.as_str().map(str::to_owned)).collect()
    }

    /// Waits, on the page of a proof, until the log has it: packages hold the proof of that from then on.
    pub fn wait_for_log(&self) {
        self.browser.wait_until(
            "const { id } = document.querySelector('#proof').dataset;
            return fetch(`/session/proofs/${id}/log-proofs`).then((answer) => answer.ok)",
            LONG,
        );
    }

    /// The next file with this extension that comes down, moved to `to`.
    ///
    /// # Panics
    ///
    /// When none comes within a minute: a package waits for the log.
    pub fn downloaded(&self, extension: &str, to: &Path) -> PathBuf {
        for _ in 0..600 {
            let entries = fs::read_dir(self.browser.downloads()).into_iter().flatten().flatten();
            let mut found = entries.map(|entry| entry.path());
            if let Some(file) = found.find(|path| path.extension().is_some_and(|end| end == extension)) {
                fs::rename(&file, to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
                return to.to_owned();
            }
            thread::sleep(Duration::from_millis(100));
        }
        self.browser.keep_picture("nothing-came-down");
        panic!("no .{extension} came down at {}", self.browser.url());
    }

    /// The answers of the page for checking about `what`, given in this order.
    pub fn verdicts(&self, what: &[PathBuf]) -> Value {
        self.open("verify");
        self.choose(what);
        self.settled()
    }

    /// The three answers that the page shows, when they have not changed for a while: `{text, file, time, holder}`.
    pub fn settled(&self) -> Value {
        // Parts are read one after another; the answer stands when it has not changed for a while.
        self.browser.wait_until(SETTLED, LONG)
    }
}

/// The three verdicts of [`Person::settled`].
pub fn words(answers: &Value) -> [&str; 3] {
    ["file", "time", "holder"].map(|question| answers[question]["verdict"].as_str().unwrap_or("none"))
}

/// Unpacks an archive into a directory that is made.
pub fn unzip(package: &Path, to: &Path) {
    let (package, to) = (package.to_string_lossy(), to.to_string_lossy());
    run(Path::new("/"), "unzip", &["-q", &package, "-d", &to]).success("unzip");
}

/// Paths as a file input takes them.
pub fn lines(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join("\n")
}

/// What `sha256sum` says of a file.
pub fn digest(file: &Path) -> String {
    let said = run(Path::new("/"), "sha256sum", &[&file.to_string_lossy()]).success("sha256sum");
    said.split_whitespace().next().unwrap_or_default().to_owned()
}

/// The address with which [`Person::register`] signs up.
pub const ADDRESS: &str = "person@example.org";
/// The password of the same.
pub const PASSWORD: &str = "quiet lantern over seven bridges";
/// Long enough for a page.
pub const SOON: Duration = Duration::from_secs(60);
/// Long enough for tokens on a busy machine.
pub const LONG: Duration = Duration::from_secs(120);

/// The frame in the process of the page: DevTools drops nothing in a process of its own. Its origin stays opaque.
pub const ONE_PROCESS: &str = "--disable-features=IsolateSandboxedIframes";

/// The page's header stays where it is and covers this much, in CSS pixels.
const HEADER: f64 = 70.0;

/// The pages that are open to everybody, and one that is none.
pub const SIGNED_OUT: [&str; 12] = [
    "",
    "deposit",
    "verify",
    "compare",
    "trust",
    "help",
    "sign-up",
    "sign-in",
    "reset",
    "outbox",
    "check-mail",
    "nothing-here",
];

const SETTLED: &str = r"
    const said = [...document.querySelectorAll('#answers .verdict')];
    if (said.length !== 3) return null;
    const now = said.map((one) => [one.dataset.verdict, one.dataset.reason].join()).join(' ');
    if (window.lastSaid !== now) { window.lastSaid = now; window.lastChange = Date.now(); return null; }
    if (Date.now() - window.lastChange < 2000) return null;
    const answers = { text: document.querySelector('#answers').innerText };
    for (const one of said) answers[one.dataset.question] = { verdict: one.dataset.verdict, reason: one.dataset.reason };
    return answers;";
