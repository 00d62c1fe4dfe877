//! `GET /`: what this is, for a person who came with a browser.

use std::sync::Arc;

use hyper::StatusCode;
use hyper::header::HOST;
use hyper::http::request::Parts;

use super::reply::{self, Response};
use crate::app::Profile;

pub(super) fn page(profiles: &[Arc<Profile>], head: &Parts) -> Response {
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_plain(host));
    let base = host.map_or_else(|| "http://HOST:PORT".to_owned(), |host| format!("http://{host}"));
    let mut page = String::from(INTRODUCTION);
    for profile in profiles.iter().filter(|profile| !profile.is_exclusive()) {
        for path in profile.paths() {
            page.push_str(&instructions(&base, path, profile.name()));
        }
    }
    page.push_str(END);
    reply::text(StatusCode::OK, page)
}

/// Whether the name can stand in a line that somebody pastes into a shell.
fn is_plain(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._:[]".contains(&octet))
}

fn instructions(base: &str, path: &str, name: &str) -> String {
    let chain = super::certchain::path_beside(path);
    format!(
        "
Profile {name}: {base}{path}

  openssl ts -query -data FILE -sha256 -cert -out request.tsq
  curl -s -H 'Content-Type: application/timestamp-query' --data-binary @request.tsq '{base}{path}' -o reply.tsr
  openssl ts -reply -in reply.tsr -text
  openssl ts -verify -queryfile request.tsq -in reply.tsr -CAfile ROOT.pem

  Certificates of the signer, without the root: {base}{chain}
"
    )
}

const INTRODUCTION: &str = "This is a time-stamping authority (RFC 3161).

Send it the digest of a file and it answers with a signed statement that the digest existed at this time.
The file itself never leaves your machine.
";

const END: &str = "
ROOT.pem is the certificate of the authority's root, which you get from its operator by a way you trust,
not from this page.
";
