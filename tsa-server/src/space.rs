//! Free space where the record is written: issuing stops before the disk is full, so that what was begun can be finished,
//! the log be published, and other programs go on.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tsa_service::process::free_space;

use crate::metrics::Metrics;

/// The free space of the state directory's file system, as last looked at.
#[derive(Debug)]
pub struct Space {
    directory: PathBuf,
    /// With less free octets than these nothing is issued; 0: the space is not looked at.
    wanted: u64,
    free: AtomicU64,
}

impl Space {
    /// Space that has to be there. It counts as being there until `look` sees that it is not.
    pub fn new(directory: PathBuf, wanted: u64) -> Space {
        Space { directory, wanted, free: AtomicU64::new(u64::MAX) }
    }

    /// How many octets are missing; `None` when there are enough.
    pub fn missing(&self) -> Option<u64> {
        self.wanted.checked_sub(self.free.load(Ordering::Relaxed)).filter(|missing| *missing > 0)
    }

    /// How many octets have to be free.
    pub fn wanted(&self) -> u64 {
        self.wanted
    }

    /// Looks at the file system, and says in the log when issuing stops or goes on. Reads the disk.
    pub(crate) fn look(&self, metrics: &Metrics) {
        if self.wanted == 0 {
            return;
        }
        let before = self.missing();
        match free_space(&self.directory) {
            Ok(free) => {
                self.free.store(free, Ordering::Relaxed);
                metrics.record.free_space(free);
            }
            // What was seen last still holds. Without the directory no record is written either.
            Err(error) => tracing::warn!(error = %error, "cannot see how much space is free"),
        }
        match (before, self.missing()) {
            (None, Some(missing)) => tracing::error!(
                missing,
                wanted = self.wanted,
                directory = %self.directory.display(),
                "less space is free than state.min-free: nothing is issued until there is more"
            ),
            (Some(_), None) => tracing::info!("there is space again: issuing goes on"),
            _ => {}
        }
    }

    /// Looks again and again.
    pub(crate) async fn watch(self: Arc<Self>, metrics: Arc<Metrics>) {
        if self.wanted == 0 {
            return;
        }
        loop {
            tokio::time::sleep(PERIOD).await;
            let (space, metrics) = (Arc::clone(&self), Arc::clone(&metrics));
            // A file system that hangs must not stop a thread that serves.
            let _ = tokio::task::spawn_blocking(move || space.look(&metrics)).await; // a panic was counted and logged
        }
    }
}

const PERIOD: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_much_is_missing() {
        let directory = tempfile::tempdir().expect("a directory");
        let metrics = Metrics::new();
        for (wanted, enough) in [(0, true), (1, true), (u64::MAX, false)] {
            let space = Space::new(directory.path().to_owned(), wanted);
            assert_eq!(space.missing(), None, "nobody has looked yet");
            space.look(&metrics);
            assert_eq!(space.missing().is_none(), enough, "{wanted}");
        }
        let gone = Space::new(directory.path().join("gone"), u64::MAX);
        gone.look(&metrics);
        assert_eq!(gone.missing(), None, "what cannot be seen does not count");
    }
}
