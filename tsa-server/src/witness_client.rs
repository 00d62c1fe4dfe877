//! The way to a witness: one request on a connection of its own, on the publisher's threads.

use std::error::Error;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tsa_journal::{WitnessAnswer, WitnessTransport};
use ureq::Agent;
use ureq::http::Uri;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// What all requests to witnesses share: limits, and whose certificates are believed.
#[derive(Clone, Debug)]
pub(crate) struct WitnessClient {
    agent: Agent,
}

/// A witness at its submission prefix.
#[derive(Debug)]
pub(crate) struct WitnessUrl {
    client: WitnessClient,
    url: String,
}

impl WitnessClient {
    /// Believes the public certification authorities (those of Mozilla), or the ones in `ca_file` and no other.
    ///
    /// # Errors
    /// The file cannot be read, or is not PEM certificates.
    pub(crate) fn new(ca_file: Option<&Path>) -> io::Result<WitnessClient> {
        let roots = match ca_file {
            None => RootCerts::WebPki,
            Some(file) => RootCerts::Specific(Arc::new(certificates(&fs::read(file)?)?)),
        };
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = TlsConfig::builder().unversioned_rustls_crypto_provider(provider).root_certs(roots).build();
        let agent = Agent::config_builder()
            .timeout_connect(Some(TIMEOUT))
            .timeout_recv_response(Some(TIMEOUT))
            .timeout_global(Some(WHOLE))
            .max_idle_connections(0)
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("tsa-server/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build()
            .into();
        Ok(WitnessClient { agent })
    }

    /// Reads `https://HOST[:PORT][/PATH]` or the same with `http://`. What goes over it is public, and believed only if the
    /// witness signed it: without TLS somebody on the way can keep answers back, and no more.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub(crate) fn witness(&self, url: &str) -> Result<WitnessUrl, String> {
        let bad = || format!("{url:?} is not a plain URL such as https://witness.example/log");
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or_else(bad)?;
        let plain = |octet: u8| octet.is_ascii_graphic() && !b"?#@\"<>".contains(&octet);
        let uri: Uri = url.parse().map_err(|_| bad())?;
        let host = uri.host().unwrap_or_default();
        let after_host = uri.authority().and_then(|authority| authority.as_str().strip_prefix(host));
        let port_is_sound = after_host == Some("") || uri.port_u16().is_some();
        if host.is_empty() || !port_is_sound || !rest.bytes().all(plain) {
            return Err(bad());
        }
        let url = format!("{}/add-checkpoint", url.trim_end_matches('/'));
        Ok(WitnessUrl { client: self.clone(), url })
    }
}

impl WitnessTransport for WitnessUrl {
    fn add_checkpoint(&self, body: &[u8]) -> Result<WitnessAnswer, Box<dyn Error + Send + Sync>> {
        let request = self.client.agent.post(&self.url).content_type("text/plain; charset=utf-8");
        let answer = request.send(body)?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        answer.into_body().into_reader().take(MAX_ANSWER + 1).read_to_end(&mut body)?;
        if body.len() as u64 > MAX_ANSWER {
            return Err("the answer is too long".into());
        }
        Ok(WitnessAnswer { status, body })
    }
}

fn certificates(pem: &[u8]) -> io::Result<Vec<Certificate<'static>>> {
    let bad = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item.map_err(|error| bad(error.to_string()))? {
            PemItem::Certificate(certificate) => certificates.push(certificate),
            _ => return Err(bad("it holds something else than certificates".into())),
        }
    }
    if certificates.is_empty() { Err(bad("it holds no PEM certificate".into())) } else { Ok(certificates) }
}

/// To connect, and from the request to the head of the answer.
const TIMEOUT: Duration = Duration::from_secs(3);
/// All in all.
const WHOLE: Duration = Duration::from_secs(9);
/// Cosignatures are some hundred octets.
const MAX_ANSWER: u64 = 64 * 1024;

#[cfg(test)]
mod tests;
