//! Who is behind a request of a browser, as handlers see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use http::request::Parts;

use super::Accounts;
use super::error::AccountError;
use super::secret::Secret;
use super::session::{Client, SignedIn};
use crate::secrets::Secrets;
use crate::store::{Account, Session, SessionStage};

/// Who is behind a request: signed in, half way there, or nobody known. [`super::protect`] puts it into each request.
#[derive(Clone)]
pub struct Visitor(Arc<Inner>);

struct Inner {
    state: State,
    /// The secret of the session's cookie, or of the cookie that carries the CSRF token before there is a session.
    secret: Secret,
    csrf: String,
    /// Whether the browser has the secret already.
    known: bool,
    asked: AtomicBool,
    client: Client,
}

enum State {
    SignedIn(SignedIn),
    AwaitingCode(Session, Account),
    Nobody,
}

impl Visitor {
    /// From the secrets of the two cookies.
    pub(super) async fn find(
        accounts: &Accounts,
        session: Option<Secret>,
        visit: Option<Secret>,
        client: Client,
    ) -> Result<Self, AccountError> {
        let found = match &session {
            Some(secret) => accounts.find_session(secret).await?,
            None => None,
        };
        let (state, purpose) = match found {
            Some((session, account)) if session.stage == SessionStage::Full => {
                let profile = accounts.profile(&account)?;
                (State::SignedIn(SignedIn { account, profile, session }), SESSION)
            }
            Some((session, account)) => (State::AwaitingCode(session, account), SESSION),
            None => (State::Nobody, VISIT),
        };
        // A cookie that is no session's is worth nothing, not even as the secret of a form.
        let own = if purpose == SESSION { session } else { visit };
        let known = own.is_some();
        let secret = match own {
            Some(secret) => secret,
            None => Secret::random()?,
        };
        let csrf = csrf_token(&accounts.secrets, purpose, &secret);
        Ok(Self(Arc::new(Inner { state, secret, csrf, known, asked: AtomicBool::new(false), client })))
    }

    /// Who is signed in.
    #[must_use]
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match &self.0.state {
            State::SignedIn(who) => Some(who),
            _ => None,
        }
    }

    /// The account of who is signed in.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        self.signed_in().map(|who| &who.account)
    }

    /// The name of who is signed in, as the layout shows it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.signed_in().map(|who| who.profile.name.as_str())
    }

    /// The session that waits for its code.
    #[must_use]
    pub fn awaiting_code(&self) -> Option<(&Session, &Account)> {
        match &self.0.state {
            State::AwaitingCode(session, account) => Some((session, account)),
            _ => None,
        }
    }

    /// The token for forms (field `csrf`) and scripts (header `X-CSRF-Token`). Who is not signed in gets a cookie with
    /// the response, because the token is bound to one; a page that does not ask sets none.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.0.asked.store(true, Ordering::Relaxed);
        &self.0.csrf
    }

    /// Where the request comes from.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// The secret of the session, signed in or half way.
    #[must_use]
    pub fn session_secret(&self) -> Option<&Secret> {
        (!matches!(self.0.state, State::Nobody)).then_some(&self.0.secret)
    }

    /// The token that a request that changes something must carry; `None` if the browser cannot have one.
    pub(super) fn expected_csrf(&self) -> Option<&str> {
        self.0.known.then_some(self.0.csrf.as_str())
    }

    /// The secret to set as a cookie, if a page asked for a token that the browser has no cookie for.
    pub(super) fn new_visit(&self) -> Option<&Secret> {
        (!self.0.known && self.0.asked.load(Ordering::Relaxed)).then_some(&self.0.secret)
    }

    /// Whether the response is for this browser alone.
    pub(super) fn is_private(&self) -> bool {
        !matches!(self.0.state, State::Nobody) || self.0.asked.load(Ordering::Relaxed)
    }
}

/// Without [`super::protect`] before it a handler gets nobody: a mistake in the routes fails loudly.
impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = http::StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or(http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Accounts {
    /// The token that belongs to a session just begun, for the script that began it.
    #[must_use]
    pub fn csrf_of(&self, session: &Secret) -> String {
        csrf_token(&self.secrets, SESSION, session)
    }
}

fn csrf_token(secrets: &Secrets, purpose: &str, secret: &Secret) -> String {
    base16ct::lower::encode_string(&secrets.digest("csrf token", &[purpose.as_bytes(), secret.bytes()]))
}

const SESSION: &str = "session";
const VISIT: &str = "visit";
