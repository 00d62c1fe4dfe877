//! The pages for leaving: the export and the erasure.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{Away, download, frame, html, lang_of, own_error_text, see_other, signed_in};
use crate::accounts::guard::set_cookie;
use crate::accounts::{Accounts, SignedIn, Visitor};
use crate::pages::Page;

#[derive(Template)]
#[template(path = "account/ask.html")]
struct AskPage {
    page: Page,
    error: Option<String>,
    title: String,
    text: Vec<String>,
    action: String,
    button: String,
    danger: bool,
    has_factor: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct PersonFields {
    password: String,
    code: String,
}

pub(super) async fn export_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/export");
    let who = signed_in(&visitor, &page)?;
    Ok(draw_export(who, page.clone(), StatusCode::OK, None))
}

pub(super) async fn export(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<PersonFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/export");
    let who = signed_in(&visitor, &page)?;
    match accounts.export(who, &fields.password, &fields.code).await {
        Ok(body) => Ok(download("account.ndjson", "application/x-ndjson", Body::new(body))),
        Err(error) => {
            let text = own_error_text(&page, &error);
            Ok(draw_export(who, page.clone(), error.status(), Some(text)))
        }
    }
}

pub(super) async fn erase_page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/erase");
    let who = signed_in(&visitor, &page)?;
    Ok(draw_erase(who, page.clone(), StatusCode::OK, None))
}

pub(super) async fn erase(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<PersonFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/erase");
    let who = signed_in(&visitor, &page)?;
    match accounts.erase(who, &fields.password, &fields.code).await {
        Ok(_) => {
            let mut response = see_other(&page.href("/sign-in?after=erase"));
            set_cookie(&mut response, &accounts.no_session_cookie());
            Ok(response)
        }
        Err(error) => {
            let text = own_error_text(&page, &error);
            Ok(draw_erase(who, page.clone(), error.status(), Some(text)))
        }
    }
}

fn draw_export(who: &SignedIn, page: Page, status: StatusCode, error: Option<String>) -> Response {
    let ask = AskPage {
        error,
        title: page.say("account-export").into_owned(),
        text: vec![page.say("account-export-lead").into_owned()],
        action: page.href("/account/export"),
        button: page.say("account-export-button").into_owned(),
        danger: false,
        has_factor: who.account.totp.is_some(),
        page,
    };
    html(status, &ask)
}

fn draw_erase(who: &SignedIn, page: Page, status: StatusCode, error: Option<String>) -> Response {
    let ask = AskPage {
        error,
        title: page.say("account-erase").into_owned(),
        text: ["account-erase-lead", "account-erase-keep"].map(|id| page.say(id).into_owned()).into(),
        action: page.href("/account/erase"),
        button: page.say("account-erase-button").into_owned(),
        danger: true,
        has_factor: who.account.totp.is_some(),
        page,
    };
    html(status, &ask)
}
