//! Pages for when something went wrong.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::Page;
use crate::i18n::Lang;

/// Why there is no page; it becomes one that says so.
#[derive(Debug)]
pub struct PageError {
    status: StatusCode,
    lang: Lang,
}

impl PageError {
    /// There is no such page, or it is somebody else's: the two look the same.
    #[must_use]
    pub fn not_found(lang: Lang) -> Self {
        Self { status: StatusCode::NOT_FOUND, lang }
    }

    /// A fault of ours, which is logged here; the visitor learns nothing of it.
    pub fn internal(lang: Lang, fault: &dyn std::fmt::Display) -> Self {
        tracing::error!(error = %fault, "a page could not be made");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, lang }
    }

    /// Any status that a page explains.
    #[must_use]
    pub fn status(lang: Lang, status: StatusCode) -> Self {
        Self { status, lang }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let page = Page::new(self.lang, "/");
        let [title, text] = message_ids(self.status);
        let body = ErrorPage { title: page.say(title).into_owned(), text: page.say(text).into_owned(), page };
        match body.render() {
            Ok(html) => (self.status, Html(html)).into_response(),
            Err(_) => self.status.into_response(),
        }
    }
}

/// A rendered page, or the error page.
///
/// # Errors
/// The template could not be rendered.
pub fn html(lang: Lang, template: &impl Template) -> Result<Html<String>, PageError> {
    template.render().map(Html).map_err(|error| PageError::internal(lang, &error))
}

fn message_ids(status: StatusCode) -> [&'static str; 2] {
    match status {
        StatusCode::NOT_FOUND => ["errors-not-found", "errors-not-found-text"],
        StatusCode::FORBIDDEN => ["errors-forbidden", "errors-forbidden-text"],
        StatusCode::PAYLOAD_TOO_LARGE => ["errors-too-large", "errors-too-large-text"],
        StatusCode::TOO_MANY_REQUESTS => ["errors-too-many", "errors-too-many-text"],
        StatusCode::SERVICE_UNAVAILABLE => ["errors-unavailable", "errors-unavailable-text"],
        status if status.is_client_error() => ["errors-bad-request", "errors-bad-request-text"],
        _ => ["errors-internal", "errors-internal-text"],
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    text: String,
}
