//! What is done after the response: looking up whether an address has an account, and sending it the right mail.

use std::sync::Weak;

use tokio::sync::{mpsc, oneshot};

use super::Accounts;
use super::email::EmailAddress;
use super::error::AccountError;
use super::profile::Profile;
use crate::i18n::Lang;
use crate::store::AccountId;

/// One thing to do.
pub(super) enum Task {
    SignUp(SignUp),
    Reset(EmailAddress),
    ConfirmAgain(AccountId),
    NewEmail(AccountId, EmailAddress),
    Settle(oneshot::Sender<()>),
}

/// A checked sign-up.
pub(super) struct SignUp {
    pub(super) email: EmailAddress,
    pub(super) profile: Profile,
    pub(super) password_hash: String,
    pub(super) lang: Lang,
}

impl Accounts {
    /// Waits until everything left to do before this call is done; for the stop of the daemon and for tests.
    pub async fn settle(&self) {
        let (done, settled) = oneshot::channel();
        if self.tasks.send(Task::Settle(done)).await.is_ok() {
            let _ = settled.await; // an error says that the worker is gone, and with it everything to wait for
        }
    }

    async fn carry_out(&self, task: Task) -> Result<(), AccountError> {
        match task {
            Task::SignUp(sign_up) => self.finish_sign_up(&sign_up).await,
            Task::Reset(email) => self.finish_ask_reset(&email).await,
            Task::ConfirmAgain(id) => match self.store.account(id).await? {
                Some(account) => self.send_confirmation(&account).await,
                None => Ok(()),
            },
            Task::NewEmail(id, email) => match self.store.account(id).await? {
                Some(account) => self.finish_ask_new_email(&account, &email).await,
                None => Ok(()),
            },
            Task::Settle(done) => {
                let _ = done.send(()); // nobody waits any more
                Ok(())
            }
        }
    }
}

/// Carries tasks out, one after the other, until the accounts are gone.
pub(super) async fn work(accounts: Weak<Accounts>, mut tasks: mpsc::Receiver<Task>) {
    while let Some(task) = tasks.recv().await {
        let Some(accounts) = accounts.upgrade() else { return };
        if let Err(error) = accounts.carry_out(task).await {
            tracing::error!(error = %error, "a sign-up, reset or confirmation was lost; the person will ask again");
        }
    }
}
