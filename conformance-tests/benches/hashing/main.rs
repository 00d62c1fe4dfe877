//! How fast a file is fingerprinted in a browser: the engine, by slices and in workers as the frame of the proof service does it,
//! beside one-shot WebCrypto over the same file, in one run of Chromium. Rows take turns; ratios are taken within a round and
//! the median over the rounds is printed.
//!
//! Run by `make bench`; `cargo bench … --bench hashing -- MEBIBYTES` takes another size than 256 MiB.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run must stop")]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use conformance_tests::browser::Browser;
use sha2::{Digest as _, Sha256, Sha512};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo bench` passes `--bench`; `cargo test` builds this too and passes nothing.
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("run `make bench`");
        return;
    }
    let mebibytes = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(256);
    let scratch = tempfile::tempdir().expect("a scratch directory");
    let file = scratch.path().join("file");
    let digests = make(&file, mebibytes);
    let browser = Browser::open(&[]);
    browser.go(&format!("http://{}/page", serve()));
    browser.wait_for("body[data-ready]");
    let input = browser.wait_for("input");
    browser.type_into(&input, &file.to_string_lossy());
    let mut rows =
        ROWS.map(|(row, words, of)| Row { row, words, expected: digests[..of].to_vec(), speeds: Vec::new() });
    // The first round warms up compilers and the page cache.
    for round in 0..=ROUNDS {
        for row in &mut rows {
            let speed = f64::from(mebibytes) / row.measure(&browser);
            if round > 0 {
                row.speeds.push(speed);
            }
        }
    }
    print(mebibytes, &rows);
}

fn print(mebibytes: u32, rows: &[Row; 4]) {
    println!("A file of {mebibytes} MiB in Chromium, {ROUNDS} rounds: median (least to most), MiB/s\n");
    for Row { words, speeds, .. } in rows {
        let (least, most) = (percentile(speeds, 0), percentile(speeds, 100));
        println!("{words:<52} {:>6.0}  ({least:.0} to {most:.0})", percentile(speeds, 50));
    }
    let [one, one_shot, both, both_shot] = rows;
    println!();
    for (words, engine, crypto) in [
        ("SHA-256: engine / WebCrypto", one, one_shot),
        ("both digests: engine / WebCrypto", both, both_shot),
    ] {
        let ratios: Vec<f64> = engine.speeds.iter().zip(&crypto.speeds).map(|(a, b)| a / b).collect();
        let (least, most) = (percentile(&ratios, 0), percentile(&ratios, 100));
        println!("{words:<52} {:>6.2}  ({least:.2} to {most:.2})", percentile(&ratios, 50));
    }
}

/// One way to fingerprint the file.
struct Row {
    row: &'static str,
    words: &'static str,
    expected: Vec<String>,
    speeds: Vec<f64>,
}

impl Row {
    /// Seconds. What is fast and wrong is no result.
    fn measure(&self, browser: &Browser) -> f64 {
        let found = browser.run("return measure(arguments[0]);", &[self.row.into()]);
        let digests: Vec<String> = serde_json::from_value(found["digests"].clone()).expect("digests");
        let mut expected = self.expected.clone();
        expected.sort();
        assert_eq!(digests, expected, "{}", self.row);
        found["seconds"].as_f64().expect("seconds")
    }
}

fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() - 1) * percent / 100]
}

/// A file of octets that no two slices share; its two digests in hexadecimal.
fn make(path: &Path, mebibytes: u32) -> [String; 2] {
    let mut file = File::create(path).expect("the scratch directory is writable");
    let (mut sha256, mut sha512) = (Sha256::new(), Sha512::new());
    for number in 0..mebibytes {
        let mut slice = Vec::with_capacity(1 << 20);
        while slice.len() < 1 << 20 {
            slice.extend(Sha512::digest([number.to_be_bytes(), (slice.len() as u32).to_be_bytes()].concat()));
        }
        file.write_all(&slice).expect("the file is written");
        sha256.update(&slice);
        sha512.update(&slice);
    }
    file.sync_all().expect("the file is written");
    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect();
    [hex(&sha256.finalize()), hex(&sha512.finalize())]
}

/// Serves the page, the modules as they stand in the repository, and the engine, on loopback, until the process ends.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            answer(connection);
        }
    });
    address
}

fn answer(mut connection: TcpStream) {
    // Browsers open connections ahead and send nothing on them.
    let _ = connection.set_read_timeout(Some(Duration::from_millis(500)));
    let mut line = String::new();
    let mut reader = BufReader::new(&connection);
    if reader.read_line(&mut line).is_err() {
        return;
    }
    // The header ends with an empty line.
    reader.lines().map_while(Result::ok).take_while(|header| !header.is_empty()).for_each(drop);
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (status, kind, body) = match path.as_str() {
        "/page" => ("200 OK", "text/html", PAGE.into()),
        "/tsa.wasm" => ("200 OK", "application/wasm", fs::read(engine()).expect("`make wasm` was run")),
        path if path.ends_with(".mjs") && !path.contains("..") => {
            match fs::read(repository().join(&path[1..])) {
                Ok(module) => ("200 OK", "text/javascript", module),
                Err(_) => ("404 Not Found", "text/plain", Vec::new()),
            }
        }
        _ => ("404 Not Found", "text/plain", Vec::new()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    // A browser that has gone away wants no answer.
    let _ = connection.write_all(&[head.as_bytes(), &body].concat());
}

fn engine() -> PathBuf {
    std::env::var_os("TSA_WASM").map_or_else(|| repository().join("target/wasm/tsa.wasm"), PathBuf::from)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

const PAGE: &[u8] = b"<!doctype html><title>hashing</title><body><input type=file>\
    <script type=module src=/conformance-tests/benches/hashing/page.mjs></script>";

/// Row, words, and how many of the digests it makes.
const ROWS: [(&str, &str, usize); 4] = [
    ("sha256-engine", "SHA-256, engine, slices of 1 MiB in a worker", 1),
    ("sha256-webcrypto", "SHA-256, WebCrypto, whole file in memory", 1),
    ("both-engine", "SHA-256 and SHA-512, engine, two workers", 2),
    ("both-webcrypto", "SHA-256 and SHA-512, WebCrypto, whole in memory", 2),
];
const ROUNDS: u32 = 7;
