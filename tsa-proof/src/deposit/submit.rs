//! A request becomes a deposit: claims are built and sealed, everything is stored, then it is acknowledged.

use std::collections::VecDeque;

use sha2::{Digest as _, Sha256};
use tsa_evidence::claim::Assurance;

use super::Depositor;
use super::claims::{self, Refused, ServiceWords};
use super::queue::Job;
use crate::api::body::DepositBody;
use crate::secrets::{AccountKey, Context, SecretsFault};
use crate::store::{
    AccountId, Deposit, DepositId, DepositOutcome, Digest, ItemId, NewDeposit, NewItem, StoreError,
};

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
    /// Too much is waiting for the authority already.
    #[error("too many items wait for tokens")]
    Busy,
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
    /// Stores the deposit durably, or finds the one that the same key and body made before. Tokens come later.
    ///
    /// # Errors
    /// [`SubmitFault`]; nothing is stored then.
    pub async fn submit(
        &self,
        who: &Depositing,
        idempotency_key: &str,
        body: &DepositBody,
    ) -> Result<Submitted, SubmitFault> {
        let request_digest = digest_of(body);
        if let Some(known) = self.shop.store.deposit_by_key(who.account, idempotency_key).await? {
            return match known.request_digest == request_digest {
                true => Ok(Submitted { deposit: known, is_new: false }),
                false => Err(SubmitFault::Conflict),
            };
        }
        if self.backlog().saturating_add(body.items.len()) > MAX_BACKLOG {
            return Err(SubmitFault::Busy);
        }
        let wrapped = self.shop.store.claim_key(who.account).await?.ok_or(SubmitFault::NoAccount)?;
        let key = self.secrets.open_key(who.account, &wrapped)?;
        let new = self.compose(who, idempotency_key, request_digest, body, &key)?;
        let jobs: VecDeque<Job> = new.items.iter().map(|item| job(new.id, item)).collect();
        match self.shop.store.create_deposit(&new).await? {
            DepositOutcome::Created(deposit) => {
                self.shop.queue.add(deposit.id, jobs);
                Ok(Submitted { deposit, is_new: true })
            }
            DepositOutcome::Existing(deposit) => Ok(Submitted { deposit, is_new: false }),
        }
    }

    fn compose(
        &self,
        who: &Depositing,
        idempotency_key: &str,
        request_digest: Digest,
        body: &DepositBody,
        key: &AccountKey,
    ) -> Result<NewDeposit, SubmitFault> {
        let id = DepositId::random();
        let words = ServiceWords {
            assurance: who.assurance.clone(),
            service: self.trust.service(),
            policy: self.trust.file_policy(),
        };
        let (mut items, mut refused) = (Vec::with_capacity(body.items.len()), Vec::new());
        let mut label = None;
        match body.label.as_deref().map(|label| claims::plain_text("label", label)).transpose() {
            Ok(text) => label = text,
            Err(fault) => refused.push((None, fault)),
        }
        for (place, item) in body.items.iter().enumerate() {
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
            account: who.account,
            idempotency_key: idempotency_key.to_owned(),
            request_digest,
            label,
            created_at: self.shop.clock.now(),
            items,
        })
    }
}

fn job(deposit: DepositId, item: &NewItem) -> Job {
    Job {
        item: item.id,
        deposit,
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

/// About half an hour of an authority's work; beyond it a depositor is told to come back.
const MAX_BACKLOG: usize = 200_000;
/// A grid with more mistakes than that has one mistake.
const MAX_REFUSED: usize = 100;
