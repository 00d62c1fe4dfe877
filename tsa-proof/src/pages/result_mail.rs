//! `POST /{lang}/deposits/{id}/mail`: the result by e-mail.

use std::str::FromStr;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;

use super::Page;
use super::errors::PageError;
use crate::accounts::{AccountError, Visitor};
use crate::app::AppState;
use crate::i18n::format;
use crate::mail::ProofLine;
use crate::store::{DepositId, Item};

/// Sends the letter and goes back to the result.
pub(super) async fn send(
    State(state): State<AppState>,
    page: Page,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Result<Redirect, PageError> {
    let lang = page.t.lang();
    let who = visitor.signed_in().ok_or_else(|| PageError::status(lang, StatusCode::FORBIDDEN))?;
    let id = DepositId::from_str(&id).map_err(|_| PageError::not_found(lang))?;
    let items = state.store.items_of(who.account.id, id, 0, MOST_LINES).await;
    let items = items.map_err(|error| PageError::internal(lang, &error))?;
    let proofs: Vec<ProofLine> = items.iter().filter_map(line).collect();
    if proofs.is_empty() {
        return Err(PageError::not_found(lang));
    }
    let sent = state.accounts.mail_result(who, visitor.client(), &format!("/deposits/{id}"), proofs).await;
    sent.map_err(|error| match error {
        AccountError::TooMany { .. } => PageError::status(lang, StatusCode::TOO_MANY_REQUESTS),
        error => PageError::internal(lang, &error),
    })?;
    Ok(Redirect::to(&page.href(&format!("/deposits/{id}?mailed=1"))))
}

fn line(item: &Item) -> Option<ProofLine> {
    let token = item.file_token.as_ref()?;
    Some(ProofLine {
        time: format::iso(token.gen_time),
        serial: token.serial.clone(),
        sha256: base16ct::lower::encode_string(&item.sha256),
    })
}

/// A longer letter helps nobody; the page behind its link has them all.
const MOST_LINES: u32 = 100;
