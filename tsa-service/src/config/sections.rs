//! The sections that every daemon has: `[log]`, `[http]` and `[[http.listener]]`.

use std::collections::HashSet;
use std::time::Duration;

use serde::Deserialize;
use tracing_subscriber::filter::LevelFilter;

use super::{Findings, value};
use crate::limits::HttpLimits;
use crate::listener::ListenAddress;
use crate::log::{LogFormat, LogSettings};

/// `[log]` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Log {
    /// `text` or `json`.
    pub format: Option<String>,
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub level: Option<String>,
}

/// `[http]` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Http {
    /// See [`HttpLimits`], like those below.
    pub max_connections: Option<u32>,
    /// Of one IPv4 address or IPv6 /64.
    pub max_connections_per_address: Option<u32>,
    /// A duration.
    pub header_timeout: Option<String>,
    /// A duration.
    pub idle_timeout: Option<String>,
    /// A duration.
    pub body_timeout: Option<String>,
    /// A duration.
    pub drain_timeout: Option<String>,
    /// `[[http.listener]]`.
    pub listener: Vec<Listener>,
}

/// One `[[http.listener]]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Listener {
    /// The name in the log and in other sections.
    pub name: String,
    /// `IP:PORT` or `unix:/PATH`.
    pub address: String,
    /// The file mode of a Unix socket, in octal.
    pub mode: Option<String>,
    /// A later version will have it.
    pub tls: Option<serde::de::IgnoredAny>,
}

/// One `[[http.listener]]`.
#[derive(Clone, Debug)]
pub struct ListenerSettings {
    /// Its name, by which other sections choose it.
    pub name: String,
    /// Where it listens.
    pub address: ListenAddress,
}

/// Checks `[log]`.
pub fn log(log: &Log, findings: &mut Findings) -> LogSettings {
    let format = match log.format.as_deref() {
        None | Some("text") => LogFormat::Text,
        Some("json") => LogFormat::Json,
        Some(other) => {
            findings.add("log.format", format!("{other:?} is not a format"), "Choose \"text\" or \"json\".");
            LogFormat::Text
        }
    };
    let level = level(log.level.as_deref().unwrap_or("info"));
    let remedy = "Choose \"error\", \"warn\", \"info\", \"debug\" or \"trace\".";
    LogSettings { format, level: findings.or(level, LevelFilter::INFO, "log.level", remedy) }
}

/// A log level by its name.
pub fn level(name: &str) -> Result<LevelFilter, String> {
    match name {
        "error" | "warn" | "info" | "debug" | "trace" => name.parse().map_err(|_| name.to_owned()),
        _ => Err(format!("{name:?} is not a level")),
    }
}

/// Checks `[http]` without its listeners.
pub fn http(http: &Http, findings: &mut Findings) -> HttpLimits {
    let default = HttpLimits::default();
    let mut time = |key, text: &Option<String>, default| {
        let remedy = "Give a duration of 100ms to 10m.";
        let checked = text.as_deref().map_or(Ok(default), value::duration).and_then(|duration| {
            let range = Duration::from_millis(100)..=Duration::from_secs(600);
            if range.contains(&duration) {
                Ok(duration)
            } else {
                Err(format!("{duration:?} is out of range"))
            }
        });
        findings.or(checked, default, key, remedy)
    };
    let header_timeout = time("http.header-timeout", &http.header_timeout, default.header_timeout);
    let idle_timeout = time("http.idle-timeout", &http.idle_timeout, default.idle_timeout);
    let body_timeout = time("http.body-timeout", &http.body_timeout, default.body_timeout);
    let drain_timeout = time("http.drain-timeout", &http.drain_timeout, default.drain_timeout);
    let mut count = |key, number: Option<u32>, default| match number {
        None => default,
        Some(0) => {
            findings.add(key, "0 would serve nobody", "Give a number of at least 1, or leave the key out.");
            default
        }
        Some(number) => usize::try_from(number).unwrap_or(usize::MAX),
    };
    HttpLimits {
        max_connections: count("http.max-connections", http.max_connections, default.max_connections),
        max_connections_per_address: count(
            "http.max-connections-per-address",
            http.max_connections_per_address,
            default.max_connections_per_address,
        ),
        header_timeout,
        idle_timeout,
        body_timeout,
        drain_timeout,
    }
}

/// Checks `[[http.listener]]`; `example` is an address to propose when there is none.
pub fn listeners(listeners: &[Listener], example: &str, findings: &mut Findings) -> Vec<ListenerSettings> {
    let mut names = HashSet::new();
    let mut checked = Vec::new();
    if listeners.is_empty() {
        findings.add(
            "http.listener",
            "there is none",
            &format!("Add [[http.listener]] with name = \"public\" and address = {example:?}."),
        );
    }
    for (index, listener) in listeners.iter().enumerate() {
        let key = format!("http.listener[{index}]");
        findings.or(value::name(&listener.name), (), &format!("{key}.name"), "Choose another name.");
        if !names.insert(listener.name.as_str()) {
            let what = format!("{:?} is the name of another listener", listener.name);
            findings.add(&format!("{key}.name"), what, "Give each listener a name of its own.");
        }
        findings.not_yet(&format!("{key}.tls"), listener.tls.is_some(), "TLS");
        match value::listen_address(&listener.address, listener.mode.as_deref()) {
            Ok(address) => checked.push(ListenerSettings { name: listener.name.clone(), address }),
            Err(what) => {
                let remedy = "Give IP:PORT, or unix:/PATH with an octal mode such as \"0660\".";
                findings.add(&format!("{key}.address"), what, remedy);
            }
        }
    }
    checked
}
