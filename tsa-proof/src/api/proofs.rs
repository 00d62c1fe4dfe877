//! `/proofs/{id}/…`: the parts of a proof, each as the file it is in an evidence package.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use tsa_core::asn1::tsp::TimeStampResp;
use tsa_evidence::asics::Container;

use super::ApiState;
use super::auth::Caller;
use super::body::{ItemInList, LogProofs};
use super::deposits::{fault, item_in_list};
use super::extract::PathId;
use super::hex::Id;
use super::problem::{Code, Problem};
use crate::accounts::Scope;
use crate::deposit::tsa::REPLY_TYPE;
use crate::secrets::{AccountKey, Context};
use crate::store::{AccountId, Item, ItemId, ItemState, ItemTokens, StoredToken, TokenKind};
use crate::trust::LogFault;

/// Look at a proof
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}",
    tag = "proofs",
    operation_id = "getProof",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "The item", body = ItemInList))
)]
pub(super) async fn show(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Json<ItemInList>, Problem> {
    let item = api.item(&caller, id).await?;
    Ok(Json(item_in_list(&item)))
}

/// The file's token
///
/// `file.tsr`: the authority's whole answer, a TimeStampResp (`openssl ts -verify -in file.tsr`).
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/token",
    tag = "proofs",
    operation_id = "getToken",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "DER", body = [u8], content_type = "application/timestamp-reply"))
)]
pub(super) async fn token(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let item = api.item(&caller, id).await?;
    let (file, _) = api.tokens(&item).await?;
    Ok(attachment(file.response, REPLY_TYPE, "file.tsr"))
}

/// The claim
///
/// `claim.json`: the exact octets whose digest is the nonce of the file's token.
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/claim",
    tag = "proofs",
    operation_id = "getClaim",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "Canonical JSON (RFC 8785)", body = serde_json::Value, content_type = "application/json"))
)]
pub(super) async fn claim(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let item = api.item(&caller, id).await?;
    Ok(attachment(api.claim(&item).await?, "application/json", "claim.json"))
}

/// The claim's token
///
/// `claim.tst`: a bare TimeStampToken (`openssl ts -verify -token_in -in claim.tst`).
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/claim-token",
    tag = "proofs",
    operation_id = "getClaimToken",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "DER", body = [u8], content_type = "application/vnd.etsi.timestamp-token"))
)]
pub(super) async fn claim_token(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let item = api.item(&caller, id).await?;
    let (_, claim) = api.tokens(&item).await?;
    Ok(attachment(bare(&claim)?, TOKEN_TYPE, "claim.tst"))
}

/// Claim and claim token in one container
///
/// `claim.asics` (ETSI EN 319 162-1), for tools such as DSS and DigiDoc.
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/container",
    tag = "proofs",
    operation_id = "getContainer",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "ASiC-S", body = [u8], content_type = "application/vnd.etsi.asic-s+zip"))
)]
pub(super) async fn container(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let item = api.item(&caller, id).await?;
    let (_, token) = api.tokens(&item).await?;
    let container = Container { claim: api.claim(&item).await?, token: bare(&token)? };
    Ok(attachment(container.to_bytes(), "application/vnd.etsi.asic-s+zip", "claim.asics"))
}

/// Proofs of logging
///
/// That both tokens are in the authority's public log, which takes a few seconds: `not-logged-yet` until then.
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/log-proofs",
    tag = "proofs",
    operation_id = "getLogProofs",
    params(("id" = Id, Path, description = "The item of a deposit")),
    responses((status = 200, description = "Two C2SP tlog-proofs", body = LogProofs))
)]
pub(super) async fn log_proofs(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Json<LogProofs>, Problem> {
    let item = api.item(&caller, id).await?;
    Ok(Json(api.log_proofs(&item).await?))
}

impl ApiState {
    /// The caller's item.
    pub(super) async fn item(&self, caller: &Caller, id: Id) -> Result<Item, Problem> {
        caller.need(Scope::DepositRead)?;
        let item = self.store.item(caller.account, ItemId::from_bytes(id.0)).await;
        item.map_err(|error| fault(&error))?.ok_or(Problem::new(Code::NotFound))
    }

    /// Both tokens of an issued item.
    pub(super) async fn tokens(&self, item: &Item) -> Result<(StoredToken, StoredToken), Problem> {
        match item.state {
            ItemState::Issued => {}
            ItemState::Failed => return Err(Problem::new(Code::ItemFailed)),
            ItemState::Queued | ItemState::FileToken => {
                return Err(Problem::new(Code::NotIssuedYet).retry_after(1));
            }
        }
        let tokens = self.store.tokens(item.account, item.id).await.map_err(|error| fault(&error))?;
        match tokens {
            Some(ItemTokens { file: Some(file), claim: Some(claim) }) => Ok((file, claim)),
            _ => Err(Problem::new(Code::NotFound)),
        }
    }

    /// The octets of the claim.
    pub(super) async fn claim(&self, item: &Item) -> Result<Vec<u8>, Problem> {
        let key = self.account_key(item.account).await?;
        let claim = key.open(&Context::Claim(item.deposit, item.id), &item.claim);
        claim.map(|claim| claim.to_vec()).map_err(|error| Problem::internal(&error))
    }

    /// The proofs of logging: those that are kept, or fresh ones, which are kept from then on.
    pub(super) async fn log_proofs(&self, item: &Item) -> Result<LogProofs, Problem> {
        let (file, claim) = self.tokens(item).await?;
        Ok(LogProofs {
            file: self.log_proof(item.id, TokenKind::File, file).await?,
            claim: self.log_proof(item.id, TokenKind::Claim, claim).await?,
        })
    }

    async fn log_proof(&self, id: ItemId, kind: TokenKind, token: StoredToken) -> Result<String, Problem> {
        if let Some(kept) = token.log_proof {
            return Ok(kept);
        }
        let proof = self.depositor.trust().log_proof(&token.response).await.map_err(|fault| match fault {
            LogFault::NoLog => Problem::new(Code::NoLog),
            LogFault::NotYet { retry_after } => Problem::new(Code::NotLoggedYet).retry_after(retry_after),
            LogFault::Transport(error) => {
                tracing::warn!(%error, "the log cannot be asked");
                Problem::new(Code::Unavailable).retry_after(5)
            }
            other => Problem::internal(&other),
        })?;
        let kept = self.store.put_log_proof(id, kind, &proof, self.clock.now()).await;
        kept.map_err(|error| fault(&error))?;
        Ok(proof)
    }

    /// The key under which the account's words are sealed.
    pub(super) async fn account_key(&self, account: AccountId) -> Result<AccountKey, Problem> {
        let wrapped = self.store.claim_key(account).await.map_err(|error| fault(&error))?;
        let wrapped = wrapped.ok_or(Problem::new(Code::NotFound))?;
        self.secrets.open_key(account, &wrapped).map_err(|error| Problem::internal(&error))
    }
}

/// The TimeStampToken in a stored TimeStampResp.
pub(super) fn bare(token: &StoredToken) -> Result<Vec<u8>, Problem> {
    let token = TimeStampResp::decode(&token.response).ok().and_then(|read| read.time_stamp_token);
    token.map(<[u8]>::to_vec).ok_or(Problem::new(Code::Internal))
}

/// A file to be kept under this name.
pub(super) fn attachment(content: impl Into<Body>, media_type: &'static str, name: &str) -> Response {
    let mut response = content.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// ETSI EN 319 162-1 A.1: the bare token.
const TOKEN_TYPE: &str = "application/vnd.etsi.timestamp-token";
