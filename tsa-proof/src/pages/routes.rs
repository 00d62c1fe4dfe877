//! The addresses of the pages, and the way to a language for who has none yet.

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;

use super::errors::PageError;
use super::{Page, check, deposit, help, landing, result, result_mail, trust, vault};
use crate::accounts::Visitor;
use crate::app::AppState;
use crate::i18n::{Lang, preferred};

/// All pages but the account's.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(to_language))
        .route("/{lang}/", get(landing::show))
        .route("/{lang}/deposit", get(deposit::show))
        .route("/{lang}/deposits/{id}", get(result::deposit))
        .route("/{lang}/deposits/{id}/mail", post(result_mail::send))
        .route("/{lang}/proofs/{id}", get(result::proof))
        .route("/{lang}/vault", get(vault::show))
        .route("/{lang}/verify", get(check::verify))
        .route("/{lang}/compare", get(check::compare))
        .route("/{lang}/trust", get(trust::show))
        .route("/{lang}/help", get(help::show))
        .route("/trust/roots.pem", get(trust::roots))
        .route("/trust/chain.pem", get(trust::chain))
        .route("/trust/crls.pem", get(trust::crls))
        .route("/trust/trust.txt", get(trust::entry))
        .route("/trust/policy.txt", get(trust::log_policy))
}

/// What no route answers: a page of ours that only lacks its language, or the page that says there is none.
pub async fn fallback(method: Method, uri: Uri, jar: CookieJar, headers: HeaderMap) -> Response {
    let lang = language_of(uri.path()).unwrap_or_else(|| preference(&jar, &headers));
    let lacks_language = WITHOUT_LANGUAGE.contains(&uri.path().trim_end_matches('/'));
    if method == Method::GET && lacks_language {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return redirect(&format!("/{}{}{query}", lang.tag(), uri.path().trim_end_matches('/')));
    }
    if method == Method::GET && uri.path().trim_start_matches('/') == lang.tag() {
        return redirect(&format!("/{}/", lang.tag()));
    }
    PageError::not_found(lang).into_response()
}

/// `GET /`
async fn to_language(jar: CookieJar, headers: HeaderMap) -> Response {
    redirect(&format!("/{}/", preference(&jar, &headers).tag()))
}

fn redirect(to: &str) -> Response {
    let vary = (header::VARY, HeaderValue::from_static("accept-language, cookie"));
    ([vary], Redirect::to(to)).into_response()
}

fn preference(jar: &CookieJar, headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    preferred(jar.get("lang").map(axum_extra::extract::cookie::Cookie::value), accepted)
}

/// The language that an address begins with.
fn language_of(path: &str) -> Option<Lang> {
    Lang::from_tag(path.trim_start_matches('/').split('/').next()?)
}

impl FromRequestParts<AppState> for Page {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, PageError> {
        let State(state) =
            State::<AppState>::from_request_parts(parts, state).await.map_err(|never| match never {})?;
        let path = parts.uri.path();
        let Some(lang) = language_of(path) else {
            let jar = CookieJar::from_headers(&parts.headers);
            return Err(PageError::status(preference(&jar, &parts.headers), StatusCode::NOT_FOUND));
        };
        let rest = path.get(1 + lang.tag().len()..).unwrap_or("/");
        let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut page = Page::new(lang, format!("{rest}{query}"));
        page.trial = state.config.trial;
        // Only who is signed in gets the token with the page: asking for it would set a cookie for anybody else.
        if let Some((visitor, name)) = parts.extensions.get::<Visitor>().and_then(|v| Some((v, v.name()?))) {
            page = page.signed_in(name, visitor.csrf());
        }
        Ok(page)
    }
}

/// Pages that people type or link without a language.
const WITHOUT_LANGUAGE: &[&str] = &[
    "/sign-up", "/sign-in", "/reset", "/account", "/keys", "/deposit", "/vault", "/compare", "/verify",
    "/trust", "/help",
];
