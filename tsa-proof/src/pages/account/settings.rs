//! The account page: profile, password, signed-in devices.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::browser::browser_words;
use super::{Away, KindChoice, fault, frame, html, kinds, lang_of, own_error_text, see_other, signed_in};
use crate::accounts::{AccountError, Accounts, SignedIn, Visitor};
use crate::i18n::{Lang, format};
use crate::pages::Page;

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    page: Page,
    notice: Option<String>,
    error: Option<String>,
    email: String,
    name: String,
    kinds: Vec<KindChoice>,
    assurance: &'static str,
    since: String,
    codes_left: Option<String>,
    sessions: Vec<SessionRow>,
}

struct SessionRow {
    id: String,
    browser: String,
    agent: String,
    network: String,
    seen: String,
    current: bool,
}

#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: String,
}

pub(super) async fn page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(After { after }): Query<After>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account");
    let notice = match after.as_str() {
        "profile" => Some("account-saved"),
        "password" => Some("account-password-changed"),
        "email" => Some("account-email-changed"),
        "session" => Some("account-session-ended"),
        "factor" => Some("account-factor-removed"),
        _ => None,
    };
    let notice = notice.map(|id| page.say(id).into_owned());
    let who = signed_in(&visitor, &page)?;
    draw(&accounts, who, page.clone(), StatusCode::OK, notice, None).await
}

async fn draw(
    accounts: &Accounts,
    who: &SignedIn,
    page: Page,
    status: StatusCode,
    notice: Option<String>,
    error: Option<String>,
) -> Result<Response, Away> {
    let lang = page.t.lang();
    let sessions = accounts.sessions(who).await.map_err(|error| fault(&error))?;
    let left = accounts.recovery_codes_left(who).await.map_err(|error| fault(&error))?;
    let assurance = match who.account.email_confirmed_at {
        Some(_) => "account-assurance-email",
        None => "account-assurance-none",
    };
    let template = AccountPage {
        notice,
        error,
        email: who.profile.email.clone(),
        name: who.profile.name.clone(),
        kinds: kinds(&page, who.profile.kind.name()),
        assurance,
        since: format::date(lang, who.account.created_at),
        codes_left: who.account.totp.as_ref().map(|_| page.t.count("account-factor-codes-left", left)),
        sessions: sessions
            .into_iter()
            .map(|session| SessionRow {
                id: session.id.to_string(),
                browser: browser_words(&session.agent),
                agent: session.agent,
                network: session.network,
                seen: format::date_time(lang, session.seen_at),
                current: session.current,
            })
            .collect(),
        page,
    };
    Ok(html(status, &template))
}

async fn refused(
    accounts: &Accounts,
    who: &SignedIn,
    page: Page,
    error: &AccountError,
) -> Result<Response, Away> {
    let text = own_error_text(&page, error);
    draw(accounts, who, page, error.status(), None, Some(text)).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ProfileFields {
    kind: String,
    name: String,
}

pub(super) async fn profile(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<ProfileFields>,
) -> Result<Response, Away> {
    let lang: Lang = lang_of(&tag)?;
    let page = frame(&accounts, &visitor, lang, "/account");
    let who = signed_in(&visitor, &page)?;
    match accounts.change_profile(who, &fields.kind, &fields.name, lang).await {
        Ok(()) => Ok(see_other(&page.href("/account?after=profile"))),
        Err(error) => refused(&accounts, who, page.clone(), &error).await,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct PasswordFields {
    password: String,
    new_password: String,
}

pub(super) async fn password(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<PasswordFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account");
    let who = signed_in(&visitor, &page)?;
    match accounts.change_password(who, &fields.password, &fields.new_password, visitor.client()).await {
        Ok(sign_in) => {
            let mut response = see_other(&page.href("/account?after=password"));
            accounts.welcome(&mut response, &sign_in);
            Ok(response)
        }
        Err(error) => refused(&accounts, who, page.clone(), &error).await,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SessionFields {
    id: String,
}

pub(super) async fn end_session(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(SessionFields { id }): Form<SessionFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account");
    let who = signed_in(&visitor, &page)?;
    if let Ok(id) = id.parse() {
        accounts.end_session(who.account.id, id).await.map_err(|error| fault(&error))?;
    }
    Ok(see_other(&page.href("/account?after=session")))
}

pub(super) async fn end_others(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account");
    let who = signed_in(&visitor, &page)?;
    accounts.end_other_sessions(who).await.map_err(|error| fault(&error))?;
    Ok(see_other(&page.href("/account?after=session")))
}
