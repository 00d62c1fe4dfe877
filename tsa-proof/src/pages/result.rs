//! What a deposit gave, and the page of one proof.

use std::str::FromStr;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::errors::{PageError, html};
use super::proof_view::{Moment, ProofView};
use super::signed_in::Owner;
use super::{Page, trust};
use crate::app::AppState;
use crate::secrets::Context;
use crate::store::{DepositId, ItemId, ItemTokens};

/// `GET /{lang}/deposits/{id}`
pub(super) async fn deposit(
    State(state): State<AppState>,
    owner: Owner,
    Path((_, id)): Path<(String, String)>,
    Query(After { mailed }): Query<After>,
) -> Result<Html<String>, PageError> {
    let lang = owner.page.t.lang();
    let id = DepositId::from_str(&id).map_err(|_| PageError::not_found(lang))?;
    let fault = |error: &dyn std::fmt::Display| PageError::internal(lang, error);
    let found = state.store.deposit(owner.account, id).await.map_err(|error| fault(&error))?;
    let deposit = found.ok_or_else(|| PageError::not_found(lang))?;
    let items = state.store.items_of(owner.account, id, 0, SHOWN).await.map_err(|error| fault(&error))?;
    let key = owner.key(&state).await?;
    let proofs =
        items.iter().map(|item| ProofView::new(owner.page.t, item, &key)).collect::<Result<Vec<_>, _>>();
    let proofs = proofs.map_err(|error| fault(&error))?;
    let label = deposit.label.as_ref().and_then(|label| key.open(&Context::Label(id), label).ok());
    // Only the first are listed; all are counted.
    let counts = state.store.count_items(owner.account, id).await.map_err(|error| fault(&error))?;
    let page = ResultPage {
        id: id.to_string(),
        label: label.map(|octets| String::from_utf8_lossy(&octets).into_owned()),
        created: Moment::new(owner.page.t, deposit.created_at),
        is_mailed: mailed.is_some(),
        issued: counts.issued,
        queued: counts.queued,
        failed: counts.failed,
        unlogged: if state.trust.is_logged() { counts.unlogged } else { 0 },
        hidden: u64::from(deposit.item_count).saturating_sub(proofs.len() as u64),
        proofs,
        page: owner.page,
    };
    html(lang, &page)
}

/// Where the visitor comes from.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    mailed: Option<String>,
}

/// `GET /{lang}/proofs/{id}`
pub(super) async fn proof(
    State(state): State<AppState>,
    owner: Owner,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html<String>, PageError> {
    let lang = owner.page.t.lang();
    let id = ItemId::from_str(&id).map_err(|_| PageError::not_found(lang))?;
    let fault = |error: &dyn std::fmt::Display| PageError::internal(lang, error);
    let found = state.store.item(owner.account, id).await.map_err(|error| fault(&error))?;
    let item = found.ok_or_else(|| PageError::not_found(lang))?;
    let tokens = state.store.tokens(owner.account, id).await.map_err(|error| fault(&error))?;
    let key = owner.key(&state).await?;
    let proof = ProofView::new(owner.page.t, &item, &key).map_err(|error| fault(&error))?;
    html(
        lang,
        &ProofPage {
            is_logged: is_logged(tokens.as_ref()),
            trust: trust::json(&state.trust),
            proof,
            page: owner.page,
        },
    )
}

/// Whether the proofs that both tokens are in the log are kept here already.
fn is_logged(tokens: Option<&ItemTokens>) -> bool {
    let has_proof = |token: &Option<crate::store::StoredToken>| {
        token.as_ref().is_some_and(|token| token.log_proof.is_some())
    };
    tokens.is_some_and(|tokens| has_proof(&tokens.file) && has_proof(&tokens.claim))
}

#[derive(Template)]
#[template(path = "result.html")]
pub(super) struct ResultPage {
    page: Page,
    id: String,
    label: Option<String>,
    created: Moment,
    issued: u64,
    queued: u64,
    failed: u64,
    /// How many proofs wait for the public log still.
    unlogged: u64,
    /// Whether a letter with all this was just asked for.
    is_mailed: bool,
    /// How many items are not listed.
    hidden: u64,
    proofs: Vec<ProofView>,
}

#[derive(Template)]
#[template(path = "proof.html")]
pub(super) struct ProofPage {
    page: Page,
    proof: ProofView,
    is_logged: bool,
    trust: String,
}

/// A page with more rows helps nobody; the list of proofs has them all.
const SHOWN: u32 = 200;

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::super::proof_view::tests::sample;
    use super::{Moment, Page, ProofPage, ResultPage};
    use crate::hostile;
    use crate::i18n::{Lang, Text};
    use crate::store::ItemState;

    const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'</script>&";

    #[test]
    fn hostile_words_stay_words_in_every_language_and_state() {
        for lang in Lang::ALL {
            for state in [ItemState::Queued, ItemState::Issued, ItemState::Failed] {
                let proof = || sample(Text::new(lang), HOSTILE, state);
                let one = ProofPage {
                    page: Page::new(lang, "/proofs/00"),
                    proof: proof(),
                    is_logged: true,
                    trust: "{}".to_owned(),
                };
                let many = ResultPage {
                    page: Page::new(lang, "/deposits/00"),
                    id: "00".to_owned(),
                    label: Some(HOSTILE.to_owned()),
                    created: Moment::new(Text::new(lang), 0),
                    is_mailed: true,
                    issued: 1,
                    queued: 1,
                    failed: 1,
                    unlogged: 1,
                    hidden: 3,
                    proofs: vec![proof(), proof()],
                };
                for html in [one.render().expect("the template"), many.render().expect("the template")] {
                    assert!(!html.contains("<img") && !html.contains("'</script"), "{}", lang.tag());
                    assert!(
                        !html.contains(">result-") && !html.contains(">common-"),
                        "{}: an unknown message",
                        lang.tag()
                    );
                }
            }
        }
    }

    /// T23 row 33.
    #[test]
    fn ten_thousand_hostile_strings_are_words_on_proof_and_result() {
        let text = Text::new(Lang::En);
        let one = |typed: &str| {
            let proof = sample(text, typed, ItemState::Issued);
            let page = Page::new(Lang::En, "/proofs/00").signed_in(typed, typed);
            ProofPage { page, proof, is_logged: true, trust: "{}".to_owned() }.render().expect("the template")
        };
        let many = |typed: &str| {
            let page = ResultPage {
                page: Page::new(Lang::En, "/deposits/00").signed_in(typed, typed),
                id: "00".to_owned(),
                label: Some(typed.to_owned()),
                created: Moment::new(text, 0),
                issued: 1,
                queued: 1,
                failed: 1,
                unlogged: 1,
                hidden: 3,
                is_mailed: true,
                proofs: vec![sample(text, typed, ItemState::Issued), sample(text, typed, ItemState::Failed)],
            };
            page.render().expect("the template")
        };
        let (harmless_one, harmless_many) = (one("Ada"), many("Ada"));
        for typed in hostile::texts() {
            hostile::assert_words_only(&harmless_one, &one(&typed), &typed);
            hostile::assert_words_only(&harmless_many, &many(&typed), &typed);
        }
    }
}
