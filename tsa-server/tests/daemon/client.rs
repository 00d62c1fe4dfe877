//! The real daemon as a child process, and a client that speaks raw HTTP to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// A scratch directory for the state of --dev, with room beside it for the watermark.
pub struct State {
    _directory: tempfile::TempDir,
    path: PathBuf,
}

impl State {
    pub fn new() -> State {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("state");
        std::fs::create_dir(&path).expect("a directory");
        State { _directory: directory, path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A running `tsa-server`; killed when dropped.
pub struct Daemon {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    listeners: Vec<(String, String)>,
}

impl Daemon {
    /// Starts the daemon and waits for `ready`.
    pub fn start(arguments: &[&str]) -> Daemon {
        Daemon::start_with(arguments, &[])
    }

    pub fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Daemon {
        let mut child = command(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tsa-server starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut listeners = Vec::new();
        loop {
            let mut line = String::new();
            stdout.read_line(&mut line).expect("stdout");
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                ["listening", name, address] => listeners.push((name.to_owned(), address.to_owned())),
                // A witness says what verifies its cosignatures.
                ["vkey", key] => listeners.push(("vkey".to_owned(), key.to_owned())),
                ["ready"] => return Daemon { child, stdout, listeners },
                _ => {
                    let mut log = String::new();
                    child.stderr.take().expect("piped").read_to_string(&mut log).expect("stderr");
                    panic!("not started: {line:?}\n{log}");
                }
            }
        }
    }

    /// `--dev` on a free port.
    pub fn dev(state: &Path) -> Daemon {
        Daemon::start(&["--dev", "--listen", "127.0.0.1:0", "--state", state.to_str().expect("UTF-8")])
    }

    /// `--config FILE`.
    pub fn configured(file: &Path) -> Daemon {
        Daemon::start(&["--config", file.to_str().expect("UTF-8")])
    }

    /// The address of a listener, as it said itself.
    pub fn listener(&self, name: &str) -> &str {
        let found = self.listeners.iter().find(|(listener, _)| listener == name);
        &found.unwrap_or_else(|| panic!("no listener {name}")).1
    }

    /// A connection to a TCP listener.
    pub fn connect_to(&self, name: &str) -> Client<TcpStream> {
        let address: SocketAddr = self.listener(name).parse().expect("a TCP address");
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        Client(stream)
    }

    pub fn connect(&self) -> Client<TcpStream> {
        self.connect_to("public")
    }

    /// The lines of the welcome of --dev.
    pub fn lines_of_stdout(&mut self, count: usize) -> Vec<String> {
        self.stdout.by_ref().lines().take(count).map(|line| line.expect("stdout")).collect()
    }

    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// Changes a limit of the running daemon by prlimit(1).
    pub fn limit(&self, limit: &str) {
        let set = Command::new("prlimit").args(["--pid", &self.child.id().to_string(), limit]).status();
        assert!(set.expect("prlimit runs").success());
    }

    /// A file of /proc about it.
    pub fn proc(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).expect("a file of /proc")
    }

    /// Processor time used so far.
    pub fn cpu_time(&self) -> Duration {
        let stat = self.proc("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
        // proc(5): utime and stime are fields 14 and 15, in hundredths of a second; ours begin with field 3.
        let ticks = |field: usize| fields[field - 3].parse::<u64>().expect("a number");
        Duration::from_millis((ticks(14) + ticks(15)) * 10)
    }

    /// Memory it holds.
    pub fn resident_kib(&self) -> u64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
        line.trim_end_matches("kB").trim().parse().expect("a number")
    }

    /// Waits for the end; gives the exit status and the log.
    pub fn wait(mut self) -> (ExitStatus, String) {
        let mut log = String::new();
        self.child.stderr.take().expect("piped").read_to_string(&mut log).expect("stderr");
        (self.child.wait().expect("it ends"), log)
    }

    /// SIGTERM, then [`Daemon::wait`].
    pub fn stop(self) -> (ExitStatus, String) {
        self.signal("-TERM");
        self.wait()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The daemon without the environment of whoever runs the tests.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tsa-server"));
    command.args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"TSA__")) {
        command.env_remove(name);
    }
    command
}

/// Runs the daemon to its end: exit code, stdout, stderr.
pub fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = command(arguments).output().expect("tsa-server runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

/// One connection.
pub struct Client<S>(pub S);

/// One answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl<S: Read + Write> Client<S> {
    pub fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).expect("sent");
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: test\r\n\r\n").as_bytes());
        self.answer()
    }

    /// POSTs a query with these further header lines, each ending in CRLF.
    pub fn post_with(&mut self, path: &str, headers: &str, query: &[u8]) -> Answer {
        self.send(&post(path, headers, query));
        self.answer()
    }

    pub fn post(&mut self, path: &str, query: &[u8]) -> Answer {
        self.post_with(path, "", query)
    }

    /// Reads one answer; the body by its Content-Length, which every answer must have.
    pub fn answer(&mut self) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut octet = [0];
            self.0.read_exact(&mut octet).unwrap_or_else(|error| {
                panic!("no answer: {error}; so far {:?}", String::from_utf8_lossy(&head))
            });
            head.extend(octet);
        }
        let head = String::from_utf8(head).expect("ASCII");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length").expect("Content-Length");
        let mut body = vec![0; length.1.parse().expect("a length")];
        self.0.read_exact(&mut body).expect("the body");
        Answer { status: status.expect("a status line"), headers, body }
    }

    /// Whether the server closes the connection without another answer.
    pub fn is_closed(&mut self) -> bool {
        let mut rest = Vec::new();
        matches!(self.0.read_to_end(&mut rest), Ok(0))
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    /// Asserts that this is a time-stamp reply with a token.
    pub fn assert_granted(&self) {
        assert_eq!(self.status, 200, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/timestamp-reply"));
        // PKIStatusInfo { status granted(0) }, then the token.
        let status = self.body.windows(5).position(|window| window == [0x30, 3, 2, 1, 0]);
        assert_eq!(status, Some(4), "no grant: {:02x?}", self.body);
    }
}

pub fn post(path: &str, headers: &str, query: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: test\r\nContent-Type: application/timestamp-query\r\n{headers}Content-Length: {}\r\n\r\n",
        query.len()
    );
    [head.as_bytes(), query].concat()
}

/// A TimeStampReq for `data` with SHA-256, this nonce and certReq TRUE.
pub fn query(data: &[u8], nonce: u8) -> Vec<u8> {
    let digest = tsa_core::HashAlgorithm::Sha256.digest(data);
    // SEQUENCE { version 1, messageImprint { { sha256, NULL }, OCTET STRING }, nonce, certReq TRUE }
    let mut der = vec![0x30, 0x3d, 0x02, 1, 1, 0x30, 0x31, 0x30, 0x0d, 0x06, 9];
    der.extend([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0, 0x04, 0x20]);
    der.extend(digest);
    der.extend([0x02, 2, 0x01, nonce, 0x01, 1, 0xff]);
    der[1] = u8::try_from(der.len() - 2).expect("a short query");
    der
}
