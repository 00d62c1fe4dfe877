//! Setting, renewing and removing the second factor of who is signed in.

use super::Accounts;
use super::error::AccountError;
use super::secret::Secret;
use super::session::{Client, SignedIn};
use super::totp::{TotpSecret, new_recovery_codes, recovery_digest};
use crate::mail::Letter;
use crate::secrets::Context;

/// A second factor just set.
#[derive(Debug)]
pub struct Enrolled {
    /// The recovery codes, shown this once.
    pub recovery_codes: Vec<String>,
    /// The rotated session.
    pub session: Secret,
}

impl Accounts {
    /// Sets the second factor, proved by a code of it and by the password. The session gets a new secret.
    ///
    /// # Errors
    /// [`AccountError::SecondFactor`] if one is set, [`AccountError::Code`], [`AccountError::Credentials`], limits, faults.
    pub async fn set_second_factor(
        &self,
        who: &SignedIn,
        password: &str,
        secret: &TotpSecret,
        code: &str,
        client: &Client,
    ) -> Result<Enrolled, AccountError> {
        if who.account.totp.is_some() {
            return Err(AccountError::SecondFactor);
        }
        self.confirm_password(who, password).await?;
        let step = secret.accepted_step(code, self.clock.now(), 0).ok_or(AccountError::Code)?;
        let id = who.account.id;
        let recovery_codes = self.write_recovery_codes(who).await?;
        let sealed = self.account_key(&who.account)?.seal(&Context::Totp, secret.bytes());
        self.store.set_totp(id, &sealed, step).await?;
        self.post(&who.account, &Letter::SecondFactorSet).await?;
        Ok(Enrolled { recovery_codes, session: self.rotate_session(who, client).await? })
    }

    /// Removes the second factor, with password and code. The session gets a new secret.
    ///
    /// # Errors
    /// As [`Accounts::set_second_factor`].
    pub async fn remove_second_factor(
        &self,
        who: &SignedIn,
        password: &str,
        code: &str,
        client: &Client,
    ) -> Result<Secret, AccountError> {
        self.confirm_person(who, password, code).await?;
        self.store.clear_totp(who.account.id).await?;
        self.post(&who.account, &Letter::SecondFactorRemoved).await?;
        self.rotate_session(who, client).await
    }

    /// Gives ten new recovery codes in place of all old ones, with password and code.
    ///
    /// # Errors
    /// As [`Accounts::set_second_factor`].
    pub async fn renew_recovery_codes(
        &self,
        who: &SignedIn,
        password: &str,
        code: &str,
    ) -> Result<Vec<String>, AccountError> {
        if who.account.totp.is_none() {
            return Err(AccountError::SecondFactor);
        }
        self.confirm_person(who, password, code).await?;
        self.write_recovery_codes(who).await
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// Faults.
    pub async fn recovery_codes_left(&self, who: &SignedIn) -> Result<u64, AccountError> {
        Ok(self.store.count_recovery_codes(who.account.id).await?)
    }

    /// Asks for everything the person signs in with: the password, and the code where a second factor is set.
    pub(super) async fn confirm_person(
        &self,
        who: &SignedIn,
        password: &str,
        code: &str,
    ) -> Result<(), AccountError> {
        self.confirm_password(who, password).await?;
        if who.account.totp.is_some() {
            self.check_code(&who.account, code).await?;
        }
        Ok(())
    }

    async fn write_recovery_codes(&self, who: &SignedIn) -> Result<Vec<String>, AccountError> {
        let codes = new_recovery_codes()?;
        let id = who.account.id;
        let digests: Vec<_> = codes.iter().map(|code| recovery_digest(&self.secrets, id, code)).collect();
        self.store.replace_recovery_codes(id, &digests).await?;
        Ok(codes)
    }
}
