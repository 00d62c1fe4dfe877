//! Faults of transport: what is wrong before anything reaches RFC 3161, and the one answer to each (C95, H rows).

use hyper::StatusCode;
use hyper::header::{ALLOW, CONNECTION, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};

use super::reply::{self, Response};

/// Why a request did not become a time-stamp request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HttpFault {
    /// No Host on HTTP/1.1, several, or one that is no host (RFC 9112 §3.2; H27).
    BadHost,
    /// The request target is too long (H24).
    TargetTooLong,
    /// A transfer coding other than chunked (RFC 9112 §6.1; H17).
    TransferCoding,
    /// No such path (H30, H31).
    NotFound,
    /// Not in the log yet: a later checkpoint will cover it.
    NotYet,
    /// The files of the log cannot be read.
    LogUnreadable,
    /// A method other than POST on the path of a profile (H1).
    PostOnly,
    /// A method other than GET or HEAD on a page.
    GetOnly,
    /// The profile wants a token that the request does not carry.
    Unauthorized,
    /// An expectation other than 100-continue (RFC 9110 §10.1.1; H32).
    Expectation,
    /// An encoded body (H8).
    ContentEncoding,
    /// No Content-Type, or another than ours (H2, H3, H5, H7, H36).
    ContentType,
    /// Two Content-Types that differ (H6).
    TwoContentTypes,
    /// A body whose length nothing announces (H18).
    LengthRequired,
    /// A body over the limit (H11, H12).
    BodyTooLarge,
    /// A body that did not come in time (H21).
    BodyTimeout,
    /// A body that is cut short or wrongly chunked (H14, H20).
    BrokenBody,
    /// The signers have all the work they can hold (C95).
    Overloaded,
}

impl HttpFault {
    /// All of them; metrics are registered from this list.
    pub const ALL: [HttpFault; 18] = [
        HttpFault::BadHost,
        HttpFault::TargetTooLong,
        HttpFault::TransferCoding,
        HttpFault::NotFound,
        HttpFault::NotYet,
        HttpFault::LogUnreadable,
        HttpFault::PostOnly,
        HttpFault::GetOnly,
        HttpFault::Unauthorized,
        HttpFault::Expectation,
        HttpFault::ContentEncoding,
        HttpFault::ContentType,
        HttpFault::TwoContentTypes,
        HttpFault::LengthRequired,
        HttpFault::BodyTooLarge,
        HttpFault::BodyTimeout,
        HttpFault::BrokenBody,
        HttpFault::Overloaded,
    ];

    /// The status code.
    pub fn status(self) -> StatusCode {
        match self {
            HttpFault::BadHost | HttpFault::TwoContentTypes | HttpFault::BrokenBody => {
                StatusCode::BAD_REQUEST
            }
            HttpFault::TargetTooLong => StatusCode::URI_TOO_LONG,
            HttpFault::TransferCoding => StatusCode::NOT_IMPLEMENTED,
            HttpFault::NotFound | HttpFault::NotYet => StatusCode::NOT_FOUND,
            HttpFault::PostOnly | HttpFault::GetOnly => StatusCode::METHOD_NOT_ALLOWED,
            HttpFault::Unauthorized => StatusCode::UNAUTHORIZED,
            HttpFault::Expectation => StatusCode::EXPECTATION_FAILED,
            HttpFault::ContentEncoding | HttpFault::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            HttpFault::LengthRequired => StatusCode::LENGTH_REQUIRED,
            HttpFault::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            HttpFault::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            HttpFault::LogUnreadable => StatusCode::INTERNAL_SERVER_ERROR,
            HttpFault::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The word for logs and metric labels.
    pub fn name(self) -> &'static str {
        match self {
            HttpFault::BadHost => "bad-host",
            HttpFault::TargetTooLong => "target-too-long",
            HttpFault::TransferCoding => "transfer-coding",
            HttpFault::NotFound => "not-found",
            HttpFault::NotYet => "not-yet",
            HttpFault::LogUnreadable => "log-unreadable",
            HttpFault::PostOnly => "post-only",
            HttpFault::GetOnly => "get-only",
            HttpFault::Unauthorized => "unauthorized",
            HttpFault::Expectation => "expectation",
            HttpFault::ContentEncoding => "content-encoding",
            HttpFault::ContentType => "content-type",
            HttpFault::TwoContentTypes => "two-content-types",
            HttpFault::LengthRequired => "length-required",
            HttpFault::BodyTooLarge => "body-too-large",
            HttpFault::BodyTimeout => "body-timeout",
            HttpFault::BrokenBody => "broken-body",
            HttpFault::Overloaded => "overloaded",
        }
    }

    /// What the client is told, with what to do.
    fn text(self) -> &'static str {
        match self {
            HttpFault::BadHost => "The request must have exactly one valid Host header.\n",
            HttpFault::TargetTooLong => "The request target is too long.\n",
            HttpFault::TransferCoding => "The only transfer coding understood here is chunked.\n",
            HttpFault::NotFound => "There is nothing at this path.\n",
            HttpFault::NotYet => "This is not in the log yet; retry later.\n",
            HttpFault::LogUnreadable => "The log cannot be read now.\n",
            HttpFault::PostOnly => "POST a request of type application/timestamp-query to this path.\n",
            HttpFault::GetOnly => "GET this path.\n",
            HttpFault::Unauthorized => "This path needs its token: Authorization: Bearer TOKEN.\n",
            HttpFault::Expectation => "The only expectation understood here is 100-continue.\n",
            HttpFault::ContentEncoding => "Send the request without Content-Encoding.\n",
            HttpFault::ContentType => "Send the request as Content-Type: application/timestamp-query.\n",
            HttpFault::TwoContentTypes => "The request has more than one Content-Type.\n",
            HttpFault::LengthRequired => "The request needs a Content-Length.\n",
            HttpFault::BodyTooLarge => "The body is larger than 64 KiB.\n",
            HttpFault::BodyTimeout => "The body did not arrive in time.\n",
            HttpFault::BrokenBody => "The body is incomplete or wrongly chunked.\n",
            HttpFault::Overloaded => "Too many requests; retry later.\n",
        }
    }

    /// The header that belongs to the status, if any.
    fn header(self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            HttpFault::PostOnly => Some((ALLOW, HeaderValue::from_static("POST"))),
            HttpFault::GetOnly => Some((ALLOW, HeaderValue::from_static("GET, HEAD"))),
            HttpFault::Unauthorized => Some((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
            HttpFault::Overloaded => Some((RETRY_AFTER, HeaderValue::from_static("1"))),
            _ => None,
        }
    }

    /// Whether the connection cannot go on: where the next request begins is unknown, or not worth waiting for.
    fn closes(self) -> bool {
        matches!(
            self,
            HttpFault::BadHost
                | HttpFault::TargetTooLong
                | HttpFault::TransferCoding
                | HttpFault::LengthRequired
                | HttpFault::BodyTooLarge
                | HttpFault::BodyTimeout
                | HttpFault::BrokenBody
        )
    }

    /// The whole answer: text/plain, so that nobody takes it for a time-stamp reply (C95).
    pub(super) fn response(self) -> Response {
        let mut response = reply::text(self.status(), self.text());
        if let Some((name, value)) = self.header() {
            response.headers_mut().insert(name, value);
        }
        if self.closes() {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
