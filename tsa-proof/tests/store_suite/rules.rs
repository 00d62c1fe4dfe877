use tsa_proof::store::{self, StoreError, TokenKind};

use crate::database::Database;
use crate::world::{Depositor, NOW, issue, secrets, token};

/// What the database itself refuses, whoever asks.
pub(crate) async fn triggers_refuse(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 4).await;
    issue(&*store, items[0].id).await;
    store.put_log_proof(items[0].id, TokenKind::File, "proof", NOW).await.unwrap();
    store.store_tokens(&[token(items[1].id, TokenKind::File)]).await.unwrap();
    store.erase_account(bob.id, NOW).await.unwrap();
    let [issued, half, queued] = [items[0].id, items[1].id, items[2].id];
    let bob = bob.id;

    for statement in [
        format!("UPDATE items SET state = 'queued' WHERE id = '{issued}'"),
        format!("UPDATE items SET state = 'issued' WHERE id = '{issued}'"),
        format!("UPDATE items SET claim = claim_digest WHERE id = '{issued}'"),
        format!("UPDATE items SET sha256 = claim_digest WHERE id = '{queued}'"),
        format!("UPDATE items SET stage = 'manage' WHERE id = '{queued}'"),
        format!("UPDATE items SET idx = 17 WHERE id = '{queued}'"),
        format!("UPDATE items SET state = 'queued' WHERE id = '{half}'"),
        format!("UPDATE items SET state = 'issued' WHERE id = '{half}'"),
        format!("UPDATE items SET state = 'file-token' WHERE id = '{queued}'"),
        format!("UPDATE items SET state = 'issued' WHERE id = '{queued}'"),
        format!("UPDATE items SET state = 'lost' WHERE id = '{queued}'"),
        format!("UPDATE items SET state = 'failed' WHERE id = '{queued}'"),
        format!("DELETE FROM items WHERE id = '{queued}'"),
        format!("DELETE FROM items WHERE id = '{issued}'"),
        "UPDATE tokens SET gen_time = gen_time - 1".to_owned(),
        "DELETE FROM tokens".to_owned(),
        format!(
            "INSERT INTO tokens (item_id, kind, response, serial, gen_time, stored_at) \
             SELECT '{queued}', 'claim', response, serial, gen_time, stored_at FROM tokens"
        ),
        "UPDATE deposits SET created_at = created_at - 1".to_owned(),
        "DELETE FROM deposits".to_owned(),
        "DELETE FROM accounts".to_owned(),
        format!("UPDATE accounts SET erased_at = NULL WHERE id = '{bob}'"),
        format!("UPDATE accounts SET lang = 'fr' WHERE id = '{bob}'"),
        format!("UPDATE accounts SET password_hash = 'hunter2' WHERE id = '{}'", ada.id),
        format!("UPDATE accounts SET email = NULL WHERE id = '{}'", ada.id),
    ] {
        let refused = database.execute(&statement).await;
        assert!(refused.is_err(), "the database carried out: {statement}");
    }
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
    // The statements above are understood at all: this one is.
    let allowed = format!(
        "UPDATE items SET state = 'failed', failure_code = 'x', failure_detail = 'x', failed_at = 1 WHERE id = '{queued}'"
    );
    assert_eq!(database.execute(&allowed).await.unwrap(), 1);
}

pub(crate) async fn a_newer_schema_is_refused(database: &Database) {
    let store = database.open().await;
    let known = store.schema_version().await.unwrap();
    store.ping().await.unwrap();
    store.close().await;
    assert!(store.ping().await.is_err(), "a closed store answers");
    database
        .execute(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT {}, 'later', success, checksum, 1 FROM _sqlx_migrations WHERE version = 1",
            known + 1
        ))
        .await
        .unwrap();
    let refused = store::open(&database.url()).await.err();
    assert!(
        matches!(refused, Some(StoreError::NewerSchema { found, known: k }) if found == known + 1 && k == known),
        "{refused:?}"
    );
    assert!(matches!(store::open("mysql://localhost/x").await.err(), Some(StoreError::Address(_))));
}

pub(crate) async fn inconsistencies_are_found(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 2).await;
    issue(&*store, items[0].id).await;
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
    // What a hand in the database can still do: take a key away.
    database.execute("DELETE FROM claim_keys").await.unwrap();
    let found = store.inconsistencies().await.unwrap();
    assert_eq!(found, ["accounts without a key that were not erased: 1"]);
}

pub(crate) async fn reopening_changes_nothing(database: &Database) {
    let secrets = secrets();
    let store = database.open().await;
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (deposit, items) = ada.deposit(&*store, "key-1", 3).await;
    issue(&*store, items[1].id).await;
    let version = store.schema_version().await.unwrap();
    store.close().await;
    drop(store);

    let store = database.open().await;
    assert_eq!(store.schema_version().await.unwrap(), version);
    assert_eq!(store.deposit_by_key(ada.id, "key-1").await.unwrap().unwrap().id, deposit.id);
    assert_eq!(store.unfinished_items(None, 9).await.unwrap().len(), 2);
    assert!(store.tokens(ada.id, items[1].id).await.unwrap().unwrap().claim.is_some());
}
