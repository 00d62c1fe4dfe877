//! From the file as written to the checked [`Config`]: every section but the profiles.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use tsa_core::TsuRules;
use tsa_service::config::{ConfigError, Findings, sections, value};

use super::{
    Config, SelfCheckRate, SigningSettings, TimeSettings, TsuSettings, file, profiles, transparency,
};

/// Checks the whole file and tells everything that is wrong, not only the first thing.
pub(super) fn check(file: file::File, place: &str, base: &Path) -> Result<Config, ConfigError> {
    let mut findings = Findings::default();
    findings.version(file.version);
    let time = time(&file.time, &mut findings);
    let listeners = sections::listeners(&file.http.listener, "127.0.0.1:3180", &mut findings);
    let state_directory = state(&file.state, base, &mut findings);
    let profiles = profiles::profiles(file.profile, &listeners, time.max_error, base, &mut findings);
    let config = Config {
        place: place.to_owned(),
        log: sections::log(&file.log, &mut findings),
        http: sections::http(&file.http, &mut findings),
        metrics_listen: control(&file.control, &mut findings),
        watermark: watermark(&file.state, &state_directory, base, &mut findings),
        state_directory,
        min_free: findings.or(
            file.state.min_free.as_deref().map_or(Ok(MIN_FREE), value::size),
            MIN_FREE,
            "state.min-free",
            "Give a size such as \"256MiB\", or \"0\" to issue until the disk is full.",
        ),
        transparency: transparency::check(file.transparency, &listeners, &profiles, base, &mut findings),
        signing: signing(&file.signing, &mut findings),
        tsus: tsus(&file.tsu, base, &mut findings),
        profiles,
        listeners,
        time,
    };
    findings.into_result(place).map(|()| config)
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

/// Half a minute of issuing at full speed, and what else is written meanwhile.
const MIN_FREE: u64 = 256 << 20;
