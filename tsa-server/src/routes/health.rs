//! `GET /healthz`: the process is alive. `GET /readyz`: it would grant a request now.

use std::sync::Arc;

use hyper::StatusCode;

use super::reply::{self, Response};
use crate::app::{App, Profile};

pub(super) fn live() -> Response {
    reply::text(StatusCode::OK, "alive\n")
}

/// One line per profile of the listener: its name and `ready`, or why not; before them what concerns all: `clock` and its state
/// always, the rest when something is wrong. 503 as soon as one profile is not ready, or at the end.
pub(super) fn ready(app: &App, profiles: &[Arc<Profile>]) -> Response {
    let mut status = StatusCode::OK;
    let mut page = format!("clock {}\n", app.issuer().time_state().name());
    if app.is_draining() {
        status = StatusCode::SERVICE_UNAVAILABLE;
        page.push_str("stopping\n");
    }
    if let Some(missing) = app.issuer().space().missing() {
        let wanted = app.issuer().space().wanted();
        page.push_str(&format!("disk-space {missing} octets are missing to state.min-free, {wanted}\n"));
    }
    for profile in profiles {
        let state = match app.issuer().readiness(profile) {
            Ok(()) => "ready",
            Err(refusal) => {
                status = StatusCode::SERVICE_UNAVAILABLE;
                refusal.name()
            }
        };
        page.push_str(profile.name());
        page.push(' ');
        page.push_str(state);
        page.push('\n');
    }
    reply::text(status, page)
}
