//! The configuration: a TOML file and the environment in, one checked [`Config`] out.
//!
//! `version = 1` fixes the defaults: a later version may have others, and an old file keeps its meaning. What this
//! program does not do yet is refused, never ignored.

mod check;
mod file;
mod profiles;
mod transparency;
mod url_path;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tsa_core::{Policy, TsuRules};
pub use tsa_service::config::sections::ListenerSettings;
pub use tsa_service::config::{ConfigError, Problem};
use tsa_service::config::{Dialect, layers};
use tsa_service::limits::HttpLimits;
use tsa_service::log::LogSettings;

/// A configuration that is right in itself. Whether the state directory holds what it needs is seen at start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the configuration was read from, for messages.
    pub place: String,
    /// `[log]`.
    pub log: LogSettings,
    /// `[http]` without the listeners.
    pub http: HttpLimits,
    /// `[[http.listener]]`.
    pub listeners: Vec<ListenerSettings>,
    /// `[control] metrics-listen`.
    pub metrics_listen: Option<SocketAddr>,
    /// `[state] directory`.
    pub state_directory: PathBuf,
    /// `[state] watermark`.
    pub watermark: PathBuf,
    /// `[state] min-free`: with less free octets on the file system of the state directory nothing is issued.
    pub min_free: u64,
    /// `[time]`.
    pub time: TimeSettings,
    /// `[transparency]`.
    pub transparency: TransparencySettings,
    /// `[signing]`.
    pub signing: SigningSettings,
    /// `[[tsu]]`, by name.
    pub tsus: BTreeMap<String, TsuSettings>,
    /// `[[profile]]`.
    pub profiles: Vec<ProfileSettings>,
}

/// `[time]`. The only kind of source in this version is the system clock.
#[derive(Clone, Copy, Debug)]
pub struct TimeSettings {
    /// The error bound beyond which no token is issued.
    pub max_error: Duration,
}

/// `[transparency]`: how the public log is served and witnessed.
#[derive(Clone, Debug)]
pub struct TransparencySettings {
    /// The listeners that serve `/log/`.
    pub listeners: Vec<String>,
    /// The file with the passphrase of the log's two keys.
    pub passphrase_file: Option<PathBuf>,
    /// The file that says which witnesses there are, and how many are enough (C2SP tlog-policy).
    pub witness_policy: Option<PathBuf>,
    /// The certification authorities that vouch for `https://` witnesses; `None`: the public ones.
    pub witness_ca_file: Option<PathBuf>,
    /// Whether checkpoints are published without the quorum too.
    pub fail_open: bool,
    /// The pause between two checkpoints.
    pub cadence: Duration,
}

/// `[signing]`.
#[derive(Clone, Debug)]
pub struct SigningSettings {
    /// A token whose signature took longer since its record is dropped (conformance C31).
    pub deadline: Duration,
    /// Which ECDSA tokens are verified before release; RSA tokens always are (C54).
    pub self_check: SelfCheckRate,
    /// Threads that sign with RSA keys, per TSU.
    pub threads: usize,
    /// Requests that wait for an RSA signature, per TSU, before others are answered 503.
    pub queue: usize,
}

/// Which ECDSA tokens are verified before release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelfCheckRate {
    /// The first of each TSU and one in 256 after it.
    Sampled,
    /// Every one.
    Always,
}

/// One `[[tsu]]`.
#[derive(Clone, Debug, Default)]
pub struct TsuSettings {
    /// The file with the passphrase of its key.
    pub passphrase_file: Option<PathBuf>,
    /// What its certificate must keep.
    pub rules: TsuRules,
}

/// One `[[profile]]`.
#[derive(Clone, Debug)]
pub struct ProfileSettings {
    /// Its name.
    pub name: String,
    /// The listeners it is served on.
    pub listeners: Vec<String>,
    /// Its paths.
    pub paths: Vec<String>,
    /// The group whose active TSU signs.
    pub tsu_group: String,
    /// What is granted.
    pub policy: Policy,
    /// Whether nothing of it is shared with other profiles or the public.
    pub exclusive: bool,
    /// The file with the token that requests must carry.
    pub token_file: Option<PathBuf>,
}

impl Config {
    /// Reads and checks the file and the environment; touches nothing else.
    ///
    /// # Errors
    /// [`ConfigError`], with everything that is wrong at once where possible.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let base = path.parent().unwrap_or(Path::new("."));
        check::check(layers::read_file(path, DIALECT)?, &path.display().to_string(), base)
    }

    /// The same for a configuration that the program made itself; its paths are absolute.
    ///
    /// # Errors
    /// As [`Config::load`]: the environment may have spoiled it.
    pub fn from_text(text: &str, place: &str) -> Result<Config, ConfigError> {
        check::check(layers::read_text(text, place, DIALECT)?, place, Path::new(""))
    }
}

/// How this daemon's configuration is spoken of.
pub(crate) const DIALECT: Dialect = Dialect {
    prefix: "TSA__",
    hint: "`tsa-admin config template` prints a configuration with every key explained.",
};
