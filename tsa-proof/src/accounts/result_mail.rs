//! What a deposit gave, sent to the depositor who asks for it.

use super::Accounts;
use super::error::AccountError;
use super::session::{Client, SignedIn};
use crate::mail::{Letter, ProofLine};

impl Accounts {
    /// Mails the owner where the deposit's page is and what each proof is known by; `path` begins with a slash and goes behind
    /// the language of the account. No name goes into the letter.
    ///
    /// # Errors
    /// [`AccountError::TooMany`], faults of the store.
    pub async fn mail_result(
        &self,
        who: &SignedIn,
        client: &Client,
        path: &str,
        proofs: Vec<ProofLine>,
    ) -> Result<(), AccountError> {
        self.limits.mail.take(client.network, self.clock.now())?;
        let link = format!("{}/{}{path}", self.settings.public_url, who.account.lang);
        self.post(&who.account, &Letter::Result { link, proofs }).await
    }
}
