//! The list of one's proofs (proof-service S9). What people typed lies sealed in the store, so a search opens claims one by one.

use std::str::FromStr;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Page;
use super::deposit::{CATEGORIES, Choice, STAGES, choices};
use super::errors::{PageError, html};
use super::proof_view::ProofView;
use super::signed_in::Owner;
use crate::app::AppState;
use crate::i18n::format;
use crate::store::{Category, Cursor, DepositId, ItemFilter, ItemState, Stage, UnixMillis};

/// `GET /{lang}/vault`
pub(super) async fn show(
    State(state): State<AppState>,
    owner: Owner,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let lang = owner.page.t.lang();
    let fault = |error: &dyn std::fmt::Display| PageError::internal(lang, error);
    let key = owner.key(&state).await?;
    let (filter, words) = (asked.filter(), asked.words());
    let mut after = asked.after.as_deref().and_then(read_cursor);
    let mut months: Vec<Month> = Vec::new();
    let (mut rows, mut looked_at) = (0, 0);
    loop {
        let found = state.store.list_items(owner.account, &filter, after.as_ref(), BATCH).await;
        let found = found.map_err(|error| fault(&error))?;
        let mut full = false;
        for item in &found.items {
            let proof = ProofView::new(owner.page.t, item, &key).map_err(|error| fault(&error))?;
            after = Some(item.cursor());
            if words.is_empty() || proof.is_found_by(&words) {
                put(&mut months, format::month(lang, item.created_at), proof);
                rows += 1;
            }
            full = rows == ROWS;
            if full {
                break;
            }
        }
        looked_at += found.items.len();
        if !full && found.next.is_none() {
            after = None;
        }
        if full || found.next.is_none() || looked_at >= MOST_LOOKED_AT {
            break;
        }
    }
    // A page that ends with the very last proof has nothing older, which only a further look tells.
    if let Some(cursor) = &after {
        let rest = state.store.list_items(owner.account, &filter, Some(cursor), 1).await;
        if rest.map_err(|error| fault(&error))?.items.is_empty() {
            after = None;
        }
    }
    let page = owner.page;
    let view = Vault {
        categories: choices(&page, "category", &CATEGORIES),
        stages: choices(&page, "stage", &STAGES),
        states: choices(&page, "state", &["queued", "issued", "failed"]),
        older: after.map(|cursor| asked.older(&cursor)),
        is_first: asked.after.is_none(),
        is_filtered: asked.is_filtered(),
        asked,
        months,
        page,
    };
    html(lang, &view)
}

/// The filters, as they stand in the address; what cannot be read does not limit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    from: String,
    to: String,
    category: String,
    stage: String,
    state: String,
    after: Option<String>,
}

impl Asked {
    fn filter(&self) -> ItemFilter {
        ItemFilter {
            from: midnight(&self.from, 0),
            until: midnight(&self.to, 1),
            category: Category::from_text(&self.category),
            stage: Stage::from_text(&self.stage),
            state: ItemState::from_text(&self.state),
            ..ItemFilter::default()
        }
    }

    fn words(&self) -> String {
        self.q.trim().to_lowercase()
    }

    fn is_filtered(&self) -> bool {
        [&self.q, &self.from, &self.to, &self.category, &self.stage, &self.state]
            .iter()
            .any(|text| !text.is_empty())
    }

    /// The query of the next page.
    fn older(&self, cursor: &Cursor) -> String {
        let mut query = String::from("?");
        let fields = [
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
            ("category", &self.category),
            ("stage", &self.stage),
            ("state", &self.state),
        ];
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.push_str(&format!("{name}={}&", percent_encoded(value)));
        }
        query.push_str(&format!("after={}.{}.{}", cursor.created_at, cursor.deposit, cursor.index));
        query
    }
}

/// The proofs of a month: the list is a time line, the newest first.
struct Month {
    words: String,
    proofs: Vec<ProofView>,
}

/// Adds a proof to the last month, or to a new one.
fn put(months: &mut Vec<Month>, words: String, proof: ProofView) {
    match months.last_mut() {
        Some(month) if month.words == words => month.proofs.push(proof),
        _ => months.push(Month { words, proofs: vec![proof] }),
    }
}

/// The beginning of a day in UTC, `days` later; "2026-11-22".
fn midnight(text: &str, days: i64) -> Option<UnixMillis> {
    let date = Date::from_str(text).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

fn read_cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split('.');
    let created_at = parts.next()?.parse().ok()?;
    let deposit = DepositId::from_str(parts.next()?).ok()?;
    let index = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Cursor { created_at, deposit, index })
}

/// RFC 3986 §2.1, everything but unreserved characters.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[derive(Template)]
#[template(path = "vault.html")]
pub(super) struct Vault {
    page: Page,
    asked: Asked,
    categories: Vec<Choice>,
    stages: Vec<Choice>,
    states: Vec<Choice>,
    months: Vec<Month>,
    /// The query of the next page, if there is one.
    older: Option<String>,
    is_first: bool,
    is_filtered: bool,
}

/// Rows on a page.
const ROWS: usize = 25;
/// Items fetched at once.
const BATCH: u32 = 100;
/// A search that has opened so many claims stops, and goes on from there on the next page.
const MOST_LOOKED_AT: usize = 5_000;

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::super::proof_view::tests::sample;
    use super::{Asked, Month, Page, Vault, midnight, read_cursor};
    use crate::hostile;
    use crate::i18n::{Lang, Text};
    use crate::store::ItemState;

    #[test]
    fn a_day_ends_with_the_next_midnight() {
        assert_eq!(midnight("1970-01-02", 0), Some(86_400_000));
        assert_eq!(midnight("1970-01-02", 1), Some(172_800_000));
        assert_eq!((midnight("", 0), midnight("2026-13-01", 0)), (None, None));
    }

    #[test]
    fn the_next_page_keeps_the_filters() {
        let asked =
            Asked { q: "Müller & Co".to_owned(), category: "research".to_owned(), ..Asked::default() };
        let cursor = read_cursor("17.000102030405060708090a0b0c0d0e0f.3").expect("a cursor");
        let older = asked.older(&cursor);
        assert_eq!(
            older,
            "?q=M%C3%BCller%20%26%20Co&category=research&after=17.000102030405060708090a0b0c0d0e0f.3"
        );
        assert!(
            read_cursor("17.zz.3").is_none()
                && read_cursor("17.000102030405060708090a0b0c0d0e0f.3.4").is_none()
        );
    }

    /// T23 row 33: in the list, and in the search that comes back in its field and in the address of the next page.
    #[test]
    fn ten_thousand_hostile_strings_are_words_in_the_list() {
        let text = Text::new(Lang::En);
        let cursor = read_cursor("17.000102030405060708090a0b0c0d0e0f.3").expect("a cursor");
        let list = |typed: &str| {
            let asked = Asked { q: typed.to_owned(), ..Asked::default() };
            let vault = Vault {
                page: Page::new(Lang::En, "/vault").signed_in(typed, typed),
                older: Some(asked.older(&cursor)),
                asked,
                categories: Vec::new(),
                stages: Vec::new(),
                states: Vec::new(),
                months: vec![Month {
                    words: "November".to_owned(),
                    proofs: vec![sample(text, typed, ItemState::Issued)],
                }],
                is_first: true,
                is_filtered: true,
            };
            vault.render().expect("the template")
        };
        let harmless = list("Ada");
        for typed in hostile::texts() {
            hostile::assert_words_only(&harmless, &list(&typed), &typed);
        }
    }
}
