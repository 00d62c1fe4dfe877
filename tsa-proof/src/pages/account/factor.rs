//! The pages of the second factor.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;

use super::{Away, fault, frame, html, lang_of, own_error_text, see_other, signed_in};
use crate::accounts::guard::set_cookie;
use crate::accounts::totp::TotpSecret;
use crate::accounts::{AccountError, Accounts, SignedIn, Visitor};
use crate::pages::Page;

#[derive(Template)]
#[template(path = "account/set_factor.html")]
struct SetPage {
    page: Page,
    error: Option<String>,
    secret: String,
    grouped: String,
    uri: String,
    picture: Option<Picture>,
}

#[derive(Template)]
#[template(path = "account/manage_factor.html")]
struct ManagePage {
    page: Page,
    error: Option<String>,
    left: String,
    has_factor: bool,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct FactorFields {
    secret: String,
    code: String,
    password: String,
}

pub(super) async fn page(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/second-factor");
    let who = signed_in(&visitor, &page)?;
    if who.account.totp.is_some() {
        return draw_manage(&accounts, who, page.clone(), StatusCode::OK, None).await;
    }
    let secret = TotpSecret::random().map_err(|error| fault(&error.into()))?;
    Ok(draw_set(&accounts, who, page.clone(), StatusCode::OK, None, &secret))
}

/// The secret comes back from the form that showed it: it is the person's own, and set only with a code made from it,
/// the password, and the token of this session.
pub(super) async fn set(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<FactorFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/second-factor");
    let who = signed_in(&visitor, &page)?;
    let Some(secret) = TotpSecret::parse(&fields.secret) else {
        return Ok(see_other(&page.href("/account/second-factor")));
    };
    let set =
        accounts.set_second_factor(who, &fields.password, &secret, &fields.code, visitor.client()).await;
    match set {
        Ok(enrolled) => {
            let csrf = accounts.csrf_of(&enrolled.session);
            let page = Page { csrf: Some(csrf), ..page.clone() };
            let mut response = html(StatusCode::OK, &CodesPage { page, codes: enrolled.recovery_codes });
            set_cookie(&mut response, &accounts.session_cookie(&enrolled.session));
            Ok(response)
        }
        Err(error @ AccountError::SecondFactor) => {
            let text = own_error_text(&page, &error);
            draw_manage(&accounts, who, page.clone(), error.status(), Some(text)).await
        }
        Err(error) => {
            let text = own_error_text(&page, &error);
            Ok(draw_set(&accounts, who, page.clone(), error.status(), Some(text), &secret))
        }
    }
}

pub(super) async fn remove(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<FactorFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/second-factor");
    let who = signed_in(&visitor, &page)?;
    match accounts.remove_second_factor(who, &fields.password, &fields.code, visitor.client()).await {
        Ok(secret) => {
            let mut response = see_other(&page.href("/account?after=factor"));
            set_cookie(&mut response, &accounts.session_cookie(&secret));
            Ok(response)
        }
        Err(error) => {
            let text = own_error_text(&page, &error);
            draw_manage(&accounts, who, page.clone(), error.status(), Some(text)).await
        }
    }
}

pub(super) async fn renew_codes(
    State(accounts): State<Arc<Accounts>>,
    Path(tag): Path<String>,
    visitor: Visitor,
    Form(fields): Form<FactorFields>,
) -> Result<Response, Away> {
    let page = frame(&accounts, &visitor, lang_of(&tag)?, "/account/second-factor");
    let who = signed_in(&visitor, &page)?;
    match accounts.renew_recovery_codes(who, &fields.password, &fields.code).await {
        Ok(codes) => Ok(html(StatusCode::OK, &CodesPage { page: page.clone(), codes })),
        Err(error) => {
            let text = own_error_text(&page, &error);
            draw_manage(&accounts, who, page.clone(), error.status(), Some(text)).await
        }
    }
}

fn draw_set(
    accounts: &Accounts,
    who: &SignedIn,
    page: Page,
    status: StatusCode,
    error: Option<String>,
    secret: &TotpSecret,
) -> Response {
    let text = secret.text();
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let uri = secret.uri(&accounts.settings().service, &who.profile.email);
    let grouped = groups.join(" ");
    let picture = Picture::of(&uri);
    html(status, &SetPage { page, error, grouped, uri, picture, secret: text })
}

async fn draw_manage(
    accounts: &Accounts,
    who: &SignedIn,
    page: Page,
    status: StatusCode,
    error: Option<String>,
) -> Result<Response, Away> {
    let left = accounts.recovery_codes_left(who).await.map_err(|error| fault(&error))?;
    let left = page.t.count("account-factor-codes-left", left);
    let has_factor = who.account.totp.is_some();
    Ok(html(status, &ManagePage { page, error, left, has_factor }))
}

/// A QR code (ISO/IEC 18004) as the path of an SVG picture, one unit a module, with the quiet zone around it.
struct Picture {
    side: i32,
    path: String,
}

impl Picture {
    /// `None` if the text is too long for a code, which no link of ours is.
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let dark = |x: i32, y: i32| code.get_module(x, y);
        let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let path = modules
            .filter(|(x, y)| dark(*x, *y))
            .map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET))
            .collect();
        Some(Self { side: code.size() + 2 * QUIET, path })
    }
}

/// Four modules of quiet all around (ISO/IEC 18004 §5.3.8).
const QUIET: i32 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_the_finders_where_cameras_look() {
        let uri = TotpSecret::random().map(|secret| secret.uri("proof.example", "ada@example.org")).unwrap();
        let picture = Picture::of(&uri).unwrap();
        let corners = [(0, 0), (picture.side - 2 * QUIET - 7, 0), (0, picture.side - 2 * QUIET - 7)];
        for (left, top) in corners {
            for step in 0..7 {
                for (x, y) in [(step, 0), (step, 6), (0, step), (6, step)] {
                    let module = format!("M{} {}h1v1h-1z", left + x + QUIET, top + y + QUIET);
                    assert!(picture.path.contains(&module), "{module}");
                }
                if (1..6).contains(&step) {
                    let light = format!("M{} {}h", left + step + QUIET, top + 1 + QUIET);
                    assert!(!picture.path.contains(&light), "{light}");
                }
            }
        }
        assert!(Picture::of(&"x".repeat(5_000)).is_none());
    }
}
