//! What is asked of every request's header block before anything else.

use hyper::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, TRANSFER_ENCODING,
};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Version};

use super::fault::HttpFault;
use crate::limits::MAX_TARGET;

/// Checks that hold for every path. hyper has already refused what cannot be parsed, unequal lengths, more than
/// 100 headers and more than 16 KiB of them.
pub(super) fn check(head: &Parts) -> Result<(), HttpFault> {
    check_host(head)?;
    if head.uri.path().len().saturating_add(head.uri.query().map_or(0, str::len)) > MAX_TARGET {
        return Err(HttpFault::TargetTooLong);
    }
    // RFC 9112 §6.1: a transfer coding that is not understood → 501. hyper reads any list that ends in chunked.
    let mut codings = head.headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => Ok(()),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"chunked") => Ok(()),
        _ => Err(HttpFault::TransferCoding),
    }
}

/// RFC 9112 §3.2: 400 to HTTP/1.1 without Host, and to any request with more than one or an invalid one.
fn check_host(head: &Parts) -> Result<(), HttpFault> {
    let mut hosts = head.headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if head.version == Version::HTTP_10 => Ok(()),
        (Some(host), None) if host.as_bytes().iter().all(|octet| is_host_octet(*octet)) => Ok(()),
        _ => Err(HttpFault::BadHost),
    }
}

/// Letters, digits and what RFC 3986 §3.2.2–3.2.3 allows in a host and port.
fn is_host_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&octet)
}

/// RFC 9110 §10.1.1: 417 to an expectation that is not met; HTTP/1.0 has none.
pub(super) fn check_expectation(head: &Parts) -> Result<(), HttpFault> {
    let unmet = |value: &hyper::header::HeaderValue| !value.as_bytes().eq_ignore_ascii_case(b"100-continue");
    if head.version > Version::HTTP_10 && head.headers.get_all(EXPECT).iter().any(unmet) {
        return Err(HttpFault::Expectation);
    }
    Ok(())
}

/// The body must be a time-stamp query as it is: RFC 3161 §3.4, conformance C90 and H2–H8.
pub(super) fn check_query_type(headers: &HeaderMap) -> Result<(), HttpFault> {
    if headers.get_all(CONTENT_ENCODING).iter().any(|value| value != "identity") {
        return Err(HttpFault::ContentEncoding);
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let first = types.next().ok_or(HttpFault::ContentType)?;
    if types.any(|other| other != first) {
        return Err(HttpFault::TwoContentTypes);
    }
    let essence = first.as_bytes().split(|octet| *octet == b';').next().unwrap_or_default();
    if essence.trim_ascii().eq_ignore_ascii_case(b"application/timestamp-query") {
        Ok(())
    } else {
        Err(HttpFault::ContentType)
    }
}

/// RFC 9110 §15.5.12: 411 to a body whose length is not said (H18).
pub(super) fn check_length(headers: &HeaderMap) -> Result<(), HttpFault> {
    if headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING) {
        Ok(())
    } else {
        Err(HttpFault::LengthRequired)
    }
}

/// The token of `Authorization: Bearer TOKEN` (RFC 6750 §2.1), when there is exactly one such header.
pub(super) fn bearer_token(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next()?.as_bytes();
    if values.next().is_some() {
        return None;
    }
    let (scheme, token) = value.split_at_checked(b"Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then(|| token.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    fn head(build: impl FnOnce(hyper::http::request::Builder) -> hyper::http::request::Builder) -> Parts {
        build(Request::builder().uri("/tsa")).body(()).expect("a request").into_parts().0
    }

    #[test]
    fn host_rules_of_rfc9112_3_2() {
        assert_eq!(check(&head(|r| r)), Err(HttpFault::BadHost));
        assert_eq!(check(&head(|r| r.version(Version::HTTP_10))), Ok(()));
        assert_eq!(check(&head(|r| r.header(HOST, "[::1]:3180"))), Ok(()));
        assert_eq!(check(&head(|r| r.header(HOST, ""))), Ok(()));
        assert_eq!(check(&head(|r| r.header(HOST, "a").header(HOST, "a"))), Err(HttpFault::BadHost));
        assert_eq!(check(&head(|r| r.header(HOST, "a/b"))), Err(HttpFault::BadHost));
    }

    #[test]
    fn only_chunked_is_a_transfer_coding() {
        let with = |coding| check(&head(|r| r.header(HOST, "a").header(TRANSFER_ENCODING, coding)));
        assert_eq!(with("Chunked"), Ok(()));
        assert_eq!(with("gzip, chunked"), Err(HttpFault::TransferCoding));
        assert_eq!(with("identity"), Err(HttpFault::TransferCoding));
    }

    #[test]
    fn media_types() {
        let with = |types: &[&str]| {
            let head = head(|r| types.iter().fold(r, |r, value| r.header(CONTENT_TYPE, *value)));
            check_query_type(&head.headers)
        };
        for good in [
            "application/timestamp-query",
            "APPLICATION/Timestamp-Query",
            "application/timestamp-query; charset=utf-8",
            "application/timestamp-query;name=\"x.tsq\"",
        ] {
            assert_eq!(with(&[good]), Ok(()), "{good}");
            assert_eq!(with(&[good, good]), Ok(()), "{good} twice");
        }
        for bad in [
            "application/timestamp-reply",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=application/timestamp-query",
            "application/octet-stream",
            "",
        ] {
            assert_eq!(with(&[bad]), Err(HttpFault::ContentType), "{bad}");
        }
        assert_eq!(with(&[]), Err(HttpFault::ContentType));
        assert_eq!(with(&["application/timestamp-query", "text/html"]), Err(HttpFault::TwoContentTypes));
    }

    #[test]
    fn bearer_tokens() {
        let with = |values: &[&str]| {
            let head = head(|r| values.iter().fold(r, |r, value| r.header(AUTHORIZATION, *value)));
            bearer_token(&head.headers).map(<[u8]>::to_vec)
        };
        assert_eq!(with(&["Bearer abc"]).as_deref(), Some(b"abc".as_slice()));
        assert_eq!(with(&["bearer  abc "]).as_deref(), Some(b"abc".as_slice()));
        for bad in [&["Basic abc"][..], &["Bearer"], &["Bearer a", "Bearer a"], &[]] {
            assert_eq!(with(bad), None, "{bad:?}");
        }
    }
}
