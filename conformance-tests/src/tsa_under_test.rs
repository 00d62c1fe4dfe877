//! The daemon under test: the real `tsa-server`, started as a process and stopped with the value.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use std::{env, fs, thread};

use tempfile::TempDir;

use crate::report::profile_directory;
use crate::stopwatch::Stopwatch;

/// The path of the TSA in the development configuration.
pub const PATH: &str = "/tsa";

/// A running `tsa-server`; dropping it kills the process.
pub struct TsaUnderTest {
    child: Child,
    listeners: Vec<(String, SocketAddr)>,
    said: Arc<Mutex<String>>,
    log: PathBuf,
    _scratch: TempDir,
    state: PathBuf,
}

impl TsaUnderTest {
    /// Starts `tsa-server --dev` on a fresh state directory.
    pub fn dev() -> Self {
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        Self::start(scratch, state, None, &[])
    }

    /// Starts `tsa-server --dev` on a fresh state directory, with these further arguments.
    pub fn dev_with(arguments: &[&str]) -> Self {
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        Self::start(scratch, state, None, arguments)
    }

    /// Starts `tsa-server --dev` on a state directory that stays when this value goes.
    pub fn dev_in(state: &Path) -> Self {
        Self::start(TempDir::new().expect("a scratch directory"), state.to_owned(), None, &[])
    }

    /// As [`Self::dev_in`], with these environment variables, for a start that may be refused.
    ///
    /// # Errors
    ///
    /// How it ended instead.
    pub fn try_dev_in(state: &Path, environment: &[(&str, &str)]) -> Result<Self, Ended> {
        let mut command = Command::new(binary("tsa-server"));
        command
            .args(["--dev", "--listen", "127.0.0.1:0", "--state"])
            .arg(state)
            .envs(environment.iter().copied());
        Self::try_spawn(TempDir::new().expect("a scratch directory"), state.to_owned(), command)
    }

    /// As [`Self::configured`], for a start that may be refused.
    ///
    /// # Errors
    ///
    /// How it ended instead.
    pub fn try_configured(configuration: &Path, state: &Path) -> Result<Self, Ended> {
        let mut command = Command::new(binary("tsa-server"));
        command.arg("--config").arg(configuration);
        Self::try_spawn(TempDir::new().expect("a scratch directory"), state.to_owned(), command)
    }

    /// Starts `tsa-server --config` with this configuration file; the state directory is the one it names.
    pub fn configured(configuration: &Path, state: &Path) -> Self {
        let scratch = TempDir::new().expect("a scratch directory");
        Self::start(scratch, state.to_owned(), Some(configuration), &[])
    }

    /// As [`Self::configured`], with these environment variables.
    pub fn configured_with(configuration: &Path, state: &Path, environment: &[(&str, &str)]) -> Self {
        let scratch = TempDir::new().expect("a scratch directory");
        let mut command = Command::new(binary("tsa-server"));
        command.arg("--config").arg(configuration).envs(environment.iter().copied());
        Self::spawn(scratch, state.to_owned(), command)
    }

    /// Where its first listener listens.
    pub fn address(&self) -> SocketAddr {
        self.listeners[0].1
    }

    /// Where the listener of this name listens.
    pub fn listener(&self, name: &str) -> SocketAddr {
        let found = self.listeners.iter().find(|(listener, _)| listener == name);
        found.unwrap_or_else(|| panic!("no listener {name}: {:?}", self.listeners)).1
    }

    /// What it has written to standard output so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("the reader does not panic").clone()
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its resident memory, in KiB.
    pub fn resident_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("the process runs");
        let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("VmRSS");
        line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).expect("VmRSS in KiB")
    }

    /// The state directory.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The trust root of the development hierarchy.
    pub fn root(&self) -> PathBuf {
        self.state.join("root.pem")
    }

    /// The URL of the TSA.
    pub fn url(&self) -> String {
        format!("http://{}{PATH}", self.address())
    }

    /// What it has written to standard output, once this text is in it.
    pub fn said_with(&self, text: &str) -> String {
        for _ in 0..500 {
            let said = self.said();
            if said.contains(text) {
                return said;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("tsa-server never said {text:?}: {}", self.said())
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        let mut text = Vec::new();
        if let Ok(mut file) = File::open(&self.log) {
            let _ = file.read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Fails, with the log, unless the process still runs.
    pub fn assert_running(&mut self) {
        if let Ok(Some(status)) = self.child.try_wait() {
            panic!("tsa-server ended with {status}:\n{}", self.log());
        }
    }

    /// Kills the process as a power cut would.
    pub fn kill(mut self) -> ExitStatus {
        self.child.kill().expect("the process is ours");
        self.child.wait().expect("the process was started by us")
    }

    /// Asks the process to stop, as `systemctl stop` does.
    pub fn ask_to_stop(&self) {
        let status = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(status.is_ok_and(|status| status.success()), "kill {}", self.child.id());
    }

    /// Waits this long at most for the process to end by itself; says its exit code and its log.
    ///
    /// # Panics
    ///
    /// When it does not end.
    pub fn ends_within(mut self, limit: Duration) -> Ended {
        let watch = Stopwatch::start();
        loop {
            if let Some(status) = self.child.try_wait().expect("the process was started by us") {
                return Ended { code: status.code(), log: self.log() };
            }
            assert!(watch.elapsed() < limit, "tsa-server has not ended within {limit:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the process to end by itself.
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().expect("the process was started by us")
    }

    fn start(scratch: TempDir, state: PathBuf, configuration: Option<&Path>, arguments: &[&str]) -> Self {
        let mut command = Command::new(binary("tsa-server"));
        match configuration {
            Some(file) => command.arg("--config").arg(file),
            None => command.arg("--dev").arg("--listen").arg("127.0.0.1:0").arg("--state").arg(&state),
        };
        command.args(arguments);
        Self::spawn(scratch, state, command)
    }

    fn spawn(scratch: TempDir, state: PathBuf, command: Command) -> Self {
        Self::try_spawn(scratch, state, command).unwrap_or_else(|ended| {
            panic!(
                "tsa-server did not say `listening NAME ADDRESS` and `ready` within {START_LIMIT:?} ({:?}):\n{}",
                ended.code, ended.log
            )
        })
    }

    fn try_spawn(scratch: TempDir, state: PathBuf, mut command: Command) -> Result<Self, Ended> {
        let log = scratch.path().join("log.txt");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("the log file"))
            .spawn()
            .unwrap_or_else(|error| panic!("starting tsa-server: {error}"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let said = Arc::new(Mutex::new(String::new()));
        let (send, receive) = mpsc::channel();
        let heard = Arc::clone(&said);
        // The pipe is read to its end, or the daemon would stop on a full pipe.
        thread::spawn(move || {
            let mut listeners = Vec::new();
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                listeners.extend(listener_of(&line));
                if line == "ready" {
                    let _ = send.send(std::mem::take(&mut listeners));
                }
                heard.lock().expect("nobody panics with the lock").push_str(&format!("{line}\n"));
            }
        });
        match receive.recv_timeout(START_LIMIT) {
            Ok(listeners) => Ok(Self { child, listeners, said, log, _scratch: scratch, state }),
            Err(silence) => {
                if silence == mpsc::RecvTimeoutError::Timeout {
                    let _ = child.kill();
                }
                let code = child.wait().ok().and_then(|status| status.code());
                Err(Ended { code, log: fs::read_to_string(&log).unwrap_or_default() })
            }
        }
    }
}

/// How a daemon ended that never was ready.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The exit code; `None` if it had to be killed, or was.
    pub code: Option<i32>,
    /// What it logged.
    pub log: String,
}

impl Drop for TsaUnderTest {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().collect();
            let tail = &lines[lines.len().saturating_sub(15)..];
            std::io::Write::write_all(
                &mut std::io::stderr(),
                format!("log of tsa-server:\n{}\n", tail.join("\n")).as_bytes(),
            )
            .unwrap_or_default();
        }
    }
}

/// The path of a binary of the product: `TSA_SERVER_BIN`, `TSA_ADMIN_BIN`, or the one beside the tests.
pub fn binary(name: &str) -> PathBuf {
    let variable = format!("{}_BIN", name.to_ascii_uppercase().replace('-', "_"));
    let path = env::var_os(&variable).map_or_else(|| profile_directory().join(name), PathBuf::from);
    assert!(path.is_file(), "{}: not there; build it first: cargo build -p {name}", path.display());
    path
}

/// `listening NAME ADDRESS`, the line that the daemon prints for each listener before `ready`.
fn listener_of(line: &str) -> Option<(String, SocketAddr)> {
    let [word, name, address] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
    (word == "listening").then(|| Some((name.to_owned(), address.parse().ok()?))).flatten()
}

/// Key generation and self-tests in an unoptimised build on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(60);
