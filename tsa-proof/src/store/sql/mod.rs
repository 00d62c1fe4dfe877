//! The statements of the store. This directory is compiled once per engine: its parent names the types.

/// The statement that leaves nothing of accounts but their names, at the time `$2`.
macro_rules! tombstone {
    ($($condition:tt)+) => {
        concat!(
            "UPDATE accounts SET email = NULL, email_confirmed_at = NULL, password_hash = NULL, ",
            "password_changed_at = NULL, profile = NULL, lang = 'en', totp_secret = NULL, totp_last_step = NULL, ",
            "erased_at = $2 WHERE ",
            $($condition)+
        )
    };
}

mod accounts;
mod api_keys;
mod attempts;
mod check;
mod deposits;
mod items;
mod keys;
mod mails;
mod pending;
mod sessions;

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use sqlx::migrate::Migrator;
use sqlx::{Pool, Transaction};

use super::{Db, Engine, NAME};
use crate::store::transaction::in_transaction;
use crate::store::{AccountId, PurgeBefore, Purged, Result, Store, StoreError, UnixMillis};

#[async_trait]
impl Store for Engine {
    async fn schema_version(&self) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(self.readers()).await?)
    }

    async fn ping(&self) -> Result<()> {
        in_transaction!(self, |tx| {
            let _: i64 =
                sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut *tx).await?;
            Ok(())
        })
    }

    async fn purge(&self, now: UnixMillis, before: &PurgeBefore) -> Result<Purged> {
        let purged = in_transaction!(self, |tx| {
            let pending = pending::erase(&mut tx, before.pending, now).await?;
            let mut removed = [0; 4];
            for (count, (statement, before)) in removed.iter_mut().zip([
                ("DELETE FROM sessions WHERE expires_at <= $1", now),
                ("DELETE FROM one_time_tokens WHERE expires_at <= $1", now),
                ("DELETE FROM attempts WHERE at < $1", before.attempts),
                ("DELETE FROM mails WHERE created_at < $1", before.mails),
            ]) {
                *count = sqlx::query(statement).bind(before).execute(&mut *tx).await?.rows_affected();
            }
            let [sessions, tokens, attempts, mails] = removed;
            Ok(Purged { sessions, tokens, attempts, mails, pending })
        })?;
        if purged.pending > 0 {
            self.unscrubbed.store(true, Ordering::SeqCst);
        }
        Ok(purged)
    }

    async fn scrub(&self) -> Result<bool> {
        if !self.unscrubbed.swap(false, Ordering::SeqCst) {
            return Ok(true);
        }
        let done = self.rewrite().await;
        if !matches!(done, Ok(true)) {
            self.unscrubbed.store(true, Ordering::SeqCst);
        }
        done
    }

    async fn inconsistencies(&self) -> Result<Vec<String>> {
        check::inconsistencies(self).await
    }

    async fn close(&self) {
        self.shut().await;
    }

    fn engine(&self) -> &'static str {
        NAME
    }
}

/// Refuses a database that a newer version has migrated: this one would not know what its columns mean.
pub(super) async fn check_version(pool: &Pool<Db>, migrations: &Migrator) -> Result<()> {
    let known = migrations.iter().map(|migration| migration.version).max().unwrap_or_default();
    // Before the first migration there is no such table.
    let found: core::result::Result<Option<i64>, _> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(pool).await;
    match found {
        Ok(Some(found)) if found > known => Err(StoreError::NewerSchema { found, known }),
        Err(error) if error.as_database_error().is_none() => Err(error.into()),
        _ => Ok(()),
    }
}

/// An account that is there and was not erased. In a write transaction the answer holds until its end.
async fn require_account(tx: &mut Transaction<'static, Db>, id: AccountId) -> Result<()> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT created_at FROM accounts WHERE id = $1 AND erased_at IS NULL")
            .bind(id.to_string())
            .fetch_optional(&mut **tx)
            .await?;
    found.map(drop).ok_or(StoreError::NoAccount)
}

/// One row changed, or there was no such account.
const fn changed(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::NoAccount) }
}

/// A count as the database gives it.
fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
