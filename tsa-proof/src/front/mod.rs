//! The two documents that carry the engine in themselves: the sandboxed frame, and the verifier that works from a file.
//!
//! Both are one HTML text with one style and one module script, named by hash in their own Content-Security-Policy. The
//! script is made of the modules under `static/` by [`bundle`], with the WebAssembly module in it as base64, so that one hash pins
//! all that runs.

mod bundle;
mod frame;

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64ct::{Base64, Encoding as _};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use sha2::{Digest as _, Sha256};

pub use frame::frame;

/// `GET /frame`: the same for everybody, without cookies.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/frame", get(|headers: HeaderMap| async move { frame().answer(&headers) }))
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
        let tag = format!("\"{}\"", Base64::encode_string(&Sha256::digest(&self.policy)));
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
fn csp_hash(text: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)))
}

/// The engine, compiled from `tsa-wasm` by the build script.
static ENGINE: &[u8] = include_bytes!(env!("TSA_WASM"));
