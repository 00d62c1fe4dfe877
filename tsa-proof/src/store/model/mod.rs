//! What the store holds, as its callers see it.

mod account;
mod deposit;
mod ids;
mod sealed;
mod session;

pub use account::{Account, AccountKeyRow, EmailChange, Erasure, NewAccount, Totp};
pub use deposit::{
    Category, Cursor, Deposit, DepositOutcome, Failure, Item, ItemFilter, ItemState, ItemTokens, NewDeposit,
    NewItem, NewToken, Page, Quota, Stage, StateCounts, StoredToken, TokenFacts, TokenKind, TokenOutcome,
    Unlogged,
};
pub use ids::{AccountId, AttemptId, DepositId, InvalidId, ItemId, KeyId, MailId, SessionId};
pub use sealed::{Sealed, WrappedKey};
pub use session::{
    ApiKey, AttemptOutcome, Mail, NewOneTimeToken, OneTimeToken, PurgeBefore, Purged, Session, SessionStage,
    TokenPurpose,
};

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
pub type UnixMillis = i64;

/// A SHA-256 value, or an HMAC-SHA-256.
pub type Digest = [u8; 32];

/// An enum whose values have one stable text each: in the database, in JSON, in metric labels.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value with this text.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
use text_enum;
