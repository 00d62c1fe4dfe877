//! Which path goes where, under which limits and headers.
//!
//! From the outside in: a request gets an id and is counted and logged; headers are set; programs get problems; a panic
//! becomes an answer; a time limit; a limit of the body; compression of what is the same for everybody; then the routes.

mod area;
mod body;
mod client;
mod headers;
mod health;
mod problems;
mod request;
mod site;

#[cfg(test)]
mod tests;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH};
use http::{Extensions, HeaderMap, StatusCode, Version};
use http_body_util::Limited;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::timeout::TimeoutLayer;

pub use self::area::Area;
pub use self::request::RequestId;
pub use self::site::{MetricsSite, WebSite};
use crate::accounts;
use crate::api::{self, ApiState};
use crate::app::AppState;
use crate::clock::SystemClock;
use crate::front;
use crate::pages::{self, assets};

/// Everything that is served, with its layers.
pub fn router(state: &AppState) -> Router {
    let routes = Router::new()
        .route("/static/{version}/{*path}", get(assets::serve))
        .merge(front::router())
        .fallback(pages::fallback)
        .with_state(state.clone())
        .merge(health::router(state))
        .merge(site(state))
        .merge(api::router(api_state(state)))
        .route_layer(middleware::from_fn(request::note_route));
    layered(routes, state, LONGEST)
}

/// What a browser uses with a session: all of it behind one guard.
fn site(state: &AppState) -> Router {
    Router::new()
        .merge(pages::router())
        .merge(pages::account::router())
        .with_state(state.clone())
        .merge(api::session_router(api_state(state)))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&state.accounts), accounts::protect))
}

fn api_state(state: &AppState) -> ApiState {
    ApiState {
        store: Arc::clone(&state.store),
        secrets: Arc::clone(&state.secrets),
        depositor: Arc::clone(&state.depositor),
        keys: Arc::clone(&state.accounts) as _,
        key_book: Arc::clone(&state.accounts) as _,
        clock: Arc::new(SystemClock),
        wait: TOKENS_WAIT,
    }
}

/// The layers around all routes. No answer takes longer than `longest`.
fn layered(routes: Router, state: &AppState, longest: Duration) -> Router {
    let policies = Arc::new(headers::Policies::new(&state.public_url));
    let reporter = Arc::new(request::Reporter::new(Arc::clone(&state.metrics)));
    let compression = CompressionLayer::new().compress_when(DefaultPredicate::new().and(same_for_everybody));
    routes.layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(reporter, request::report))
            .layer(middleware::from_fn_with_state(policies, headers::protect))
            .layer(middleware::from_fn(problems::for_programs))
            .layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
                drop(panic); // counted and logged where it happened
                (StatusCode::INTERNAL_SERVER_ERROR, "An error of ours; it has been noted.\n").into_response()
            }))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, longest))
            .layer(middleware::from_fn(limit_body))
            .layer(DefaultBodyLimit::disable())
            .layer(compression),
    )
}

/// A body that says it is too long is refused unread; one that does not say is cut off.
async fn limit_body(request: Request, next: Next) -> Response {
    let most = Area::of(request.uri().path()).max_body();
    let length =
        request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return (StatusCode::PAYLOAD_TOO_LARGE, format!("The body may have {most} octets.\n"))
            .into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

/// Compressing what holds both a secret and a stranger's words gives the secret away by its length (BREACH), so only what
/// may lie in a cache is compressed.
fn same_for_everybody(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| !value.contains("no-store"))
}

/// How long the answer to a deposit waits for its tokens: small ones are done long before.
const TOKENS_WAIT: Duration = Duration::from_secs(5);
/// The longest wait that a request may ask for, and time to answer it; anything longer is a fault of ours.
const LONGEST: Duration = api::LONGEST_WAIT.saturating_add(Duration::from_secs(15));
