//! Why the daemon does not start, and the exit code that says so.

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use tsa_service::config::ConfigError;
use tsa_service::run::RunFault;

use crate::secrets::SecretsFault;
use crate::store::StoreError;

/// Why the daemon does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// Neither of the two ways to start was chosen.
    #[error(
        "nothing to serve was named. Start it in one of two ways:\n  \
         tsa-proof --config FILE   serves the configuration in FILE\n  \
         tsa-proof --dev           serves a trial beside `tsa-server --dev --internal-listen 127.0.0.1:3182`"
    )]
    NothingToServe,
    /// An argument is not usable.
    #[error("{argument} {value}: {remedy}")]
    Argument {
        /// The option.
        argument: &'static str,
        /// What it was given.
        value: String,
        /// What to give instead.
        remedy: &'static str,
    },
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// One thing that the configuration names is missing or wrong.
    #[error("{place}: {key}: {what}\n  {remedy}")]
    Check {
        /// The configuration file.
        place: String,
        /// The key.
        key: String,
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {doing}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// What the operating system says.
        source: io::Error,
    },
    /// The database cannot be opened.
    #[error(
        "{place}: store.url: {}\n  Check the address, the database server and who owns the file.",
        with_causes(source)
    )]
    Store {
        /// The configuration file.
        place: String,
        /// What the store says.
        source: StoreError,
    },
    /// The accounts cannot be opened.
    #[error("the accounts cannot be opened: {0}")]
    Accounts(String),
    /// The key file cannot be made, or a rotation not done.
    #[error("{}", with_causes(source))]
    ClaimKey {
        /// What is wrong.
        source: SecretsFault,
    },
    /// The development authority did not come up.
    #[error(
        "no development authority: {missing}\n  \
         Start it first: tsa-server --dev --internal-listen {listen}\n  \
         (`make run` starts both; --tsa-state and --tsa-internal name another one)"
    )]
    NoAuthority {
        /// What was waited for.
        missing: String,
        /// Where its internal listener is expected.
        listen: String,
    },
    /// The development authority that was started did not get ready.
    #[error("the authority ended before it was ready; what it said stands above")]
    AuthorityEnded,
    /// The process cannot be hardened, a listener bound, or a thread started.
    #[error(transparent)]
    Run(#[from] RunFault),
}

impl StartFault {
    /// 1 a check failed, 2 usage or configuration, 4 IO or network.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            StartFault::Check { .. } => 1,
            StartFault::Config(ConfigError::Malformed { .. } | ConfigError::Invalid { .. })
            | StartFault::NothingToServe
            | StartFault::Argument { .. } => 2,
            StartFault::Config(ConfigError::Unreadable { .. })
            | StartFault::File { .. }
            | StartFault::Store { .. }
            | StartFault::Accounts(_)
            | StartFault::ClaimKey { .. }
            | StartFault::NoAuthority { .. }
            | StartFault::AuthorityEnded
            | StartFault::Run(_) => 4,
        })
    }
}

/// An error with what caused it, in one line.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}
