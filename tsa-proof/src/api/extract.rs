//! Bodies, paths and queries, with problems of ours when they are not as described.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::hex::Id;
use super::problem::{Code, Problem};

/// A JSON body.
pub(super) struct JsonBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(Code::UnsupportedMediaType));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(fault)
                if fault.status() == http::StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Problem::new(Code::BodyTooLarge)
            }
            _ => Problem::new(Code::BadBody).detail("The body was cut short."),
        })?;
        let mut deserializer = serde_json::Deserializer::from_slice(&body);
        let value = T::deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
        value.map(JsonBody).map_err(|error| Problem::new(Code::BadBody).detail(error.to_string()))
    }
}

/// The identifier at the end of a path.
pub(super) struct PathId(pub(super) Id);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let id = text.ok().and_then(|Path(text)| Id::parse(&text));
        let detail = "An identifier has 32 lower-case hexadecimal digits.";
        id.map(PathId).ok_or_else(|| Problem::new(Code::BadParameter).detail(detail))
    }
}

/// The parameters of a query.
pub(super) struct Parameters<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Parameters(value)),
            Err(error) => Err(Problem::new(Code::BadParameter).detail(error.body_text())),
        }
    }
}

/// The key against repetition.
pub(super) struct IdempotencyKey(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let (first, second) = (values.next(), values.next());
        let is_good = |text: &&str| {
            (1..=255).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_graphic())
        };
        let key = first.and_then(|value| value.to_str().ok()).filter(is_good);
        match (key, second) {
            (Some(key), None) => Ok(IdempotencyKey(key.to_owned())),
            _ => {
                let detail = "Send one Idempotency-Key of 1 to 255 visible ASCII characters, a new one for each deposit.";
                Err(Problem::new(Code::IdempotencyKey).detail(detail))
            }
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
