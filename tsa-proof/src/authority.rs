//! The development authority as a child of this process: `--dev --with-authority`, which is what `make run` starts.
//!
//! The child has a process group of its own, so that Ctrl-C reaches the service first: it answers what was begun, with the
//! authority still there, and ends the authority after that. If this process dies without a word, the kernel sends the
//! child SIGTERM.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

use tokio::sync::watch;
use tsa_service::run::tell;

use crate::args::ServeArgs;
use crate::fault::StartFault;

/// A running development authority; dropping it ends it, and waits for that.
#[derive(Debug)]
pub(crate) struct Authority {
    child: Arc<Mutex<Child>>,
    ended: watch::Receiver<Option<ExitStatus>>,
    /// Its public listener.
    pub(crate) public: SocketAddr,
    /// Its internal listener.
    pub(crate) internal: SocketAddr,
}

impl Authority {
    /// Starts the `tsa-server` beside this program and returns once it is ready.
    pub(crate) fn start(args: &ServeArgs) -> Result<Authority, StartFault> {
        let program = program()?;
        let fault = |doing| {
            let path = program.clone();
            move |source| StartFault::File { path, doing, source }
        };
        let mut child = command(&program, args).spawn().map_err(fault("cannot start it"))?;
        let stdout = child.stdout.take();
        let child = Arc::new(Mutex::new(child));
        let ended = watch_over(&child).map_err(fault("cannot watch over it"))?;
        let unspecified = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut authority = Authority { child, ended, public: unspecified, internal: unspecified };
        let (sender, lines) = mpsc::channel();
        // It reads to the end: a child whose stdout is closed would fail to speak.
        let read = move || {
            for line in
                stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines()).map_while(Result::ok)
            {
                let _ = sender.send(line); // nobody listens any more once it is ready
            }
        };
        thread::Builder::new()
            .name("authority".to_owned())
            .spawn(read)
            .map_err(fault("cannot listen to it"))?;
        loop {
            match lines.recv_timeout(PATIENCE) {
                Ok(line) if line == "ready" => return Ok(authority),
                Ok(line) => authority.note(&line),
                // What it has to say stands on stderr already.
                Err(RecvTimeoutError::Disconnected) => return Err(StartFault::AuthorityEnded),
                Err(RecvTimeoutError::Timeout) => {
                    let missing = format!("{} said nothing for {PATIENCE:?}", program.display());
                    return Err(StartFault::NoAuthority { missing, listen: args.tsa_internal.to_string() });
                }
            }
        }
    }

    /// `listening NAME ADDRESS`, with the port that was really bound.
    fn note(&mut self, line: &str) {
        let mut words = line.split(' ');
        if let (Some("listening"), Some(name), Some(Ok(address))) =
            (words.next(), words.next(), words.next().map(str::parse))
        {
            match name {
                "public" => self.public = address,
                "internal" => self.internal = address,
                _ => {}
            }
        }
    }

    /// Returns, with the exit code for this process, when it has ended by itself.
    pub(crate) fn failure(&self) -> impl Future<Output = ExitCode> + use<> {
        let mut ended = self.ended.clone();
        async move {
            match ended.wait_for(Option::is_some).await.map(|status| *status) {
                Ok(Some(status)) => {
                    tell(&format!("tsa-proof: the authority has ended ({status}); so does the service"));
                }
                _ => tell("tsa-proof: the authority is out of sight; so the service ends"),
            }
            ExitCode::from(4)
        }
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        if ask_to_end(&self.child) {
            let begun = tsa_service::clock::monotonic();
            while self.ended.borrow().is_none() {
                if tsa_service::clock::monotonic().saturating_duration_since(begun) > DRAIN {
                    let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).kill(); // or it has just ended
                    return;
                }
                thread::sleep(GLANCE);
            }
        }
    }
}

/// `tsa-server` beside this program.
fn program() -> Result<PathBuf, StartFault> {
    let own = std::env::current_exe().map_err(|source| StartFault::File {
        path: PathBuf::from("/proc/self/exe"),
        doing: "cannot find this program",
        source,
    })?;
    Ok(own.with_file_name("tsa-server"))
}

#[expect(
    unsafe_code,
    reason = "only between fork and exec can the child ask for a signal at its parent's death"
)]
fn command(program: &Path, args: &ServeArgs) -> Command {
    let mut command = Command::new(program);
    command.args(["--dev", "--log-level", "error", "--listen"]).arg(args.tsa_public.to_string());
    command.arg("--internal-listen").arg(args.tsa_internal.to_string()).arg("--state").arg(&args.tsa_state);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).process_group(0);
    // SAFETY: prctl with PR_SET_PDEATHSIG takes two numbers, touches no memory, and may be called after fork.
    unsafe {
        command.pre_exec(|| match libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        })
    };
    command
}

/// Sends SIGTERM; whether there was anybody to send it to.
#[expect(unsafe_code, reason = "std can only kill")]
fn ask_to_end(child: &Mutex<Child>) -> bool {
    // The lock keeps the watcher from reaping it, so its number is not given to another process meanwhile.
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    match (child.try_wait(), libc::pid_t::try_from(child.id())) {
        // SAFETY: kill takes two numbers and touches no memory; the process is our child and not reaped.
        (Ok(None), Ok(pid)) => unsafe { libc::kill(pid, libc::SIGTERM) == 0 },
        _ => false,
    }
}

/// A thread that notes the end of the child.
fn watch_over(child: &Arc<Mutex<Child>>) -> io::Result<watch::Receiver<Option<ExitStatus>>> {
    let (sender, receiver) = watch::channel(None);
    let child = Arc::clone(child);
    thread::Builder::new().name("authority-end".to_owned()).spawn(move || {
        loop {
            let state = child.lock().unwrap_or_else(PoisonError::into_inner).try_wait();
            match state {
                Ok(Some(status)) => {
                    sender.send_replace(Some(status));
                    return;
                }
                Ok(None) => thread::sleep(GLANCE),
                Err(_) => return, // the receiver sees the sender go
            }
        }
    })?;
    Ok(receiver)
}

/// It makes its keys and its first journal in well under a second.
const PATIENCE: Duration = Duration::from_secs(60);
/// A little longer than its own `http.drain-timeout`.
const DRAIN: Duration = Duration::from_secs(25);
const GLANCE: Duration = Duration::from_millis(50);
