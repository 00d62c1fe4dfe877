//! Sessions: 256 random bits in a cookie, their digest in the store, an idle and an absolute end (`reliability.md` row 31).

use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize};

use super::Accounts;
use super::device::Device;
use super::error::AccountError;
use super::profile::Profile;
use super::secret::Secret;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::limits::{ClientAddress, Network};
use crate::secrets::Context;
use crate::store::{Account, AccountId, Session, SessionId, SessionStage};

/// Where a request comes from, as limits and the list of sessions see it.
#[derive(Debug, Clone)]
pub struct Client {
    /// The network that limits count for.
    pub network: Network,
    /// The browser's own description of itself, cut short.
    pub agent: String,
    /// The accounts that were signed in to in it before.
    pub devices: Vec<Device>,
}

impl Client {
    /// Of a request's address (absent where the daemon put none), headers, and the cookies in them.
    #[must_use]
    pub fn of(address: Option<&ClientAddress>, headers: &HeaderMap, devices: Vec<Device>) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            network: address.map_or(Network::Others, |address| address.network()),
            agent: agent.chars().take(MAX_AGENT).collect(),
            devices,
        }
    }
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// Its profile, opened.
    pub profile: Profile,
    /// The session.
    pub session: Session,
}

/// A line of the list of sessions.
#[derive(Debug, Clone, Serialize)]
pub struct SessionLine {
    /// Its name; it opens nothing.
    pub id: SessionId,
    /// The browser's description of itself.
    pub agent: String,
    /// The network it began from.
    pub network: String,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used.
    pub seen_at: Millis,
    /// Whether it is the one asking.
    pub current: bool,
}

#[derive(Serialize, Deserialize, Default)]
struct Details {
    agent: String,
    network: String,
}

impl Accounts {
    /// Begins a session and gives the secret for its cookie.
    pub(super) async fn begin_session(
        &self,
        account: &Account,
        stage: SessionStage,
        client: &Client,
    ) -> Result<Secret, AccountError> {
        let secret = Secret::random()?;
        let id = SessionId::random();
        let details = Details { agent: client.agent.clone(), network: client.network.to_string() };
        let now = self.clock.now();
        let life = if stage == SessionStage::Full { IDLE } else { CODE_WAIT };
        let details = self.seal(account, &Context::Session(id), &details)?;
        self.store
            .create_session(&Session {
                id,
                token_hash: secret.digest(),
                account: account.id,
                stage,
                details: Some(details),
                created_at: now,
                seen_at: now,
                expires_at: now + life,
            })
            .await?;
        Ok(secret)
    }

    /// Takes another secret for the same person after a change of privilege; the old one ends at once.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn rotate_session(&self, who: &SignedIn, client: &Client) -> Result<Secret, AccountError> {
        let secret = self.begin_session(&who.account, SessionStage::Full, client).await?;
        self.store.delete_session(&who.session.token_hash).await?;
        Ok(secret)
    }

    /// The session behind a cookie, with its account; notes its use once a minute at most.
    pub(super) async fn find_session(
        &self,
        secret: &Secret,
    ) -> Result<Option<(Session, Account)>, AccountError> {
        let now = self.clock.now();
        let hash = secret.digest();
        let Some(session) = self.store.session(&hash, now).await? else { return Ok(None) };
        if session.stage == SessionStage::Full && now - session.seen_at >= SEEN_GRAIN {
            let end = (now + IDLE).min(session.created_at + ABSOLUTE);
            self.store.touch_session(&hash, now, end).await?;
        }
        let account = self.store.account(session.account).await?;
        Ok(account.map(|account| (session, account)))
    }

    /// The account's sessions, newest first.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn sessions(&self, who: &SignedIn) -> Result<Vec<SessionLine>, AccountError> {
        let sessions = self.store.list_sessions(who.account.id, self.clock.now()).await?;
        sessions
            .into_iter()
            .filter(|session| session.stage == SessionStage::Full)
            .map(|session| {
                let details: Details = match &session.details {
                    Some(sealed) => self.open(&who.account, &Context::Session(session.id), sealed)?,
                    None => Details::default(),
                };
                Ok(SessionLine {
                    id: session.id,
                    agent: details.agent,
                    network: details.network,
                    created_at: session.created_at,
                    seen_at: session.seen_at,
                    current: session.id == who.session.id,
                })
            })
            .collect()
    }

    /// Ends one of the account's sessions.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn end_session(&self, account: AccountId, id: SessionId) -> Result<bool, AccountError> {
        Ok(self.store.delete_session_of(account, id).await?)
    }

    /// Ends every session of the account but the one asking.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn end_other_sessions(&self, who: &SignedIn) -> Result<u64, AccountError> {
        Ok(self.store.delete_sessions_of(who.account.id, Some(&who.session.token_hash)).await?)
    }

    /// Ends the session of a cookie: signs out.
    ///
    /// # Errors
    /// [`AccountError`].
    pub async fn sign_out(&self, secret: &Secret) -> Result<(), AccountError> {
        self.store.delete_session(&secret.digest()).await?;
        Ok(())
    }
}

/// A session unused for so long ends: a working day with its pauses, not the night after it.
pub const IDLE: Millis = 12 * HOUR;
/// A session ends after so long however much it is used.
pub const ABSOLUTE: Millis = 14 * DAY;
/// Between password and code.
const CODE_WAIT: Millis = 10 * MINUTE;
/// Uses closer together than this are one use: reading a page does not write to the store.
const SEEN_GRAIN: Millis = MINUTE;
const MAX_AGENT: usize = 200;
