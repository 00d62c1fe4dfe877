//! The trial that `make run` starts: the proof service with its authority, as one process and its child.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::stopwatch::Stopwatch;
use crate::tsa_under_test::{Ended, binary};

/// A running trial; dropping it ends both daemons.
pub struct Trial {
    child: Child,
    proof: SocketAddr,
    tsa: SocketAddr,
    said: String,
    log: PathBuf,
    scratch: TempDir,
}

impl Trial {
    /// Starts both daemons on free ports, with their state in a scratch directory.
    pub fn start() -> Self {
        Self::try_start(&[])
            .unwrap_or_else(|ended| panic!("the trial ended with {:?}:\n{}", ended.code, ended.log))
    }

    /// The same with further arguments, for a start that may be refused. Of an option given twice the last one counts.
    ///
    /// # Errors
    ///
    /// How it ended instead.
    pub fn try_start(arguments: &[&str]) -> Result<Self, Ended> {
        let scratch = TempDir::new().expect("a scratch directory");
        let log = scratch.path().join("log.txt");
        let given = |option: &str| arguments.contains(&option);
        let mut command = Command::new(binary("tsa-proof"));
        command.args(["--dev", "--with-authority"]);
        for option in ["--listen", "--tsa-public", "--tsa-internal"] {
            if !given(option) {
                command.args([option, "127.0.0.1:0"]);
            }
        }
        command
            .args(arguments)
            .current_dir(scratch.path())
            // A group of its own, as a shell gives to what it starts: Ctrl-C goes to all of it.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("the log file"));
        let mut child = command.spawn().unwrap_or_else(|error| panic!("starting tsa-proof: {error}"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let mut said = String::new();
        // The line after `ready` that says where the service is comes last of the two.
        while !said.contains("\nproof service ") {
            match lines.recv_timeout(START_LIMIT) {
                Ok(line) => said.push_str(&format!("{line}\n")),
                Err(_) => {
                    let _ = child.kill(); // it may have ended
                    let code = child.wait().ok().and_then(|status| status.code());
                    return Err(Ended { code, log: fs::read_to_string(&log).unwrap_or_default() });
                }
            }
        }
        let place = |name: &str| {
            let line = said.lines().find(|line| line.starts_with(name)).expect(name);
            let address =
                line.rsplit_once("http://").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
            address.unwrap_or_else(|| panic!("no address in {line:?}"))
        };
        let (proof, tsa) = (place("proof service"), place("time-stamping authority"));
        Ok(Self { child, proof, tsa, said, log, scratch })
    }

    /// Where the proof service listens.
    pub fn proof(&self) -> SocketAddr {
        self.proof
    }

    /// Where the authority's public listener is.
    pub fn tsa(&self) -> SocketAddr {
        self.tsa
    }

    /// What was printed at the start.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// The directory in which it was started; the state of both lies below.
    pub fn directory(&self) -> &Path {
        self.scratch.path()
    }

    /// What both have logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The process id of the proof service.
    pub fn proof_pid(&self) -> u32 {
        self.child.id()
    }

    /// The process id of the authority.
    pub fn tsa_pid(&self) -> u32 {
        let parent = format!("PPid:\t{}\n", self.child.id());
        let processes = fs::read_dir("/proc").expect("/proc").flatten();
        let mut pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        pids.find(|pid| {
            fs::read_to_string(format!("/proc/{pid}/status")).is_ok_and(|status| status.contains(&parent))
        })
        .expect("the authority is a child of the proof service")
    }

    /// Ctrl-C: SIGINT to the whole group.
    pub fn interrupt(&self) {
        signal("INT", &format!("-{}", self.child.id()));
    }

    /// Waits this long at most for the process to end by itself; says its exit code and the log.
    ///
    /// # Panics
    ///
    /// When it does not end.
    pub fn ends_within(&mut self, limit: Duration) -> Ended {
        let watch = Stopwatch::start();
        loop {
            if let Some(status) = self.child.try_wait().expect("the process was started by us") {
                return Ended { code: status.code(), log: self.log() };
            }
            assert!(watch.elapsed() < limit, "tsa-proof has not ended within {limit:?}:\n{}", self.log());
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Sends a signal to a process, or to a group with `-` before its number.
pub fn signal(name: &str, target: &str) {
    let status = Command::new("kill").args(["-s", name, "--", target]).status();
    assert!(status.is_ok_and(|status| status.success()), "kill -s {name} -- {target}");
}

impl Drop for Trial {
    /// The authority hears of its parent's death from the kernel.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let log = self.log();
            let lines: Vec<&str> = log.lines().collect();
            let tail = lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n");
            std::io::Write::write_all(
                &mut std::io::stderr(),
                format!("log of the trial:\n{tail}\n").as_bytes(),
            )
            .unwrap_or_default();
        }
    }
}

/// Keys of two daemons in an unoptimised build on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(120);
