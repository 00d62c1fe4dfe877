//! From the file as written to the checked [`Config`]: every section but the profiles.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::time::Duration;

use tracing_subscriber::filter::LevelFilter;
use tsa_core::TsuRules;

use super::error::{ConfigError, Problem};
use super::{
    Config, ListenerSettings, SelfCheckRate, SigningSettings, TimeSettings, TsuSettings, file, profiles,
    transparency, value,
};
use crate::args::LogFormat;
use crate::limits::HttpLimits;
use crate::log::LogSettings;

/// Checks the whole file and tells everything that is wrong, not only the first thing.
pub(super) fn check(file: file::File, place: &str, base: &Path) -> Result<Config, ConfigError> {
    let mut findings = Findings::default();
    if file.version != Some(1) {
        let what = match file.version {
            None => "missing".to_owned(),
            Some(version) => format!("{version} is not known"),
        };
        findings.add(
            "version",
            what,
            "Write `version = 1` at the top: it fixes the meaning of the defaults.",
        );
    }
    let time = time(&file.time, &mut findings);
    let listeners = listeners(&file.http.listener, &mut findings);
    let state_directory = state(&file.state, base, &mut findings);
    let profiles = profiles::profiles(file.profile, &listeners, time.max_error, base, &mut findings);
    let config = Config {
        place: place.to_owned(),
        log: log(&file.log, &mut findings),
        http: http(&file.http, &mut findings),
        metrics_listen: control(&file.control, &mut findings),
        watermark: watermark(&file.state, &state_directory, base, &mut findings),
        state_directory,
        transparency: transparency::check(file.transparency, &listeners, &profiles, base, &mut findings),
        signing: signing(&file.signing, &mut findings),
        tsus: tsus(&file.tsu, base, &mut findings),
        profiles,
        listeners,
        time,
    };
    findings.into_result(place).map(|()| config)
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Problem>);

impl Findings {
    pub(super) fn add(&mut self, key: &str, what: impl Into<String>, remedy: &str) {
        self.0.push(Problem { key: key.to_owned(), what: what.into(), remedy: remedy.to_owned() });
    }

    /// The value, or `instead` and a finding; what stands in for it is never used, as findings stop everything.
    pub(super) fn or<T>(&mut self, result: Result<T, String>, instead: T, key: &str, remedy: &str) -> T {
        result.unwrap_or_else(|what| {
            self.add(key, what, remedy);
            instead
        })
    }

    /// A key that a later version will have.
    pub(super) fn not_yet(&mut self, key: &str, present: bool, what: &str) {
        if present {
            self.add(key, format!("{what} is not in this version"), "Remove the key.");
        }
    }

    fn into_result(self, place: &str) -> Result<(), ConfigError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ConfigError::Invalid { place: place.to_owned(), problems: self.0 })
        }
    }
}

fn log(log: &file::Log, findings: &mut Findings) -> LogSettings {
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
pub(crate) fn level(name: &str) -> Result<LevelFilter, String> {
    match name {
        "error" | "warn" | "info" | "debug" | "trace" => name.parse().map_err(|_| name.to_owned()),
        _ => Err(format!("{name:?} is not a level")),
    }
}

fn http(http: &file::Http, findings: &mut Findings) -> HttpLimits {
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

fn listeners(listeners: &[file::Listener], findings: &mut Findings) -> Vec<ListenerSettings> {
    let mut names = HashSet::new();
    let mut checked = Vec::new();
    if listeners.is_empty() {
        findings.add(
            "http.listener",
            "there is none",
            "Add [[http.listener]] with name = \"public\" and address = \"127.0.0.1:3180\".",
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

fn control(control: &file::Control, findings: &mut Findings) -> Option<std::net::SocketAddr> {
    findings.not_yet("control.socket", control.socket.is_some(), "the control socket");
    match value::socket_address(control.metrics_listen.as_deref()?) {
        Ok(address) => Some(address),
        Err(what) => {
            findings.add("control.metrics-listen", what, "Give IP:PORT, for example \"127.0.0.1:9318\".");
            None
        }
    }
}

fn state(state: &file::State, base: &Path, findings: &mut Findings) -> std::path::PathBuf {
    match state.directory.as_deref() {
        Some(directory) if !directory.is_empty() => value::path(base, directory),
        _ => {
            let remedy = "Name the directory that `tsa-admin tsu create` made, for example \"/var/lib/tsa\".";
            findings.add("state.directory", "missing", remedy);
            base.to_owned()
        }
    }
}

/// An old copy of the state directory is noticed by it, so it must not be copied and restored together with it.
fn watermark(
    state: &file::State,
    directory: &Path,
    base: &Path,
    findings: &mut Findings,
) -> std::path::PathBuf {
    let remedy = "Name a file outside the state directory and its backups, for example \
                  \"/var/lib/tsa-watermark/mark\".";
    let Some(file) = state.watermark.as_deref().filter(|file| !file.is_empty()) else {
        findings.add("state.watermark", "missing", remedy);
        return base.to_owned();
    };
    let path = value::path(base, file);
    let plain = |path: &Path| value::without_dots(path);
    if plain(&path).starts_with(plain(directory)) {
        findings.add("state.watermark", format!("{file:?} lies inside the state directory"), remedy);
    }
    path
}

fn time(time: &file::Time, findings: &mut Findings) -> TimeSettings {
    let default = Duration::from_millis(500);
    let max_error = time.max_error.as_deref().map_or(Ok(default), value::duration);
    let max_error = findings.or(max_error, default, "time.max-error", "Give a duration such as \"500ms\".");
    let remedy = "Write `sources = [{ kind = \"system-clock\" }]` in [time]: it says that you take the system clock at \
                  its word.";
    let sources = time.sources.as_deref().unwrap_or_default();
    if sources.is_empty() {
        findings.add("time.sources", "missing: where the time comes from must be said", remedy);
    }
    if sources.len() > 1 {
        findings.add("time.sources", "the system clock can only stand alone", remedy);
    }
    for (index, source) in sources.iter().enumerate() {
        let key = format!("time.sources[{index}]");
        match source.kind.as_str() {
            "system-clock" => {
                if source.address.is_some() {
                    findings.add(
                        &format!("{key}.address"),
                        "the system clock has no address",
                        "Remove the key.",
                    );
                }
            }
            "nts" | "ntp" | "kernel" => {
                let what = format!("{:?} is not in this version: it cannot prove its time yet", source.kind);
                findings.add(&format!("{key}.kind"), what, remedy);
            }
            other => findings.add(&format!("{key}.kind"), format!("{other:?} is no kind of source"), remedy),
        }
    }
    TimeSettings { max_error }
}

fn signing(signing: &file::Signing, findings: &mut Findings) -> SigningSettings {
    let default = Duration::from_secs(2);
    let deadline = signing.deadline.as_deref().map_or(Ok(default), value::duration).and_then(|deadline| {
        if (Duration::from_millis(1)..=Duration::from_secs(60)).contains(&deadline) {
            Ok(deadline)
        } else {
            Err(format!("{deadline:?} is out of range"))
        }
    });
    let self_check = match signing.self_check.as_deref() {
        None | Some("sampled") => SelfCheckRate::Sampled,
        Some("always") => SelfCheckRate::Always,
        Some(other) => {
            let what = format!("{other:?} is not a rate");
            findings.add("signing.self-check", what, "Choose \"sampled\" or \"always\".");
            SelfCheckRate::Always
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut count = |key, number: Option<u32>, default, most| match number.map(usize::try_from) {
        None => default,
        Some(Ok(number)) if (1..=most).contains(&number) => number,
        Some(_) => {
            findings.add(
                key,
                "out of range",
                &format!("Give a number of 1 to {most}, or leave the key out."),
            );
            default
        }
    };
    let threads = count("signing.threads", signing.threads, cores, 256);
    let queue = count("signing.queue", signing.queue, 256, 65_536);
    let deadline = findings.or(deadline, default, "signing.deadline", "Give a duration of 1ms to 60s.");
    SigningSettings { deadline, self_check, threads, queue }
}

fn tsus(tsus: &[file::Tsu], base: &Path, findings: &mut Findings) -> BTreeMap<String, TsuSettings> {
    let mut checked = BTreeMap::new();
    for (index, tsu) in tsus.iter().enumerate() {
        let key = format!("tsu[{index}].name");
        findings.or(value::name(&tsu.name), (), &key, "Use the name that `tsa-admin tsu list` shows.");
        let passphrase_file = tsu.passphrase_file.as_deref().map(|text| value::path(base, text));
        let key_use_months = match tsu.key_use_months {
            None => TsuRules::default().key_use_months,
            Some(0) => None,
            months => months,
        };
        let rules = TsuRules { lab: tsu.lab.unwrap_or(false), key_use_months };
        if checked.insert(tsu.name.clone(), TsuSettings { passphrase_file, rules }).is_some() {
            findings.add(&key, format!("{:?} stands here twice", tsu.name), "Keep one of the two.");
        }
    }
    checked
}
