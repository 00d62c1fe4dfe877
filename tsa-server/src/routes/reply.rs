//! Making answers. All have a Content-Length and say `Cache-Control: no-store` (C90, C91).

use bytes::Bytes;
use http_body_util::Full;
use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

/// An answer; its body is complete, so hyper gives it a Content-Length and never chunks it.
pub(crate) type Response = hyper::Response<Full<Bytes>>;

/// 200 with a body of this type.
pub(super) fn ok(content_type: &'static str, body: impl Into<Bytes>) -> Response {
    answer(StatusCode::OK, content_type, body.into())
}

/// Plain text for people.
pub(super) fn text(status: StatusCode, body: impl Into<Bytes>) -> Response {
    answer(status, "text/plain; charset=utf-8", body.into())
}

fn answer(status: StatusCode, content_type: &'static str, body: Bytes) -> Response {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
