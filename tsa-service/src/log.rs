//! The log: events on stderr as text or JSON, written by a thread of their own, never by a request.
//!
//! The log tells operators how the service is doing. It is not evidence: that is the journal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::clock::monotonic;

/// The form of the log on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// One line for people
    Text,
    /// One JSON object per line
    Json,
}

/// What `[log]` says.
#[derive(Clone, Copy, Debug)]
pub struct LogSettings {
    /// Text or JSON.
    pub format: LogFormat,
    /// The least important level that is still written.
    pub level: LevelFilter,
}

/// Starts the log of this process.
///
/// # Errors
/// When the thread cannot be started, or a log was started before.
pub fn start(settings: LogSettings) -> io::Result<()> {
    let (sender, receiver) = sync_channel(QUEUE_LINES);
    std::thread::Builder::new().name("log".to_owned()).spawn(move || write_lines(&receiver))?;
    let queue = LineQueue(Arc::new(Queue { sender: sender.clone(), dropped: AtomicU64::new(0) }));
    let _ = FLUSH.set(sender);
    let log = tracing_subscriber::fmt()
        .with_max_level(settings.level)
        .with_writer(queue)
        .with_target(false)
        .with_ansi(io::stderr().is_terminal());
    let started = match settings.format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).try_init(),
    };
    started.map_err(io::Error::other)
}

/// Waits until everything logged so far is written, for one second at most.
pub fn flush() {
    if let Some(sender) = FLUSH.get() {
        let (done, flushed) = sync_channel(1);
        if sender.send(Item::Flush(done)).is_ok() {
            let _ = flushed.recv_timeout(Duration::from_secs(1)); // a stuck stderr does not keep us from ending
        }
    }
}

/// Keeps a kind of event that strangers can cause from filling the disk: so many a second are written, the others
/// counted.
#[derive(Debug)]
pub struct LogBudget {
    per_second: u64,
    /// The second of the monotonic clock, since the budget was made, in which `used` counts.
    second: AtomicU64,
    used: AtomicU64,
    suppressed: AtomicU64,
    begun: std::time::Instant,
}

impl LogBudget {
    /// So many events a second.
    pub fn new(per_second: u64) -> LogBudget {
        LogBudget {
            per_second,
            second: AtomicU64::new(0),
            used: AtomicU64::new(0),
            suppressed: AtomicU64::new(0),
            begun: monotonic(),
        }
    }

    /// Whether this event may be written; if so, how many were suppressed since the last one that was.
    ///
    /// Two threads at the turn of a second may let a few more through; nothing depends on the exact number.
    pub fn admit(&self) -> Option<u64> {
        let now = monotonic().saturating_duration_since(self.begun).as_secs();
        if self.second.swap(now, Ordering::Relaxed) != now {
            self.used.store(0, Ordering::Relaxed);
        }
        if self.used.fetch_add(1, Ordering::Relaxed) < self.per_second {
            Some(self.suppressed.swap(0, Ordering::Relaxed))
        } else {
            self.suppressed.fetch_add(1, Ordering::Relaxed);
            None
        }
    }
}

enum Item {
    Line(Vec<u8>),
    Flush(SyncSender<()>),
}

static FLUSH: OnceLock<SyncSender<Item>> = OnceLock::new();

/// Hands finished lines to the writing thread. When stderr is stuck and the queue full, lines are dropped and
/// counted: a blocked terminal must not stop the service.
#[derive(Clone)]
struct LineQueue(Arc<Queue>);

struct Queue {
    sender: SyncSender<Item>,
    dropped: AtomicU64,
}

impl Write for LineQueue {
    /// tracing-subscriber writes one event by one call.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match self.0.sender.try_send(Item::Line(line.to_vec())) {
            Ok(()) => {
                if self.0.dropped.load(Ordering::Relaxed) > 0 {
                    let dropped = self.0.dropped.swap(0, Ordering::Relaxed);
                    let note = format!("{dropped} log lines were dropped: stderr did not take them\n");
                    let _ = self.0.sender.try_send(Item::Line(note.into_bytes()));
                }
            }
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                self.0.dropped.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LineQueue {
    type Writer = LineQueue;

    fn make_writer(&'a self) -> LineQueue {
        self.clone()
    }
}

/// Writes what waits in one system call, lets more gather, then waits for it. Were there no pause, each line of a busy
/// service would wake this thread anew.
fn write_lines(receiver: &Receiver<Item>) {
    let mut pending = Vec::new();
    while let Ok(first) = receiver.recv() {
        let mut waiting_for_flush = Vec::new();
        let mut next = Some(first);
        while let Some(item) = next {
            match item {
                Item::Line(line) => pending.extend_from_slice(&line),
                Item::Flush(done) => waiting_for_flush.push(done),
            }
            next = if pending.len() < WRITE_BYTES { receiver.try_recv().ok() } else { None };
        }
        let _ = io::stderr().write_all(&pending); // there is nowhere to report to
        pending.clear();
        for done in waiting_for_flush {
            let _ = done.send(());
        }
        std::thread::sleep(GATHER);
    }
}

/// A second of heavy traffic.
const QUEUE_LINES: usize = 16 * 1024;
const WRITE_BYTES: usize = 64 * 1024;
/// By so much a line may be late. Much less than the time in which the queue fills.
const GATHER: Duration = Duration::from_millis(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_lets_so_many_through_and_counts_the_rest() {
        let budget = LogBudget::new(3);
        let admitted = (0..10).filter(|_| budget.admit().is_some()).count();
        assert!((3..=6).contains(&admitted), "3 a second, and the test may straddle two: {admitted}");
        assert_eq!(budget.suppressed.load(Ordering::Relaxed), 10 - admitted as u64);
    }
}
