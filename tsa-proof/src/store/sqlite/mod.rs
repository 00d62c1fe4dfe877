//! The store in one SQLite file: the embedded default.
//!
//! One connection writes, each transaction from `BEGIN IMMEDIATE` on, so writers queue in this process instead of failing;
//! readers have connections of their own that cannot write. Write-ahead log with `synchronous=FULL`: a commit is on the
//! disk. `secure_delete` overwrites what is deleted.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};

use super::{Result, StoreError};

#[expect(clippy::duplicate_mod, reason = "the statements are the same on both engines, the types differ")]
#[path = "../sql/mod.rs"]
mod sql;

/// The store in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Whether something was erased that still lies in the files. At first it may: the last process may have been killed.
    unscrubbed: AtomicBool,
}

impl SqliteStore {
    /// Opens the file, makes it (for its owner only) if there is none, and brings its schema up to date.
    pub async fn open(path: &Path) -> Result<Self> {
        make_private(path)?;
        let options = options(path);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone())
            .await?;
        sql::check_version(&writer, &MIGRATIONS).await?;
        MIGRATIONS.run(&writer).await.map_err(StoreError::Migration)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self { writer, readers, unscrubbed: AtomicBool::new(true) })
    }

    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    const fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    async fn shut(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Moves the write-ahead log into the database, where `secure_delete` has overwritten what was deleted, and empties
    /// it. `false` when a reader would not let it.
    async fn rewrite(&self) -> Result<bool> {
        for attempt in 1..=5 {
            let (busy, _, _): (i64, i64, i64) =
                sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await?;
            if busy == 0 {
                return Ok(true);
            }
            super::transaction::pause(attempt).await;
        }
        Ok(false)
    }

    /// What the engine itself finds wrong with its files.
    async fn examine(&self) -> Result<Vec<String>> {
        let mut found: Vec<String> =
            sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&self.readers).await?;
        found.retain(|line| line != "ok");
        Ok(found)
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .auto_vacuum(SqliteAutoVacuum::None)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .busy_timeout(PATIENCE)
}

/// SQLite gives the log and the index beside the file the file's own mode.
fn make_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::Database(sqlx::Error::Io(error)))
}

type Db = Sqlite;
type Engine = SqliteStore;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("src/store/migrations/sqlite");

const NAME: &str = "sqlite";

/// Reads are short; more connections than this wait for the same disk.
const READERS: u32 = 4;

/// How long to wait for another process (a backup) or for a connection before saying so.
const PATIENCE: Duration = Duration::from_secs(5);
