//! `GET /healthz`: the process is alive. `GET /readyz`: it would take a deposit now.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use tokio::sync::Mutex;
use tsa_service::clock::monotonic;

use crate::app::AppState;

/// Both routes.
pub(super) fn router(state: &AppState) -> Router {
    let readiness = Readiness { state: state.clone(), found: Arc::default() };
    Router::new().route("/healthz", get(live)).route("/readyz", get(ready)).with_state(readiness)
}

#[derive(Clone)]
struct Readiness {
    state: AppState,
    found: Arc<Mutex<Option<Found>>>,
}

/// What store and authority said, and when.
#[derive(Clone, Copy)]
struct Found {
    at: Instant,
    store: bool,
    authority: bool,
}

async fn live() -> &'static str {
    "alive\n"
}

/// One line for each thing that a deposit needs: its name and `ready`, or why not. 503 as soon as one is not ready, or at
/// the end.
async fn ready(State(readiness): State<Readiness>) -> (StatusCode, String) {
    let mut page = String::new();
    let mut status = StatusCode::OK;
    let mut line = |name: &str, is_ready: bool, otherwise: &str| {
        page.push_str(&format!("{name} {}\n", if is_ready { "ready" } else { otherwise }));
        if !is_ready {
            status = StatusCode::SERVICE_UNAVAILABLE;
        }
    };
    let found = readiness.found().await;
    line("service", !readiness.state.draining.has_begun(), "stopping");
    line("store", found.store, "does not answer");
    line("authority", found.authority, "does not answer");
    (status, page)
}

impl Readiness {
    /// Asks store and authority, unless somebody has just done so: anybody may ask for readiness any number of times, and the
    /// store has one writer.
    async fn found(&self) -> Found {
        let mut found = self.found.lock().await;
        if let Some(fresh) = found.filter(|found| monotonic().saturating_duration_since(found.at) < FRESH) {
            return fresh;
        }
        let address = self.state.trust.deposit_address();
        let (store, authority) = tokio::join!(self.state.store.ping(), address.answers(PATIENCE));
        let now = Found { at: monotonic(), store: store.is_ok(), authority };
        *found = Some(now);
        now
    }
}

/// How long what was found is told on.
const FRESH: Duration = Duration::from_secs(1);
/// The authority is near; whoever asks for readiness asks every few seconds.
const PATIENCE: Duration = Duration::from_secs(1);
