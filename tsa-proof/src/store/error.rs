//! What a store may answer instead of the thing asked for.

use super::model::ItemState;

/// The answer of every method of the store.
pub type Result<T> = core::result::Result<T, StoreError>;

/// Why the store did not do what was asked.
///
/// The first six are answers about the data; the caller tells its user. The others are faults of the database: the
/// request may be tried again later, the log gets the cause.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The e-mail address belongs to another account.
    #[error("the e-mail address belongs to another account")]
    EmailTaken,
    /// The account does not exist or was erased.
    #[error("there is no such account")]
    NoAccount,
    /// There is no such row, or it is another account's.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The idempotency key was used before with another request.
    #[error("the idempotency key was used before with another request")]
    IdempotencyConflict,
    /// The account may not deposit so many items.
    #[error("the account has deposited as much as it may")]
    OverQuota {
        /// When the oldest deposit was made that counts.
        oldest: Option<i64>,
    },
    /// The item cannot go where it was sent: it is already in this state.
    #[error("the item is already in state {0}")]
    WrongState(ItemState),
    /// A stored value is not what this version writes.
    #[error("the database holds a value that cannot be read: {0}")]
    Corrupt(&'static str),
    /// The database was written by a newer version of the service.
    #[error(
        "the database has schema version {found}, this program knows up to {known}; run the version that wrote it, or newer"
    )]
    NewerSchema {
        /// The version in the database.
        found: i64,
        /// The newest version that this program has a migration for.
        known: i64,
    },
    /// The address of the database cannot be used.
    #[error(
        "[store] url {0:?} is not understood; write \"sqlite:/path/to/file\" or \"postgres://user@host/database\""
    )]
    Address(String),
    /// The database's schema could not be brought up to date.
    #[error("the database's schema cannot be brought up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The database did not answer as it should.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether the same call may succeed a moment later: lost connections, time-outs, conflicts with other writers.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Database(error) => {
                conflicts(error)
                    || matches!(
                        error,
                        sqlx::Error::Io(_)
                            | sqlx::Error::PoolTimedOut
                            | sqlx::Error::PoolClosed
                            | sqlx::Error::WorkerCrashed
                    )
            }
            _ => false,
        }
    }

    /// Whether the whole transaction should be run again: another writer was in the way.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Database(error) if conflicts(error))
    }
}

/// PostgreSQL: serialization failure and deadlock (class 40). SQLite: SQLITE_BUSY and its extended codes, whose low
/// byte is 5.
fn conflicts(error: &sqlx::Error) -> bool {
    let Some(code) = error.as_database_error().and_then(sqlx::error::DatabaseError::code) else {
        return false;
    };
    match code.as_ref() {
        "40001" | "40P01" => true,
        other => other.parse::<u32>().is_ok_and(|number| number & 0xff == 5 && other.len() < 5),
    }
}
