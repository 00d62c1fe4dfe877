//! `tsa-server check-config FILE`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use tracing_subscriber::filter::LevelFilter;
use tsa_journal::Clock;

use crate::clock::SystemClock;
use crate::config::{Config, ConfigError};
use crate::fault::StartFault;
use crate::profiles::{self, Placed};
use crate::record;
use tsa_service::log::LogFormat;
use tsa_service::log::{self, LogSettings};
use tsa_service::run::RunFault;

/// Checks what a start checks, but for what a start does: binding addresses and taking the lock.
pub(crate) fn run(file: &Path, file_only: bool) -> Result<ExitCode, StartFault> {
    let config = match Config::load(file) {
        Ok(config) => config,
        Err(fault @ ConfigError::Unreadable { .. }) => return Err(fault.into()),
        Err(fault) => {
            tsa_service::run::tell(&format!("tsa-server: {fault}"));
            return Ok(ExitCode::from(1));
        }
    };
    // Warnings about certificates and files go where the start would put them.
    let settings = LogSettings { format: LogFormat::Text, level: LevelFilter::WARN };
    log::start(settings).map_err(|source| RunFault::Resource { what: "the log", source })?;
    let (loaded, origin) = if file_only {
        (None, None)
    } else {
        (Some(profiles::load(&config, SystemClock.read().now)?), Some(record::check(&config)?))
    };
    let text = summary(&config, loaded.as_deref(), origin.as_deref());
    log::flush();
    // Nobody is left to be told when stdout is gone.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// What would be served.
fn summary(config: &Config, loaded: Option<&[Placed]>, origin: Option<&str>) -> String {
    let mut text = format!("{}: in order\n", config.place);
    let mut line = |words: std::fmt::Arguments<'_>| {
        let _ = writeln!(text, "  {words}"); // a String takes everything
    };
    for listener in &config.listeners {
        line(format_args!("listener {}: {}", listener.name, listener.address));
    }
    if let Some(address) = config.metrics_listen {
        line(format_args!("metrics: http://{address}/metrics"));
    }
    line(format_args!("state: {}", config.state_directory.display()));
    line(format_args!("watermark: {}", config.watermark.display()));
    line(format_args!(
        "public log: {}, /log/ on {}",
        origin.unwrap_or("not looked at (--file-only)"),
        config.transparency.listeners.join(" ")
    ));
    line(format_args!(
        "time: the system clock, unproven; no token beyond an error of {:?}",
        config.time.max_error
    ));
    for (index, profile) in config.profiles.iter().enumerate() {
        let policies: Vec<String> =
            profile.policy.settings().policies.iter().map(ToString::to_string).collect();
        line(format_args!(
            "profile {}{}: {} on {}, policies {}",
            profile.name,
            if profile.exclusive { " (exclusive)" } else { "" },
            profile.paths.join(" "),
            profile.listeners.join(" "),
            policies.join(" "),
        ));
        match loaded.and_then(|profiles| profiles.get(index)) {
            None => line(format_args!("  TSU group {}: not looked at (--file-only)", profile.tsu_group)),
            Some((_, loaded)) => {
                let (unit, tsu) = (loaded.unit(), loaded.unit().tsu());
                line(format_args!(
                    "  TSU {} of group {}: {}, {}, may sign until {}",
                    unit.name(),
                    profile.tsu_group,
                    tsu.subject_text(),
                    tsu.scheme().name(),
                    tsu.period().end(),
                ));
            }
        }
    }
    text
}
