//! The way to the service and to bare authorities: blocking HTTP with limits, asked again when the network fails.

use std::fs;
use std::io::Read as _;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::{Response, Uri};
use ureq::tls::TlsConfig;

use super::args::ServiceArgs;
use super::fault::Fault;
use crate::api::hex::Id;
use crate::api::problem::ProblemBody;
use crate::i18n::Lang;

/// The service, and the key to it.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    key: String,
}

/// What a service shows to everybody.
#[derive(Debug)]
pub(crate) struct PublicFiles {
    agent: Agent,
    base: String,
}

impl PublicFiles {
    /// # Errors
    /// An address that is none, or where anybody on the way could answer.
    pub(crate) fn new(url: &str, insecure_http: bool) -> Result<PublicFiles, Fault> {
        let base = url.trim_end_matches('/').to_owned();
        check_url(&base, insecure_http)?;
        Ok(PublicFiles { agent: agent(), base })
    }

    /// The text under this path; `None` if there is none.
    pub(crate) fn get(&self, path: &str) -> Result<Option<String>, Fault> {
        let url = format!("{}{path}", self.base);
        let fault = |reason: String| Fault::Network { url: url.clone(), reason };
        let response = self.agent.get(&url).call().map_err(|error| fault(error.to_string()))?;
        match collect(response).map_err(fault)? {
            Ok(body) => String::from_utf8(body).map(Some).map_err(|error| fault(error.to_string())),
            Err(answer) if answer.status == 404 => Ok(None),
            Err(answer) => Err(refused(&url, &answer)),
        }
    }
}

/// An answer that is no success.
struct Answer {
    status: u16,
    retry_after: Option<u64>,
    body: Vec<u8>,
}

impl Client {
    /// # Errors
    /// No key; an address that is none, or that would send the key in the clear.
    pub(crate) fn new(args: &ServiceArgs) -> Result<Client, Fault> {
        let base = args.service.trim_end_matches('/').to_owned();
        check_url(&base, args.insecure_http)?;
        Ok(Client { agent: agent(), base, key: read_key(args.api_key_file.as_deref())? })
    }

    /// Gets JSON.
    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Fault> {
        self.read(path, &self.get_octets(path)?)
    }

    /// A package without its file.
    pub(crate) fn package(&self, proof: Id, lang: Lang, verify_page: bool) -> Result<Vec<u8>, Fault> {
        let lang = lang.tag();
        self.get_octets(&format!("/api/v1/proofs/{proof}/package?lang={lang}&verify_page={verify_page}"))
    }

    /// Gets octets; where the service says "not yet", waits.
    pub(crate) fn get_octets(&self, path: &str) -> Result<Vec<u8>, Fault> {
        persist(format!("{}{path}", self.base), || {
            let bearer = format!("Bearer {}", self.key);
            self.agent.get(format!("{}{path}", self.base)).header("Authorization", bearer).call()
        })
    }

    /// Posts JSON under a key against repetition.
    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, key: &str, body: &[u8]) -> Result<T, Fault> {
        let octets = persist(format!("{}{path}", self.base), || {
            self.agent
                .post(format!("{}{path}", self.base))
                .header("Authorization", format!("Bearer {}", self.key))
                .header("Idempotency-Key", key)
                .content_type("application/json")
                .send(body)
        })?;
        self.read(path, &octets)
    }

    fn read<T: DeserializeOwned>(&self, path: &str, octets: &[u8]) -> Result<T, Fault> {
        serde_json::from_slice(octets).map_err(|error| Fault::Network {
            url: format!("{}{path}", self.base),
            reason: format!("the answer is not what it should be ({error})"),
        })
    }
}

/// Asks until there is an answer that stays, a few times.
fn persist(
    url: String,
    ask: impl Fn() -> Result<Response<ureq::Body>, ureq::Error>,
) -> Result<Vec<u8>, Fault> {
    let mut pause = FIRST_PAUSE;
    let mut tries = 0;
    loop {
        tries += 1;
        let fault = match ask() {
            Ok(response) => match collect(response) {
                Ok(Ok(body)) => return Ok(body),
                Ok(Err(answer)) if !may_pass(&answer) || tries >= TRIES => {
                    return Err(refused(&url, &answer));
                }
                Ok(Err(answer)) => {
                    pause =
                        answer.retry_after.map_or(pause, |seconds| Duration::from_secs(seconds.clamp(1, 60)));
                    None
                }
                Err(reason) => Some(reason),
            },
            Err(error) => Some(error.to_string()),
        };
        if let Some(reason) = fault.filter(|_| tries >= TRIES) {
            return Err(Fault::Network { url, reason });
        }
        std::thread::sleep(pause);
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
}

/// "Not yet", "too many" and faults that are not ours.
fn may_pass(answer: &Answer) -> bool {
    answer.retry_after.is_some() || matches!(answer.status, 429 | 500..)
}

fn collect(response: Response<ureq::Body>) -> Result<Result<Vec<u8>, Answer>, String> {
    let status = response.status().as_u16();
    let retry_after =
        response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = Vec::new();
    let read = response.into_body().into_reader().take(MAX_BODY).read_to_end(&mut body);
    read.map_err(|error| error.to_string())?;
    Ok(if (200..300).contains(&status) { Ok(body) } else { Err(Answer { status, retry_after, body }) })
}

fn refused(url: &str, answer: &Answer) -> Fault {
    let (title, details) = match serde_json::from_slice::<ProblemBody>(&answer.body) {
        Ok(problem) => {
            let lines = problem
                .errors
                .iter()
                .map(|error| format!("{}: {} ({})", error.pointer, error.detail, error.code));
            let title =
                problem.detail.map_or(problem.title.clone(), |detail| format!("{}. {detail}", problem.title));
            (title, lines.collect())
        }
        Err(_) => ("no explanation".to_owned(), Vec::new()),
    };
    Fault::Refused { url: url.to_owned(), status: answer.status, title, details }
}

/// Posts octets to a bare authority; asks again when the network or the authority is busy.
pub(crate) fn post_octets(
    agent: &Agent,
    url: &str,
    content_type: &str,
    body: &[u8],
) -> Result<Vec<u8>, Fault> {
    persist(url.to_owned(), || agent.post(url).content_type(content_type).send(body))
}

/// What all requests share.
pub(crate) fn agent() -> Agent {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_global(Some(Duration::from_secs(120)))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(concat!("proof/", env!("CARGO_PKG_VERSION")))
        .tls_config(TlsConfig::builder().unversioned_rustls_crypto_provider(provider).build())
        .build()
        .into()
}

/// HTTP without TLS is for this machine, unless the caller says that others may listen.
fn check_url(url: &str, insecure_http: bool) -> Result<(), Fault> {
    let uri: Uri = url.parse().map_err(|_| Fault::Usage(format!("{url} cannot be read as a URL")))?;
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let is_local = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_local || insecure_http => Ok(()),
        Some("http") => {
            Err(Fault::Usage(format!("{url} would be asked in the clear: use https://, or --insecure-http")))
        }
        _ => Err(Fault::Usage(format!("{url} begins neither with https:// nor with http://"))),
    }
}

fn read_key(file: Option<&Path>) -> Result<String, Fault> {
    let text = match file {
        Some(file) => fs::read_to_string(file).map_err(Fault::read(file))?,
        None => std::env::var("PROOF_API_KEY").map_err(|_| Fault::NoKey)?,
    };
    let key = text.trim();
    if key.is_empty() || !key.bytes().all(|octet| octet.is_ascii_graphic()) {
        return Err(Fault::NoKey);
    }
    Ok(key.to_owned())
}

/// 10,000 items, or a package without its file.
const MAX_BODY: u64 = 64 << 20;
/// With the pauses between them some two minutes.
const TRIES: u32 = 12;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
