//! Chromium without a window, driven over WebDriver (W3C) by chromedriver. Blocking, like the tests.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::report::profile_directory;
use crate::stopwatch::Stopwatch;

/// A browser with one window; dropping it ends it. When the test fails, a picture of the window is kept under `target/`.
pub struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
    scratch: TempDir,
}

/// An element of the page or the frame in which it was found.
#[derive(Clone, Debug)]
pub struct Element(String);

/// What the driver says is wrong: its code and its text.
#[derive(Clone, Debug)]
pub struct WebDriverFault(pub String);

impl Browser {
    /// Starts the browser, 1200 by 900 pixels, with these further arguments of Chromium.
    ///
    /// # Panics
    ///
    /// When chromedriver or Chromium is not here or does not start.
    pub fn open(arguments: &[&str]) -> Self {
        let scratch = TempDir::new().expect("a scratch directory");
        let address = free_address();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("chromedriver: {error}\ninstall it: apt-get install chromium-driver")
            });
        let mut browser = Self { driver, address, session: String::new(), scratch };
        browser.wait_for_driver();
        let profile = format!("--user-data-dir={}", browser.scratch.path().join("profile").display());
        // Without its own sandbox, which wants rights that a container does not give.
        let mut all =
            vec!["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,900", &profile];
        all.extend(arguments);
        let downloads = browser.downloads();
        fs::create_dir_all(&downloads).expect("the scratch directory is writable");
        let preferences =
            json!({ "download.default_directory": downloads, "download.prompt_for_download": false });
        let options = json!({ "args": all, "prefs": preferences });
        let wanted = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": SCRIPT.as_millis() },
        });
        let answer = browser.ask("POST", "/session", &json!({ "capabilities": { "alwaysMatch": wanted } }));
        let answer = answer.unwrap_or_else(|fault| panic!("Chromium does not start: {}", fault.0));
        browser.session = format!("/session/{}", answer["sessionId"].as_str().expect("a session"));
        browser
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.scratch.path().join("downloads")
    }

    /// The process id of the driver, whose descendants are the browser.
    pub fn pid(&self) -> u32 {
        self.driver.id()
    }

    /// Opens a page and waits until it is loaded.
    pub fn go(&self, url: &str) {
        self.command("POST", "/url", &json!({ "url": url }));
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        self.command("GET", "/url", &Value::Null).as_str().expect("a URL").to_owned()
    }

    /// Runs the body of a function in the page, with `arguments`; promises are waited for.
    pub fn run(&self, body: &str, arguments: &[Value]) -> Value {
        self.try_run(body, arguments).unwrap_or_else(|fault| panic!("{}", fault.0))
    }

    /// As [`Self::run`], for what may throw.
    ///
    /// # Errors
    ///
    /// What was thrown.
    pub fn try_run(&self, body: &str, arguments: &[Value]) -> Result<Value, WebDriverFault> {
        self.ask(
            "POST",
            &format!("{}/execute/sync", self.session),
            &json!({ "script": body, "args": arguments }),
        )
    }

    /// The first element that a CSS selector finds, now.
    pub fn find(&self, selector: &str) -> Option<Element> {
        let query = json!({ "using": "css selector", "value": selector });
        let found = self.ask("POST", &format!("{}/elements", self.session), &query).ok()?;
        found.get(0)?.get(ELEMENT)?.as_str().map(|id| Element(id.to_owned()))
    }

    /// The same, waited for.
    ///
    /// # Panics
    ///
    /// When it does not come within a minute.
    pub fn wait_for(&self, selector: &str) -> Element {
        let watch = Stopwatch::start();
        loop {
            if let Some(element) = self.find(selector) {
                return element;
            }
            if watch.elapsed() > PATIENCE {
                self.keep_picture("missing");
                panic!("no {selector} at {}", self.url());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the body of a function gives something true, for so long at most; says what it gave.
    ///
    /// # Panics
    ///
    /// When it does not.
    pub fn wait_until(&self, body: &str, limit: Duration) -> Value {
        let watch = Stopwatch::start();
        loop {
            let value = self.run(body, &[]);
            if !matches!(value, Value::Null | Value::Bool(false)) && value != json!("") && value != json!(0) {
                return value;
            }
            if watch.elapsed() > limit {
                self.keep_picture("waiting");
                panic!("never true at {}: {body}", self.url());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks it, once it stands still. A click that the page never saw is made again, as a person would: between the moment when
    /// the driver looks where the element stands and the click, a page that is still being laid out may have moved it.
    ///
    /// # Panics
    ///
    /// When the page sees none of three clicks.
    pub fn click(&self, element: &Element) {
        let handle = [json!({ ELEMENT: element.0 })];
        let watch = Stopwatch::start();
        while self.run(STANDS_STILL, &handle) == json!(false) && watch.elapsed() < PATIENCE {}
        for _ in 0..3 {
            self.run(LISTEN, &[]);
            self.command("POST", &format!("/element/{}/click", element.0), &json!({}));
            // A page or a frame that the click took away has seen it.
            if self.try_run(UNSEEN, &[]).ok() != Some(json!(true)) {
                return;
            }
            self.keep_picture("unseen-click");
        }
        panic!("none of three clicks was seen at {}", self.url());
    }

    /// Types into it; for a file input, the paths of files, one a line.
    pub fn type_into(&self, element: &Element, text: &str) {
        self.command("POST", &format!("/element/{}/value", element.0), &json!({ "text": text }));
    }

    /// Its text, as it is shown.
    pub fn text(&self, element: &Element) -> String {
        let text = self.command("GET", &format!("/element/{}/text", element.0), &Value::Null);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Goes into a frame; commands then mean its document.
    pub fn enter(&self, frame: &Element) {
        self.command("POST", "/frame", &json!({ "id": { ELEMENT: frame.0 } }));
    }

    /// Back to the page itself.
    pub fn leave(&self) {
        self.command("POST", "/frame", &json!({ "id": null }));
    }

    /// Makes the window so large.
    pub fn resize(&self, width: u32, height: u32) {
        self.command("POST", "/window/rect", &json!({ "width": width, "height": height }));
    }

    /// What the page wrote to the console since the last call, refused scripts included.
    pub fn console(&self) -> Vec<String> {
        let entries = self.command("POST", "/se/log", &json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }

    /// Plants a script that runs before those of every page, in every frame.
    pub fn plant(&self, source: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }));
    }

    /// A command of the DevTools protocol to the page.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.command("POST", "/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Lets go of files over a point of the window (CSS pixels), as a person who drags them from a file manager.
    pub fn drop_files(&self, x: f64, y: f64, files: &[PathBuf]) {
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        // Held for a moment, as a hand does: the page may change under it.
        for kind in ["dragEnter", "dragOver", "dragOver", "drop"] {
            self.devtools("Input.dispatchDragEvent", &json!({ "type": kind, "x": x, "y": y, "data": data }));
        }
    }

    /// The middle of what a selector finds, in CSS pixels of the window, scrolled to where it is seen.
    ///
    /// # Panics
    ///
    /// When it is not there.
    pub fn middle(&self, selector: &str) -> (f64, f64) {
        let middle = "const element = document.querySelector(arguments[0]); element.scrollIntoView({ block: 'center' });
            const { x, y, width, height } = element.getBoundingClientRect(); return [x + width / 2, y + height / 2]";
        let point = self.run(middle, &[json!(selector)]);
        match (point[0].as_f64(), point[1].as_f64()) {
            (Some(x), Some(y)) => (x, y),
            _ => panic!("no {selector} at {}: {point}", self.url()),
        }
    }

    /// Presses keys one after another, in the window and not in an element: characters, or those of WebDriver §17.4.2.
    pub fn keys(&self, keys: &str) {
        let presses: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
            })
            .collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": presses });
        self.command("POST", "/actions", &json!({ "actions": [keyboard] }));
    }

    /// A picture of the window.
    pub fn picture(&self, to: &Path) {
        let encoded = self.command("GET", "/screenshot", &Value::Null);
        let octets = decode_base64(encoded.as_str().unwrap_or_default());
        fs::write(to, octets).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    }

    /// Keeps a picture under `target/browser/` for whoever reads why the test failed.
    pub fn keep_picture(&self, name: &str) {
        let directory = profile_directory().with_file_name("browser");
        if fs::create_dir_all(&directory).is_ok() {
            let test = thread::current().name().unwrap_or("test").replace("::", "-");
            self.picture(&directory.join(format!("{test}-{name}.png")));
        }
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let path = format!("{}{path}", self.session);
        self.ask(method, &path, body).unwrap_or_else(|fault| panic!("{method} {path}: {}", fault.0))
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, WebDriverFault> {
        let answer = self.send(method, path, body).map_err(|error| WebDriverFault(error.to_string()))?;
        let mut value: Value =
            serde_json::from_slice(&answer).map_err(|error| WebDriverFault(error.to_string()))?;
        let value = value["value"].take();
        match value["error"].as_str() {
            Some(code) => {
                Err(WebDriverFault(format!("{code}: {}", value["message"].as_str().unwrap_or_default())))
            }
            None => Ok(value),
        }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address)?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {length}\r\n\r\n{body}",
            self.address
        )?;
        let mut reader = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        Ok(answer)
    }

    fn wait_for_driver(&self) {
        let watch = Stopwatch::start();
        while self.ask("GET", "/status", &Value::Null).is_err() {
            assert!(watch.elapsed() < PATIENCE, "chromedriver does not answer");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() && !self.session.is_empty() {
            // The picture is a convenience: what goes wrong here must not hide why the test failed.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.keep_picture("failed")));
        }
        let _ = self.send("DELETE", &self.session, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address")
}

/// Brings an element into the middle of the view, where no header lies over it, and says whether it stands where it stood two frames ago.
const STANDS_STILL: &str = r"
    const [element] = arguments;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const place = () => { const { x, y, width, height } = element.getBoundingClientRect(); return [x, y, width, height].join(); };
    // A page that nobody sees draws no frames.
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); setTimeout(resolve, 200); });
    const before = place();
    await frame();
    await frame();
    return place() === before;";

const LISTEN: &str = r"
    window.clickAwaited = true;
    addEventListener('click', () => { window.clickAwaited = false; }, { capture: true, once: true });";

const UNSEEN: &str = "return window.clickAwaited === true";

/// Base64 as browsers write it; other characters are passed over.
pub fn decode_base64(text: &str) -> Vec<u8> {
    let (mut octets, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0);
    for digit in text.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            octets.push((bits >> count) as u8);
        }
    }
    octets
}

/// The name of an element's reference (WebDriver §12).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// What comes on an idle machine at once.
const PATIENCE: Duration = Duration::from_secs(60);
/// Promises too; WebDriver's own thirty seconds are few for a machine with other work.
const SCRIPT: Duration = Duration::from_secs(120);
