//! What the service keeps: accounts, sessions, deposits and their tokens.
//!
//! One trait, [`Store`], two engines behind it: SQLite ([`sqlite`], the embedded default) and PostgreSQL ([`postgres`]).
//! Both carry the same statements out in serializable transactions and pass the same suite (`tests/store_suite.rs`).
//!
//! Rules that hold on both:
//! * A method that returned `Ok` is durable: the database has synced it.
//! * Nothing that a person typed is in the database in clear: names, addresses, labels, claims are [`Sealed`] under the
//!   account's key. Erasing an account removes that key, and with it every copy, in logs and dead rows too.
//! * An item goes forward only, tokens never change: triggers of the database refuse anything else, whoever asks.
//! * The store reads no clock: what needs the time is given it.

pub mod error;
pub mod model;
pub mod postgres;
mod rows;
pub mod sqlite;
mod transaction;

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;

pub use error::{Result, StoreError};
pub use model::*;

/// Everything that the service keeps. `Arc<dyn Store>` has the methods of all parts.
#[async_trait]
pub trait Store:
    AccountStore + SessionStore + TokenStore + AttemptStore + ApiKeyStore + DepositStore + MailStore + Send + Sync
{
    /// The version of the schema: that of the last migration.
    async fn schema_version(&self) -> Result<i64>;

    /// Whether the database answers, writes included: takes the writer's place for a moment and gives it back.
    async fn ping(&self) -> Result<()>;

    /// Removes what time has made useless: sessions and tokens that have ended now, and what is older than said. Accounts
    /// whose address nobody confirmed are erased; [`Store::scrub`] afterwards overwrites them.
    async fn purge(&self, now: UnixMillis, before: &PurgeBefore) -> Result<Purged>;

    /// Overwrites what erasures have deleted, as every erasure does by itself; for those that could not
    /// ([`Erasure::scrubbed`]). `false` when it cannot now. Does nothing if nothing was erased since.
    async fn scrub(&self) -> Result<bool>;

    /// What does not fit together; empty when all is well. Reads the whole database.
    async fn inconsistencies(&self) -> Result<Vec<String>>;

    /// Finishes what is under way and closes the database.
    async fn close(&self);

    /// The engine's name: `sqlite` or `postgres`.
    fn engine(&self) -> &'static str;
}

/// Accounts, their second factors and their keys.
#[async_trait]
pub trait AccountStore {
    /// Stores an account and its key. [`StoreError::EmailTaken`] when the address has one.
    async fn create_account(&self, account: &NewAccount) -> Result<()>;

    /// The account, unless it was erased.
    async fn account(&self, id: AccountId) -> Result<Option<Account>>;

    /// The account with this (keyed digest of an) address.
    async fn account_by_email(&self, email: &Digest) -> Result<Option<Account>>;

    /// How many accounts there are, erased ones not counted.
    async fn count_accounts(&self) -> Result<u64>;

    /// Overwrites an account whose address was never confirmed: a stranger's sign-up does not keep the owner out. Ends
    /// its sessions and one-time tokens. `false`, and nothing done, when the address was confirmed.
    async fn replace_pending(
        &self,
        id: AccountId,
        password_hash: &str,
        profile: &Sealed,
        lang: &str,
        now: UnixMillis,
    ) -> Result<bool>;

    /// Notes that the address was confirmed; the first time counts.
    async fn confirm_email(&self, id: AccountId, now: UnixMillis) -> Result<()>;

    /// Takes a link and confirms the address, in one step, for the password that was just checked: `false`, and nothing
    /// done, when the link is not good or another sign-up has put another password there. Other such links end.
    async fn confirm_by_link(
        &self,
        link: &Digest,
        id: AccountId,
        password_hash: &str,
        now: UnixMillis,
    ) -> Result<bool>;

    /// Sets a new password and ends every session but the one given.
    async fn set_password(
        &self,
        id: AccountId,
        password_hash: &str,
        keep_session: Option<&Digest>,
        now: UnixMillis,
    ) -> Result<()>;

    /// Replaces the hash of the same password, unless the password was changed meanwhile (`false`).
    async fn set_password_hash_if(&self, id: AccountId, old: &str, new: &str) -> Result<bool>;

    /// Sets the profile and the language. The address stays.
    async fn set_profile(&self, id: AccountId, profile: &Sealed, lang: &str) -> Result<()>;

    /// Takes a link and gives the account the address that it brings, confirmed, in one step, for the password that was
    /// just checked. Ends every session and link of the account; an account that waits for the confirmation of that
    /// address gives way. `false`, and nothing done, when the link is not good or the password is another.
    /// [`StoreError::EmailTaken`].
    async fn change_email(&self, link: &Digest, change: &EmailChange, now: UnixMillis) -> Result<bool>;

    /// Sets the second factor; `step` is the time step of the code that proved it.
    async fn set_totp(&self, id: AccountId, secret: &Sealed, step: i64) -> Result<()>;

    /// Removes the second factor and its recovery codes.
    async fn clear_totp(&self, id: AccountId) -> Result<()>;

    /// Takes a code's time step once: `true` when it is later than the last one taken.
    async fn accept_totp_step(&self, id: AccountId, step: i64) -> Result<bool>;

    /// Replaces all recovery codes by these digests.
    async fn replace_recovery_codes(&self, id: AccountId, codes: &[Digest]) -> Result<()>;

    /// Takes a recovery code, once.
    async fn take_recovery_code(&self, id: AccountId, code: &Digest) -> Result<bool>;

    /// How many recovery codes are left.
    async fn count_recovery_codes(&self, id: AccountId) -> Result<u64>;

    /// The account's key; `None` once it was erased.
    async fn claim_key(&self, id: AccountId) -> Result<Option<WrappedKey>>;

    /// Keys after this account, in the order of ids: the walk of a rotation.
    async fn claim_keys(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<AccountKeyRow>>;

    /// Puts the re-wrapped key in place of the old one; `false` when the old one is no longer there.
    async fn replace_claim_key(&self, id: AccountId, old: &WrappedKey, new: &WrappedKey) -> Result<bool>;

    /// From now on no key may be stored that is wrapped under this key-encryption key.
    async fn retire_kek(&self, id: &str) -> Result<()>;

    /// Erases the account: its key, profile, address, password, sessions, tokens, API keys and mails. Unfinished items
    /// fail with code `account-erased`. Deposits and tokens stay, unreadable but for their digests: they name nobody.
    async fn erase_account(&self, id: AccountId, now: UnixMillis) -> Result<Erasure>;
}

/// Signed-in browsers.
#[async_trait]
pub trait SessionStore {
    /// Stores a session. [`StoreError::NoAccount`] when the account was erased meanwhile.
    async fn create_session(&self, session: &Session) -> Result<()>;

    /// The session with this token, unless it has ended.
    async fn session(&self, token_hash: &Digest, now: UnixMillis) -> Result<Option<Session>>;

    /// The account's sessions that have not ended, newest first.
    async fn list_sessions(&self, account: AccountId, now: UnixMillis) -> Result<Vec<Session>>;

    /// Notes the use of a session and moves its end.
    async fn touch_session(
        &self,
        token_hash: &Digest,
        seen_at: UnixMillis,
        expires_at: UnixMillis,
    ) -> Result<()>;

    /// Ends the session with this token.
    async fn delete_session(&self, token_hash: &Digest) -> Result<bool>;

    /// Ends the account's session of this name.
    async fn delete_session_of(&self, account: AccountId, id: SessionId) -> Result<bool>;

    /// Ends the account's sessions, but for the one given; says how many.
    async fn delete_sessions_of(&self, account: AccountId, keep: Option<&Digest>) -> Result<u64>;
}

/// Tokens that mails carry.
#[async_trait]
pub trait TokenStore {
    /// Stores a token. Former ones of the account for the same purpose stay good until they end or are deleted.
    async fn create_one_time_token(&self, token: &NewOneTimeToken) -> Result<()>;

    /// The token, if it is good; it stays so.
    async fn peek_one_time_token(
        &self,
        hash: &Digest,
        purpose: TokenPurpose,
        now: UnixMillis,
    ) -> Result<Option<OneTimeToken>>;

    /// Takes the token, if it is good. Of any number of callers at once, one gets it.
    async fn take_one_time_token(
        &self,
        hash: &Digest,
        purpose: TokenPurpose,
        now: UnixMillis,
    ) -> Result<Option<OneTimeToken>>;

    /// Deletes the account's tokens for this purpose.
    async fn delete_one_time_tokens(&self, account: AccountId, purpose: TokenPurpose) -> Result<u64>;
}

/// Counted tries: limits on guessing.
#[async_trait]
pub trait AttemptStore {
    /// Counts a try for the subject (the keyed digest of what is limited: an address, a network), unless `limit` of them
    /// lie in the last `window` milliseconds. Counting and deciding are one step. Refused tries are not counted.
    async fn take_attempt(
        &self,
        subject: &Digest,
        now: UnixMillis,
        window: i64,
        limit: u32,
    ) -> Result<AttemptOutcome>;

    /// Gives a try back: the password was right after all.
    async fn return_attempt(&self, id: AttemptId) -> Result<()>;

    /// How many tries are counted at this time or later.
    async fn count_attempts(&self, subject: &Digest, since: UnixMillis) -> Result<u64>;

    /// Forgets the subject's tries.
    async fn clear_attempts(&self, subject: &Digest) -> Result<()>;
}

/// Keys of programs.
#[async_trait]
pub trait ApiKeyStore {
    /// Stores a key.
    async fn create_api_key(&self, key: &ApiKey) -> Result<()>;

    /// The key of this name, also past its end: its user says what is wrong.
    async fn api_key(&self, id: KeyId) -> Result<Option<ApiKey>>;

    /// The account's keys, newest first.
    async fn list_api_keys(&self, account: AccountId) -> Result<Vec<ApiKey>>;

    /// Revokes the account's key of this name, at once.
    async fn delete_api_key(&self, account: AccountId, id: KeyId) -> Result<bool>;

    /// Revokes all keys of the account; says how many.
    async fn delete_api_keys_of(&self, account: AccountId) -> Result<u64>;

    /// Notes the use of a key.
    async fn touch_api_key(&self, id: KeyId, at: UnixMillis) -> Result<()>;
}

/// Deposits, their items and tokens.
#[async_trait]
pub trait DepositStore {
    /// Stores a deposit with all its items and claims in one transaction, or finds the one that the same request made
    /// before. [`StoreError::IdempotencyConflict`] when the key belongs to another request; [`StoreError::OverQuota`];
    /// [`StoreError::NoAccount`].
    async fn create_deposit(&self, deposit: &NewDeposit) -> Result<DepositOutcome>;

    /// The account's deposit.
    async fn deposit(&self, account: AccountId, id: DepositId) -> Result<Option<Deposit>>;

    /// Those of these deposits that are the account's, in no order.
    async fn deposits(&self, account: AccountId, ids: &[DepositId]) -> Result<Vec<Deposit>>;

    /// The deposit that this key made.
    async fn deposit_by_key(&self, account: AccountId, idempotency_key: &str) -> Result<Option<Deposit>>;

    /// The deposit's items from this place on, in the depositor's order.
    async fn items_of(
        &self,
        account: AccountId,
        deposit: DepositId,
        from_index: u32,
        limit: u32,
    ) -> Result<Vec<Item>>;

    /// How many of the deposit's items are in each state.
    async fn count_items(&self, account: AccountId, deposit: DepositId) -> Result<StateCounts>;

    /// The account's item.
    async fn item(&self, account: AccountId, id: ItemId) -> Result<Option<Item>>;

    /// The item's tokens and log proofs; `None` when the account has no such item.
    async fn tokens(&self, account: AccountId, id: ItemId) -> Result<Option<ItemTokens>>;

    /// The same of many items at once; items without a token, or of another account, are not in the answer.
    async fn tokens_of(&self, account: AccountId, ids: &[ItemId]) -> Result<HashMap<ItemId, ItemTokens>>;

    /// The account's items that pass the filter, after this place.
    async fn list_items(
        &self,
        account: AccountId,
        filter: &ItemFilter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page>;

    /// Items of all accounts that still need a token (`queued` and `file-token`), oldest deposit first, after this place.
    async fn unfinished_items(&self, after: Option<&Cursor>, limit: u32) -> Result<Vec<Item>>;

    /// How many items still need a token.
    async fn count_unfinished(&self) -> Result<u64>;

    /// Stores verified tokens in one transaction, in the given order, and moves their items forward: `File` from `queued`
    /// to `file-token`, `Claim` from there to `issued`. Both tokens of one item may be in one batch. One token that does
    /// not fit leaves the others stored.
    async fn store_tokens(&self, tokens: &[NewToken]) -> Result<Vec<TokenOutcome>>;

    /// Ends an item without (both) tokens. [`StoreError::WrongState`] when it is issued or failed already.
    async fn fail_item(&self, id: ItemId, failure: &Failure, now: UnixMillis) -> Result<()>;

    /// Issued items that lack a proof of logging and whose second token was stored at this time or later, oldest first.
    async fn unlogged_items(&self, since: UnixMillis, limit: u32) -> Result<Vec<Unlogged>>;

    /// Keeps the log's proof for a stored token; the first one stays.
    async fn put_log_proof(&self, id: ItemId, kind: TokenKind, proof: &str, now: UnixMillis) -> Result<()>;
}

/// Mails on their way; in development also what the outbox page shows.
#[async_trait]
pub trait MailStore {
    /// Stores a mail to be sent.
    async fn add_mail(&self, mail: &Mail) -> Result<()>;

    /// Mails to be tried now, oldest first: not sent, past their `next_try`, not past their end.
    async fn due_mails(&self, now: UnixMillis, limit: u32) -> Result<Vec<Mail>>;

    /// Mails, newest first.
    async fn list_mails(&self, limit: u32) -> Result<Vec<Mail>>;

    /// Notes a try that failed: the next is made at this time at the earliest.
    async fn postpone_mail(&self, id: MailId, next_try: UnixMillis) -> Result<()>;

    /// Notes that the mail server took it, or that it is given up.
    async fn mark_mail_sent(&self, id: MailId, at: UnixMillis) -> Result<()>;
}

/// Opens the database at this address, `sqlite:PATH` or `postgres://…`, and brings its schema up to date.
pub async fn open(url: &str) -> Result<Arc<dyn Store>> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        return Ok(Arc::new(sqlite::SqliteStore::open(path.as_ref()).await?));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Arc::new(postgres::PostgresStore::open(url).await?));
    }
    Err(StoreError::Address(url.to_owned()))
}
