//! The rows of `conformance.md` 3c that one request on one connection can show, as data.

use conformance_tests::http::{QUERY_TYPE, REPLY_TYPE, post, post_with};
use conformance_tests::query::Query;
use conformance_tests::response::FailInfo;
use conformance_tests::tsa_under_test::PATH;

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
        header_blocks(),
        header_faults(),
        versions(),
        targets(),
        expectations(),
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
        row("H18", "no length at all", with(""), Expected::Status(&[411]), After::Any),
    ]
}

fn header_blocks() -> Vec<Row> {
    let with = |fields: &str| post_with(PATH, &[("Content-Type", QUERY_TYPE), ("X-Pad", fields)], &good());
    let many: String = (0..120).map(|number| format!("X-{number}: y\r\n")).collect();
    let many = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\n{many}Content-Length: 0\r\n\r\n"
    );
    let some: String = (0..90).map(|number| format!("X-{number}: y\r\n")).collect();
    let some = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY_TYPE}\r\n{some}Content-Length: 0\r\n\r\n"
    );
    let long_target = post(&format!("{PATH}?{}", "x".repeat(9_000)), &good());
    vec![
        row(
            "H23a",
            "header block of 17 KiB",
            with(&"x".repeat(17 * 1_024)),
            Expected::Status(&[431]),
            After::Closed,
        ),
        row("H23b", "120 header fields", text(&many), Expected::Status(&[431]), After::Closed),
        row(
            "H23c",
            "header block of 8 KiB is fine",
            with(&"x".repeat(8 * 1_024)),
            Expected::Granted,
            After::Open,
        ),
        row(
            "H23d",
            "90 fields are fine",
            text(&some),
            Expected::Rejected(FailInfo::BadDataFormat),
            After::Open,
        ),
        row("H24", "request line of 9 KiB", long_target, Expected::Status(&[414, 431]), After::Closed),
    ]
}

fn header_faults() -> Vec<Row> {
    let with = |fields: &str| {
        let der = good();
        let size = der.len();
        let head = format!(
            "POST {PATH} HTTP/1.1\r\n{fields}Content-Type: {QUERY_TYPE}\r\nContent-Length: {size}\r\n\r\n"
        );
        [head.as_bytes(), &der].concat()
    };
    let refused =
        |id, what: &str, fields: &str| row(id, what, with(fields), Expected::Status(&[400]), After::Closed);
    let hosts =
        |what: &str, fields: &str| row("H27", what, with(fields), Expected::Status(&[400]), After::Any);
    vec![
        refused("H25a", "NUL in a value", "Host: x\r\nX-Y: a\0b\r\n"),
        refused("H25b", "bare CR in a value", "Host: x\r\nX-Y: a\rb\r\n"),
        refused("H25c", "NUL in a name", "Host: x\r\nX\0Y: a\r\n"),
        refused("H26a", "space before colon", "Host: x\r\nX-Y : a\r\n"),
        refused("H26b", "obs-fold", "Host: x\r\nX-Y: a\r\n b\r\n"),
        refused("H26c", "blank before the first field", " X-Y: a\r\nHost: x\r\n"),
        refused("H26d", "a field without colon", "Host: x\r\nX-Y\r\n"),
        hosts("no Host", ""),
        hosts("two Hosts", "Host: x\r\nHost: y\r\n"),
        hosts("two equal Hosts", "Host: x\r\nHost: x\r\n"),
    ]
}

fn versions() -> Vec<Row> {
    let with = |version: &str, fields: &str| {
        let der = good();
        let size = der.len();
        let head = format!(
            "POST {PATH} {version}\r\n{fields}Content-Type: {QUERY_TYPE}\r\nContent-Length: {size}\r\n\r\n"
        );
        [head.as_bytes(), &der].concat()
    };
    let refused = |id, what: &str, request: Vec<u8>| {
        row(id, what, request, Expected::StatusOrClose(&[400, 505]), After::Closed)
    };
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec();
    let hello =
        [&[0x16, 0x03, 0x01, 0x00, 0x50, 0x01, 0x00, 0x00, 0x4C, 0x03, 0x03][..], &[0x5A; 74]].concat();
    vec![
        row("H28a", "HTTP/1.0 without Host", with("HTTP/1.0", ""), Expected::Granted, After::Closed),
        row(
            "H28b",
            "HTTP/1.0 keep-alive",
            with("HTTP/1.0", "Connection: keep-alive\r\nHost: 127.0.0.1\r\n"),
            Expected::Granted,
            After::Open,
        ),
        row(
            "H28c",
            "HTTP/1.0 Keep-Alive",
            with("HTTP/1.0", "Connection: Keep-Alive\r\n"),
            Expected::Granted,
            After::Open,
        ),
        row(
            "C91",
            "Connection: close",
            with("HTTP/1.1", "Host: x\r\nConnection: close\r\n"),
            Expected::Granted,
            After::Closed,
        ),
        refused("H29a", "HTTP/0.9", text(&format!("POST {PATH}\r\n\r\n"))),
        refused("H29b", "HTTP/2 preface", preface),
        refused("H29c", "HTTP/3.0", with("HTTP/3.0", "Host: x\r\n")),
        row(
            "H29d",
            "HTTP/1.9",
            with("HTTP/1.9", "Host: x\r\n"),
            Expected::GrantedOrStatus(&[400, 505]),
            After::Any,
        ),
        refused("H34", "TLS ClientHello", hello),
        refused("H34", "not HTTP at all", text("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
    ]
}

fn targets() -> Vec<Row> {
    let absent =
        |id, target: &str| row(id, target, post(target, &good()), Expected::Status(&[404]), After::Any);
    vec![
        row(
            "H30a",
            "absolute form",
            post(&format!("http://tsa.test{PATH}"), &good()),
            Expected::Granted,
            After::Open,
        ),
        absent("H30b", &format!("{PATH}?x")),
        absent("H30c", &format!("/{PATH}")),
        absent("H30d", &format!("/%2e{PATH}")),
        absent("H30e", &format!("{PATH}/")),
        absent("H30f", "/%74sa"),
        absent("H30g", "http://tsa.test/other"),
        absent("H31a", "/nowhere"),
        absent("H31b", "/TSA"),
        row(
            "H31c",
            "GET /nowhere",
            text("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"),
            Expected::Status(&[404]),
            After::Any,
        ),
    ]
}

fn expectations() -> Vec<Row> {
    let expect = |value: &str| post_with(PATH, &[("Content-Type", QUERY_TYPE), ("Expect", value)], &good());
    vec![row("H32c", "Expect: other", expect("other"), Expected::Status(&[417]), After::Any)]
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
