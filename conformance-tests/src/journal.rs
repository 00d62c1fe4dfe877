//! The record of the daemon under test, judged from outside: receipts of what clients got, and the checker in Python that
//! knows the journal from `docs/journal-format.md` alone.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

use aws_lc_rs::digest::{SHA256, digest};
use tempfile::TempDir;

use crate::der::hex;
use crate::http::Connection;
use crate::openssl::run;
use crate::python::{SOURCES, environment};
use crate::response::Token;
use crate::stopwatch::Stopwatch;
use crate::tsa_under_test::TsaUnderTest;

/// Where the daemon keeps the record of a state directory: the journal, the watermark beside.
pub struct Places {
    /// The directory of the segments.
    pub journal: PathBuf,
    /// The watermark.
    pub watermark: PathBuf,
}

impl Places {
    /// Those of `tsa-server --dev --state STATE`.
    pub fn of_dev(state: &Path) -> Self {
        let mut watermark = state.as_os_str().to_owned();
        watermark.push(".watermark");
        Self { journal: state.join("journal"), watermark: watermark.into() }
    }

    /// The two marks of a doubtful record.
    pub fn doubtful(&self) -> [PathBuf; 2] {
        let mut beside = self.watermark.as_os_str().to_owned();
        beside.push(".doubtful");
        [self.journal.join("doubtful"), beside.into()]
    }
}

/// What clients have received, one line a token in a file: serial number, genTime, SHA-256 of the token.
pub struct Receipts {
    directory: TempDir,
    list: File,
    count: u64,
    kept: Vec<PathBuf>,
}

impl Receipts {
    /// None yet.
    pub fn new() -> Self {
        let directory = TempDir::new().expect("a scratch directory");
        let list = OpenOptions::new().append(true).create(true).open(directory.path().join("receipts"));
        Self { directory, list: list.expect("the list of receipts"), count: 0, kept: Vec::new() }
    }

    /// Writes down these tokens. Some that hold their certificates are kept whole, for OpenSSL.
    pub fn add(&mut self, tokens: &[Token]) {
        let mut lines = String::new();
        for token in tokens {
            let info = &token.tst_info;
            let sum = hex(digest(&SHA256, &token.der).as_ref());
            lines.push_str(&format!("{} {} {sum}", hex(&info.serial), info.gen_time));
            if token.certificates.is_some() && self.kept.len() < KEPT {
                let file = self.directory.path().join(format!("token-{}.der", self.kept.len()));
                fs::write(&file, &token.der).expect("the scratch directory is writable");
                lines.push_str(&format!(" {}", file.display()));
                self.kept.push(file);
            }
            lines.push('\n');
        }
        self.list.write_all(lines.as_bytes()).expect("the scratch directory is writable");
        self.count += tokens.len() as u64;
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The tokens that are kept whole.
    pub fn kept(&self) -> &[PathBuf] {
        &self.kept
    }

    /// A scratch directory that lives as long.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Has the checker hold the journal against itself, the watermark, the receipts and these checkpoints of the log.
    ///
    /// # Panics
    ///
    /// With what the checker said, when something does not hold.
    pub fn check(&self, places: &Places, log: Option<&LogSeen>) -> Checked {
        let mut arguments = vec![
            format!("{SOURCES}/journal_check.py"),
            places.journal.display().to_string(),
            format!("--watermark={}", places.watermark.display()),
            format!("--receipts={}", self.directory.path().join("receipts").display()),
        ];
        arguments.extend(log.map(LogSeen::arguments).unwrap_or_default());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let checked =
            Checked(run(Path::new(SOURCES), &environment(), &arguments).success("journal_check.py"));
        assert_eq!(checked.count("receipts"), self.count, "{}", checked.0);
        // T5: token leaves = issued + unresolved + void, and every leaf is a token's or a void's.
        let count = |name| checked.count(name);
        assert_eq!(count("tokens"), count("issued") + count("unresolved") + count("void"), "{}", checked.0);
        assert_eq!(count("leaves"), count("tokens") + count("void"), "{}", checked.0);
        assert!(self.count <= count("issued") + count("unresolved"), "{}", checked.0);
        checked
    }
}

impl Default for Receipts {
    fn default() -> Self {
        Self::new()
    }
}

/// What was seen of the public log.
#[derive(Default)]
pub struct LogSeen {
    /// The verifier keys, as the daemon gives them: the log's, then that of its own cosigner.
    keys: Vec<String>,
    /// Checkpoints, each a file.
    checkpoints: Vec<PathBuf>,
    /// The size of the last of them.
    size: u64,
}

impl LogSeen {
    /// Writes down the checkpoint that is published now, unless it is the last one again. There may be none yet in the first
    /// moments of a log.
    ///
    /// # Panics
    ///
    /// When none is published although one was, or a smaller one than before.
    pub fn look(&mut self, address: SocketAddr, directory: &Path) {
        if self.keys.is_empty() {
            let text = page(address, "/log/vkey").expect("the verifier keys");
            self.keys = String::from_utf8_lossy(&text).lines().map(str::to_owned).collect();
        }
        let Some(checkpoint) = page(address, "/log/checkpoint") else {
            assert!(self.checkpoints.is_empty(), "the log does not show what it has shown");
            return;
        };
        // Origin, size, root.
        let text = String::from_utf8_lossy(&checkpoint);
        let size =
            text.lines().nth(1).and_then(|line| line.parse().ok()).expect("a checkpoint states its size");
        assert!(size >= self.size, "the log shrinks from {} leaves:\n{text}", self.size);
        let last = self.checkpoints.last().map(|file| fs::read(file).expect("it was written"));
        if last.as_ref() != Some(&checkpoint) {
            let file = directory.join(format!("checkpoint-{}", self.checkpoints.len()));
            fs::write(&file, &checkpoint).expect("the scratch directory is writable");
            self.checkpoints.push(file);
            self.size = size;
        }
    }

    /// Looks until so many leaves are published, and has the reader in Python rebuild the whole log.
    ///
    /// # Panics
    ///
    /// When that takes more than ten seconds, or with what the reader found.
    pub fn audit(&mut self, tsa: &TsaUnderTest, directory: &Path, leaves: u64) {
        let watch = Stopwatch::start();
        loop {
            self.look(tsa.address(), directory);
            if self.size >= leaves && self.count() > 0 {
                break;
            }
            assert!(watch.elapsed() < Duration::from_secs(60), "{} of {leaves} leaves published", self.size);
            thread::sleep(Duration::from_millis(50));
        }
        let (program, url) = (format!("{SOURCES}/tlog.py"), format!("http://{}/log", tsa.address()));
        let mut arguments = vec![&*program, "audit", "--log", &url];
        for (option, key) in ["--vkey", "--clock"].iter().zip(&self.keys) {
            arguments.extend([option, key.as_str()]);
        }
        let text = run(Path::new(SOURCES), &environment(), &arguments).success("tlog.py audit");
        assert!(text.contains("\"ok\": true"), "{text}");
    }

    /// The verifier keys.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// How many different checkpoints were seen.
    pub fn count(&self) -> usize {
        self.checkpoints.len()
    }

    /// Arguments for the checker.
    fn arguments(&self) -> Vec<String> {
        let files = self.checkpoints.iter().map(|file| format!("--checkpoint={}", file.display()));
        files.chain(self.keys.first().map(|key| format!("--vkey={key}"))).collect()
    }
}

/// A page; `None` if it is not there.
fn page(address: SocketAddr, path: &str) -> Option<Vec<u8>> {
    let mut connection = Connection::open(address);
    connection.send(format!("GET {path} HTTP/1.1\r\nHost: tsa.test\r\n\r\n").as_bytes());
    let answer = connection.read_answer().unwrap_or_else(|fault| panic!("{path}: {fault}"));
    assert!(matches!(answer.status, 200 | 404), "{path}: {} {}", answer.status, answer.text());
    (answer.status == 200).then_some(answer.body)
}

/// What the checker found in a journal that holds.
pub struct Checked(String);

impl Checked {
    /// One of its counts: `leaves`, `tokens`, `issued`, `void`, `unresolved`, `segments`, `groups`, `torn_octets`,
    /// `receipts`.
    pub fn count(&self, name: &str) -> u64 {
        let (_, after) =
            self.0.split_once(&format!("\"{name}\": ")).unwrap_or_else(|| panic!("no {name}: {}", self.0));
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_else(|_| panic!("{name}: {}", self.0))
    }

    /// The counts in one line.
    pub fn summary(&self) -> String {
        ["tokens", "issued", "unresolved", "void", "segments", "groups"]
            .map(|name| format!("{name} {}", self.count(name)))
            .join(", ")
    }
}

const KEPT: usize = 40;
