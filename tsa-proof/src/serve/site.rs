//! The router behind the connections of [`tsa_service`], and the page of metrics behind a listener of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Body;
use axum::response::IntoResponse as _;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};
use hyper::body::Incoming;
use hyper::{Request, Response};
use tower::ServiceExt as _;
use tsa_service::limits::Connections;
use tsa_service::listener::{ConnectionCounters, Site};
use tsa_service::socket::Activity;

use super::body::{AnswerBody, RequestBody};
use super::client;
use crate::app::AppState;
use crate::limits::ClientAddress;

/// What the public listeners serve.
#[derive(Debug)]
pub struct WebSite {
    router: Router,
    state: AppState,
}

impl WebSite {
    /// A complete router, with all its layers.
    pub fn new(router: Router, state: AppState) -> WebSite {
        WebSite { router, state }
    }
}

impl Site for WebSite {
    type Body = AnswerBody;

    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: Option<SocketAddr>,
        activity: &Arc<Activity>,
    ) -> Response<AnswerBody> {
        let (mut parts, body) = request.into_parts();
        let (body, complete) = RequestBody::new(body, activity);
        let address = client::address(&self.state.config.proxies, peer, &parts.headers);
        parts.extensions.insert(ClientAddress(address));
        let request = Request::from_parts(parts, Body::new(body));
        let mut response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let complete = complete.load(Ordering::Relaxed);
        activity.set_unread(!complete);
        if activity.body_was_late() {
            response = (StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time.\n").into_response();
        }
        if !complete || self.state.draining.has_begun() {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response.map(|body| AnswerBody::new(body, activity))
    }

    fn report_unparsable(&self) {
        self.state.metrics.count_unparsable();
    }

    fn connection_counters(&self) -> &ConnectionCounters {
        &self.state.metrics.connections
    }
}

/// `GET /metrics` on the listener of `[control] metrics-listen`.
#[derive(Debug)]
pub struct MetricsSite {
    state: AppState,
    connections: Arc<Connections>,
}

impl MetricsSite {
    /// The counters of `state`, and how many connections are open now.
    pub fn new(state: AppState, connections: Arc<Connections>) -> MetricsSite {
        MetricsSite { state, connections }
    }
}

impl Site for MetricsSite {
    type Body = AnswerBody;

    async fn answer(
        &self,
        request: Request<Incoming>,
        _: Option<SocketAddr>,
        activity: &Arc<Activity>,
    ) -> Response<AnswerBody> {
        let read = matches!(*request.method(), Method::GET | Method::HEAD);
        activity.set_unread(true); // whatever body it may have
        let mut response = if read && request.uri().path() == "/metrics" {
            let kind = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
            ([(CONTENT_TYPE, kind)], self.state.metrics.encode(self.connections.open())).into_response()
        } else {
            (StatusCode::NOT_FOUND, "GET /metrics\n").into_response()
        };
        if self.state.draining.has_begun() || !hyper::body::Body::is_end_stream(request.body()) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        } else {
            activity.set_unread(false);
        }
        response.map(|body| AnswerBody::new(body, activity))
    }

    fn report_unparsable(&self) {
        self.state.metrics.count_unparsable();
    }

    fn connection_counters(&self) -> &ConnectionCounters {
        &self.state.metrics.connections
    }
}
