//! The store in a PostgreSQL database, for installations with more than one host.
//!
//! Writes run at `SERIALIZABLE` and again after a serialization failure; single reads at the default level. The server's
//! `synchronous_commit` must not be off: the session says so itself.

use std::str::FromStr as _;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction};

use super::{Result, StoreError};

#[expect(clippy::duplicate_mod, reason = "the statements are the same on both engines, the types differ")]
#[path = "../sql/mod.rs"]
mod sql;

/// The store in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresStore {
    pool: PgPool,
    /// Whether something was erased that still lies in the files. At first it may: the last process may have been killed.
    unscrubbed: AtomicBool,
}

impl PostgresStore {
    /// Connects (`postgres://user:password@host/database`, `?host=/run/postgresql` for a socket) and brings the schema up
    /// to date.
    pub async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("tsa-proof").options([
            ("synchronous_commit", "on"),
            ("lock_timeout", "5s"),
            ("statement_timeout", "30s"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        sql::check_version(&pool, &MIGRATIONS).await?;
        MIGRATIONS.run(&pool).await.map_err(StoreError::Migration)?;
        Ok(Self { pool, unscrubbed: AtomicBool::new(true) })
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        Ok(self.pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?)
    }

    const fn readers(&self) -> &PgPool {
        &self.pool
    }

    async fn shut(&self) {
        self.pool.close().await;
    }

    /// Rewrites the tables that erasure deletes from, so that no dead row keeps the octets, once no transaction is left
    /// that could still see them. `false` when one stays too long. The server's own write-ahead log and its archive keep
    /// them for as long as the operator keeps those; all they hold is sealed.
    async fn rewrite(&self) -> Result<bool> {
        let mut connection = self.pool.acquire().await?;
        let now: String =
            sqlx::query_scalar("SELECT pg_current_xact_id()::text").fetch_one(&mut *connection).await?;
        let mut attempt = 0;
        while !sqlx::query_scalar::<_, bool>(ALL_LATER).bind(&now).fetch_one(&mut *connection).await? {
            attempt += 1;
            if attempt > super::transaction::RETRIES {
                return Ok(false);
            }
            super::transaction::pause(attempt).await;
        }
        for statement in REWRITE {
            match sqlx::query(*statement).execute(&mut *connection).await {
                Ok(_) => {}
                // 55P03: another session holds the table for longer than lock_timeout.
                Err(error)
                    if error.as_database_error().is_some_and(|e| e.code().as_deref() == Some("55P03")) =>
                {
                    return Ok(false);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    /// PostgreSQL looks after its own files (`pg_amcheck`).
    #[expect(clippy::unused_async, reason = "the other engine asks its database")]
    async fn examine(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
}

type Db = Postgres;
type Engine = PostgresStore;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("src/store/migrations/postgres");

const NAME: &str = "postgres";

/// Whether every transaction and every snapshot of this database is later than the given transaction: VACUUM FULL copies
/// dead rows that an older one might still see.
const ALL_LATER: &str = "SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 AND NOT EXISTS ( \
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
    AND age(backend_xmin) >= age(($1::text::xid8)::xid))";

const REWRITE: &[&str] =
    &["VACUUM FULL claim_keys", "VACUUM accounts, sessions, one_time_tokens, api_keys, mails"];

/// One in ten of PostgreSQL's default limit, so that several processes fit.
const CONNECTIONS: u32 = 10;

/// How long to wait for a connection before saying so.
const PATIENCE: Duration = Duration::from_secs(5);
