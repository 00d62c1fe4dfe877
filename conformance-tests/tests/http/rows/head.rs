//! What stands before the body: the request line, the header block, the version, the target.

use conformance_tests::http::{QUERY_TYPE, post, post_with};
use conformance_tests::response::FailInfo;
use conformance_tests::tsa_under_test::PATH;

use super::{After, Expected, Row, good, row, text};

pub(super) fn header_blocks() -> Vec<Row> {
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

pub(super) fn header_faults() -> Vec<Row> {
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

pub(super) fn versions() -> Vec<Row> {
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

pub(super) fn targets() -> Vec<Row> {
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

pub(super) fn expectations() -> Vec<Row> {
    let expect = |value: &str| post_with(PATH, &[("Content-Type", QUERY_TYPE), ("Expect", value)], &good());
    vec![row("H32c", "Expect: other", expect("other"), Expected::Status(&[417]), After::Any)]
}
