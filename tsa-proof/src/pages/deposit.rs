//! The page that makes proofs.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::errors::{PageError, html};
use super::{Page, trust};
use crate::app::AppState;

/// `GET /{lang}/deposit`
pub(super) async fn show(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    html(page.t.lang(), &Deposit::new(page, "person", trust::json(&state.trust)))
}

#[derive(Template)]
#[template(path = "deposit.html")]
pub(super) struct Deposit {
    page: Page,
    /// `person` or `organisation`: what the first holder is taken for.
    holder_kind: &'static str,
    categories: Vec<Choice>,
    stages: Vec<Choice>,
    trust: String,
}

/// Something to choose from.
struct Choice {
    id: &'static str,
    name: String,
    hint: String,
}

impl Deposit {
    pub(super) fn new(page: Page, holder_kind: &'static str, trust: String) -> Self {
        let choice = |id, what: &str| Choice {
            id,
            name: page.say(&format!("common-{what}-{id}")).into_owned(),
            hint: page.say(&format!("deposit-kind-{id}-hint")).into_owned(),
        };
        let categories = CATEGORIES.iter().map(|id| choice(id, "category")).collect();
        let stages = STAGES.iter().map(|id| choice(id, "stage")).collect();
        Self { page, holder_kind, categories, stages, trust }
    }
}

/// Proof-service F9 to F12, in the order in which they are offered.
pub(super) const CATEGORIES: [&str; 7] =
    ["trade-secret", "research", "creative", "software", "contract", "evidence-of-use", "other"];
/// Proof-service F6.
pub(super) const STAGES: [&str; 4] = ["idea", "develop", "protect", "manage"];
