//! The headers that keep a browser from doing what a page did not mean.
//!
//! A handler that sets one of them itself is right: the frame and the offline verifier have policies of their own.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Area;
use crate::config::PublicUrl;
use crate::pages::scripts;

/// What the headers depend on.
#[derive(Debug)]
pub(super) struct Policies {
    /// For each of our origins, as its `Host` names it, the policy of pages.
    pages: Vec<(String, HeaderValue)>,
    https: bool,
}

impl Policies {
    /// The policies of the pages of `url`.
    pub(super) fn new(url: &PublicUrl) -> Policies {
        let policy = |origin: String| {
            let host = origin.split_once("://").map_or("", |(_, host)| host).to_owned();
            // The characters of an origin and of our own paths are all allowed in a header.
            Some((host, HeaderValue::try_from(page_policy(&origin)).ok()?))
        };
        Policies { pages: url.origins().into_iter().filter_map(policy).collect(), https: url.is_https() }
    }

    fn of_page(&self, host: Option<&HeaderValue>) -> HeaderValue {
        let named =
            host.and_then(|host| self.pages.iter().find(|(own, _)| own.as_bytes() == host.as_bytes()));
        match named.or_else(|| self.pages.first()) {
            Some((_, policy)) => policy.clone(),
            None => HeaderValue::from_static(NOTHING),
        }
    }
}

/// Puts the headers on every answer.
pub(super) async fn protect(State(policies): State<Arc<Policies>>, request: Request, next: Next) -> Response {
    let area = Area::of(request.uri().path());
    let host = request.headers().get(HOST).cloned();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = match area {
        Area::Page => policies.of_page(host.as_ref()),
        _ => HeaderValue::from_static(NOTHING),
    };
    set(headers, CONTENT_SECURITY_POLICY, policy);
    for (name, value) in ALWAYS {
        set(headers, HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    set(headers, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // `same-origin`, not `no-referrer`: under the latter browsers send `Origin: null` with our own forms.
    set(headers, REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if area != Area::Frame {
        set(headers, X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if policies.https {
        set(headers, STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    // What depends on who asks must not lie in a cache; what does not says so itself.
    set(headers, CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// No script but those of the pages themselves, by their hashes, and Trusted Types without a policy: no script makes code from
/// text. Nothing is framed but the frame of the files, which therefore cannot lead itself elsewhere.
fn page_policy(origin: &str) -> String {
    format!(
        "default-src 'none'; script-src {}; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         frame-src {origin}/frame; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        scripts::sources()
    )
}

const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const ALWAYS: [(&str, &str); 3] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    ),
];
