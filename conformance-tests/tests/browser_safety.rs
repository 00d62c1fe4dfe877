//! What the pages must never do, seen from outside by a real browser: let a file out, run a script that is not theirs, shut
//! people out who use a screen reader.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::path::Path;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    use std::sync::{Arc, Mutex};
    use std::thread;
    use std::time::Duration;

    use conformance_tests::axe::Axe;
    use conformance_tests::browser::Browser;
    use conformance_tests::openssl::run;
    use conformance_tests::person::SIGNED_OUT;
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tempfile::TempDir;

    /// Two gibibytes of AES-CTR key stream: whatever 16 octets of it leave, deciphered they are a counter that is small.
    #[test]
    fn t24_a_large_file_stays_on_its_machine() {
        let tally = Tally::new("browser_safety::t24", "Chromium");
        let (trial, scratch) = (Trial::start(), TempDir::new().expect("a scratch directory"));
        let (file, net_log) = (scratch.path().join("large.bin"), scratch.path().join("net.json"));
        let make = format!(
            "head -c {SIZE} /dev/zero | openssl enc -aes-128-ctr -K {KEY} -iv {ZERO} >large.bin && sha256sum large.bin"
        );
        let sum = run(scratch.path(), "sh", &["-c", &make]).success("the large file");
        let sum = sum.split_whitespace().next().expect("a digest").to_owned();

        // Every connection to the service comes here first; for what Chromium would ask its maker, there is no other host.
        let tap = Tap::before(trial.proof());
        let map = format!("--host-resolver-rules=MAP 127.0.0.1 {},MAP * ~NOTFOUND", tap.address);
        let log = format!("--log-net-log={}", net_log.display());
        let browser = Browser::open(&[&map, &log, "--net-log-capture-mode=Everything"]);
        browser.plant(EAVESDROPPER);
        browser.go(&format!("http://{}/en/deposit", trial.proof()));
        let frame = browser.wait_for("iframe");
        browser.enter(&frame);
        let input = browser.wait_for("#files");
        thread::sleep(Duration::from_secs(2));
        browser.leave();
        let before = tap.sent();
        let memory = Memory::watch(browser.pid());
        browser.enter(&frame);
        browser.type_into(&input, &file.to_string_lossy());
        browser.leave();
        // What the page is told of the file: its digest.
        let found = browser.wait_until("return window.heard.digest", Duration::from_secs(240));
        let grown = memory.most_grown_kib();
        tally.case();
        assert_eq!(found["sha256"], json!(sum));
        tally.case();
        assert!(grown < 300 * 1024, "the browser grew by {grown} KiB");
        let sent = tap.sent() - before;
        tally.case();
        let said = String::from_utf8_lossy(&tap.octets()[before..]).into_owned();
        assert!(sent <= 10 * 1024, "{sent} octets were sent while the file was read:\n{said:.3000}");

        // A script in the page: it can read the page, and nothing of the frame.
        tally.case();
        assert_eq!(browser.run(READER, &[]), json!([]), "a script in the page reaches into the frame");
        let heard = browser.run("return window.heard", &[]);
        assert!(heard["binary"].as_u64() <= Some(64 * 1024) && heard["files"] == json!(0), "{heard}");

        // A script that would put its own drop zone in the place of ours: none of its forms runs.
        tally.case();
        browser.run(INTRUDER, &[]);
        browser.wait_until("return window.tried", Duration::from_secs(10));
        thread::sleep(Duration::from_secs(1));
        assert_eq!(browser.run("return window.intruder ?? null", &[]), Value::Null);
        drop(browser);

        let log = fs::read_to_string(&net_log).expect("the net log");
        tally.case();
        assert!(
            !log.contains("intruder.invalid"),
            "the browser looked for a host that a planted script named"
        );
        let captured = [tap.octets(), decoded(&log)].concat();
        tally.case();
        assert!(captured.len() > 10_000, "the tap heard something: {}", captured.len());
        assert_eq!(blocks_of_the_file(&captured, scratch.path()), 0, "octets of the file in the traffic");
        // The test of the test: a window of the file at an odd place is found.
        let window = fs::File::open(&file).and_then(|mut file| {
            let mut window = vec![0; 1_000_007 + 32];
            file.read_exact(&mut window).map(|()| window.split_off(1_000_007))
        });
        assert_eq!(blocks_of_the_file(&window.expect("the file"), scratch.path()), 1);
    }

    #[test]
    fn every_page_can_be_used_by_everybody() {
        let tally = Tally::new("browser_safety::axe", "axe-core in Chromium");
        let axe = Axe::load();
        let (trial, mut found) = (Trial::start(), Vec::new());
        let browser = Browser::open(&[]);
        for lang in LANGUAGES {
            for page in SIGNED_OUT {
                tally.case();
                let page = format!("/{lang}/{page}");
                browser.go(&format!("http://{}{page}", trial.proof()));
                found.extend(axe.serious(&browser, &page));
                if let Some(frame) = browser.find("iframe") {
                    browser.enter(&frame);
                    browser
                        .wait_until("return !document.querySelector('main').hidden", Duration::from_secs(20));
                    found.extend(axe.serious(&browser, &format!("the frame of {page}")));
                    browser.leave();
                }
                let tags =
                    browser.run("return [document.documentElement.lang, document.documentElement.dir]", &[]);
                let dir = if lang == "ar" { "rtl" } else { "ltr" };
                assert_eq!(tags[1], json!(dir), "{page}");
                assert!(tags[0].as_str().is_some_and(|tag| tag.starts_with(lang)), "{page}: {tags}");
            }
        }
        assert!(found.is_empty(), "{} serious faults:\n{}", found.len(), found.join("\n"));
        // The test of the test: a picture without words is found.
        browser.run("document.querySelector('main').append(new Image())", &[]);
        assert!(axe.serious(&browser, "a page with a fault")[0].contains("image-alt"));
    }

    /// Two connections to the trial: the headers that every kind of answer carries.
    #[test]
    fn every_answer_says_what_may_run_in_it() {
        let tally = Tally::new("browser_safety::headers", "raw HTTP");
        let trial = Trial::start();
        for (path, wanted, unwanted) in [
            ("/en/", "require-trusted-types-for 'script'; trusted-types 'none'", "unsafe"),
            ("/en/verify", "script-src 'sha256-", "/static/"),
            ("/ar/deposit", "frame-ancestors 'none'", "unsafe"),
            ("/en/nothing-here", "default-src 'none'", "unsafe"),
            ("/en/%3Cscript%3Ealert(1)%3C/script%3E", "default-src 'none'", "unsafe-inline"),
            ("/frame", "default-src 'none'", "unsafe-inline"),
            ("/api/v1/trust", "default-src 'none'; frame-ancestors 'none'", "script-src"),
            ("/healthz", "default-src 'none'; frame-ancestors 'none'", "script-src"),
        ] {
            tally.case();
            let answer = ask(trial.proof(), path);
            let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
            let head = head.to_ascii_lowercase();
            let policy = head.lines().find_map(|line| line.strip_prefix("content-security-policy: "));
            let policy = policy.unwrap_or_else(|| panic!("{path} has no policy:\n{head}"));
            assert!(policy.contains(wanted) && !policy.contains(unwanted), "{path}: {policy}");
            assert!(
                !policy.contains("connect-src *") && !policy.contains("'unsafe-eval'"),
                "{path}: {policy}"
            );
            assert!(head.contains("x-content-type-options: nosniff"), "{path}:\n{head}");
            assert!(head.contains("referrer-policy: same-origin"), "{path}:\n{head}");
            assert!(path == "/frame" || head.contains("x-frame-options: deny"), "{path}:\n{head}");
            assert!(!body.contains("<script>alert"), "{path} repeats what it was asked:\n{body}");
        }
        // The frame has no way out at all, and runs what its policy names by hash.
        let frame = ask(trial.proof(), "/frame").to_ascii_lowercase();
        assert!(frame.contains("script-src 'sha256-") && !frame.contains("connect-src '"), "{frame:.900}");
    }

    /// What a person may type as a name: none of it may run, and all of it is shown as it is or refused.
    #[test]
    fn names_are_never_code() {
        let tally = Tally::new("browser_safety::names", "Chromium");
        let trial = Trial::start();
        let browser = Browser::open(&[]);
        browser.go(&format!("http://{}/en/deposit", trial.proof()));
        let name = "#shared input";
        browser.wait_for(name);
        for hostile in HOSTILE {
            tally.case();
            let set = "const [selector, text] = arguments; const input = document.querySelector(selector);
                input.value = text; for (const type of ['input', 'change', 'blur']) input.dispatchEvent(new Event(type, { bubbles: true }));
                return window.intruder ?? null";
            assert_eq!(browser.run(set, &[json!(name), json!(hostile)]), Value::Null, "{hostile}");
        }
        for hostile in HOSTILE {
            tally.case();
            let encoded: String = hostile.bytes().map(|octet| format!("%{octet:02x}")).collect();
            browser.go(&format!("http://{}/en/sign-in?next={encoded}", trial.proof()));
            assert_eq!(browser.run("return window.intruder ?? null", &[]), Value::Null, "{hostile}");
            let elements = browser.run(
                "return document.querySelectorAll('img[src=x], svg[onload], iframe[srcdoc]').length",
                &[],
            );
            assert_eq!(elements, json!(0), "{hostile}");
        }
        let reports: Vec<String> =
            browser.console().into_iter().filter(|line| line.contains("Content Security Policy")).collect();
        assert!(reports.is_empty(), "{reports:?}");
    }

    fn ask(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Stands before a server and keeps what is sent to it.
    struct Tap {
        address: SocketAddr,
        heard: Arc<Mutex<Vec<u8>>>,
    }

    impl Tap {
        fn before(server: SocketAddr) -> Self {
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

        fn pass(client: &TcpStream, server: SocketAddr, keep: &Mutex<Vec<u8>>) {
            let Ok(server) = TcpStream::connect(server) else { return };
            let (Ok(mut down), Ok(mut answers)) = (client.try_clone(), server.try_clone()) else { return };
            thread::spawn(move || {
                let _ = std::io::copy(&mut answers, &mut down); // until either side ends
                let _ = down.shutdown(std::net::Shutdown::Both);
            });
            let (mut client, mut server, mut octets) = (client, &server, [0; 16 * 1024]);
            while let Ok(count @ 1..) = client.read(&mut octets) {
                keep.lock().expect("the tap does not panic").extend(&octets[..count]);
                if server.write_all(&octets[..count]).is_err() {
                    break;
                }
            }
            let _ = server.shutdown(std::net::Shutdown::Both);
        }

        fn sent(&self) -> usize {
            self.heard.lock().expect("the tap does not panic").len()
        }

        fn octets(&self) -> Vec<u8> {
            self.heard.lock().expect("the tap does not panic").clone()
        }
    }

    /// Samples how much memory of their own a process and its descendants have.
    struct Memory {
        first: u64,
        most: Arc<AtomicU64>,
        ended: Arc<AtomicBool>,
    }

    impl Memory {
        fn watch(pid: u32) -> Self {
            let (first, most, ended) = (own_memory_kib(pid), Arc::new(AtomicU64::new(0)), Arc::default());
            let (peak, end): (_, Arc<AtomicBool>) = (Arc::clone(&most), Arc::clone(&ended));
            thread::spawn(move || {
                while !end.load(Ordering::Relaxed) {
                    peak.fetch_max(own_memory_kib(pid), Ordering::Relaxed);
                    thread::sleep(Duration::from_millis(100));
                }
            });
            Self { first, most, ended }
        }

        fn most_grown_kib(self) -> u64 {
            self.ended.store(true, Ordering::Relaxed);
            let most = self.most.load(Ordering::Relaxed);
            assert!(most > 0, "memory was measured");
            most.saturating_sub(self.first)
        }
    }

    fn own_memory_kib(root: u32) -> u64 {
        let status = |pid: u32| fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let field = |text: &str, name: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        let pids = fs::read_dir("/proc").expect("/proc").flatten();
        let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let processes: Vec<(u32, u32, u64)> = pids
            .map(|pid| (pid, status(pid)))
            .map(|(pid, text)| (pid, field(&text, "PPid:") as u32, field(&text, "RssAnon:")))
            .collect();
        let (mut family, mut at, mut total) = (vec![root], 0, 0);
        while let Some(&parent) = family.get(at) {
            at += 1;
            for (pid, _, memory) in processes.iter().filter(|(_, of, _)| *of == parent) {
                family.push(*pid);
                total += memory;
            }
        }
        total
    }

    /// The octets that a net log holds in base64.
    fn decoded(log: &str) -> Vec<u8> {
        let parts = log.split("\"bytes\":\"").skip(1).filter_map(|rest| rest.split('"').next());
        parts.flat_map(|text| [conformance_tests::browser::decode_base64(text), vec![0]].concat()).collect()
    }

    /// How many of the places in `octets` are the beginning of a 16-octet block of the file.
    fn blocks_of_the_file(octets: &[u8], scratch: &Path) -> usize {
        let windows: Vec<u8> = octets.windows(16).flatten().copied().collect();
        fs::write(scratch.join("windows"), windows).expect("the scratch directory is writable");
        let decipher = format!("openssl enc -d -aes-128-ecb -nopad -K {KEY} -in windows -out counters");
        let output = Command::new("sh").args(["-c", &decipher]).current_dir(scratch).status();
        assert!(output.is_ok_and(|status| status.success()), "{decipher}");
        let counters = fs::read(scratch.join("counters")).expect("the counters");
        let (counters, _) = counters.as_chunks::<16>();
        counters.iter().filter(|counter| u128::from_be_bytes(**counter) < u128::from(SIZE / 16)).count()
    }

    const SIZE: u64 = 2 << 30;
    const KEY: &str = "00112233445566778899aabbccddeeff";
    const ZERO: &str = "00000000000000000000000000000000";
    const LANGUAGES: [&str; 10] = ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "ru", "zh"];

    /// Weighs what comes to the page over its ports, and hears the events that the page's own scripts get.
    const EAVESDROPPER: &str = "if (window === window.top) {
        const heard = window.heard = { binary: 0, files: 0, messages: 0, digest: null };
        const weigh = (data) => {
            if (data instanceof Blob) heard.files += 1;
            else if (data instanceof ArrayBuffer) heard.binary += data.byteLength;
            else if (ArrayBuffer.isView(data)) heard.binary += data.byteLength;
            else if (data && typeof data === 'object') Object.values(data).forEach(weigh);
        };
        const Real = MessageChannel;
        window.MessageChannel = function () {
            const channel = new Real();
            for (const port of [channel.port1, channel.port2])
                port.addEventListener('message', (event) => { heard.messages += 1; weigh(event.data); });
            return channel;
        };
        window.addEventListener('message', (event) => { heard.messages += 1; weigh(event.data); });
        const dispatch = EventTarget.prototype.dispatchEvent;
        EventTarget.prototype.dispatchEvent = function (event) {
            if (event.type === 'digest') heard.digest = event.detail;
            return dispatch.call(this, event);
        };
    }";
    /// What a script in the page may try on the frame; the names of what worked.
    const READER: &str = "const reached = [], frame = document.querySelector('iframe');
        const attempt = async (name, reach) => { try { const value = await reach(); if (value !== null && value !== undefined) reached.push(name); } catch {} };
        await attempt('document', () => frame.contentDocument);
        await attempt('window.document', () => frame.contentWindow.document);
        await attempt('inputs', () => frame.contentWindow.document.querySelector('#files').files);
        await attempt('eval', () => frame.contentWindow.eval('1'));
        await attempt('global', () => frame.contentWindow.heard);
        await attempt('storage', () => frame.contentWindow.localStorage);
        await attempt('files of the page', () => document.querySelector('input[type=file]')?.files[0]);
        return reached;";
    /// Every way to add a script to a page; from a timer, because to the driver's own script the browser allows `eval`.
    const INTRUDER: &str = "const ran = (way) => `(window.intruder ??= []).push('${way}')`;
        const attempt = (act) => { try { act(); } catch {} };
        const add = (fill) => attempt(() => { const script = document.createElement('script'); fill(script); document.body.append(script); });
        setTimeout(() => {
            add((script) => { script.textContent = ran('textContent'); });
            add((script) => { script.append(ran('append')); });
            add((script) => { script.src = 'data:text/javascript,' + ran('data'); });
            add((script) => { script.src = URL.createObjectURL(new Blob([ran('blob')], { type: 'text/javascript' })); });
            add((script) => { script.src = location.origin + '/healthz'; });
            add((script) => { script.src = 'http://intruder.invalid/x.js'; });
            attempt(() => document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"${ran('html')}\">`));
            attempt(() => document.body.insertAdjacentHTML('beforeend', `<iframe srcdoc=\"<script>top.intruder=['srcdoc']</script>\"></iframe>`));
            attempt(() => eval(ran('eval')));
            attempt(() => new Function(ran('Function'))());
            attempt(() => setTimeout(ran('setTimeout'), 0));
            attempt(() => { const link = document.createElement('a'); link.href = 'javascript:' + ran('href'); document.body.append(link); link.click(); link.remove(); });
            attempt(() => { document.body.setAttribute('onclick', ran('attribute')); document.body.click(); });
            attempt(() => import('data:text/javascript,' + ran('import')).catch(() => {}));
            attempt(() => new Worker('data:text/javascript,'));
            window.tried = true;
        }, 0);";
    const HOSTILE: [&str; 14] = [
        "<script>window.intruder=1</script>",
        "\"><img src=x onerror=window.intruder=1>",
        "'><svg onload=window.intruder=1>",
        "</title><script>window.intruder=1</script>",
        "</textarea><script>window.intruder=1</script>",
        "javascript:window.intruder=1",
        "//intruder.invalid/",
        "{{constructor.constructor('window.intruder=1')()}}",
        "${window.intruder=1}",
        "\u{202e}gnp.exe",
        "a\u{200b}b",
        "<iframe srcdoc=\"<script>top.intruder=1</script>\">",
        "\u{0}<script>window.intruder=1</script>",
        "&lt;script&gt;window.intruder=1&lt;/script&gt;",
    ];
}
