//! Deposits: from a fingerprint and its holders to the two tokens of a proof.
//!
//! | step | module |
//! |---|---|
//! | the request becomes claims | [`claims`] |
//! | deposit and sealed claims are stored, then acknowledged | [`Depositor::submit`] |
//! | items wait in memory, accounts and their deposits take turns | `queue` |
//! | what is stored and has nobody to work on it is queued again | `taking_up` |
//! | the authority is asked, its answers are judged | [`tsa`], [`query`], [`transport`] |
//! | tokens are stored, many in one transaction | `writer` |
//! | proofs of logging are fetched | `logging` |
//!
//! An acknowledged item is in the store before anything else happens to it. A start takes up what is unfinished, and so does
//! the service twice a minute, so a crash or a lost answer at any point costs at most a token that nobody has seen.

pub mod address;
pub mod claims;
pub mod limits;
mod logging;
pub mod pem;
pub mod query;
mod queue;
pub mod settings;
mod submit;
mod taking_up;
mod tls;
pub mod transport;
pub mod tsa;
mod worker;
mod writer;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::{AbortHandle, JoinHandle};

use self::limits::{DepositLimits, Gate};
use self::queue::Queue;
use self::settings::TsaSettings;
use self::tsa::TsaClient;
use self::worker::{Pause, Shop};
use self::writer::Writer;
use crate::clock::Clock;
use crate::secrets::Secrets;
use crate::store::{DepositId, Store, StoreError, UnixMillis};
use crate::trust::Trust;

pub use self::submit::{Depositing, SubmitFault, Submitted};

/// Takes deposits and sees them through.
pub struct Depositor {
    shop: Arc<Shop>,
    secrets: Arc<Secrets>,
    trust: Arc<Trust>,
    gate: Gate,
    /// The writer, then the workers.
    tasks: Mutex<Vec<JoinHandle<()>>>,
    /// Tasks without an end of their own.
    helpers: Vec<AbortHandle>,
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
        limits: DepositLimits,
        trust: Arc<Trust>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Depositor>, StoreError> {
        let tsa = TsaClient::new(settings, Arc::clone(&trust), Arc::clone(&clock));
        let (writer, writing) = Writer::start(Arc::clone(&store));
        let (queue, pause) = (Queue::default(), Pause::default());
        let shop = Arc::new(Shop { queue, tsa, trust: Arc::clone(&trust), store, clock, pause });
        let taken_up = shop.take_up(UnixMillis::MAX).await?;
        if taken_up > 0 {
            tracing::info!(items = taken_up, "unfinished items are taken up again");
        }
        let mut tasks = vec![writing];
        for _ in 0..settings.max_in_flight {
            tasks.push(tokio::spawn(Arc::clone(&shop).work(writer.clone())));
        }
        let mut helpers = vec![tokio::spawn(Arc::clone(&shop).keep_taking_up()).abort_handle()];
        if shop.trust.is_logged() {
            helpers.push(tokio::spawn(Arc::clone(&shop).keep_fetching_proofs()).abort_handle());
        }
        let (gate, tasks) = (Gate::new(limits), Mutex::new(tasks));
        Ok(Arc::new(Depositor { shop, secrets, trust, gate, tasks, helpers }))
    }

    /// Waits until every item of the deposit is issued or failed, but no longer than `limit`.
    pub async fn settled(&self, deposit: DepositId, limit: Duration) {
        if let Some(progress) = self.shop.queue.progress(deposit) {
            let _ = tokio::time::timeout(limit, progress.done()).await;
        }
    }

    /// Queues the items in the store that were deposited before this time, need tokens, and that nobody works on; says how
    /// many. It is done at every start and twice a minute by itself.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn take_up(&self, before: UnixMillis) -> Result<usize, StoreError> {
        self.shop.take_up(before).await
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
        self.helpers.iter().for_each(AbortHandle::abort);
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
}
