//! The outbox of a trial: the mails that a real service would have sent.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Away, fault, frame, html, lang_of};
use crate::accounts::{Accounts, Visitor};
use crate::i18n::format;
use crate::pages::Page;

#[derive(Template)]
#[template(path = "account/outbox.html")]
struct OutboxPage {
    page: Page,
    mails: Vec<MailRow>,
}

struct MailRow {
    to: String,
    subject: String,
    at: String,
    lang: String,
    lines: Vec<Line>,
}

struct Line {
    text: String,
    is_link: bool,
}

/// There is no such page outside a trial.
pub(super) async fn outbox(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let lang = lang_of(&tag)?;
    if !accounts.settings().outbox {
        return Err(StatusCode::NOT_FOUND.into_response().into());
    }
    let ours = format!("{}/", accounts.settings().public_url);
    let mails = accounts.outbox(SHOWN).await.map_err(|error| fault(&error))?;
    let mails = mails
        .into_iter()
        .map(|mail| MailRow {
            at: format::date_time(lang, mail.created_at),
            to: mail.message.to,
            subject: mail.message.subject,
            lang: mail.message.lang,
            lines: mail
                .message
                .text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| Line { text: line.into(), is_link: line.starts_with(&ours) })
                .collect(),
        })
        .collect();
    Ok(html(StatusCode::OK, &OutboxPage { page: frame(&accounts, &visitor, lang, "/outbox"), mails }))
}

const SHOWN: u32 = 50;
