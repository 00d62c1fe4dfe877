//! What can go wrong with the units of a state directory, and what to do about it.

use std::{
    io,
    path::{Path, PathBuf},
};

use tsa_core::{SignatureScheme, TsuError, tsu::NotUsable};

use super::TsuState;
use crate::{KeyAlgorithm, KeyError, KeyFileError, LoadError, RequestError, SelfTestError};

/// Why the store did not do what was asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No state directory.
    #[error("{path} is no state directory: check the path, or make it with `tsa-admin tsu create`",
            path = path.display())]
    NotAState {
        /// The directory.
        path: PathBuf,
    },
    /// A name with other characters.
    #[error(
        "`{name}` is no name: use small letters, digits and hyphens, a letter or digit first, at most 63"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// The name is taken.
    #[error("there is a TSU `{name}` already: choose another name (names are never used twice)")]
    Exists {
        /// The name.
        name: String,
    },
    /// No such unit.
    #[error("there is no TSU `{name}`: `tsa-admin tsu list` shows those there are")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The unit has been activated or retired.
    #[error(
        "the TSU `{name}` is {state}: a certificate is installed while it is pending; make a new TSU instead"
    )]
    NotPending {
        /// The unit.
        name: String,
        /// Where it stands.
        state: TsuState,
    },
    /// The unit is retired.
    #[error("the TSU `{name}` is retired, and a retired key is never used again: make a new TSU")]
    Retired {
        /// The unit.
        name: String,
    },
    /// The unit has no certificate.
    #[error(
        "the TSU `{name}` has no certificate: have its request signed (`tsa-admin tsu csr`), then run \
             `tsa-admin tsu install`"
    )]
    NoCertificate {
        /// The unit.
        name: String,
    },
    /// Nothing signs for the group.
    #[error(
        "the group `{group}` has no active TSU: `tsa-admin tsu list` shows the units, `tsa-admin tsu activate` \
             makes one sign"
    )]
    NoneActive {
        /// The group.
        group: String,
    },
    /// The group's file names a unit of another group.
    #[error(
        "groups/{group}.toml names the TSU `{name}`, which belongs to the group `{own}`: restore the file from its \
             backup"
    )]
    OtherGroup {
        /// The unit.
        name: String,
        /// The group whose file it is in.
        group: String,
        /// The group it belongs to.
        own: String,
    },
    /// The certificate may not be used now.
    #[error("the TSU `{name}` may not sign now")]
    NotUsable {
        /// The unit.
        name: String,
        /// Which bound is broken.
        source: NotUsable,
    },
    /// The certificate breaks a rule.
    #[error(
        "the certificate of the TSU `{name}` cannot be used: have a new one issued, e.g. with `tsa-admin ca issue`"
    )]
    Certificate {
        /// The unit.
        name: String,
        /// Which rule.
        source: TsuError,
    },
    /// The certificate is that of another key.
    #[error(
        "the certificate belongs to another key than that of the TSU `{name}`: install the one that was issued for \
             its request.pem"
    )]
    OtherKey {
        /// The unit.
        name: String,
    },
    /// The chain cannot be read.
    #[error("the chain cannot be read: it must be PEM, the TSU's certificate first, then those above it")]
    Chain(#[source] der::Error),
    /// The chain is empty.
    #[error(
        "the chain holds no certificate: it must be PEM, the TSU's certificate first, then those above it"
    )]
    EmptyChain,
    /// A certificate of the chain is not signed by the next.
    #[error(
        "certificate {0} of the chain is not signed by the one after it: check the order and the CA certificates"
    )]
    ChainSignature(usize),
    /// A certificate of an installed chain is not signed by the next, though it was when it was installed.
    #[error(
        "{path} was changed after it was installed: certificate {position} is not signed by the one after it; restore \
             the file from its backup, and find out who could write it", path = path.display()
    )]
    ChainExchanged {
        /// The file.
        path: PathBuf,
        /// The certificate, counted from 1.
        position: usize,
    },
    /// Key and certificate do not work together.
    #[error("the key of the TSU `{name}` must not be used")]
    SelfTest {
        /// The unit.
        name: String,
        /// Why.
        source: SelfTestError,
    },
    /// The key cannot sign by this scheme.
    #[error("a key of algorithm {algorithm} does not sign by {scheme}: leave the scheme out", scheme = scheme.name())]
    Scheme {
        /// The key.
        algorithm: KeyAlgorithm,
        /// The scheme.
        scheme: SignatureScheme,
    },
    /// The key could not be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key could not be read or written.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The request could not be made or read.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// Somebody else is writing.
    #[error("another tsa-admin is at work on this state directory (it holds {path}): wait until it has finished",
            path = path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read {path}: check that it belongs to the user of the service", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: check its owner and the free space", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not read as it should.
    #[error("{path} is damaged ({problem}): restore it from its backup", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file cannot be encoded.
    #[error("a state file cannot be encoded")]
    Encode(#[from] toml::ser::Error),
}

impl StoreError {
    /// Whether the system refused to read or write, rather than that something in the files is wrong.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(
            self,
            Self::Read { .. }
                | Self::Write { .. }
                | Self::Locked { .. }
                | Self::Load(LoadError::File(KeyFileError::Read { .. } | KeyFileError::Write { .. }))
        )
    }

    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Read { path: path.to_owned(), source }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Write { path: path.to_owned(), source }
    }
}
