//! API keys of an account.

use async_trait::async_trait;
use serde::Serialize;
use tsa_evidence::claim::{Assurance, AssuranceLevel};

use super::Accounts;
use super::api_key::{ApiKeyText, Scopes};
use super::error::AccountError;
use super::profile::PersonName;
use crate::api::auth::{Caller, KeyCheck, KeyRefusal};
use crate::clock::{DAY, MINUTE, Millis};
use crate::limits::{ClientAddress, Network};
use crate::secrets::Context;
use crate::store::{Account, AccountId, ApiKey, KeyId};

/// Who stands behind a request of a program.
#[derive(Debug, Clone)]
pub struct KeyHolder {
    /// The account.
    pub account: Account,
    /// Which key.
    pub key: KeyId,
    /// What it may do.
    pub scopes: Scopes,
    /// When it ends, if ever.
    pub ends: Option<Millis>,
}

/// What the maker of a key may give away.
#[derive(Debug, Clone, Copy)]
pub struct Granter {
    /// What it may do itself.
    pub scopes: Scopes,
    /// When its own right ends, if ever; nothing that it makes lives longer.
    pub ends: Option<Millis>,
}

impl Granter {
    /// A person who is signed in.
    pub const OWNER: Self = Self { scopes: Scopes::ALL, ends: None };
}

/// A key just made.
#[derive(Debug)]
pub struct NewKey {
    /// The whole key, shown this once.
    pub text: String,
    /// The line it has in the list.
    pub line: KeyLine,
}

/// A line of the list of keys.
#[derive(Debug, Clone, Serialize)]
pub struct KeyLine {
    /// The public part of the key.
    pub id: KeyId,
    /// The name its owner gave it.
    pub name: String,
    /// The names of its scopes.
    pub scopes: Vec<&'static str>,
    /// When it was made.
    pub created_at: Millis,
    /// When it ends, if ever.
    pub expires_at: Option<Millis>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Millis>,
}

impl Accounts {
    /// Makes a key. `days` is its life, [`MAX_KEY_DAYS`] at most, and not beyond the end of its granter.
    ///
    /// # Errors
    /// What is wrong with the values; [`AccountError::TooManyKeys`]; faults.
    pub async fn create_key(
        &self,
        account: &Account,
        name: &str,
        scopes: Scopes,
        days: Option<u16>,
        granter: Granter,
    ) -> Result<NewKey, AccountError> {
        let name = PersonName::parse(name)?;
        if scopes.is_empty() || !granter.scopes.covers(scopes) {
            return Err(AccountError::Scopes);
        }
        if days.is_some_and(|days| days == 0 || days > MAX_KEY_DAYS) {
            return Err(AccountError::KeyEnd);
        }
        if self.store.list_api_keys(account.id).await?.len() >= MAX_KEYS {
            return Err(AccountError::TooManyKeys);
        }
        let text = ApiKeyText::random()?;
        let now = self.clock.now();
        let key = ApiKey {
            id: text.id(),
            account: account.id,
            name: self.seal(account, &Context::ApiKeyName(text.id()), &name.as_str())?,
            mac: text.mac(&self.secrets),
            scopes: scopes.text(),
            created_at: now,
            expires_at: [days.map(|days| now + Millis::from(days) * DAY), granter.ends]
                .into_iter()
                .flatten()
                .min(),
            last_used_at: None,
        };
        self.store.create_api_key(&key).await?;
        Ok(NewKey { text: text.reveal(), line: self.line(account, &key)? })
    }

    /// The account's keys, newest first.
    ///
    /// # Errors
    /// Faults.
    pub async fn list_keys(&self, account: &Account) -> Result<Vec<KeyLine>, AccountError> {
        let keys = self.store.list_api_keys(account.id).await?;
        keys.iter().map(|key| self.line(account, key)).collect()
    }

    /// Revokes a key; the next request with it is refused.
    ///
    /// # Errors
    /// Faults.
    pub async fn revoke_key(&self, account: AccountId, id: KeyId) -> Result<bool, AccountError> {
        Ok(self.store.delete_api_key(account, id).await?)
    }

    /// Revokes every key of the account; says how many.
    ///
    /// # Errors
    /// Faults.
    pub async fn revoke_keys(&self, account: AccountId) -> Result<u64, AccountError> {
        Ok(self.store.delete_api_keys_of(account).await?)
    }

    /// Who sent this key. The store is asked each time: a revoked key is refused at once.
    ///
    /// # Errors
    /// [`AccountError::Credentials`] for any key that is not good; limits on bad keys; faults.
    pub async fn key_holder(&self, bearer: &str, network: Network) -> Result<KeyHolder, AccountError> {
        match self.find_key(bearer).await {
            Err(AccountError::Credentials) => {
                self.limits.keys.take(network, self.clock.now())?;
                Err(AccountError::Credentials)
            }
            other => other,
        }
    }

    async fn find_key(&self, bearer: &str) -> Result<KeyHolder, AccountError> {
        let text = ApiKeyText::parse(bearer).ok_or(AccountError::Credentials)?;
        let key = self.store.api_key(text.id()).await?.ok_or(AccountError::Credentials)?;
        let now = self.clock.now();
        if !text.fits(&self.secrets, &key.mac) || key.expires_at.is_some_and(|end| end <= now) {
            return Err(AccountError::Credentials);
        }
        let account = self.store.account(key.account).await?.ok_or(AccountError::Credentials)?;
        if key.last_used_at.is_none_or(|last| now - last >= MINUTE) {
            self.store.touch_api_key(key.id, now).await?;
        }
        Ok(KeyHolder { account, key: key.id, scopes: scopes_of(&key)?, ends: key.expires_at })
    }

    fn line(&self, account: &Account, key: &ApiKey) -> Result<KeyLine, AccountError> {
        Ok(KeyLine {
            id: key.id,
            name: self.open(account, &Context::ApiKeyName(key.id), &key.name)?,
            scopes: scopes_of(key)?.names().collect(),
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
        })
    }

    /// How well the service knows who is behind an account; it stands in every claim. Domain, eID and a check by hand
    /// are further levels of the claim's format, reached by nothing yet.
    #[must_use]
    pub fn assurance(account: &Account) -> Assurance {
        match account.email_confirmed_at {
            Some(_) => Assurance { level: AssuranceLevel::Email, method: "confirmation-link".into() },
            None => Assurance { level: AssuranceLevel::None, method: "none".into() },
        }
    }
}

#[async_trait]
impl KeyCheck for Accounts {
    async fn check(&self, bearer: &str, address: Option<ClientAddress>) -> Result<Caller, KeyRefusal> {
        let network = address.map_or(Network::Others, ClientAddress::network);
        match self.key_holder(bearer, network).await {
            Ok(holder) => Ok(Caller {
                account: holder.account.id,
                assurance: Self::assurance(&holder.account),
                scopes: holder.scopes,
                key: Some(holder.key),
                ends: holder.ends,
            }),
            Err(AccountError::Credentials) => Err(KeyRefusal::Unknown),
            Err(error @ AccountError::TooMany { .. }) => {
                let seconds = error.retry_after_seconds().unwrap_or(1);
                Err(KeyRefusal::Limited { retry_after: u64::try_from(seconds).unwrap_or(1) })
            }
            Err(error) => {
                tracing::error!(error = %error, "an API key cannot be looked up");
                Err(KeyRefusal::Unavailable)
            }
        }
    }
}

fn scopes_of(key: &ApiKey) -> Result<Scopes, AccountError> {
    Scopes::parse(key.scopes.split_ascii_whitespace())
        .ok_or_else(|| AccountError::Corrupt(format!("key {} has unknown scopes", key.id)))
}

/// Keys per account: one for each program, and room for their rotation.
pub const MAX_KEYS: usize = 50;
/// Longest life of a key that has an end, in days.
pub const MAX_KEY_DAYS: u16 = 3_650;
