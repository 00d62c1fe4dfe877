//! Where an authority is: what an operator writes, read.

use std::path::PathBuf;
use std::time::Duration;

use http::header::HeaderValue;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// Where an authority listens, as an operator writes it: `http://HOST:PORT/PATH`, `https://HOST:PORT/PATH`, or
/// `unix:SOCKET!/PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub(super) peer: Peer,
    pub(super) host: HeaderValue,
    path: String,
}

/// How the peer is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    /// `HOST:PORT`.
    Tcp(String),
    /// `HOST:PORT`, and the name that its certificate has to show.
    Tls(String, ServerName<'static>),
    /// The path of the socket.
    Unix(PathBuf),
}

/// Text that is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address of an authority: write http://HOST:PORT/PATH, https://HOST:PORT/PATH or unix:/SOCKET!/PATH"
)]
pub struct NoAddress(String);

impl Address {
    /// Reads it.
    ///
    /// # Errors
    /// [`NoAddress`].
    pub fn parse(text: &str) -> Result<Address, NoAddress> {
        let no = || NoAddress(text.to_owned());
        let plain = |octet: u8| octet.is_ascii_graphic() && !b"\"<>".contains(&octet);
        if !text.bytes().all(plain) {
            return Err(no());
        }
        if let Some(rest) = text.strip_prefix("unix:") {
            let (socket, path) = rest.split_once('!').ok_or_else(no)?;
            if socket.is_empty() || !path.starts_with('/') {
                return Err(no());
            }
            let host = HeaderValue::from_static("localhost");
            return Ok(Address { peer: Peer::Unix(socket.into()), host, path: path.to_owned() });
        }
        let (rest, is_tls) = match (text.strip_prefix("http://"), text.strip_prefix("https://")) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) => (rest, true),
            (None, None) => return Err(no()),
        };
        let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let parsed: http::uri::Authority = authority.parse().map_err(|_| no())?;
        if parsed.host().is_empty() || authority.contains('@') {
            return Err(no());
        }
        let peer = match parsed.port_u16() {
            Some(_) => authority.to_owned(),
            None => format!("{authority}:{}", if is_tls { 443 } else { 80 }),
        };
        let peer = if is_tls {
            let name = parsed.host().trim_start_matches('[').trim_end_matches(']');
            Peer::Tls(peer, ServerName::try_from(name.to_owned()).map_err(|_| no())?)
        } else {
            Peer::Tcp(peer)
        };
        let host = HeaderValue::from_str(authority).map_err(|_| no())?;
        Ok(Address { peer, host, path: path.to_owned() })
    }

    /// The same peer, another path.
    #[must_use]
    pub fn at(&self, path: &str) -> Address {
        Address { path: path.to_owned(), ..self.clone() }
    }

    /// Whether somebody takes connections there, within `limit`.
    pub async fn answers(&self, limit: Duration) -> bool {
        let connect = async {
            match &self.peer {
                Peer::Tcp(peer) | Peer::Tls(peer, _) => TcpStream::connect(peer).await.is_ok(),
                Peer::Unix(socket) => UnixStream::connect(socket).await.is_ok(),
            }
        };
        timeout(limit, connect).await.unwrap_or(false)
    }

    /// Whether what is said there goes under TLS.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        matches!(self.peer, Peer::Tls(..))
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.peer {
            Peer::Tcp(peer) => write!(f, "http://{peer}{}", self.path),
            Peer::Tls(peer, _) => write!(f, "https://{peer}{}", self.path),
            Peer::Unix(socket) => write!(f, "unix:{}!{}", socket.display(), self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let read = |text: &str| Address::parse(text).map(|address| address.to_string());
        assert_eq!(
            read("http://127.0.0.1:3182/internal/claim").unwrap(),
            "http://127.0.0.1:3182/internal/claim"
        );
        assert_eq!(read("http://tsa.example").unwrap(), "http://tsa.example:80/");
        assert_eq!(read("http://[::1]:3182/x").unwrap(), "http://[::1]:3182/x");
        assert_eq!(
            read("unix:/run/tsa/internal.sock!/internal/claim").unwrap(),
            "unix:/run/tsa/internal.sock!/internal/claim"
        );
        assert_eq!(read("https://tsa.example/tsa").unwrap(), "https://tsa.example:443/tsa");
        assert_eq!(read("https://[::1]:3182/x").unwrap(), "https://[::1]:3182/x");
        assert!(Address::parse("https://127.0.0.1/x").unwrap().is_tls());
        for bad in [
            "",
            "https://",
            "https://-/",
            "ftp://tsa.example/",
            "http://",
            "http://a b/",
            "unix:/run/x",
            "unix:!/x",
            "http://u@h/",
            "tsa.example",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
