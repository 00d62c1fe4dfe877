//! `/deposits`: fingerprints in, proofs out.

use std::error::Error as _;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};
use serde::Deserialize;

use super::ApiState;
use super::auth::Caller;
use super::body::{
    DepositBody, DepositView, FailureView, ItemInList, ItemPage, ItemView, StateView, Summary,
};
use super::extract::{IdempotencyKey, JsonBody, Parameters, PathId};
use super::hex::{Hex, Hex32, Id};
use super::problem::{Code, FieldError, Problem};
use crate::accounts::Scope;
use crate::clock::Millis;
use crate::deposit::SubmitFault;
use crate::secrets::Context;
use crate::store::{
    AccountId, Category, Cursor, Deposit, DepositId, Item, ItemFilter, ItemState, Stage, StoreError,
};

/// Make a deposit
///
/// The deposit is acknowledged once it is stored durably; the answer waits a few seconds for the tokens. Send it again with the same
/// `Idempotency-Key` after any failure of transport: it is made once.
#[utoipa::path(
    post,
    path = "/api/v1/deposits",
    tag = "deposits",
    operation_id = "makeDeposit",
    params(("Idempotency-Key" = String, Header, description = "New for each deposit, the same when one is sent again",
        min_length = 1, max_length = 255, pattern = "^[!-~]{1,255}$")),
    request_body = DepositBody,
    responses(
        (status = 200, description = "Every item is issued or failed", body = DepositView),
        (status = 202, description = "Stored; some tokens are still to come", body = DepositView),
    )
)]
pub(super) async fn make(
    State(api): State<ApiState>,
    caller: Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(body): JsonBody<DepositBody>,
) -> Result<Response, Problem> {
    caller.need(Scope::DepositWrite)?;
    if body.items.is_empty() || body.items.len() > MAX_ITEMS {
        return Err(Problem::new(Code::BadBody).detail("A deposit has 1 to 10,000 items."));
    }
    let submitted =
        api.depositor.submit(&caller.depositing(), &key, body).await.map_err(|fault| refusal(&fault))?;
    let id = submitted.deposit.id;
    api.depositor.settled(id, api.wait).await;
    let view = api.show(caller.account, &submitted.deposit, 0, u32::MAX).await?;
    let status = if view.summary.queued == 0 { StatusCode::OK } else { StatusCode::ACCEPTED };
    let mut response = (status, Json(view)).into_response();
    if let Ok(location) = HeaderValue::try_from(format!("/api/v1/deposits/{id}")) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

/// Look at a deposit
#[utoipa::path(
    get,
    path = "/api/v1/deposits/{id}",
    tag = "deposits",
    operation_id = "getDeposit",
    params(("id" = Id, Path, description = "The deposit"), Section),
    responses((status = 200, description = "The deposit with its items", body = DepositView))
)]
pub(super) async fn show(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
    Parameters(section): Parameters<Section>,
) -> Result<Json<DepositView>, Problem> {
    caller.need(Scope::DepositRead)?;
    let (from, limit) = (section.from.unwrap_or(0), section.limit.unwrap_or(10_000));
    let wait = Duration::from_secs(u64::from(section.wait.unwrap_or(0)));
    if from > 10_000 || !(1..=10_000).contains(&limit) || wait > LONGEST_WAIT {
        return Err(
            Problem::new(Code::BadParameter).detail("from: 0 to 10000, limit: 1 to 10000, wait: 0 to 30.")
        );
    }
    let id = DepositId::from_bytes(id.0);
    let deposit = api.store.deposit(caller.account, id).await.map_err(|error| fault(&error))?;
    let deposit = deposit.ok_or(Problem::new(Code::NotFound))?;
    api.depositor.settled(id, wait).await;
    let unlogged = Some(api.unlogged(caller.account, id).await?);
    Ok(Json(DepositView { unlogged, ..api.show(caller.account, &deposit, from, limit).await? }))
}

/// Which items of a deposit.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Section {
    /// The first item, from 0.
    #[param(minimum = 0, maximum = 10000)]
    from: Option<u32>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 10000)]
    limit: Option<u32>,
    /// Seconds to wait for tokens that are still to come.
    #[param(minimum = 0, maximum = 30)]
    wait: Option<u32>,
}

/// List proofs
///
/// Over all deposits, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/proofs",
    tag = "proofs",
    operation_id = "listProofs",
    params(Filter),
    responses((status = 200, description = "A page of items", body = ItemPage))
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: Caller,
    Parameters(filter): Parameters<Filter>,
) -> Result<Json<ItemPage>, Problem> {
    caller.need(Scope::DepositRead)?;
    let bad = |detail: &str| Problem::new(Code::BadParameter).detail(detail);
    let limit = filter.limit.unwrap_or(50);
    if !(1..=500).contains(&limit) {
        return Err(bad("limit: 1 to 500."));
    }
    let time = |text: Option<&str>| match text {
        None => Ok(None),
        Some(text) => text
            .parse::<jiff::Timestamp>()
            .map(|time| Some(time.as_millisecond()))
            .map_err(|_| bad("from and until are RFC 3339 times such as 2026-01-31T12:00:00Z.")),
    };
    let after = match filter.after.as_deref().map(str::parse::<Cursor>).transpose() {
        Ok(after) => after,
        Err(_) => return Err(bad("after is what next of the page before says.")),
    };
    let stored = ItemFilter {
        from: time(filter.from.as_deref())?,
        until: time(filter.until.as_deref())?,
        category: filter.category,
        stage: filter.stage,
        state: filter.state.map(|state| match state {
            StateView::Queued => ItemState::Queued,
            StateView::Issued => ItemState::Issued,
            StateView::Failed => ItemState::Failed,
        }),
        sha256: filter.sha256.map(|digest| digest.0),
        deposit: filter.deposit.map(|id| DepositId::from_bytes(id.0)),
    };
    let page = api.store.list_items(caller.account, &stored, after.as_ref(), limit).await;
    let page = page.map_err(|error| fault(&error))?;
    Ok(Json(ItemPage {
        items: page.items.iter().map(item_in_list).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Which proofs.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Deposited at this time or later: RFC 3339.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Deposited before this time: RFC 3339.
    #[param(format = DateTime)]
    until: Option<String>,
    /// Of this category.
    #[param(inline)]
    category: Option<Category>,
    /// Of this stage.
    #[param(inline)]
    stage: Option<Stage>,
    /// In this state.
    #[param(inline)]
    state: Option<StateView>,
    /// Over this file.
    #[param(inline)]
    sha256: Option<Hex32>,
    /// Of this deposit.
    #[param(inline)]
    deposit: Option<Id>,
    /// What `next` of the page before says.
    #[param(pattern = "^[0-9]{1,13}\\.[0-9a-f]{32}\\.[0-9]{1,5}$")]
    after: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

impl ApiState {
    async fn show(
        &self,
        account: AccountId,
        deposit: &Deposit,
        from: u32,
        limit: u32,
    ) -> Result<DepositView, Problem> {
        let items =
            self.store.items_of(account, deposit.id, from, limit).await.map_err(|error| fault(&error))?;
        let mut summary = Summary::default();
        for item in &items {
            match item.state {
                ItemState::Queued | ItemState::FileToken => summary.queued += 1,
                ItemState::Issued => summary.issued += 1,
                ItemState::Failed => summary.failed += 1,
            }
        }
        Ok(DepositView {
            id: Hex(*deposit.id.as_bytes()),
            created_at: rfc3339(deposit.created_at),
            label: self.label(account, deposit).await?,
            item_count: deposit.item_count,
            summary,
            unlogged: None,
            items: items.iter().map(view).collect(),
        })
    }

    /// The authority without a log is not waited for.
    async fn unlogged(&self, account: AccountId, id: DepositId) -> Result<u64, Problem> {
        if !self.depositor.trust().is_logged() {
            return Ok(0);
        }
        Ok(self.store.count_items(account, id).await.map_err(|error| fault(&error))?.unlogged)
    }

    async fn label(&self, account: AccountId, deposit: &Deposit) -> Result<Option<String>, Problem> {
        let Some(sealed) = &deposit.label else { return Ok(None) };
        let key = self.account_key(account).await?;
        let label =
            key.open(&Context::Label(deposit.id), sealed).map_err(|error| Problem::internal(&error))?;
        Ok(Some(String::from_utf8_lossy(&label).into_owned()))
    }
}

/// An item for lists.
pub(super) fn item_in_list(item: &Item) -> ItemInList {
    ItemInList {
        deposit: Hex(*item.deposit.as_bytes()),
        created_at: rfc3339(item.created_at),
        item: view(item),
    }
}

fn view(item: &Item) -> ItemView {
    let issued = item.file_token.as_ref().filter(|_| item.state == ItemState::Issued);
    ItemView {
        id: Hex(*item.id.as_bytes()),
        index: item.index,
        state: item.state.into(),
        sha256: Hex(item.sha256),
        category: item.category,
        stage: item.stage,
        serial: issued.map(|token| token.serial.clone()),
        gen_time: issued.map(|token| rfc3339(token.gen_time)),
        accuracy_ms: issued.and_then(|token| token.accuracy_micros).map(|micros| micros as f64 / 1000.0),
        failure: item
            .failure
            .as_ref()
            .map(|failure| FailureView { code: failure.code.clone(), detail: failure.detail.clone() }),
    }
}

/// A time in UTC, to the millisecond.
pub(super) fn rfc3339(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).map(|time| format!("{time:.3}")).unwrap_or_default()
}

/// What a fault of the store is to the client.
pub(super) fn fault(error: &StoreError) -> Problem {
    match error {
        StoreError::NoAccount => Problem::new(Code::Unauthorized),
        StoreError::Missing(_) => Problem::new(Code::NotFound),
        other if other.is_temporary() => {
            tracing::warn!(error = %other, source = ?other.source().map(ToString::to_string), "the store is away");
            Problem::new(Code::Unavailable).retry_after(5)
        }
        other => Problem::internal(other),
    }
}

fn refusal(refused: &SubmitFault) -> Problem {
    match refused {
        SubmitFault::Refused(values) => {
            let errors = values.iter().map(|(place, value)| FieldError {
                pointer: match place {
                    Some(place) => format!("/items/{place}{}", pointer(&value.member)),
                    None => "/label".to_owned(),
                },
                code: value.code.to_owned(),
                detail: value.reason.clone(),
            });
            Problem::new(Code::ClaimRefused).errors(errors.collect())
        }
        SubmitFault::Conflict => Problem::new(Code::IdempotencyConflict),
        SubmitFault::NoAccount => Problem::new(Code::Unauthorized),
        SubmitFault::OwnBacklog { most } => Problem::new(Code::BacklogFull)
            .detail(format!("At most {most} items of an account wait for tokens at the same time."))
            .retry_after(60),
        SubmitFault::TooFast { retry_after } => {
            Problem::new(Code::TooMany).retry_after(seconds(*retry_after))
        }
        SubmitFault::Quota { most, retry_after } => Problem::new(Code::QuotaExceeded)
            .detail(format!("An account may deposit {most} items in 24 hours."))
            .retry_after(seconds(*retry_after)),
        SubmitFault::Stopped => Problem::new(Code::Unavailable).retry_after(5),
        SubmitFault::Busy => Problem::new(Code::Unavailable).retry_after(60),
        SubmitFault::Store(error) => fault(error),
        SubmitFault::Secrets(error) => Problem::internal(error),
    }
}

/// At least one, rounded up.
fn seconds(millis: Millis) -> u64 {
    u64::try_from(millis).unwrap_or_default().div_ceil(1000).max(1)
}

/// `file.name` and `holders[0].name` of the claim as pointers into an item: what is in `file` there stands in the item itself.
fn pointer(member: &str) -> String {
    let member = member.strip_prefix("file.").unwrap_or(member);
    let mut pointer = String::new();
    for part in member.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        pointer.push('/');
        pointer.push_str(part);
    }
    pointer
}

const MAX_ITEMS: usize = 10_000;
/// The longest that a request may wait for tokens; the time limit around it is longer.
pub const LONGEST_WAIT: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_into_the_body() {
        assert_eq!(pointer("holders[3].identifiers[0].value"), "/holders/3/identifiers/0/value");
        assert_eq!(pointer("file.name"), "/name");
        assert_eq!(pointer("agent.matter"), "/agent/matter");
        assert_eq!(pointer(""), "");
    }

    #[test]
    fn a_store_that_is_away_for_a_moment_is_no_fault_of_the_request() {
        for (error, code) in [
            (sqlx::Error::PoolTimedOut, Code::Unavailable),
            (sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()), Code::Unavailable),
            (sqlx::Error::RowNotFound, Code::Internal),
        ] {
            assert_eq!(fault(&StoreError::Database(error)).code(), code);
        }
        assert_eq!(fault(&StoreError::Corrupt("items.state")).code(), Code::Internal);
    }

    #[test]
    fn times_are_utc_to_the_millisecond() {
        assert_eq!(rfc3339(1_795_366_090_007), "2026-11-22T16:48:10.007Z");
    }
}
