//! Write transactions: serializable on both engines, run again when another writer was in the way.

use std::time::Duration;

/// Runs the body in a write transaction and commits what it answers with `Ok`. The body sees the transaction under the
/// given name and is run again from its beginning after a conflict, so it changes nothing but the database.
macro_rules! in_transaction {
    ($store:expr, |$tx:ident| $body:block) => {{
        let mut attempt: u32 = 0;
        loop {
            let mut $tx = $store.begin().await?;
            let outcome: $crate::store::Result<_> = async { $body }.await;
            let outcome = match outcome {
                Ok(value) => $tx.commit().await.map(|()| value).map_err($crate::store::StoreError::from),
                Err(error) => {
                    // A transaction that cannot be rolled back ends with its connection.
                    let _ = $tx.rollback().await;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if error.is_conflict() && attempt < $crate::store::transaction::RETRIES => {
                    attempt += 1;
                    $crate::store::transaction::pause(attempt).await;
                }
                outcome => break outcome,
            }
        }
    }};
}
pub(super) use in_transaction;

/// Waits before the next run: 1 ms doubled each time, up to about 0.25 s, and by chance up to as much again, so that two
/// writers do not meet in step.
pub(super) async fn pause(attempt: u32) {
    let base = 1_u64 << attempt.min(8);
    let chance = u64::from(super::AttemptId::random().as_bytes()[0]);
    tokio::time::sleep(Duration::from_millis(base + base * chance / 256)).await;
}

/// Runs after the first. With the pauses above a call gives up after about three seconds of nothing but conflicts.
pub(super) const RETRIES: u32 = 16;
