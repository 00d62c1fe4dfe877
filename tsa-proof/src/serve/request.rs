//! Each request gets an id, is counted once and logged once.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode};
use rand::TryRng as _;
use tsa_service::clock::monotonic;
use tsa_service::log::LogBudget;

use super::Area;
use crate::metrics::Metrics;

/// The id of a request: what a person quotes from an error page, and what the log has. It says nothing about who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// A new one: 64 random bits.
    fn random() -> RequestId {
        let mut octets = [0u8; 8];
        // An id without randomness is still an id; nothing depends on its being unique.
        let _ = rand::rngs::SysRng.try_fill_bytes(&mut octets);
        RequestId(format!("{:016x}", u64::from_be_bytes(octets)))
    }

    /// As text, lower-case hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What reporting needs.
#[derive(Debug)]
pub(super) struct Reporter {
    metrics: Arc<Metrics>,
    /// Strangers can cause any number of refused requests, so only so many a second are logged.
    refused: LogBudget,
}

impl Reporter {
    pub(super) fn new(metrics: Arc<Metrics>) -> Reporter {
        Reporter { metrics, refused: LogBudget::new(REFUSED_LOGGED_PER_SECOND) }
    }
}

/// Names the request, then counts and logs what became of it. The log has the route, not the address: addresses of pages
/// hold what people search for and links that are secret.
pub(super) async fn report(
    State(reporter): State<Arc<Reporter>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = monotonic();
    let id = RequestId::random();
    let area = Area::of(request.uri().path());
    let method = request.method().clone();
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::try_from(id.as_str()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let took = monotonic().saturating_duration_since(begun);
    let status = response.status();
    reporter.metrics.count(area, status, took);
    let route = response.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    if matches!(area, Area::Static | Area::Health) && status.is_success() {
        tracing::debug!(request.id = %id, http.method = %method, http.route = route, http.status = status.as_u16(),
            duration.us = micros, "request");
    } else if status.is_client_error() {
        if let Some(suppressed) = reporter.refused.admit() {
            tracing::info!(request.id = %id, http.method = %method, http.route = route, http.status = status.as_u16(),
                duration.us = micros, suppressed = (suppressed > 0).then_some(suppressed), "request");
        }
    } else if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        tracing::error!(request.id = %id, http.method = %method, http.route = route, http.status = status.as_u16(),
            duration.us = micros, "request");
    } else {
        tracing::info!(request.id = %id, http.method = %method, http.route = route, http.status = status.as_u16(),
            duration.us = micros, "request");
    }
    response
}

/// Hands the route that was matched to [`report`], which stands outside of the router.
pub(super) async fn note_route(route: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

const REFUSED_LOGGED_PER_SECOND: u64 = 10;
