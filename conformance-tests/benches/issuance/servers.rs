//! The servers under load, each a process of its own on the first core.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::pinned;

/// A running server; ended when dropped.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) path: &'static str,
    process: Child,
    _state: Option<tempfile::TempDir>,
}

impl Server {
    /// This program as the floor to compare with.
    pub(crate) fn floor(kind: &str) -> Self {
        let program = std::env::current_exe().unwrap();
        let process =
            pinned("0", program.as_os_str()).args(["serve", kind]).stdout(Stdio::piped()).spawn().unwrap();
        Self::started(process, "/", None, str::to_owned)
    }

    /// The real daemon with its defaults: record and log on the disk that this program lies on.
    pub(crate) fn daemon() -> Self {
        let program = std::env::current_exe().unwrap().parent().unwrap().join("../tsa-server");
        assert!(program.exists(), "{} is missing: cargo build --release -p tsa-server", program.display());
        Self::serving(program.as_os_str(), &[])
    }

    /// The same with a record in memory and without a log: what the disk costs is the difference.
    pub(crate) fn volatile() -> Self {
        Self::serving(std::env::current_exe().unwrap().as_os_str(), &["volatile"])
    }

    fn serving(program: &std::ffi::OsStr, before: &[&str]) -> Self {
        let state = scratch();
        let process = pinned("0", program)
            .args(before)
            .args(["--dev", "--listen", "127.0.0.1:0", "--state"])
            .arg(state.path().join("state"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // `listening NAME ADDRESS`
        Self::started(process, "/tsa", Some(state), |line| line.split_whitespace().nth(2).unwrap().to_owned())
    }

    fn started(
        mut process: Child,
        path: &'static str,
        state: Option<tempfile::TempDir>,
        address: impl Fn(&str) -> String,
    ) -> Self {
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = address(line.trim());
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Self { address, path, process, _state: state }
    }
}

/// A directory on a real disk: where temporary files lie may be memory.
pub(crate) fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in(std::env::current_exe().unwrap().parent().unwrap()).unwrap()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
