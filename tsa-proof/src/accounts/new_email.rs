//! Another address for an account: asked for with the password, taken by a link to the new address, told to the old one.

use super::device::Tries;
use super::email::EmailAddress;
use super::error::AccountError;
use super::recover::LINKS_PER_HOUR;
use super::secret::Secret;
use super::session::{Client, SignedIn};
use super::sign_in::SignIn;
use super::sign_up::NOTICES_PER_HOUR;
use super::task::Task;
use super::{Accounts, CONFIRM_LIFE, Profile};
use crate::mail::Letter;
use crate::secrets::Context;
use crate::store::{Account, EmailChange, StoreError, TokenPurpose};

impl Accounts {
    /// Takes the wish for another address, with password and code. Whether the address has an account shows neither in the
    /// answer nor in its time; the looking up and sending come after it.
    ///
    /// # Errors
    /// [`AccountError::Email`], [`AccountError::Credentials`], [`AccountError::Code`], limits, faults.
    pub async fn ask_new_email(
        &self,
        who: &SignedIn,
        email: &str,
        password: &str,
        code: &str,
    ) -> Result<(), AccountError> {
        let email = EmailAddress::parse(email).ok_or(AccountError::Email)?;
        self.confirm_person(who, password, code).await?;
        let subject = self.secrets.digest("new addresses", &[who.account.id.as_bytes()]);
        self.take_attempt(&subject, LINKS_PER_HOUR).await?;
        self.later(Task::NewEmail(who.account.id, email))
    }

    /// Sends the link to the new address and a notice to the old one; to the owner of an account with that address, the
    /// letter that a sign-up would bring.
    pub(super) async fn finish_ask_new_email(
        &self,
        account: &Account,
        email: &EmailAddress,
    ) -> Result<(), AccountError> {
        let lookup = self.email_digest(email);
        if let Some(owner) = self.store.account_by_email(&lookup).await?
            && owner.email_confirmed_at.is_some()
        {
            if self.within("notices", &lookup, NOTICES_PER_HOUR).await? {
                self.post(&owner, &Letter::AlreadyThere).await?;
            }
            return Ok(());
        }
        if !self.may_send_link(&lookup).await? {
            return Ok(());
        }
        self.post(account, &Letter::AddressAsked).await?;
        let payload = self.seal(account, &Context::NewEmail, &email.as_str())?;
        let purpose = TokenPurpose::ChangeEmail;
        let link =
            self.new_link(account, purpose, Some(payload), CONFIRM_LIFE, "account/email/confirm").await?;
        self.post_to(account, email.as_str(), &Letter::NewAddress { link }).await
    }

    /// The address that a link brings; the link stays good.
    ///
    /// # Errors
    /// [`AccountError::Link`], faults.
    pub async fn new_email_of(&self, link: &Secret) -> Result<String, AccountError> {
        Ok(self.look_at(link).await?.1.as_str().to_owned())
    }

    /// Gives the account the address that a link brings, with the account's password, so that whoever gets a mistyped
    /// address's mail gets no account. Ends every session and begins one here; the code, where one is set, is still to
    /// come.
    ///
    /// # Errors
    /// [`AccountError::Link`], [`AccountError::Credentials`], limits, faults.
    pub async fn change_email(
        &self,
        link: &Secret,
        password: &str,
        client: &Client,
    ) -> Result<SignIn, AccountError> {
        self.limits.sign_in.take(client.network, self.clock.now())?;
        let (account, email) = self.look_at(link).await?;
        let digest = link.digest();
        let password_hash = self.check_password(&Tries::Link(digest), Some(&account), password).await?;
        let profile = Profile { email: email.as_str().into(), ..self.profile(&account)? };
        let change = EmailChange {
            account: account.id,
            password_hash,
            email: self.email_digest(&email),
            profile: self.seal(&account, &Context::Profile, &profile)?,
        };
        match self.store.change_email(&digest, &change, self.clock.now()).await {
            Ok(true) => {}
            // Somebody confirmed an account with that address meanwhile.
            Ok(false) | Err(StoreError::EmailTaken) => return Err(AccountError::Link),
            Err(fault) => return Err(fault.into()),
        }
        let account = self.store.account(account.id).await?.ok_or(AccountError::Link)?;
        self.begin(&account, client).await
    }

    async fn look_at(&self, link: &Secret) -> Result<(Account, EmailAddress), AccountError> {
        let purpose = TokenPurpose::ChangeEmail;
        let token = self.store.peek_one_time_token(&link.digest(), purpose, self.clock.now()).await?;
        let token = token.ok_or(AccountError::Link)?;
        let account = self.store.account(token.account).await?.ok_or(AccountError::Link)?;
        let sealed = token.payload.ok_or(AccountError::Link)?;
        let text: String = self.open(&account, &Context::NewEmail, &sealed)?;
        let email = EmailAddress::parse(&text).ok_or(AccountError::Email)?;
        Ok((account, email))
    }
}
