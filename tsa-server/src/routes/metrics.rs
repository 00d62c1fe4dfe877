//! `GET /metrics` on the listener of `[control] metrics-listen`.

use super::reply::{self, Response};
use crate::app::App;

pub(super) fn page(app: &App) -> Response {
    reply::ok("application/openmetrics-text; version=1.0.0; charset=utf-8", app.metrics_text())
}
