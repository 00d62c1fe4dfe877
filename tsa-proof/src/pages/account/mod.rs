//! The account's pages (S2 and the settings), and the same steps for scripts under `/session/`.

mod browser;
mod email;
mod enter;
mod factor;
mod keys;
mod leave;
mod script;
mod settings;
mod trial;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::FromRef;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::Page;
use crate::accounts::guard::problem;
use crate::accounts::{AccountError, Accounts, Kind, SignedIn, Visitor};
use crate::i18n::Lang;

/// The routes. `crate::accounts::protect` must stand before them.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Arc<Accounts>: FromRef<S>,
{
    Router::new()
        .route("/session", get(script::state))
        .route("/session/sign-up", post(script::sign_up))
        .route("/session/sign-in", post(script::sign_in))
        .route("/session/sign-in/code", post(script::code))
        .route("/session/sign-out", post(script::sign_out))
        .route("/{lang}/sign-up", get(enter::sign_up_page).post(enter::sign_up))
        .route("/{lang}/check-mail", get(enter::check_mail))
        .route("/{lang}/confirm", get(enter::confirm_page).post(enter::confirm))
        .route("/{lang}/sign-in", get(enter::sign_in_page).post(enter::sign_in))
        .route("/{lang}/sign-in/code", get(enter::code_page).post(enter::code))
        .route("/{lang}/reset", get(enter::reset_page).post(enter::reset))
        .route("/{lang}/reset/new", get(enter::new_password_page).post(enter::new_password))
        .route("/{lang}/account", get(settings::page))
        .route("/{lang}/account/email", get(email::page).post(email::ask))
        .route("/{lang}/account/email/confirm", get(email::confirm_page).post(email::confirm))
        .route("/{lang}/account/profile", post(settings::profile))
        .route("/{lang}/account/password", post(settings::password))
        .route("/{lang}/account/sessions/end", post(settings::end_session))
        .route("/{lang}/account/sessions/end-others", post(settings::end_others))
        .route("/{lang}/account/second-factor", get(factor::page).post(factor::set))
        .route("/{lang}/account/second-factor/remove", post(factor::remove))
        .route("/{lang}/account/recovery-codes", post(factor::renew_codes))
        .route("/{lang}/account/export", get(leave::export_page).post(leave::export))
        .route("/{lang}/account/erase", get(leave::erase_page).post(leave::erase))
        .route("/{lang}/keys", get(keys::page).post(keys::create))
        .route("/{lang}/keys/revoke", post(keys::revoke))
        .route("/{lang}/outbox", get(trial::outbox))
}

/// The answer of a handler that stops early: somewhere else to go, or what went wrong.
struct Away(Box<Response>);

impl From<Response> for Away {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// A page with its language, and the token that its forms send.
fn frame(accounts: &Accounts, visitor: &Visitor, lang: Lang, path: &str) -> Page {
    let mut page = Page::new(lang, path);
    page.signed_in = visitor.name().map(Into::into);
    page.csrf = Some(visitor.csrf().into());
    page.trial = accounts.settings().outbox;
    page
}

/// The language of an address.
fn lang_of(tag: &str) -> Result<Lang, Away> {
    Lang::from_tag(tag).ok_or_else(|| StatusCode::NOT_FOUND.into_response().into())
}

/// Who is signed in; anybody else is sent to sign in, and back afterwards.
fn signed_in<'a>(visitor: &'a Visitor, page: &Page) -> Result<&'a SignedIn, Away> {
    visitor.signed_in().ok_or_else(|| {
        let next = page.href(&page.path);
        see_other(&format!("{}?next={next}", page.href("/sign-in"))).into()
    })
}

/// A page as a response.
fn html(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(error = %error, "a page cannot be drawn");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// After a form: go and get that page.
fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// What a person reads when something did not work. Faults go to the log.
fn error_text(page: &Page, error: &AccountError) -> String {
    if error.status().is_server_error() {
        tracing::error!(error = %error, "a request about an account failed");
    }
    match error {
        AccountError::TooMany { retry_after } => {
            let minutes = u64::try_from(retry_after / 60_000).unwrap_or(0) + 1;
            page.t.count("account-error-too-many-tries", minutes)
        }
        AccountError::Name(fault) => page.say(&format!("account-error-{}", fault.code())).into_owned(),
        other => page.say(&format!("account-error-{}", other.code())).into_owned(),
    }
}

/// The same for a form where only the password was typed.
fn own_error_text(page: &Page, error: &AccountError) -> String {
    match error {
        AccountError::Credentials => page.say("account-error-wrong-password").into_owned(),
        other => error_text(page, other),
    }
}

/// A kind of account as a radio button.
struct KindChoice {
    name: &'static str,
    label: String,
    chosen: bool,
}

fn kinds(page: &Page, chosen: &str) -> Vec<KindChoice> {
    Kind::ALL
        .into_iter()
        .map(|kind| KindChoice {
            name: kind.name(),
            label: page.say(&format!("account-kind-{}", kind.name())).into_owned(),
            chosen: kind.name() == chosen,
        })
        .collect()
}

/// A place of ours to go to after signing in: a path that no browser reads as another host.
fn safe_next(next: &str) -> Option<&str> {
    let mut bytes = next.bytes();
    let ours = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let plain = next.len() <= 512 && next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (ours && plain && !next.starts_with("/session")).then_some(next)
}

/// Only the message of one page: something happened, and where to go from here.
#[derive(Template)]
#[template(path = "account/notice.html")]
struct Notice {
    page: Page,
    title: String,
    text: String,
    link: Option<Link>,
}

struct Link {
    href: String,
    label: String,
}

/// The page for a link in a mail that is not good any more.
fn dead_link(page: Page, again: &str) -> Response {
    let notice = Notice {
        title: page.say("account-link-title").into_owned(),
        text: page.say("account-link-text").into_owned(),
        link: Some(Link { href: page.href(again), label: page.say("common-next").into_owned() }),
        page,
    };
    html(StatusCode::GONE, &notice)
}

/// A fault on a page without a form to show it in.
fn fault(error: &AccountError) -> Away {
    problem(error).into()
}

/// A file for the person to keep.
fn download(name: &str, kind: &'static str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
