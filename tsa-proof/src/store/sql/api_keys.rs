//! Keys of programs.

use async_trait::async_trait;

use super::Engine;
use super::require_account;
use crate::store::rows::{self, ApiKeyRow};
use crate::store::transaction::in_transaction;
use crate::store::{AccountId, ApiKey, ApiKeyStore, KeyId, Result, UnixMillis};

#[async_trait]
impl ApiKeyStore for Engine {
    async fn create_api_key(&self, key: &ApiKey) -> Result<()> {
        in_transaction!(self, |tx| {
            require_account(&mut tx, key.account).await?;
            sqlx::query(
                "INSERT INTO api_keys (id, account_id, name, mac, scopes, created_at, expires_at, last_used_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(key.id.to_string())
            .bind(key.account.to_string())
            .bind(key.name.as_octets())
            .bind(key.mac.as_slice())
            .bind(key.scopes.as_str())
            .bind(key.created_at)
            .bind(key.expires_at)
            .bind(key.last_used_at)
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
    }

    async fn api_key(&self, id: KeyId) -> Result<Option<ApiKey>> {
        let row: Option<ApiKeyRow> = sqlx::query_as("SELECT * FROM api_keys WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.readers())
            .await?;
        row.map(ApiKey::try_from).transpose()
    }

    async fn list_api_keys(&self, account: AccountId) -> Result<Vec<ApiKey>> {
        let found: Vec<ApiKeyRow> =
            sqlx::query_as("SELECT * FROM api_keys WHERE account_id = $1 ORDER BY created_at DESC, id")
                .bind(account.to_string())
                .fetch_all(self.readers())
                .await?;
        rows::all(found)
    }

    async fn delete_api_key(&self, account: AccountId, id: KeyId) -> Result<bool> {
        in_transaction!(self, |tx| {
            let deleted = sqlx::query("DELETE FROM api_keys WHERE account_id = $1 AND id = $2")
                .bind(account.to_string())
                .bind(id.to_string())
                .execute(&mut *tx)
                .await?;
            Ok(deleted.rows_affected() == 1)
        })
    }

    async fn delete_api_keys_of(&self, account: AccountId) -> Result<u64> {
        in_transaction!(self, |tx| {
            let deleted = sqlx::query("DELETE FROM api_keys WHERE account_id = $1")
                .bind(account.to_string())
                .execute(&mut *tx)
                .await?;
            Ok(deleted.rows_affected())
        })
    }

    async fn touch_api_key(&self, id: KeyId, at: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query("UPDATE api_keys SET last_used_at = $2 WHERE id = $1")
                .bind(id.to_string())
                .bind(at)
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
    }
}
