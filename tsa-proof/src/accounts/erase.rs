//! Leaving: the end of the account.

use super::error::AccountError;
use super::{Accounts, SignedIn};
use crate::store::Erasure;

impl Accounts {
    /// Erases the account of who is signed in, with password and code: its key goes, and with it everything sealed under
    /// it, in every copy of the database. Tokens stay, and name nobody.
    ///
    /// # Errors
    /// [`AccountError::Credentials`], [`AccountError::Code`], limits, faults.
    pub async fn erase(&self, who: &SignedIn, password: &str, code: &str) -> Result<Erasure, AccountError> {
        self.confirm_person(who, password, code).await?;
        let account = who.account.id;
        let erasure = self.store.erase_account(account, self.clock.now()).await?;
        // The identifier names nobody any more; whoever restores an older backup needs it to erase again.
        tracing::info!(%account, scrubbed = erasure.scrubbed, "an account was erased");
        Ok(erasure)
    }
}
