use tsa_proof::secrets::Context;
use tsa_proof::store::{
    AccountId, ApiKey, KeyId, Mail, MailId, NewOneTimeToken, OneTimeToken, PurgeBefore, Purged, SessionStage,
    StoreError, TokenPurpose,
};

use crate::database::Database;
use crate::world::{Depositor, HOUR, NOW, secrets};

pub(crate) async fn live_and_end(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let mut first = ada.session(1);
    first.stage = SessionStage::AwaitingCode;
    first.details = Some(ada.key.seal(&Context::Session(first.id), b"Firefox"));
    store.create_session(&first).await.unwrap();
    for token in 2..=4 {
        store.create_session(&ada.session(token)).await.unwrap();
    }
    let found = store.session(&[1; 32], NOW).await.unwrap().unwrap();
    assert_eq!((found.id, found.account, found.stage), (first.id, ada.id, SessionStage::AwaitingCode));
    assert_eq!(found.details, first.details);
    assert!(store.session(&[1; 32], NOW + HOUR - 1).await.unwrap().is_some());
    assert!(store.session(&[1; 32], NOW + HOUR).await.unwrap().is_none(), "it has ended");
    assert!(store.session(&[9; 32], NOW).await.unwrap().is_none());

    store.touch_session(&[1; 32], NOW + 10, NOW + 2 * HOUR).await.unwrap();
    let touched = store.session(&[1; 32], NOW + HOUR).await.unwrap().unwrap();
    assert_eq!((touched.seen_at, touched.expires_at), (NOW + 10, NOW + 2 * HOUR));
    assert!(matches!(store.touch_session(&[9; 32], NOW, NOW).await, Err(StoreError::Missing(_))));

    let tokens = |list: Vec<tsa_proof::store::Session>| -> Vec<u8> {
        list.iter().map(|session| session.token_hash[0]).collect()
    };
    assert_eq!(tokens(store.list_sessions(ada.id, NOW).await.unwrap()), [4, 3, 2, 1]);
    assert_eq!(tokens(store.list_sessions(ada.id, NOW + HOUR).await.unwrap()), [1]);
    assert!(!store.delete_session_of(bob.id, first.id).await.unwrap(), "it is not Bob's");
    assert!(store.delete_session_of(ada.id, first.id).await.unwrap());
    assert!(store.delete_session(&[2; 32]).await.unwrap());
    assert!(!store.delete_session(&[2; 32]).await.unwrap());
    assert_eq!(store.delete_sessions_of(ada.id, Some(&[3; 32])).await.unwrap(), 1);
    assert_eq!(tokens(store.list_sessions(ada.id, NOW).await.unwrap()), [3]);
    assert_eq!(store.delete_sessions_of(ada.id, None).await.unwrap(), 1);

    let mut nobodys = ada.session(7);
    nobodys.account = AccountId::random();
    assert!(matches!(store.create_session(&nobodys).await, Err(StoreError::NoAccount)));
}

pub(crate) async fn tokens_are_good_once(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    store.create_one_time_token(&confirm(&ada, 1)).await.unwrap();
    let good = Some(OneTimeToken { account: ada.id, payload: None, expires_at: NOW + HOUR });
    for _ in 0..2 {
        let seen = store.peek_one_time_token(&[1; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap();
        assert_eq!(seen, good);
    }
    assert_eq!(store.take_one_time_token(&[1; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap(), good);
    assert_eq!(store.take_one_time_token(&[1; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap(), None);
    assert_eq!(store.peek_one_time_token(&[1; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap(), None);
}

pub(crate) async fn tokens_have_a_purpose_and_an_end(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    for token in 1..=3 {
        store.create_one_time_token(&confirm(&ada, token)).await.unwrap();
    }
    for (purpose, now) in [(TokenPurpose::ResetPassword, NOW), (TokenPurpose::ConfirmEmail, NOW + HOUR)] {
        assert_eq!(store.peek_one_time_token(&[1; 32], purpose, now).await.unwrap(), None);
        assert_eq!(store.take_one_time_token(&[1; 32], purpose, now).await.unwrap(), None);
    }
    assert_eq!(store.delete_one_time_tokens(ada.id, TokenPurpose::ResetPassword).await.unwrap(), 0);
    assert_eq!(store.delete_one_time_tokens(ada.id, TokenPurpose::ConfirmEmail).await.unwrap(), 3);
    assert_eq!(store.take_one_time_token(&[1; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap(), None);
}

pub(crate) async fn api_keys(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let id = KeyId::random();
    let key = ApiKey {
        id,
        account: ada.id,
        name: ada.key.seal(&Context::ApiKeyName(id), b"build server"),
        mac: [5; 32],
        scopes: "deposit:read deposit:write".to_owned(),
        created_at: NOW,
        expires_at: Some(NOW + HOUR),
        last_used_at: None,
    };
    store.create_api_key(&key).await.unwrap();
    let newer = ApiKey { id: KeyId::random(), created_at: NOW + 1, expires_at: None, ..key.clone() };
    store.create_api_key(&newer).await.unwrap();
    let found = store.api_key(id).await.unwrap().unwrap();
    assert_eq!((found.account, found.mac, found.scopes.as_str()), (ada.id, [5; 32], key.scopes.as_str()));
    assert_eq!((found.name, found.expires_at, found.last_used_at), (key.name, Some(NOW + HOUR), None));
    store.touch_api_key(id, NOW + 3).await.unwrap();
    assert_eq!(store.api_key(id).await.unwrap().unwrap().last_used_at, Some(NOW + 3));
    let list: Vec<KeyId> = store.list_api_keys(ada.id).await.unwrap().iter().map(|key| key.id).collect();
    assert_eq!(list, [newer.id, id]);
    assert!(store.list_api_keys(bob.id).await.unwrap().is_empty());
    assert!(!store.delete_api_key(bob.id, id).await.unwrap(), "it is not Bob's");
    assert!(store.delete_api_key(ada.id, id).await.unwrap());
    assert!(store.api_key(id).await.unwrap().is_none());
    let bobs = ApiKey { id: KeyId::random(), account: bob.id, ..newer.clone() };
    store.create_api_key(&bobs).await.unwrap();
    assert_eq!(store.delete_api_keys_of(ada.id).await.unwrap(), 1);
    assert_eq!(store.delete_api_keys_of(ada.id).await.unwrap(), 0);
    assert!(store.api_key(bobs.id).await.unwrap().is_some(), "Bob's key is his");
}

pub(crate) async fn mails(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let mut ids = Vec::new();
    for number in 0..3 {
        let id = MailId::random();
        let content = ada.key.seal(&Context::Mail(id), b"To: ada");
        let mail = Mail::new(id, ada.id, content, NOW + number, NOW + HOUR + number);
        store.add_mail(&mail).await.unwrap();
        ids.push(id);
    }
    let order = |mails: Vec<Mail>| -> Vec<MailId> { mails.iter().map(|mail| mail.id).collect() };
    assert_eq!(order(store.due_mails(NOW, 9).await.unwrap()), ids[..1], "the others are not written yet");
    assert_eq!(order(store.due_mails(NOW + 9, 2).await.unwrap()), ids[..2]);
    store.postpone_mail(ids[0], NOW + 20).await.unwrap();
    assert_eq!(
        order(store.due_mails(NOW + 19, 9).await.unwrap()),
        ids[1..],
        "one that waits holds none back"
    );
    let again = store.due_mails(NOW + 20, 9).await.unwrap();
    assert_eq!((again[0].id, again[0].tries, again[0].next_try), (ids[0], 1, NOW + 20));
    assert_eq!(order(store.due_mails(NOW + HOUR + 1, 9).await.unwrap()), ids[2..], "two have ended");
    store.mark_mail_sent(ids[0], NOW + 9).await.unwrap();
    assert_eq!(order(store.due_mails(NOW + 21, 9).await.unwrap()), ids[1..]);
    let list = store.list_mails(9).await.unwrap();
    assert_eq!(list[2].sent_at, Some(NOW + 9));
    assert_eq!(*ada.key.open(&Context::Mail(ids[2]), &list[0].content).unwrap(), b"To: ada");
    assert_eq!(order(list), [ids[2], ids[1], ids[0]]);
}

pub(crate) async fn purge(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    store.create_session(&ada.session(1)).await.unwrap();
    let mut long = ada.session(2);
    long.expires_at = NOW + 3 * HOUR;
    store.create_session(&long).await.unwrap();
    store.create_one_time_token(&confirm(&ada, 1)).await.unwrap();
    store.take_attempt(&[3; 32], NOW, HOUR, 9).await.unwrap();
    store.take_attempt(&[3; 32], NOW + HOUR, HOUR, 9).await.unwrap();
    let id = MailId::random();
    let content = ada.key.seal(&Context::Mail(id), b"x");
    store.add_mail(&Mail::new(id, ada.id, content, NOW, NOW + 3 * HOUR)).await.unwrap();

    let before = |time| PurgeBefore { attempts: time, mails: time, pending: time };
    assert_eq!(store.purge(NOW, &before(NOW)).await.unwrap(), Purged::default(), "nothing has ended");
    store.confirm_email(ada.id, NOW).await.unwrap();
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    store.create_one_time_token(&confirm(&bob, 2)).await.unwrap();
    let purged = store.purge(NOW + HOUR, &before(NOW + 1)).await.unwrap();
    assert_eq!(purged, Purged { sessions: 1, tokens: 1, attempts: 1, mails: 1, pending: 1 });
    assert!(store.account(bob.id).await.unwrap().is_none() && store.account(ada.id).await.unwrap().is_some());
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0], "nothing of Bob is left");
    let again = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    assert_ne!(again.id, bob.id, "his address is free");
    assert!(store.session(&[2; 32], NOW).await.unwrap().is_some());
    assert_eq!(store.count_attempts(&[3; 32], 0).await.unwrap(), 1);
}

fn confirm(account: &Depositor, token: u8) -> NewOneTimeToken {
    NewOneTimeToken {
        hash: [token; 32],
        purpose: TokenPurpose::ConfirmEmail,
        account: account.id,
        payload: None,
        created_at: NOW,
        expires_at: NOW + HOUR,
    }
}
