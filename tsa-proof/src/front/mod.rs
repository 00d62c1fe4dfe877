//! The two documents that carry the engine in themselves: the sandboxed frame, and the verifier that works from a file.
//!
//! Both are one HTML text with one style and one module script, named by hash in their own Content-Security-Policy. The
//! script is made of the modules under `static/` by `bundle`, with the WebAssembly module in it as base64, so that one hash pins
//! all that runs.

pub(crate) mod bundle;
mod frame;
mod modules;
mod verify_html;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64ct::{Base64, Encoding as _};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use bundle::Module;
pub use frame::frame;
pub use verify_html::verify_html;

use crate::app::AppState;
use crate::i18n::Lang;
use crate::pages::trust;

/// `GET /frame` and `GET /verify.html`: the same for everybody, without cookies.
pub fn router() -> Router<AppState> {
    let frame = |headers: HeaderMap| async move { frame().answer(&headers) };
    Router::new().route("/frame", get(frame)).route("/verify.html", get(offline))
}

#[derive(Deserialize)]
struct Wanted {
    lang: Option<String>,
}

/// The verifier as a download, believing what the service believes.
async fn offline(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let lang = wanted.lang.as_deref().and_then(Lang::from_tag).unwrap_or(Lang::En);
    verify_html(lang, &trust::json(&state.trust)).answer(&headers)
}

/// A document and the policy it must be served with.
pub struct Document {
    /// The HTML.
    pub html: String,
    /// The value of the `Content-Security-Policy` header.
    pub policy: String,
}

impl Document {
    /// The document, or 304 for who has it: it is asked for again on every page, and changes only with the service.
    fn answer(&self, asked: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", Base64::encode_string(&Sha256::digest(&self.html)));
        let known = asked.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, self.policy.as_str()),
            (CACHE_CONTROL, "public, no-cache"),
            (ETAG, tag.as_str()),
        ];
        if known {
            (StatusCode::NOT_MODIFIED, headers).into_response()
        } else {
            (headers, self.html.clone()).into_response()
        }
    }
}

/// `'sha256-…'` of the text of an inline script or style, as a policy names it.
pub(crate) fn csp_hash(text: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)))
}

/// The script of `groups` of modules, with the engine and the workers' script in it.
fn script(groups: &[&[Module]]) -> String {
    let worker = bundle::join(&[modules::ENGINE, modules::WORKER].concat());
    let engine = Base64::encode_string(WASM);
    let worker = bundle::literal(&worker);
    let modules = bundle::join(&groups.concat());
    format!("const WASM = \"{engine}\";\nconst WORKER = {worker};\n{modules}")
}

/// The engine, compiled from `tsa-wasm` by the build script.
static WASM: &[u8] = include_bytes!(env!("TSA_WASM"));

#[cfg(test)]
mod tests {
    use super::{Document, csp_hash};

    /// The style and the module script of a document are those of its policy.
    pub(super) fn inline_texts_are_named_by_the_policy(document: &Document) {
        for (open, close) in [("<style>", "</style>"), ("<script type=\"module\">", "</script>")] {
            let (_, rest) = document.html.split_once(open).expect("it begins");
            let (text, _) = rest.split_once(close).expect("it ends");
            assert!(text.len() > 1000 && document.policy.contains(&csp_hash(text)));
        }
    }
}
