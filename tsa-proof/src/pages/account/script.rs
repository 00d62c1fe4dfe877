//! The same steps for scripts: a page that holds fingerprints signs its person in without leaving.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::{Deserialize, Serialize};

use super::see_other;
use crate::accounts::guard::{problem, set_cookie};
use crate::accounts::sign_in::SignIn;
use crate::accounts::sign_up::SignUpForm;
use crate::accounts::{AccountError, Accounts, Visitor};
use crate::i18n::Lang;
use crate::store::{AccountId, SessionStage};

#[derive(Serialize)]
struct SessionState<'a> {
    signed_in: bool,
    code_needed: bool,
    csrf: &'a str,
    account: Option<AccountState<'a>>,
}

#[derive(Serialize)]
struct AccountState<'a> {
    id: AccountId,
    name: &'a str,
    email: &'a str,
    kind: &'a str,
    assurance: &'static str,
}

/// Who is signed in, and the token for what comes next.
pub(super) async fn state(visitor: Visitor) -> Response {
    let account = visitor.signed_in().map(|who| AccountState {
        id: who.account.id,
        name: &who.profile.name,
        email: &who.profile.email,
        kind: who.profile.kind.name(),
        assurance: Accounts::assurance(&who.account).level.word(),
    });
    Json(SessionState {
        signed_in: account.is_some(),
        code_needed: visitor.awaiting_code().is_some(),
        csrf: visitor.csrf(),
        account,
    })
    .into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignUpBody {
    email: String,
    password: String,
    kind: String,
    name: String,
    lang: String,
}

pub(super) async fn sign_up(
    State(accounts): State<Arc<Accounts>>,
    visitor: Visitor,
    body: Result<Json<SignUpBody>, JsonRejection>,
) -> Response {
    let Json(body) = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.into_response(),
    };
    let form = SignUpForm {
        email: &body.email,
        password: &body.password,
        kind: &body.kind,
        name: &body.name,
        lang: Lang::from_tag(&body.lang).unwrap_or(Lang::En),
    };
    match accounts.sign_up(&form, visitor.client()).await {
        Ok(()) => (StatusCode::ACCEPTED, Json(serde_json::json!({ "state": "check-mail" }))).into_response(),
        Err(error) => problem(&error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInBody {
    email: String,
    password: String,
}

pub(super) async fn sign_in(
    State(accounts): State<Arc<Accounts>>,
    visitor: Visitor,
    body: Result<Json<SignInBody>, JsonRejection>,
) -> Response {
    let Json(body) = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.into_response(),
    };
    let signed_in = match accounts.sign_in(&body.email, &body.password, visitor.client()).await {
        Ok(sign_in) => sign_in,
        Err(error) => return problem(&error),
    };
    if let Some(old) = visitor.session_secret()
        && let Err(error) = accounts.sign_out(old).await
    {
        return problem(&error);
    }
    begun(&accounts, &signed_in)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeBody {
    code: String,
}

pub(super) async fn code(
    State(accounts): State<Arc<Accounts>>,
    visitor: Visitor,
    body: Result<Json<CodeBody>, JsonRejection>,
) -> Response {
    let Json(body) = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.into_response(),
    };
    let Some((session, account)) = visitor.awaiting_code() else {
        return problem(&AccountError::NotSignedIn);
    };
    match accounts.sign_in_code(session, account, &body.code, visitor.client()).await {
        Ok(sign_in) => begun(&accounts, &sign_in),
        Err(error) => problem(&error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SignOutFields {
    lang: String,
}

/// Ends the session. A form is sent on to a page, a script gets JSON.
pub(super) async fn sign_out(
    State(accounts): State<Arc<Accounts>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    if let Some(secret) = visitor.session_secret()
        && let Err(error) = accounts.sign_out(secret).await
    {
        return problem(&error);
    }
    let form = Form::<SignOutFields>::from_request(request, &()).await.ok();
    let mut response = match form {
        Some(Form(fields)) => {
            let lang = Lang::from_tag(&fields.lang).unwrap_or(Lang::En).tag();
            see_other(&format!("/{lang}/sign-in?after=sign-out"))
        }
        None => Json(serde_json::json!({ "state": "signed-out" })).into_response(),
    };
    set_cookie(&mut response, &accounts.no_session_cookie());
    // What a page kept for whoever sat here before does not wait for who comes next.
    response.headers_mut().insert("clear-site-data", header::HeaderValue::from_static("\"cache\""));
    response
}

fn begun(accounts: &Accounts, sign_in: &SignIn) -> Response {
    let state = if sign_in.stage == SessionStage::Full { "signed-in" } else { "code-needed" };
    let body = serde_json::json!({ "state": state, "csrf": accounts.csrf_of(&sign_in.secret) });
    let mut response = Json(body).into_response();
    accounts.welcome(&mut response, sign_in);
    response
}
