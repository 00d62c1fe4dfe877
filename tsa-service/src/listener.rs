//! Accepting connections and serving HTTP/1.1 on each, until told to stop.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::registry::Registry;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream, UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};

use crate::limits::{Admission, Connections, HttpLimits, MAX_HEADER_BLOCK};
use crate::log::LogBudget;
use crate::socket::{Activity, Phase, Socket, Stream};

/// What is served on a listener.
pub trait Site: Send + Sync + 'static {
    /// The bodies of its answers.
    type Body: Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static;

    /// Answers one request. `activity` tells the deadlines how far it is: the connection stands in [`Phase::Header`]
    /// when the request comes, and must stand in [`Phase::Idle`] when the answer is complete.
    fn answer(
        &self,
        request: Request<Incoming>,
        peer: Option<SocketAddr>,
        activity: &Arc<Activity>,
    ) -> impl Future<Output = Response<Self::Body>> + Send;

    /// Counts and logs what never became a request; hyper has answered it.
    fn report_unparsable(&self);

    /// The counters of the connections.
    fn connection_counters(&self) -> &ConnectionCounters;
}

/// What is counted of connections.
#[derive(Debug)]
pub struct ConnectionCounters {
    /// Connections that were accepted and served.
    accepted: Counter,
    /// Connections that were sent away because a limit was reached.
    shed: Counter,
    /// Failures of accept.
    accept_errors: Counter,
    /// Budget of log events about accept failures.
    accept_log: LogBudget,
}

impl ConnectionCounters {
    /// All at zero.
    pub fn new() -> ConnectionCounters {
        ConnectionCounters {
            accepted: Counter::default(),
            shed: Counter::default(),
            accept_errors: Counter::default(),
            accept_log: LogBudget::new(1),
        }
    }

    /// Puts them on the page for monitoring.
    pub fn register(&self, registry: &mut Registry) {
        for (name, help, counter) in [
            ("connections_accepted", "Connections accepted", &self.accepted),
            ("connections_shed", "Connections sent away at a limit", &self.shed),
            ("accept_errors", "Failures of accept", &self.accept_errors),
        ] {
            registry.register(name, help, counter.clone());
        }
    }
}

impl Default for ConnectionCounters {
    fn default() -> ConnectionCounters {
        ConnectionCounters::new()
    }
}

/// Where to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenAddress {
    /// A TCP address; port 0 is any free port.
    Tcp(SocketAddr),
    /// The path of a Unix socket, and its file mode.
    Unix(PathBuf, u32),
}

impl std::fmt::Display for ListenAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ListenAddress::Tcp(address) => address.fmt(f),
            ListenAddress::Unix(path, _) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// A bound listener that does not accept yet.
#[derive(Debug)]
pub struct Listener {
    socket: Bound,
    address: ListenAddress,
}

#[derive(Debug)]
enum Bound {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    /// Binds the address. A Unix socket that nobody listens on any more is replaced.
    ///
    /// # Errors
    /// What the operating system says, for example that the address is in use.
    pub fn bind(address: &ListenAddress) -> io::Result<Listener> {
        match address {
            ListenAddress::Tcp(address) => {
                let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
                socket.set_reuseaddr(true)?;
                socket.bind(*address)?;
                let listener = socket.listen(BACKLOG)?;
                let address = ListenAddress::Tcp(listener.local_addr()?);
                Ok(Listener { socket: Bound::Tcp(listener), address })
            }
            ListenAddress::Unix(path, mode) => {
                remove_dead_socket(path)?;
                let listener = UnixListener::bind(path)?;
                set_mode(path, *mode)?;
                Ok(Listener { socket: Bound::Unix(listener), address: address.clone() })
            }
        }
    }

    /// The address that was really bound.
    pub fn address(&self) -> &ListenAddress {
        &self.address
    }

    /// Accepts and serves until `stop` turns true, then takes what already stood in the queue and returns. The
    /// connections live on; [`Connections::wait_until_none`] waits for them.
    pub async fn serve<S: Site>(
        self,
        site: Arc<S>,
        connections: Arc<Connections>,
        limits: Arc<HttpLimits>,
        stop: watch::Receiver<bool>,
    ) {
        let front = Front { site, limits, stop, shed: Arc::new(Semaphore::new(MAX_SHEDDING)) };
        let mut stopping = pin!(stopped(front.stop.clone()));
        loop {
            let accepted = tokio::select! {
                biased;
                () = stopping.as_mut() => break,
                accepted = self.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => front.take(stream, peer, connections.admit(peer)),
                Err(error) => pause_after(&error, front.site.connection_counters()).await,
            }
        }
        // A client whose connection the kernel has already completed believes that it is connected.
        let Listener { socket, address } = self;
        // Errors of the end: what cannot be accepted any more is lost with the socket.
        let _ = socket.drain(|stream, peer| front.take(stream, peer, connections.admit(peer)));
        if let ListenAddress::Unix(path, _) = &address {
            let _ = std::fs::remove_file(path); // the next start replaces it anyway
        }
    }

    async fn accept(&self) -> io::Result<(Stream, Option<SocketAddr>)> {
        std::future::poll_fn(|cx| self.poll_accept(cx)).await
    }

    fn poll_accept(
        &self,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<io::Result<(Stream, Option<SocketAddr>)>> {
        match &self.socket {
            Bound::Tcp(listener) => listener.poll_accept(cx).map_ok(|(stream, peer)| {
                let _ = stream.set_nodelay(true); // only a matter of speed
                (Stream::Tcp(stream), Some(peer))
            }),
            Bound::Unix(listener) => {
                listener.poll_accept(cx).map_ok(|(stream, _)| (Stream::Unix(stream), None))
            }
        }
    }
}

impl Bound {
    /// Gives `take` every connection of the queue and closes the socket. The kernel itself is asked: the runtime may not
    /// have heard of all of them yet, and lets a task accept only so many in one go.
    fn drain(self, mut take: impl FnMut(Stream, Option<SocketAddr>)) -> io::Result<()> {
        match self {
            Bound::Tcp(listener) => {
                let listener = listener.into_std()?;
                loop {
                    let (stream, peer) = listener.accept()?; // WouldBlock once the queue is empty
                    stream.set_nonblocking(true)?;
                    let _ = stream.set_nodelay(true); // only a matter of speed
                    take(Stream::Tcp(TcpStream::from_std(stream)?), Some(peer));
                }
            }
            Bound::Unix(listener) => {
                let listener = listener.into_std()?;
                loop {
                    let (stream, _) = listener.accept()?;
                    stream.set_nonblocking(true)?;
                    take(Stream::Unix(UnixStream::from_std(stream)?), None);
                }
            }
        }
    }
}

/// What every connection of one listener is given.
struct Front<S> {
    site: Arc<S>,
    limits: Arc<HttpLimits>,
    stop: watch::Receiver<bool>,
    shed: Arc<Semaphore>,
}

impl<S: Site> Front<S> {
    /// Serves the connection in a task of its own, or sends it away when there is no room.
    fn take(&self, stream: Stream, peer: Option<SocketAddr>, admission: Option<Admission>) {
        let counters = self.site.connection_counters();
        match admission {
            Some(admission) => {
                counters.accepted.inc();
                let (site, limits) = (Arc::clone(&self.site), Arc::clone(&self.limits));
                let connection = connection(stream, peer, site, limits, self.stop.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(admission);
                });
            }
            None => {
                counters.shed.inc();
                // Sending away politely costs a task: a real flood gets a plain close.
                if let Ok(permit) = Arc::clone(&self.shed).try_acquire_owned() {
                    tokio::spawn(async move {
                        let _ = tokio::time::timeout(SHED_TIME, send_away(stream)).await;
                        drop(permit);
                    });
                }
            }
        }
    }
}

/// One connection from its accept to its end.
async fn connection<S: Site>(
    stream: Stream,
    peer: Option<SocketAddr>,
    site: Arc<S>,
    limits: Arc<HttpLimits>,
    stop: watch::Receiver<bool>,
) {
    let activity = Activity::new();
    let io = TokioIo::new(Socket::new(stream, Arc::clone(&activity), limits));
    let front = Arc::clone(&site);
    let service = {
        let activity = Arc::clone(&activity);
        service_fn(move |request| {
            let (site, activity) = (Arc::clone(&site), Arc::clone(&activity));
            async move { Ok::<_, std::convert::Infallible>(site.answer(request, peer, &activity).await) }
        })
    };
    let mut http = pin!(http1_settings().serve_connection(io, service));
    let ended = tokio::select! {
        biased;
        ended = http.as_mut() => Some(ended),
        () = stopped(stop) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            if activity.phase() == Phase::New {
                // It has just connected, its request is on the way: the answer will say `Connection: close`.
                let _ = tokio::time::timeout(FIRST_REQUEST_GRACE, http.as_mut()).await;
            }
            http.as_mut().graceful_shutdown();
            http.await
        }
    };
    // Of the ways a connection can break only this one began as a request; hyper has answered it.
    if ended.is_err_and(|error| error.is_parse()) {
        front.report_unparsable();
    }
}

/// hyper as we want it on every connection.
fn http1_settings() -> http1::Builder {
    let mut settings = http1::Builder::new();
    settings
        // A client may close its sending side and still read. It also means that hyper does not drop a
        // request that is being answered when the client goes away (conformance C97, H37).
        .half_close(true)
        // H23. The limit of 100 headers is hyper's default, kept because setting it costs an allocation.
        .max_header_size(MAX_HEADER_BLOCK)
        .max_buf_size(MAX_HEADER_BLOCK)
        // Socket has all deadlines; without this hyper would want a timer of its own.
        .header_read_timeout(None);
    settings
}

/// Returns once the signal to stop has been given.
pub async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await; // a dropped sender means the end as well
}

/// 503 for a connection over the limit (conformance H35).
async fn send_away(stream: Stream) {
    match stream {
        Stream::Tcp(stream) => send_away_on(stream).await,
        Stream::Unix(stream) => send_away_on(stream).await,
    }
}

async fn send_away_on(mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin) {
    if stream.write_all(FULL).await.is_ok() && stream.shutdown().await.is_ok() {
        let mut scratch = [0u8; 4096];
        while matches!(stream.read(&mut scratch).await, Ok(1..)) {}
    }
}

/// Out of descriptors or memory, accept fails at once and again: wait for connections to end instead of spinning.
/// Other errors belong to one connection that was already gone.
async fn pause_after(error: &io::Error, counters: &ConnectionCounters) {
    counters.accept_errors.inc();
    let exhausted = [libc::EMFILE, libc::ENFILE, libc::ENOBUFS, libc::ENOMEM];
    if error.raw_os_error().is_some_and(|code| exhausted.contains(&code)) {
        if counters.accept_log.admit().is_some() {
            tracing::warn!(error = %error, "cannot accept connections: raise LimitNOFILE or lower http.max-connections");
        }
        tokio::time::sleep(EXHAUSTED_PAUSE).await;
    }
}

/// Removes a socket file that nobody listens on; anything else is left for `bind` to fail on.
fn remove_dead_socket(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt;
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return Ok(()) };
    if !metadata.file_type().is_socket() {
        return Ok(());
    }
    match std::os::unix::net::UnixStream::connect(path) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => std::fs::remove_file(path),
        _ => Ok(()),
    }
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// Connections the kernel keeps for us between two accepts.
const BACKLOG: u32 = 4096;
/// Connections over the limit that are told so at the same time.
const MAX_SHEDDING: usize = 64;
const SHED_TIME: Duration = Duration::from_millis(500);
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(100);
/// How long a connection without a request is kept after the signal to stop.
const FIRST_REQUEST_GRACE: Duration = Duration::from_secs(1);
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 35\r\n\
    cache-control: no-store\r\n\
    retry-after: 1\r\n\
    connection: close\r\n\
    \r\n\
    Too many connections; retry later.\n";
