//! What still needs tokens, in memory: accounts take turns, and in an account its deposits do, so that ten thousand items
//! do not keep one waiting, neither of the same depositor nor of another.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::{AccountId, DepositId, Digest, ItemId};

/// An item that needs a token. It holds nothing personal.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) item: ItemId,
    pub(super) deposit: DepositId,
    pub(super) account: AccountId,
    pub(super) sha256: Digest,
    pub(super) claim_digest: Digest,
    /// The digest of the stored file token's TSTInfo, if that token is there.
    pub(super) file_token: Option<Digest>,
    /// Answers that were not taken so far.
    pub(super) bad_answers: u32,
}

/// Jobs by account and deposit. [`Queue::next`] waits; a closed queue gives nothing more.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// The accounts whose lines have something to hand out, in the order of their turns.
    turns: VecDeque<AccountId>,
    lines: HashMap<AccountId, Line>,
    /// The items that somebody works on, or will.
    held: HashSet<ItemId>,
    progress: HashMap<DepositId, Arc<Progress>>,
    is_closed: bool,
}

/// What one account waits for.
#[derive(Debug, Default)]
struct Line {
    deposits: VecDeque<VecDeque<Job>>,
    /// Items that are not settled, those under way among them.
    open: usize,
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
    /// Takes the jobs of one deposit, but for those whose items are held already.
    pub(super) fn add(&self, mut jobs: VecDeque<Job>) {
        let mut state = self.lock();
        jobs.retain(|job| state.held.insert(job.item));
        state.push(jobs);
        drop(state);
        self.arrived.notify_one();
    }

    /// Holds the item for the caller, who then reads it and calls [`Queue::add_held`] or [`Queue::release`]. `false` when
    /// it is held already.
    pub(super) fn hold(&self, item: ItemId) -> bool {
        self.lock().held.insert(item)
    }

    /// Takes jobs of one deposit whose items the caller holds.
    pub(super) fn add_held(&self, jobs: VecDeque<Job>) {
        self.lock().push(jobs);
        self.arrived.notify_one();
    }

    /// The item needs nothing after all.
    pub(super) fn release(&self, item: ItemId) {
        self.lock().held.remove(&item);
    }

    /// Puts a job back, in a turn of its own.
    pub(super) fn put_back(&self, job: Job) {
        let mut state = self.lock();
        let account = job.account;
        state.line_up(account, VecDeque::from([job]));
        drop(state);
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
                if let Some(job) = state.take() {
                    if !state.turns.is_empty() {
                        // Whoever was woken wakes the next one, as long as there is work.
                        self.arrived.notify_one();
                    }
                    return Some(job);
                }
            }
            arrived.await;
        }
    }

    /// An item is issued or failed.
    pub(super) fn settle(&self, job: &Job) {
        let mut state = self.lock();
        state.held.remove(&job.item);
        if let Some(line) = state.lines.get_mut(&job.account) {
            line.open = line.open.saturating_sub(1);
            if line.open == 0 {
                state.lines.remove(&job.account);
            }
        }
        let Some(progress) = state.progress.get(&job.deposit) else { return };
        if progress.open.fetch_sub(1, Ordering::AcqRel) == 1 {
            progress.settled.notify_waiters();
            state.progress.remove(&job.deposit);
        }
    }

    /// What a deposit still waits for; `None` when nothing.
    pub(super) fn progress(&self, deposit: DepositId) -> Option<Arc<Progress>> {
        self.lock().progress.get(&deposit).map(Arc::clone)
    }

    /// Items that are not settled.
    pub(super) fn len(&self) -> usize {
        self.lock().held.len()
    }

    /// Items of the account that are not settled.
    pub(super) fn len_of(&self, account: AccountId) -> usize {
        self.lock().lines.get(&account).map_or(0, |line| line.open)
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

impl State {
    /// New jobs of one deposit.
    fn push(&mut self, jobs: VecDeque<Job>) {
        let Some(&Job { deposit, account, .. }) = jobs.front() else { return };
        let progress = self
            .progress
            .entry(deposit)
            .or_insert_with(|| Arc::new(Progress { open: AtomicUsize::new(0), settled: Notify::new() }));
        progress.open.fetch_add(jobs.len(), Ordering::AcqRel);
        self.lines.entry(account).or_default().open += jobs.len();
        self.line_up(account, jobs);
    }

    fn line_up(&mut self, account: AccountId, jobs: VecDeque<Job>) {
        let line = self.lines.entry(account).or_default();
        if line.deposits.is_empty() {
            self.turns.push_back(account);
        }
        line.deposits.push_back(jobs);
    }

    /// One job of the account whose turn it is, from the deposit whose turn it is there.
    fn take(&mut self) -> Option<Job> {
        while let Some(account) = self.turns.pop_front() {
            let Some(line) = self.lines.get_mut(&account) else { continue };
            let mut deposit = line.deposits.pop_front().unwrap_or_default();
            let job = deposit.pop_front();
            if !deposit.is_empty() {
                line.deposits.push_back(deposit);
            }
            if !line.deposits.is_empty() {
                self.turns.push_back(account);
            }
            if job.is_some() {
                return job;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(account: AccountId, deposit: DepositId, count: usize) -> VecDeque<Job> {
        let job = || Job {
            item: ItemId::random(),
            deposit,
            account,
            sha256: [0; 32],
            claim_digest: [0; 32],
            file_token: None,
            bad_answers: 0,
        };
        (0..count).map(|_| job()).collect()
    }

    async fn deposits(queue: &Queue, count: usize) -> Vec<DepositId> {
        let mut order = Vec::new();
        for _ in 0..count {
            order.push(queue.next().await.unwrap().deposit);
        }
        order
    }

    #[tokio::test]
    async fn accounts_take_turns_and_their_deposits_within() {
        let queue = Queue::default();
        let (greedy, modest) = (AccountId::random(), AccountId::random());
        let [a, b, c, d] = [(); 4].map(|()| DepositId::random());
        for deposit in [a, b, c] {
            queue.add(jobs(greedy, deposit, 1000));
        }
        queue.add(jobs(modest, d, 2));
        assert_eq!(deposits(&queue, 6).await, [a, d, b, d, c, a], "three deposits give no three turns");
        assert_eq!((queue.len(), queue.len_of(greedy), queue.len_of(modest)), (3002, 3000, 2));
    }

    #[tokio::test]
    async fn a_job_put_back_waits_for_its_accounts_turn() {
        let queue = Queue::default();
        let (one, two) = (AccountId::random(), AccountId::random());
        let [a, b] = [(); 2].map(|()| DepositId::random());
        queue.add(jobs(one, a, 1));
        queue.add(jobs(two, b, 2));
        let job = queue.next().await.unwrap();
        queue.put_back(job.clone());
        assert_eq!(deposits(&queue, 3).await, [b, a, b]);
        queue.settle(&job);
        assert_eq!((queue.len(), queue.len_of(one), queue.len_of(two)), (2, 0, 2));
    }

    #[tokio::test]
    async fn an_item_has_one_job() {
        let (queue, deposit) = (Queue::default(), DepositId::random());
        let all = jobs(AccountId::random(), deposit, 3);
        assert!(queue.hold(all[0].item) && !queue.hold(all[0].item));
        queue.add(all.clone());
        queue.add(all.clone());
        assert_eq!(deposits(&queue, 2).await, [deposit; 2]);
        queue.add_held(VecDeque::from([all[0].clone()]));
        assert_eq!(queue.next().await.unwrap().item, all[0].item);
        all.iter().for_each(|job| queue.settle(job));
        assert_eq!(queue.len(), 0);
        assert!(queue.progress(deposit).is_none());
        assert!(queue.hold(all[0].item), "what is settled is held no more");
        queue.release(all[0].item);
        assert_eq!(queue.len(), 0);
    }

    #[tokio::test]
    async fn whoever_waits_is_told() {
        let queue = Arc::new(Queue::default());
        let deposit = DepositId::random();
        queue.add(jobs(AccountId::random(), deposit, 2));
        let progress = queue.progress(deposit).unwrap();
        let worker = tokio::spawn({
            let queue = Arc::clone(&queue);
            async move {
                while let Some(job) = queue.next().await {
                    tokio::task::yield_now().await;
                    queue.settle(&job);
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
