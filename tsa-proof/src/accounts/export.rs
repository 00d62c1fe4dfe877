//! Everything that is kept of a person, as one file, written while it is read: however many proofs there are, a few pages of
//! them are in memory.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base64ct::{Base64, Encoding as _};
use serde::Serialize;
use serde_json::{Value, json};

use super::error::AccountError;
use super::{Accounts, SignedIn};
use crate::fault::with_causes;
use crate::secrets::{AccountKey, Context};
use crate::store::{Cursor, Deposit, DepositId, Item, ItemFilter, ItemId, StoredToken};
use crate::streamed::{Gone, Streamed, Writer, streamed};

impl Accounts {
    /// Everything that is kept of who is signed in, with password and code: one JSON object a line (NDJSON), the account
    /// first, then sessions, API keys, deposits and their items with claims and tokens, and last a line of type `end`:
    /// a file without it is not whole. Passwords, secrets and digests of secrets are not in it.
    ///
    /// # Errors
    /// [`AccountError::Credentials`], [`AccountError::Code`], limits, faults. A fault later on breaks the body off.
    pub async fn export(
        self: &Arc<Self>,
        who: &SignedIn,
        password: &str,
        code: &str,
    ) -> Result<Streamed, AccountError> {
        self.confirm_person(who, password, code).await?;
        let (writer, body) = streamed(PAGES_AHEAD);
        let (accounts, who) = (Arc::clone(self), who.clone());
        tokio::spawn(async move {
            if let Err(Stop::Fault(fault)) = accounts.write_all(&who, writer).await {
                tracing::error!(error = %with_causes(&fault), "an export broke off");
            }
        });
        Ok(body)
    }

    async fn write_all(&self, who: &SignedIn, writer: Writer) -> Result<(), Stop> {
        writer.write(self.person(who).await?.0).await?;
        let key = self.account_key(&who.account)?;
        let mut described = HashSet::new();
        let mut after = None;
        loop {
            let (lines, next) = self.page(who, &key, after.as_ref(), &mut described).await?;
            writer.write(lines.0).await?;
            match next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let mut end = Lines::default();
        end.add(&json!({ "type": "end" }))?;
        writer.write(end.0).await?;
        Ok(writer.finish().await?)
    }

    async fn person(&self, who: &SignedIn) -> Result<Lines, AccountError> {
        let mut lines = Lines::default();
        lines.add(&json!({
            "type": "account", "id": who.account.id, "email": who.profile.email, "name": who.profile.name,
            "kind": who.profile.kind, "lang": who.account.lang, "created_at": who.account.created_at,
            "email_confirmed_at": who.account.email_confirmed_at,
            "password_changed_at": who.account.password_changed_at, "second_factor": who.account.totp.is_some(),
            "times": "milliseconds since 1970-01-01T00:00:00Z", "tokens": "base64 of a DER TimeStampResp (RFC 3161)",
        }))?;
        for session in self.sessions(who).await? {
            lines.add(&Tagged { kind: "session", value: &session })?;
        }
        for key in self.list_keys(&who.account).await? {
            lines.add(&Tagged { kind: "api-key", value: &key })?;
        }
        Ok(lines)
    }

    /// A page of items, each deposit before its first item: three questions to the store however many they are.
    async fn page(
        &self,
        who: &SignedIn,
        key: &AccountKey,
        after: Option<&Cursor>,
        described: &mut HashSet<DepositId>,
    ) -> Result<(Lines, Option<Cursor>), AccountError> {
        let account = who.account.id;
        let page = self.store.list_items(account, &ItemFilter::default(), after, PAGE).await?;
        let items: Vec<ItemId> = page.items.iter().map(|item| item.id).collect();
        let mut new: Vec<DepositId> = page.items.iter().map(|item| item.deposit).collect();
        new.dedup();
        new.retain(|id| !described.contains(id));
        let tokens = self.store.tokens_of(account, &items).await?;
        let deposits: HashMap<DepositId, Deposit> = self
            .store
            .deposits(account, &new)
            .await?
            .into_iter()
            .map(|deposit| (deposit.id, deposit))
            .collect();
        // Items come deposit by deposit, so of those described before only the last can come again.
        described.clear();
        let mut lines = Lines::default();
        for item in &page.items {
            if described.insert(item.deposit)
                && let Some(deposit) = deposits.get(&item.deposit)
            {
                lines.add(&deposit_line(key, deposit)?)?;
            }
            let tokens = tokens.get(&item.id);
            let file = tokens.and_then(|tokens| tokens.file.as_ref());
            let claim = tokens.and_then(|tokens| tokens.claim.as_ref());
            lines.add(&item_line(key, item, file, claim)?)?;
        }
        Ok((lines, page.next))
    }
}

/// Why an export ends early.
enum Stop {
    /// Nobody reads any more.
    Gone,
    Fault(AccountError),
}

impl From<Gone> for Stop {
    fn from(Gone: Gone) -> Self {
        Self::Gone
    }
}

impl From<AccountError> for Stop {
    fn from(fault: AccountError) -> Self {
        Self::Fault(fault)
    }
}

#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn add(&mut self, value: &impl Serialize) -> Result<(), AccountError> {
        serde_json::to_writer(&mut self.0, value).map_err(|e| AccountError::Corrupt(e.to_string()))?;
        self.0.push(b'\n');
        Ok(())
    }
}

#[derive(Serialize)]
struct Tagged<'a, T: Serialize> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    value: &'a T,
}

fn deposit_line(key: &AccountKey, deposit: &Deposit) -> Result<Value, AccountError> {
    let label = match &deposit.label {
        Some(sealed) => Some(text(&key.open(&Context::Label(deposit.id), sealed)?)?),
        None => None,
    };
    Ok(json!({
        "type": "deposit", "id": deposit.id, "created_at": deposit.created_at, "label": label,
        "idempotency_key": deposit.idempotency_key, "items": deposit.item_count,
    }))
}

/// The claim stands in it as text: its octets are what the tokens are over, and a reader must not lay them out anew.
fn item_line(
    key: &AccountKey,
    item: &Item,
    file: Option<&StoredToken>,
    claim: Option<&StoredToken>,
) -> Result<Value, AccountError> {
    let token = |token: Option<&StoredToken>| token.map(|token| Base64::encode_string(&token.response));
    let proof = |token: Option<&StoredToken>| token.and_then(|token| token.log_proof.clone());
    Ok(json!({
        "type": "item", "id": item.id, "deposit": item.deposit, "index": item.index, "state": item.state,
        "sha256": base16ct::lower::encode_string(&item.sha256), "category": item.category, "stage": item.stage,
        "claim": text(&key.open(&Context::Claim(item.deposit, item.id), &item.claim)?)?,
        "file_token": token(file), "claim_token": token(claim),
        "file_log_proof": proof(file), "claim_log_proof": proof(claim),
        "failure": item.failure.as_ref().map(|failure| &failure.code),
    }))
}

fn text(bytes: &[u8]) -> Result<String, AccountError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| AccountError::Corrupt("sealed text is not UTF-8".into()))
}

/// Items in a page: with their claims and tokens about a megabyte.
const PAGE: u32 = 200;
/// Pages that wait for a slow reader.
const PAGES_AHEAD: usize = 1;
