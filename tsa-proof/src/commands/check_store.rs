//! `tsa-proof check-store`: whether the database, the key file and the tokens belong together.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};
use tsa_core::verify::{TokenFacts, read_facts};
use tsa_evidence::nonce;
use tsa_service::run::runtime;

use crate::config::Config;
use crate::fault::StartFault;
use crate::secrets::{AccountKey, Context, Secrets, SecretsFault};
use crate::store::{self, AccountId, Item, ItemFilter, ItemTokens, Result, Store, StoredToken};

/// What was looked at and found.
#[derive(Debug, Default)]
struct Findings {
    schema: i64,
    /// Accounts with a key, their items, their tokens.
    accounts: u64,
    items: u64,
    tokens: u64,
    /// What is wrong, one sentence each.
    problems: Vec<String>,
}

/// Checks the database that the configuration names. Exit code 1 when something is wrong.
pub(super) fn run(file: &Path) -> core::result::Result<ExitCode, StartFault> {
    let config = Config::load(file)?;
    let secrets = Secrets::load(&config.claim_key_file).map_err(|source| StartFault::ClaimKey { source })?;
    // Opening would make it.
    if let Some(path) = config.store_url.strip_prefix("sqlite:")
        && let Err(source) = std::fs::metadata(path)
    {
        return Err(StartFault::File { path: path.into(), doing: "looking for the database", source });
    }
    let found = runtime()?.block_on(async {
        let store = store::open(&config.store_url).await?;
        let found = examine(&secrets, &*store).await;
        store.close().await;
        found
    });
    let found = found.map_err(|source| StartFault::Store { place: config.place.clone(), source })?;
    // Nobody is left to be told when stdout is gone.
    let _ = std::io::stdout().write_all(found.text().as_bytes());
    Ok(ExitCode::from(u8::from(!found.problems.is_empty())))
}

impl Findings {
    fn text(&self) -> String {
        let mut lines = self.problems.clone();
        let verdict = match self.problems.len() {
            0 => "in order".to_owned(),
            number => format!("problems: {number}"),
        };
        lines.push(format!(
            "schema {}, accounts {}, items {}, tokens {}; {verdict}\n",
            self.schema, self.accounts, self.items, self.tokens
        ));
        lines.join("\n")
    }
}

/// Looks at everything of every account that was not erased: keys open, claims open and have their digest, tokens say what
/// the item says. Signatures are not verified: `proof verify` does that for whoever needs to know.
async fn examine(secrets: &Secrets, store: &dyn Store) -> Result<Findings> {
    let mut found = Findings {
        schema: store.schema_version().await?,
        problems: store.inconsistencies().await?,
        ..Findings::default()
    };
    let mut after = None;
    loop {
        let rows = store.claim_keys(after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.account);
        for row in &rows {
            found.accounts += 1;
            match secrets.open_key(row.account, &row.key) {
                Ok(key) => examine_account(&key, row.account, store, &mut found).await?,
                Err(fault) => found.problems.push(format!("account {}: its key: {fault}", row.account)),
            }
        }
    }
    Ok(found)
}

async fn examine_account(
    key: &AccountKey,
    account: AccountId,
    store: &dyn Store,
    found: &mut Findings,
) -> Result<()> {
    if let Some(stored) = store.account(account).await?
        && key.open(&Context::Profile, &stored.profile).is_err()
    {
        found.problems.push(format!("account {account}: its profile does not open"));
    }
    let mut after = None;
    loop {
        let page = store.list_items(account, &ItemFilter::default(), after.as_ref(), BATCH).await?;
        for item in &page.items {
            let tokens = store.tokens(account, item.id).await?.unwrap_or_default();
            found.items += 1;
            found.tokens += u64::from(tokens.file.is_some()) + u64::from(tokens.claim.is_some());
            let problems = examine_item(key, item, &tokens);
            found.problems.extend(problems.into_iter().map(|problem| format!("item {}: {problem}", item.id)));
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// What is wrong with one item.
fn examine_item(key: &AccountKey, item: &Item, tokens: &ItemTokens) -> Vec<&'static str> {
    let mut problems = Vec::new();
    match key.open(&Context::Claim(item.deposit, item.id), &item.claim) {
        Ok(claim) if <[u8; 32]>::from(Sha256::digest(claim.as_slice())) == item.claim_digest => {}
        Ok(_) => problems.push("the claim has another digest than is stored beside it"),
        Err(SecretsFault::CannotOpen) => problems.push("the claim does not open"),
        Err(_) => problems.push("the claim's key cannot be had"),
    }
    let mut read = |token: &Option<StoredToken>, what: &'static str| -> Option<TokenFacts> {
        let facts = read_facts(&token.as_ref()?.response);
        if facts.is_none() {
            problems.push(what);
        }
        facts
    };
    let file = read(&tokens.file, "the file token cannot be read");
    let claim = read(&tokens.claim, "the claim token cannot be read");
    if let Some(file) = &file {
        if file.hashed_message != item.sha256 {
            problems.push("the file token is over another file");
        }
        if !file.nonce.as_deref().is_some_and(|octets| nonce::is_digest(octets, &item.claim_digest)) {
            problems.push("the file token does not commit to the claim");
        }
    }
    if let Some(claim) = &claim {
        if claim.hashed_message != item.claim_digest {
            problems.push("the claim token is over another claim");
        }
        let of_file = file.as_ref().map(|file| <[u8; 32]>::from(Sha256::digest(&file.tst_info)));
        let bound = claim.nonce.as_deref().zip(of_file);
        if !bound.is_some_and(|(octets, digest)| nonce::is_digest(octets, &digest)) {
            problems.push("the claim token does not name the file token");
        }
    }
    problems
}

/// Rows read at a time.
const BATCH: u32 = 200;

#[cfg(test)]
mod tests;
