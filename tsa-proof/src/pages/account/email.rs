//! Another address for the account.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::enter::{LinkFields, begin};
use super::{Away, dead_link, fault, frame, html, lang_of, own_error_text, see_other, signed_in};
use crate::accounts::secret::Secret;
use crate::accounts::{AccountError, Accounts, Visitor};
use crate::pages::Page;
use crate::store::SessionStage;

#[derive(Template)]
#[template(path = "account/email.html")]
struct EmailPage {
    page: Page,
    error: Option<String>,
    email: String,
    has_factor: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct EmailFields {
    email: String,
    password: String,
    code: String,
}

pub(super) async fn page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/email");
    let has_factor = signed_in(&visitor, &page)?.account.totp.is_some();
    Ok(html(StatusCode::OK, &EmailPage { page, error: None, email: String::new(), has_factor }))
}

pub(super) async fn ask(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(EmailFields { email, password, code }): Form<EmailFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/email");
    let who = signed_in(&visitor, &page)?;
    match accounts.ask_new_email(who, &email, &password, &code).await {
        Ok(()) => Ok(see_other(&page.href("/check-mail?for=email"))),
        Err(error) => {
            let (text, has_factor) = (own_error_text(&page, &error), who.account.totp.is_some());
            Ok(html(error.status(), &EmailPage { page, error: Some(text), email, has_factor }))
        }
    }
}

#[derive(Template)]
#[template(path = "account/new_email.html")]
struct NewEmailPage {
    page: Page,
    error: Option<String>,
    email: String,
    token: String,
}

/// Shows the form only; a robot that follows links in mails changes nothing.
pub(super) async fn confirm_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(LinkFields { token, .. }): Query<LinkFields>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/email/confirm");
    match new_email(&accounts, &token).await {
        Ok(email) => Ok(html(StatusCode::OK, &NewEmailPage { page, error: None, email, token })),
        Err(AccountError::Link) => Ok(dead_link(page, "/account/email")),
        Err(error) => Err(fault(&error)),
    }
}

pub(super) async fn confirm(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(LinkFields { token, password }): Form<LinkFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/email/confirm");
    let Some(link) = Secret::parse(&token) else { return Ok(dead_link(page, "/account/email")) };
    match accounts.change_email(&link, &password, visitor.client()).await {
        Ok(sign_in) => {
            let next = page.href("/account?after=email");
            let address = match sign_in.stage {
                SessionStage::Full => next,
                SessionStage::AwaitingCode => page.href(&format!("/sign-in/code?next={next}")),
            };
            begin(&accounts, &visitor, &sign_in, &address).await
        }
        Err(AccountError::Link) => Ok(dead_link(page, "/account/email")),
        Err(error) => {
            let email = new_email(&accounts, &token).await.unwrap_or_default();
            let text = own_error_text(&page, &error);
            Ok(html(error.status(), &NewEmailPage { page, error: Some(text), email, token }))
        }
    }
}

async fn new_email(accounts: &Accounts, token: &str) -> Result<String, AccountError> {
    accounts.new_email_of(&Secret::parse(token).ok_or(AccountError::Link)?).await
}
