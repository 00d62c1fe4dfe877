//! `[[profile]]`, and what profiles owe each other.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tsa_core::asn1::Oid;
use tsa_core::{
    Accuracy, CertificatesField, GenTimeUnit, HashAlgorithm, HashAlgorithms, Policy, PolicyError,
    PolicySettings, TsaName,
};
use tsa_service::config::{Findings, value};
use tsa_service::listener::ListenAddress;

use super::{ListenerSettings, ProfileSettings, file, url_path};

pub(super) fn profiles(
    profiles: Vec<file::Profile>,
    listeners: &[ListenerSettings],
    max_error: Duration,
    base: &Path,
    findings: &mut Findings,
) -> Vec<ProfileSettings> {
    if profiles.is_empty() {
        findings.add(
            "profile",
            "there is none",
            "Add [[profile]] with name, listeners, paths, tsu-group and policies.",
        );
    }
    let mut candidates = Vec::new();
    for (index, profile) in profiles.into_iter().enumerate() {
        candidates.push(one_profile(index, profile, max_error, base, findings));
    }
    for (index, profile) in candidates.iter().enumerate() {
        check_listeners(index, profile, listeners, findings);
        check_neighbours(index, profile, &candidates, findings);
    }
    check_paths(&candidates, findings);
    // A profile without a policy has left a finding, which stops everything.
    candidates.into_iter().filter_map(Candidate::into_settings).collect()
}

/// A profile on its way to [`ProfileSettings`].
struct Candidate {
    name: String,
    listeners: Vec<String>,
    paths: Vec<String>,
    tsu_group: String,
    policy: Option<Policy>,
    exclusive: bool,
    token_file: Option<PathBuf>,
}

impl Candidate {
    fn into_settings(self) -> Option<ProfileSettings> {
        let Candidate { name, listeners, paths, tsu_group, policy, exclusive, token_file } = self;
        Some(ProfileSettings { name, listeners, paths, tsu_group, policy: policy?, exclusive, token_file })
    }
}

fn one_profile(
    index: usize,
    profile: file::Profile,
    max_error: Duration,
    base: &Path,
    findings: &mut Findings,
) -> Candidate {
    let key = |name: &str| format!("profile[{index}].{name}");
    findings.or(value::name(&profile.name), (), &key("name"), "Choose another name.");
    for (number, path) in profile.paths.iter().enumerate() {
        let remedy =
            "Give a path such as \"/tsa\": letters, digits, '-', '.', '_', '~' between single slashes.";
        findings.or(url_path::url_path(path), (), &format!("{}[{number}]", key("paths")), remedy);
    }
    if profile.paths.is_empty() {
        findings.add(&key("paths"), "missing", "Give at least one, for example paths = [\"/tsa\"].");
    }
    refuse_what_is_not_built(&key, &profile, findings);
    let tsu_group = profile.tsu_group.clone().unwrap_or_default();
    let remedy = "Name the group given to `tsa-admin tsu create --group`, for example \"main\".";
    findings.or(value::name(&tsu_group), (), &key("tsu-group"), remedy);
    Candidate {
        policy: policy(&key, &profile, max_error, findings),
        name: profile.name,
        listeners: profile.listeners,
        paths: profile.paths,
        tsu_group,
        exclusive: profile.exclusive.unwrap_or(false),
        token_file: profile.token_file.as_deref().map(|text| value::path(base, text)),
    }
}

fn refuse_what_is_not_built(key: &impl Fn(&str) -> String, profile: &file::Profile, findings: &mut Findings) {
    if let Some(rules) = profile.rules.as_deref().filter(|rules| *rules != "rfc3161") {
        let what = format!("the rule set {rules:?} is not in this version");
        findings.add(&key("rules"), what, "Write \"rfc3161\" or leave the key out.");
    }
    // Without the rules of EN 319 421 behind it, the statement would be false.
    let what = "a token that calls itself qualified";
    findings.not_yet(&key("qualified"), profile.qualified == Some(true), what);
    findings.not_yet(
        &key("cors-origins"),
        profile.cors_origins.is_some(),
        "access from web pages of other origins",
    );
    findings.not_yet(
        &key("device-certificate"),
        profile.device_certificate.is_some(),
        "a device certificate",
    );
}

/// What the profile grants. `None` when a finding says why not.
fn policy(
    key: &impl Fn(&str) -> String,
    profile: &file::Profile,
    max_error: Duration,
    findings: &mut Findings,
) -> Option<Policy> {
    let settings = PolicySettings {
        profile: profile.name.clone(),
        policies: policies(key, &profile.policies, findings)?,
        hashes: hashes(key, profile.hashes.as_deref(), findings)?,
        accuracy: accuracy(key, profile.accuracy.as_deref(), findings)?,
        max_error,
        unit: choice(&key("gen-time-unit"), profile.gen_time_unit.as_deref(), &UNITS, findings)?,
        ordering: profile.ordering.unwrap_or(false),
        tsa_name: choice(&key("tsa"), profile.tsa.as_deref(), &TSA_NAMES, findings)?,
        qualified: false,
        certificates: choice(&key("certificates"), profile.certificates.as_deref(), &CERTIFICATES, findings)?,
    };
    let accuracy = settings.accuracy.as_duration();
    match Policy::new(settings) {
        Ok(policy) => Some(policy),
        Err(error) => {
            let (name, remedy) = match &error {
                PolicyError::AccuracyTooSmall { .. } => {
                    ("accuracy", "Raise accuracy, lower time.max-error, or choose a finer gen-time-unit.")
                }
                PolicyError::OrderingNeedsFractions => {
                    ("ordering", "Remove ordering, or set gen-time-unit = \"millisecond\".")
                }
                _ => ("policies", "Remove it from the list."),
            };
            let what = match &error {
                PolicyError::AccuracyTooSmall { .. } => format!("{accuracy:?} cannot be kept: {error}"),
                _ => error.to_string(),
            };
            findings.add(&key(name), what, remedy);
            None
        }
    }
}

fn policies(key: &impl Fn(&str) -> String, texts: &[String], findings: &mut Findings) -> Option<Vec<Oid>> {
    if texts.is_empty() {
        // Conformance §4: there is no built-in default policy.
        findings.add(
            &key("policies"),
            "missing",
            "Give the OIDs of your policies; the first is the default.",
        );
        return None;
    }
    let mut oids = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        match Oid::from_dotted(text) {
            Ok(oid) => oids.push(oid),
            Err(error) => {
                let what = format!("{text:?} is not an object identifier: {error}");
                findings.add(
                    &format!("{}[{number}]", key("policies")),
                    what,
                    "Give it in dotted form, for example \"1.3.6.1.4.1.32473.1.0\".",
                );
            }
        }
    }
    (oids.len() == texts.len()).then_some(oids)
}

fn hashes(
    key: &impl Fn(&str) -> String,
    names: Option<&[String]>,
    findings: &mut Findings,
) -> Option<HashAlgorithms> {
    let Some(names) = names else { return Some(HashAlgorithms::default()) };
    let known = HashAlgorithm::ALL.map(HashAlgorithm::name).join(", ");
    let remedy = format!("Choose from: {known}.");
    let mut algorithms = Vec::new();
    for (number, name) in names.iter().enumerate() {
        match HashAlgorithm::from_name(name) {
            Some(algorithm) => algorithms.push(algorithm),
            None => {
                let what = format!("{name:?} is not an accepted hash algorithm");
                findings.add(&format!("{}[{number}]", key("hashes")), what, &remedy);
            }
        }
    }
    if algorithms.len() != names.len() {
        return None;
    }
    let checked = HashAlgorithms::new(algorithms);
    if checked.is_none() {
        findings.add(&key("hashes"), "the list is empty", &remedy);
    }
    checked
}

fn accuracy(key: &impl Fn(&str) -> String, text: Option<&str>, findings: &mut Findings) -> Option<Accuracy> {
    let Some(text) = text else { return Some(Accuracy::ONE_SECOND) };
    let checked = value::duration(text)
        .and_then(|bound| Accuracy::new(bound).map_err(|error| format!("{text:?}: {error}")));
    match checked {
        Ok(accuracy) => Some(accuracy),
        Err(what) => {
            findings.add(&key("accuracy"), what, "Give a duration of at most \"1s\".");
            None
        }
    }
}

/// One of a few words; the first is the default.
fn choice<T: Copy>(
    key: &str,
    text: Option<&str>,
    choices: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    let Some(text) = text else { return choices.first().map(|(_, value)| *value) };
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("{name:?}")).collect();
        let remedy = format!("Choose {}.", names.join(" or "));
        findings.add(key, format!("{text:?} is not known"), &remedy);
    }
    found
}

fn check_listeners(
    index: usize,
    profile: &Candidate,
    listeners: &[ListenerSettings],
    findings: &mut Findings,
) {
    let key = format!("profile[{index}].listeners");
    if profile.listeners.is_empty() {
        findings.add(&key, "missing", "Give the names of one or more [[http.listener]].");
    }
    for name in &profile.listeners {
        let Some(listener) = listeners.iter().find(|listener| listener.name == *name) else {
            findings.add(
                &key,
                format!("there is no listener {name:?}"),
                "Add it as [[http.listener]], or correct the name.",
            );
            continue;
        };
        if !profile.exclusive {
            continue;
        }
        match &listener.address {
            ListenAddress::Unix(..) => {}
            ListenAddress::Tcp(address) if !address.ip().is_loopback() => findings.add(
                &key,
                format!(
                    "an exclusive profile cannot be served on {name:?}, {address}: it is open to the network"
                ),
                "Use a listener on a Unix socket, or on a loopback address together with token-file.",
            ),
            ListenAddress::Tcp(address) if profile.token_file.is_none() => findings.add(
                &format!("profile[{index}].token-file"),
                format!("missing, and {name:?}, {address}, is open to every user of this machine"),
                "Add token-file, or use a listener on a Unix socket.",
            ),
            ListenAddress::Tcp(_) => {}
        }
    }
}

/// An exclusive profile shares neither policy nor TSU group: nothing else can issue what it issues.
fn check_neighbours(index: usize, profile: &Candidate, all: &[Candidate], findings: &mut Findings) {
    for (other_index, other) in all.iter().enumerate() {
        if other_index < index && other.name == profile.name {
            let what = format!("{:?} is the name of another profile", profile.name);
            findings.add(&format!("profile[{index}].name"), what, "Give each profile a name of its own.");
        }
        if other_index == index || !profile.exclusive {
            continue;
        }
        let remedy = "Give the exclusive profile one of its own.";
        if other.tsu_group == profile.tsu_group {
            let what = format!(
                "{:?} is exclusive and shares the TSU group {:?} with {:?}",
                profile.name, profile.tsu_group, other.name
            );
            findings.add(&format!("profile[{index}].tsu-group"), what, remedy);
        }
        for oid in policy_oids(profile) {
            if policy_oids(other).contains(oid) {
                let what = format!(
                    "{:?} is exclusive and shares the policy {oid} with {:?}",
                    profile.name, other.name
                );
                findings.add(&format!("profile[{index}].policies"), what, remedy);
            }
        }
    }
}

fn policy_oids(profile: &Candidate) -> &[Oid] {
    profile.policy.as_ref().map_or(&[], |policy| &policy.settings().policies)
}

/// A path of a listener belongs to one profile.
fn check_paths(profiles: &[Candidate], findings: &mut Findings) {
    let mut owners: HashMap<(&str, &str), &str> = HashMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        let listeners: HashSet<&str> = profile.listeners.iter().map(String::as_str).collect();
        for path in &profile.paths {
            for listener in &listeners {
                if let Some(owner) = owners.insert((listener, path), &profile.name) {
                    let what =
                        format!("{path:?} on listener {listener:?} already belongs to profile {owner:?}");
                    findings.add(&format!("profile[{index}].paths"), what, "Give each path to one profile.");
                }
            }
        }
    }
}

/// Conformance C28: whole seconds unless asked otherwise; fractions break some clients.
const UNITS: [(&str, GenTimeUnit); 4] = [
    ("second", GenTimeUnit::Second),
    ("decisecond", GenTimeUnit::Decisecond),
    ("centisecond", GenTimeUnit::Centisecond),
    ("millisecond", GenTimeUnit::Millisecond),
];
const TSA_NAMES: [(&str, TsaName); 2] = [("absent", TsaName::Absent), ("subject", TsaName::Subject)];
const CERTIFICATES: [(&str, CertificatesField); 2] =
    [("chain", CertificatesField::Chain), ("signer", CertificatesField::SignerOnly)];
