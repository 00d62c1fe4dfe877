//! The `[tsa]` section of the configuration: which authority issues for us, and whose roots prove it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use serde::Deserialize;
use tsa_core::Oid;
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::verify::{RuleSet, Verification, VerifyError, verify_token};

use super::address::Address;
use super::pem;
use super::tls::client_config;

/// `[tsa]` as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TsaSection {
    /// What issues the token of the file.
    pub deposit: EndpointSection,
    /// What issues the token of the claim, under a policy that the public endpoint never issues.
    pub claim: EndpointSection,
    /// The accuracy that tokens state at most.
    #[serde(default = "default_accuracy")]
    pub accuracy: String,
    /// What this machine's clock and the authority's may differ, beyond the accuracy.
    #[serde(default = "default_tolerance")]
    pub clock_tolerance: String,
    /// PEM files with the trusted roots.
    pub roots: Vec<PathBuf>,
    /// PEM files with CRLs; read again now and then. With none, claims and packages say that revocation is optional.
    #[serde(default)]
    pub crls: Vec<PathBuf>,
    /// PEM files with the roots that are believed for `https` addresses; without any, those of the system.
    #[serde(default)]
    pub tls_roots: Vec<PathBuf>,
    /// The authority's public log; without one, proofs of logging are optional.
    pub log: Option<LogSection>,
    /// Requests that may be under way at the authority.
    #[serde(default = "default_in_flight")]
    pub max_in_flight: usize,
    /// How long one request may take.
    #[serde(default = "default_deadline")]
    pub deadline: String,
}

/// One profile of the authority.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EndpointSection {
    /// `http://HOST:PORT/PATH`, `https://HOST:PORT/PATH` or `unix:SOCKET!/PATH`.
    pub url: String,
    /// The policy that is asked for.
    pub policy: String,
    /// A file with the bearer token.
    pub token_file: Option<PathBuf>,
}

/// The public log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LogSection {
    /// `http://HOST:PORT/log`, `https://HOST:PORT/log` or `unix:SOCKET!/log`.
    pub url: String,
    /// A tlog-policy with the keys of log and witnesses; without one the log's own word is taken for its keys.
    pub policy_file: Option<PathBuf>,
}

/// The section, checked, its small files read.
#[derive(Clone, Debug)]
pub struct TsaSettings {
    /// What issues the token of the file.
    pub deposit: Endpoint,
    /// What issues the token of the claim.
    pub claim: Endpoint,
    /// The accuracy that tokens state at most.
    pub accuracy: Duration,
    /// What the clocks may differ.
    pub clock_tolerance: Duration,
    /// The trusted roots in DER.
    pub roots: Vec<Vec<u8>>,
    /// Files with CRLs.
    pub crls: Vec<PathBuf>,
    /// Whose certificates are believed, where an address wants TLS.
    pub tls: Option<Arc<rustls::ClientConfig>>,
    /// The log's address.
    pub log: Option<Address>,
    /// The text of the tlog-policy, if one is given.
    pub log_policy: Option<String>,
    /// Requests that may be under way.
    pub max_in_flight: usize,
    /// How long one request may take.
    pub deadline: Duration,
}

/// One profile, checked.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Where it is.
    pub address: Address,
    /// Its policy.
    pub policy: Oid,
    /// `Bearer …`, marked as not to be printed.
    pub bearer: Option<HeaderValue>,
}

/// What is wrong in the section: the key, the value, what to do.
#[derive(Debug, thiserror::Error)]
#[error("tsa.{key}: {problem}\n  {remedy}")]
pub struct SettingsFault {
    /// The key within the section.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: &'static str,
}

impl TsaSection {
    /// Checks everything and reads the files it names, relative to `base`.
    ///
    /// # Errors
    /// The first [`SettingsFault`].
    pub fn check(&self, base: &Path) -> Result<TsaSettings, SettingsFault> {
        let deposit = self.deposit.check("deposit", base)?;
        let claim = self.claim.check("claim", base)?;
        if deposit.policy == claim.policy {
            let problem = format!("it is the policy of tsa.deposit too ({})", claim.policy);
            return Err(fault("claim.policy", problem, "give the two profiles policies of their own"));
        }
        let log = match &self.log {
            Some(log) => Some(Address::parse(log.url.trim_end_matches('/')).map_err(|problem| {
                fault("log.url", problem.to_string(), "for example http://127.0.0.1:3180/log")
            })?),
            None => None,
        };
        let tls = self.tls([&deposit.address, &claim.address].into_iter().chain(&log), base)?;
        let policy_file = self.log.as_ref().and_then(|log| log.policy_file.as_ref());
        let log_policy = policy_file.map(|file| read_log_policy(&base.join(file))).transpose()?;
        if self.max_in_flight == 0 || self.max_in_flight > 1024 {
            let problem = format!("{} is out of range", self.max_in_flight);
            return Err(fault("max-in-flight", problem, "give a number from 1 to 1024"));
        }
        Ok(TsaSettings {
            deposit,
            claim,
            accuracy: duration("accuracy", &self.accuracy)?,
            clock_tolerance: duration("clock-tolerance", &self.clock_tolerance)?,
            roots: read_roots(&self.roots, base)?,
            crls: self.crls.iter().map(|file| base.join(file)).collect(),
            tls,
            log,
            log_policy,
            max_in_flight: self.max_in_flight,
            deadline: duration("deadline", &self.deadline)?,
        })
    }

    /// TLS as this section wants it; `None` where no address does.
    fn tls<'a>(
        &self,
        addresses: impl IntoIterator<Item = &'a Address>,
        base: &Path,
    ) -> Result<Option<Arc<rustls::ClientConfig>>, SettingsFault> {
        let key = "tls-roots";
        if !addresses.into_iter().any(Address::is_tls) {
            let problem = "no address of this section begins with https://".to_owned();
            let remedy = "take the key out, or write the addresses with https://";
            return if self.tls_roots.is_empty() { Ok(None) } else { Err(fault(key, problem, remedy)) };
        }
        let roots = read_certificates(key, &self.tls_roots, base)?;
        let remedy = "give the roots of the certificate that the authority's server shows";
        client_config(roots).map(Some).map_err(|error| fault(key, error.to_string(), remedy))
    }
}

impl EndpointSection {
    fn check(&self, name: &str, base: &Path) -> Result<Endpoint, SettingsFault> {
        let key = |part: &str| format!("{name}.{part}");
        let address = Address::parse(&self.url).map_err(|problem| {
            fault(key("url"), problem.to_string(), "for example http://127.0.0.1:3182/internal/deposit")
        })?;
        let policy = Oid::from_dotted(&self.policy).map_err(|problem| {
            fault(
                key("policy"),
                format!("{:?}: {problem}", self.policy),
                "give the OID that the profile issues",
            )
        })?;
        let bearer = match &self.token_file {
            Some(file) => Some(read_bearer(&key("token-file"), &base.join(file))?),
            None => None,
        };
        Ok(Endpoint { address, policy, bearer })
    }
}

fn read_bearer(key: &str, file: &Path) -> Result<HeaderValue, SettingsFault> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(key, file, &error))?;
    let mut value = HeaderValue::try_from(format!("Bearer {}", text.trim())).map_err(|_| {
        let problem = format!("{} does not hold one line of plain text", file.display());
        fault(key, problem, "give the token file that the authority's profile names")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

fn read_roots(files: &[PathBuf], base: &Path) -> Result<Vec<Vec<u8>>, SettingsFault> {
    let remedy = "give PEM files with the roots of the authority";
    let roots = read_certificates("roots", files, base)?;
    // The verifier itself says whether it can read them; the empty token is never looked at.
    match verify_token(&[], &Verification::new(RuleSet::Strict, &roots)) {
        Ok(_) => Ok(roots),
        Err(VerifyError::NoRoots) => Err(fault("roots", "there is none".to_owned(), remedy)),
        Err(error) => Err(fault("roots", error.to_string(), remedy)),
    }
}

/// The certificates of these PEM files, in DER; each file holds one at least.
fn read_certificates(key: &str, files: &[PathBuf], base: &Path) -> Result<Vec<Vec<u8>>, SettingsFault> {
    let mut certificates = Vec::new();
    for file in files {
        let file = base.join(file);
        let text = fs::read_to_string(&file).map_err(|error| unreadable(key, &file, &error))?;
        let read = pem::decode_all(&text, pem::CERTIFICATE);
        if read.is_empty() {
            let problem = format!("{} holds no certificate", file.display());
            return Err(fault(key, problem, "give PEM files with certificates"));
        }
        certificates.extend(read);
    }
    Ok(certificates)
}

fn read_log_policy(file: &Path) -> Result<String, SettingsFault> {
    let key = "log.policy-file";
    let text = fs::read_to_string(file).map_err(|error| unreadable(key, file, &error))?;
    match LogPolicy::parse(text.as_bytes()) {
        Ok(_) => Ok(text),
        Err(error) => Err(fault(key, format!("{}: {error}", file.display()), "give a C2SP tlog-policy")),
    }
}

/// `500ms`, `1s`, `2m`.
fn duration(key: &str, text: &str) -> Result<Duration, SettingsFault> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: Option<u64> = digits.parse().ok();
    let unit = text.get(digits.len()..).unwrap_or_default();
    let duration = number.and_then(|number| match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    });
    duration.ok_or_else(|| {
        fault(key, format!("{text:?} is no duration"), "write for example \"500ms\" or \"10s\"")
    })
}

fn unreadable(key: &str, file: &Path, error: &std::io::Error) -> SettingsFault {
    fault(key, format!("{} cannot be read: {error}", file.display()), "check the path and its owner")
}

fn fault(key: impl Into<String>, problem: String, remedy: &'static str) -> SettingsFault {
    SettingsFault { key: key.into(), problem, remedy }
}

fn default_accuracy() -> String {
    "1s".to_owned()
}

/// Both machines keep time by the network; ten seconds are what the log tolerates too.
fn default_tolerance() -> String {
    "10s".to_owned()
}

fn default_in_flight() -> usize {
    8
}

fn default_deadline() -> String {
    "10s".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> TsaSection {
        toml::from_str(text).unwrap()
    }

    const WHOLE: &str = r#"
        roots = ["root.pem"]
        deposit = { url = "http://127.0.0.1:3182/internal/deposit", policy = "1.3.6.1.4.1.32473.1.1" }
        claim = { url = "http://127.0.0.1:3182/internal/claim", policy = "1.3.6.1.4.1.32473.1.2" }
    "#;

    #[test]
    fn what_is_wrong_is_named() {
        let base = tempfile::tempdir().unwrap();
        for (from, to, key) in [
            ("http://127.0.0.1:3182/internal/deposit", "ftp://x/", "deposit.url"),
            ("roots =", "tls-roots = [\"not-there.pem\"]\n        roots =", "tls-roots"),
            ("1.3.6.1.4.1.32473.1.2", "1.x", "claim.policy"),
            ("1.3.6.1.4.1.32473.1.2", "1.3.6.1.4.1.32473.1.1", "claim.policy"),
            ("root.pem", "not-there.pem", "roots"),
            ("\"root.pem\"", "", "roots"),
            ("roots =", "max-in-flight = 0\nroots =", "max-in-flight"),
        ] {
            let error = section(&WHOLE.replace(from, to)).check(base.path()).unwrap_err();
            assert_eq!(error.key, key, "{error}");
        }
    }

    #[test]
    fn unknown_keys_are_refused() {
        assert!(toml::from_str::<TsaSection>(&format!("rots = []\n{WHOLE}")).is_err());
    }
}
