//! Items and their tokens.

use std::collections::{HashMap, HashSet};

use sqlx::{FromRow, QueryBuilder, Transaction};

use super::{Db, Engine, count};
use crate::store::rows::{self, ItemRow, TokenRow, select_items};
use crate::store::{
    AccountId, Cursor, DepositId, Failure, Item, ItemFilter, ItemId, ItemState, ItemTokens, NewToken, Page,
    Result, StateCounts, StoreError, TokenKind, TokenOutcome, UnixMillis, Unlogged,
};

pub(super) async fn of_deposit(
    store: &Engine,
    account: AccountId,
    deposit: DepositId,
    from_index: u32,
    limit: u32,
) -> Result<Vec<Item>> {
    let found: Vec<ItemRow> = sqlx::query_as(select_items!(
        "WHERE i.deposit_id = $1 AND i.account_id = $2 AND i.idx >= $3 ORDER BY i.idx LIMIT $4"
    ))
    .bind(deposit.to_string())
    .bind(account.to_string())
    .bind(i64::from(from_index))
    .bind(i64::from(limit))
    .fetch_all(store.readers())
    .await?;
    rows::all(found)
}

pub(super) async fn count_states(
    store: &Engine,
    account: AccountId,
    deposit: DepositId,
) -> Result<StateCounts> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT state, COUNT(*) FROM items WHERE account_id = $1 AND deposit_id = $2 GROUP BY state",
    )
    .bind(account.to_string())
    .bind(deposit.to_string())
    .fetch_all(store.readers())
    .await?;
    let mut counts = StateCounts::default();
    for (state, number) in rows {
        match ItemState::from_text(&state).ok_or(StoreError::Corrupt("items.state"))? {
            ItemState::Queued | ItemState::FileToken => counts.queued += count(number),
            ItemState::Issued => counts.issued = count(number),
            ItemState::Failed => counts.failed = count(number),
        }
    }
    counts.unlogged = count_unlogged(store, account, deposit).await?;
    Ok(counts)
}

async fn count_unlogged(store: &Engine, account: AccountId, deposit: DepositId) -> Result<u64> {
    let number = sqlx::query_scalar(
        "SELECT count(*) FROM items i WHERE i.account_id = $1 AND i.deposit_id = $2 AND i.state = 'issued' \
         AND (SELECT count(*) FROM log_proofs p WHERE p.item_id = i.id) < 2",
    )
    .bind(account.to_string())
    .bind(deposit.to_string())
    .fetch_one(store.readers())
    .await?;
    Ok(count(number))
}

pub(super) async fn one(store: &Engine, account: AccountId, id: ItemId) -> Result<Option<Item>> {
    let row: Option<ItemRow> = sqlx::query_as(select_items!("WHERE i.id = $1 AND i.account_id = $2"))
        .bind(id.to_string())
        .bind(account.to_string())
        .fetch_optional(store.readers())
        .await?;
    row.map(Item::try_from).transpose()
}

pub(super) async fn tokens(store: &Engine, account: AccountId, id: ItemId) -> Result<Option<ItemTokens>> {
    let found: Vec<TokenRow> = sqlx::query_as(
        "SELECT t.kind, t.response, t.serial, t.gen_time, t.accuracy_micros, t.stored_at, p.proof FROM tokens t \
         JOIN items i ON i.id = t.item_id LEFT JOIN log_proofs p ON p.item_id = t.item_id AND p.kind = t.kind \
         WHERE t.item_id = $1 AND i.account_id = $2",
    )
    .bind(id.to_string())
    .bind(account.to_string())
    .fetch_all(store.readers())
    .await?;
    if found.is_empty() {
        return Ok(one(store, account, id).await?.map(|_| ItemTokens::default()));
    }
    let mut tokens = ItemTokens::default();
    for row in found {
        place(&mut tokens, row)?;
    }
    Ok(Some(tokens))
}

pub(super) async fn tokens_of(
    store: &Engine,
    account: AccountId,
    ids: &[ItemId],
) -> Result<HashMap<ItemId, ItemTokens>> {
    let mut tokens: HashMap<ItemId, ItemTokens> = HashMap::new();
    for chunk in ids.chunks(ROWS) {
        let mut query = QueryBuilder::<Db>::new(
            "SELECT t.item_id, t.kind, t.response, t.serial, t.gen_time, t.accuracy_micros, t.stored_at, p.proof \
             FROM tokens t JOIN items i ON i.id = t.item_id \
             LEFT JOIN log_proofs p ON p.item_id = t.item_id AND p.kind = t.kind WHERE i.account_id = ",
        );
        query.push_bind(account.to_string()).push(" AND t.item_id IN (");
        push_ids(&mut query, chunk);
        let found: Vec<ItemTokenRow> =
            query.build_query_as().persistent(false).fetch_all(store.readers()).await?;
        for ItemTokenRow { item_id, token } in found {
            let id = item_id.parse().map_err(|_| StoreError::Corrupt("tokens.item_id"))?;
            place(tokens.entry(id).or_default(), token)?;
        }
    }
    Ok(tokens)
}

#[derive(FromRow)]
struct ItemTokenRow {
    item_id: String,
    #[sqlx(flatten)]
    token: TokenRow,
}

fn place(tokens: &mut ItemTokens, row: TokenRow) -> Result<()> {
    match TokenKind::from_text(&row.kind) {
        Some(TokenKind::File) => tokens.file = Some(row.into()),
        Some(TokenKind::Claim) => tokens.claim = Some(row.into()),
        None => return Err(StoreError::Corrupt("tokens.kind")),
    }
    Ok(())
}

pub(super) async fn list(
    store: &Engine,
    account: AccountId,
    filter: &ItemFilter,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page> {
    let mut query = QueryBuilder::<Db>::new(select_items!("WHERE i.account_id = "));
    query.push_bind(account.to_string());
    restrict(&mut query, filter);
    if let Some(after) = after {
        // The first condition says nothing new: it lets the index begin at the right place.
        query.push(" AND i.created_at <= ").push_bind(after.created_at);
        query.push(" AND (i.created_at < ").push_bind(after.created_at);
        query.push(" OR i.deposit_id < ").push_bind(after.deposit.to_string());
        query.push(" OR (i.deposit_id = ").push_bind(after.deposit.to_string());
        query.push(" AND i.idx > ").push_bind(i64::from(after.index)).push("))");
    }
    query.push(" ORDER BY i.created_at DESC, i.deposit_id DESC, i.idx LIMIT ");
    query.push_bind(i64::from(limit) + 1);
    let found: Vec<ItemRow> = query.build_query_as().persistent(false).fetch_all(store.readers()).await?;
    let mut items: Vec<Item> = rows::all(found)?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(Item::cursor);
    Ok(Page { items, next })
}

pub(super) async fn unfinished(store: &Engine, after: Option<&Cursor>, limit: u32) -> Result<Vec<Item>> {
    let mut query = QueryBuilder::<Db>::new(select_items!("WHERE i.state IN ('queued', 'file-token')"));
    if let Some(after) = after {
        query.push(" AND i.created_at >= ").push_bind(after.created_at);
        query.push(" AND (i.created_at > ").push_bind(after.created_at);
        query.push(" OR i.deposit_id > ").push_bind(after.deposit.to_string());
        query.push(" OR (i.deposit_id = ").push_bind(after.deposit.to_string());
        query.push(" AND i.idx > ").push_bind(i64::from(after.index)).push("))");
    }
    query.push(" ORDER BY i.created_at, i.deposit_id, i.idx LIMIT ").push_bind(i64::from(limit));
    let found: Vec<ItemRow> = query.build_query_as().persistent(false).fetch_all(store.readers()).await?;
    rows::all(found)
}

pub(super) async fn unlogged(store: &Engine, since: UnixMillis, limit: u32) -> Result<Vec<Unlogged>> {
    let found: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT t.item_id, i.account_id, t.stored_at FROM tokens t JOIN items i ON i.id = t.item_id \
         WHERE t.kind = 'claim' AND t.stored_at >= $1 \
         AND (SELECT count(*) FROM log_proofs p WHERE p.item_id = t.item_id) < 2 ORDER BY t.stored_at LIMIT $2",
    )
    .bind(since)
    .bind(i64::from(limit))
    .fetch_all(store.readers())
    .await?;
    let read = |(item, account, stored_at): (String, String, i64)| {
        Ok(Unlogged {
            item: item.parse().map_err(|_| StoreError::Corrupt("tokens.item_id"))?,
            account: account.parse().map_err(|_| StoreError::Corrupt("items.account_id"))?,
            stored_at,
        })
    };
    found.into_iter().map(read).collect()
}

/// Stores the tokens whose items wait for them and moves those; the schema's triggers stand behind both.
pub(super) async fn store_tokens(
    tx: &mut Transaction<'static, Db>,
    tokens: &[NewToken],
) -> Result<Vec<TokenOutcome>> {
    let mut states = states(tx, tokens).await?;
    let mut unbound = HashSet::new();
    let mut fitting: [Vec<&NewToken>; 2] = [Vec::new(), Vec::new()];
    let mut outcomes = Vec::with_capacity(tokens.len());
    let [files, claims] = &mut fitting;
    for token in tokens {
        let (from, to, list) = match token.kind {
            TokenKind::File => (ItemState::Queued, ItemState::FileToken, &mut *files),
            TokenKind::Claim => (ItemState::FileToken, ItemState::Issued, &mut *claims),
        };
        outcomes.push(match states.get_mut(&token.item) {
            None => TokenOutcome::Missing,
            // A claim's token is bound to the file token beside it: without that one it would fit no other.
            Some(state) if *state != from || unbound.contains(&token.item) => {
                if token.kind == TokenKind::File {
                    unbound.insert(token.item);
                }
                TokenOutcome::WrongState(*state)
            }
            Some(state) => {
                *state = to;
                list.push(token);
                TokenOutcome::Stored
            }
        });
    }
    // An item's claim token was found fitting only behind its file token, so all of those may go first.
    insert_tokens(tx, files, ItemState::FileToken).await?;
    insert_tokens(tx, claims, ItemState::Issued).await?;
    Ok(outcomes)
}

async fn insert_tokens(tx: &mut Transaction<'static, Db>, tokens: &[&NewToken], to: ItemState) -> Result<()> {
    for chunk in tokens.chunks(ROWS) {
        let mut query = QueryBuilder::<Db>::new(
            "INSERT INTO tokens (item_id, kind, response, serial, gen_time, accuracy_micros, stored_at) ",
        );
        query.push_values(chunk, |mut row, token| {
            row.push_bind(token.item.to_string())
                .push_bind(token.kind.as_str())
                .push_bind(token.response.as_slice())
                .push_bind(token.facts.serial.as_str())
                .push_bind(token.facts.gen_time)
                .push_bind(token.facts.accuracy_micros)
                .push_bind(token.facts.stored_at);
        });
        query.build().persistent(false).execute(&mut **tx).await?;
        let mut query = QueryBuilder::<Db>::new("UPDATE items SET state = ");
        query.push_bind(to.as_str()).push(" WHERE id IN (");
        push_ids(&mut query, chunk.iter().map(|token| token.item));
        query.build().persistent(false).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn states(
    tx: &mut Transaction<'static, Db>,
    tokens: &[NewToken],
) -> Result<HashMap<ItemId, ItemState>> {
    let mut states = HashMap::with_capacity(tokens.len());
    for chunk in tokens.chunks(ROWS) {
        let mut query = QueryBuilder::<Db>::new("SELECT id, state FROM items WHERE id IN (");
        push_ids(&mut query, chunk.iter().map(|token| token.item));
        let rows: Vec<(String, String)> =
            query.build_query_as().persistent(false).fetch_all(&mut **tx).await?;
        for (id, state) in rows {
            let id = id.parse().map_err(|_| StoreError::Corrupt("items.id"))?;
            let state = ItemState::from_text(&state).ok_or(StoreError::Corrupt("items.state"))?;
            states.insert(id, state);
        }
    }
    Ok(states)
}

pub(super) fn push_ids<I: ToString>(query: &mut QueryBuilder<Db>, ids: impl IntoIterator<Item = I>) {
    let mut list = query.separated(", ");
    ids.into_iter().for_each(|id| {
        list.push_bind(id.to_string());
    });
    list.push_unseparated(")");
}

pub(super) async fn fail(
    tx: &mut Transaction<'static, Db>,
    id: ItemId,
    failure: &Failure,
    now: UnixMillis,
) -> Result<()> {
    match state(tx, id).await? {
        None => return Err(StoreError::Missing("item")),
        Some(found @ (ItemState::Issued | ItemState::Failed)) => return Err(StoreError::WrongState(found)),
        Some(ItemState::Queued | ItemState::FileToken) => {}
    }
    sqlx::query(
        "UPDATE items SET state = 'failed', failure_code = $2, failure_detail = $3, failed_at = $4 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(failure.code.as_str())
    .bind(failure.detail.as_str())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn put_log_proof(
    tx: &mut Transaction<'static, Db>,
    id: ItemId,
    kind: TokenKind,
    proof: &str,
    now: UnixMillis,
) -> Result<()> {
    let stored: Option<i64> =
        sqlx::query_scalar("SELECT stored_at FROM tokens WHERE item_id = $1 AND kind = $2")
            .bind(id.to_string())
            .bind(kind.as_str())
            .fetch_optional(&mut **tx)
            .await?;
    if stored.is_none() {
        return Err(StoreError::Missing("token"));
    }
    sqlx::query(
        "INSERT INTO log_proofs (item_id, kind, proof, stored_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (item_id, kind) DO NOTHING",
    )
    .bind(id.to_string())
    .bind(kind.as_str())
    .bind(proof)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn state(tx: &mut Transaction<'static, Db>, id: ItemId) -> Result<Option<ItemState>> {
    let found: Option<String> = sqlx::query_scalar("SELECT state FROM items WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    found.map(|text| ItemState::from_text(&text).ok_or(StoreError::Corrupt("items.state"))).transpose()
}

fn restrict(query: &mut QueryBuilder<Db>, filter: &ItemFilter) {
    if let Some(from) = filter.from {
        query.push(" AND i.created_at >= ").push_bind(from);
    }
    if let Some(until) = filter.until {
        query.push(" AND i.created_at < ").push_bind(until);
    }
    if let Some(category) = filter.category {
        query.push(" AND i.category = ").push_bind(category.as_str());
    }
    if let Some(stage) = filter.stage {
        query.push(" AND i.stage = ").push_bind(stage.as_str());
    }
    match filter.state {
        None => {}
        Some(ItemState::Queued) => {
            query.push(" AND i.state IN ('queued', 'file-token')");
        }
        Some(state) => {
            query.push(" AND i.state = ").push_bind(state.as_str());
        }
    }
    if let Some(sha256) = filter.sha256 {
        query.push(" AND i.sha256 = ").push_bind(sha256.to_vec());
    }
    if let Some(deposit) = filter.deposit {
        query.push(" AND i.deposit_id = ").push_bind(deposit.to_string());
    }
}

/// Rows of one statement: seven parameters each, far below both engines' limits.
pub(super) const ROWS: usize = 250;
