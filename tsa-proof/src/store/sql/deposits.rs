//! Deposits: stored whole or not at all.

use std::collections::HashMap;

use async_trait::async_trait;
use sqlx::{QueryBuilder, Transaction};

use super::{Db, Engine};
use super::{count, items, require_account};
use crate::store::rows::{self, DepositRow};
use crate::store::transaction::in_transaction;
use crate::store::{
    AccountId, Cursor, Deposit, DepositId, DepositOutcome, DepositStore, Failure, Item, ItemFilter, ItemId,
    ItemTokens, NewDeposit, NewItem, NewToken, Page, Quota, Result, Sealed, Stage, StateCounts, StoreError,
    TokenKind, TokenOutcome, UnixMillis, Unlogged,
};

#[async_trait]
impl DepositStore for Engine {
    async fn create_deposit(&self, deposit: &NewDeposit) -> Result<DepositOutcome> {
        let stored = Deposit {
            id: deposit.id,
            account: deposit.account,
            idempotency_key: deposit.idempotency_key.clone(),
            request_digest: deposit.request_digest,
            label: deposit.label.clone(),
            created_at: deposit.created_at,
            item_count: u32::try_from(deposit.items.len()).unwrap_or(u32::MAX),
        };
        in_transaction!(self, |tx| {
            require_account(&mut tx, deposit.account).await?;
            if !insert(&mut tx, &stored).await? {
                return existing(&mut tx, deposit).await;
            }
            if let Some(quota) = &deposit.quota {
                keep_to(&mut tx, deposit.account, quota).await?;
            }
            for (chunk, first) in deposit.items.chunks(ROWS).zip((0..).step_by(ROWS)) {
                insert_items(&mut tx, deposit, chunk, first).await?;
            }
            Ok(DepositOutcome::Created(stored.clone()))
        })
    }

    async fn deposit(&self, account: AccountId, id: DepositId) -> Result<Option<Deposit>> {
        let row: Option<DepositRow> =
            sqlx::query_as("SELECT * FROM deposits WHERE account_id = $1 AND id = $2")
                .bind(account.to_string())
                .bind(id.to_string())
                .fetch_optional(self.readers())
                .await?;
        row.map(Deposit::try_from).transpose()
    }

    async fn deposits(&self, account: AccountId, ids: &[DepositId]) -> Result<Vec<Deposit>> {
        let mut found = Vec::new();
        for chunk in ids.chunks(items::ROWS) {
            let mut query = QueryBuilder::<Db>::new("SELECT * FROM deposits WHERE account_id = ");
            query.push_bind(account.to_string()).push(" AND id IN (");
            items::push_ids(&mut query, chunk);
            let rows: Vec<DepositRow> =
                query.build_query_as().persistent(false).fetch_all(self.readers()).await?;
            found.extend(rows::all::<_, Deposit>(rows)?);
        }
        Ok(found)
    }

    async fn deposit_by_key(&self, account: AccountId, idempotency_key: &str) -> Result<Option<Deposit>> {
        let row: Option<DepositRow> = sqlx::query_as(BY_KEY)
            .bind(account.to_string())
            .bind(idempotency_key)
            .fetch_optional(self.readers())
            .await?;
        row.map(Deposit::try_from).transpose()
    }

    async fn items_of(
        &self,
        account: AccountId,
        deposit: DepositId,
        from_index: u32,
        limit: u32,
    ) -> Result<Vec<Item>> {
        items::of_deposit(self, account, deposit, from_index, limit).await
    }

    async fn count_items(&self, account: AccountId, deposit: DepositId) -> Result<StateCounts> {
        items::count_states(self, account, deposit).await
    }

    async fn item(&self, account: AccountId, id: ItemId) -> Result<Option<Item>> {
        items::one(self, account, id).await
    }

    async fn tokens(&self, account: AccountId, id: ItemId) -> Result<Option<ItemTokens>> {
        items::tokens(self, account, id).await
    }

    async fn tokens_of(&self, account: AccountId, ids: &[ItemId]) -> Result<HashMap<ItemId, ItemTokens>> {
        items::tokens_of(self, account, ids).await
    }

    async fn list_items(
        &self,
        account: AccountId,
        filter: &ItemFilter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page> {
        items::list(self, account, filter, after, limit).await
    }

    async fn unfinished_items(&self, after: Option<&Cursor>, limit: u32) -> Result<Vec<Item>> {
        items::unfinished(self, after, limit).await
    }

    async fn count_unfinished(&self) -> Result<u64> {
        let number = sqlx::query_scalar("SELECT count(*) FROM items WHERE state IN ('queued', 'file-token')")
            .fetch_one(self.readers())
            .await?;
        Ok(count(number))
    }

    async fn store_tokens(&self, tokens: &[NewToken]) -> Result<Vec<TokenOutcome>> {
        in_transaction!(self, |tx| { items::store_tokens(&mut tx, tokens).await })
    }

    async fn fail_item(&self, id: ItemId, failure: &Failure, now: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| { items::fail(&mut tx, id, failure, now).await })
    }

    async fn unlogged_items(&self, since: UnixMillis, limit: u32) -> Result<Vec<Unlogged>> {
        items::unlogged(self, since, limit).await
    }

    async fn put_log_proof(&self, id: ItemId, kind: TokenKind, proof: &str, now: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| { items::put_log_proof(&mut tx, id, kind, proof, now).await })
    }
}

/// `false` when the account has used the key before.
async fn insert(tx: &mut Transaction<'static, Db>, deposit: &Deposit) -> Result<bool> {
    let rows = sqlx::query(
        "INSERT INTO deposits (id, account_id, idempotency_key, request_digest, label, created_at, item_count) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, idempotency_key) DO NOTHING",
    )
    .bind(deposit.id.to_string())
    .bind(deposit.account.to_string())
    .bind(deposit.idempotency_key.as_str())
    .bind(deposit.request_digest.as_slice())
    .bind(deposit.label.as_ref().map(Sealed::as_octets))
    .bind(deposit.created_at)
    .bind(i64::from(deposit.item_count))
    .execute(&mut **tx)
    .await?;
    Ok(rows.rows_affected() == 1)
}

/// Refuses what goes beyond the quota; the new deposit is counted already.
async fn keep_to(tx: &mut Transaction<'static, Db>, account: AccountId, quota: &Quota) -> Result<()> {
    let (items, oldest): (i64, Option<i64>) = sqlx::query_as(
        "SELECT CAST(COALESCE(sum(item_count), 0) AS BIGINT), min(created_at) FROM deposits \
         WHERE account_id = $1 AND created_at > $2",
    )
    .bind(account.to_string())
    .bind(quota.since)
    .fetch_one(&mut **tx)
    .await?;
    if items > i64::from(quota.items) { Err(StoreError::OverQuota { oldest }) } else { Ok(()) }
}

/// What the same request made before.
async fn existing(tx: &mut Transaction<'static, Db>, deposit: &NewDeposit) -> Result<DepositOutcome> {
    let row: DepositRow = sqlx::query_as(BY_KEY)
        .bind(deposit.account.to_string())
        .bind(deposit.idempotency_key.as_str())
        .fetch_one(&mut **tx)
        .await?;
    let found = Deposit::try_from(row)?;
    if found.request_digest == deposit.request_digest {
        Ok(DepositOutcome::Existing(found))
    } else {
        Err(StoreError::IdempotencyConflict)
    }
}

async fn insert_items(
    tx: &mut Transaction<'static, Db>,
    deposit: &NewDeposit,
    items: &[NewItem],
    first: i64,
) -> Result<()> {
    let mut query = QueryBuilder::<Db>::new(
        "INSERT INTO items (id, deposit_id, account_id, idx, state, sha256, claim_digest, claim, category, stage, \
         created_at) ",
    );
    query.push_values(items.iter().zip(first..), |mut row, (item, index)| {
        row.push_bind(item.id.to_string())
            .push_bind(deposit.id.to_string())
            .push_bind(deposit.account.to_string())
            .push_bind(index)
            .push("'queued'")
            .push_bind(item.sha256.as_slice())
            .push_bind(item.claim_digest.as_slice())
            .push_bind(item.claim.as_octets())
            .push_bind(item.category.as_str())
            .push_bind(item.stage.map(Stage::as_str))
            .push_bind(deposit.created_at);
    });
    // Whole chunks share one prepared statement; the last one's length is not worth keeping.
    query.build().persistent(items.len() == ROWS).execute(&mut **tx).await?;
    Ok(())
}

const BY_KEY: &str = "SELECT * FROM deposits WHERE account_id = $1 AND idempotency_key = $2";

/// Rows of one INSERT: ten parameters each, far below both engines' limits (32,766 and 65,535 parameters).
const ROWS: usize = 100;
