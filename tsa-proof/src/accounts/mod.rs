//! Accounts: who may do what, and how a person or a program shows who it is.
//!
//! [`Accounts`] holds the rules; [`guard`] stands before every route of the pages and hands them a [`Visitor`]; the pages
//! themselves are in `crate::pages::account`. Nothing here keeps what it does not need: of passwords, sessions, links,
//! codes and keys the store gets digests, and what people typed is sealed under the key of their account.

pub mod api_key;
pub mod device;
pub mod email;
pub mod erase;
pub mod error;
pub mod export;
pub mod guard;
pub mod keys;
pub mod new_email;
pub mod password;
pub mod profile;
pub mod recover;
mod result_mail;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod sign_up;
pub(crate) mod start;
mod task;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod totp;
mod trial;
pub mod visitor;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::{Notify, mpsc};

pub use api_key::{ApiKeyText, Scope, Scopes};
pub use email::EmailAddress;
pub use error::AccountError;
pub use guard::protect;
pub use keys::Granter;
pub use password::Cost;
pub use profile::{Kind, PersonName, Profile};
pub use session::{Client, SignedIn};
pub use visitor::Visitor;

use crate::clock::{Clock, HOUR, MINUTE};
use crate::limits::Limiter;
use crate::mail::{self, OutboxMail};
use crate::secrets::{AccountKey, Context, Secrets};
use crate::store::{Account, Digest, Sealed, Store};
use password::Passwords;
use task::Task;

/// What the operator decides.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the service, without a slash at the end: links in mails begin with it.
    pub public_url: String,
    /// The values of `Origin` that requests of our own pages carry.
    pub origins: Vec<String>,
    /// Cookies with the `__Host-` prefix and `Secure`; off only for a trial over plain HTTP on loopback.
    pub secure_cookies: bool,
    /// The service's name in authenticators and mails.
    pub service: String,
    /// The price of a password guess.
    pub cost: Cost,
    /// Refused sign-ins are answered after a whole number of these, so that what they cost does not show.
    pub answer_grain: Duration,
    /// Whether mails stay here and are shown on a page of their own, because this is a trial.
    pub outbox: bool,
}

/// The accounts of the service.
pub struct Accounts {
    store: Arc<dyn Store>,
    secrets: Arc<Secrets>,
    clock: Arc<dyn Clock>,
    passwords: Passwords,
    limits: Limits,
    settings: Settings,
    tasks: mpsc::Sender<Task>,
    mail_waits: Arc<Notify>,
}

/// Limits by network. What they let through at most in an hour is the burst and sixty times the rate of a minute.
struct Limits {
    sign_in: Limiter,
    sign_up: Limiter,
    mail: Limiter,
    keys: Limiter,
}

impl Accounts {
    /// Opens the accounts; a task of its own does what must not show in the time of a response.
    ///
    /// # Errors
    /// [`AccountError`] if the price of passwords is impossible.
    pub fn start(
        store: Arc<dyn Store>,
        secrets: Arc<Secrets>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Arc<Self>, AccountError> {
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let (tasks, queue) = mpsc::channel(MAX_TASKS);
        let accounts = Arc::new(Self {
            store,
            secrets,
            clock,
            passwords: Passwords::new(settings.cost, cores)?,
            limits: Limits {
                sign_in: Limiter::new(60, MINUTE),
                sign_up: Limiter::new(20, 3 * MINUTE),
                mail: Limiter::new(20, 3 * MINUTE),
                keys: Limiter::new(120, MINUTE),
            },
            settings,
            tasks,
            mail_waits: Arc::new(Notify::new()),
        });
        tokio::spawn(task::work(Arc::downgrade(&accounts), queue));
        Ok(accounts)
    }

    /// What the operator decided.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Rings when a mail was put into the store.
    #[must_use]
    pub fn mail_waits(&self) -> Arc<Notify> {
        Arc::clone(&self.mail_waits)
    }

    /// Opens an account's profile.
    ///
    /// # Errors
    /// [`AccountError`].
    pub fn profile(&self, account: &Account) -> Result<Profile, AccountError> {
        self.open(account, &Context::Profile, &account.profile)
    }

    /// The newest mails, for the page that a trial shows in place of sending.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn outbox(&self, limit: u32) -> Result<Vec<OutboxMail>, AccountError> {
        mail::outbox(&*self.store, &self.secrets, limit).await
    }

    /// What an address is looked up by.
    fn email_digest(&self, email: &EmailAddress) -> Digest {
        self.secrets.digest("e-mail", &[email.as_str().as_bytes()])
    }

    fn account_key(&self, account: &Account) -> Result<AccountKey, AccountError> {
        Ok(self.secrets.open_key(account.id, &account.claim_key)?)
    }

    fn seal<T: Serialize>(
        &self,
        account: &Account,
        context: &Context,
        value: &T,
    ) -> Result<Sealed, AccountError> {
        seal_json(&self.account_key(account)?, context, value)
    }

    fn open<T: DeserializeOwned>(
        &self,
        account: &Account,
        context: &Context,
        sealed: &Sealed,
    ) -> Result<T, AccountError> {
        let bytes = self.account_key(account)?.open(context, sealed)?;
        serde_json::from_slice(&bytes).map_err(|e| AccountError::Corrupt(e.to_string()))
    }

    /// Leaves something to be done after the response.
    fn later(&self, task: Task) -> Result<(), AccountError> {
        self.tasks.try_send(task).map_err(|_| AccountError::Busy)
    }
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accounts").field("settings", &self.settings).finish_non_exhaustive()
    }
}

fn seal_json<T: Serialize>(key: &AccountKey, context: &Context, value: &T) -> Result<Sealed, AccountError> {
    let bytes = serde_json::to_vec(value).map_err(|e| AccountError::Corrupt(e.to_string()))?;
    Ok(key.seal(context, &bytes))
}

/// One Argon2id with the look-ups before it fits into one or two of these; nobody who mistyped minds one more.
pub(crate) const ANSWER_GRAIN: Duration = Duration::from_millis(50);
/// So many sign-ups and resets may wait to be carried out; an hour of trouble with the store does not eat the memory.
const MAX_TASKS: usize = 1_000;
/// A day and an hour: used by who shows times in mails.
pub(crate) const CONFIRM_LIFE: i64 = 24 * HOUR;
