//! What still needs tokens, in memory: deposits take turns, so that one of ten thousand items does not keep one of one waiting.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::{DepositId, Digest, ItemId};

/// An item that needs a token. It holds nothing personal.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) item: ItemId,
    pub(super) deposit: DepositId,
    pub(super) sha256: Digest,
    pub(super) claim_digest: Digest,
    /// The digest of the stored file token's TSTInfo, if that token is there.
    pub(super) file_token: Option<Digest>,
    /// Answers that were not taken so far.
    pub(super) bad_answers: u32,
}

/// Jobs by deposit. [`Queue::next`] waits; a closed queue gives nothing more.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    arrived: Notify,
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct State {
    turns: VecDeque<VecDeque<Job>>,
    progress: HashMap<DepositId, Arc<Progress>>,
    is_closed: bool,
}

/// How many items of a deposit are not settled.
#[derive(Debug)]
pub(super) struct Progress {
    open: AtomicUsize,
    settled: Notify,
}

impl Progress {
    /// Waits until every item is issued or failed.
    pub(super) async fn done(&self) {
        loop {
            let settled = self.settled.notified();
            if self.open.load(Ordering::Acquire) == 0 {
                return;
            }
            settled.await;
        }
    }
}

impl Queue {
    /// Takes the jobs of one deposit.
    pub(super) fn add(&self, deposit: DepositId, jobs: VecDeque<Job>) -> Arc<Progress> {
        let count = jobs.len();
        let mut state = self.lock();
        let progress = Arc::clone(
            state
                .progress
                .entry(deposit)
                .or_insert_with(|| Arc::new(Progress { open: AtomicUsize::new(0), settled: Notify::new() })),
        );
        progress.open.fetch_add(count, Ordering::AcqRel);
        self.waiting.fetch_add(count, Ordering::AcqRel);
        if !jobs.is_empty() {
            state.turns.push_back(jobs);
        }
        drop(state);
        self.arrived.notify_one();
        progress
    }

    /// Puts a job back, in a turn of its own.
    pub(super) fn put_back(&self, job: Job) {
        self.lock().turns.push_back(VecDeque::from([job]));
        self.arrived.notify_one();
    }

    /// The next job, in turns; `None` once the queue is closed.
    pub(super) async fn next(&self) -> Option<Job> {
        loop {
            let arrived = self.arrived.notified();
            {
                let mut state = self.lock();
                if state.is_closed {
                    self.arrived.notify_waiters();
                    return None;
                }
                if let Some(mut turn) = state.turns.pop_front() {
                    let job = turn.pop_front();
                    if !turn.is_empty() {
                        state.turns.push_back(turn);
                    }
                    if !state.turns.is_empty() {
                        // Whoever was woken wakes the next one, as long as there is work.
                        self.arrived.notify_one();
                    }
                    if job.is_some() {
                        return job;
                    }
                    continue;
                }
            }
            arrived.await;
        }
    }

    /// An item is issued or failed.
    pub(super) fn settle(&self, deposit: DepositId) {
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        let mut state = self.lock();
        let Some(progress) = state.progress.get(&deposit) else { return };
        if progress.open.fetch_sub(1, Ordering::AcqRel) == 1 {
            progress.settled.notify_waiters();
            state.progress.remove(&deposit);
        }
    }

    /// What a deposit still waits for; `None` when nothing.
    pub(super) fn progress(&self, deposit: DepositId) -> Option<Arc<Progress>> {
        self.lock().progress.get(&deposit).map(Arc::clone)
    }

    /// Items that are not settled.
    pub(super) fn len(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// Nothing is handed out any more; what is left stays in the store.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.arrived.notify_waiters();
        self.arrived.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(deposit: DepositId, count: usize) -> VecDeque<Job> {
        let job = || Job {
            item: ItemId::random(),
            deposit,
            sha256: [0; 32],
            claim_digest: [0; 32],
            file_token: None,
            bad_answers: 0,
        };
        (0..count).map(|_| job()).collect()
    }

    #[tokio::test]
    async fn deposits_take_turns() {
        let (queue, large, small) = (Queue::default(), DepositId::random(), DepositId::random());
        queue.add(large, jobs(large, 1000));
        queue.add(small, jobs(small, 1));
        let first = queue.next().await.unwrap().deposit;
        let second = queue.next().await.unwrap().deposit;
        assert_eq!((first, second), (large, small));
        assert_eq!(queue.next().await.unwrap().deposit, large);
        assert_eq!(queue.len(), 1001);
    }

    #[tokio::test]
    async fn whoever_waits_is_told() {
        let queue = Arc::new(Queue::default());
        let deposit = DepositId::random();
        let progress = queue.add(deposit, jobs(deposit, 2));
        let worker = tokio::spawn({
            let queue = Arc::clone(&queue);
            async move {
                while let Some(job) = queue.next().await {
                    tokio::task::yield_now().await;
                    queue.settle(job.deposit);
                }
            }
        });
        progress.done().await;
        assert!(queue.progress(deposit).is_none());
        assert_eq!(queue.len(), 0);
        queue.close();
        worker.await.unwrap();
    }
}
