//! Why the server does not start, and the exit code that says so (architecture §7).

use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use tsa_journal::JournalError;
use tsa_service::config::ConfigError;
use tsa_service::run::RunFault;

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// Neither of the two ways to start was chosen.
    #[error(
        "nothing to serve was named. Start it in one of two ways:\n  \
         tsa-server --config FILE   serves the configuration in FILE\n  \
         tsa-server --dev           serves a throw-away hierarchy that nobody trusts, for trying things out"
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
    /// Another instance runs on this state directory.
    #[error(
        "{}: the state directory is in use by another tsa-server{holder}\n  \
         Stop that one, or start this one with a state directory of its own.", directory.display()
    )]
    StateHeld {
        /// The state directory.
        directory: PathBuf,
        /// Its process, when known.
        holder: String,
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
    /// The clock is wrong beyond doubt.
    #[error(
        "the system clock says {now}, which is before this program was written\n  Set the clock, then start again."
    )]
    Clock {
        /// What it says.
        now: String,
    },
    /// The record cannot be opened or published.
    #[error("{}", with_causes(.0))]
    Record(#[from] JournalError),
    /// The keys of the log are missing or wrong.
    #[error("{problem}\n  `tsa-admin journal create` makes them together with the journal.")]
    LogKeys {
        /// What went wrong.
        problem: String,
    },
    /// The throw-away hierarchy of --dev cannot be made or used.
    #[error("{problem}")]
    Dev {
        /// What went wrong, and what to do.
        problem: String,
        /// The system refused to read or write; otherwise a key or a certificate is wrong.
        is_io: bool,
    },
    /// The process cannot be hardened, a listener bound, or a thread started.
    #[error(transparent)]
    Run(#[from] RunFault),
}

impl StartFault {
    /// 1 a check failed, 2 usage or configuration, 4 IO or network, 70 record doubtful, 71 state rolled back or held by
    /// another, 72 clock refused.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            StartFault::Check { .. } | StartFault::Dev { is_io: false, .. } => 1,
            StartFault::Config(ConfigError::Malformed { .. } | ConfigError::Invalid { .. })
            | StartFault::NothingToServe
            | StartFault::Argument { .. } => 2,
            StartFault::Config(ConfigError::Unreadable { .. })
            | StartFault::File { .. }
            | StartFault::Dev { is_io: true, .. }
            | StartFault::LogKeys { .. }
            | StartFault::Run(_) => 4,
            StartFault::Record(error) => error.exit_code(),
            StartFault::StateHeld { .. } => 71,
            StartFault::Clock { .. } => 72,
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
