//! What goes wrong, as `application/problem+json` (RFC 9457) with a stable code.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every kind of problem. The code never changes its meaning; docs/api.md lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The body is no JSON, or not of the described shape.
    BadBody,
    /// A parameter of path or query is not of the described shape.
    BadParameter,
    /// `Idempotency-Key` is missing, or not 1 to 255 visible ASCII characters.
    IdempotencyKey,
    /// No valid API key.
    Unauthorized,
    /// The key lacks the scope.
    Forbidden,
    /// No such thing, or not yours.
    NotFound,
    /// The item's tokens are still to come.
    NotIssuedYet,
    /// The item failed: there are no tokens.
    ItemFailed,
    /// The tokens are not in the public log yet.
    NotLoggedYet,
    /// The authority has no public log.
    NoLog,
    /// The path does not have this method.
    MethodNotAllowed,
    /// The key against repetition was used with another body.
    IdempotencyConflict,
    /// The body is too large.
    BodyTooLarge,
    /// The body is not `application/json`.
    UnsupportedMediaType,
    /// A value cannot stand in a claim; `errors` says which and why.
    ClaimRefused,
    /// A value that a key cannot have; `errors` says which and why.
    KeyRefused,
    /// A value that was to be verified cannot be read.
    UnreadableEvidence,
    /// Too many requests, deposits or keys.
    TooMany,
    /// The account has deposited as many items as it may in 24 hours.
    QuotaExceeded,
    /// Too many items of the account wait for their tokens.
    BacklogFull,
    /// Something of ours is broken.
    Internal,
    /// Something of ours is away: ask again later.
    Unavailable,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 22] = [
        Code::BadBody,
        Code::BadParameter,
        Code::IdempotencyKey,
        Code::Unauthorized,
        Code::Forbidden,
        Code::NotFound,
        Code::NotIssuedYet,
        Code::ItemFailed,
        Code::NotLoggedYet,
        Code::NoLog,
        Code::MethodNotAllowed,
        Code::IdempotencyConflict,
        Code::BodyTooLarge,
        Code::UnsupportedMediaType,
        Code::ClaimRefused,
        Code::KeyRefused,
        Code::UnreadableEvidence,
        Code::TooMany,
        Code::QuotaExceeded,
        Code::BacklogFull,
        Code::Internal,
        Code::Unavailable,
    ];

    /// The code.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Code::BadBody => "bad-body",
            Code::BadParameter => "bad-parameter",
            Code::IdempotencyKey => "idempotency-key",
            Code::Unauthorized => "unauthorized",
            Code::Forbidden => "forbidden",
            Code::NotFound => "not-found",
            Code::NotIssuedYet => "not-issued-yet",
            Code::ItemFailed => "item-failed",
            Code::NotLoggedYet => "not-logged-yet",
            Code::NoLog => "no-log",
            Code::MethodNotAllowed => "method-not-allowed",
            Code::IdempotencyConflict => "idempotency-conflict",
            Code::BodyTooLarge => "body-too-large",
            Code::UnsupportedMediaType => "unsupported-media-type",
            Code::ClaimRefused => "claim-refused",
            Code::KeyRefused => "key-refused",
            Code::UnreadableEvidence => "unreadable-evidence",
            Code::TooMany => "too-many",
            Code::QuotaExceeded => "quota-exceeded",
            Code::BacklogFull => "backlog-full",
            Code::Internal => "internal",
            Code::Unavailable => "unavailable",
        }
    }

    /// The status it goes with.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Code::BadBody | Code::BadParameter | Code::IdempotencyKey => StatusCode::BAD_REQUEST,
            Code::Unauthorized => StatusCode::UNAUTHORIZED,
            Code::Forbidden => StatusCode::FORBIDDEN,
            Code::NotFound | Code::NotIssuedYet | Code::ItemFailed | Code::NotLoggedYet | Code::NoLog => {
                StatusCode::NOT_FOUND
            }
            Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Code::IdempotencyConflict => StatusCode::CONFLICT,
            Code::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::ClaimRefused | Code::KeyRefused | Code::UnreadableEvidence => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Code::TooMany | Code::QuotaExceeded | Code::BacklogFull => StatusCode::TOO_MANY_REQUESTS,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Code::BadBody => "The body is not as described",
            Code::BadParameter => "A parameter is not as described",
            Code::IdempotencyKey => "Idempotency-Key is missing or malformed",
            Code::Unauthorized => "An API key is needed",
            Code::Forbidden => "The API key may not do this",
            Code::NotFound => "Not found",
            Code::NotIssuedYet => "The tokens are still to come",
            Code::ItemFailed => "The item failed",
            Code::NotLoggedYet => "Not in the public log yet",
            Code::NoLog => "There is no public log",
            Code::MethodNotAllowed => "Method not allowed",
            Code::IdempotencyConflict => "This Idempotency-Key was used with another body",
            Code::BodyTooLarge => "The body is too large",
            Code::UnsupportedMediaType => "The body must be application/json",
            Code::ClaimRefused => "A value cannot stand in a claim",
            Code::KeyRefused => "A value cannot belong to a key",
            Code::UnreadableEvidence => "The evidence cannot be read",
            Code::TooMany => "Too many requests",
            Code::QuotaExceeded => "The account's quota is used up",
            Code::BacklogFull => "Too many items wait for tokens",
            Code::Internal => "Internal error",
            Code::Unavailable => "Temporarily unavailable",
        }
    }
}

/// A problem, on its way out.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    detail: Option<String>,
    retry_after: Option<u64>,
    errors: Vec<FieldError>,
}

/// What the client reads.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[schema(title = "Problem")]
pub struct ProblemBody {
    /// Always `about:blank`: the code says what it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same for every problem of this code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What a program looks at.
    pub code: Code,
    /// What is wrong this time, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which values are wrong, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// A value that is refused.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub struct FieldError {
    /// Where in the body: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// Why: a stable code (docs/claim-format.md).
    pub code: String,
    /// Why, for people.
    pub detail: String,
}

impl Problem {
    /// A problem of this kind.
    #[must_use]
    pub fn new(code: Code) -> Problem {
        Problem { code, detail: None, retry_after: None, errors: Vec::new() }
    }

    /// With a sentence about this time. It must not hold anything internal.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
    }

    /// With the seconds after which to ask again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Problem {
        self.retry_after = Some(seconds);
        self
    }

    /// With the values that are wrong.
    #[must_use]
    pub fn errors(mut self, errors: Vec<FieldError>) -> Problem {
        self.errors = errors;
        self
    }

    /// Its kind.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// A fault of our own: the log gets the cause, the client only that there was one.
    #[must_use]
    pub fn internal(cause: &dyn std::error::Error) -> Problem {
        tracing::error!(error = %cause, source = ?cause.source().map(ToString::to_string), "a request failed");
        Problem::new(Code::Internal)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let body = ProblemBody {
            kind: "about:blank".to_owned(),
            title: self.code.title().to_owned(),
            status: status.as_u16(),
            code: self.code,
            detail: self.detail,
            errors: self.errors,
        };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.code == Code::Unauthorized {
            // RFC 6750 §3.
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"api\""));
        }
        response
    }
}

/// RFC 9457 §3.
pub const MEDIA_TYPE: &str = "application/problem+json";

#[cfg(test)]
mod tests {
    use super::*;

    /// docs/api.md lists every code with its status, and no other.
    #[test]
    fn the_documented_codes_are_these() {
        let document = include_str!("../../../docs/api.md");
        let cells = |line: &str| {
            line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> =
            document.lines().filter(|line| line.starts_with("| `")).map(cells).collect();
        let problems: Vec<(String, String)> =
            rows.iter().filter(|row| row.len() == 5).map(|row| (row[1].clone(), row[2].clone())).collect();
        let known = Code::ALL.map(|code| (code.name().to_owned(), code.status().as_u16().to_string()));
        assert_eq!(problems, known);
        let failures: Vec<&str> =
            rows.iter().filter(|row| row.len() == 4).map(|row| row[1].as_str()).collect();
        assert_eq!(failures, crate::deposit::query::AnswerFault::CODES);
    }

    #[test]
    fn names_are_those_of_the_json() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{}\"", code.name()));
            assert!(code.status().is_client_error() || code.status().is_server_error());
        }
    }
}
