//! Whom `proof verify` believes, and where it has that from: what came with the evidence proves nothing by itself.

use std::fs;
use std::path::Path;

use serde::Serialize;
use tsa_core::tlog_policy::LogPolicy;
use tsa_evidence::assessment::Assessment;
use tsa_evidence::certificate::PemFile;
use tsa_evidence::package::Sorter;
use tsa_evidence::trust::{Need, TrustEntry, TrustFile};

use super::args::VerifyArgs;
use super::bare;
use super::client::PublicFiles;
use super::fault::Fault;
use crate::api::trust::TrustView;

/// Whom to believe, and certificates and CRLs that help.
#[derive(Clone, Debug)]
pub(crate) struct Believed {
    pub(crate) entries: Vec<TrustEntry>,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) crls: Vec<Vec<u8>>,
    pub(crate) sources: Sources,
}

/// Where each of the three things that decide comes from; `None` where there is none.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Sources {
    #[serde(rename = "roots_from")]
    pub(crate) roots: Option<Source>,
    #[serde(rename = "trust_from")]
    pub(crate) trust: Option<Source>,
    #[serde(rename = "log_policy_from")]
    pub(crate) log_policy: Option<Source>,
}

/// A place that trust can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Source {
    /// Files that the caller named.
    Arguments,
    /// The service that the caller named.
    Service,
    /// The evidence itself.
    Evidence,
}

impl Believed {
    /// What the caller says, else what the service says that the caller names, else what came with the evidence.
    pub(crate) fn of_arguments(args: &VerifyArgs, sorter: &Sorter) -> Result<Believed, Fault> {
        let service =
            args.service.as_deref().map(|url| PublicFiles::new(url, args.insecure_http)).transpose()?;
        let service = service.as_ref().map(OfService::fetch).transpose()?.unwrap_or_default();
        let given = bare::read_roots(&args.root)?;
        let (roots, roots_from) = first([
            (Source::Arguments, (!given.is_empty()).then_some(given)),
            (Source::Service, service.roots),
            (Source::Evidence, Some(sorter.offered_roots().to_vec())),
        ]);
        let (trust, trust_from) = first([
            (Source::Arguments, args.trust.as_deref().map(read_trust).transpose()?),
            (Source::Service, service.trust),
            (Source::Evidence, sorter.offered_trust().cloned()),
        ]);
        let (log_policy, log_policy_from) = first([
            (Source::Arguments, args.log_policy.as_deref().map(read_policy).transpose()?),
            (Source::Service, service.log_policy),
            (Source::Evidence, sorter.offered_log_policy().cloned()),
        ]);
        let roots = roots.unwrap_or_default();
        let entry = match trust {
            Some(trust) => {
                let mut entry = trust.entry(&roots, log_policy);
                // Roots that the caller trusts stand for the service, whatever the entry in the package names.
                if roots_from == Some(Source::Arguments) {
                    entry.roots = roots;
                }
                entry
            }
            None => TrustEntry::of_roots("the given roots", roots),
        };
        let mut crls = service.crls;
        for path in &args.crl {
            let text = fs::read_to_string(path).map_err(Fault::read(path))?;
            crls.extend(
                PemFile::parse(&text).ok_or_else(|| Fault::file(path, "it holds no CRL in PEM"))?.crls,
            );
        }
        let sources = Sources { roots: roots_from, trust: trust_from, log_policy: log_policy_from };
        Ok(Believed { entries: vec![entry], certificates: Vec::new(), crls, sources })
    }

    /// What the service says of its own authority.
    pub(crate) fn of_service(view: &TrustView) -> Result<Believed, Fault> {
        let file = trust_of(&view.trust)?;
        let roots = pem_of(&view.roots, "roots")?.certificates;
        let policy = view.log_policy.as_deref().map(policy_of).transpose()?;
        let source = Some(Source::Service);
        Ok(Believed {
            sources: Sources { roots: source, trust: source, log_policy: policy.as_ref().and(source) },
            entries: vec![file.entry(&roots, policy)],
            certificates: PemFile::parse(&view.chain).unwrap_or_default().certificates,
            crls: PemFile::parse(&view.crls).unwrap_or_default().crls,
        })
    }

    /// Whether the verdicts rest on something that came with the evidence: then they decide nothing, however good they look.
    ///
    /// The roots always count. The trust entry says which policy records claims, so a holder rests on it; without a claim it only adds
    /// demands. The log keys count where the entry demands logging.
    pub(crate) fn is_circular(&self, judged: &Assessment) -> bool {
        let from_evidence = |source: Option<Source>| source == Some(Source::Evidence);
        let has_claim = judged.claim.is_some() || judged.claim_token.is_some();
        let is_logged = self.entries.iter().any(|entry| entry.logged == Need::Required);
        from_evidence(self.sources.roots)
            || (has_claim && from_evidence(self.sources.trust))
            || (is_logged && from_evidence(self.sources.log_policy))
    }

    /// What came with the evidence, and what to do about it.
    pub(crate) fn warnings(&self) -> Vec<&'static str> {
        let all = [
            (self.sources.roots, WARN_ROOTS),
            (self.sources.trust, WARN_TRUST),
            (self.sources.log_policy, WARN_LOG_POLICY),
        ];
        all.into_iter()
            .filter(|(source, _)| *source == Some(Source::Evidence))
            .map(|(_, text)| text)
            .collect()
    }
}

/// What the public pages of a service say of its authority.
#[derive(Debug, Default)]
struct OfService {
    roots: Option<Vec<Vec<u8>>>,
    trust: Option<TrustFile>,
    log_policy: Option<LogPolicy>,
    crls: Vec<Vec<u8>>,
}

impl OfService {
    fn fetch(service: &PublicFiles) -> Result<OfService, Fault> {
        let required = |name: &str| {
            let missing =
                || Fault::Usage(format!("the service has no {name} under /trust/: is it a proof service?"));
            service.get(&format!("/trust/{name}"))?.ok_or_else(missing)
        };
        let policy = service.get("/trust/policy.txt")?;
        Ok(OfService {
            roots: Some(pem_of(&required("roots.pem")?, "roots.pem")?.certificates),
            trust: Some(trust_of(&required("trust.txt")?)?),
            log_policy: policy.as_deref().map(policy_of).transpose()?,
            crls: PemFile::parse(&required("crls.pem")?).unwrap_or_default().crls,
        })
    }
}

/// The first that is there.
fn first<T>(candidates: [(Source, Option<T>); 3]) -> (Option<T>, Option<Source>) {
    let found = candidates.into_iter().find_map(|(source, found)| Some((found?, source)));
    found.map_or((None, None), |(found, source)| (Some(found), Some(source)))
}

fn unreadable(what: &str) -> Fault {
    Fault::Usage(format!("the service's trust material cannot be read: {what}"))
}

fn trust_of(text: &str) -> Result<TrustFile, Fault> {
    TrustFile::parse(text).map_err(|error| unreadable(&error.to_string()))
}

fn policy_of(text: &str) -> Result<LogPolicy, Fault> {
    LogPolicy::parse(text.as_bytes()).map_err(|error| unreadable(&error.to_string()))
}

fn pem_of(text: &str, what: &str) -> Result<PemFile, Fault> {
    PemFile::parse(text).ok_or_else(|| unreadable(what))
}

fn read_policy(path: &Path) -> Result<LogPolicy, Fault> {
    let octets = fs::read(path).map_err(Fault::read(path))?;
    LogPolicy::parse(&octets).map_err(|error| Fault::file(path, error.to_string()))
}

fn read_trust(path: &Path) -> Result<TrustFile, Fault> {
    let text = fs::read_to_string(path).map_err(Fault::read(path))?;
    TrustFile::parse(&text).map_err(|error| Fault::file(path, error.to_string()))
}

const WARN_ROOTS: &str = "the roots came with the evidence: compare their SHA-256 with a source you trust, or give your own by --root, \
                          or the service by --service";
const WARN_TRUST: &str = "the trust entry (trust.txt) came with the evidence: which policy records claims, and whether log and \
                          revocation count, is as the evidence says; give your own by --trust, or the service by --service";
const WARN_LOG_POLICY: &str = "the log keys (policy.txt) came with the evidence: give your own by --log-policy, or the service by \
                               --service";
