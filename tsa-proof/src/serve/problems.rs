//! Programs get problems, also where a layer around the routes answers: too long a body, too long a wait, a panic.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::Area;
use crate::api::problem::{Code, MEDIA_TYPE, Problem};

/// Under `/api` and `/session` puts a problem in place of an answer of another kind with the status of one of ours.
pub(super) async fn for_programs(request: Request, next: Next) -> Response {
    let area = Area::of(request.uri().path());
    let response = next.run(request).await;
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    if is_problem || !matches!(area, Area::Api | Area::Session) {
        return response;
    }
    let problem = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("The body may have {} octets.", area.max_body());
            Problem::new(Code::BodyTooLarge).detail(detail)
        }
        StatusCode::SERVICE_UNAVAILABLE => Problem::new(Code::Unavailable).retry_after(RETRY),
        StatusCode::INTERNAL_SERVER_ERROR => Problem::new(Code::Internal),
        _ => return response,
    };
    let mut answer = problem.into_response();
    *answer.extensions_mut() = response.into_parts().0.extensions;
    answer
}

/// Seconds after which whoever waited too long may ask again.
const RETRY: u64 = 5;
