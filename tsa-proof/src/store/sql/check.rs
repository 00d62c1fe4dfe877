//! What must hold between rows, beyond what constraints of the schema can say.

use super::Engine;
use crate::store::Result;

/// Runs every rule; each that finds rows is one sentence.
pub(super) async fn inconsistencies(store: &Engine) -> Result<Vec<String>> {
    let mut found = store.examine().await?;
    for (rule, statement) in RULES {
        let rows: i64 = sqlx::query_scalar(*statement).fetch_one(store.readers()).await?;
        if rows > 0 {
            found.push(format!("{rule}: {rows}"));
        }
    }
    Ok(found)
}

const RULES: &[(&str, &str)] = &[
    (
        "accounts without a key that were not erased",
        "SELECT count(*) FROM accounts a WHERE erased_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM claim_keys k WHERE k.account_id = a.id)",
    ),
    (
        "keys of erased accounts",
        "SELECT count(*) FROM claim_keys k JOIN accounts a ON a.id = k.account_id WHERE a.erased_at IS NOT NULL",
    ),
    (
        "sessions, tokens, keys or mails of erased accounts",
        "SELECT count(*) FROM accounts a WHERE erased_at IS NOT NULL AND ( \
         EXISTS (SELECT 1 FROM sessions WHERE account_id = a.id) \
         OR EXISTS (SELECT 1 FROM one_time_tokens WHERE account_id = a.id) \
         OR EXISTS (SELECT 1 FROM api_keys WHERE account_id = a.id) \
         OR EXISTS (SELECT 1 FROM recovery_codes WHERE account_id = a.id) \
         OR EXISTS (SELECT 1 FROM mails WHERE account_id = a.id))",
    ),
    (
        "unfinished items of erased accounts",
        "SELECT count(*) FROM items i JOIN accounts a ON a.id = i.account_id \
         WHERE a.erased_at IS NOT NULL AND i.state IN ('queued', 'file-token')",
    ),
    (
        "deposits with another number of items than they state",
        "SELECT count(*) FROM deposits d WHERE item_count <> (SELECT count(*) FROM items WHERE deposit_id = d.id)",
    ),
    (
        "items of another account than their deposit",
        "SELECT count(*) FROM items i JOIN deposits d ON d.id = i.deposit_id WHERE d.account_id <> i.account_id",
    ),
    (
        "issued items without both tokens",
        "SELECT count(*) FROM items i WHERE state = 'issued' \
         AND (SELECT count(*) FROM tokens WHERE item_id = i.id) <> 2",
    ),
    (
        "queued items with a token",
        "SELECT count(*) FROM items i WHERE state = 'queued' AND EXISTS (SELECT 1 FROM tokens WHERE item_id = i.id)",
    ),
    (
        "items waiting for the claim's token without exactly the file's",
        "SELECT count(*) FROM items i WHERE state = 'file-token' AND ( \
         NOT EXISTS (SELECT 1 FROM tokens WHERE item_id = i.id AND kind = 'file') \
         OR EXISTS (SELECT 1 FROM tokens WHERE item_id = i.id AND kind = 'claim'))",
    ),
];
