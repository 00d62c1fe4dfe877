//! The page that makes proofs.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::errors::{PageError, html};
use super::known_names::KnownNames;
use super::{Page, trust};
use crate::accounts::{Kind, Visitor};
use crate::app::AppState;

/// `GET /{lang}/deposit`
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    page: Page,
) -> Result<Html<String>, PageError> {
    let kind = visitor.signed_in().map_or(Kind::Individual, |who| who.profile.kind);
    let known = match visitor.account() {
        Some(account) => KnownNames::of_account(&state, page.t, account.id).await?,
        None => KnownNames::default(),
    };
    html(page.t.lang(), &Deposit::new(page, kind, known, trust::json(&state.trust)))
}

#[derive(Template)]
#[template(path = "deposit.html")]
pub(super) struct Deposit {
    page: Page,
    /// What the first holder is taken for.
    holder_kind: &'static str,
    /// An agent names others, and stands beside them.
    is_agent: bool,
    known: KnownNames,
    categories: Vec<Choice>,
    stages: Vec<Choice>,
    trust: String,
}

/// Something to choose from.
pub(super) struct Choice {
    pub(super) id: &'static str,
    pub(super) name: String,
    /// More words, where the deposit page has them.
    pub(super) hint: String,
}

/// Things to choose from, named by `common-<what>-<id>`.
pub(super) fn choices(page: &Page, what: &str, ids: &[&'static str]) -> Vec<Choice> {
    let choice = |id: &&'static str| Choice {
        id,
        name: page.say(&format!("common-{what}-{id}")).into_owned(),
        hint: page.say(&format!("deposit-kind-{id}-hint")).into_owned(),
    };
    ids.iter().map(choice).collect()
}

impl Deposit {
    pub(super) fn new(page: Page, kind: Kind, known: KnownNames, trust: String) -> Self {
        let holder_kind = if kind == Kind::Individual { "person" } else { "organisation" };
        let categories = choices(&page, "category", &CATEGORIES);
        let stages = choices(&page, "stage", &STAGES);
        Self { page, is_agent: kind == Kind::Agent, holder_kind, known, categories, stages, trust }
    }
}

/// Proof-service F9 to F12, in the order in which they are offered.
pub(super) const CATEGORIES: [&str; 7] =
    ["trade-secret", "research", "creative", "software", "contract", "evidence-of-use", "other"];
/// Proof-service F6.
pub(super) const STAGES: [&str; 4] = ["idea", "develop", "protect", "manage"];
