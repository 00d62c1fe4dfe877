//! How a daemon begins, says where it listens, serves, and ends.
//!
//! All addresses are bound before the first accept, so that none answers while another fails. On SIGTERM, SIGINT or SIGHUP
//! every answer says that the end has come, the listeners take what the kernel has already connected, begun requests are
//! answered for `http.drain-timeout` at the most, and the process ends with 0. A second signal ends it at once, with 1.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::limits::{Connections, HttpLimits};
use crate::listener::{ListenAddress, Listener, Site};
use crate::process;

/// Why a daemon does not begin to serve.
#[derive(Debug, thiserror::Error)]
pub enum RunFault {
    /// An address cannot be bound.
    #[error(
        "listener {name:?}: cannot listen on {address}: {source}\n  Choose another address, or stop what uses it."
    )]
    Bind {
        /// The listener.
        name: String,
        /// The address.
        address: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The operating system refused to keep core dumps off.
    #[error("cannot turn core dumps off: {0}")]
    Hardening(io::Error),
    /// A thread, the runtime or the log could not be started.
    #[error("cannot start {what}: {source}")]
    Resource {
        /// What.
        what: &'static str,
        /// What the operating system says.
        source: io::Error,
    },
}

/// A bound listener and what it will serve.
pub struct Door {
    name: String,
    address: ListenAddress,
    open: Box<Opener>,
}

type Opener = dyn FnOnce(Arc<Connections>, Arc<HttpLimits>, watch::Receiver<bool>) -> JoinHandle<()> + Send;

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door")
            .field("name", &self.name)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Door {
    /// Binds the address; nothing is accepted yet.
    ///
    /// # Errors
    /// [`RunFault::Bind`].
    pub fn bind<S: Site>(name: &str, address: &ListenAddress, site: S) -> Result<Door, RunFault> {
        Ok(Door::new(name, bind(name, address)?, site))
    }

    /// A listener that was bound before, and what it will serve.
    pub fn new<S: Site>(name: &str, listener: Listener, site: S) -> Door {
        let address = listener.address().clone();
        let site = Arc::new(site);
        let open = move |connections, limits, stop| {
            tokio::spawn(async move { listener.serve(site, connections, limits, stop).await })
        };
        Door { name: name.to_owned(), address, open: Box::new(open) }
    }

    /// The name of the listener.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address that was really bound.
    pub fn address(&self) -> &ListenAddress {
        &self.address
    }
}

/// Binds the address of the listener `name`; nothing is accepted yet.
///
/// # Errors
/// [`RunFault::Bind`].
pub fn bind(name: &str, address: &ListenAddress) -> Result<Listener, RunFault> {
    Listener::bind(address).map_err(|source| RunFault::Bind {
        name: name.to_owned(),
        address: address.to_string(),
        source,
    })
}

/// The part of stdout that programs read: one line per listener with the address really bound, then `ready`; after it
/// `words` for people. Then the service manager is told.
///
/// # Errors
/// [`RunFault::Resource`] when stdout takes nothing, but not when nobody reads it.
pub fn announce(doors: &[Door], words: &str) -> Result<(), RunFault> {
    let mut text = String::new();
    for door in doors {
        text.push_str(&format!("listening {} {}\n", door.name, door.address));
    }
    text.push_str("ready\n");
    text.push_str(words);
    let mut stdout = io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // Whoever started us does not want to know.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => {
            written.map_err(|source| RunFault::Resource { what: "to say where it listens", source })?;
        }
    }
    // A service manager that cannot be told will see that itself.
    if let Err(error) = process::notify_service_manager("READY=1") {
        tracing::warn!(error = %error, "cannot tell the service manager that the server is ready");
    }
    Ok(())
}

/// What a daemon serves with.
#[derive(Debug)]
pub struct Service {
    /// Its limits.
    pub limits: Arc<HttpLimits>,
    /// The connections that are open.
    pub connections: Arc<Connections>,
}

impl Service {
    /// Serves until a signal says stop or `failure` gives an exit code; then `begin_draining` is called and what was begun
    /// is answered. Gives the exit code.
    pub async fn serve(
        self,
        doors: Vec<Door>,
        signals: &mut Signals,
        failure: impl Future<Output = ExitCode>,
        begin_draining: impl FnOnce(),
    ) -> ExitCode {
        let Service { limits, connections } = self;
        let (stop, stopping) = watch::channel(false);
        let open = |door: Door| (door.open)(Arc::clone(&connections), Arc::clone(&limits), stopping.clone());
        let accepting: Vec<_> = doors.into_iter().map(open).collect();
        let mut failed = None;
        tokio::select! {
            () = signals.any() => tracing::info!(
                connections = connections.open(),
                "stopping: no new connections, begun requests are answered"
            ),
            code = failure => failed = Some(code),
        }
        let _ = process::notify_service_manager("STOPPING=1"); // nothing depends on its being known
        begin_draining();
        stop.send_replace(true);
        let drained = async {
            for task in accepting {
                let _ = task.await; // a panic was counted and logged
            }
            connections.wait_until_none().await;
        };
        let patience = if failed.is_some() { LAST_ANSWERS } else { limits.drain_timeout };
        tokio::select! {
            () = drained => tracing::info!("stopped"),
            () = tokio::time::sleep(patience) => {
                tracing::warn!(
                    connections = connections.open(),
                    "stopped: some connections outlasted http.drain-timeout"
                );
            }
            () = signals.any() => return ExitCode::from(1),
        }
        failed.unwrap_or(ExitCode::SUCCESS)
    }
}

/// The signals that ask for the end.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    /// Takes SIGTERM, SIGINT and SIGHUP over from the system; to be called within the runtime.
    ///
    /// # Errors
    /// [`RunFault::Resource`].
    pub fn new() -> Result<Signals, RunFault> {
        let handler = |kind| {
            signal(kind).map_err(|source| RunFault::Resource { what: "the handlers of signals", source })
        };
        Ok(Signals {
            terminate: handler(SignalKind::terminate())?,
            interrupt: handler(SignalKind::interrupt())?,
            hangup: handler(SignalKind::hangup())?,
        })
    }

    /// Returns when one of them comes.
    pub async fn any(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}

/// The runtime that a daemon serves on.
///
/// # Errors
/// [`RunFault::Resource`].
pub fn runtime() -> Result<tokio::runtime::Runtime, RunFault> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("serve")
        .build()
        .map_err(|source| RunFault::Resource { what: "the runtime", source })
}

/// Every connection takes a descriptor. Too few are no reason not to start: accepting pauses when they run out.
pub fn make_room_for(connections: usize) {
    let wanted = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    match process::raise_file_limit(wanted) {
        Ok(limit) if limit >= wanted => {}
        Ok(limit) => {
            tracing::warn!(limit, wanted, "fewer open files are allowed than http.max-connections needs");
        }
        Err(error) => tracing::warn!(error = %error, "cannot raise the limit of open files"),
    }
}

/// A panic ends the task it happens in, not the daemon; it must not go unnoticed.
pub fn count_panics(panics: Counter) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        panics.inc();
        tracing::error!(
            place = panic.location().map(tracing::field::display),
            "panic: this is a bug, please report it"
        );
        report(panic);
    }));
}

/// The last word of a program that cannot go on, on stderr.
#[expect(clippy::print_stderr, reason = "the log may not have been started")]
pub fn tell(message: &str) {
    eprintln!("{message}");
}

/// Listeners, log, lock, database, the runtime's own, and connections being sent away.
const OTHER_FILES: u64 = 128;
/// How long refusals are still answered after a failure that ends the daemon.
const LAST_ANSWERS: Duration = Duration::from_secs(1);
