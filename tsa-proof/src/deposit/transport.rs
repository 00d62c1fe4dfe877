//! HTTP/1.1 to one authority, over TCP, TLS or a Unix socket: few connections, kept open and used again, a deadline on everything.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, RETRY_AFTER};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::address::{Address, Peer};

/// Connections to one peer.
#[derive(Debug)]
pub struct Transport {
    address: Address,
    bearer: Option<HeaderValue>,
    tls: Option<Arc<rustls::ClientConfig>>,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
    deadline: Duration,
}

/// What came back: a whole, small body.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The media type, if one was named.
    pub content_type: Option<String>,
    /// After how many seconds to ask again, if the peer says so.
    pub retry_after: Option<u64>,
    /// The body.
    pub body: Bytes,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum TransportFault {
    /// Nobody listens, the socket is not to be reached, or the certificate shown is not believed.
    #[error("cannot connect to {address}")]
    Connect {
        /// Whom.
        address: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The connection broke, or what came was no HTTP.
    #[error("{address} breaks the exchange")]
    Exchange {
        /// Whom.
        address: String,
        /// What hyper said.
        #[source]
        source: hyper::Error,
    },
    /// The body is too long, or broke off.
    #[error("the body from {address} is cut short, or longer than {MAX_BODY} octets")]
    Body {
        /// Whom.
        address: String,
    },
    /// Too slow.
    #[error("{address} has not answered within {deadline:?}")]
    Deadline {
        /// Whom.
        address: String,
        /// What it was given.
        deadline: Duration,
    },
}

impl Transport {
    /// To this peer; `bearer` goes into each request, `deadline` bounds each from connecting to the last octet. `tls` says whose certificates
    /// are believed; without it an address that wants TLS cannot be reached.
    #[must_use]
    pub fn new(
        address: Address,
        bearer: Option<HeaderValue>,
        tls: Option<Arc<rustls::ClientConfig>>,
        deadline: Duration,
    ) -> Transport {
        Transport { address, bearer, tls, idle: Mutex::default(), deadline }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Posts a body to the address itself.
    ///
    /// # Errors
    /// [`TransportFault`].
    pub async fn post(&self, content_type: &'static str, body: Vec<u8>) -> Result<Reply, TransportFault> {
        self.send(Method::POST, self.address.path(), Some(content_type), body.into()).await
    }

    /// Gets a path of the same peer.
    ///
    /// # Errors
    /// [`TransportFault`].
    pub async fn get(&self, path: &str) -> Result<Reply, TransportFault> {
        self.send(Method::GET, path, None, Bytes::new()).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        content_type: Option<&'static str>,
        body: Bytes,
    ) -> Result<Reply, TransportFault> {
        let exchange = self.exchange(method, path, content_type, body);
        match timeout(self.deadline, exchange).await {
            Ok(done) => done,
            Err(_) => {
                Err(TransportFault::Deadline { address: self.address.to_string(), deadline: self.deadline })
            }
        }
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        content_type: Option<&'static str>,
        body: Bytes,
    ) -> Result<Reply, TransportFault> {
        // A kept connection may have been closed by the peer meanwhile: then the request has not been worked on, or its answer
        // is lost, and asking once more on a new connection harms nobody.
        while let Some(mut kept) = self.take_idle() {
            if kept.ready().await.is_err() {
                continue;
            }
            let request = self.request(&method, path, content_type, body.clone());
            if let Ok(response) = kept.send_request(request).await {
                return self.collect(kept, response).await;
            }
            break;
        }
        let mut sender = self.connect().await?;
        let request = self.request(&method, path, content_type, body);
        let response = sender.send_request(request).await.map_err(|source| self.broken(source))?;
        self.collect(sender, response).await
    }

    async fn collect(
        &self,
        sender: SendRequest<Full<Bytes>>,
        response: Response<Incoming>,
    ) -> Result<Reply, TransportFault> {
        let (head, body) = response.into_parts();
        let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        let collected = Limited::new(body, MAX_BODY).collect().await;
        let body = match collected {
            Ok(collected) => collected.to_bytes(),
            Err(_) => return Err(TransportFault::Body { address: self.address.to_string() }),
        };
        self.keep(sender);
        Ok(Reply {
            status: head.status,
            content_type: header(CONTENT_TYPE).map(str::to_owned),
            retry_after: header(RETRY_AFTER).and_then(|text| text.parse().ok()),
            body,
        })
    }

    fn request(
        &self,
        method: &Method,
        path: &str,
        content_type: Option<&'static str>,
        body: Bytes,
    ) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method.clone();
        // The path was checked when the address was read, or is one of our own.
        *request.uri_mut() = path.parse().unwrap_or_default();
        let headers = request.headers_mut();
        headers.insert(HOST, self.address.host.clone());
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some(bearer) = &self.bearer {
            headers.insert(AUTHORIZATION, bearer.clone());
        }
        request
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, TransportFault> {
        let fault = |source| TransportFault::Connect { address: self.address.to_string(), source };
        match &self.address.peer {
            Peer::Tcp(peer) => {
                let stream = TcpStream::connect(peer).await.map_err(fault)?;
                stream.set_nodelay(true).map_err(fault)?;
                self.shake_hands(stream).await
            }
            Peer::Tls(peer, name) => {
                let config = self.tls.clone().ok_or_else(|| fault(ErrorKind::Unsupported.into()))?;
                let stream = TcpStream::connect(peer).await.map_err(fault)?;
                stream.set_nodelay(true).map_err(fault)?;
                let stream = TlsConnector::from(config).connect(name.clone(), stream).await.map_err(fault)?;
                self.shake_hands(stream).await
            }
            Peer::Unix(socket) => {
                let stream = UnixStream::connect(socket).await.map_err(fault)?;
                self.shake_hands(stream).await
            }
        }
    }

    async fn shake_hands(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> Result<SendRequest<Full<Bytes>>, TransportFault> {
        let (sender, connection) =
            handshake(TokioIo::new(stream)).await.map_err(|source| self.broken(source))?;
        // Ends when the sender is dropped or the peer closes; its error reaches whoever waits for the answer.
        tokio::spawn(async move {
            let _ = connection.await;
        });
        Ok(sender)
    }

    fn broken(&self, source: hyper::Error) -> TransportFault {
        TransportFault::Exchange { address: self.address.to_string(), source }
    }

    fn take_idle(&self) -> Option<SendRequest<Full<Bytes>>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(sender) = idle.pop() {
            if !sender.is_closed() {
                return Some(sender);
            }
        }
        None
    }

    fn keep(&self, sender: SendRequest<Full<Bytes>>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE && !sender.is_closed() {
            idle.push(sender);
        }
    }
}

/// A token with its chain has some 2 KiB; a log proof some 4 KiB.
const MAX_BODY: usize = 256 * 1024;
/// As many as work at once in any sensible configuration.
const MAX_IDLE: usize = 64;
