//! What is done after the response: looking up whether an address has an account, and sending it the right mail.

use std::sync::Weak;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::Accounts;
use super::email::EmailAddress;
use super::error::AccountError;
use super::profile::Profile;
use crate::clock::{DAY, HOUR, Millis};
use crate::i18n::Lang;
use crate::store::AccountId;

/// One thing to do.
pub(super) enum Task {
    SignUp(SignUp),
    Reset(EmailAddress),
    ConfirmAgain(AccountId),
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

    pub(super) async fn tidy(&self) {
        let now = self.clock.now();
        match self.store.purge(now, now - HOUR, now - MAILS_KEPT).await {
            Ok(purged) => tracing::debug!(?purged, "removed what time has made useless"),
            Err(error) => tracing::warn!(error = %error, "old sessions, links and mails wait to be removed"),
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
            Task::Settle(done) => {
                let _ = done.send(()); // nobody waits any more
                Ok(())
            }
        }
    }
}

/// Once an hour removes what time has made useless: ended sessions and links, tries that no limit sees any more, old mails.
pub(super) async fn tidy(accounts: Weak<Accounts>) {
    loop {
        match accounts.upgrade() {
            Some(accounts) => accounts.tidy().await,
            None => return,
        }
        tokio::time::sleep(TIDY_EVERY).await;
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

const TIDY_EVERY: Duration = Duration::from_secs(60 * 60);
/// A mail that no server took for so long says nothing useful any more; its link is long dead.
const MAILS_KEPT: Millis = 14 * DAY;
