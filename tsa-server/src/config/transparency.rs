//! `[transparency]`: the public log.

use std::path::Path;
use std::time::Duration;

use tsa_journal::PublishThread;
use tsa_service::config::{Findings, value};

use super::{ListenerSettings, ProfileSettings, TransparencySettings, file};

pub(super) fn check(
    section: file::Transparency,
    listeners: &[ListenerSettings],
    profiles: &[ProfileSettings],
    base: &Path,
    findings: &mut Findings,
) -> TransparencySettings {
    let witness_policy = section.witness_policy.as_deref().map(|text| value::path(base, text));
    let usual = match witness_policy {
        None => PublishThread::CADENCE,
        Some(_) => PublishThread::WITNESSED_CADENCE,
    };
    let range = Duration::from_millis(100)..=LONGEST;
    let cadence = section.cadence.as_deref().map_or(Ok(usual), value::duration).and_then(|cadence| {
        if range.contains(&cadence) { Ok(cadence) } else { Err(format!("{cadence:?} is out of range")) }
    });
    let remedy = "Give a duration of 100ms to 30s: a token is promised to be in the log after a minute.";
    let cadence = findings.or(cadence, usual, "transparency.cadence", remedy);
    if section.fail_open == Some(true) && witness_policy.is_none() {
        let what = "there is no quorum that could be missed";
        findings.add("transparency.fail-open", what, "Remove the key, or add witness-policy.");
    }
    if section.witness_ca_file.is_some() && witness_policy.is_none() {
        let what = "there is no witness to connect to";
        findings.add("transparency.witness-ca-file", what, "Remove the key, or add witness-policy.");
    }
    let chosen = match section.listeners {
        // Where the public gets its tokens.
        None => listeners
            .iter()
            .map(|listener| listener.name.clone())
            .filter(|name| profiles.iter().any(|p| !p.exclusive && p.listeners.contains(name)))
            .collect(),
        Some(names) => {
            for name in &names {
                if !listeners.iter().any(|listener| listener.name == *name) {
                    let what = format!("{name:?} is not the name of a listener");
                    findings.add("transparency.listeners", what, "Name listeners of [[http.listener]].");
                }
            }
            names
        }
    };
    TransparencySettings {
        listeners: chosen,
        passphrase_file: section.passphrase_file.as_deref().map(|text| value::path(base, text)),
        witness_policy,
        witness_ca_file: section.witness_ca_file.as_deref().map(|text| value::path(base, text)),
        fail_open: section.fail_open.unwrap_or(false),
        cadence,
    }
}

/// Half of what the practice statement promises.
const LONGEST: Duration = Duration::from_secs(30);
