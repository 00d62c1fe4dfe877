//! Deposits: from a fingerprint and its holders to the two tokens of a proof.
//!
//! | step | module |
//! |---|---|
//! | the request becomes claims | [`claims`] |
//! | deposit and sealed claims are stored, then acknowledged | [`Depositor::submit`] |
//! | items wait in memory, deposits take turns | `queue` |
//! | the authority is asked, its answers are judged | [`tsa`], [`query`], [`transport`] |
//! | tokens are stored, many in one transaction | `writer` |
//!
//! An acknowledged item is in the store before anything else happens to it. A start takes up what is unfinished, so a crash at
//! any point costs at most a token that nobody has seen.

pub mod claims;
pub mod pem;
pub mod query;
mod queue;
pub mod settings;
mod submit;
pub mod transport;
pub mod tsa;
mod worker;
mod writer;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::task::JoinHandle;
use tsa_core::verify::{RuleSet, Verification, verify_response};

use self::queue::{Job, Queue};
use self::settings::TsaSettings;
use self::tsa::TsaClient;
use self::worker::{Pause, Shop};
use self::writer::Writer;
use crate::clock::Clock;
use crate::secrets::Secrets;
use crate::store::{AccountId, DepositId, Item, ItemState, Store, StoreError};
use crate::trust::Trust;

pub use self::submit::{Depositing, SubmitFault, Submitted};

/// Takes deposits and sees them through.
pub struct Depositor {
    shop: Arc<Shop>,
    secrets: Arc<Secrets>,
    trust: Arc<Trust>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Depositor {
    /// Takes up what is unfinished in the store, and starts the workers.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn start(
        store: Arc<dyn Store>,
        secrets: Arc<Secrets>,
        settings: &TsaSettings,
        trust: Arc<Trust>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Depositor>, StoreError> {
        let tsa = TsaClient::new(settings, Arc::clone(&trust), Arc::clone(&clock));
        let (writer, writing) = Writer::start(Arc::clone(&store));
        let shop = Arc::new(Shop { queue: Queue::default(), tsa, store, clock, pause: Pause::default() });
        let depositor =
            Depositor { shop: Arc::clone(&shop), secrets, trust, tasks: Mutex::new(vec![writing]) };
        let taken_up = depositor.take_up_unfinished().await?;
        if taken_up > 0 {
            tracing::info!(items = taken_up, "unfinished items are taken up again");
        }
        for _ in 0..settings.max_in_flight {
            depositor.keep(tokio::spawn(Arc::clone(&shop).work(writer.clone())));
        }
        Ok(Arc::new(depositor))
    }

    /// Waits until every item of the deposit is issued or failed, but no longer than `limit`.
    pub async fn settled(&self, deposit: DepositId, limit: Duration) {
        if let Some(progress) = self.shop.queue.progress(deposit) {
            let _ = tokio::time::timeout(limit, progress.done()).await;
        }
    }

    /// Items that are acknowledged and have not got both tokens yet.
    #[must_use]
    pub fn backlog(&self) -> usize {
        self.shop.queue.len()
    }

    /// What the service knows of its authority.
    #[must_use]
    pub fn trust(&self) -> &Arc<Trust> {
        &self.trust
    }

    /// Begins nothing more, lets what is under way finish for so long, then stops: the rest is taken up at the next start.
    pub async fn drain(&self, limit: Duration) {
        self.shop.queue.close();
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        let deadline = tokio::time::sleep(limit);
        tokio::pin!(deadline);
        for mut task in tasks.into_iter().rev() {
            tokio::select! {
                _ = &mut task => {}
                () = &mut deadline => task.abort(),
            }
        }
    }

    async fn take_up_unfinished(&self) -> Result<usize, StoreError> {
        let (mut after, mut count) = (None, 0);
        loop {
            let items = self.shop.store.unfinished_items(after.as_ref(), PAGE).await?;
            let Some(last) = items.last() else { return Ok(count) };
            after = Some(last.cursor());
            count += items.len();
            let mut jobs: Vec<(DepositId, VecDeque<Job>)> = Vec::new();
            for item in &items {
                let job = self.job_of(item).await?;
                match jobs.last_mut() {
                    Some((deposit, turn)) if *deposit == item.deposit => turn.push_back(job),
                    _ => jobs.push((item.deposit, VecDeque::from([job]))),
                }
            }
            for (deposit, turn) in jobs {
                self.shop.queue.add(deposit, turn);
            }
        }
    }

    async fn job_of(&self, item: &Item) -> Result<Job, StoreError> {
        let file_token = match item.state {
            ItemState::FileToken => self.bound_to(item.account, item).await?,
            _ => None,
        };
        Ok(Job {
            item: item.id,
            deposit: item.deposit,
            sha256: item.sha256,
            claim_digest: item.claim_digest,
            file_token,
            bad_answers: 0,
        })
    }

    /// The digest of the stored file token's TSTInfo, to which the claim's token is bound.
    async fn bound_to(&self, account: AccountId, item: &Item) -> Result<Option<[u8; 32]>, StoreError> {
        let tokens = self.shop.store.tokens(account, item.id).await?;
        let stored = tokens.and_then(|tokens| tokens.file).ok_or(StoreError::Corrupt("file token"))?;
        let question = Verification::new(RuleSet::Strict, self.trust.roots()).without_revocation();
        let report = verify_response(&stored.response, &question).ok();
        let facts = report.and_then(|report| report.token).ok_or(StoreError::Corrupt("file token"))?;
        Ok(Some(Sha256::digest(&facts.tst_info).into()))
    }

    fn keep(&self, task: JoinHandle<()>) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }
}

/// Items read at once when a start takes up what is unfinished.
const PAGE: u32 = 500;
