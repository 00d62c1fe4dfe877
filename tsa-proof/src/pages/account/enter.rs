//! Signing up, confirming, signing in, choosing a new password: all of it by plain forms, without a script.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{
    Away, KindChoice, Link, Notice, dead_link, error_text, fault, frame, html, kinds, lang_of, safe_next,
    see_other,
};
use crate::accounts::guard::set_cookie;
use crate::accounts::secret::Secret;
use crate::accounts::sign_in::SignIn;
use crate::accounts::sign_up::SignUpForm;
use crate::accounts::{AccountError, Accounts, Visitor};
use crate::pages::Page;
use crate::store::{SessionStage, TokenPurpose};

#[derive(Template)]
#[template(path = "account/sign_up.html")]
struct SignUpPage {
    page: Page,
    error: Option<String>,
    kinds: Vec<KindChoice>,
    name: String,
    email: String,
}

pub(super) async fn sign_up_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/sign-up");
    let kinds = kinds(&page, "individual");
    Ok(html(
        StatusCode::OK,
        &SignUpPage { page, error: None, kinds, name: String::new(), email: String::new() },
    ))
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct SignUpFields {
    email: String,
    password: String,
    kind: String,
    name: String,
}

pub(super) async fn sign_up(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<SignUpFields>,
) -> Result<Response, Away> {
    let lang = lang_of(&tag)?;
    let form = SignUpForm {
        email: &fields.email,
        password: &fields.password,
        kind: &fields.kind,
        name: &fields.name,
        lang,
    };
    let page = frame(&accounts, &visitor, lang, "/sign-up");
    match accounts.sign_up(&form, visitor.client()).await {
        Ok(()) => Ok(see_other(&page.href("/check-mail?for=sign-up"))),
        Err(error) => {
            let text = error_text(&page, &error);
            let kinds = kinds(&page, &fields.kind);
            let SignUpFields { name, email, .. } = fields;
            Ok(html(error.status(), &SignUpPage { page, error: Some(text), kinds, name, email }))
        }
    }
}

#[derive(Deserialize)]
pub(super) struct CheckMail {
    #[serde(rename = "for", default)]
    reason: String,
}

pub(super) async fn check_mail(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(query): Query<CheckMail>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let reason = match query.reason.as_str() {
        reason @ ("reset" | "email") => reason,
        _ => "sign-up",
    };
    let page = frame(&accounts, &visitor, lang_of(&tag)?, &format!("/check-mail?for={reason}"));
    let link = page.trial.then(|| Link {
        href: page.href("/outbox"),
        label: page.say("account-check-mail-outbox").into_owned(),
    });
    let title = page.say("account-check-mail-title").into_owned();
    let text = page.say(&format!("account-check-mail-{reason}")).into_owned();
    Ok(html(StatusCode::OK, &Notice { page, title, text, link }))
}

#[derive(Template)]
#[template(path = "account/confirm.html")]
struct ConfirmPage {
    page: Page,
    error: Option<String>,
    token: String,
}

/// What a link in a mail brings, and the password asked for beside it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct LinkFields {
    pub(super) token: String,
    pub(super) password: String,
}

/// Shows the form only; a robot that follows links in mails uses nothing up.
pub(super) async fn confirm_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(LinkFields { token, .. }): Query<LinkFields>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/confirm");
    match check_link(&accounts, &token, TokenPurpose::ConfirmEmail).await {
        Ok(_) => Ok(html(StatusCode::OK, &ConfirmPage { page, error: None, token })),
        Err(AccountError::Link) => Ok(dead_link(page, "/sign-in")),
        Err(error) => Err(fault(&error)),
    }
}

pub(super) async fn confirm(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(LinkFields { token, password }): Form<LinkFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/confirm");
    let Some(link) = Secret::parse(&token) else { return Ok(dead_link(page, "/sign-in")) };
    match accounts.confirm(&link, &password, visitor.client()).await {
        Ok(sign_in) => begin(&accounts, &visitor, &sign_in, &page.href("/deposit")).await,
        Err(AccountError::Link) => Ok(dead_link(page, "/sign-in")),
        Err(error) => {
            let text = super::own_error_text(&page, &error);
            Ok(html(error.status(), &ConfirmPage { page, error: Some(text), token }))
        }
    }
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    page: Page,
    notice: Option<String>,
    error: Option<String>,
    email: String,
    next: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct SignInFields {
    email: String,
    password: String,
    next: String,
    after: String,
}

pub(super) async fn sign_in_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(SignInFields { next, after, .. }): Query<SignInFields>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/sign-in");
    if visitor.signed_in().is_some() {
        return Ok(see_other(safe_next(&next).unwrap_or(&page.href("/deposit"))));
    }
    let notice = match after.as_str() {
        "sign-out" => Some("account-signed-out"),
        "reset" => Some("account-password-set"),
        "erase" => Some("account-erased"),
        _ => None,
    };
    let notice = notice.map(|id| page.say(id).into_owned());
    Ok(html(StatusCode::OK, &SignInPage { page, notice, error: None, email: String::new(), next }))
}

pub(super) async fn sign_in(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<SignInFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/sign-in");
    match accounts.sign_in(&fields.email, &fields.password, visitor.client()).await {
        Ok(sign_in) => {
            let next = safe_next(&fields.next);
            let address = match (sign_in.stage, next) {
                (SessionStage::AwaitingCode, Some(next)) => page.href(&format!("/sign-in/code?next={next}")),
                (SessionStage::AwaitingCode, None) => page.href("/sign-in/code"),
                (SessionStage::Full, Some(next)) => next.to_owned(),
                (SessionStage::Full, None) => page.href("/deposit"),
            };
            begin(&accounts, &visitor, &sign_in, &address).await
        }
        Err(error) => {
            let text = error_text(&page, &error);
            let SignInFields { email, next, .. } = fields;
            Ok(html(error.status(), &SignInPage { page, notice: None, error: Some(text), email, next }))
        }
    }
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    page: Page,
    error: Option<String>,
    next: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct CodeFields {
    code: String,
    next: String,
}

pub(super) async fn code_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(CodeFields { next, .. }): Query<CodeFields>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/sign-in/code");
    if visitor.awaiting_code().is_none() {
        return Ok(see_other(&page.href("/sign-in")));
    }
    Ok(html(StatusCode::OK, &CodePage { page, error: None, next }))
}

pub(super) async fn code(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(CodeFields { code, next }): Form<CodeFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/sign-in/code");
    let Some((session, account)) = visitor.awaiting_code() else {
        return Ok(see_other(&page.href("/sign-in")));
    };
    match accounts.sign_in_code(session, account, &code, visitor.client()).await {
        Ok(sign_in) => {
            let address = safe_next(&next).map_or_else(|| page.href("/deposit"), Into::into);
            let mut response = see_other(&address);
            accounts.welcome(&mut response, &sign_in);
            Ok(response)
        }
        Err(error) => {
            let text = error_text(&page, &error);
            Ok(html(error.status(), &CodePage { page, error: Some(text), next }))
        }
    }
}

#[derive(Template)]
#[template(path = "account/reset.html")]
struct ResetPage {
    page: Page,
    error: Option<String>,
    email: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ResetFields {
    email: String,
}

pub(super) async fn reset_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/reset");
    Ok(html(StatusCode::OK, &ResetPage { page, error: None, email: String::new() }))
}

pub(super) async fn reset(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(ResetFields { email }): Form<ResetFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/reset");
    match accounts.ask_reset(&email, visitor.client()) {
        Ok(()) => Ok(see_other(&page.href("/check-mail?for=reset"))),
        Err(error) => {
            let text = error_text(&page, &error);
            Ok(html(error.status(), &ResetPage { page, error: Some(text), email }))
        }
    }
}

#[derive(Template)]
#[template(path = "account/new_password.html")]
struct NewPasswordPage {
    page: Page,
    error: Option<String>,
    token: String,
    /// The account has API keys: whether they are to be revoked too.
    revoke_keys: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct NewPasswordFields {
    token: String,
    password: String,
    revoke_keys: Option<String>,
}

pub(super) async fn new_password_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    Query(LinkFields { token, .. }): Query<LinkFields>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/reset/new");
    match keys_behind(&accounts, &token).await {
        Ok(keys) => {
            // Ticked at first: whoever lost the password to somebody else may not think of keys.
            let revoke_keys = keys.then_some(true);
            Ok(html(StatusCode::OK, &NewPasswordPage { page, error: None, token, revoke_keys }))
        }
        Err(AccountError::Link) => Ok(dead_link(page, "/reset")),
        Err(error) => Err(fault(&error)),
    }
}

pub(super) async fn new_password(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(NewPasswordFields { token, password, revoke_keys }): Form<NewPasswordFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/reset/new");
    let Some(link) = Secret::parse(&token) else { return Ok(dead_link(page, "/reset")) };
    match accounts.reset(&link, &password, revoke_keys.is_some(), visitor.client()).await {
        Ok(device) => {
            let mut response = see_other(&page.href("/sign-in?after=reset"));
            set_cookie(&mut response, &accounts.no_session_cookie());
            set_cookie(&mut response, &accounts.device_cookie(&device));
            Ok(response)
        }
        Err(AccountError::Link) => Ok(dead_link(page, "/reset")),
        Err(error) => {
            let keys = keys_behind(&accounts, &token).await.unwrap_or_default();
            let revoke_keys = keys.then_some(revoke_keys.is_some());
            let text = error_text(&page, &error);
            Ok(html(error.status(), &NewPasswordPage { page, error: Some(text), token, revoke_keys }))
        }
    }
}

/// Whether the account of a link that resets its password has API keys.
async fn keys_behind(accounts: &Accounts, token: &str) -> Result<bool, AccountError> {
    let link = Secret::parse(token).ok_or(AccountError::Link)?;
    let account = accounts.account_of_link(&link, TokenPurpose::ResetPassword).await?;
    Ok(!accounts.list_keys(&account).await?.is_empty())
}

async fn check_link(accounts: &Accounts, token: &str, purpose: TokenPurpose) -> Result<(), AccountError> {
    let link = Secret::parse(token).ok_or(AccountError::Link)?;
    accounts.account_of_link(&link, purpose).await.map(|_| ())
}

/// Goes on with a new session; one that the browser had before ends.
pub(super) async fn begin(
    accounts: &Accounts,
    visitor: &Visitor,
    sign_in: &SignIn,
    address: &str,
) -> Result<Response, Away> {
    if let Some(old) = visitor.session_secret() {
        accounts.sign_out(old).await.map_err(|error| fault(&error))?;
    }
    let mut response = see_other(address);
    accounts.welcome(&mut response, sign_in);
    Ok(response)
}
