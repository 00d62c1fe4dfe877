use std::future::Future;

use tsa_proof::store::{
    AttemptOutcome, DepositOutcome, NewOneTimeToken, StoreError, TokenKind, TokenOutcome, TokenPurpose,
};

use crate::database::Database;
use crate::world::{Depositor, HOUR, NOW, secrets, token};

pub(crate) async fn one_of_many_takes_a_token(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    for round in 0..5_u8 {
        let new = NewOneTimeToken {
            hash: [round; 32],
            purpose: TokenPurpose::ResetPassword,
            account: ada.id,
            payload: None,
            created_at: NOW,
            expires_at: NOW + HOUR,
        };
        store.create_one_time_token(&new).await.unwrap();
        store.replace_recovery_codes(ada.id, &[[round; 32]]).await.unwrap();
        store.set_totp(ada.id, &ada.key.seal(&tsa_proof::secrets::Context::Totp, b"s"), 0).await.unwrap();
        let outcomes = at_once(20, |_| {
            let (store, account) = (store.clone(), ada.id);
            async move {
                let token = store.take_one_time_token(&[round; 32], TokenPurpose::ResetPassword, NOW).await;
                let code = store.take_recovery_code(account, &[round; 32]).await;
                let step = store.accept_totp_step(account, 1).await;
                [token.unwrap().is_some(), code.unwrap(), step.unwrap()]
            }
        })
        .await;
        for what in 0..3 {
            let taken = outcomes.iter().filter(|outcome| outcome[what]).count();
            assert_eq!(taken, 1, "round {round}: {}", ["token", "recovery code", "time step"][what]);
        }
    }
}

pub(crate) async fn the_limit_holds(database: &Database) {
    let store = database.open().await;
    let outcomes = at_once(40, |number| {
        let store = store.clone();
        async move { store.take_attempt(&[1; 32], NOW + number, HOUR, 10).await.unwrap() }
    })
    .await;
    let taken = outcomes.iter().filter(|outcome| matches!(outcome, AttemptOutcome::Taken(_))).count();
    assert_eq!(taken, 10);
    assert_eq!(store.count_attempts(&[1; 32], 0).await.unwrap(), 10);
}

pub(crate) async fn one_of_many_makes_the_deposit(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let orders: Vec<_> = (0..12).map(|_| ada.order("the same", 5, "Ada")).collect();
    let outcomes = at_once(orders.len(), |number| {
        let (store, order) = (store.clone(), orders[usize::try_from(number).unwrap()].clone());
        async move { store.create_deposit(&order).await.unwrap() }
    })
    .await;
    let created: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            DepositOutcome::Created(deposit) => Some(deposit.id),
            DepositOutcome::Existing(_) => None,
        })
        .collect();
    let [created] = created[..] else { panic!("{} deposits were made", created.len()) };
    for outcome in outcomes {
        let (DepositOutcome::Created(deposit) | DepositOutcome::Existing(deposit)) = outcome;
        assert_eq!(deposit.id, created, "somebody was told of another deposit");
    }
    assert_eq!(store.count_unfinished().await.unwrap(), 5);
}

pub(crate) async fn deposits_side_by_side(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let orders: Vec<_> = (0..12)
        .map(|number| if number % 2 == 0 { &ada } else { &bob }.order(&format!("key-{number}"), 120, "x"))
        .collect();
    let outcomes = at_once(orders.len(), |number| {
        let (store, order) = (store.clone(), orders[usize::try_from(number).unwrap()].clone());
        async move { store.create_deposit(&order).await.unwrap() }
    })
    .await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, DepositOutcome::Created(_))));
    assert_eq!(store.count_unfinished().await.unwrap(), 12 * 120);
    assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
}

pub(crate) async fn one_of_many_stores_the_token(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 10).await;
    let outcomes = at_once(8, |number| {
        let store = store.clone();
        let batch: Vec<_> = items
            .iter()
            .map(|item| {
                let mut token = token(item.id, TokenKind::File);
                token.facts.gen_time += number;
                token
            })
            .collect();
        async move { store.store_tokens(&batch).await.unwrap() }
    })
    .await;
    for (index, item) in items.iter().enumerate() {
        let stored: Vec<usize> =
            (0..outcomes.len()).filter(|who| outcomes[*who][index] == TokenOutcome::Stored).collect();
        let [winner] = stored[..] else { panic!("item {index} was stored {} times", stored.len()) };
        let kept = store.item(ada.id, item.id).await.unwrap().unwrap().file_token.unwrap();
        assert_eq!(kept.gen_time, NOW + 100 + i64::try_from(winner).unwrap(), "another's token was kept");
    }
}

pub(crate) async fn one_of_many_gets_the_address(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let forms: Vec<_> = (0..12).map(|_| Depositor::form(&secrets, "ada@example.org").0).collect();
    let outcomes = at_once(forms.len(), |number| {
        let (store, form) = (store.clone(), forms[usize::try_from(number).unwrap()].clone());
        async move { store.create_account(&form).await }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refused in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(refused, StoreError::EmailTaken), "{refused:?}");
    }
    assert_eq!(store.count_accounts().await.unwrap(), 1);
}

/// So many tasks, begun together, each with its number.
async fn at_once<T, F>(tasks: usize, task: impl Fn(i64) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let gate = std::sync::Arc::new(tokio::sync::Barrier::new(tasks));
    let running: Vec<_> = (0..tasks)
        .map(|number| {
            let (gate, task) = (gate.clone(), task(i64::try_from(number).unwrap()));
            tokio::spawn(async move {
                gate.wait().await;
                task.await
            })
        })
        .collect();
    let mut outcomes = Vec::with_capacity(tasks);
    for task in running {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}
