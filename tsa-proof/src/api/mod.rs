//! The API: `/api/v1` for programs with a bearer key, and the same under `/session` for the service's own pages.
//!
//! One declaration makes the route and its description; `GET /openapi.json` shows the description, docs/api.md is the short
//! introduction. Whatever goes wrong is a [`problem`] with a stable code.

pub mod auth;
pub mod body;
mod deposits;
mod describe;
mod extract;
pub mod hex;
pub mod keys;
mod packages;
pub mod problem;
mod proofs;
mod schema;
pub mod trust;
pub mod verify;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::auth::KeyCheck;
pub use self::deposits::LONGEST_WAIT;
use self::keys::KeyBook;
use self::problem::{Code, Problem};
use crate::clock::Clock;
use crate::deposit::Depositor;
use crate::secrets::Secrets;
use crate::store::Store;

/// What the handlers share.
#[derive(Clone)]
pub struct ApiState {
    /// Accounts, deposits, tokens.
    pub store: Arc<dyn Store>,
    /// The keys of accounts.
    pub secrets: Arc<Secrets>,
    /// What takes deposits.
    pub depositor: Arc<Depositor>,
    /// What knows API keys.
    pub keys: Arc<dyn KeyCheck>,
    /// What keeps them.
    pub key_book: Arc<dyn KeyBook>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// How long a deposit's answer waits for its tokens.
    pub wait: Duration,
}

/// `/api/v1/**` and `/openapi.json`.
pub fn router(api: ApiState) -> Router {
    let (routes, description) = described().split_for_parts();
    let description = description.to_pretty_json().unwrap_or_default();
    let keys = Arc::clone(&api.keys);
    let routes = routes
        .method_not_allowed_fallback(async || Problem::new(Code::MethodNotAllowed))
        .layer(from_fn_with_state(keys, auth::by_key))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(no_store())
        .with_state(api);
    let show = async move || ([(CONTENT_TYPE, "application/json")], description).into_response();
    // Anything else under the prefix is a problem too, not a page.
    let nothing = Router::new()
        .route("/api/{*rest}", axum::routing::any(async || Problem::new(Code::NotFound)))
        .route("/openapi.json", get(show));
    routes.merge(nothing)
}

/// The routes of the pages: the same bodies, the caller by session. The middleware before them puts the
/// [`Caller`](auth::Caller) into the request and has checked origin and CSRF token.
pub fn session_router(api: ApiState) -> Router {
    Router::new()
        .route("/session/deposits", post(deposits::make))
        .route("/session/deposits/{id}", get(deposits::show))
        .route("/session/proofs", get(deposits::list))
        .route("/session/proofs/{id}", get(proofs::show))
        .route("/session/proofs/{id}/token", get(proofs::token))
        .route("/session/proofs/{id}/claim", get(proofs::claim))
        .route("/session/proofs/{id}/claim-token", get(proofs::claim_token))
        .route("/session/proofs/{id}/container", get(proofs::container))
        .route("/session/proofs/{id}/package", get(packages::one))
        .route("/session/deposits/{id}/packages", get(packages::all))
        .route("/session/trust", get(trust::show))
        .route("/session/proofs/{id}/log-proofs", get(proofs::log_proofs))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(no_store())
        .with_state(api)
}

/// The description of the API (OpenAPI 3.1).
#[must_use]
pub fn description() -> OpenApi {
    described().into_openapi()
}

fn described() -> OpenApiRouter<ApiState> {
    let mut router = OpenApiRouter::new()
        .routes(routes!(deposits::make))
        .routes(routes!(deposits::show))
        .routes(routes!(deposits::list))
        .routes(routes!(proofs::show))
        .routes(routes!(proofs::token))
        .routes(routes!(proofs::claim))
        .routes(routes!(proofs::claim_token))
        .routes(routes!(proofs::container))
        .routes(routes!(packages::one))
        .routes(routes!(packages::all))
        .routes(routes!(proofs::log_proofs))
        .routes(routes!(keys::list, keys::make))
        .routes(routes!(keys::revoke))
        .routes(routes!(trust::show))
        .routes(routes!(verify::verify));
    describe::complete(router.get_openapi_mut());
    router
}

/// Answers are about one account: no cache keeps them.
fn no_store() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, HeaderValue::from_static("no-store"))
}

/// 10,000 items with some holders each.
const MAX_BODY: usize = 16 * 1024 * 1024;
