//! The configuration: a TOML file and the environment in, one checked [`Config`] out.
//!
//! `version = 1` fixes the defaults: a later version may have others, and an old file keeps its meaning.

mod check;
mod file;
mod mail;
mod public_url;

#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
pub use tsa_service::config::sections::ListenerSettings;
pub use tsa_service::config::{ConfigError, Problem};
use tsa_service::config::{Dialect, layers};
use tsa_service::limits::HttpLimits;
use tsa_service::log::LogSettings;

pub use self::mail::{MailSettings, MailTls, SmtpSettings};
pub use self::public_url::PublicUrl;
use crate::deposit::limits::DepositLimits;
use crate::deposit::settings::TsaSection;

/// A configuration that is right in itself. Whether the files it names hold what they should is seen at start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the configuration was read from, for messages.
    pub place: String,
    /// Where paths in it are relative to.
    pub base: PathBuf,
    /// `public-url`; without it the address of the first listener, which then is a loopback address.
    pub public_url: Option<PublicUrl>,
    /// `contact`: the e-mail address of the operator that the pages of help and trust show.
    pub contact: Option<String>,
    /// `[[incident]]`: what went wrong in the past, as the trust page tells it, newest first.
    pub incidents: Vec<Incident>,
    /// `[log]`.
    pub log: LogSettings,
    /// `[http]` without the listeners.
    pub http: HttpLimits,
    /// `[[http.listener]]`.
    pub listeners: Vec<ListenerSettings>,
    /// `[proxy] addresses`: who may say for whom a request comes.
    pub proxies: Vec<IpAddr>,
    /// `[control] metrics-listen`.
    pub metrics_listen: Option<SocketAddr>,
    /// `[tsa]`; the files that it names are read at start.
    pub tsa: TsaSection,
    /// `[limits]`: what one account may deposit.
    pub limits: DepositLimits,
    /// `[store] url`: `sqlite:/path` or `postgres://…`.
    pub store_url: String,
    /// `[secrets] claim-key-file`: the key that wraps the keys of the accounts.
    pub claim_key_file: PathBuf,
    /// `[mail]`.
    pub mail: MailSettings,
    /// Whether this is `--dev`: the outbox page instead of mail, plain http on loopback.
    pub trial: bool,
}

/// Something that went wrong, in the operator's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The day, in UTC.
    pub date: Date,
    /// What it was, in a line.
    pub title: String,
    /// What it meant for proofs, and what was done.
    pub text: String,
}

impl Config {
    /// Reads and checks the file and the environment; touches nothing else.
    ///
    /// # Errors
    /// [`ConfigError`], with everything that is wrong at once where possible.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let base = path.parent().unwrap_or(Path::new("."));
        check::check(layers::read_file(path, DIALECT)?, &path.display().to_string(), base, false)
    }

    /// The configuration of `--dev`, which the program made itself; its paths are absolute.
    ///
    /// # Errors
    /// As [`Config::load`]: the environment may have spoiled it.
    pub(crate) fn of_trial(text: &str) -> Result<Config, ConfigError> {
        let place = "the configuration of --dev";
        check::check(layers::read_text(text, place, DIALECT)?, place, Path::new(""), true)
    }
}

/// How this daemon's configuration is spoken of.
pub(crate) const DIALECT: Dialect = Dialect {
    prefix: "PROOF__",
    hint: "`tsa-proof config-template` prints a configuration with every key explained.",
};
