//! The rows of `conformance.md` 3c that one request on one connection can show, as data.

use conformance_tests::http::{QUERY_TYPE, REPLY_TYPE, post, post_with};
use conformance_tests::query::Query;
use conformance_tests::response::FailInfo;
use conformance_tests::tsa_under_test::PATH;

mod head;

/// One request, octet for octet, and what must come back.
pub(crate) struct Row {
    /// The row of the table, with a letter where a row has several requests.
    pub(crate) id: &'static str,
    /// What is special about the request.
    pub(crate) what: String,
    /// The octets to send.
    pub(crate) request: Vec<u8>,
    /// What must come back.
    pub(crate) answer: Expected,
    /// What becomes of the connection.
    pub(crate) after: After,
}

/// What must come back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expected {
    /// A token.
    Granted,
    /// A DER rejection with this bit.
    Rejected(FailInfo),
    /// One of these status codes, and no time-stamp reply.
    Status(&'static [u16]),
    /// One of these status codes, or an end of the connection without a word.
    StatusOrClose(&'static [u16]),
    /// A token, or one of these status codes.
    GrantedOrStatus(&'static [u16]),
}

/// What becomes of the connection after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// It serves another request.
    Open,
    /// The server ends it.
    Closed,
    /// Either.
    Any,
}

/// All rows.
pub(crate) fn rows() -> Vec<Row> {
    [
        methods(),
        media_types(),
        sizes(),
        chunked(),
        framing(),
        head::header_blocks(),
        head::header_faults(),
        head::versions(),
        head::targets(),
        head::expectations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn methods() -> Vec<Row> {
    let mut rows: Vec<Row> = ["GET", "HEAD", "PUT", "TRACE", "OPTIONS", "DELETE", "PATCH", "post", "BREW"]
        .into_iter()
        .map(|method| {
            let request = format!("{method} {PATH} HTTP/1.1\r\nHost: tsa.test\r\n\r\n").into_bytes();
            row("H1", method, request, Expected::Status(&[405]), After::Any)
        })
        .collect();
    rows.push(row(
        "H1",
        "OPTIONS *",
        text("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"),
        Expected::Status(&[404, 405, 400]),
        After::Any,
    ));
    rows
}

fn media_types() -> Vec<Row> {
    let typed = |value: &str| post_with(PATH, &[("Content-Type", value)], &good());
    let with =
        |name: &str, value: &str| post_with(PATH, &[("Content-Type", QUERY_TYPE), (name, value)], &good());
    let multipart = "multipart/form-data; boundary=application/timestamp-query";
    let two = post_with(PATH, &[("Content-Type", QUERY_TYPE), ("Content-Type", "text/plain")], &good());
    let java = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
    vec![
        row("H2", "no Content-Type", post_with(PATH, &[], &good()), Expected::Status(&[415]), After::Any),
        row("H2", "empty Content-Type", typed(""), Expected::Status(&[415]), After::Any),
        row(
            "H3",
            "curl's default type",
            typed("application/x-www-form-urlencoded"),
            Expected::Status(&[415]),
            After::Any,
        ),
        row("H4a", "odd case", typed("APPLICATION/Timestamp-Query"), Expected::Granted, After::Open),
        row(
            "H4b",
            "with charset",
            typed("application/timestamp-query; charset=utf-8"),
            Expected::Granted,
            After::Open,
        ),
        row(
            "H4c",
            "with name",
            typed("application/timestamp-query; name=\"x.tsq\""),
            Expected::Granted,
            After::Open,
        ),
        row(
            "H4d",
            "blank before ;",
            typed("application/timestamp-query ;x=y"),
            Expected::Granted,
            After::Open,
        ),
        row("H5", "type inside multipart", typed(multipart), Expected::Status(&[415]), After::Any),
        row(
            "H5",
            "type as a prefix",
            typed("application/timestamp-query-x"),
            Expected::Status(&[415]),
            After::Any,
        ),
        row("H6", "two Content-Type that differ", two, Expected::Status(&[400]), After::Any),
        row("H7", "reply type", typed(REPLY_TYPE), Expected::Status(&[415]), After::Any),
        row(
            "H8",
            "Content-Encoding: gzip",
            with("Content-Encoding", "gzip"),
            Expected::Status(&[415]),
            After::Any,
        ),
        row("H9", "Accept: text/html", with("Accept", "text/html"), Expected::Granted, After::Open),
        row("H9", "Accept of Java", with("Accept", java), Expected::Granted, After::Open),
        row(
            "H10",
            "Accept-Encoding: gzip",
            with("Accept-Encoding", "gzip, br, identity;q=0"),
            Expected::Granted,
            After::Open,
        ),
        row("H36", "octet-stream", typed("application/octet-stream"), Expected::Status(&[415]), After::Any),
    ]
}

fn sizes() -> Vec<Row> {
    let announced = |size: &str| {
        format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\nContent-Length: {size}\r\n\r\n"
        )
        .into_bytes()
    };
    let full = post(PATH, &vec![0_u8; 65_536]);
    vec![
        row(
            "H11a",
            "Content-Length 65537, no body yet",
            announced("65537"),
            Expected::Status(&[413]),
            After::Closed,
        ),
        row(
            "H11b",
            "Content-Length 2^63",
            announced("9223372036854775808"),
            Expected::Status(&[400, 413]),
            After::Closed,
        ),
        row("H11c", "65536 octets are read", full, Expected::Rejected(FailInfo::BadDataFormat), After::Open),
        row(
            "H19",
            "Content-Length 0",
            post(PATH, &[]),
            Expected::Rejected(FailInfo::BadDataFormat),
            After::Open,
        ),
    ]
}

fn chunked() -> Vec<Row> {
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let with = |body: &[u8]| [head.as_bytes(), body].concat();
    let der = good();
    let (first, second) = der.split_at(20);
    let chunk = |data: &[u8], extension: &str| {
        [format!("{:x}{extension}\r\n", data.len()).as_bytes(), data, b"\r\n"].concat()
    };
    let whole = [chunk(&der, ""), b"0\r\n\r\n".to_vec()].concat();
    let split =
        [chunk(first, ";a=b"), chunk(second, ";c=\"d\""), b"0;e\r\nX-Trailer: 1\r\n\r\n".to_vec()].concat();
    let octet_by_octet: Vec<u8> =
        der.iter().flat_map(|octet| chunk(&[*octet], "")).chain(b"0\r\n\r\n".iter().copied()).collect();
    let bomb: Vec<u8> = chunk(&[0; 4_096], "").repeat(16).into_iter().chain(chunk(&[0], "")).collect();
    let no_crlf = [format!("{:x}\r\n", der.len()).as_bytes(), &der, b"0\r\n\r\n"].concat();
    let bad =
        |id, what: &str, body: &[u8]| row(id, what, with(body), Expected::Status(&[400]), After::Closed);
    vec![
        row("H12", "chunks over 64 KiB", with(&bomb), Expected::Status(&[413]), After::Closed),
        row("H13a", "one chunk", with(&whole), Expected::Granted, After::Open),
        row("H13b", "extensions and a trailer", with(&split), Expected::Granted, After::Open),
        row("H13c", "a chunk per octet", with(&octet_by_octet), Expected::Granted, After::Open),
        bad("H14a", "chunk size G", b"G\r\n"),
        bad("H14b", "chunk size 2^64", b"10000000000000000\r\n"),
        bad("H14c", "chunk size -1", b"-1\r\n"),
        bad("H14d", "no CRLF after the data", &no_crlf),
    ]
}

fn framing() -> Vec<Row> {
    let der = good();
    let with = |fields: &str| {
        let head = format!("POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\n{fields}\r\n");
        [head.as_bytes(), &der].concat()
    };
    let size = der.len();
    let refused =
        |id, fields: &str| row(id, fields.trim(), with(fields), Expected::Status(&[400]), After::Closed);
    let coding = |id, fields: &str| {
        row(id, fields.trim(), with(fields), Expected::StatusOrClose(&[400, 411, 501]), After::Closed)
    };
    let smuggled = {
        let head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        [head.as_bytes(), format!("{size:x}\r\n").as_bytes(), &der, b"\r\n0\r\n\r\n"].concat()
    };
    vec![
        row("H15", "Content-Length and chunked", smuggled, Expected::GrantedOrStatus(&[400]), After::Closed),
        refused("H16a", &format!("Content-Length: {size}\r\nContent-Length: {}\r\n", size + 1)),
        refused("H16b", &format!("Content-Length: +{size}\r\n")),
        refused("H16c", &format!("Content-Length: {size},{size}\r\n")),
        refused("H16d", &format!("Content-Length: 0x{size:x}\r\n")),
        refused("H16e", &format!("Content-Length: {size}, {}\r\n", size + 1)),
        coding("H17a", "Transfer-Encoding: gzip, chunked\r\n"),
        coding("H17b", "Transfer-Encoding: identity\r\n"),
        coding("H17c", "Transfer-Encoding: chunked, gzip\r\n"),
        row("H18", "no length at all", with(""), Expected::Status(&[411]), After::Closed),
    ]
}

fn row(id: &'static str, what: &str, request: Vec<u8>, answer: Expected, after: After) -> Row {
    Row { id, what: what.to_owned(), request, answer, after }
}

fn text(request: &str) -> Vec<u8> {
    request.as_bytes().to_vec()
}

fn good() -> Vec<u8> {
    Query::good().der()
}
