//! Leaving: everything that is kept of a person in one file, and the end of the account.

use base64ct::{Base64, Encoding as _};
use serde::Serialize;
use serde_json::{Value, json};

use super::error::AccountError;
use super::{Accounts, SignedIn};
use crate::secrets::{AccountKey, Context};
use crate::store::{Cursor, Deposit, DepositId, Erasure, Item, ItemFilter, StoredToken};

impl Accounts {
    /// Everything that is kept of who is signed in, with password and code: one JSON object a line (NDJSON), the account
    /// first, then sessions, API keys, deposits and their items with claims and tokens. Passwords, secrets and digests
    /// of secrets are not in it.
    ///
    /// # Errors
    /// [`AccountError::Credentials`], [`AccountError::Code`], limits, faults.
    pub async fn export(&self, who: &SignedIn, password: &str, code: &str) -> Result<Vec<u8>, AccountError> {
        self.confirm_person(who, password, code).await?;
        let mut lines = Lines(Vec::new());
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
        self.export_deposits(who, &mut lines).await?;
        Ok(lines.0)
    }

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

    async fn export_deposits(&self, who: &SignedIn, lines: &mut Lines) -> Result<(), AccountError> {
        let key = self.account_key(&who.account)?;
        let (mut after, mut last): (Option<Cursor>, Option<DepositId>) = (None, None);
        loop {
            let page =
                self.store.list_items(who.account.id, &ItemFilter::default(), after.as_ref(), PAGE).await?;
            for item in &page.items {
                if last != Some(item.deposit) {
                    last = Some(item.deposit);
                    if let Some(deposit) = self.store.deposit(who.account.id, item.deposit).await? {
                        lines.add(&deposit_line(&key, &deposit)?)?;
                    }
                }
                let tokens = self.store.tokens(who.account.id, item.id).await?.unwrap_or_default();
                lines.add(&item_line(&key, item, tokens.file.as_ref(), tokens.claim.as_ref())?)?;
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }
}

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

const PAGE: u32 = 200;
