//! The pages that check: one proof, or which of two is earlier. They need no account and set no cookie.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::errors::{PageError, html};
use super::{Page, trust};
use crate::app::AppState;

/// `GET /{lang}/verify`
pub(super) async fn verify(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    let roots = trust::certificates(page.t, state.trust.roots());
    html(page.t.lang(), &Verify { roots, trust: trust::json(&state.trust), page: page.without_cookies() })
}

/// `GET /{lang}/compare`
pub(super) async fn compare(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    html(page.t.lang(), &Compare { trust: trust::json(&state.trust), page: page.without_cookies() })
}

#[derive(Template)]
#[template(path = "verify.html")]
pub(super) struct Verify {
    pub(super) page: Page,
    /// The service's own roots.
    pub(super) roots: Vec<trust::CertificateView>,
    pub(super) trust: String,
}

#[derive(Template)]
#[template(path = "compare.html")]
pub(super) struct Compare {
    pub(super) page: Page,
    pub(super) trust: String,
}
