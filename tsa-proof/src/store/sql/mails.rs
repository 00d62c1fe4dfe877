//! Mails on their way.

use async_trait::async_trait;

use super::Engine;
use super::require_account;
use crate::store::rows::{self, MailRow};
use crate::store::transaction::in_transaction;
use crate::store::{Mail, MailId, MailStore, Result, UnixMillis};

#[async_trait]
impl MailStore for Engine {
    async fn add_mail(&self, mail: &Mail) -> Result<()> {
        in_transaction!(self, |tx| {
            require_account(&mut tx, mail.account).await?;
            sqlx::query(
                "INSERT INTO mails (id, account_id, content, created_at, tries, next_try, expires_at, sent_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(mail.id.to_string())
            .bind(mail.account.to_string())
            .bind(mail.content.as_octets())
            .bind(mail.created_at)
            .bind(i64::from(mail.tries))
            .bind(mail.next_try)
            .bind(mail.expires_at)
            .bind(mail.sent_at)
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
    }

    async fn due_mails(&self, now: UnixMillis, limit: u32) -> Result<Vec<Mail>> {
        let found: Vec<MailRow> = sqlx::query_as(
            "SELECT * FROM mails WHERE sent_at IS NULL AND next_try <= $1 AND expires_at > $1 \
             ORDER BY created_at, id LIMIT $2",
        )
        .bind(now)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await?;
        rows::all(found)
    }

    async fn list_mails(&self, limit: u32) -> Result<Vec<Mail>> {
        let found: Vec<MailRow> = sqlx::query_as("SELECT * FROM mails ORDER BY created_at DESC, id LIMIT $1")
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await?;
        rows::all(found)
    }

    async fn postpone_mail(&self, id: MailId, next_try: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query("UPDATE mails SET tries = tries + 1, next_try = $2 WHERE id = $1")
                .bind(id.to_string())
                .bind(next_try)
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
    }

    async fn mark_mail_sent(&self, id: MailId, at: UnixMillis) -> Result<()> {
        in_transaction!(self, |tx| {
            sqlx::query("UPDATE mails SET sent_at = $2 WHERE id = $1")
                .bind(id.to_string())
                .bind(at)
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
    }
}
