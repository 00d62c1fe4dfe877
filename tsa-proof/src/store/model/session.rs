//! Sessions, one-time tokens, keys of programs, mails: what lets somebody in.

use super::{AccountId, AttemptId, Digest, KeyId, MailId, Sealed, SessionId, UnixMillis, text_enum};

text_enum! {
    /// How far a sign-in has come.
    SessionStage {
        /// The password was right; the second factor is still to come. Opens nothing else.
        AwaitingCode = "awaiting-code",
        /// Signed in.
        Full = "full",
    }
}

text_enum! {
    /// What a one-time token is good for.
    TokenPurpose {
        /// Confirms the e-mail address.
        ConfirmEmail = "confirm-email",
        /// Lets a new password be set.
        ResetPassword = "reset-password",
        /// Gives the account another address.
        ChangeEmail = "change-email",
    }
}

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its name in the list that the owner sees.
    pub id: SessionId,
    /// The digest of the cookie's value.
    pub token_hash: Digest,
    /// Whose.
    pub account: AccountId,
    /// How far the sign-in has come.
    pub stage: SessionStage,
    /// Browser and network, sealed for the account; for the owner's list.
    pub details: Option<Sealed>,
    /// When it began.
    pub created_at: UnixMillis,
    /// When it was last used (to the caller's grain).
    pub seen_at: UnixMillis,
    /// When it ends.
    pub expires_at: UnixMillis,
}

/// A token that a mail carries, to be.
#[derive(Clone, Debug)]
pub struct NewOneTimeToken {
    /// The digest of the token's text.
    pub hash: Digest,
    /// What it is good for.
    pub purpose: TokenPurpose,
    /// Whose.
    pub account: AccountId,
    /// The address that it brings, for [`TokenPurpose::ChangeEmail`] and for it alone.
    pub payload: Option<Sealed>,
    /// Now.
    pub created_at: UnixMillis,
    /// Until when.
    pub expires_at: UnixMillis,
}

/// A token that was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeToken {
    /// Whose.
    pub account: AccountId,
    /// What it brings.
    pub payload: Option<Sealed>,
    /// Until when.
    pub expires_at: UnixMillis,
}

/// A key with which a program speaks for an account.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The public part of the key's text.
    pub id: KeyId,
    /// Whose.
    pub account: AccountId,
    /// The name that the owner gave it.
    pub name: Sealed,
    /// The keyed digest of the key's text.
    pub mac: Digest,
    /// What it may do: words separated by spaces; the account's rules say which there are.
    pub scopes: String,
    /// Since when.
    pub created_at: UnixMillis,
    /// Until when, where limited.
    pub expires_at: Option<UnixMillis>,
    /// When it was last used (to the caller's grain).
    pub last_used_at: Option<UnixMillis>,
}

/// Whether a try is within the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// It is, and it was counted.
    Taken(AttemptId),
    /// It is not, and it was not counted.
    Refused {
        /// When the oldest counted try leaves the window.
        retry_at: UnixMillis,
    },
}

/// A mail on its way.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its name.
    pub id: MailId,
    /// To whose address.
    pub account: AccountId,
    /// Recipient, subject and text.
    pub content: Sealed,
    /// When it was written.
    pub created_at: UnixMillis,
    /// How often a server refused it for the time being.
    pub tries: u32,
    /// It is not tried before this time.
    pub next_try: UnixMillis,
    /// It is not tried from this time on: its link has ended, or its news is old.
    pub expires_at: UnixMillis,
    /// When the mail server took it, or it was given up.
    pub sent_at: Option<UnixMillis>,
}

impl Mail {
    /// A mail just written, to be tried at once.
    pub const fn new(
        id: MailId,
        account: AccountId,
        content: Sealed,
        now: UnixMillis,
        expires_at: UnixMillis,
    ) -> Self {
        Self { id, account, content, created_at: now, tries: 0, next_try: now, expires_at, sent_at: None }
    }
}

/// How old something is that a purge removes.
#[derive(Clone, Copy, Debug)]
pub struct PurgeBefore {
    /// Tries counted before this time.
    pub attempts: UnixMillis,
    /// Mails written before it.
    pub mails: UnixMillis,
    /// Accounts never confirmed whose last sign-up was before it.
    pub pending: UnixMillis,
}

/// What a purge removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions past their end.
    pub sessions: u64,
    /// One-time tokens past their end.
    pub tokens: u64,
    /// Counted tries that no window sees any more.
    pub attempts: u64,
    /// Mails written long ago, sent or not.
    pub mails: u64,
    /// Accounts whose address nobody confirmed.
    pub pending: u64,
}
