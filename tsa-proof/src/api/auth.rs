//! Who calls. The API knows bearer keys only, the pages' routes only what their session middleware says.

use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::AUTHORIZATION;
use http::request::Parts;
use tsa_evidence::claim::Assurance;

use super::problem::{Code, Problem};
use crate::accounts::{Granter, Scope, Scopes};
use crate::clock::Millis;
use crate::deposit::Depositing;
use crate::limits::ClientAddress;
use crate::store::{AccountId, KeyId};

/// Whoever makes a request, as far as it matters here.
#[derive(Clone, Debug)]
pub struct Caller {
    /// For which account.
    pub account: AccountId,
    /// What goes into claims about how far the service knows them.
    pub assurance: Assurance,
    /// What they may do.
    pub scopes: Scopes,
    /// With which key; `None` for a session of a browser.
    pub key: Option<KeyId>,
    /// When that key ends, if ever: milliseconds since 1970 UTC.
    pub ends: Option<Millis>,
}

/// Looks API keys up.
#[async_trait]
pub trait KeyCheck: Send + Sync {
    /// Whose key this is. `address` is where the request came from, for limits on guessing.
    async fn check(&self, bearer: &str, address: Option<ClientAddress>) -> Result<Caller, KeyRefusal>;
}

/// Why a key opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// No such key; or revoked, or past its end, or its account is gone.
    Unknown,
    /// Too many tries or too many requests.
    Limited {
        /// Seconds after which to come back.
        retry_after: u64,
    },
    /// The store is away.
    Unavailable,
}

impl Caller {
    /// Refuses whoever lacks the scope.
    ///
    /// # Errors
    /// [`Code::Forbidden`].
    pub fn need(&self, scope: Scope) -> Result<(), Problem> {
        if self.scopes.has(scope) {
            return Ok(());
        }
        Err(Problem::new(Code::Forbidden).detail(format!("The key lacks the scope \"{}\".", scope.name())))
    }

    /// As a maker of keys.
    #[must_use]
    pub const fn granter(&self) -> Granter {
        Granter { scopes: self.scopes, ends: self.ends }
    }

    /// As a depositor.
    #[must_use]
    pub fn depositing(&self) -> Depositing {
        Depositing { account: self.account, assurance: self.assurance.clone() }
    }
}

/// Handlers take a [`Caller`]; whoever is none gets 401.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or(Problem::new(Code::Unauthorized))
    }
}

/// The middleware of `/api/v1`: a bearer key makes a [`Caller`], and nothing else does: no cookie, nothing from outside.
pub(super) async fn by_key(
    State(keys): State<Arc<dyn KeyCheck>>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().remove::<Caller>();
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(bearer) = header.and_then(bearer_of) {
        let address = request.extensions().get::<ClientAddress>().copied();
        match keys.check(bearer, address).await {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
            }
            Err(KeyRefusal::Unknown) => {
                let detail = "The key is unknown, revoked, or past its end.";
                return Problem::new(Code::Unauthorized).detail(detail).into_response();
            }
            Err(KeyRefusal::Limited { retry_after }) => {
                return Problem::new(Code::TooMany).retry_after(retry_after).into_response();
            }
            Err(KeyRefusal::Unavailable) => {
                return Problem::new(Code::Unavailable).retry_after(5).into_response();
            }
        }
    }
    next.run(request).await
}

/// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
fn bearer_of(header: &str) -> Option<&str> {
    let (scheme, rest) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| rest.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearers() {
        assert_eq!(bearer_of("Bearer abc"), Some("abc"));
        assert_eq!(bearer_of("bearer  abc"), Some("abc"));
        assert_eq!(bearer_of("Basic abc"), None);
        assert_eq!(bearer_of("abc"), None);
    }
}
