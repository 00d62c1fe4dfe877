//! One task stores the tokens of all workers, many in one transaction: a sync costs the same for one as for a hundred.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::store::{NewToken, Store, TokenOutcome};

/// The way to the task.
#[derive(Clone, Debug)]
pub(super) struct Writer(mpsc::Sender<Order>);

#[derive(Debug)]
struct Order {
    tokens: Vec<NewToken>,
    done: oneshot::Sender<Vec<TokenOutcome>>,
}

impl Writer {
    /// The task, and the way to it. It ends when every [`Writer`] is gone.
    pub(super) fn start(store: Arc<dyn Store>) -> (Writer, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(BATCH);
        (Writer(sender), tokio::spawn(write(store, receiver)))
    }

    /// Stores tokens of one item. Returns when they are durable, however long the database is away; `None` only when the
    /// service stops.
    pub(super) async fn store(&self, tokens: Vec<NewToken>) -> Option<Vec<TokenOutcome>> {
        let (done, outcome) = oneshot::channel();
        self.0.send(Order { tokens, done }).await.ok()?;
        outcome.await.ok()
    }
}

async fn write(store: Arc<dyn Store>, mut orders: mpsc::Receiver<Order>) {
    let mut batch = Vec::with_capacity(BATCH);
    while orders.recv_many(&mut batch, BATCH).await > 0 {
        let tokens: Vec<NewToken> = batch.iter().flat_map(|order| order.tokens.iter().cloned()).collect();
        let mut outcomes = store_all(store.as_ref(), &tokens).await.into_iter();
        for order in batch.drain(..) {
            let count = order.tokens.len();
            // Who no longer waits has stopped; the tokens are stored all the same.
            let _ = order.done.send(outcomes.by_ref().take(count).collect());
        }
    }
}

/// A token that was issued is worth waiting for: the database is asked until it takes it.
async fn store_all(store: &dyn Store, tokens: &[NewToken]) -> Vec<TokenOutcome> {
    let mut pause = FIRST_PAUSE;
    loop {
        match store.store_tokens(tokens).await {
            Ok(outcomes) => return outcomes,
            Err(error) => {
                tracing::error!(%error, tokens = tokens.len(), "tokens cannot be stored; trying again");
                tokio::time::sleep(pause).await;
                pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Orders in one transaction.
const BATCH: usize = 64;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
