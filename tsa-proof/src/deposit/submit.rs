//! A request becomes a deposit: claims are built and sealed, everything is stored, then it is acknowledged.

use std::collections::VecDeque;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tsa_evidence::claim::Assurance;

use super::Depositor;
use super::claims::{self, Refused, ServiceWords};
use super::queue::Job;
use crate::api::body::DepositBody;
use crate::clock::Millis;
use crate::secrets::{AccountKey, Context, SecretsFault};
use crate::store::{
    AccountId, Deposit, DepositId, DepositOutcome, Digest, ItemId, NewDeposit, NewItem, Quota, StoreError,
    UnixMillis,
};
use crate::trust::Trust;

/// Who deposits.
#[derive(Clone, Debug)]
pub struct Depositing {
    /// Whose deposit it will be.
    pub account: AccountId,
    /// How far the service knows them.
    pub assurance: Assurance,
}

/// An acknowledged deposit.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// As it is stored.
    pub deposit: Deposit,
    /// It was made by this request, not by an earlier one with the same key.
    pub is_new: bool,
}

/// Why there is no deposit.
#[derive(Debug, thiserror::Error)]
pub enum SubmitFault {
    /// Values that cannot stand in a claim: item (`None`: the label) and what is wrong.
    #[error("{} values cannot stand in a claim", .0.len())]
    Refused(Vec<(Option<usize>, Refused)>),
    /// The key against repetition was used with another body.
    #[error("the key was used with another body")]
    Conflict,
    /// The account was erased.
    #[error("there is no such account")]
    NoAccount,
    /// Too much of this account is waiting for the authority already.
    #[error("more than {most} items of the account would wait for tokens")]
    OwnBacklog {
        /// How many may wait.
        most: usize,
    },
    /// The account makes deposits too fast.
    #[error("too many deposits in a minute")]
    TooFast {
        /// Milliseconds after which there may be another.
        retry_after: Millis,
    },
    /// The account has deposited what it may in a day.
    #[error("more than {most} items of the account in 24 hours")]
    Quota {
        /// How many it may deposit.
        most: u32,
        /// Milliseconds after which the first of them count no more.
        retry_after: Millis,
    },
    /// Too much is waiting for the authority already.
    #[error("too many items wait for tokens")]
    Busy,
    /// The service stops.
    #[error("the service stops")]
    Stopped,
    /// The store.
    #[error(transparent)]
    Store(StoreError),
    /// The account's key.
    #[error(transparent)]
    Secrets(#[from] SecretsFault),
}

impl From<StoreError> for SubmitFault {
    fn from(error: StoreError) -> SubmitFault {
        match error {
            StoreError::IdempotencyConflict => SubmitFault::Conflict,
            StoreError::NoAccount => SubmitFault::NoAccount,
            other => SubmitFault::Store(other),
        }
    }
}

impl Depositor {
    /// Stores the deposit durably and queues it, or finds the one that the same key and body made before. Tokens come later.
    /// Once begun it is carried through, also when the caller stops waiting.
    ///
    /// # Errors
    /// [`SubmitFault`]; nothing is stored then, unless the database failed in the middle of it: sending the same again says.
    pub async fn submit(
        self: &Arc<Self>,
        who: &Depositing,
        idempotency_key: &str,
        body: DepositBody,
    ) -> Result<Submitted, SubmitFault> {
        let (depositor, who, key) = (Arc::clone(self), who.clone(), idempotency_key.to_owned());
        let work = tokio::spawn(async move { depositor.carry_through(who, key, body).await });
        work.await.map_err(|_| SubmitFault::Stopped)?
    }

    async fn carry_through(
        &self,
        who: Depositing,
        idempotency_key: String,
        body: DepositBody,
    ) -> Result<Submitted, SubmitFault> {
        let (request_digest, body) = aside(move || (digest_of(&body), body)).await?;
        if let Some(known) = self.shop.store.deposit_by_key(who.account, &idempotency_key).await? {
            return match known.request_digest == request_digest {
                true => self.known(known).await,
                false => Err(SubmitFault::Conflict),
            };
        }
        let (now, queue) = (self.shop.clock.now(), &self.shop.queue);
        let waiting = (queue.len_of(who.account), queue.len());
        self.gate.admit(who.account, body.items.len(), waiting, now)?;
        let wrapped = self.shop.store.claim_key(who.account).await?.ok_or(SubmitFault::NoAccount)?;
        let key = self.secrets.open_key(who.account, &wrapped)?;
        let order = Order {
            who,
            idempotency_key,
            request_digest,
            body,
            trust: Arc::clone(&self.trust),
            created_at: now,
            quota: self.gate.quota(now),
        };
        let new = aside(move || order.compose(&key)).await??;
        let jobs: VecDeque<Job> = new.items.iter().map(|item| job(&new, item)).collect();
        let outcome = match self.shop.store.create_deposit(&new).await {
            Err(StoreError::OverQuota { oldest }) => return Err(self.gate.over_quota(oldest, now)),
            outcome => outcome?,
        };
        match outcome {
            DepositOutcome::Created(deposit) => {
                self.shop.queue.add(jobs);
                Ok(Submitted { deposit, is_new: true })
            }
            DepositOutcome::Existing(deposit) => self.known(deposit).await,
        }
    }

    /// A deposit that was made before. If the answer to its commit was lost, nobody works on it yet.
    async fn known(&self, deposit: Deposit) -> Result<Submitted, SubmitFault> {
        self.shop.take_up_deposit(&deposit).await?;
        Ok(Submitted { deposit, is_new: false })
    }
}

/// What a request asks for.
struct Order {
    who: Depositing,
    idempotency_key: String,
    request_digest: Digest,
    body: DepositBody,
    trust: Arc<Trust>,
    created_at: UnixMillis,
    quota: Quota,
}

impl Order {
    fn compose(self, key: &AccountKey) -> Result<NewDeposit, SubmitFault> {
        let id = DepositId::random();
        let words = ServiceWords {
            assurance: self.who.assurance,
            service: self.trust.service(),
            policy: self.trust.file_policy(),
        };
        let (mut items, mut refused) = (Vec::with_capacity(self.body.items.len()), Vec::new());
        let mut label = None;
        match self.body.label.as_deref().map(|label| claims::plain_text("label", label)).transpose() {
            Ok(text) => label = text,
            Err(fault) => refused.push((None, fault)),
        }
        for (place, item) in self.body.items.iter().enumerate() {
            let item_id = ItemId::random();
            match claims::build(item_id, item, &words) {
                Ok(claim) => items.push(NewItem {
                    id: item_id,
                    sha256: item.sha256.0,
                    claim_digest: claim.digest(),
                    claim: key.seal(&Context::Claim(id, item_id), claim.octets()),
                    category: item.category,
                    stage: item.stage,
                }),
                Err(fault) => refused.push((Some(place), fault)),
            }
            if refused.len() >= MAX_REFUSED {
                break;
            }
        }
        if !refused.is_empty() {
            return Err(SubmitFault::Refused(refused));
        }
        let label = label.map(|label| key.seal(&Context::Label(id), label.as_bytes()));
        Ok(NewDeposit {
            id,
            account: self.who.account,
            idempotency_key: self.idempotency_key,
            request_digest: self.request_digest,
            label,
            created_at: self.created_at,
            quota: Some(self.quota),
            items,
        })
    }
}

/// Work for the processor alone, beside the threads that answer requests: ten thousand claims take their time.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, SubmitFault> {
    tokio::task::spawn_blocking(work).await.map_err(|_| SubmitFault::Stopped)
}

fn job(deposit: &NewDeposit, item: &NewItem) -> Job {
    Job {
        item: item.id,
        deposit: deposit.id,
        account: deposit.account,
        sha256: item.sha256,
        claim_digest: item.claim_digest,
        file_token: None,
        bad_answers: 0,
    }
}

/// Of what the body means, not of how it is spaced.
fn digest_of(body: &DepositBody) -> Digest {
    Sha256::digest(serde_json::to_vec(body).unwrap_or_default()).into()
}

/// A grid with more mistakes than that has one mistake.
const MAX_REFUSED: usize = 100;
