use tsa_proof::secrets::{Context, Secrets, SecretsFault, finish_rotation, rewrap};
use tsa_proof::store::{AccountId, Digest, EmailChange, NewOneTimeToken, StoreError, TokenPurpose};

use crate::database::Database;
use crate::world::{Depositor, HOUR, NOW, PASSWORD, secrets};

pub(crate) async fn is_found_as_created(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let (form, ada) = Depositor::form(&secrets, "ada@example.org");
    store.create_account(&form).await.unwrap();
    let found = store.account(ada.id).await.unwrap().unwrap();
    assert_eq!((found.id, found.email, found.email_confirmed_at), (ada.id, ada.email, None));
    assert_eq!((found.password_hash.as_str(), found.password_changed_at), (PASSWORD, NOW));
    assert_eq!((found.lang.as_str(), found.created_at), ("en", NOW));
    assert!(found.totp.is_none());
    assert_eq!(found.claim_key, form.claim_key);
    let key = secrets.open_key(ada.id, &found.claim_key).unwrap();
    assert_eq!(*key.open(&Context::Profile, &found.profile).unwrap(), b"ada@example.org");
    assert_eq!(store.account_by_email(&ada.email).await.unwrap().unwrap().id, ada.id);
    assert!(store.account(AccountId::random()).await.unwrap().is_none());
    assert!(store.account_by_email(&[0; 32]).await.unwrap().is_none());
    assert_eq!(store.count_accounts().await.unwrap(), 1);

    let profile = key.seal(&Context::Profile, b"new");
    store.set_profile(ada.id, &profile, "ar").await.unwrap();
    let found = ada.stored(&*store).await;
    assert_eq!((found.profile, found.lang.as_str()), (profile.clone(), "ar"));
    let nobody = store.set_profile(AccountId::random(), &profile, "ar").await;
    assert!(matches!(nobody, Err(StoreError::NoAccount)));
}

pub(crate) async fn has_one_address(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (again, _) = Depositor::form(&secrets, "ada@example.org");
    assert!(matches!(store.create_account(&again).await, Err(StoreError::EmailTaken)));
    assert!(store.claim_key(again.id).await.unwrap().is_none(), "the refused account left its key");

    let change = |email: Digest, hash: &str| EmailChange {
        account: bob.id,
        password_hash: hash.to_owned(),
        email,
        profile: bob.key.seal(&Context::Profile, b"x"),
    };
    let give_link = async |account: &Depositor, number| {
        let token = NewOneTimeToken {
            hash: [number; 32],
            purpose: TokenPurpose::ChangeEmail,
            account: account.id,
            payload: Some(account.key.seal(&Context::NewEmail, b"bob@new.example")),
            created_at: NOW,
            expires_at: NOW + HOUR,
        };
        store.create_one_time_token(&token).await.unwrap();
    };
    give_link(&bob, 1).await;
    give_link(&ada, 2).await;
    store.create_session(&bob.session(1)).await.unwrap();
    store.confirm_email(ada.id, NOW).await.unwrap();
    let taken = store.change_email(&[1; 32], &change(ada.email, PASSWORD), NOW).await;
    assert!(matches!(taken, Err(StoreError::EmailTaken)));
    let new = secrets.digest("email", &[b"bob@new.example"]);
    for (link, hash, now) in
        [(1, "$argon2id$another", NOW), (1, PASSWORD, NOW + HOUR), (2, PASSWORD, NOW), (3, PASSWORD, NOW)]
    {
        assert!(!store.change_email(&[link; 32], &change(new, hash), now).await.unwrap(), "link {link}");
    }
    assert!(store.session(&[1; 32], NOW).await.unwrap().is_some(), "nothing was done so far");

    let waiting = Depositor::sign_up(&*store, &secrets, "bob@new.example").await;
    assert!(store.change_email(&[1; 32], &change(new, PASSWORD), NOW + 5).await.unwrap());
    let moved = store.account_by_email(&new).await.unwrap().unwrap();
    assert_eq!((moved.id, moved.email_confirmed_at), (bob.id, Some(NOW + 5)));
    assert!(store.account_by_email(&bob.email).await.unwrap().is_none());
    assert!(store.account(waiting.id).await.unwrap().is_none(), "who never confirmed it gives way");
    assert!(store.session(&[1; 32], NOW).await.unwrap().is_none());
    assert!(!store.change_email(&[1; 32], &change(new, PASSWORD), NOW + 6).await.unwrap(), "once");
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
}

pub(crate) async fn pending_gives_way(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    store.create_session(&ada.session(1)).await.unwrap();
    let profile = ada.key.seal(&Context::Profile, b"the real one");
    assert!(store.replace_pending(ada.id, "$argon2id$new", &profile, "fr", NOW + 9).await.unwrap());
    let found = ada.stored(&*store).await;
    assert_eq!((found.password_hash.as_str(), found.lang.as_str()), ("$argon2id$new", "fr"));
    assert_eq!((found.profile, found.password_changed_at), (profile, NOW + 9));
    assert!(store.session(&[1; 32], NOW).await.unwrap().is_none(), "the stranger's session lives");
}

pub(crate) async fn confirmed_stays(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    store.confirm_email(ada.id, NOW + 1).await.unwrap();
    store.confirm_email(ada.id, NOW + 2).await.unwrap();
    assert_eq!(ada.stored(&*store).await.email_confirmed_at, Some(NOW + 1));
    let profile = ada.key.seal(&Context::Profile, b"a stranger");
    assert!(!store.replace_pending(ada.id, "$argon2id$stranger", &profile, "fr", NOW + 9).await.unwrap());
    assert_eq!(ada.stored(&*store).await.password_hash, PASSWORD);
    let nobody = store.confirm_email(AccountId::random(), NOW).await;
    assert!(matches!(nobody, Err(StoreError::NoAccount)));
}

pub(crate) async fn a_link_confirms_the_checked_password_alone(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let link = |account: &Depositor, number| NewOneTimeToken {
        hash: [number; 32],
        purpose: TokenPurpose::ConfirmEmail,
        account: account.id,
        payload: None,
        created_at: NOW,
        expires_at: NOW + HOUR,
    };
    // What is checked and what is confirmed may have another sign-up between them.
    let profile = ada.key.seal(&Context::Profile, b"a stranger");
    store.replace_pending(ada.id, "$argon2id$stranger", &profile, "fr", NOW).await.unwrap();
    store.create_one_time_token(&link(&ada, 1)).await.unwrap();
    store.create_one_time_token(&link(&ada, 2)).await.unwrap();
    store.create_one_time_token(&link(&bob, 3)).await.unwrap();
    for (number, hash, now) in [
        (1, PASSWORD, NOW),
        (3, "$argon2id$stranger", NOW),
        (9, "$argon2id$stranger", NOW),
        (1, "$argon2id$stranger", NOW + HOUR),
    ] {
        let confirmed = store.confirm_by_link(&[number; 32], ada.id, hash, now).await.unwrap();
        assert!(
            !confirmed && ada.stored(&*store).await.email_confirmed_at.is_none(),
            "link {number}, {hash}"
        );
    }
    let right = "$argon2id$stranger";
    assert!(store.confirm_by_link(&[1; 32], ada.id, right, NOW + 7).await.unwrap());
    assert_eq!(ada.stored(&*store).await.email_confirmed_at, Some(NOW + 7));
    assert!(
        !store.confirm_by_link(&[2; 32], ada.id, right, NOW + 8).await.unwrap(),
        "the others ended with it"
    );
    let bobs = store.peek_one_time_token(&[3; 32], TokenPurpose::ConfirmEmail, NOW).await.unwrap();
    assert!(bobs.is_some(), "but for other accounts'");
}

pub(crate) async fn password_ends_sessions(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    for session in [ada.session(1), ada.session(2), bob.session(3)] {
        store.create_session(&session).await.unwrap();
    }
    store.set_password(ada.id, "$argon2id$new", Some(&[2; 32]), NOW + 3).await.unwrap();
    let found = ada.stored(&*store).await;
    assert_eq!((found.password_hash.as_str(), found.password_changed_at), ("$argon2id$new", NOW + 3));
    for (token, lives) in [(1, false), (2, true), (3, true)] {
        assert_eq!(store.session(&[token; 32], NOW).await.unwrap().is_some(), lives, "session {token}");
    }
    store.set_password(ada.id, "$argon2id$newer", None, NOW + 4).await.unwrap();
    assert!(store.list_sessions(ada.id, NOW).await.unwrap().is_empty());
    let nobody = store.set_password(AccountId::random(), "$argon2id$new", None, NOW).await;
    assert!(matches!(nobody, Err(StoreError::NoAccount)));
}

pub(crate) async fn password_hash_changes_only_from_the_expected(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    assert!(store.set_password_hash_if(ada.id, PASSWORD, "$argon2id$stronger").await.unwrap());
    assert!(!store.set_password_hash_if(ada.id, PASSWORD, "$argon2id$late").await.unwrap());
    assert_eq!(ada.stored(&*store).await.password_hash, "$argon2id$stronger");
}

pub(crate) async fn second_factor(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    assert!(!store.accept_totp_step(ada.id, 100).await.unwrap(), "there is no second factor yet");
    let secret = ada.key.seal(&Context::Totp, b"shared secret");
    store.set_totp(ada.id, &secret, 100).await.unwrap();
    let totp = ada.stored(&*store).await.totp.unwrap();
    assert_eq!((totp.secret, totp.last_step), (secret, 100));
    for (step, taken) in [(100, false), (101, true), (101, false), (99, false), (103, true), (102, false)] {
        assert_eq!(store.accept_totp_step(ada.id, step).await.unwrap(), taken, "step {step}");
    }
    store.replace_recovery_codes(ada.id, &[[1; 32]]).await.unwrap();
    store.clear_totp(ada.id).await.unwrap();
    assert!(ada.stored(&*store).await.totp.is_none());
    assert_eq!(store.count_recovery_codes(ada.id).await.unwrap(), 0);
}

pub(crate) async fn recovery_codes(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    store.replace_recovery_codes(ada.id, &[[1; 32], [2; 32], [3; 32]]).await.unwrap();
    store.replace_recovery_codes(bob.id, &[[1; 32]]).await.unwrap();
    assert!(store.take_recovery_code(ada.id, &[1; 32]).await.unwrap());
    assert!(!store.take_recovery_code(ada.id, &[1; 32]).await.unwrap());
    assert!(!store.take_recovery_code(ada.id, &[9; 32]).await.unwrap());
    assert_eq!(store.count_recovery_codes(ada.id).await.unwrap(), 2);
    store.replace_recovery_codes(ada.id, &[[4; 32]]).await.unwrap();
    assert!(!store.take_recovery_code(ada.id, &[2; 32]).await.unwrap(), "a replaced code is good");
    assert!(store.take_recovery_code(bob.id, &[1; 32]).await.unwrap());
}

pub(crate) async fn keys_are_rotated(database: &Database) {
    let outside = database.outside();
    let path = outside.path().join("keys");
    let store = database.open().await;
    let old = Secrets::create(&path).unwrap();
    let mut people = Vec::new();
    for number in 0..3 {
        people.push(Depositor::sign_up(&*store, &old, &format!("{number}@example.org")).await);
    }
    let sealed = people[0].key.seal(&Context::Totp, b"sealed before");

    let new = Secrets::begin_rotation(&path).unwrap();
    assert!(new.is_rotating());
    let late = Depositor::sign_up(&*store, &old, "late@example.org").await;
    assert_eq!(rewrap(&new, &*store).await.unwrap().rewrapped, 4);
    assert_eq!(rewrap(&new, &*store).await.unwrap().rewrapped, 0, "a second run finds nothing to do");
    // A service that was not started again still wraps under the former key, and is found again.
    let later = Depositor::sign_up(&*store, &old, "later@example.org").await;
    assert_eq!(finish_rotation(&path, &*store).await.unwrap().rewrapped, 1);
    let (too_late, _) = Depositor::form(&old, "too-late@example.org");
    assert!(store.create_account(&too_late).await.is_err(), "nobody could open this account");

    let read = Secrets::load(&path).unwrap();
    assert!(!read.is_rotating());
    for person in people.iter().chain([&late, &later]) {
        let account = person.stored(&*store).await;
        assert!(read.open_key(person.id, &account.claim_key).is_ok());
        assert!(matches!(old.open_key(person.id, &account.claim_key), Err(SecretsFault::UnknownKek(_))));
    }
    let key = read.key_of(&*store, people[0].id).await.unwrap();
    assert_eq!(*key.open(&Context::Totp, &sealed).unwrap(), b"sealed before");
    assert_eq!(read.digest("email", &[b"0@example.org"]), people[0].email, "lookups survive");
    let old_form = people[0].wrapped.clone();
    assert!(!store.replace_claim_key(people[0].id, &old_form, &old_form).await.unwrap());
}
