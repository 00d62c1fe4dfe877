//! The way to a witness: one HTTP/1.1 request on a connection of its own, on the publisher's threads.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use tsa_journal::{WitnessAnswer, WitnessTransport};

use crate::clock::monotonic;

/// The submission prefix of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WitnessUrl {
    /// `HOST:PORT`, to connect to.
    address: String,
    /// What goes into `Host`.
    authority: String,
    path: String,
}

impl WitnessUrl {
    /// Reads `http://HOST[:PORT][/PATH]`.
    pub(crate) fn parse(url: &str) -> Result<WitnessUrl, String> {
        let Some(rest) = url.strip_prefix("http://") else {
            return Err(format!(
                "{url:?} is not an http:// URL; for a witness behind https, name a local proxy that speaks TLS to it"
            ));
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let plain =
            |text: &str| text.bytes().all(|octet| octet.is_ascii_graphic() && !b"?#@\"<>".contains(&octet));
        if authority.is_empty() || !plain(rest) {
            return Err(format!("{url:?} is not a plain URL such as http://witness.example:3190/log"));
        }
        let after_brackets = authority.rsplit(']').next().unwrap_or_default();
        let address =
            if after_brackets.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
        let path = format!("{}/add-checkpoint", path.trim_end_matches('/'));
        Ok(WitnessUrl { address, authority: authority.to_owned(), path })
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let mut failed = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in self.address.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, TIMEOUT) {
                Ok(stream) => return Ok(stream),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }
}

impl WitnessTransport for WitnessUrl {
    fn add_checkpoint(&self, body: &[u8]) -> Result<WitnessAnswer, Box<dyn Error + Send + Sync>> {
        let mut stream = self.connect()?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n",
            self.path,
            self.authority,
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat())?;
        Ok(read_answer(&mut stream)?)
    }
}

/// The whole answer: to the end of the connection, or to its announced length. All in all it may take as long as three
/// silences.
fn read_answer(stream: &mut impl Read) -> io::Result<WitnessAnswer> {
    let begun = monotonic();
    let mut octets = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(answer) = parse(&octets, false)? {
            return Ok(answer);
        }
        let late = monotonic().saturating_duration_since(begun) > TIMEOUT.saturating_mul(3);
        if late || octets.len() > MAX_ANSWER {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the answer is too long or too slow"));
        }
        match stream.read(&mut chunk)? {
            0 => break,
            read => octets.extend_from_slice(chunk.get(..read).unwrap_or_default()),
        }
    }
    parse(&octets, true)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// The answer, once it is whole; `ended` when no more will come.
fn parse(octets: &[u8], ended: bool) -> io::Result<Option<WitnessAnswer>> {
    let bad = |what: &'static str| io::Error::new(io::ErrorKind::InvalidData, what);
    let Some(end) = octets.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let (head, body) = octets.split_at_checked(end).ok_or_else(|| bad("no head"))?;
    let body = body.strip_prefix(b"\r\n\r\n").unwrap_or_default();
    let head = std::str::from_utf8(head).map_err(|_| bad("a head that is not ASCII"))?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or_else(|| bad("no HTTP/1.x status line"))?;
    let mut length = None;
    let mut chunked = false;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            length =
                Some(value.trim().parse::<usize>().map_err(|_| bad("a Content-Length that is no number"))?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            chunked = true;
        }
    }
    if chunked {
        return Ok(unchunk(body)?.map(|body| WitnessAnswer { status, body }));
    }
    let body = match length {
        Some(length) => body.get(..length),
        None => ended.then_some(body),
    };
    Ok(body.map(|body| WitnessAnswer { status, body: body.to_vec() }))
}

/// RFC 9112 §7.1, without trailers; `None` while the last chunk is missing.
fn unchunk(mut rest: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "a body that is wrongly chunked");
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|window| window == b"\r\n") else { return Ok(None) };
        let (size, after) = rest.split_at_checked(end).ok_or_else(bad)?;
        let size = std::str::from_utf8(size).ok().and_then(|text| text.split(';').next()).ok_or_else(bad)?;
        let size = usize::from_str_radix(size.trim(), 16).map_err(|_| bad())?;
        if size == 0 {
            return Ok(Some(body));
        }
        let after = after.strip_prefix(b"\r\n").ok_or_else(bad)?;
        let Some((chunk, after)) = after.split_at_checked(size) else { return Ok(None) };
        body.extend_from_slice(chunk);
        let Some(after) = after.get(2..) else { return Ok(None) };
        rest = after;
    }
}

/// To connect, to send, and between two pieces of the answer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Cosignatures are some hundred octets.
const MAX_ANSWER: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let url = WitnessUrl::parse("http://witness.example/logs/").expect("a URL");
        assert_eq!((url.address.as_str(), url.path.as_str()), ("witness.example:80", "/logs/add-checkpoint"));
        let url = WitnessUrl::parse("http://[::1]:3190").expect("a URL");
        assert_eq!((url.address.as_str(), url.path.as_str()), ("[::1]:3190", "/add-checkpoint"));
        assert_eq!(WitnessUrl::parse("http://[::1]").expect("a URL").address, "[::1]:80");
        for bad in ["https://w.example", "w.example", "http://", "http://a b", "http://a/?q", "http://u@a/"] {
            assert!(WitnessUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn answers_by_length_by_chunks_and_by_the_end() {
        let answer = |text: &str| read_answer(&mut text.as_bytes());
        let ok = WitnessAnswer { status: 409, body: b"17\n".to_vec() };
        for text in [
            "HTTP/1.1 409 Conflict\r\ncontent-length: 3\r\n\r\n17\n",
            "HTTP/1.0 409 Conflict\r\nServer: x\r\n\r\n17\n",
            "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n2;x=y\r\n7\n\r\n0\r\n\r\n",
        ] {
            assert_eq!(answer(text).expect(text), ok);
        }
        for cut in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "SMTP 200\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        ] {
            assert!(answer(cut).is_err(), "{cut:?}");
        }
        assert!(read_answer(&mut io::repeat(b'x')).is_err(), "endless");
    }
}
