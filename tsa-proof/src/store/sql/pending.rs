//! Accounts whose address nobody confirmed.

use sqlx::Transaction;

use super::Db;
use crate::store::{Result, UnixMillis};

/// Erases those whose last sign-up was before this time; says how many. Nobody was ever signed in to them.
pub(super) async fn erase(
    tx: &mut Transaction<'static, Db>,
    before: UnixMillis,
    now: UnixMillis,
) -> Result<u64> {
    for statement in FORGET {
        sqlx::query(*statement).bind(before).execute(&mut **tx).await?;
    }
    Ok(sqlx::query(TOMBSTONES).bind(before).bind(now).execute(&mut **tx).await?.rows_affected())
}

macro_rules! pending {
    () => {
        "email_confirmed_at IS NULL AND erased_at IS NULL AND password_changed_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM deposits WHERE account_id = accounts.id)"
    };
}

macro_rules! forget {
    ($table:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE account_id IN (SELECT id FROM accounts WHERE ",
            pending!(),
            ")"
        )
    };
}

const FORGET: &[&str] = &[
    forget!("claim_keys"),
    forget!("sessions"),
    forget!("one_time_tokens"),
    forget!("api_keys"),
    forget!("mails"),
    forget!("recovery_codes"),
];

const TOMBSTONES: &str = tombstone!(pending!());
