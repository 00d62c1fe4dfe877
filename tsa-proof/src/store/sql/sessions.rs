//! Sessions and one-time tokens.

use async_trait::async_trait;
use sqlx::Transaction;

use super::require_account;
use super::{Db, Engine};
use crate::store::rows::{self, OneTimeTokenRow, SessionRow};
use crate::store::transaction::in_transaction;
use crate::store::{
    AccountId, Digest, NewOneTimeToken, OneTimeToken, Result, Sealed, Session, SessionId, SessionStore,
    StoreError, TokenPurpose, TokenStore, UnixMillis,
};

#[async_trait]
impl SessionStore for Engine {
    async fn create_session(&self, session: &Session) -> Result<()> {
        in_transaction!(self, |tx| {
            require_account(&mut tx, session.account).await?;
            sqlx::query(
                "INSERT INTO sessions (token_hash, id, account_id, stage, details, created_at, seen_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(session.token_hash.as_slice())
            .bind(session.id.to_string())
            .bind(session.account.to_string())
            .bind(session.stage.as_str())
            .bind(session.details.as_ref().map(Sealed::as_octets))
            .bind(session.created_at)
            .bind(session.seen_at)
            .bind(session.expires_at)
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
    }

    async fn session(&self, token_hash: &Digest, now: UnixMillis) -> Result<Option<Session>> {
        let row: Option<SessionRow> =
            sqlx::query_as("SELECT * FROM sessions WHERE token_hash = $1 AND expires_at > $2")
                .bind(token_hash.as_slice())
                .bind(now)
                .fetch_optional(self.readers())
                .await?;
        row.map(Session::try_from).transpose()
    }

    async fn list_sessions(&self, account: AccountId, now: UnixMillis) -> Result<Vec<Session>> {
        let found: Vec<SessionRow> = sqlx::query_as(
            "SELECT * FROM sessions WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id",
        )
        .bind(account.to_string())
        .bind(now)
        .fetch_all(self.readers())
        .await?;
        rows::all(found)
    }

    async fn touch_session(
        &self,
        token_hash: &Digest,
        seen_at: UnixMillis,
        expires_at: UnixMillis,
    ) -> Result<()> {
        in_transaction!(self, |tx| {
            let touched =
                sqlx::query("UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE token_hash = $1")
                    .bind(token_hash.as_slice())
                    .bind(seen_at)
                    .bind(expires_at)
                    .execute(&mut *tx)
                    .await?;
            if touched.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Missing("session")) }
        })
    }

    async fn delete_session(&self, token_hash: &Digest) -> Result<bool> {
        in_transaction!(self, |tx| {
            let deleted = sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
                .bind(token_hash.as_slice())
                .execute(&mut *tx)
                .await?;
            Ok(deleted.rows_affected() == 1)
        })
    }

    async fn delete_session_of(&self, account: AccountId, id: SessionId) -> Result<bool> {
        in_transaction!(self, |tx| {
            let deleted = sqlx::query("DELETE FROM sessions WHERE account_id = $1 AND id = $2")
                .bind(account.to_string())
                .bind(id.to_string())
                .execute(&mut *tx)
                .await?;
            Ok(deleted.rows_affected() == 1)
        })
    }

    async fn delete_sessions_of(&self, account: AccountId, keep: Option<&Digest>) -> Result<u64> {
        in_transaction!(self, |tx| { delete_all(&mut tx, account, keep).await })
    }
}

#[async_trait]
impl TokenStore for Engine {
    async fn create_one_time_token(&self, token: &NewOneTimeToken) -> Result<()> {
        in_transaction!(self, |tx| {
            require_account(&mut tx, token.account).await?;
            sqlx::query(
                "INSERT INTO one_time_tokens (hash, purpose, account_id, payload, created_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(token.hash.as_slice())
            .bind(token.purpose.as_str())
            .bind(token.account.to_string())
            .bind(token.payload.as_ref().map(Sealed::as_octets))
            .bind(token.created_at)
            .bind(token.expires_at)
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
    }

    async fn peek_one_time_token(
        &self,
        hash: &Digest,
        purpose: TokenPurpose,
        now: UnixMillis,
    ) -> Result<Option<OneTimeToken>> {
        let row: Option<OneTimeTokenRow> = sqlx::query_as(
            "SELECT account_id, payload, expires_at FROM one_time_tokens WHERE hash = $1 AND purpose = $2 AND expires_at > $3",
        )
        .bind(hash.as_slice())
        .bind(purpose.as_str())
        .bind(now)
        .fetch_optional(self.readers())
        .await?;
        row.map(OneTimeToken::try_from).transpose()
    }

    async fn take_one_time_token(
        &self,
        hash: &Digest,
        purpose: TokenPurpose,
        now: UnixMillis,
    ) -> Result<Option<OneTimeToken>> {
        in_transaction!(self, |tx| {
            let row: Option<OneTimeTokenRow> = sqlx::query_as(
                "DELETE FROM one_time_tokens WHERE hash = $1 AND purpose = $2 AND expires_at > $3 \
                 RETURNING account_id, payload, expires_at",
            )
            .bind(hash.as_slice())
            .bind(purpose.as_str())
            .bind(now)
            .fetch_optional(&mut *tx)
            .await?;
            row.map(OneTimeToken::try_from).transpose()
        })
    }

    async fn delete_one_time_tokens(&self, account: AccountId, purpose: TokenPurpose) -> Result<u64> {
        in_transaction!(self, |tx| {
            let deleted = sqlx::query("DELETE FROM one_time_tokens WHERE account_id = $1 AND purpose = $2")
                .bind(account.to_string())
                .bind(purpose.as_str())
                .execute(&mut *tx)
                .await?;
            Ok(deleted.rows_affected())
        })
    }
}

/// Ends the account's sessions, but for the one given.
pub(super) async fn delete_all(
    tx: &mut Transaction<'static, Db>,
    account: AccountId,
    keep: Option<&Digest>,
) -> Result<u64> {
    // No session's digest is the empty string.
    let deleted = sqlx::query("DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2")
        .bind(account.to_string())
        .bind(keep.map_or(&[] as &[u8], |digest| digest.as_slice()))
        .execute(&mut **tx)
        .await?;
    Ok(deleted.rows_affected())
}
