//! One connection's bytes, with its deadlines, and a close that does not destroy the last answer.
//!
//! hyper times out a header block only with one timer set and cleared per request, and a body or a write not at
//! all. Here the deadlines sit under hyper, where a read or a write would wait: a timer is touched only when
//! there is nothing to read, and moved only when it would fire too late, so that a busy connection pays nothing.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::Sleep;

use crate::clock::monotonic;
use crate::limits::HttpLimits;

/// Where a connection stands; written by the routes, read by the deadlines. Both run in one task.
#[derive(Debug)]
pub struct Activity {
    accepted: Instant,
    phase: AtomicU8,
    /// Microseconds from `accepted` to the begin of the phase.
    since: AtomicU64,
    /// Octets that came since the body began.
    body_octets: AtomicU64,
    body_late: AtomicBool,
    unread: AtomicBool,
}

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The first byte of its first request.
    New = 0,
    /// The end of a header block, of which something has arrived.
    Header = 1,
    /// The end of a body.
    Body = 2,
    /// Our answer: the client is owed, and no deadline runs against it.
    Answer = 3,
    /// The first byte of its next request.
    Idle = 4,
}

impl Activity {
    pub(crate) fn new() -> Arc<Activity> {
        Arc::new(Activity {
            accepted: monotonic(),
            phase: AtomicU8::new(Phase::New as u8),
            since: AtomicU64::new(0),
            body_octets: AtomicU64::new(0),
            body_late: AtomicBool::new(false),
            unread: AtomicBool::new(false),
        })
    }

    /// Goes on to a phase, which began at `now`.
    pub fn enter(&self, phase: Phase, now: Instant) {
        let since = now.saturating_duration_since(self.accepted).as_micros();
        self.since.store(u64::try_from(since).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.body_octets.store(0, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Goes on to a phase without a deadline of its own, for which no time needs to be read.
    pub fn continue_as(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Where the connection stands.
    pub fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::New,
            1 => Phase::Header,
            2 => Phase::Body,
            3 => Phase::Answer,
            _ => Phase::Idle,
        }
    }

    /// Whether the body was given up because its deadline passed.
    pub fn body_was_late(&self) -> bool {
        self.body_late.load(Ordering::Relaxed)
    }

    /// Notes whether the last request was answered without reading all of it.
    pub fn set_unread(&self, unread: bool) {
        self.unread.store(unread, Ordering::Relaxed);
    }

    /// Whether the client may still be sending.
    fn may_have_more(&self) -> bool {
        self.unread.load(Ordering::Relaxed) || !matches!(self.phase(), Phase::New | Phase::Idle)
    }

    /// Counts octets that came.
    fn came(&self, octets: usize) {
        if self.phase() == Phase::Body {
            let octets = u64::try_from(octets).unwrap_or(u64::MAX);
            self.body_octets.fetch_add(octets, Ordering::Relaxed);
        }
    }

    /// The time that the octets of the body have earned: a long body may take longer, a trickle may not.
    fn earned(&self) -> Duration {
        let octets = self.body_octets.load(Ordering::Relaxed);
        Duration::from_micros(octets.saturating_mul(1_000_000) / SLOWEST_BODY)
    }

    fn deadline(&self, limits: &HttpLimits) -> Option<Instant> {
        let allowed = match self.phase() {
            Phase::New | Phase::Header => limits.header_timeout,
            Phase::Body => limits.body_timeout.saturating_add(self.earned()),
            Phase::Idle => limits.idle_timeout,
            Phase::Answer => return None,
        };
        let since = Duration::from_micros(self.since.load(Ordering::Relaxed));
        self.accepted.checked_add(since)?.checked_add(allowed)
    }
}

/// A client's socket under hyper.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: Stream,
    activity: Arc<Activity>,
    limits: Arc<HttpLimits>,
    read_timer: Option<Pin<Box<Sleep>>>,
    write_timer: Option<Pin<Box<Sleep>>>,
    linger: Linger,
    peer_closed: bool,
}

/// The kinds of socket a listener accepts.
#[derive(Debug)]
pub(crate) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// The steps of closing.
#[derive(Debug)]
enum Linger {
    Open,
    Draining { timer: Pin<Box<Sleep>>, left: usize },
    Done,
}

impl Socket {
    pub(crate) fn new(stream: Stream, activity: Arc<Activity>, limits: Arc<HttpLimits>) -> Socket {
        Socket {
            stream,
            activity,
            limits,
            read_timer: None,
            write_timer: None,
            linger: Linger::Open,
            peer_closed: false,
        }
    }

    /// Nothing to read yet: how long may that go on?
    fn poll_read_deadline(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(deadline) = self.activity.deadline(&self.limits) else { return Poll::Pending };
        loop {
            let timer = armed(&mut self.read_timer, deadline);
            ready!(timer.as_mut().poll(cx));
            if monotonic() >= deadline {
                if self.activity.phase() == Phase::Body {
                    self.activity.body_late.store(true, Ordering::Relaxed);
                }
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            // The timer was set for an earlier phase: set it again for this one.
            self.read_timer = None;
        }
    }

    /// The client does not take our bytes: how long may that go on?
    fn poll_write_deadline(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let limit = self.limits.idle_timeout;
        let timer = self
            .write_timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until((monotonic() + limit).into())));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }
}

/// The timer, set to fire at `deadline` or earlier.
fn armed(timer: &mut Option<Pin<Box<Sleep>>>, deadline: Instant) -> &mut Pin<Box<Sleep>> {
    let deadline = tokio::time::Instant::from_std(deadline);
    let timer = timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
    if timer.deadline() > deadline {
        timer.as_mut().reset(deadline);
    }
    timer
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match this.stream.poll_read(cx, buffer) {
            Poll::Ready(Ok(())) => {
                let came = buffer.filled().len() - before;
                this.peer_closed = came == 0;
                this.activity.came(came);
                if matches!(this.activity.phase(), Phase::New | Phase::Idle) && !this.peer_closed {
                    this.activity.enter(Phase::Header, monotonic());
                }
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => this.poll_read_deadline(cx),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match this.stream.poll_write(cx, bytes) {
            Poll::Pending => this.poll_write_deadline(cx).map(Err),
            done => {
                this.write_timer = None;
                done
            }
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match this.stream.poll_write_vectored(cx, slices) {
            Poll::Pending => this.poll_write_deadline(cx).map(Err),
            done => {
                this.write_timer = None;
                done
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(())) // neither kind of socket buffers in user space
    }

    /// Says that we are done, then reads what the client still sends for a short while: closing with unread bytes
    /// makes the kernel reset the connection, which may destroy the answer before the client has read it
    /// (RFC 9112 §9.6).
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            match &mut this.linger {
                Linger::Open => {
                    ready!(this.stream.poll_shutdown(cx))?;
                    this.linger = if this.peer_closed || !this.activity.may_have_more() {
                        Linger::Done
                    } else {
                        let timer = Box::pin(tokio::time::sleep_until((monotonic() + LINGER_TIME).into()));
                        Linger::Draining { timer, left: LINGER_BYTES }
                    };
                }
                Linger::Draining { timer, left } => {
                    let mut scratch = [0u8; 4096];
                    let mut buffer = ReadBuf::new(&mut scratch);
                    match this.stream.poll_read(cx, &mut buffer) {
                        Poll::Ready(Ok(())) if !buffer.filled().is_empty() && *left > 0 => {
                            *left = left.saturating_sub(buffer.filled().len());
                        }
                        Poll::Ready(_) => this.linger = Linger::Done,
                        Poll::Pending => {
                            ready!(timer.as_mut().poll(cx));
                            this.linger = Linger::Done;
                        }
                    }
                }
                Linger::Done => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl Stream {
    fn poll_read(&mut self, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self {
            Stream::Tcp(stream) => Pin::new(stream).poll_read(cx, buffer),
            Stream::Unix(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self {
            Stream::Tcp(stream) => Pin::new(stream).poll_write(cx, bytes),
            Stream::Unix(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self {
            Stream::Tcp(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
            Stream::Unix(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
        }
    }

    fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Stream::Tcp(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Unix(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

/// Long enough for an answer to cross the world and the client's close to come back.
const LINGER_TIME: Duration = Duration::from_secs(2);
/// A few bodies of the greatest size we take; a client that sends more is not reading anyway.
const LINGER_BYTES: usize = 256 * 1024;
/// Octets per second that a body has to come at once `body_timeout` is used up: a quarter of a megabit.
const SLOWEST_BODY: u64 = 32 * 1024;

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// A body of so many pieces of so many octets, one every 50 ms, read under a `body_timeout` of 300 ms.
    async fn body(pieces: usize, octets: usize) -> io::Result<usize> {
        let (mut client, server) = UnixStream::pair()?;
        let limits = HttpLimits { body_timeout: Duration::from_millis(300), ..HttpLimits::default() };
        let activity = Activity::new();
        activity.enter(Phase::Body, monotonic());
        let mut socket = Socket::new(Stream::Unix(server), Arc::clone(&activity), Arc::new(limits));
        tokio::spawn(async move {
            for _ in 0..pieces {
                if client.write_all(&vec![b'x'; octets]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        let mut read = Vec::new();
        let outcome = socket.read_to_end(&mut read).await;
        assert_eq!(activity.body_was_late(), outcome.is_err());
        outcome
    }

    #[tokio::test]
    async fn a_long_body_may_take_longer_as_long_as_it_comes() {
        assert_eq!(body(20, 8192).await.expect("the whole body"), 20 * 8192);
    }

    #[tokio::test]
    async fn a_trickle_earns_no_time() {
        for octets in [1, 100] {
            let begun = monotonic();
            assert_eq!(body(100, octets).await.expect_err("too late").kind(), io::ErrorKind::TimedOut);
            assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        }
    }
}
