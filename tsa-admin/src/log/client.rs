//! The only module that talks to the network: GET, with limits on everything.

use std::io::{BufRead, BufReader, Read};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use ureq::http::Uri;
use ureq::tls::TlsConfig;
use ureq::{Agent, Body};

/// A log's address, with connections to it that are used again.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
}

/// Why there was no answer.
#[derive(Debug, Error)]
pub(crate) enum ClientError {
    #[error("{url} is no address of a log: {reason}")]
    Address { url: String, reason: &'static str },
    #[error("{url} would be asked in the clear")]
    InTheClear { url: String },
    #[error("{url} answers with status {status}")]
    Status { url: String, status: u16 },
    #[error("{url} answers with more than {limit} octets")]
    TooLarge { url: String, limit: u64 },
    #[error("{url} cannot be read: {reason}")]
    NoAnswer { url: String, reason: String },
}

impl Client {
    /// Takes the address. HTTP without TLS is for this machine, unless the caller says that others may listen: what a log
    /// serves is public and signed, but which token somebody asks about is not.
    ///
    /// # Errors
    ///
    /// [`ClientError::Address`] and [`ClientError::InTheClear`].
    pub(crate) fn new(url: &str, insecure_http: bool) -> Result<Self, ClientError> {
        let wrong = |reason| ClientError::Address { url: url.to_owned(), reason };
        let uri: Uri = url.parse().map_err(|_| wrong("it cannot be read as a URL"))?;
        let host = uri.host().ok_or_else(|| wrong("it names no host"))?;
        if uri.query().is_some() {
            return Err(wrong("it has a query"));
        }
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if insecure_http || is_this_machine(host) => {}
            Some("http") => return Err(ClientError::InTheClear { url: url.to_owned() }),
            _ => return Err(wrong("it begins neither with https:// nor with http://")),
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let agent = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .timeout_global(Some(WHOLE))
            .max_redirects(3)
            .http_status_as_error(false)
            .user_agent(concat!("tsa-admin/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().unversioned_rustls_crypto_provider(provider).build())
            .build()
            .into();
        Ok(Self { agent, base: url.trim_end_matches('/').to_owned() })
    }

    /// The whole of a file; `None` when there is none.
    pub(crate) fn get(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, ClientError> {
        let Some(body) = self.request(path)? else { return Ok(None) };
        let mut octets = Vec::new();
        let read = body.into_reader().take(limit.saturating_add(1)).read_to_end(&mut octets);
        read.map_err(|error| ClientError::NoAnswer { url: self.url(path), reason: error.to_string() })?;
        if octets.len() as u64 > limit {
            return Err(ClientError::TooLarge { url: self.url(path), limit });
        }
        Ok(Some(octets))
    }

    /// A file to be read piece by piece; `None` when there is none.
    pub(crate) fn open(&self, path: &str) -> Result<Option<Box<dyn BufRead>>, ClientError> {
        let body = self.request(path)?;
        Ok(body.map(|body| Box::new(BufReader::new(body.into_reader())) as Box<dyn BufRead>))
    }

    /// The address of a file.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    fn request(&self, path: &str) -> Result<Option<Body>, ClientError> {
        let url = self.url(path);
        let answer = self.agent.get(&url).call();
        let answer =
            answer.map_err(|error| ClientError::NoAnswer { url: url.clone(), reason: error.to_string() })?;
        match answer.status().as_u16() {
            200 => Ok(Some(answer.into_body())),
            404 | 410 => Ok(None),
            status => Err(ClientError::Status { url, status }),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);
/// A day of checkpoints is the largest file: some 60 MiB.
const WHOLE: Duration = Duration::from_secs(600);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine() {
        for (url, good) in [
            ("https://log.example/tsa", true),
            ("http://127.0.0.1:3180/log", true),
            ("http://[::1]:3180/log", true),
            ("http://localhost:3180/log", true),
            ("http://log.example/tsa", false),
            ("http://127.0.0.1.example/", false),
            ("ftp://log.example/", false),
            ("log.example", false),
            ("https://log.example/?a=b", false),
        ] {
            assert_eq!(Client::new(url, false).is_ok(), good, "{url}");
        }
        assert!(Client::new("http://log.example/tsa", true).is_ok());
    }
}
