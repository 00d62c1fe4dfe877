//! `reliability.md` row 38, T23: erased names are in no file any more, the tokens stay.

use tsa_proof::secrets::{Context, Secrets, SecretsFault, finish_rotation};
use tsa_proof::store::{
    ApiKey, DepositOutcome, Erasure, ItemState, KeyId, Mail, MailId, NewOneTimeToken, StoreError, TokenKind,
    TokenPurpose,
};

use crate::database::{Database, found_in};
use crate::world::{Depositor, HOUR, NOW, issue, secrets, token};

pub(crate) async fn removes_all_but_digests(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 3).await;
    issue(&*store, items[0].id).await;
    store.store_tokens(&[token(items[1].id, TokenKind::File)]).await.unwrap();
    let key = leave_traces(&*store, &ada).await;
    leave_traces(&*store, &bob).await;

    let done = store.erase_account(ada.id, NOW + 1).await.unwrap();
    assert_eq!(done, Erasure { failed_items: 2, scrubbed: true });
    assert!(store.account(ada.id).await.unwrap().is_none());
    assert!(store.account_by_email(&ada.email).await.unwrap().is_none());
    assert!(matches!(secrets.key_of(&*store, ada.id).await, Err(SecretsFault::Erased)));
    assert!(store.list_sessions(ada.id, NOW).await.unwrap().is_empty());
    assert!(store.api_key(key).await.unwrap().is_none());
    assert_eq!(store.count_recovery_codes(ada.id).await.unwrap(), 0);
    let good = store.peek_one_time_token(ada.id_hash(), TokenPurpose::ResetPassword, NOW).await.unwrap();
    assert_eq!(good, None);
    assert_eq!(store.list_mails(9).await.unwrap().len(), 1, "only Bob's mail is left");
    assert_eq!(store.count_accounts().await.unwrap(), 1);
    assert_eq!(store.count_unfinished().await.unwrap(), 0);

    // The proofs are still what they were, without a name.
    let kept = store.tokens(ada.id, items[0].id).await.unwrap().unwrap();
    assert_eq!(kept.file.unwrap().response, token(items[0].id, TokenKind::File).response);
    assert_eq!(kept.claim.unwrap().response, token(items[0].id, TokenKind::Claim).response);
    for (item, state) in items.iter().zip([ItemState::Issued, ItemState::Failed, ItemState::Failed]) {
        assert_eq!(store.item(ada.id, item.id).await.unwrap().unwrap().state, state);
    }
    assert_eq!(store.list_sessions(bob.id, NOW).await.unwrap().len(), 1);
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
    // The address is free again.
    Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
}

pub(crate) async fn leaves_no_name_in_the_files(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let name = format!("Hidden Figure {}", MailId::random());
    let address = format!("{}@example.org", MailId::random());
    let ada = Depositor::sign_up(&*store, &secrets, &address).await;
    let order = ada.order("key-1", 20, &name);
    let DepositOutcome::Created(_) = store.create_deposit(&order).await.unwrap() else { panic!() };
    issue(&*store, order.items[0].id).await;

    // Before: the key is there, and with it the name can be read.
    let files = database.files().await;
    assert!(found_in(&files, &ada.wrapped.octets).is_some(), "the search finds nothing at all");
    assert!(found_in(&files, order.items[0].claim.as_octets()).is_some());
    assert_eq!(found_in(&files, name.as_bytes()), None, "the name lies there in clear");
    assert_eq!(found_in(&files, address.as_bytes()), None, "the address lies there in clear");
    let stored = ada.stored(&*store).await;
    let key = secrets.open_key(ada.id, &stored.claim_key).unwrap();
    let claim = key.open(&Context::Claim(order.id, order.items[0].id), &order.items[0].claim).unwrap();
    assert!(claim.windows(name.len()).any(|window| window == name.as_bytes()));

    let done = store.erase_account(ada.id, NOW + 1).await.unwrap();
    assert!(done.scrubbed);
    let files = database.scrubbed_files().await;
    for (octets, what) in [
        (ada.wrapped.octets.as_slice(), "the account's key"),
        (stored.profile.as_octets(), "the profile"),
        (name.as_bytes(), "the name"),
        (address.as_bytes(), "the address"),
    ] {
        if what == "the profile" && store.engine() == "postgres" {
            continue; // VACUUM frees the row but need not overwrite it; nobody can open it any more.
        }
        assert_eq!(found_in(&files, octets), None, "{what} is still in a file");
    }
    let all = database.files().await;
    assert_eq!(found_in(&all, name.as_bytes()), None);
    // The same search still finds what stays.
    assert!(found_in(&all, &order.items[0].claim_digest).is_some());
}

pub(crate) async fn reaches_backups_by_rotation(database: &Database) {
    let outside = database.outside();
    let path = outside.path().join("keys");
    let secrets = Secrets::create(&path).unwrap();
    let store = database.open().await;
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    // What a backup of today holds of Ada.
    let backup = store.claim_key(ada.id).await.unwrap().unwrap();
    let sealed = ada.key.seal(&Context::Profile, b"Ada Lovelace");

    store.erase_account(ada.id, NOW + 1).await.unwrap();
    let still = Secrets::load(&path).unwrap().open_key(ada.id, &backup).unwrap();
    assert_eq!(
        *still.open(&Context::Profile, &sealed).unwrap(),
        b"Ada Lovelace",
        "the backup is readable until then"
    );
    Secrets::begin_rotation(&path).unwrap();
    finish_rotation(&path, &*store).await.unwrap();
    let after = Secrets::load(&path).unwrap();
    assert!(matches!(after.open_key(ada.id, &backup), Err(SecretsFault::UnknownKek(_))));
    assert!(after.key_of(&*store, bob.id).await.is_ok());
}

pub(crate) async fn refuses_what_comes_late(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    store.erase_account(ada.id, NOW + 1).await.unwrap();
    let profile = ada.key.seal(&Context::Profile, b"x");
    for (what, late) in [
        ("erasure", store.erase_account(ada.id, NOW + 2).await.map(drop)),
        ("deposit", store.create_deposit(&ada.order("key-9", 1, "x")).await.map(drop)),
        ("session", store.create_session(&ada.session(9)).await),
        ("password", store.set_password(ada.id, "$argon2id$x", None, NOW).await),
        ("profile", store.set_profile(ada.id, &profile, "en").await),
        ("confirmation", store.confirm_email(ada.id, NOW).await),
        ("second factor", store.set_totp(ada.id, &profile, 1).await),
        ("recovery codes", store.replace_recovery_codes(ada.id, &[[1; 32]]).await),
    ] {
        assert!(matches!(late, Err(StoreError::NoAccount)), "{what}: {late:?}");
    }
    assert!(!store.replace_pending(ada.id, "$argon2id$x", &profile, "en", NOW).await.unwrap());
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
}

/// One of everything that an erasure must remove; gives the API key's name.
async fn leave_traces(store: &dyn tsa_proof::store::Store, who: &Depositor) -> KeyId {
    let mut session = who.session(1);
    session.token_hash = *who.id_hash();
    store.create_session(&session).await.unwrap();
    store.replace_recovery_codes(who.id, &[[1; 32]]).await.unwrap();
    let token = NewOneTimeToken {
        hash: *who.id_hash(),
        purpose: TokenPurpose::ResetPassword,
        account: who.id,
        payload: None,
        created_at: NOW,
        expires_at: NOW + HOUR,
    };
    store.create_one_time_token(&token).await.unwrap();
    let id = MailId::random();
    let content = who.key.seal(&Context::Mail(id), b"x");
    store.add_mail(&Mail::new(id, who.id, content, NOW, NOW + HOUR)).await.unwrap();
    let id = KeyId::random();
    let key = ApiKey {
        id,
        account: who.id,
        name: who.key.seal(&Context::ApiKeyName(id), b"x"),
        mac: [1; 32],
        scopes: "verify".to_owned(),
        created_at: NOW,
        expires_at: None,
        last_used_at: None,
    };
    store.create_api_key(&key).await.unwrap();
    id
}

impl Depositor {
    /// A digest that no other account has.
    const fn id_hash(&self) -> &[u8; 32] {
        &self.email
    }
}
