//! What the service knows of its authority, and hands on so that others can check without it: chains, roots, CRLs, log keys.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::StatusCode;
use tsa_core::note::{SignatureType, VerifierKey};
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::tlog_proof::{NotProven, TlogProof, TlogProofError};
use tsa_core::verify::{RuleSet, Verification, verify_response, verify_token};
use tsa_core::{Oid, SerialNumber, TimeState};
use tsa_evidence::sha256;
use tsa_evidence::trust::{Need, Recorder, TrustEntry, TrustFile};

use crate::deposit::address::Address;
use crate::deposit::pem;
use crate::deposit::settings::TsaSettings;
use crate::deposit::transport::{Transport, TransportFault};

/// The trust material, kept up to date by [`Trust::keep_fresh`].
#[derive(Debug)]
pub struct Trust {
    settings: TsaSettings,
    service: String,
    log: Option<Transport>,
    chain_sources: Vec<(Transport, String)>,
    known: RwLock<Known>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    /// Certificates that are no roots, by their octets: signers and what stands between.
    chain: BTreeMap<Vec<u8>, ()>,
    crls: Arc<Vec<Vec<u8>>>,
    /// What each file with CRLs held when it was last in order.
    crl_files: BTreeMap<PathBuf, Vec<Vec<u8>>>,
    log_policy: Option<Arc<str>>,
}

/// What the authority says of itself; the default is that of one that does not answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Whether it would grant a request now.
    pub is_ready: bool,
    /// How much its clock may be relied on; `None` where it does not say.
    pub clock: Option<TimeState>,
}

/// Why there is no proof of logging.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// No log is configured.
    #[error("the authority has no public log")]
    NoLog,
    /// A later checkpoint will cover the token.
    #[error("the token is not in the log yet")]
    NotYet {
        /// Seconds after which to ask again.
        retry_after: u64,
    },
    /// No answer.
    #[error(transparent)]
    Transport(#[from] TransportFault),
    /// Another answer than proof or not yet.
    #[error("the log answers with status {0}")]
    Status(StatusCode),
    /// What came is no proof.
    #[error(transparent)]
    Malformed(#[from] TlogProofError),
    /// What came proves nothing.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// The proof is for another place in the log.
    #[error("the proof is for another token")]
    OtherToken,
    /// The token we hold cannot be read.
    #[error("the stored token cannot be read")]
    Token,
}

impl Trust {
    /// What the settings say, and nothing learned yet. `service` is the name that stands in claims.
    #[must_use]
    pub fn new(settings: &TsaSettings, service: &str) -> Arc<Trust> {
        let transport = |address: &Address, bearer| {
            Transport::new(address.clone(), bearer, settings.tls.clone(), settings.deadline)
        };
        let chain_sources = [&settings.deposit, &settings.claim]
            .map(|endpoint| {
                let path = format!("{}/certchain", endpoint.address.path().trim_end_matches('/'));
                (transport(&endpoint.address, endpoint.bearer.clone()), path)
            })
            .into();
        let trust = Trust {
            settings: settings.clone(),
            service: service.to_owned(),
            log: settings.log.as_ref().map(|log| transport(log, None)),
            chain_sources,
            known: RwLock::default(),
        };
        trust.write().log_policy = settings.log_policy.as_deref().map(Arc::from);
        Arc::new(trust)
    }

    /// Reads CRLs again, and asks the authority for its chains and log keys; what cannot be had now stays as it was.
    pub async fn refresh(&self) {
        self.read_crls().await;
        for (transport, path) in &self.chain_sources {
            match transport.get(path).await {
                Ok(reply) if reply.status == StatusCode::OK => {
                    let text = String::from_utf8_lossy(&reply.body);
                    let certificates = pem::decode_all(&text, pem::CERTIFICATE);
                    self.learn_chain(&certificates);
                }
                Ok(reply) => tracing::warn!(status = %reply.status, path, "the authority shows no chain"),
                Err(error) => tracing::warn!(%error, path, "the authority's chain cannot be had"),
            }
        }
        if self.settings.log_policy.is_none() {
            self.ask_log_keys().await;
        }
    }

    /// [`Trust::refresh`] for ever: often until the log's keys are known, then now and then.
    pub async fn keep_fresh(self: Arc<Self>) {
        loop {
            self.refresh().await;
            let complete = self.log.is_none() || self.log_policy().is_some();
            tokio::time::sleep(if complete { REFRESH } else { REFRESH_INCOMPLETE }).await;
        }
    }

    /// The trusted roots in DER.
    #[must_use]
    pub fn roots(&self) -> &[Vec<u8>] {
        &self.settings.roots
    }

    /// Signers' certificates and those between them and the roots, in DER.
    #[must_use]
    pub fn chain(&self) -> Vec<Vec<u8>> {
        self.read().chain.keys().cloned().collect()
    }

    /// The CRLs in DER.
    #[must_use]
    pub fn crls(&self) -> Arc<Vec<Vec<u8>>> {
        Arc::clone(&self.read().crls)
    }

    /// The tlog-policy, once it is known.
    #[must_use]
    pub fn log_policy(&self) -> Option<Arc<str>> {
        self.read().log_policy.clone()
    }

    /// The name that stands in claims.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The policy of file tokens.
    #[must_use]
    pub fn file_policy(&self) -> &Oid {
        &self.settings.deposit.policy
    }

    /// The policy of claim tokens.
    #[must_use]
    pub fn claim_policy(&self) -> &Oid {
        &self.settings.claim.policy
    }

    /// The trust entry as a file: `trust.txt` of packages.
    #[must_use]
    pub fn file(&self) -> TrustFile {
        let need = |is_there| if is_there { Need::Required } else { Need::Optional };
        TrustFile {
            recorder: Recorder {
                service: self.service.clone(),
                file_policy: self.file_policy().clone(),
                claim_policy: self.claim_policy().clone(),
            },
            logged: need(self.is_logged()),
            revocation: need(self.has_crls()),
            roots: self.roots().iter().map(|root| sha256(root)).collect(),
        }
    }

    /// The trust entry as the verifier takes it.
    #[must_use]
    pub fn entry(&self) -> TrustEntry {
        let policy = self.log_policy().and_then(|text| LogPolicy::parse(text.as_bytes()).ok());
        self.file().entry(self.roots(), policy)
    }

    /// Where the authority takes the requests for the tokens of files.
    #[must_use]
    pub fn deposit_address(&self) -> &Address {
        &self.settings.deposit.address
    }

    /// Whether verifiers shall demand a proof of logging.
    #[must_use]
    pub fn is_logged(&self) -> bool {
        self.log.is_some()
    }

    /// Whether verifiers shall demand CRLs.
    #[must_use]
    pub fn has_crls(&self) -> bool {
        !self.settings.crls.is_empty()
    }

    /// Keeps the certificates that are no roots.
    pub fn learn_chain(&self, certificates: &[Vec<u8>]) {
        let is_new =
            |known: &Known, der: &Vec<u8>| !known.chain.contains_key(der) && !self.roots().contains(der);
        let missing = {
            let known = self.read();
            known.chain.len() < MAX_CHAIN && certificates.iter().any(|der| is_new(&known, der))
        };
        if missing {
            let mut known = self.write();
            for der in certificates {
                if is_new(&known, der) {
                    known.chain.insert(der.clone(), ());
                }
            }
        }
    }

    /// Asks the log for the proof of the token in `response` (a TimeStampResp), and checks it under our policy.
    ///
    /// # Errors
    /// [`LogFault`].
    pub async fn log_proof(&self, response: &[u8]) -> Result<String, LogFault> {
        let log = self.log.as_ref().ok_or(LogFault::NoLog)?;
        let policy = self.log_policy().ok_or(LogFault::NotYet { retry_after: 1 })?;
        let policy = LogPolicy::parse(policy.as_bytes()).map_err(|_| LogFault::NoLog)?;
        let verification = Verification::new(RuleSet::Strict, self.roots()).without_revocation();
        let report = verify_response(response, &verification).ok().ok_or(LogFault::Token)?;
        let entry = report.log_entry().ok_or(LogFault::Token)?;
        let serial = report.token.as_ref().and_then(|facts| SerialNumber::from_content(&facts.serial));
        let serial = serial.ok_or(LogFault::Token)?;
        let reply = log.get(&format!("{}/proof/{serial}", log.address().path())).await?;
        match reply.status {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => {
                // The log answers 404 with Retry-After until a checkpoint covers the token.
                return Err(LogFault::NotYet { retry_after: reply.retry_after.unwrap_or(5) });
            }
            status => return Err(LogFault::Status(status)),
        }
        let proof = TlogProof::parse(&reply.body)?;
        if proof.index != serial.index().value() {
            return Err(LogFault::OtherToken);
        }
        match proof.verify(&entry.leaf_hash(), &policy) {
            Ok(_) => Ok(proof.to_string()),
            // The log serves a checkpoint before every cosignature that the policy asks for is there.
            Err(NotProven::Checkpoint(tsa_core::tlog_policy::NotAccepted::NoQuorum(_))) => {
                Err(LogFault::NotYet { retry_after: 1 })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What the log says it is now, a signed checkpoint; nothing when it cannot be had.
    pub async fn checkpoint(&self) -> Option<String> {
        let log = self.log.as_ref()?;
        let reply = log.get(&format!("{}/checkpoint", log.address().path())).await.ok()?;
        if reply.status != StatusCode::OK {
            return None;
        }
        String::from_utf8(reply.body.to_vec()).ok()
    }

    /// What the authority says of itself now (`GET /readyz`).
    pub async fn readiness(&self) -> Readiness {
        let Some((transport, _)) = self.chain_sources.first() else { return Readiness::default() };
        match transport.get("/readyz").await {
            Ok(reply) => Readiness {
                is_ready: reply.status == StatusCode::OK,
                clock: clock_line(&String::from_utf8_lossy(&reply.body)),
            },
            Err(_) => Readiness::default(),
        }
    }

    /// Reads the files with CRLs. A file that is away, empty or half written for a moment keeps its last good content.
    async fn read_crls(&self) {
        let mut files = self.read().crl_files.clone();
        for file in &self.settings.crls {
            match crls_in(file).await {
                Ok(crls) if self.verifier_reads(&crls) => {
                    files.insert(file.clone(), crls);
                }
                Ok(_) => {}
                Err(what) => tracing::warn!(file = %file.display(), what, "its CRLs are left as they were"),
            }
        }
        let crls = self.settings.crls.iter().filter_map(|file| files.get(file)).flatten().cloned().collect();
        let mut known = self.write();
        (known.crls, known.crl_files) = (Arc::new(crls), files);
    }

    fn verifier_reads(&self, crls: &[Vec<u8>]) -> bool {
        let question = Verification::new(RuleSet::Strict, self.roots()).crls(crls);
        let read = verify_token(&[], &question);
        if let Err(error) = &read {
            tracing::warn!(%error, "the CRLs are left as they were");
        }
        read.is_ok()
    }

    async fn ask_log_keys(&self) {
        let Some(log) = &self.log else { return };
        let reply = match log.get(&format!("{}/vkey", log.address().path())).await {
            Ok(reply) if reply.status == StatusCode::OK => reply,
            Ok(reply) => return tracing::warn!(status = %reply.status, "the log shows no keys"),
            Err(error) => return tracing::warn!(%error, "the log's keys cannot be had"),
        };
        let text = String::from_utf8_lossy(&reply.body);
        match policy_of_keys(&text) {
            Some(policy) => self.write().log_policy = Some(policy.into()),
            None => tracing::warn!("the log's keys cannot be read"),
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The CRLs in a file, every one of them.
async fn crls_in(file: &Path) -> Result<Vec<Vec<u8>>, String> {
    let octets = tokio::fs::read(file).await.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&octets);
    let crls = pem::decode_all(&text, pem::CRL);
    let begun = text.matches("-----BEGIN X509 CRL-----").count();
    match crls.len() {
        0 => Err("the file holds no CRL in PEM".to_owned()),
        whole if whole < begun => Err(format!("{} of the file's CRLs cannot be read", begun - whole)),
        _ => Ok(crls),
    }
}

/// The state in the line `clock STATE` of `/readyz`, which our own authority has; others say nothing of their clock.
fn clock_line(page: &str) -> Option<TimeState> {
    let word = page.lines().find_map(|line| line.strip_prefix("clock "))?;
    TimeState::ALL.into_iter().find(|state| state.name() == word)
}

/// A tlog-policy from the lines of `/log/vkey`: the log, and its own cosigner as the witness that has to have signed.
fn policy_of_keys(lines: &str) -> Option<String> {
    let mut policy = String::new();
    let mut cosigner = false;
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let key = VerifierKey::parse(line).ok()?;
        match key.signature_type() {
            SignatureType::Ed25519 => policy.push_str(&format!("log {line}\n")),
            _ if cosigner => {}
            _ => {
                cosigner = true;
                policy.push_str(&format!("witness cosigner {line}\nquorum cosigner\n"));
            }
        }
    }
    if !cosigner {
        policy.push_str("quorum none\n");
    }
    LogPolicy::parse(policy.as_bytes()).ok().filter(|read| !read.logs().is_empty()).map(|_| policy)
}

/// Chains change with ceremonies, CRLs by the day or week.
const REFRESH: Duration = Duration::from_secs(600);
/// While the authority is not there yet.
const REFRESH_INCOMPLETE: Duration = Duration::from_secs(2);
/// Far more certificates than an authority has in ten years.
const MAX_CHAIN: usize = 256;
