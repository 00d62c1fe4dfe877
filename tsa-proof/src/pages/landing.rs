//! The first page: what it is, and one place to drop files or proofs.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::errors::{PageError, html};
use super::{Page, trust};
use crate::app::AppState;

/// `GET /{lang}/`
pub(super) async fn show(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    html(page.t.lang(), &Landing { trust: trust::json(&state.trust), page })
}

#[derive(Template)]
#[template(path = "landing.html")]
pub(super) struct Landing {
    pub(super) page: Page,
    /// What the frame's verifier trusts, as JSON.
    pub(super) trust: String,
}
