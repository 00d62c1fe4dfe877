//! HTTP over raw sockets: every octet of a request is the test's, and of an answer nothing is forgiven.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use crate::response::{Answer, Token};

/// The media type of a request (RFC 3161 §3.4).
pub const QUERY_TYPE: &str = "application/timestamp-query";
/// The media type of an answer, bare (C90).
pub const REPLY_TYPE: &str = "application/timestamp-reply";

/// One connection to the TSA.
pub struct Connection {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct HttpAnswer {
    /// The version in the status line, as `HTTP/1.1`.
    pub version: String,
    /// The status code.
    pub status: u16,
    /// Header fields, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// The value of a header field that may be there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values =
            self.headers.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let first = values.next();
        assert!(values.next().is_none(), "{name} sent twice: {:?}", self.headers);
        first
    }

    /// Checks what C90 and C91 say of every DER answer, and takes the answer apart.
    pub fn timestamp(&self) -> Result<Answer, String> {
        let of = |name: &str| self.header(name);
        let expected_length = self.body.len().to_string();
        if self.status != 200 || of("content-type") != Some(REPLY_TYPE) {
            return Err(format!("HTTP {} {:?}: {}", self.status, of("content-type"), self.text()));
        }
        if of("content-length") != Some(&expected_length) || of("transfer-encoding").is_some() {
            return Err(format!("C91: Content-Length, never chunked: {:?}", self.headers));
        }
        if of("content-encoding").is_some()
            || of("location").is_some()
            || of("cache-control") != Some("no-store")
        {
            return Err(format!("C91: no encoding, no redirect, no-store: {:?}", self.headers));
        }
        Answer::read(&self.body)
    }

    /// The body as text, for messages.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    /// Connects; every read and write ends after ten seconds.
    pub fn open(address: SocketAddr) -> Self {
        Self::try_open(address).unwrap_or_else(|error| panic!("connecting to {address}: {error}"))
    }

    /// As [`Self::open`], to a server that may be gone.
    ///
    /// # Errors
    ///
    /// That nobody listens.
    pub fn try_open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let connection = Self { stream, unread: Vec::new() };
        connection.patience(Duration::from_secs(10));
        Ok(connection)
    }

    /// Sets how long one read or write may wait.
    pub fn patience(&self, limit: Duration) {
        self.stream.set_read_timeout(Some(limit)).expect("read timeout");
        self.stream.set_write_timeout(Some(limit)).expect("write timeout");
    }

    /// Sends octets; an error is handed back, because a server may close early.
    ///
    /// # Errors
    ///
    /// The error of the socket.
    pub fn try_send(&mut self, octets: &[u8]) -> io::Result<()> {
        self.stream.write_all(octets)
    }

    /// Sends octets that the server must take.
    pub fn send(&mut self, octets: &[u8]) {
        self.try_send(octets).expect("the server takes what is sent");
    }

    /// Ends our sending half.
    pub fn shut_sending(&self) {
        self.stream.shutdown(Shutdown::Write).expect("half-close");
    }

    /// Ends our sending half, if the server has not ended the connection before.
    pub fn try_shut_sending(&self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Reads one answer with its body by Content-Length.
    ///
    /// # Errors
    ///
    /// That the connection ended or fell silent first, or what is wrong with the answer.
    pub fn read_answer(&mut self) -> Result<HttpAnswer, String> {
        self.read_answer_to("POST")
    }

    /// As [`Self::read_answer`], for a request of this method (HEAD has no body).
    ///
    /// # Errors
    ///
    /// As [`Self::read_answer`].
    pub fn read_answer_to(&mut self, method: &str) -> Result<HttpAnswer, String> {
        let head_end = loop {
            if let Some(at) = find(&self.unread, b"\r\n\r\n") {
                break at + 4;
            }
            self.fill().map_err(|error| format!("no header block: {error}: {:?}", lossy(&self.unread)))?;
        };
        let head: Vec<u8> = self.unread.drain(..head_end).collect();
        let mut answer = read_head(&head)?;
        let bodyless = method == "HEAD" || answer.status < 200 || answer.status == 204;
        let size: usize = match answer.header("content-length") {
            _ if bodyless => 0,
            Some(text) => text.parse().map_err(|_| format!("Content-Length {text:?}"))?,
            None => return Err(format!("answer {} without Content-Length", answer.status)),
        };
        while self.unread.len() < size {
            self.fill().map_err(|error| format!("body of {size} octets cut short: {error}"))?;
        }
        answer.body = self.unread.drain(..size).collect();
        Ok(answer)
    }

    /// Whether the server ends the connection (FIN or RST) within the patience, with nothing more sent.
    pub fn is_closed(&mut self) -> bool {
        self.unread.is_empty() && matches!(self.fill(), Err(Ended::Closed))
    }

    /// Reads everything until the server ends the connection.
    ///
    /// # Errors
    ///
    /// That the server kept the connection open.
    pub fn read_to_end(&mut self) -> Result<Vec<u8>, String> {
        loop {
            match self.fill() {
                Ok(()) => {}
                Err(Ended::Closed) => return Ok(std::mem::take(&mut self.unread)),
                Err(Ended::Silent) => return Err(format!("still open after {:?}", lossy(&self.unread))),
            }
        }
    }

    /// Posts a request to the TSA path on this connection and reads the answer.
    ///
    /// # Errors
    ///
    /// What went wrong on the socket.
    pub fn post(&mut self, path: &str, query: &[u8]) -> Result<HttpAnswer, String> {
        self.try_send(&post(path, query)).map_err(|error| format!("sending: {error}"))?;
        self.read_answer()
    }

    fn fill(&mut self) -> Result<(), Ended> {
        let mut buffer = [0; 16_384];
        match self.stream.read(&mut buffer) {
            Ok(0) => Err(Ended::Closed),
            Ok(count) => {
                self.unread.extend_from_slice(&buffer[..count]);
                Ok(())
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                Err(Ended::Silent)
            }
            Err(_) => Err(Ended::Closed),
        }
    }
}

/// A well-formed POST of a time-stamp request.
pub fn post(path: &str, query: &[u8]) -> Vec<u8> {
    post_with(path, &[("Content-Type", QUERY_TYPE)], query)
}

/// A POST with these header fields, Host and Content-Length added.
pub fn post_with(path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut out = format!("POST {path} HTTP/1.1\r\nHost: tsa.test\r\n").into_bytes();
    for (name, value) in headers {
        out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    out.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    out.extend_from_slice(body);
    out
}

/// Posts one request on a connection of its own.
///
/// # Errors
///
/// What went wrong on the socket or with the HTTP answer.
pub fn ask(address: SocketAddr, path: &str, query: &[u8]) -> Result<Answer, String> {
    Connection::open(address).post(path, query)?.timestamp()
}

/// Posts one request that must be granted.
///
/// # Errors
///
/// Why there is no token.
pub fn ask_token(address: SocketAddr, path: &str, query: &[u8]) -> Result<Token, String> {
    ask(address, path, query)?.granted()
}

enum Ended {
    Closed,
    Silent,
}

impl std::fmt::Display for Ended {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Closed => "connection closed",
            Self::Silent => "silence",
        })
    }
}

fn read_head(head: &[u8]) -> Result<HttpAnswer, String> {
    let text =
        std::str::from_utf8(head).map_err(|_| format!("header block is not text: {:?}", lossy(head)))?;
    let mut lines = text.trim_end_matches("\r\n").split("\r\n");
    let status_line = lines.next().unwrap_or_default();
    let mut words = status_line.splitn(3, ' ');
    let (version, status) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(format!("status line {status_line:?}"));
    }
    let mut headers = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("header line {line:?}"))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let status = status.parse().map_err(|_| format!("status line {status_line:?}"))?;
    Ok(HttpAnswer { version: version.to_owned(), status, headers, body: Vec::new() })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
