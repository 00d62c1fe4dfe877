//! Proofs of logging are fetched soon after the tokens, so that a package can be had later even when the authority is gone.

use std::sync::Arc;
use std::time::Duration;

use super::worker::Shop;
use crate::clock::{DAY, Millis};
use crate::store::{StoreError, TokenKind, UnixMillis, Unlogged};
use crate::trust::LogFault;

/// What became of one item.
enum Fetched {
    /// Both proofs are kept.
    Kept,
    /// The log has no checkpoint over it yet, or is away: later tokens have to wait too.
    Wait,
    /// The log's answer is not taken; whoever asks for the proof is told why.
    PassOver,
}

impl Shop {
    /// Fetches the proofs that are missing, for ever: oldest first, one at a time, few while there are tokens to get.
    pub(super) async fn keep_fetching_proofs(self: Arc<Self>) {
        let mut since = self.clock.now() - LOOK_BACK;
        loop {
            let batch = if self.queue.len() > 0 { SMALL_BATCH } else { BATCH };
            match self.fetch_proofs(&mut since, batch).await {
                Ok(true) => {}
                Ok(false) => tokio::time::sleep(PERIOD).await,
                Err(error) => {
                    tracing::warn!(%error, "proofs of logging cannot be kept");
                    tokio::time::sleep(PERIOD).await;
                }
            }
        }
    }

    /// A batch of them; moves `since` past what is done. `true` when there may be more at once.
    async fn fetch_proofs(&self, since: &mut UnixMillis, batch: u32) -> Result<bool, StoreError> {
        let items = self.store.unlogged_items(*since, batch).await?;
        for item in &items {
            match self.fetch_proofs_of(item).await? {
                Fetched::Kept => *since = item.stored_at,
                // What was stored in the same millisecond is looked at again after the next start.
                Fetched::PassOver => *since = item.stored_at + 1,
                Fetched::Wait => return Ok(false),
            }
        }
        let is_full = u32::try_from(items.len()).is_ok_and(|count| count == BATCH);
        Ok(is_full)
    }

    async fn fetch_proofs_of(&self, unlogged: &Unlogged) -> Result<Fetched, StoreError> {
        let Some(tokens) = self.store.tokens(unlogged.account, unlogged.item).await? else {
            return Ok(Fetched::PassOver);
        };
        for (kind, token) in [(TokenKind::File, tokens.file), (TokenKind::Claim, tokens.claim)] {
            let Some(token) = token.filter(|token| token.log_proof.is_none()) else { continue };
            match self.trust.log_proof(&token.response).await {
                Ok(proof) => {
                    self.store.put_log_proof(unlogged.item, kind, &proof, self.clock.now()).await?;
                }
                Err(LogFault::NotYet { .. } | LogFault::Transport(_) | LogFault::Status(_)) => {
                    return Ok(Fetched::Wait);
                }
                Err(error) => {
                    tracing::error!(item = %unlogged.item, %error, "a proof of logging is not taken");
                    return Ok(Fetched::PassOver);
                }
            }
        }
        Ok(Fetched::Kept)
    }
}

/// The authority makes a checkpoint every few seconds.
const PERIOD: Duration = Duration::from_secs(2);
/// Items at once; so many that a thousand are done within the first minutes.
const BATCH: u32 = 200;
/// While tokens are to be got, which somebody waits for.
const SMALL_BATCH: u32 = 8;
/// What was not fetched in so long is left to whoever asks for it.
const LOOK_BACK: Millis = 30 * DAY;
