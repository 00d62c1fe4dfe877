//! Signing in: password, then the code where a second factor is set.

use std::time::{Duration, Instant};

use tsa_service::clock::monotonic;

use super::Accounts;
use super::device::{NewDevice, Tries};
use super::email::EmailAddress;
use super::error::AccountError;
use super::password::Checked;
use super::secret::Secret;
use super::session::{Client, SignedIn};
use super::task::Task;
use super::totp::{TotpSecret, recovery_digest};
use crate::clock::HOUR;
use crate::secrets::Context;
use crate::store::{Account, AttemptId, AttemptOutcome, Digest, Session, SessionStage, TokenPurpose};

/// How far a sign-in came.
#[derive(Debug)]
pub struct SignIn {
    /// The new session's secret, for the cookie.
    pub secret: Secret,
    /// Whether a code is still to come.
    pub stage: SessionStage,
    /// The cookie by which the browser is known from now on; none while a code is still to come.
    pub device: Option<NewDevice>,
}

impl Accounts {
    /// Checks address and password. Whether the account exists shows neither in the answer nor in its time: both ways
    /// count the try under the address, look the account up and run one Argon2id; what still differs (a row to read or none)
    /// vanishes in [`Settings::answer_grain`](super::Settings::answer_grain).
    ///
    /// # Errors
    /// [`AccountError::Credentials`], [`AccountError::Unconfirmed`] (with the right password only), limits, faults.
    pub async fn sign_in(
        &self,
        typed_email: &str,
        password: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        let begun = monotonic();
        let result = self.sign_in_at_once(typed_email, password, client).await;
        if result.is_err() {
            self.even_out(begun).await;
        }
        result
    }

    async fn sign_in_at_once(
        &self,
        typed_email: &str,
        password: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        self.limits.sign_in.take(client.network, self.clock.now())?;
        let email = EmailAddress::parse(typed_email).ok_or(AccountError::Credentials)?;
        let lookup = self.email_digest(&email);
        let account = self.store.account_by_email(&lookup).await?;
        let tries = self.tries_with(&lookup, account.as_ref(), &client.devices);
        self.check_password(&tries, account.as_ref(), password).await?;
        let account = account.ok_or(AccountError::Credentials)?;
        if account.email_confirmed_at.is_none() {
            self.later(Task::ConfirmAgain(account.id))?;
            return Err(AccountError::Unconfirmed);
        }
        self.begin(&account, client).await
    }

    /// Begins the session of somebody who proved the password: the code, where one is set, is still to come.
    pub(super) async fn begin(&self, account: &Account, client: &Client) -> Result<SignIn, AccountError> {
        if account.totp.is_some() {
            let secret = self.begin_session(account, SessionStage::AwaitingCode, client).await?;
            return Ok(SignIn { secret, stage: SessionStage::AwaitingCode, device: None });
        }
        self.begin_in_full(account, client).await
    }

    async fn begin_in_full(&self, account: &Account, client: &Client) -> Result<SignIn, AccountError> {
        let secret = self.begin_session(account, SessionStage::Full, client).await?;
        Ok(SignIn { secret, stage: SessionStage::Full, device: Some(self.new_device(account)?) })
    }

    /// Takes the code of a sign-in that waits for it, and gives the session proper; the waiting one ends.
    ///
    /// # Errors
    /// [`AccountError::Code`], limits, faults.
    pub async fn sign_in_code(
        &self,
        waiting: &Session,
        account: &Account,
        code: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        self.limits.sign_in.take(client.network, self.clock.now())?;
        self.check_code(account, code).await?;
        let sign_in = self.begin_in_full(account, client).await?;
        self.store.delete_session(&waiting.token_hash).await?;
        Ok(sign_in)
    }

    /// Confirms the address that a link was sent to, and signs in. The password is asked for, so that a link opened by
    /// the owner of the address never opens an account that a stranger made in his name.
    ///
    /// # Errors
    /// [`AccountError::Link`], [`AccountError::Credentials`], limits, faults.
    pub async fn confirm(
        &self,
        link: &Secret,
        password: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        self.limits.sign_in.take(client.network, self.clock.now())?;
        let account = self.account_of_link(link, TokenPurpose::ConfirmEmail).await?;
        let (link, now) = (link.digest(), self.clock.now());
        let checked = self.check_password(&Tries::Link(link), Some(&account), password).await?;
        if !self.store.confirm_by_link(&link, account.id, &checked, now).await? {
            return Err(AccountError::Link);
        }
        self.begin_in_full(&account, client).await
    }

    /// Asks once more for the password of who is signed in, before something that cannot be undone.
    ///
    /// # Errors
    /// [`AccountError::Credentials`], limits, faults.
    pub async fn confirm_password(&self, who: &SignedIn, password: &str) -> Result<(), AccountError> {
        self.check_password(&Tries::Session(who.session.id), Some(&who.account), password).await.map(drop)
    }

    /// Waits for the next multiple of the grain since `begun`.
    async fn even_out(&self, begun: Instant) {
        let grain = self.settings.answer_grain.as_nanos().max(1);
        let spent = monotonic().saturating_duration_since(begun).as_nanos();
        let end = u64::try_from(spent.div_ceil(grain) * grain).unwrap_or(u64::MAX);
        tokio::time::sleep_until((begun + Duration::from_nanos(end)).into()).await;
    }

    /// Counts a try, checks, and gives the try back if the password was right. Says which hash was found
    /// right, for steps that must not follow another password.
    pub(super) async fn check_password(
        &self,
        tries: &Tries,
        account: Option<&Account>,
        password: &str,
    ) -> Result<String, AccountError> {
        let attempt = self.take_attempt(&tries.subject(&self.secrets), PASSWORD_TRIES).await?;
        let stored = account.map(|account| account.password_hash.as_str());
        let checked = self.passwords.check(password, stored).await?;
        let account =
            account.filter(|_| !matches!(checked, Checked::Wrong)).ok_or(AccountError::Credentials)?;
        let hash = match checked {
            Checked::Outdated(renewed)
                if self.store.set_password_hash_if(account.id, &account.password_hash, &renewed).await? =>
            {
                renewed
            }
            _ => account.password_hash.clone(),
        };
        self.store.return_attempt(attempt).await?;
        Ok(hash)
    }

    /// Checks a code of the authenticator or a recovery code, each good once.
    ///
    /// # Errors
    /// [`AccountError::Code`], [`AccountError::SecondFactor`] if there is none, limits, faults.
    pub(super) async fn check_code(&self, account: &Account, code: &str) -> Result<(), AccountError> {
        let totp = account.totp.as_ref().ok_or(AccountError::SecondFactor)?;
        let subject = self.secrets.digest("code tries", &[&account.email]);
        let attempt = self.take_attempt(&subject, CODE_TRIES).await?;
        let bytes = self.account_key(account)?.open(&Context::Totp, &totp.secret)?;
        let secret = TotpSecret::from_bytes(&bytes)
            .ok_or_else(|| AccountError::Corrupt("a second factor of another length".into()))?;
        let accepted = match secret.accepted_step(code, self.clock.now(), totp.last_step) {
            // The store decides between two that show the same code at once.
            Some(step) => self.store.accept_totp_step(account.id, step).await?,
            None => {
                let digest = recovery_digest(&self.secrets, account.id, code);
                self.store.take_recovery_code(account.id, &digest).await?
            }
        };
        if !accepted {
            return Err(AccountError::Code);
        }
        self.store.return_attempt(attempt).await?;
        Ok(())
    }

    pub(super) async fn take_attempt(&self, subject: &Digest, limit: u32) -> Result<AttemptId, AccountError> {
        let now = self.clock.now();
        match self.store.take_attempt(subject, now, HOUR, limit).await? {
            AttemptOutcome::Taken(id) => Ok(id),
            AttemptOutcome::Refused { retry_at } => {
                Err(AccountError::TooMany { retry_after: (retry_at - now).max(1_000) })
            }
        }
    }
}

/// Wrong passwords per address and hour, known or not (`reliability.md` row 31, T23); as many of each browser in which its
/// owner signed in before.
pub const PASSWORD_TRIES: u32 = 10;
/// Wrong codes per account and hour: one of a million numbers, three of them good, guessed in 4 years on average.
const CODE_TRIES: u32 = 10;
