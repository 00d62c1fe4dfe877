//! The accounts' wrapped keys.

use sqlx::Transaction;

use super::{Db, Engine};
use crate::store::rows::{self, KeyRow};
use crate::store::transaction::in_transaction;
use crate::store::{AccountId, AccountKeyRow, Result, WrappedKey};

pub(super) async fn insert(tx: &mut Transaction<'static, Db>, id: AccountId, key: &WrappedKey) -> Result<()> {
    sqlx::query("INSERT INTO claim_keys (account_id, kek, wrapped) VALUES ($1, $2, $3)")
        .bind(id.to_string())
        .bind(key.kek.as_str())
        .bind(key.octets.as_slice())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn of(store: &Engine, id: AccountId) -> Result<Option<WrappedKey>> {
    let row: Option<(String, Vec<u8>)> =
        sqlx::query_as("SELECT kek, wrapped FROM claim_keys WHERE account_id = $1")
            .bind(id.to_string())
            .fetch_optional(store.readers())
            .await?;
    Ok(row.map(|(kek, octets)| WrappedKey { kek, octets }))
}

pub(super) async fn after(
    store: &Engine,
    after: Option<AccountId>,
    limit: u32,
) -> Result<Vec<AccountKeyRow>> {
    let rows: Vec<KeyRow> = sqlx::query_as(
        "SELECT account_id, kek, wrapped FROM claim_keys WHERE account_id > $1 ORDER BY account_id LIMIT $2",
    )
    .bind(after.map_or_else(String::new, |id| id.to_string()))
    .bind(i64::from(limit))
    .fetch_all(store.readers())
    .await?;
    rows::all(rows)
}

pub(super) async fn replace(
    store: &Engine,
    id: AccountId,
    old: &WrappedKey,
    new: &WrappedKey,
) -> Result<bool> {
    in_transaction!(store, |tx| {
        let rows = sqlx::query(
            "UPDATE claim_keys SET kek = $2, wrapped = $3 WHERE account_id = $1 AND kek = $4 AND wrapped = $5",
        )
        .bind(id.to_string())
        .bind(new.kek.as_str())
        .bind(new.octets.as_slice())
        .bind(old.kek.as_str())
        .bind(old.octets.as_slice())
        .execute(&mut *tx)
        .await?;
        Ok(rows.rows_affected() == 1)
    })
}

pub(super) async fn retire(store: &Engine, kek: &str) -> Result<()> {
    in_transaction!(store, |tx| {
        sqlx::query("INSERT INTO retired_keks (id) VALUES ($1) ON CONFLICT (id) DO NOTHING")
            .bind(kek)
            .execute(&mut *tx)
            .await?;
        Ok(())
    })
}
