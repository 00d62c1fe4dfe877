//! From the file as written to the checked [`Config`].

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use tsa_service::config::{ConfigError, Findings, sections, value};
use tsa_service::listener::ListenAddress;

use super::{Config, Incident, ListenerSettings, PublicUrl, file, mail};
use crate::deposit::limits::{DepositLimits, LimitsSection};

/// Checks the whole file and tells everything that is wrong, not only the first thing.
pub(super) fn check(file: file::File, place: &str, base: &Path, trial: bool) -> Result<Config, ConfigError> {
    let mut findings = Findings::default();
    findings.version(file.version);
    let listeners = sections::listeners(&file.http.listener, "127.0.0.1:3181", &mut findings);
    let tsa = match file.tsa {
        Some(tsa) => tsa,
        None => {
            let remedy = "Add [tsa] with deposit, claim and roots: the authority that signs.";
            findings.add("tsa", "missing", remedy);
            return Err(findings.into_error(place));
        }
    };
    let config = Config {
        place: place.to_owned(),
        base: base.to_owned(),
        public_url: public_url(file.public_url.as_deref(), &listeners, &mut findings),
        contact: contact(file.contact, &mut findings),
        incidents: incidents(file.incident, &mut findings),
        log: sections::log(&file.log, &mut findings),
        http: sections::http(&file.http, &mut findings),
        proxies: proxies(&file.proxy, &mut findings),
        metrics_listen: metrics_listen(&file.control, &mut findings),
        store_url: store_url(&file.store, base, &mut findings),
        claim_key_file: claim_key_file(&file.secrets, base, &mut findings),
        mail: mail::check(file.mail.as_ref(), trial, base, &mut findings),
        limits: limits(file.limits, &mut findings),
        listeners,
        tsa,
        trial,
    };
    findings.into_result(place).map(|()| config)
}

fn limits(section: LimitsSection, findings: &mut Findings) -> DepositLimits {
    DepositLimits::of(section).unwrap_or_else(|key| {
        let remedy = "Give a number of at least 1, or leave the key out.";
        findings.add(&format!("limits.{key}"), "0 would serve nobody", remedy);
        DepositLimits::default()
    })
}

fn contact(text: Option<String>, findings: &mut Findings) -> Option<String> {
    let is_address = |text: &String| text.parse::<lettre::Address>().is_ok();
    if let Some(text) = text.as_ref().filter(|text| !is_address(text)) {
        let remedy =
            "Give the e-mail address that the pages of help and trust shall show, or leave the key out.";
        findings.add("contact", format!("\"{text}\" is no e-mail address"), remedy);
    }
    text.filter(is_address)
}

fn incidents(told: Vec<file::Incident>, findings: &mut Findings) -> Vec<Incident> {
    let mut incidents = Vec::with_capacity(told.len());
    for (index, file::Incident { date, title, text }) in told.into_iter().enumerate() {
        let key = |name: &str| format!("incident[{index}].{name}");
        for (name, words) in [("title", &title), ("text", &text)] {
            if words.trim().is_empty() {
                findings.add(&key(name), "missing", "Say what happened, and what it meant for proofs.");
            }
        }
        match date.parse() {
            Ok(date) => incidents.push(Incident { date, title, text }),
            Err(_) => {
                findings.add(&key("date"), format!("\"{date}\" is no day"), "Give the day as YYYY-MM-DD.");
            }
        }
    }
    incidents.sort_by_key(|incident| std::cmp::Reverse(incident.date));
    incidents
}

fn public_url(
    text: Option<&str>,
    listeners: &[ListenerSettings],
    findings: &mut Findings,
) -> Option<PublicUrl> {
    let remedy = "Give the origin that browsers use, such as \"https://proof.example\"; plain http is for this machine.";
    let Some(text) = text else {
        let first = listeners.first().map(|listener| &listener.address);
        if !matches!(first, Some(ListenAddress::Tcp(address)) if address.ip().is_loopback()) {
            findings.add("public-url", "missing", remedy);
        }
        return None;
    };
    match PublicUrl::parse(text) {
        Ok(url) => Some(url),
        Err(what) => {
            findings.add("public-url", what, remedy);
            None
        }
    }
}

fn proxies(proxy: &file::Proxy, findings: &mut Findings) -> Vec<IpAddr> {
    let mut checked = Vec::new();
    for (index, text) in proxy.addresses.iter().enumerate() {
        match text.parse() {
            Ok(address) => checked.push(address),
            Err(_) => {
                let remedy = "Give the address from which the reverse proxy connects, such as \"127.0.0.1\".";
                let what = format!("{text:?} is not an IP address");
                findings.add(&format!("proxy.addresses[{index}]"), what, remedy);
            }
        }
    }
    checked
}

fn metrics_listen(control: &file::Control, findings: &mut Findings) -> Option<SocketAddr> {
    match value::socket_address(control.metrics_listen.as_deref()?) {
        Ok(address) => Some(address),
        Err(what) => {
            findings.add("control.metrics-listen", what, "Give IP:PORT, for example \"127.0.0.1:9319\".");
            None
        }
    }
}

/// A path after `sqlite:` is relative to the file like every other.
fn store_url(store: &file::Store, base: &Path, findings: &mut Findings) -> String {
    let remedy = "Give \"sqlite:/var/lib/tsa-proof/proof.db\" or \"postgres://user@host/database\".";
    match store.url.as_deref() {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => url.to_owned(),
        Some(url) => match url.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//")) {
            Some(path) if !path.is_empty() => format!("sqlite:{}", base.join(path).display()),
            _ => {
                findings.add("store.url", "neither sqlite: with a path nor postgres://", remedy);
                String::new()
            }
        },
        None => {
            findings.add("store.url", "missing", remedy);
            String::new()
        }
    }
}

fn claim_key_file(secrets: &file::Secrets, base: &Path, findings: &mut Findings) -> PathBuf {
    match secrets.claim_key_file.as_deref() {
        Some(text) if !text.is_empty() => value::path(base, text),
        _ => {
            let remedy = "Name the file with the key that wraps the keys of the accounts. It lies outside the database \
                          and its backups.";
            findings.add("secrets.claim-key-file", "missing", remedy);
            PathBuf::new()
        }
    }
}
