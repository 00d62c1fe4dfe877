//! Whose page it is.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::Page;
use super::errors::PageError;
use crate::accounts::Visitor;
use crate::app::AppState;
use crate::secrets::AccountKey;
use crate::store::AccountId;

/// The page of somebody who is signed in; others are sent to sign in and come back.
pub(super) struct Owner {
    pub(super) page: Page,
    pub(super) account: AccountId,
}

impl Owner {
    /// The key that opens what the owner typed.
    pub(super) async fn key(&self, state: &AppState) -> Result<AccountKey, PageError> {
        let key = state.secrets.key_of(&*state.store, self.account).await;
        key.map_err(|error| PageError::internal(self.page.t.lang(), &error))
    }
}

impl FromRequestParts<AppState> for Owner {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let page = Page::from_request_parts(parts, state).await.map_err(PageError::into_response)?;
        let visitor = parts.extensions.get::<Visitor>();
        match visitor.and_then(Visitor::account) {
            Some(account) => Ok(Self { account: account.id, page }),
            None => {
                let next =
                    page.path.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B");
                Err(Redirect::to(&page.href(&format!("/sign-in?next={next}"))).into_response())
            }
        }
    }
}
