//! Signing up. The answer is the same for a new address and for one that has an account; only the mail differs.

use super::email::EmailAddress;
use super::error::AccountError;
use super::password::NewPassword;
use super::profile::{Kind, PersonName, Profile};
use super::session::{Client, SignedIn};
use super::task::{SignUp, Task};
use super::{Accounts, seal_json};
use crate::i18n::Lang;
use crate::mail::Letter;
use crate::secrets::Context;
use crate::store::{Account, AccountId, NewAccount, StoreError, TokenPurpose};

/// What a person typed to sign up.
#[derive(Debug)]
pub struct SignUpForm<'a> {
    /// The address.
    pub email: &'a str,
    /// The password to be.
    pub password: &'a str,
    /// [`Kind::name`].
    pub kind: &'a str,
    /// The name for claims.
    pub name: &'a str,
    /// The language of the page, and of mails.
    pub lang: Lang,
}

impl Accounts {
    /// Takes a sign-up. The account is made after the response, so that its time does not tell whether the address had one.
    ///
    /// # Errors
    /// What is wrong with the typed values; limits; faults.
    pub async fn sign_up(&self, form: &SignUpForm<'_>, client: &Client) -> Result<(), AccountError> {
        let email = EmailAddress::parse(form.email).ok_or(AccountError::Email)?;
        let kind = Kind::parse(form.kind)?;
        let name = PersonName::parse(form.name)?;
        let password = NewPassword::parse(form.password, &email)?;
        self.limits.sign_up.take(client.network, self.clock.now())?;
        let password_hash = self.passwords.hash(password).await?;
        self.later(Task::SignUp(SignUp {
            profile: Profile::new(&email, kind, &name),
            email,
            password_hash,
            lang: form.lang,
        }))
    }

    /// Changes name, kind and language of who is signed in. Claims already made keep the name they were made with.
    ///
    /// # Errors
    /// What is wrong with the typed values; faults.
    pub async fn change_profile(
        &self,
        who: &SignedIn,
        kind: &str,
        name: &str,
        lang: Lang,
    ) -> Result<(), AccountError> {
        let profile = Profile {
            email: who.profile.email.clone(),
            kind: Kind::parse(kind)?,
            name: PersonName::parse(name)?.as_str().into(),
        };
        let sealed = self.seal(&who.account, &Context::Profile, &profile)?;
        self.store.set_profile(who.account.id, &sealed, lang.tag()).await?;
        Ok(())
    }

    /// Carries a sign-up out.
    pub(super) async fn finish_sign_up(&self, sign_up: &SignUp) -> Result<(), AccountError> {
        let lookup = self.email_digest(&sign_up.email);
        if let Some(account) = self.store.account_by_email(&lookup).await? {
            return self.sign_up_again(&account, sign_up).await;
        }
        let id = AccountId::random();
        let (claim_key, key) = self.secrets.new_account_key(id);
        let account = NewAccount {
            id,
            email: lookup,
            password_hash: sign_up.password_hash.clone(),
            profile: seal_json(&key, &Context::Profile, &sign_up.profile)?,
            lang: sign_up.lang.tag().into(),
            claim_key,
            created_at: self.clock.now(),
        };
        match self.store.create_account(&account).await {
            Ok(()) | Err(StoreError::EmailTaken) => {}
            Err(error) => return Err(error.into()),
        }
        match self.store.account_by_email(&lookup).await? {
            Some(account) => self.send_confirmation(&account).await,
            None => Ok(()),
        }
    }

    /// The address has an account. Unconfirmed, it may be a stranger's: this sign-up takes its place, and the older link
    /// dies, but only while a new link can be sent: whoever repeats sign-ups leaves the last link good. Confirmed, its
    /// owner is told, and not too often.
    async fn sign_up_again(&self, account: &Account, sign_up: &SignUp) -> Result<(), AccountError> {
        if account.email_confirmed_at.is_none() {
            if !self.may_send_link(&account.email).await? {
                return Ok(());
            }
            let profile = self.seal(account, &Context::Profile, &sign_up.profile)?;
            let (now, lang) = (self.clock.now(), sign_up.lang.tag());
            if self.store.replace_pending(account.id, &sign_up.password_hash, &profile, lang, now).await? {
                return match self.store.account(account.id).await? {
                    Some(account) => self.send_link_now(&account, TokenPurpose::ConfirmEmail).await,
                    None => Ok(()),
                };
            }
        }
        if self.within("notices", &account.email, NOTICES_PER_HOUR).await? {
            self.post(account, &Letter::AlreadyThere).await?;
        }
        Ok(())
    }

    /// Sends the link that confirms an address.
    pub(super) async fn send_confirmation(&self, account: &Account) -> Result<(), AccountError> {
        if account.email_confirmed_at.is_some() {
            return Ok(());
        }
        self.send_link(account, TokenPurpose::ConfirmEmail).await
    }
}

/// Letters an hour that tell the owner of an address of sign-ups with it. They are counted apart from links, so that
/// nobody uses up the links of an owner who forgot the password.
pub(super) const NOTICES_PER_HOUR: u32 = 2;
