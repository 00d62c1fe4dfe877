//! `/trust`: what the service knows of its authority, for whoever verifies without it.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tsa_evidence::certificate::{certificates_to_pem, crls_to_pem};
use utoipa::ToSchema;

use super::ApiState;
use super::auth::Caller;
use super::problem::Problem;

/// Whom to believe, and what packages carry beside the tokens.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct TrustView {
    /// `trust.txt`: the trust entry (docs/claim-format.md). Compare its roots with a source that you trust.
    pub trust: String,
    /// `roots.pem`: the authority's roots.
    pub roots: String,
    /// `chain.pem`: certificates of its signers, and those between them and the roots.
    pub chain: String,
    /// `crls.pem`: its certificate revocation lists; empty where it makes none.
    pub crls: String,
    /// `policy.txt`: the keys of its public log and of the log's witnesses (C2SP tlog-policy).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_policy: Option<String>,
}

/// The authority
///
/// Its certificates, revocation lists and log keys, as evidence packages hold them. Any key may ask.
#[utoipa::path(
    get,
    path = "/api/v1/trust",
    tag = "verification",
    operation_id = "getTrust",
    responses((status = 200, description = "The parts of packages that are about the authority", body = TrustView))
)]
pub(super) async fn show(State(api): State<ApiState>, _caller: Caller) -> Result<Json<TrustView>, Problem> {
    let trust = api.depositor.trust();
    Ok(Json(TrustView {
        trust: trust.file().to_string(),
        roots: certificates_to_pem(trust.roots()),
        chain: certificates_to_pem(&trust.chain()),
        crls: crls_to_pem(&trust.crls()),
        log_policy: trust.log_policy().map(|policy| policy.to_string()),
    }))
}
