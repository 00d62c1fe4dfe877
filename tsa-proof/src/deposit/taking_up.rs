//! Work that lies in the store and that nobody does: after a start, after a commit whose answer was lost.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tsa_core::verify::{RuleSet, Verification, verify_response};

use super::queue::Job;
use super::worker::Shop;
use crate::clock::{MINUTE, Millis};
use crate::store::{AccountId, Deposit, Digest, Item, ItemState, StoreError, UnixMillis};

impl Shop {
    /// Queues the unfinished items that were deposited before this time and have no job; says how many.
    pub(super) async fn take_up(&self, before: UnixMillis) -> Result<usize, StoreError> {
        let (mut after, mut count) = (None, 0);
        loop {
            let items = self.store.unfinished_items(after.as_ref(), PAGE).await?;
            let Some(last) = items.last() else { return Ok(count) };
            after = Some(last.cursor());
            let is_late = last.created_at >= before;
            count += self.take_up_items(items.iter().filter(|item| item.created_at < before)).await?;
            if is_late {
                return Ok(count);
            }
        }
    }

    /// Queues what is unfinished of one deposit and has no job.
    pub(super) async fn take_up_deposit(&self, deposit: &Deposit) -> Result<usize, StoreError> {
        let items = self.store.items_of(deposit.account, deposit.id, 0, u32::MAX).await?;
        self.take_up_items(items.iter().filter(|item| is_unfinished(item))).await
    }

    /// [`Shop::take_up`] now and then, for ever. Deposits of the last minute are left to whoever is storing them.
    pub(super) async fn keep_taking_up(self: Arc<Self>) {
        loop {
            tokio::time::sleep(PERIOD).await;
            let known = u64::try_from(self.queue.len()).unwrap_or(u64::MAX);
            match self.store.count_unfinished().await {
                Ok(count) if count <= known => continue,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "unfinished items cannot be counted");
                    continue;
                }
            }
            match self.take_up(self.clock.now() - GRACE).await {
                Ok(0) => {}
                Ok(items) => {
                    tracing::warn!(items, "items were stored that nobody worked on; they are queued now");
                }
                Err(error) => tracing::warn!(%error, "unfinished items cannot be taken up"),
            }
        }
    }

    /// The job of an unfinished item.
    pub(super) async fn job_of(&self, item: &Item) -> Result<Job, StoreError> {
        let file_token = match item.state {
            ItemState::FileToken => Some(self.bound_to(item.account, item).await?),
            _ => None,
        };
        Ok(Job {
            item: item.id,
            deposit: item.deposit,
            account: item.account,
            sha256: item.sha256,
            claim_digest: item.claim_digest,
            file_token,
            bad_answers: 0,
        })
    }

    async fn take_up_items(&self, items: impl Iterator<Item = &Item>) -> Result<usize, StoreError> {
        let mut count = 0;
        let mut turn: VecDeque<Job> = VecDeque::new();
        for item in items {
            if !self.queue.hold(item.id) {
                continue;
            }
            match self.fresh_job(item).await {
                Ok(Some(job)) => {
                    if turn.front().is_some_and(|first| first.deposit != job.deposit) {
                        self.queue.add_held(std::mem::take(&mut turn));
                    }
                    turn.push_back(job);
                    count += 1;
                }
                Ok(None) => self.queue.release(item.id),
                Err(error) => {
                    self.queue.release(item.id);
                    if !matches!(error, StoreError::Corrupt(_)) {
                        self.queue.add_held(turn);
                        return Err(error);
                    }
                    tracing::error!(item = %item.id, %error, "an unfinished item cannot be taken up");
                }
            }
        }
        self.queue.add_held(turn);
        Ok(count)
    }

    /// The job as the store has it now: since the item was read, and before it was held, its tokens may have come.
    async fn fresh_job(&self, item: &Item) -> Result<Option<Job>, StoreError> {
        match self.store.item(item.account, item.id).await? {
            Some(item) if is_unfinished(&item) => self.job_of(&item).await.map(Some),
            _ => Ok(None),
        }
    }

    /// The digest of the stored file token's TSTInfo, to which the claim's token is bound.
    async fn bound_to(&self, account: AccountId, item: &Item) -> Result<Digest, StoreError> {
        let tokens = self.store.tokens(account, item.id).await?;
        let stored = tokens.and_then(|tokens| tokens.file).ok_or(StoreError::Corrupt("file token"))?;
        let question = Verification::new(RuleSet::Strict, self.trust.roots()).without_revocation();
        let report = verify_response(&stored.response, &question).ok();
        let facts = report.and_then(|report| report.token).ok_or(StoreError::Corrupt("file token"))?;
        Ok(Sha256::digest(&facts.tst_info).into())
    }
}

/// Whether it still needs a token.
pub(super) fn is_unfinished(item: &Item) -> bool {
    matches!(item.state, ItemState::Queued | ItemState::FileToken)
}

/// Items read at once.
const PAGE: u32 = 500;
const PERIOD: Duration = Duration::from_secs(30);
/// Longer than storing a deposit takes, however busy the database is.
const GRACE: Millis = MINUTE;
