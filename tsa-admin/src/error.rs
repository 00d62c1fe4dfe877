//! What can go wrong for an operator: what is wrong, then what to do. One `match` for each.

mod advice;

use std::error::Error as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use thiserror::Error;
use tsa_core::tlog_policy::LogPolicyError;
use tsa_journal::JournalError;
use tsa_keys::log_store::LogKeysError;
use tsa_keys::profile::ProfileError;
use tsa_keys::tsu_store::StoreError;
use tsa_keys::{IssueError, KeyAlgorithm, KeyError, KeyFileError, LoadError};

use crate::log::{ClientError, Finding};
use crate::time::UtcTime;

/// How a command ended. The same numbers mean the same thing in every tool of this system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; or valid.
    Ok = 0,
    /// A check failed.
    CheckFailed = 1,
    /// The command line is wrong, or a confirmation is missing.
    Usage = 2,
    /// Nothing is wrong, but not everything could be checked.
    CannotTell = 3,
    /// A file could not be read or written, or there was no answer.
    Io = 4,
    /// The TSA declared it void.
    Void = 5,
    /// The record is doubtful.
    Doubtful = 70,
    /// The state was rolled back, or another process has it.
    RolledBack = 71,
    /// The clock is behind what was recorded.
    Clock = 72,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error of a command.
#[derive(Debug, Error)]
pub(crate) enum Error {
    // Files
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot turn core dumps off, which would hold the keys")]
    CoreDumps(#[source] io::Error),
    #[error("cannot write the result")]
    Stdout(#[source] io::Error),
    #[error("{} exists already", path.display())]
    Exists { path: PathBuf },
    #[error("{} is larger than {limit} octets", path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{} is {kind}, not a regular file", path.display())]
    NotRegular { path: PathBuf, kind: &'static str },
    #[error("{} has no name of its own", path.display())]
    NoName { path: PathBuf },
    #[error("{} holds no readable {label}", path.display())]
    Pem { path: PathBuf, label: &'static str },
    #[error("{} holds more than one {label}", path.display())]
    NotOne { path: PathBuf, label: &'static str },
    #[error("{} is no certificate: {reason}", path.display())]
    Certificate { path: PathBuf, reason: String },
    #[error("the result cannot be encoded: {0}")]
    Encode(String),

    // The operator
    #[error("nothing was done: to {action} needs a confirmation, and there is no terminal to ask on")]
    NoConsent { action: String },
    #[error("nothing was done")]
    Declined,
    #[error("cannot talk to the terminal: {0}")]
    Terminal(String),
    #[error("the passphrase of {key} is needed, and there is no terminal to ask on")]
    NoTerminal { key: String },
    #[error("the passphrase in {} is empty", path.display())]
    EmptyPassphrase { path: PathBuf },
    #[error("{} holds more than one line", path.display())]
    PassphraseLines { path: PathBuf },
    #[error("the passphrase in {} is not UTF-8 text", path.display())]
    PassphraseText { path: PathBuf },
    #[error("{text:?} is no name for a certificate: {reason}")]
    DistinguishedName { text: String, reason: String },
    #[error("no name was given for the certificate")]
    NoSubject,
    #[error("the calendar ends before that many days")]
    Calendar,

    // Tokens
    #[error("{}: {reason}", path.display())]
    NotTimeStamp { path: PathBuf, reason: String },

    #[error("no roots were given: without one nothing can be valid")]
    NoRoots,
    #[error("{} is no request that can be compared: {reason}", path.display())]
    Query { path: PathBuf, reason: &'static str },
    #[error("--digest must be the {hash} of the data: {digits} hexadecimal digits")]
    Digest { hash: &'static str, digits: usize },
    #[error("{text:?} is no policy")]
    Policy { text: String },
    #[error("{}: {reason}", path.display())]
    Unverifiable { path: PathBuf, reason: &'static str },

    // Certification authorities
    #[error("the certificate is issued, and kept as {}, but cannot be written to {}", kept.display(), out.display())]
    IssuedOnly { out: PathBuf, kept: PathBuf, source: io::Error },
    #[error("{} is no certification authority of tsa-admin: it has no ca.toml", path.display())]
    NotACa { path: PathBuf },
    #[error("{} is a root: it signs issuing CAs and nothing else", path.display())]
    RootIssues { path: PathBuf },
    #[error("{} is in use by another command", path.display())]
    Locked { path: PathBuf },
    #[error("{}: an interrupted command left this behind", path.display())]
    Interrupted { path: PathBuf },
    #[error("{} cannot be used: {reason}", path.display())]
    CaFile { path: PathBuf, reason: String },
    #[error("the certificate profile is for another role: {wanted} is needed here")]
    ProfileRole { wanted: &'static str },
    #[error("{serial:?} is neither a serial number in hexadecimal nor a file")]
    NoSerial { serial: String },
    #[error("{} has issued no certificate with serial {serial}", ca.display())]
    UnknownSerial { serial: String, ca: PathBuf },
    #[error("the certificate with serial {serial} was revoked already, at {at}")]
    AlreadyRevoked { serial: String, at: UtcTime },
    #[error("the key cannot have become untrustworthy in the future ({at})")]
    FutureCompromise { at: UtcTime },
    #[error(transparent)]
    Issue(#[from] IssueError),
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error("{}: {reason}", path.display())]
    Request { path: PathBuf, reason: String },

    // Time-stamping units
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("--rsa-hash is for RSA keys: {algorithm} signs with the hash of its curve")]
    NotRsa { algorithm: KeyAlgorithm },

    // The record and the log
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("{} has an entry that cannot be read: {reason}", path.display())]
    Record { path: PathBuf, reason: String },
    #[error("{text:?} is no serial number of ours")]
    SerialNumber { text: String },
    #[error("{text:?} is no digest in hexadecimal")]
    HexDigest { text: String },
    #[error(transparent)]
    LogKeys(#[from] LogKeysError),
    #[error("the journal holds no record with serial number {serial}")]
    NotRecorded { serial: String },
    #[error("no finished segment is wholly before that")]
    NothingToDrop,
    #[error("{} does not hold the same copy of {}", archive.display(), segment.display())]
    NotArchived { archive: PathBuf, segment: PathBuf },
    #[error("{} is there already, and differs from the segment", path.display())]
    OtherCopy { path: PathBuf },
    #[error("no log was given")]
    NoLog,
    #[error("no log key was given")]
    NoLogKey,
    #[error("{text:?} is no log key: {reason}")]
    LogKey { text: String, reason: String },
    #[error("{} is no trust policy: {source}", path.display())]
    LogPolicy { path: PathBuf, source: LogPolicyError },
    #[error("{} cannot be used as memory: {reason}", path.display())]
    Memory { path: PathBuf, reason: String },
    #[error("the log cannot be relied on: {0}")]
    Log(Box<Finding>),
    #[error(transparent)]
    Client(#[from] ClientError),

    // Keys
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
}

impl Error {
    /// A failed read, with the file it was.
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    /// A failed write, with the file it was.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }

    /// What lies behind it, the nearest cause first.
    pub(crate) fn causes(&self) -> Vec<String> {
        let mut causes = Vec::new();
        let mut cause = self.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        causes
    }

    /// How the process shall end.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Read { .. }
            | Self::Write { .. }
            | Self::IssuedOnly { .. }
            | Self::CoreDumps(_)
            | Self::Stdout(_)
            | Self::Terminal(_)
            | Self::TooLarge { .. }
            | Self::Locked { .. }
            | Self::Interrupted { .. } => Exit::Io,
            Self::Client(ClientError::Address { .. } | ClientError::InTheClear { .. }) => Exit::Usage,
            Self::Client(_) | Self::LogKeys(LogKeysError::Directory { .. }) => Exit::Io,
            Self::LogKeys(LogKeysError::Load(LoadError::File(file))) => key_file_exit(file),
            Self::LogKeys(LogKeysError::Load(_)) => Exit::CheckFailed,
            Self::Journal(journal) => journal_exit(journal),
            Self::Exists { .. }
            | Self::NoName { .. }
            | Self::NotRegular { .. }
            | Self::NoConsent { .. }
            | Self::NoTerminal { .. }
            | Self::EmptyPassphrase { .. }
            | Self::PassphraseLines { .. }
            | Self::PassphraseText { .. }
            | Self::DistinguishedName { .. }
            | Self::NoSubject
            | Self::Calendar
            | Self::NotACa { .. }
            | Self::RootIssues { .. }
            | Self::ProfileRole { .. }
            | Self::NoSerial { .. }
            | Self::FutureCompromise { .. }
            | Self::NotRsa { .. }
            | Self::NoRoots
            | Self::SerialNumber { .. }
            | Self::HexDigest { .. }
            | Self::LogKeys(LogKeysError::Origin(_))
            | Self::NoLog
            | Self::NoLogKey
            | Self::LogKey { .. }
            | Self::Digest { .. }
            | Self::Policy { .. }
            | Self::Unverifiable { .. } => Exit::Usage,
            Self::Declined
            | Self::LogKeys(LogKeysError::Key(_))
            | Self::Record { .. }
            | Self::NotRecorded { .. }
            | Self::NothingToDrop
            | Self::NotArchived { .. }
            | Self::OtherCopy { .. }
            | Self::LogPolicy { .. }
            | Self::Memory { .. }
            | Self::Log(_)
            | Self::Pem { .. }
            | Self::NotOne { .. }
            | Self::Certificate { .. }
            | Self::Encode(_)
            | Self::NotTimeStamp { .. }
            | Self::Query { .. }
            | Self::CaFile { .. }
            | Self::UnknownSerial { .. }
            | Self::AlreadyRevoked { .. }
            | Self::Issue(_)
            | Self::Request { .. }
            | Self::Key(_) => Exit::CheckFailed,
            Self::Profile(ProfileError::Read { .. }) => Exit::Io,
            Self::Profile(_) => Exit::CheckFailed,
            Self::Load(LoadError::File(file)) | Self::KeyFile(file) => key_file_exit(file),
            Self::Load(_) => Exit::CheckFailed,
            Self::Store(store) => store_exit(store),
        }
    }

    /// Whether the reader of our output went away, as `head` does: no error at all.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stdout(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

fn store_exit(error: &StoreError) -> Exit {
    match error {
        StoreError::Read { .. } | StoreError::Write { .. } | StoreError::Locked { .. } => Exit::Io,
        StoreError::NotAState { .. }
        | StoreError::Name { .. }
        | StoreError::Exists { .. }
        | StoreError::Unknown { .. } => Exit::Usage,
        StoreError::Load(LoadError::File(file)) => key_file_exit(file),
        _ => Exit::CheckFailed,
    }
}

/// The journal knows the numbers of every tool.
fn journal_exit(error: &JournalError) -> Exit {
    match error.exit_code() {
        70 => Exit::Doubtful,
        71 => Exit::RolledBack,
        72 => Exit::Clock,
        2 => Exit::Usage,
        1 => Exit::CheckFailed,
        _ => Exit::Io,
    }
}

fn key_file_exit(error: &KeyFileError) -> Exit {
    match error {
        KeyFileError::Read { .. } | KeyFileError::Write { .. } => Exit::Io,
        KeyFileError::Exists { .. } | KeyFileError::PassphraseNeeded { .. } => Exit::Usage,
        _ => Exit::CheckFailed,
    }
}
