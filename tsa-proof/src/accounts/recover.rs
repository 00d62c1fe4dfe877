//! Links in mails, and what they open: the confirmed address, a new password.

use super::device::NewDevice;
use super::email::EmailAddress;
use super::error::AccountError;
use super::password::NewPassword;
use super::secret::Secret;
use super::session::{Client, SignedIn};
use super::sign_in::SignIn;
use super::task::Task;
use super::{Accounts, CONFIRM_LIFE, seal_json};
use crate::clock::{HOUR, MINUTE, Millis};
use crate::i18n::Lang;
use crate::mail::Letter;
use crate::secrets::Context;
use crate::store::{
    Account, AttemptOutcome, Digest, Mail, MailId, NewOneTimeToken, Sealed, SessionStage, TokenPurpose,
};

impl Accounts {
    /// Takes the wish for a link that resets a password. The answer never tells whether the address has an account;
    /// the looking up and sending come after it.
    ///
    /// # Errors
    /// [`AccountError::Email`] for what is no address at all; limits.
    pub fn ask_reset(&self, email: &str, client: &Client) -> Result<(), AccountError> {
        let email = EmailAddress::parse(email).ok_or(AccountError::Email)?;
        self.limits.mail.take(client.network, self.clock.now())?;
        self.later(Task::Reset(email))
    }

    /// Sets a new password by a link: ends every session, tells the owner by mail, and revokes the API keys if asked to:
    /// whoever had the old password may have made some. The browser is known from now on.
    ///
    /// # Errors
    /// [`AccountError::Link`], [`AccountError::NewPassword`], limits, faults.
    pub async fn reset(
        &self,
        link: &Secret,
        password: &str,
        revoke_keys: bool,
        client: &Client,
    ) -> Result<NewDevice, AccountError> {
        self.limits.sign_in.take(client.network, self.clock.now())?;
        let account = self.account_of_link(link, TokenPurpose::ResetPassword).await?;
        let hash = self.new_hash(&account, password).await?;
        self.take_link(link, TokenPurpose::ResetPassword).await?;
        if revoke_keys {
            self.revoke_keys(account.id).await?;
        }
        let account = self.set_password(&account, &hash, None).await?;
        self.new_device(&account)
    }

    /// Changes the password of who is signed in: ends every other session, and gives this one a new secret.
    ///
    /// # Errors
    /// [`AccountError::Credentials`] for the old password, [`AccountError::NewPassword`], limits, faults.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        old: &str,
        new: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        self.confirm_password(who, old).await?;
        let hash = self.new_hash(&who.account, new).await?;
        let account = self.set_password(&who.account, &hash, Some(who)).await?;
        let secret = self.rotate_session(who, client).await?;
        Ok(SignIn { secret, stage: SessionStage::Full, device: Some(self.new_device(&account)?) })
    }

    /// Whether a link is good; it stays so.
    ///
    /// # Errors
    /// [`AccountError::Link`], faults.
    pub async fn account_of_link(
        &self,
        link: &Secret,
        purpose: TokenPurpose,
    ) -> Result<Account, AccountError> {
        let token = self.store.peek_one_time_token(&link.digest(), purpose, self.clock.now()).await?;
        let token = token.ok_or(AccountError::Link)?;
        self.store.account(token.account).await?.ok_or(AccountError::Link)
    }

    /// Uses a link up. Of several at once, one gets it.
    pub(super) async fn take_link(&self, link: &Secret, purpose: TokenPurpose) -> Result<(), AccountError> {
        let taken = self.store.take_one_time_token(&link.digest(), purpose, self.clock.now()).await?;
        taken.map(|_| ()).ok_or(AccountError::Link)
    }

    /// Sends a link, if the address had few enough of them lately.
    pub(super) async fn send_link(
        &self,
        account: &Account,
        purpose: TokenPurpose,
    ) -> Result<(), AccountError> {
        if self.may_send_link(&account.email).await? {
            self.send_link_now(account, purpose).await?;
        }
        Ok(())
    }

    /// Counts a link to the address; `false` if it is one too many.
    pub(super) async fn may_send_link(&self, address: &Digest) -> Result<bool, AccountError> {
        self.within("mails", address, LINKS_PER_HOUR).await
    }

    /// Counts one more of something for the address, unless so many were counted in the last hour (`false`).
    pub(super) async fn within(
        &self,
        what: &str,
        address: &Digest,
        limit: u32,
    ) -> Result<bool, AccountError> {
        let subject = self.secrets.digest(what, &[address]);
        let taken = self.store.take_attempt(&subject, self.clock.now(), HOUR, limit).await?;
        Ok(matches!(taken, AttemptOutcome::Taken(_)))
    }

    /// Sends a link that was counted.
    pub(super) async fn send_link_now(
        &self,
        account: &Account,
        purpose: TokenPurpose,
    ) -> Result<(), AccountError> {
        let letter = match purpose {
            TokenPurpose::ResetPassword => {
                Letter::Reset { link: self.new_link(account, purpose, None, RESET_LIFE, "reset/new").await? }
            }
            _ => {
                let purpose = TokenPurpose::ConfirmEmail;
                Letter::Confirm {
                    link: self.new_link(account, purpose, None, CONFIRM_LIFE, "confirm").await?,
                }
            }
        };
        self.post(account, &letter).await
    }

    /// A link to one of our pages that is good once, for `life` milliseconds.
    pub(super) async fn new_link(
        &self,
        account: &Account,
        purpose: TokenPurpose,
        payload: Option<Sealed>,
        life: Millis,
        page: &str,
    ) -> Result<String, AccountError> {
        let (now, secret) = (self.clock.now(), Secret::random()?);
        let token = NewOneTimeToken {
            hash: secret.digest(),
            purpose,
            account: account.id,
            payload,
            created_at: now,
            expires_at: now + life,
        };
        self.store.create_one_time_token(&token).await?;
        let lang = Lang::from_tag(&account.lang).unwrap_or(Lang::En).tag();
        Ok(format!("{}/{lang}/{page}?token={}", self.settings.public_url, secret.reveal()))
    }

    /// Carries a wish for a reset out: nothing for unknown addresses; the other link for unconfirmed ones.
    pub(super) async fn finish_ask_reset(&self, email: &EmailAddress) -> Result<(), AccountError> {
        let Some(account) = self.store.account_by_email(&self.email_digest(email)).await? else {
            return Ok(());
        };
        if account.email_confirmed_at.is_none() {
            return self.send_confirmation(&account).await;
        }
        self.send_link(&account, TokenPurpose::ResetPassword).await
    }

    /// Writes a letter to the owner of an account and puts it where the courier fetches it.
    pub(super) async fn post(&self, account: &Account, letter: &Letter) -> Result<(), AccountError> {
        self.post_to(account, &self.profile(account)?.email, letter).await
    }

    /// The same to an address that is not the account's, or not yet.
    pub(super) async fn post_to(
        &self,
        account: &Account,
        address: &str,
        letter: &Letter,
    ) -> Result<(), AccountError> {
        let lang = Lang::from_tag(&account.lang).unwrap_or(Lang::En);
        let message = letter.write(lang, &self.settings.service, &self.settings.public_url, address);
        let id = MailId::random();
        let content = seal_json(&self.account_key(account)?, &Context::Mail(id), &message)?;
        let now = self.clock.now();
        self.store.add_mail(&Mail::new(id, account.id, content, now, now + letter.life())).await?;
        self.mail_waits.notify_one();
        Ok(())
    }

    async fn new_hash(&self, account: &Account, password: &str) -> Result<String, AccountError> {
        let profile = self.profile(account)?;
        let email = EmailAddress::parse(&profile.email).ok_or(AccountError::Email)?;
        Ok(self.passwords.hash(NewPassword::parse(password, &email)?).await?)
    }

    /// Gives the account as it is afterwards.
    async fn set_password(
        &self,
        account: &Account,
        hash: &str,
        keep: Option<&SignedIn>,
    ) -> Result<Account, AccountError> {
        let (now, keep) = (self.clock.now(), keep.map(|who| &who.session.token_hash));
        self.store.set_password(account.id, hash, keep, now).await?;
        // Whoever asked for another address with the old password asked in vain.
        for purpose in [TokenPurpose::ResetPassword, TokenPurpose::ChangeEmail] {
            self.store.delete_one_time_tokens(account.id, purpose).await?;
        }
        self.post(account, &Letter::PasswordChanged).await?;
        Ok(Account { password_hash: hash.into(), password_changed_at: now, ..account.clone() })
    }
}

/// `reliability.md` row 31: reset links live for 30 minutes.
pub const RESET_LIFE: Millis = 30 * MINUTE;
/// Links per address and hour, so that nobody's mailbox is filled through us.
pub const LINKS_PER_HOUR: u32 = 5;
