//! Accounts and second factors.

use std::sync::atomic::Ordering;

use async_trait::async_trait;

use super::Engine;
use super::{changed, count, keys, require_account};
use crate::store::rows::AccountRow;
use crate::store::transaction::in_transaction;
use crate::store::{
    Account, AccountId, AccountKeyRow, AccountStore, Digest, EmailChange, Erasure, NewAccount, Result,
    Sealed, Store as _, StoreError, UnixMillis, WrappedKey,
};

#[async_trait]
impl AccountStore for Engine {
    async fn create_account(&self, account: &NewAccount) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query(
                "INSERT INTO accounts (id, email, password_hash, password_changed_at, profile, lang, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $4)",
            )
            .bind(account.id.to_string())
            .bind(account.email.as_slice())
            .bind(account.password_hash.as_str())
            .bind(account.created_at)
            .bind(account.profile.as_octets())
            .bind(account.lang.as_str())
            .execute(&mut *tx)
            .await
            .map_err(taken)?;
            keys::insert(&mut tx, account.id, &account.claim_key).await
        })
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        let row: Option<AccountRow> =
            sqlx::query_as(BY_ID).bind(id.to_string()).fetch_optional(self.readers()).await?;
        row.map(Account::try_from).transpose()
    }

    async fn account_by_email(&self, email: &Digest) -> Result<Option<Account>> {
        let row: Option<AccountRow> =
            sqlx::query_as(BY_EMAIL).bind(email.as_slice()).fetch_optional(self.readers()).await?;
        row.map(Account::try_from).transpose()
    }

    async fn count_accounts(&self) -> Result<u64> {
        let number = sqlx::query_scalar("SELECT count(*) FROM accounts WHERE erased_at IS NULL")
            .fetch_one(self.readers())
            .await?;
        Ok(count(number))
    }

    async fn replace_pending(
        &self,
        id: AccountId,
        password_hash: &str,
        profile: &Sealed,
        lang: &str,
        now: UnixMillis,
    ) -> Result<bool> {
        in_transaction!(self, |tx| {
            let replaced = sqlx::query(
                "UPDATE accounts SET password_hash = $2, profile = $3, lang = $4, password_changed_at = $5, \
                 totp_secret = NULL, totp_last_step = NULL \
                 WHERE id = $1 AND email_confirmed_at IS NULL AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .bind(password_hash)
            .bind(profile.as_octets())
            .bind(lang)
            .bind(now)
            .execute(&mut *tx)
            .await?
            .rows_affected()
                == 1;
            if replaced {
                for statement in SHUT_OUT {
                    sqlx::query(*statement).bind(id.to_string()).execute(&mut *tx).await?;
                }
            }
            Ok(replaced)
        })
    }

    async fn confirm_email(&self, id: AccountId, now: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query(
                "UPDATE accounts SET email_confirmed_at = coalesce(email_confirmed_at, $2) \
                 WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .bind(now)
            .execute(&mut *tx)
            .await?;
            changed(rows.rows_affected())
        })
    }

    async fn confirm_by_link(
        &self,
        link: &Digest,
        id: AccountId,
        password_hash: &str,
        now: UnixMillis,
    ) -> Result<bool> {
        in_transaction!(self, |tx| {
            let confirmed = sqlx::query(
                "UPDATE accounts SET email_confirmed_at = coalesce(email_confirmed_at, $4) \
                 WHERE id = $2 AND password_hash = $3 AND EXISTS (SELECT 1 FROM one_time_tokens \
                 WHERE hash = $1 AND account_id = $2 AND purpose = 'confirm-email' AND expires_at > $4)",
            )
            .bind(link.as_slice())
            .bind(id.to_string())
            .bind(password_hash)
            .bind(now)
            .execute(&mut *tx)
            .await?
            .rows_affected()
                == 1;
            if confirmed {
                sqlx::query(
                    "DELETE FROM one_time_tokens WHERE account_id = $1 AND purpose = 'confirm-email'",
                )
                .bind(id.to_string())
                .execute(&mut *tx)
                .await?;
            }
            Ok(confirmed)
        })
    }

    async fn set_password(
        &self,
        id: AccountId,
        password_hash: &str,
        keep_session: Option<&Digest>,
        now: UnixMillis,
    ) -> Result<()> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query(
                "UPDATE accounts SET password_hash = $2, password_changed_at = $3 WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .bind(password_hash)
            .bind(now)
            .execute(&mut *tx)
            .await?;
            changed(rows.rows_affected())?;
            super::sessions::delete_all(&mut tx, id, keep_session).await?;
            Ok(())
        })
    }

    async fn set_password_hash_if(&self, id: AccountId, old: &str, new: &str) -> Result<bool> {
        in_transaction!(self, |tx| {
            let rows =
                sqlx::query("UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
                    .bind(id.to_string())
                    .bind(old)
                    .bind(new)
                    .execute(&mut *tx)
                    .await?;
            Ok(rows.rows_affected() == 1)
        })
    }

    async fn set_profile(&self, id: AccountId, profile: &Sealed, lang: &str) -> Result<()> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query(
                "UPDATE accounts SET profile = $2, lang = $3 WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .bind(profile.as_octets())
            .bind(lang)
            .execute(&mut *tx)
            .await?;
            changed(rows.rows_affected())
        })
    }

    async fn change_email(&self, link: &Digest, change: &EmailChange, now: UnixMillis) -> Result<bool> {
        let (account, email) = (change.account.to_string(), change.email.as_slice());
        in_transaction!(self, |tx| {
            let good: Option<i64> = sqlx::query_scalar(CHANGE_IS_GOOD)
                .bind(link.as_slice())
                .bind(account.as_str())
                .bind(change.password_hash.as_str())
                .bind(now)
                .fetch_optional(&mut *tx)
                .await?;
            if good.is_none() {
                return Ok(false);
            }
            let pending: Option<String> =
                sqlx::query_scalar(PENDING_BY_EMAIL).bind(email).fetch_optional(&mut *tx).await?;
            if let Some(pending) = pending {
                for statement in ERASE {
                    sqlx::query(*statement).bind(pending.as_str()).execute(&mut *tx).await?;
                }
                sqlx::query(TOMBSTONE).bind(pending.as_str()).bind(now).execute(&mut *tx).await?;
            }
            sqlx::query(
                "UPDATE accounts SET email = $2, profile = $3, email_confirmed_at = $4 WHERE id = $1",
            )
            .bind(account.as_str())
            .bind(email)
            .bind(change.profile.as_octets())
            .bind(now)
            .execute(&mut *tx)
            .await
            .map_err(taken)?;
            super::sessions::delete_all(&mut tx, change.account, None).await?;
            sqlx::query("DELETE FROM one_time_tokens WHERE account_id = $1")
                .bind(account.as_str())
                .execute(&mut *tx)
                .await?;
            Ok(true)
        })
    }

    async fn set_totp(&self, id: AccountId, secret: &Sealed, step: i64) -> Result<()> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query(
                "UPDATE accounts SET totp_secret = $2, totp_last_step = $3 WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .bind(secret.as_octets())
            .bind(step)
            .execute(&mut *tx)
            .await?;
            changed(rows.rows_affected())
        })
    }

    async fn clear_totp(&self, id: AccountId) -> Result<()> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query(
                "UPDATE accounts SET totp_secret = NULL, totp_last_step = NULL WHERE id = $1 AND erased_at IS NULL",
            )
            .bind(id.to_string())
            .execute(&mut *tx)
            .await?;
            changed(rows.rows_affected())?;
            sqlx::query(DELETE_CODES).bind(id.to_string()).execute(&mut *tx).await?;
            Ok(())
        })
    }

    async fn accept_totp_step(&self, id: AccountId, step: i64) -> Result<bool> {
        in_transaction!(self, |tx| {
            let rows =
                sqlx::query("UPDATE accounts SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2")
                    .bind(id.to_string())
                    .bind(step)
                    .execute(&mut *tx)
                    .await?;
            Ok(rows.rows_affected() == 1)
        })
    }

    async fn replace_recovery_codes(&self, id: AccountId, codes: &[Digest]) -> Result<()> {
        in_transaction!(self, |tx| {
            require_account(&mut tx, id).await?;
            sqlx::query(DELETE_CODES).bind(id.to_string()).execute(&mut *tx).await?;
            for code in codes {
                sqlx::query("INSERT INTO recovery_codes (account_id, code) VALUES ($1, $2)")
                    .bind(id.to_string())
                    .bind(code.as_slice())
                    .execute(&mut *tx)
                    .await?;
            }
            Ok(())
        })
    }

    async fn take_recovery_code(&self, id: AccountId, code: &Digest) -> Result<bool> {
        in_transaction!(self, |tx| {
            let rows = sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1 AND code = $2")
                .bind(id.to_string())
                .bind(code.as_slice())
                .execute(&mut *tx)
                .await?;
            Ok(rows.rows_affected() == 1)
        })
    }

    async fn count_recovery_codes(&self, id: AccountId) -> Result<u64> {
        let number = sqlx::query_scalar("SELECT count(*) FROM recovery_codes WHERE account_id = $1")
            .bind(id.to_string())
            .fetch_one(self.readers())
            .await?;
        Ok(count(number))
    }

    async fn claim_key(&self, id: AccountId) -> Result<Option<WrappedKey>> {
        keys::of(self, id).await
    }

    async fn claim_keys(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<AccountKeyRow>> {
        keys::after(self, after, limit).await
    }

    async fn replace_claim_key(&self, id: AccountId, old: &WrappedKey, new: &WrappedKey) -> Result<bool> {
        keys::replace(self, id, old, new).await
    }

    async fn retire_kek(&self, id: &str) -> Result<()> {
        keys::retire(self, id).await
    }

    async fn erase_account(&self, id: AccountId, now: UnixMillis) -> Result<Erasure> {
        let failed_items = in_transaction!(self, |tx| {
            require_account(&mut tx, id).await?;
            for statement in ERASE {
                sqlx::query(*statement).bind(id.to_string()).execute(&mut *tx).await?;
            }
            let failed = sqlx::query(FAIL_ITEMS).bind(id.to_string()).bind(now).execute(&mut *tx).await?;
            sqlx::query(TOMBSTONE).bind(id.to_string()).bind(now).execute(&mut *tx).await?;
            Ok(failed.rows_affected())
        })?;
        // After the commit: a scrub that runs beside it must not count for it.
        self.unscrubbed.store(true, Ordering::SeqCst);
        Ok(Erasure { failed_items, scrubbed: self.scrub().await? })
    }
}

/// The address has an account already.
fn taken(error: sqlx::Error) -> StoreError {
    if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) {
        StoreError::EmailTaken
    } else {
        error.into()
    }
}

macro_rules! select_account {
    ($condition:literal) => {
        concat!(
            "SELECT a.id, a.email, a.email_confirmed_at, a.password_hash, a.password_changed_at, a.profile, a.lang, ",
            "a.totp_secret, a.totp_last_step, k.kek, k.wrapped, a.created_at ",
            "FROM accounts a JOIN claim_keys k ON k.account_id = a.id WHERE a.erased_at IS NULL AND ",
            $condition
        )
    };
}

const CHANGE_IS_GOOD: &str = "SELECT t.created_at FROM one_time_tokens t JOIN accounts a ON a.id = t.account_id \
    WHERE t.hash = $1 AND t.account_id = $2 AND t.purpose = 'change-email' AND a.password_hash = $3 \
    AND t.expires_at > $4";

const PENDING_BY_EMAIL: &str =
    "SELECT id FROM accounts WHERE email = $1 AND email_confirmed_at IS NULL AND erased_at IS NULL";

const BY_ID: &str = select_account!("a.id = $1");
const BY_EMAIL: &str = select_account!("a.email = $1");
const DELETE_CODES: &str = "DELETE FROM recovery_codes WHERE account_id = $1";

/// What a stranger's sign-up may have left behind.
const SHUT_OUT: &[&str] = &[
    "DELETE FROM sessions WHERE account_id = $1",
    "DELETE FROM one_time_tokens WHERE account_id = $1",
    "DELETE FROM api_keys WHERE account_id = $1",
    DELETE_CODES,
];

/// The key first: whatever is left of the rest cannot be read without it.
const ERASE: &[&str] = &[
    "DELETE FROM claim_keys WHERE account_id = $1",
    "DELETE FROM sessions WHERE account_id = $1",
    "DELETE FROM one_time_tokens WHERE account_id = $1",
    "DELETE FROM api_keys WHERE account_id = $1",
    "DELETE FROM mails WHERE account_id = $1",
    DELETE_CODES,
];

/// Their claims cannot be opened any more, so no token can be asked for.
const FAIL_ITEMS: &str = "UPDATE items SET state = 'failed', failure_code = 'account-erased', \
    failure_detail = 'the account was erased', failed_at = $2 \
    WHERE account_id = $1 AND state IN ('queued', 'file-token')";

const TOMBSTONE: &str = tombstone!("id = $1");
