//! Why something that a person or a program asked of its account was not done.

use axum::http::StatusCode;
use tsa_evidence::names::TextFault;

use super::password::{PasswordFault, PasswordRefusal};
use super::secret::NoRandomness;
use crate::clock::Millis;
use crate::limits::TooMany;
use crate::secrets::SecretsFault;
use crate::store::StoreError;

/// The first group is for the person; the last four are faults, whose cause goes to the log alone.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Not an e-mail address.
    #[error("the e-mail address cannot be used")]
    Email,
    /// A name that cannot stand in a claim.
    #[error("the name cannot be used: {0}")]
    Name(TextFault),
    /// An unknown kind of account.
    #[error("the kind of account is unknown")]
    Kind,
    /// A password that may not be set.
    #[error("the new password is refused: {}", .0.code())]
    NewPassword(PasswordRefusal),
    /// The address or the password is wrong; which, nobody is told.
    #[error("the e-mail address or the password is wrong")]
    Credentials,
    /// The right password of an address that was never confirmed.
    #[error("the e-mail address is not confirmed yet")]
    Unconfirmed,
    /// A link that was used, is too old or never existed.
    #[error("the link is not valid any more")]
    Link,
    /// A wrong, old or used one-time code.
    #[error("the code is wrong or was used already")]
    Code,
    /// A second factor is set already, or there is none.
    #[error("the second factor is not in that state")]
    SecondFactor,
    /// An API key without, or with unknown, scopes, or with more than its maker has.
    #[error("the scopes of a key are missing, unknown or not yours to give")]
    Scopes,
    /// An end of a key that is not in the offered range.
    #[error("the key would end in the past or too late")]
    KeyEnd,
    /// The account has as many keys as it may have.
    #[error("the account has too many keys")]
    TooManyKeys,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Past a limit.
    #[error("too many tries")]
    TooMany {
        /// When another try makes sense.
        retry_after: Millis,
    },
    /// The service has more to do than it can.
    #[error("the service is busy")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sealed value cannot be opened.
    #[error(transparent)]
    Secrets(#[from] SecretsFault),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// A stored value is not what this version writes.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
}

impl AccountError {
    /// The stable code, kebab-case; `errors-<code>` is the message for people.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Email => "email-refused",
            Self::Name(_) => "name-refused",
            Self::Kind => "kind-unknown",
            Self::NewPassword(refusal) => refusal.code(),
            Self::Credentials => "wrong-credentials",
            Self::Unconfirmed => "email-not-confirmed",
            Self::Link => "link-not-valid",
            Self::Code => "code-wrong",
            Self::SecondFactor => "second-factor-state",
            Self::Scopes => "scopes-refused",
            Self::KeyEnd => "key-end-refused",
            Self::TooManyKeys => "too-many-keys",
            Self::NotSignedIn => "not-signed-in",
            Self::TooMany { .. } => "too-many-tries",
            Self::Busy => "busy",
            Self::Store(_) | Self::Secrets(_) | Self::Random(_) | Self::Corrupt(_) => "internal",
        }
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Email
            | Self::Name(_)
            | Self::Kind
            | Self::NewPassword(_)
            | Self::Scopes
            | Self::KeyEnd
            | Self::Link
            | Self::Code => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Credentials | Self::Unconfirmed => StatusCode::FORBIDDEN,
            Self::SecondFactor | Self::TooManyKeys => StatusCode::CONFLICT,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(error) if error.is_temporary() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Secrets(_) | Self::Random(_) | Self::Corrupt(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// Seconds until another try makes sense, for `Retry-After`.
    #[must_use]
    pub fn retry_after_seconds(&self) -> Option<i64> {
        match self {
            Self::TooMany { retry_after } => Some((retry_after + 999) / 1000),
            Self::Busy => Some(5),
            _ => None,
        }
    }
}

impl From<TooMany> for AccountError {
    fn from(TooMany(retry_after): TooMany) -> Self {
        Self::TooMany { retry_after }
    }
}

impl From<PasswordRefusal> for AccountError {
    fn from(refusal: PasswordRefusal) -> Self {
        Self::NewPassword(refusal)
    }
}

impl From<PasswordFault> for AccountError {
    fn from(fault: PasswordFault) -> Self {
        match fault {
            PasswordFault::Busy => Self::Busy,
            PasswordFault::Random(fault) => Self::Random(fault),
            PasswordFault::Hash(text) => Self::Corrupt(text),
        }
    }
}
