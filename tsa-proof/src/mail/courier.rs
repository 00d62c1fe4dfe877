//! Carries mails from the store to the server, each again and again until the server takes it or the mail ends.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::letter::Message;
use super::smtp::{MailFault, Smtp};
use crate::accounts::AccountError;
use crate::clock::{Clock, HOUR, MINUTE, Millis};
use crate::fault::with_causes;
use crate::secrets::{Context, Secrets};
use crate::store::{Mail, MailId, Store, StoreError};

/// What delivery needs.
pub struct Delivery {
    /// Where mails wait.
    pub store: Arc<dyn Store>,
    /// What opens them.
    pub secrets: Arc<Secrets>,
    /// For the time of sending.
    pub clock: Arc<dyn Clock>,
    /// Where they go.
    pub smtp: Smtp,
    /// Rings when one was put into the store: `Accounts::mail_waits`.
    pub waits: Arc<Notify>,
}

/// Sends mails for as long as the daemon runs. A mail is marked after the server took it: a crash in between sends it
/// twice rather than never.
pub async fn deliver(delivery: Delivery) {
    let mut pause = FIRST_PAUSE;
    loop {
        match delivery.send_waiting().await {
            Ok(()) => {
                pause = FIRST_PAUSE;
                let _ = tokio::time::timeout(IDLE, delivery.waits.notified()).await; // either way: look again
            }
            Err(error) => {
                tracing::warn!(error = %with_causes(&error), retry.seconds = pause.as_secs(), "no mail can be sent");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

impl Delivery {
    /// Tries everything that is due. A mail that the server does not take now waits for its own next try; the round
    /// stops only where no other mail would fare better.
    pub(super) async fn send_waiting(&self) -> Result<(), DeliveryFault> {
        loop {
            let mails = self.store.due_mails(self.clock.now(), BATCH).await?;
            if mails.is_empty() {
                return Ok(());
            }
            for mail in mails {
                self.send(&mail).await?;
            }
        }
    }

    async fn send(&self, mail: &Mail) -> Result<(), DeliveryFault> {
        let outcome = match read(&*self.store, &self.secrets, mail).await {
            Ok(message) => self.smtp.send(&message).await,
            Err(AccountError::Store(fault)) => return Err(fault.into()),
            Err(error) => {
                tracing::warn!(mail.id = %mail.id, error = %error, "a mail cannot be read, and is given up");
                Ok(())
            }
        };
        // The recipient's address stays out of the log.
        match outcome {
            Ok(()) => {}
            Err(fault @ MailFault::Server(_)) => return Err(fault.into()),
            Err(fault @ MailFault::Later(_)) => {
                let next = self.clock.now() + pause_after(mail.tries);
                if next < mail.expires_at {
                    tracing::info!(mail.id = %mail.id, error = %fault, next_try = next, "a mail waits");
                    return Ok(self.store.postpone_mail(mail.id, next).await?);
                }
                tracing::warn!(mail.id = %mail.id, error = %fault, "a mail ends before it was taken");
            }
            Err(fault) => {
                tracing::warn!(mail.id = %mail.id, error = %fault, "a mail is given up");
            }
        }
        Ok(self.store.mark_mail_sent(mail.id, self.clock.now()).await?)
    }
}

/// The wait after so many refusals and one: a minute, doubled each time up to an hour. Servers that refuse strangers at
/// first (greylisting) take the second or third try, well within the half hour of the shortest link.
fn pause_after(tries: u32) -> Millis {
    (MINUTE << tries.min(6)).min(HOUR)
}

#[derive(Debug, thiserror::Error)]
pub(super) enum DeliveryFault {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] MailFault),
}

/// A mail on the trial's page.
#[derive(Debug, Clone)]
pub struct OutboxMail {
    /// Its name.
    pub id: MailId,
    /// When it was written.
    pub created_at: Millis,
    /// What it says.
    pub message: Message,
}

/// The newest mails, for the page that a trial shows in place of sending.
///
/// # Errors
/// Faults of the store.
pub async fn outbox(
    store: &dyn Store,
    secrets: &Secrets,
    limit: u32,
) -> Result<Vec<OutboxMail>, AccountError> {
    let mut shown = Vec::new();
    for mail in store.list_mails(limit).await? {
        // Mails of an account erased a moment ago cannot be read any more.
        if let Ok(message) = read(store, secrets, &mail).await {
            shown.push(OutboxMail { id: mail.id, created_at: mail.created_at, message });
        }
    }
    Ok(shown)
}

async fn read(store: &dyn Store, secrets: &Secrets, mail: &Mail) -> Result<Message, AccountError> {
    let bytes = secrets.key_of(store, mail.account).await?.open(&Context::Mail(mail.id), &mail.content)?;
    serde_json::from_slice(&bytes).map_err(|e| AccountError::Corrupt(e.to_string()))
}

const BATCH: u32 = 50;
const IDLE: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(600);
