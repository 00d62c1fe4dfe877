//! The files under `/static`: style sheets and pictures, embedded, with addresses that change with their content.
//!
//! One hash over all of them stands in the address. Scripts are in the pages themselves, see `scripts`.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

/// The address of the file `path` (relative to `static/`), to be used in templates.
#[must_use]
pub fn address(path: &str) -> String {
    format!("/static/{}/{path}", *VERSION)
}

/// `GET /static/{version}/{*path}`. An old version is answered with the file of today, to be asked again:
/// a page that was open during an upgrade goes on working.
pub async fn serve(Path((version, path)): Path<(String, String)>) -> Response {
    let Some(file) = FILES.iter().find(|file| file.path == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&path))),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
    ];
    (headers, file.content).into_response()
}

struct File {
    path: &'static str,
    content: &'static [u8],
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for file in FILES {
        hash.update(file.path);
        hash.update((file.content.len() as u64).to_be_bytes());
        hash.update(file.content);
    }
    base16ct::lower::encode_string(hash.finalize().first_chunk::<8>().unwrap_or(&[0; 8]))
});

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(File { path: $path, content: include_bytes!(concat!("../../static/", $path)) }),+]
    };
}

const FILES: &[File] = files![
    "css/base.css",
    "css/deposit.css",
    "css/pages.css",
    "css/result.css",
    "css/verify.css",
    "img/icon.svg",
];

#[cfg(test)]
mod tests {
    use super::{FILES, address, content_type};

    #[test]
    fn every_file_in_the_folder_is_served_and_has_a_type() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let mut missing = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of files") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let relative = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                if SERVED_OTHERWISE.iter().any(|prefix| relative.starts_with(prefix)) {
                    continue;
                }
                assert_ne!(content_type(&relative), "application/octet-stream", "{relative}");
                if !FILES.iter().any(|file| file.path == relative) {
                    missing.push(relative);
                }
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn an_address_carries_the_version() {
        let address = address("css/base.css");
        let version = address.split('/').nth(2).expect("a version");
        assert_eq!((version.len(), version.bytes().all(|b| b.is_ascii_hexdigit())), (16, true));
    }

    /// The frame and the offline verifier are documents with a policy of their own; scripts are in the pages.
    const SERVED_OTHERWISE: &[&str] = &["frame/", "verify/", "app/", "js/"];
}
