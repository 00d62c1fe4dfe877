//! The page of API keys.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{Away, fault, frame, html, lang_of, own_error_text, see_other, signed_in};
use crate::accounts::{Accounts, Granter, Scope, Scopes, SignedIn, Visitor};
use crate::i18n::{Lang, format};
use crate::pages::Page;

#[derive(Template)]
#[template(path = "account/keys.html")]
struct KeysPage {
    page: Page,
    error: Option<String>,
    new_key: Option<String>,
    keys: Vec<KeyRow>,
    name: String,
    scopes: Vec<ScopeChoice>,
}

struct KeyRow {
    id: String,
    name: String,
    scopes: String,
    made: String,
    used: String,
    ends: String,
}

struct ScopeChoice {
    field: &'static str,
    name: &'static str,
    label: String,
    chosen: bool,
}

/// A checkbox each: a form with a repeated field is harder to read than four fields.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct KeyFields {
    name: String,
    days: u16,
    deposit_write: Option<String>,
    deposit_read: Option<String>,
    verify: Option<String>,
    keys: Option<String>,
}

impl KeyFields {
    fn scopes(&self) -> Scopes {
        let chosen = [
            (&self.deposit_write, Scope::DepositWrite),
            (&self.deposit_read, Scope::DepositRead),
            (&self.verify, Scope::Verify),
            (&self.keys, Scope::Keys),
        ];
        chosen
            .iter()
            .filter(|(field, _)| field.is_some())
            .fold(Scopes::NONE, |set, (_, scope)| set.with(*scope))
    }
}

pub(super) async fn page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/keys");
    let who = signed_in(&visitor, &page)?;
    let usual = Scopes::NONE.with(Scope::DepositWrite).with(Scope::DepositRead);
    draw(&accounts, who, &page, StatusCode::OK, Shown { scopes: usual, ..Shown::default() }).await
}

pub(super) async fn create(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<KeyFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/keys");
    let who = signed_in(&visitor, &page)?;
    let scopes = fields.scopes();
    let days = (fields.days != 0).then_some(fields.days);
    let created = accounts.create_key(&who.account, &fields.name, scopes, days, Granter::OWNER).await;
    match created {
        Ok(key) => {
            let shown = Shown { new_key: Some(key.text), scopes, ..Shown::default() };
            draw(&accounts, who, &page, StatusCode::OK, shown).await
        }
        Err(error) => {
            let text = own_error_text(&page, &error);
            let shown = Shown { error: Some(text), name: fields.name, scopes, ..Shown::default() };
            draw(&accounts, who, &page, error.status(), shown).await
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct RevokeFields {
    id: String,
}

pub(super) async fn revoke(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(RevokeFields { id }): Form<RevokeFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/keys");
    let who = signed_in(&visitor, &page)?;
    if let Ok(id) = id.parse() {
        accounts.revoke_key(who.account.id, id).await.map_err(|error| fault(&error))?;
    }
    Ok(see_other(&page.href("/keys")))
}

#[derive(Default)]
struct Shown {
    error: Option<String>,
    new_key: Option<String>,
    name: String,
    scopes: Scopes,
}

async fn draw(
    accounts: &Accounts,
    who: &SignedIn,
    page: &Page,
    status: StatusCode,
    shown: Shown,
) -> Result<Response, Away> {
    let lang: Lang = page.t.lang();
    let lines = accounts.list_keys(&who.account).await.map_err(|error| fault(&error))?;
    let time = |at: Option<i64>, none: &str| match at {
        Some(at) => format::date_time(lang, at),
        None => page.say(none).into_owned(),
    };
    let keys = lines
        .into_iter()
        .map(|line| KeyRow {
            id: line.id.to_string(),
            scopes: line.scopes.join(" "),
            made: time(Some(line.created_at), ""),
            used: time(line.last_used_at, "account-key-never"),
            ends: time(line.expires_at, "account-key-no-end"),
            name: line.name,
        })
        .collect();
    let scopes = Scope::ALL
        .into_iter()
        .map(|scope| {
            let (field, label) = match scope {
                Scope::DepositWrite => ("deposit_write", "account-key-scope-deposit-write"),
                Scope::DepositRead => ("deposit_read", "account-key-scope-deposit-read"),
                Scope::Verify => ("verify", "account-key-scope-verify"),
                Scope::Keys => ("keys", "account-key-scope-keys"),
            };
            let label = page.say(label).into_owned();
            ScopeChoice { field, name: scope.name(), label, chosen: shown.scopes.has(scope) }
        })
        .collect();
    let Shown { error, new_key, name, .. } = shown;
    Ok(html(status, &KeysPage { page: page.clone(), error, new_key, keys, name, scopes }))
}
