//! `/keys`: the account's API keys.

use async_trait::async_trait;
use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ApiState;
use super::auth::Caller;
use super::deposits::{fault, rfc3339};
use super::extract::{JsonBody, PathId};
use super::hex::{Hex, Id, whole_number};
use super::problem::{Code, FieldError, Problem};
use crate::accounts::keys::KeyLine;
use crate::accounts::{AccountError, Accounts, Granter, Scope, Scopes};
use crate::store::{Account, KeyId};

/// A key to be.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeyBody {
    /// What you call it.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it may do; nothing that the key you use may not.
    #[schema(min_items = 1, max_items = 4)]
    pub scopes: Vec<ScopeWord>,
    /// After how many days it ends; never when missing. It ends with the key you use at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "whole_number")]
    #[schema(minimum = 1, maximum = 3650)]
    pub days: Option<u64>,
}

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum ScopeWord {
    /// Make deposits.
    #[serde(rename = "deposit:write")]
    DepositWrite,
    /// Read deposits, tokens, claims and packages.
    #[serde(rename = "deposit:read")]
    DepositRead,
    /// Use `/verify`.
    #[serde(rename = "verify")]
    Verify,
    /// List, make and revoke keys.
    #[serde(rename = "keys")]
    Keys,
}

/// A key in the list.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct KeyView {
    /// Its public part.
    pub id: Id,
    /// What you call it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Since when.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Until when, where limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// When it was last used, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub last_used_at: Option<String>,
}

/// A key just made.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct NewKeyView {
    /// The whole key. It is shown this once.
    pub key: String,
    /// As it stands in the list.
    pub line: KeyView,
}

/// The account's keys.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct KeyList {
    /// Newest first.
    pub keys: Vec<KeyView>,
}

/// Keeps the keys of accounts.
#[async_trait]
pub trait KeyBook: Send + Sync {
    /// The account's keys.
    async fn list(&self, account: &Account) -> Result<Vec<KeyLine>, AccountError>;
    /// Makes a key; its text, and its line.
    async fn make(
        &self,
        account: &Account,
        new: &NewKeyBody,
        granter: Granter,
    ) -> Result<(String, KeyLine), AccountError>;
    /// Revokes a key.
    async fn revoke(&self, account: &Account, id: KeyId) -> Result<bool, AccountError>;
}

#[async_trait]
impl KeyBook for Accounts {
    async fn list(&self, account: &Account) -> Result<Vec<KeyLine>, AccountError> {
        self.list_keys(account).await
    }

    async fn make(
        &self,
        account: &Account,
        new: &NewKeyBody,
        granter: Granter,
    ) -> Result<(String, KeyLine), AccountError> {
        let scopes = new.scopes.iter().fold(Scopes::NONE, |set, word| set.with(word.scope()));
        let days = new.days.map(|days| u16::try_from(days).unwrap_or(u16::MAX));
        let made = self.create_key(account, &new.name, scopes, days, granter).await?;
        Ok((made.text, made.line))
    }

    async fn revoke(&self, account: &Account, id: KeyId) -> Result<bool, AccountError> {
        self.revoke_key(account.id, id).await
    }
}

/// List keys
#[utoipa::path(
    get,
    path = "/api/v1/keys",
    tag = "keys",
    operation_id = "listKeys",
    responses((status = 200, description = "The account's keys", body = KeyList))
)]
pub(super) async fn list(State(api): State<ApiState>, caller: Caller) -> Result<Json<KeyList>, Problem> {
    let account = api.key_owner(&caller).await?;
    let lines = api.key_book.list(&account).await.map_err(refused)?;
    Ok(Json(KeyList { keys: lines.iter().map(view).collect() }))
}

/// Make a key
#[utoipa::path(
    post,
    path = "/api/v1/keys",
    tag = "keys",
    operation_id = "makeKey",
    request_body = NewKeyBody,
    responses((status = 201, description = "The key, shown this once", body = NewKeyView))
)]
pub(super) async fn make(
    State(api): State<ApiState>,
    caller: Caller,
    JsonBody(body): JsonBody<NewKeyBody>,
) -> Result<(StatusCode, Json<NewKeyView>), Problem> {
    if !(1..=4).contains(&body.scopes.len()) {
        return Err(Problem::new(Code::BadBody).detail("A key has 1 to 4 scopes."));
    }
    let account = api.key_owner(&caller).await?;
    let (key, line) = api.key_book.make(&account, &body, caller.granter()).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(NewKeyView { key, line: view(&line) })))
}

/// Revoke a key
///
/// The next request with it is refused.
#[utoipa::path(
    delete,
    path = "/api/v1/keys/{id}",
    tag = "keys",
    operation_id = "revokeKey",
    params(("id" = Id, Path, description = "The key")),
    responses((status = 204, description = "It opens nothing any more"))
)]
pub(super) async fn revoke(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    let account = api.key_owner(&caller).await?;
    let revoked = api.key_book.revoke(&account, KeyId::from_bytes(id.0)).await.map_err(refused)?;
    if revoked { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::new(Code::NotFound)) }
}

impl ApiState {
    async fn key_owner(&self, caller: &Caller) -> Result<Account, Problem> {
        caller.need(Scope::Keys)?;
        let account = self.store.account(caller.account).await.map_err(|error| fault(&error))?;
        account.ok_or(Problem::new(Code::Unauthorized))
    }
}

impl ScopeWord {
    fn scope(self) -> Scope {
        match self {
            ScopeWord::DepositWrite => Scope::DepositWrite,
            ScopeWord::DepositRead => Scope::DepositRead,
            ScopeWord::Verify => Scope::Verify,
            ScopeWord::Keys => Scope::Keys,
        }
    }
}

fn view(line: &KeyLine) -> KeyView {
    KeyView {
        id: Hex(*line.id.as_bytes()),
        name: line.name.clone(),
        scopes: line.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        created_at: rfc3339(line.created_at),
        expires_at: line.expires_at.map(rfc3339),
        last_used_at: line.last_used_at.map(rfc3339),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an argument of map_err")]
fn refused(error: AccountError) -> Problem {
    let field = |pointer: &str, code: &str| {
        let error =
            FieldError { pointer: pointer.to_owned(), code: code.to_owned(), detail: error.to_string() };
        Problem::new(Code::KeyRefused).errors(vec![error])
    };
    match &error {
        AccountError::Name(text) => field("/name", text.code()),
        AccountError::KeyEnd => field("/days", "key-end"),
        AccountError::TooManyKeys => Problem::new(Code::TooMany).detail(error.to_string()),
        AccountError::Scopes => {
            Problem::new(Code::Forbidden).detail("A key cannot give scopes that it does not have.")
        }
        AccountError::Store(error) => fault(error),
        _ => Problem::internal(&error),
    }
}
