//! What the service does by itself once an hour: forget what has ended, and overwrite what an erasure could not.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, DAY, HOUR, Millis};
use crate::fault::with_causes;
use crate::store::{PurgeBefore, Store};

/// Keeps house until the task is dropped.
pub async fn keep_house(store: Arc<dyn Store>, clock: Arc<dyn Clock>) {
    loop {
        once(&*store, clock.now()).await;
        tokio::time::sleep(PERIOD).await;
    }
}

/// One round. A failure is logged; the next round tries again.
pub(crate) async fn once(store: &dyn Store, now: Millis) {
    let before =
        PurgeBefore { attempts: now - TRIES_KEPT, mails: now - MAILS_KEPT, pending: now - PENDING_KEPT };
    match store.purge(now, &before).await {
        Ok(purged) => tracing::debug!(
            sessions = purged.sessions,
            tokens = purged.tokens,
            attempts = purged.attempts,
            mails = purged.mails,
            pending = purged.pending,
            "what had ended was forgotten"
        ),
        Err(fault) => tracing::warn!(error = %with_causes(&fault), "what has ended could not be forgotten"),
    }
    match store.scrub().await {
        Ok(true) => {}
        Ok(false) => tracing::info!("the database is in use; erased rows are overwritten in the next round"),
        Err(fault) => tracing::warn!(error = %with_causes(&fault), "erased rows could not be overwritten"),
    }
}

const PERIOD: Duration = Duration::from_secs(60 * 60);

/// No limit looks further back than an hour.
const TRIES_KEPT: Millis = 2 * HOUR;

/// A mail that no server took for so long says nothing useful any more; its link is long dead.
const MAILS_KEPT: Millis = 14 * DAY;

/// An address that nobody confirmed for so long was mistyped or a stranger's: its link was good for a day.
const PENDING_KEPT: Millis = 3 * DAY;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{Context, Secrets};
    use crate::store::{self, AccountId, NewAccount, Session, SessionId, SessionStage};

    #[tokio::test]
    async fn a_round_forgets_what_has_ended_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let secrets = Secrets::create(&directory.path().join("keys")).unwrap();
        let store = store::open(&format!("sqlite:{}/proof.db", directory.path().display())).await.unwrap();
        let id = AccountId::random();
        let (claim_key, key) = secrets.new_account_key(id);
        let account = NewAccount {
            id,
            email: [1; 32],
            password_hash: "$argon2id$".to_owned(),
            profile: key.seal(&Context::Profile, b"Ada"),
            lang: "en".to_owned(),
            claim_key,
            created_at: 0,
        };
        store.create_account(&account).await.unwrap();
        for (token, expires_at) in [(1, HOUR), (2, 3 * DAY)] {
            let session = Session {
                id: SessionId::random(),
                token_hash: [token; 32],
                account: id,
                stage: SessionStage::Full,
                details: None,
                created_at: 0,
                seen_at: 0,
                expires_at,
            };
            store.create_session(&session).await.unwrap();
        }
        store.take_attempt(&[1; 32], DAY - 3 * HOUR, HOUR, 9).await.unwrap();
        store.take_attempt(&[1; 32], DAY - HOUR, HOUR, 9).await.unwrap();

        once(&*store, DAY).await;
        assert!(store.session(&[1; 32], 0).await.unwrap().is_none());
        assert!(store.session(&[2; 32], 0).await.unwrap().is_some());
        assert_eq!(store.count_attempts(&[1; 32], 0).await.unwrap(), 1);
        assert!(store.account(id).await.unwrap().is_some());
    }
}
