//! What stands before every route that a browser uses: where a request comes from, and whose it is
//! (`reliability.md` rows 31 and 32).

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, State};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::device::{DEVICE_LIFE, Device, NewDevice};
use super::error::AccountError;
use super::secret::{Secret, same};
use super::session::{ABSOLUTE, Client};
use super::sign_in::SignIn;
use super::{Accounts, Scopes, Visitor};
use crate::api::auth::Caller;
use crate::clock::SECOND;
use crate::i18n::Lang;
use crate::limits::ClientAddress;
use crate::pages::errors::PageError;

/// The middleware for every route outside `/api/v1` and the static files.
///
/// A request with a method that may change something needs an `Origin` of ours, no `Sec-Fetch-Site` but `same-origin`,
/// and the token of its own session in `X-CSRF-Token` or in the form's field `csrf`. No handler can forget to ask.
pub async fn protect(State(accounts): State<Arc<Accounts>>, request: Request<Body>, next: Next) -> Response {
    let place = Place::of(request.uri().path());
    let cookies = CookieJar::from_headers(request.headers());
    let devices = Device::among(&cookies, accounts.cookie_names().device);
    let client = Client::of(request.extensions().get::<ClientAddress>(), request.headers(), devices);
    let secret = |name: &str| cookies.get(name).and_then(|cookie| Secret::parse(cookie.value()));
    let names = accounts.cookie_names();
    let found = Visitor::find(&accounts, secret(names.session), secret(names.visit), client).await;
    let visitor = match found {
        Ok(visitor) => visitor,
        Err(error) => return place.explain(problem(&error)),
    };
    let mut request = match admit(&accounts, &visitor, request).await {
        Ok(request) => request,
        Err(refusal) => return place.explain(refusal.into_response()),
    };
    if let Some(who) = visitor.signed_in() {
        request.extensions_mut().insert(Caller {
            account: who.account.id,
            assurance: Accounts::assurance(&who.account),
            scopes: Scopes::ALL,
            key: None,
            ends: None,
        });
    }
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    if let Some(visit) = visitor.new_visit() {
        set_cookie(&mut response, &accounts.visit_cookie(visit));
    }
    if visitor.is_private() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Who reads an answer: a script, or a person in a language.
#[derive(Debug, Clone, Copy)]
enum Place {
    Script,
    Page(Lang),
}

impl Place {
    fn of(path: &str) -> Self {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        if first == "session" { Self::Script } else { Self::Page(Lang::from_tag(first).unwrap_or(Lang::En)) }
    }

    /// A script gets the problem as it is, a person a page that says the same.
    fn explain(self, problem: Response) -> Response {
        match self {
            Self::Script => problem,
            Self::Page(lang) => PageError::status(lang, problem.status()).into_response(),
        }
    }
}

/// Why a request that would change something is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    ForeignOrigin,
    WrongToken,
    BodyTooLarge,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, detail) = match self {
            Self::ForeignOrigin => (
                StatusCode::FORBIDDEN,
                "foreign-origin",
                "The request does not come from a page of this service.",
            ),
            Self::WrongToken => (
                StatusCode::FORBIDDEN,
                "csrf-token",
                "The page is too old or belongs to another session. Load it again, then send the form again.",
            ),
            Self::BodyTooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "A form has 64 KiB at most.")
            }
        };
        problem_response(status, code, detail)
    }
}

async fn admit(
    accounts: &Accounts,
    visitor: &Visitor,
    request: Request<Body>,
) -> Result<Request<Body>, Refusal> {
    if request.method().is_safe() {
        return Ok(request);
    }
    if !is_from_us(request.headers(), &accounts.settings.origins) {
        return Err(Refusal::ForeignOrigin);
    }
    let expected = visitor.expected_csrf().ok_or(Refusal::WrongToken)?.to_owned();
    if let Some(token) = request.headers().get("x-csrf-token") {
        let right = token.to_str().is_ok_and(|token| same(token, &expected));
        return if right { Ok(request) } else { Err(Refusal::WrongToken) };
    }
    if !is_form(request.headers()) {
        return Err(Refusal::WrongToken);
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MAX_FORM).await.map_err(|_| Refusal::BodyTooLarge)?;
    match form_token(body.clone()).await {
        Some(token) if same(&token, &expected) => Ok(Request::from_parts(parts, Body::from(body))),
        _ => Err(Refusal::WrongToken),
    }
}

/// Every browser sends `Origin` with every request that is not GET or HEAD; those of today send `Sec-Fetch-Site` too.
fn is_from_us(headers: &HeaderMap, origins: &[String]) -> bool {
    let one = |name: &str| {
        let mut values = headers.get_all(name).iter();
        (values.next(), values.next())
    };
    let origin_fits = match one("origin") {
        (Some(origin), None) => origins.iter().any(|ours| origin.as_bytes() == ours.as_bytes()),
        _ => false,
    };
    let site_fits = match one("sec-fetch-site") {
        (None, None) => true,
        (Some(site), None) => site.as_bytes() == b"same-origin",
        _ => false,
    };
    origin_fits && site_fits
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

#[derive(Deserialize)]
struct CsrfField {
    csrf: Option<String>,
}

async fn form_token(body: Bytes) -> Option<String> {
    let request = Request::post("/").header(header::CONTENT_TYPE, FORM).body(Body::from(body)).ok()?;
    // A repeated field is an error of the reader, hence no token.
    let Form(field) = Form::<CsrfField>::from_request(request, &()).await.ok()?;
    field.csrf
}

struct CookieNames {
    session: &'static str,
    visit: &'static str,
    /// How the names begin of cookies of known devices.
    device: &'static str,
}

impl Accounts {
    /// The `Set-Cookie` line of a session.
    #[must_use]
    pub fn session_cookie(&self, secret: &Secret) -> String {
        let life = ABSOLUTE / SECOND;
        self.cookie(self.cookie_names().session, &secret.reveal(), &format!("; Max-Age={life}"))
    }

    /// The `Set-Cookie` line of a known device.
    #[must_use]
    pub fn device_cookie(&self, device: &NewDevice) -> String {
        let name = format!("{}{}", self.cookie_names().device, device.suffix);
        self.cookie(&name, &device.value, &format!("; Max-Age={}", DEVICE_LIFE / SECOND))
    }

    /// Gives a browser what a sign-in brought.
    pub fn welcome(&self, response: &mut Response, sign_in: &SignIn) {
        set_cookie(response, &self.session_cookie(&sign_in.secret));
        if let Some(device) = &sign_in.device {
            set_cookie(response, &self.device_cookie(device));
        }
    }

    /// The `Set-Cookie` line that ends a session.
    #[must_use]
    pub fn no_session_cookie(&self) -> String {
        self.cookie(self.cookie_names().session, "", "; Max-Age=0")
    }

    fn visit_cookie(&self, secret: &Secret) -> String {
        self.cookie(self.cookie_names().visit, &secret.reveal(), "")
    }

    // RFC 6265bis §4.1.3.2: `__Host-` binds a cookie to this very host, over HTTPS.
    const fn cookie_names(&self) -> CookieNames {
        if self.settings.secure_cookies {
            CookieNames { session: "__Host-session", visit: "__Host-visit", device: "__Host-device-" }
        } else {
            CookieNames { session: "session", visit: "visit", device: "device-" }
        }
    }

    fn cookie(&self, name: &str, value: &str, life: &str) -> String {
        let secure = if self.settings.secure_cookies { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{life}")
    }
}

/// Adds a `Set-Cookie` line to a response.
pub fn set_cookie(response: &mut Response, line: &str) {
    // Names, hex and attributes of ours are always a header value.
    if let Ok(value) = HeaderValue::from_str(line) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// An error as `application/problem+json` (RFC 9457), its cause in the log alone.
#[must_use]
pub fn problem(error: &AccountError) -> Response {
    let status = error.status();
    let detail = if status.is_server_error() {
        tracing::error!(error = %error, "a request about an account failed");
        "The service could not do this just now.".into()
    } else {
        error.to_string()
    };
    let mut response = problem_response(status, error.code(), &detail);
    if let Some(seconds) = error.retry_after_seconds() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn problem_response(status: StatusCode, code: &str, detail: &str) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let body = serde_json::json!({
        "type": format!("urn:tsa-proof:{code}"), "title": title, "status": status.as_u16(), "code": code, "detail": detail,
    });
    let mut response = (status, Json(body)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

const FORM: &str = "application/x-www-form-urlencoded";
/// A form of ours has a few fields; the largest is a name of 200 characters.
const MAX_FORM: usize = 64 * 1024;
