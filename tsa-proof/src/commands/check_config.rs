//! `tsa-proof check-config FILE`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use tsa_service::run::tell;

use crate::config::{Config, ConfigError, MailSettings};
use crate::fault::StartFault;

/// Checks what a start checks, but for what a start does: binding addresses and opening the database.
pub(crate) fn run(file: &Path, file_only: bool) -> Result<ExitCode, StartFault> {
    let config = match Config::load(file) {
        Ok(config) => config,
        Err(fault @ ConfigError::Unreadable { .. }) => return Err(fault.into()),
        Err(fault) => {
            tell(&format!("tsa-proof: {fault}"));
            return Ok(ExitCode::from(1));
        }
    };
    if !file_only {
        files(&config)?;
    }
    // Nobody is left to be told when stdout is gone.
    let _ = std::io::stdout().write_all(summary(&config, file_only).as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// The files that the configuration names.
fn files(config: &Config) -> Result<(), StartFault> {
    let readable = |key: &str, path: &Path, remedy: &str| match std::fs::File::open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(StartFault::Check {
            place: config.place.clone(),
            key: key.to_owned(),
            what: format!("{} cannot be read: {error}", path.display()),
            remedy: remedy.to_owned(),
        }),
    };
    if let Err(fault) = config.tsa.check(&config.base) {
        return Err(StartFault::Check {
            place: config.place.clone(),
            key: format!("tsa.{}", fault.key),
            what: fault.problem,
            remedy: fault.remedy.to_owned(),
        });
    }
    readable(
        "secrets.claim-key-file",
        &config.claim_key_file,
        "Make it with `tsa-proof claim-key create FILE`.",
    )?;
    if let MailSettings::Smtp(smtp) = &config.mail
        && let Some(path) = &smtp.password_file
    {
        readable("mail.password-file", path, "Name the file with the password of the mail server.")?;
    }
    Ok(())
}

/// What would be served.
fn summary(config: &Config, file_only: bool) -> String {
    let mut text = format!("{}: in order\n", config.place);
    let mut line = |words: std::fmt::Arguments<'_>| {
        let _ = writeln!(text, "  {words}"); // a String takes everything
    };
    for listener in &config.listeners {
        line(format_args!("listener {}: {}", listener.name, listener.address));
    }
    match &config.public_url {
        Some(url) => line(format_args!("public URL: {url}")),
        None => line(format_args!("public URL: that of the first listener")),
    }
    if let Some(address) = config.metrics_listen {
        line(format_args!("metrics: http://{address}/metrics"));
    }
    line(format_args!(
        "files are recorded by {}, policy {}",
        config.tsa.deposit.url, config.tsa.deposit.policy
    ));
    line(format_args!("claims by {}, policy {}", config.tsa.claim.url, config.tsa.claim.policy));
    let engine = config.store_url.split(':').next().unwrap_or_default();
    line(format_args!("store: {engine}"));
    let looked = if file_only { " (not looked at)" } else { "" };
    line(format_args!("claim key: {}{looked}", config.claim_key_file.display()));
    if let MailSettings::Smtp(smtp) = &config.mail {
        line(format_args!("mail: from {} by {}:{}", smtp.from, smtp.server, smtp.port));
    }
    text
}
