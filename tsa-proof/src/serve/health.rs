//! `GET /healthz`: the process is alive. `GET /readyz`: it would take a deposit now.

use std::time::Duration;

use axum::extract::State;
use http::StatusCode;

use crate::app::AppState;

pub(super) async fn live() -> &'static str {
    "alive\n"
}

/// One line for each thing that a deposit needs: its name and `ready`, or why not. 503 as soon as one is not ready, or at
/// the end.
pub(super) async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    let mut page = String::new();
    let mut status = StatusCode::OK;
    let mut line = |name: &str, state: Result<(), String>| {
        let word = state.as_ref().map_or_else(String::as_str, |()| "ready");
        page.push_str(&format!("{name} {word}\n"));
        if state.is_err() {
            status = StatusCode::SERVICE_UNAVAILABLE;
        }
    };
    line("service", if state.draining.has_begun() { Err("stopping".to_owned()) } else { Ok(()) });
    let store = state.store.ping().await;
    line("store", store.map_err(|_| "does not answer".to_owned()));
    let authority = state.trust.deposit_address().answers(PATIENCE).await;
    line("authority", if authority { Ok(()) } else { Err("does not answer".to_owned()) });
    (status, page)
}

/// The authority is near; whoever asks for readiness asks every few seconds.
const PATIENCE: Duration = Duration::from_secs(1);
