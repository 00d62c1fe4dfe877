//! A database of a case's own.

use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use sqlx::{Connection as _, Executor as _};
use tempfile::TempDir;
use tsa_proof::store::{self, ItemId, Store};

use crate::server::{Server, server};

/// An empty database of its own for each case.
pub(crate) enum Database {
    /// A file in a directory.
    Sqlite(TempDir),
    /// A database in the suite's server.
    Postgres(&'static Server, String),
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    /// `None` where PostgreSQL is not installed.
    pub(crate) async fn postgres() -> Option<Self> {
        let server = tokio::task::spawn_blocking(server).await.unwrap()?;
        let name = format!("case_{}", ItemId::random());
        let mut connection = sqlx::PgConnection::connect(&server.url("postgres")).await.unwrap();
        let statement = format!("CREATE DATABASE {name}");
        connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
        Some(Self::Postgres(server, name))
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(directory) => format!("sqlite:{}", directory.path().join("proof.db").display()),
            Self::Postgres(server, name) => server.url(name),
        }
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        store::open(&self.url()).await.unwrap()
    }

    /// Carries out a statement past the store, as anyone with the database's rights could.
    pub(crate) async fn execute(&self, statement: &str) -> Result<u64, sqlx::Error> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        match self {
            Self::Sqlite(_) => {
                let mut connection = sqlx::SqliteConnection::connect(&self.url()).await?;
                Ok(connection.execute(statement).await?.rows_affected())
            }
            Self::Postgres(..) => {
                let mut connection = sqlx::PgConnection::connect(&self.url()).await?;
                Ok(connection.execute(statement).await?.rows_affected())
            }
        }
    }

    /// A path for what belongs to the database but is not in it (a key file, a backup).
    pub(crate) fn outside(&self) -> TempDir {
        tempfile::tempdir().unwrap()
    }

    /// Every file that holds rows, also the logs written ahead.
    pub(crate) async fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Sqlite(directory) => files_below(directory.path()),
            Self::Postgres(server, _) => {
                let mut connection = sqlx::PgConnection::connect(&self.url()).await.unwrap();
                connection.execute("CHECKPOINT").await.unwrap();
                let own: String = sqlx::query_scalar(
                    "SELECT oid::text FROM pg_database WHERE datname = current_database()",
                )
                .fetch_one(&mut connection)
                .await
                .unwrap();
                let mut files = files_below(&server.directory().join("data"));
                let others = |path: &PathBuf| {
                    let mut parts = path.components().map(Component::as_os_str);
                    parts.any(|part| part == "base") && parts.next().is_some_and(|part| part != own.as_str())
                };
                files.retain(|path| !others(path));
                files
            }
        }
    }

    /// Those of them that the engine has scrubbed after an erasure: PostgreSQL's log is the operator's to drop.
    pub(crate) async fn scrubbed_files(&self) -> Vec<PathBuf> {
        let mut files = self.files().await;
        files.retain(|path| !path.components().any(|part| part.as_os_str() == "pg_wal"));
        files
    }
}

/// The first of the files that holds the octets. `grep` looks: hundreds of megabytes are too many for a debug build.
pub(crate) fn found_in(files: &[PathBuf], octets: &[u8]) -> Option<PathBuf> {
    // It looks line by line, so for the longest part without a line's end.
    let part = octets.split(|octet| *octet == b'\n').max_by_key(|part| part.len()).unwrap();
    assert!(part.len() >= 8, "too short to be told from chance");
    let pattern: String = part.iter().map(|octet| format!("\\x{octet:02x}")).collect();
    let found = Command::new("grep")
        .env("LC_ALL", "C")
        .args(["--files-with-matches", "--text", "--no-messages", "--perl-regexp", "-e", &pattern, "--"])
        .args(files)
        .output()
        .unwrap();
    // 1: nothing found; 2: among the files was one that the server has removed meanwhile.
    assert!(matches!(found.status.code(), Some(0..=2)) && found.stderr.is_empty(), "{found:?}");
    let text = String::from_utf8(found.stdout).unwrap();
    text.lines().next().map(PathBuf::from)
}

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut directories = vec![directory.to_path_buf()];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => directories.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found
}
