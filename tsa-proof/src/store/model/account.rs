//! Accounts.

use super::{AccountId, Digest, Sealed, UnixMillis, WrappedKey};

/// An account that was not erased.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name everywhere else in the store.
    pub id: AccountId,
    /// The keyed digest of the e-mail address: what a sign-in looks it up by. The address itself is in the profile.
    pub email: Digest,
    /// When the address was confirmed first.
    pub email_confirmed_at: Option<UnixMillis>,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// Since when this password.
    pub password_changed_at: UnixMillis,
    /// E-mail address, name, kind: whatever the person typed.
    pub profile: Sealed,
    /// The language of mails, a language tag.
    pub lang: String,
    /// The second factor, where one is set.
    pub totp: Option<Totp>,
    /// The key of everything sealed for this account.
    pub claim_key: WrappedKey,
    /// Since when the account exists.
    pub created_at: UnixMillis,
}

/// The second factor of an account.
#[derive(Clone, Debug)]
pub struct Totp {
    /// The shared secret.
    pub secret: Sealed,
    /// The last time step of which a code was taken (RFC 6238 §5.2: a code is taken once).
    pub last_step: i64,
}

/// An account to be.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Made by the caller, because the profile is sealed for it.
    pub id: AccountId,
    /// The keyed digest of the normalised address.
    pub email: Digest,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// E-mail address, name, kind.
    pub profile: Sealed,
    /// The language of mails.
    pub lang: String,
    /// The account's key; stored in the same transaction.
    pub claim_key: WrappedKey,
    /// Now.
    pub created_at: UnixMillis,
}

/// Another address for an account.
#[derive(Clone, Debug)]
pub struct EmailChange {
    /// Whose.
    pub account: AccountId,
    /// The hash of the password that was found right.
    pub password_hash: String,
    /// The keyed digest of the new address.
    pub email: Digest,
    /// The profile with the new address in it.
    pub profile: Sealed,
}

/// An account's key, as the rotation of the key-encryption key walks over them.
#[derive(Clone, Debug)]
pub struct AccountKeyRow {
    /// Whose.
    pub account: AccountId,
    /// The key.
    pub key: WrappedKey,
}

/// What the erasure of an account did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Items that were not finished and now never will be.
    pub failed_items: u64,
    /// Whether the erased octets have left the database's files too: false when another reader of the database (a backup,
    /// say) was in the way. [`scrub`](crate::store::Store::scrub) makes up for it.
    pub scrubbed: bool,
}
