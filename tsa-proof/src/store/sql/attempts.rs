//! Counted tries.

use async_trait::async_trait;

use super::Engine;
use super::count;
use crate::store::transaction::in_transaction;
use crate::store::{AttemptId, AttemptOutcome, AttemptStore, Digest, Result, UnixMillis};

#[async_trait]
impl AttemptStore for Engine {
    async fn take_attempt(
        &self,
        subject: &Digest,
        now: UnixMillis,
        window: i64,
        limit: u32,
    ) -> Result<AttemptOutcome> {
        let id = AttemptId::random();
        in_transaction!(self, |tx| {
            let (counted, oldest): (i64, Option<i64>) =
                sqlx::query_as("SELECT count(*), min(at) FROM attempts WHERE subject = $1 AND at > $2")
                    .bind(subject.as_slice())
                    .bind(now.saturating_sub(window))
                    .fetch_one(&mut *tx)
                    .await?;
            if counted >= i64::from(limit) {
                return Ok(AttemptOutcome::Refused {
                    retry_at: oldest.unwrap_or(now).saturating_add(window),
                });
            }
            sqlx::query("INSERT INTO attempts (id, subject, at) VALUES ($1, $2, $3)")
                .bind(id.to_string())
                .bind(subject.as_slice())
                .bind(now)
                .execute(&mut *tx)
                .await?;
            Ok(AttemptOutcome::Taken(id))
        })
    }

    async fn return_attempt(&self, id: AttemptId) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query("DELETE FROM attempts WHERE id = $1").bind(id.to_string()).execute(&mut *tx).await?;
            Ok(())
        })
    }

    async fn count_attempts(&self, subject: &Digest, since: UnixMillis) -> Result<u64> {
        let number = sqlx::query_scalar("SELECT count(*) FROM attempts WHERE subject = $1 AND at >= $2")
            .bind(subject.as_slice())
            .bind(since)
            .fetch_one(self.readers())
            .await?;
        Ok(count(number))
    }

    async fn clear_attempts(&self, subject: &Digest) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query("DELETE FROM attempts WHERE subject = $1")
                .bind(subject.as_slice())
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
    }
}
