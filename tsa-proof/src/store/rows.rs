//! Rows as both engines deliver them, and their way into the model. A value that this version does not write is an error,
//! never a guess.

use sqlx::FromRow;

use super::{
    Account, AccountKeyRow, ApiKey, Category, Deposit, Digest, Failure, Item, ItemState, Mail, OneTimeToken,
    Result, Sealed, Session, SessionStage, Stage, StoreError, StoredToken, TokenFacts, Totp, WrappedKey,
};

#[derive(FromRow)]
pub(super) struct AccountRow {
    id: String,
    email: Vec<u8>,
    email_confirmed_at: Option<i64>,
    password_hash: String,
    password_changed_at: i64,
    profile: Vec<u8>,
    lang: String,
    totp_secret: Option<Vec<u8>>,
    totp_last_step: Option<i64>,
    kek: String,
    wrapped: Vec<u8>,
    created_at: i64,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self> {
        Ok(Self {
            id: id(row.id, "accounts.id")?,
            email: digest(row.email, "accounts.email")?,
            email_confirmed_at: row.email_confirmed_at,
            password_hash: row.password_hash,
            password_changed_at: row.password_changed_at,
            profile: Sealed::from_octets(row.profile),
            lang: row.lang,
            totp: row
                .totp_secret
                .zip(row.totp_last_step)
                .map(|(secret, last_step)| Totp { secret: Sealed::from_octets(secret), last_step }),
            claim_key: WrappedKey { kek: row.kek, octets: row.wrapped },
            created_at: row.created_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct KeyRow {
    account_id: String,
    kek: String,
    wrapped: Vec<u8>,
}

impl TryFrom<KeyRow> for AccountKeyRow {
    type Error = StoreError;

    fn try_from(row: KeyRow) -> Result<Self> {
        Ok(Self {
            account: id(row.account_id, "claim_keys.account_id")?,
            key: WrappedKey { kek: row.kek, octets: row.wrapped },
        })
    }
}

#[derive(FromRow)]
pub(super) struct SessionRow {
    token_hash: Vec<u8>,
    id: String,
    account_id: String,
    stage: String,
    details: Option<Vec<u8>>,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self> {
        Ok(Self {
            id: id(row.id, "sessions.id")?,
            token_hash: digest(row.token_hash, "sessions.token_hash")?,
            account: id(row.account_id, "sessions.account_id")?,
            stage: SessionStage::from_text(&row.stage).ok_or(StoreError::Corrupt("sessions.stage"))?,
            details: row.details.map(Sealed::from_octets),
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct OneTimeTokenRow {
    account_id: String,
    payload: Option<Vec<u8>>,
    expires_at: i64,
}

impl TryFrom<OneTimeTokenRow> for OneTimeToken {
    type Error = StoreError;

    fn try_from(row: OneTimeTokenRow) -> Result<Self> {
        Ok(Self {
            account: id(row.account_id, "one_time_tokens.account_id")?,
            payload: row.payload.map(Sealed::from_octets),
            expires_at: row.expires_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct ApiKeyRow {
    id: String,
    account_id: String,
    name: Vec<u8>,
    mac: Vec<u8>,
    scopes: String,
    created_at: i64,
    expires_at: Option<i64>,
    last_used_at: Option<i64>,
}

impl TryFrom<ApiKeyRow> for ApiKey {
    type Error = StoreError;

    fn try_from(row: ApiKeyRow) -> Result<Self> {
        Ok(Self {
            id: id(row.id, "api_keys.id")?,
            account: id(row.account_id, "api_keys.account_id")?,
            name: Sealed::from_octets(row.name),
            mac: digest(row.mac, "api_keys.mac")?,
            scopes: row.scopes,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct MailRow {
    id: String,
    account_id: String,
    content: Vec<u8>,
    created_at: i64,
    tries: i64,
    next_try: i64,
    expires_at: i64,
    sent_at: Option<i64>,
}

impl TryFrom<MailRow> for Mail {
    type Error = StoreError;

    fn try_from(row: MailRow) -> Result<Self> {
        Ok(Self {
            id: id(row.id, "mails.id")?,
            account: id(row.account_id, "mails.account_id")?,
            content: Sealed::from_octets(row.content),
            created_at: row.created_at,
            tries: small(row.tries, "mails.tries")?,
            next_try: row.next_try,
            expires_at: row.expires_at,
            sent_at: row.sent_at,
        })
    }
}

#[derive(FromRow)]
pub(super) struct DepositRow {
    id: String,
    account_id: String,
    idempotency_key: String,
    request_digest: Vec<u8>,
    label: Option<Vec<u8>>,
    created_at: i64,
    item_count: i64,
}

impl TryFrom<DepositRow> for Deposit {
    type Error = StoreError;

    fn try_from(row: DepositRow) -> Result<Self> {
        Ok(Self {
            id: id(row.id, "deposits.id")?,
            account: id(row.account_id, "deposits.account_id")?,
            idempotency_key: row.idempotency_key,
            request_digest: digest(row.request_digest, "deposits.request_digest")?,
            label: row.label.map(Sealed::from_octets),
            created_at: row.created_at,
            item_count: small(row.item_count, "deposits.item_count")?,
        })
    }
}

/// A statement that selects [`ItemRow`]s, with what follows `FROM`.
macro_rules! select_items {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.deposit_id, i.account_id, i.idx, i.state, i.sha256, i.claim_digest, i.claim, i.category, ",
            "i.stage, i.created_at, i.failure_code, i.failure_detail, ",
            "f.serial AS file_serial, f.gen_time AS file_gen_time, f.accuracy_micros AS file_accuracy, ",
            "f.stored_at AS file_stored_at, c.serial AS claim_serial, c.gen_time AS claim_gen_time, ",
            "c.accuracy_micros AS claim_accuracy, c.stored_at AS claim_stored_at FROM items i ",
            "LEFT JOIN tokens f ON f.item_id = i.id AND f.kind = 'file' ",
            "LEFT JOIN tokens c ON c.item_id = i.id AND c.kind = 'claim' ",
            $rest
        )
    };
}
pub(super) use select_items;

#[derive(FromRow)]
pub(super) struct ItemRow {
    id: String,
    deposit_id: String,
    account_id: String,
    idx: i64,
    state: String,
    sha256: Vec<u8>,
    claim_digest: Vec<u8>,
    claim: Vec<u8>,
    category: String,
    stage: Option<String>,
    created_at: i64,
    failure_code: Option<String>,
    failure_detail: Option<String>,
    file_serial: Option<String>,
    file_gen_time: Option<i64>,
    file_accuracy: Option<i64>,
    file_stored_at: Option<i64>,
    claim_serial: Option<String>,
    claim_gen_time: Option<i64>,
    claim_accuracy: Option<i64>,
    claim_stored_at: Option<i64>,
}

impl TryFrom<ItemRow> for Item {
    type Error = StoreError;

    fn try_from(row: ItemRow) -> Result<Self> {
        let stage = match row.stage {
            Some(text) => Some(Stage::from_text(&text).ok_or(StoreError::Corrupt("items.stage"))?),
            None => None,
        };
        Ok(Self {
            id: id(row.id, "items.id")?,
            deposit: id(row.deposit_id, "items.deposit_id")?,
            account: id(row.account_id, "items.account_id")?,
            index: small(row.idx, "items.idx")?,
            state: ItemState::from_text(&row.state).ok_or(StoreError::Corrupt("items.state"))?,
            sha256: digest(row.sha256, "items.sha256")?,
            claim_digest: digest(row.claim_digest, "items.claim_digest")?,
            claim: Sealed::from_octets(row.claim),
            category: Category::from_text(&row.category).ok_or(StoreError::Corrupt("items.category"))?,
            stage,
            created_at: row.created_at,
            file_token: facts(row.file_serial, row.file_gen_time, row.file_accuracy, row.file_stored_at),
            claim_token: facts(row.claim_serial, row.claim_gen_time, row.claim_accuracy, row.claim_stored_at),
            failure: row.failure_code.zip(row.failure_detail).map(|(code, detail)| Failure { code, detail }),
        })
    }
}

#[derive(FromRow)]
pub(super) struct TokenRow {
    pub(super) kind: String,
    response: Vec<u8>,
    serial: String,
    gen_time: i64,
    accuracy_micros: Option<i64>,
    stored_at: i64,
    proof: Option<String>,
}

impl From<TokenRow> for StoredToken {
    fn from(row: TokenRow) -> Self {
        Self {
            response: row.response,
            facts: TokenFacts {
                serial: row.serial,
                gen_time: row.gen_time,
                accuracy_micros: row.accuracy_micros,
                stored_at: row.stored_at,
            },
            log_proof: row.proof,
        }
    }
}

/// All rows into the model, or the first that does not go.
pub(super) fn all<R, M: TryFrom<R, Error = StoreError>>(rows: Vec<R>) -> Result<Vec<M>> {
    rows.into_iter().map(M::try_from).collect()
}

/// A digest as it is stored.
pub(super) fn digest(octets: Vec<u8>, column: &'static str) -> Result<Digest> {
    octets.try_into().map_err(|_| StoreError::Corrupt(column))
}

fn facts(
    serial: Option<String>,
    gen_time: Option<i64>,
    accuracy_micros: Option<i64>,
    stored_at: Option<i64>,
) -> Option<TokenFacts> {
    Some(TokenFacts { serial: serial?, gen_time: gen_time?, accuracy_micros, stored_at: stored_at? })
}

fn id<T: TryFrom<String>>(text: String, column: &'static str) -> Result<T> {
    T::try_from(text).map_err(|_| StoreError::Corrupt(column))
}

fn small(number: i64, column: &'static str) -> Result<u32> {
    number.try_into().map_err(|_| StoreError::Corrupt(column))
}
