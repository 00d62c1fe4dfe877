//! What the frame that holds the files lets out, with scripts planted in it; large files that are interrupted; pages that need no
//! cookie.

#[cfg(test)]
mod cases {
    use std::fs::{self, File};
    use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, Mutex};
    use std::thread;
    use std::time::Duration;

    use conformance_tests::browser::Browser;
    use conformance_tests::person::{LONG, Person, SOON, digest};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// Neither what a file is called nor how long it is leaves the browser while its fingerprint is taken; and a script that somebody
    /// put into the frame itself reaches neither the service nor anybody else.
    #[test]
    fn nothing_leaves_the_frame() {
        let tally = Tally::new("browser_frame::leaks", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let (service, stranger) = (Ear::before(Some(trial.proof())), Ear::before(None));
        let map = format!("--host-resolver-rules=MAP 127.0.0.1:{} {}", trial.proof().port(), service.address);
        let browser = Browser::open(&[&map]);
        let person = Person::new(&browser, &trial, "en");
        let folder = scratch.path().join("dossier-kestrel");
        fs::create_dir(&folder).expect("the scratch directory is writable");
        let file = folder.join("manuscript-osprey.txt");
        fs::write(&file, vec![b'x'; SIZE]).expect("the scratch directory is writable");

        person.open("deposit");
        person.choose(std::slice::from_ref(&file));
        person.choose_folder(&folder);
        let done = "return document.querySelector('#bar').getAttribute('aria-valuenow') === '100'";
        browser.wait_until(done, SOON);
        thread::sleep(Duration::from_secs(1));
        assert!(service.heard().len() > 1_000, "the service was asked through the tap");
        for secret in ["osprey", "kestrel", &SIZE.to_string(), &digest(&file)] {
            tally.case();
            assert!(!service.has_heard(secret), "{secret} left the browser before anything was issued");
        }

        // The test of the test: from the page, the service can be reached and the stranger cannot.
        browser.run("await fetch('/healthz?from-the-page'); return null", &[]);
        assert!(service.has_heard("from-the-page"));

        let targets = [format!("http://{}", trial.proof()), format!("http://{}", stranger.address)];
        for target in &targets {
            person.open("deposit");
            for (name, act) in WAYS {
                tally.case();
                // After a way that navigates the frame may be another.
                if NAVIGATES.contains(&name) {
                    person.open("deposit");
                }
                person.in_frame(|browser| {
                    // What is refused may throw or not; what counts is what is heard.
                    let planted =
                        format!("const target = arguments[0] + '/?leak-{name}'; {act}; return null");
                    let _ = browser.try_run(&planted, &[json!(target)]);
                });
                thread::sleep(Duration::from_millis(if NAVIGATES.contains(&name) { 500 } else { 0 }));
            }
        }
        thread::sleep(Duration::from_secs(1));
        for (name, _) in WAYS {
            let sign = format!("leak-{name}");
            assert!(!stranger.has_heard(&sign), "{name} reached a stranger");
            assert!(!service.has_heard(&sign), "{name} reached the service");
        }
        assert!(stranger.heard().is_empty(), "somebody knocked at the stranger's");
    }

    /// Half a gibibyte: paused, resumed, cancelled, interrupted by a reload, and its fingerprint is that of `sha256sum`.
    #[test]
    fn a_large_file_goes_on_where_it_was() {
        let tally = Tally::new("browser_frame::large", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        browser.plant(WATCHER);
        let person = Person::new(&browser, &trial, "en");
        let file = large_file(scratch.path());

        // Paused: it stands still. Resumed: it goes on.
        person.open("deposit");
        person.choose(std::slice::from_ref(&file));
        browser.wait_until("return window.heard.fractions.at(-1) > 0.05", LONG);
        person.press("#pause");
        let stands = "const before = window.heard.fractions.at(-1);
            return new Promise((done) => setTimeout(() => done(window.heard.fractions.at(-1) === before && before), 700))";
        let at = browser.wait_until(stands, SOON);
        tally.case();
        assert!(at.as_f64().is_some_and(|at| at < 0.99), "it was over before it could be paused: {at}");
        person.press("#pause");
        browser.wait_until(&format!("return window.heard.fractions.at(-1) > {at}"), LONG);

        // Cancelled: no fingerprint comes of it.
        person.press("#cancel");
        browser.wait_until("return window.heard.failed.includes('cancelled')", SOON);
        tally.case();
        assert_eq!(browser.run("return window.heard.digest", &[]), Value::Null);

        // Reloaded in the middle: it goes on from what was kept.
        person.open("deposit");
        browser.run("return new Promise((done) => { const request = indexedDB.deleteDatabase('proof-midstates'); request.onsuccess = request.onerror = request.onblocked = () => done(null); })", &[]);
        person.open("deposit");
        person.choose(std::slice::from_ref(&file));
        browser.wait_until("return window.heard.kept > 0 && window.heard.fractions.at(-1) > 0.2", LONG);
        person.press("#pause");
        person.open("deposit");
        person.choose(std::slice::from_ref(&file));
        let found = browser.wait_until("return window.heard.digest", LONG * 2);
        tally.case();
        assert_eq!(found["sha256"], json!(digest(&file)));
        let first = browser.run("return window.heard.fractions.find((fraction) => fraction > 0)", &[]);
        tally.case();
        assert!(first.as_f64() > Some(0.12), "it began anew: {first}");
    }

    /// Checking wants no account and no cookie (proof-service F27).
    #[test]
    fn checking_needs_no_cookie() {
        let tally = Tally::new("browser_frame::cookies", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let browser = Browser::open(&[]);
        let person = Person::new(&browser, &trial, "en");
        let file = scratch.path().join("a file");
        fs::write(&file, "a file").expect("the scratch directory is writable");
        for page in ["en/verify", "ar/verify", "en/compare", "ja/compare", "frame", "verify.html"] {
            tally.case();
            let head = head_of(trial.proof(), &format!("/{page}"));
            assert!(head.starts_with("http/1.1 200"), "{page}: {head}");
            assert!(!head.contains("set-cookie"), "{page}: {head}");
        }
        for page in ["verify", "compare"] {
            tally.case();
            person.open(page);
            person.choose(std::slice::from_ref(&file));
            person.in_frame(|browser| browser.wait_for("#list li[data-state=done]"));
            let cookies = browser.devtools("Network.getAllCookies", &json!({}));
            assert_eq!(cookies["cookies"], json!([]), "{page}");
        }
        // The test of the test: another page does set one, so cookies would be seen.
        person.open("sign-in");
        let cookies = browser.devtools("Network.getAllCookies", &json!({}));
        assert_ne!(cookies["cookies"], json!([]), "sign-in");
    }

    fn large_file(scratch: &Path) -> PathBuf {
        let path = scratch.join("large.bin");
        let mut file = File::create(&path).expect("the scratch directory is writable");
        file.set_len(LARGE).expect("a sparse file");
        for place in (0..LARGE).step_by(40 << 20) {
            file.seek(SeekFrom::Start(place)).expect("a place in the file");
            file.write_all(&place.to_le_bytes()).expect("the file is writable");
        }
        path
    }

    fn head_of(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase()
    }

    /// Listens, keeps what is said to it, and hands it on if there is a server behind it.
    struct Ear {
        address: SocketAddr,
        heard: Arc<Mutex<Vec<u8>>>,
    }

    impl Ear {
        fn before(server: Option<SocketAddr>) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
            let address = listener.local_addr().expect("an address");
            let heard = Arc::new(Mutex::new(Vec::new()));
            let keep = Arc::clone(&heard);
            thread::spawn(move || {
                for client in listener.incoming().flatten() {
                    let keep = Arc::clone(&keep);
                    thread::spawn(move || Self::pass(&client, server, &keep));
                }
            });
            Self { address, heard }
        }

        fn pass(client: &TcpStream, server: Option<SocketAddr>, keep: &Mutex<Vec<u8>>) {
            let server = server.and_then(|server| TcpStream::connect(server).ok());
            if let (Some(Ok(mut answers)), Ok(mut down)) =
                (server.as_ref().map(TcpStream::try_clone), client.try_clone())
            {
                thread::spawn(move || {
                    let _ = std::io::copy(&mut answers, &mut down); // until either side ends
                    let _ = down.shutdown(std::net::Shutdown::Both);
                });
            }
            let (mut client, mut octets) = (client, [0; 16 * 1024]);
            while let Ok(count @ 1..) = client.read(&mut octets) {
                keep.lock().expect("no listener panics").extend(&octets[..count]);
                if server.as_ref().is_some_and(|mut server| server.write_all(&octets[..count]).is_err()) {
                    break;
                }
            }
            if let Some(server) = server {
                let _ = server.shutdown(std::net::Shutdown::Both);
            }
        }

        fn heard(&self) -> Vec<u8> {
            self.heard.lock().expect("no listener panics").clone()
        }

        fn has_heard(&self, sign: &str) -> bool {
            self.heard().windows(sign.len()).any(|window| window == sign.as_bytes())
        }
    }

    const SIZE: usize = 1_234_567;
    const LARGE: u64 = 640 << 20;

    /// What a script in the frame may try; `target` is an address with a sign in its query.
    const WAYS: [(&str, &str); 14] = [
        ("fetch", "await fetch(target, { mode: 'no-cors' }).catch(() => {})"),
        ("xhr", "const request = new XMLHttpRequest(); request.open('GET', target); request.send()"),
        ("beacon", "navigator.sendBeacon(target, 'x')"),
        ("image", "new Image().src = target"),
        ("socket", "new WebSocket(target.replace('http', 'ws'))"),
        ("events", "new EventSource(target)"),
        ("worker", "new Worker(URL.createObjectURL(new Blob([`fetch('${target}', { mode: 'no-cors' })`])))"),
        (
            "style",
            "const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = target; document.head.append(link)",
        ),
        (
            "prefetch",
            "const link = document.createElement('link'); link.rel = 'prefetch'; link.href = target; document.head.append(link)",
        ),
        (
            "form",
            "const form = document.createElement('form'); form.method = 'post'; form.action = target; document.body.append(form); form.submit()",
        ),
        ("window", "window.open(target)"),
        ("top", "top.location.href = target"),
        ("navigation", "location.href = target"),
        (
            "refresh",
            "const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = `0; url=${target}`; document.head.append(meta)",
        ),
    ];

    const NAVIGATES: [&str; 4] = ["form", "top", "navigation", "refresh"];

    /// Hears the events that the page's own scripts get.
    const WATCHER: &str = "if (window === window.top) {
        const heard = window.heard = { fractions: [], failed: [], kept: 0, digest: null };
        const dispatch = EventTarget.prototype.dispatchEvent;
        EventTarget.prototype.dispatchEvent = function (event) {
            // Pausing tells of all files together, without the share of one.
            if (event.type === 'progress' && event.detail?.fraction !== undefined) heard.fractions.push(event.detail.fraction);
            if (event.type === 'failed') heard.failed.push(event.detail.code);
            if (event.type === 'midstate') heard.kept += 1;
            if (event.type === 'digest') heard.digest = event.detail;
            return dispatch.call(this, event);
        };
    }";
}
