use std::collections::BTreeSet;

use tsa_proof::secrets::Context;
use tsa_proof::store::{
    AccountId, Category, Cursor, DepositOutcome, Failure, Item, ItemFilter, ItemId, ItemState, Quota, Stage,
    StateCounts, Store, StoreError, TokenKind, TokenOutcome, Unlogged,
};
use tsa_service::clock::monotonic;

use crate::database::Database;
use crate::world::{Depositor, NOW, digest, issue, secrets, token};

pub(crate) async fn same_request_is_one_deposit(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let order = ada.order("key-1", 3, "Ada Lovelace");
    let DepositOutcome::Created(created) = store.create_deposit(&order).await.unwrap() else { panic!() };
    assert_eq!((created.id, created.account, created.item_count), (order.id, ada.id, 3));

    // The same request again: another id, because it was made anew; the digest of the request is the same.
    let again = ada.order("key-1", 3, "Ada Lovelace");
    let DepositOutcome::Existing(found) = store.create_deposit(&again).await.unwrap() else { panic!() };
    assert_eq!((found.id, found.item_count, found.label), (order.id, 3, order.label.clone()));
    assert!(store.deposit(ada.id, again.id).await.unwrap().is_none());
    assert!(store.items_of(ada.id, again.id, 0, 9).await.unwrap().is_empty());
    assert_eq!(store.deposit_by_key(ada.id, "key-1").await.unwrap().unwrap().id, order.id);
    assert!(store.deposit_by_key(ada.id, "key-2").await.unwrap().is_none());

    let items = store.items_of(ada.id, order.id, 0, 9).await.unwrap();
    for (index, (item, sent)) in items.iter().zip(&order.items).enumerate() {
        assert_eq!((item.id, item.index as usize, item.deposit), (sent.id, index, order.id));
        assert_eq!((item.sha256, item.claim_digest), (sent.sha256, sent.claim_digest));
        assert_eq!((item.category, item.stage, item.created_at), (sent.category, sent.stage, NOW));
        assert_eq!((item.state, &item.failure), (ItemState::Queued, &None));
        assert_eq!((&item.file_token, &item.claim_token), (&None, &None));
        let claim = ada.key.open(&Context::Claim(order.id, item.id), &item.claim).unwrap();
        assert!(claim.starts_with(br#"{"holders":[{"name":"Ada Lovelace"}]"#));
    }
    assert_eq!(items.len(), 3);
    let rest: Vec<u32> =
        store.items_of(ada.id, order.id, 1, 1).await.unwrap().iter().map(|item| item.index).collect();
    assert_eq!(rest, [1]);
}

pub(crate) async fn items_are_counted_by_their_states(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (deposit, items) = ada.deposit(&*store, "key-1", 4).await;
    ada.deposit(&*store, "key-2", 1).await;
    issue(&*store, items[0].id).await;
    issue(&*store, items[3].id).await;
    let failure = Failure { code: "tsa-refused".to_owned(), detail: "the authority refuses".to_owned() };
    store.fail_item(items[1].id, &failure, NOW).await.unwrap();
    let counts = store.count_items(ada.id, deposit.id).await.unwrap();
    assert_eq!(counts, StateCounts { queued: 1, issued: 2, failed: 1, unlogged: 2 });
    for (item, kind) in [(0, TokenKind::File), (0, TokenKind::Claim), (3, TokenKind::Claim)] {
        store.put_log_proof(items[item].id, kind, "c2sp.org/tlog-proof@v1\n", NOW).await.unwrap();
    }
    assert_eq!(store.count_items(ada.id, deposit.id).await.unwrap().unlogged, 1, "both proofs are wanted");
    assert_eq!(store.count_items(bob.id, deposit.id).await.unwrap(), StateCounts::default());
}

pub(crate) async fn another_request_under_the_key_is_refused(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    ada.deposit(&*store, "key-1", 1).await;
    let mut other = ada.order("key-1", 1, "Ada Lovelace");
    other.request_digest = digest(99);
    let refused = store.create_deposit(&other).await;
    assert!(matches!(refused, Err(StoreError::IdempotencyConflict)));
    assert_eq!(store.count_unfinished().await.unwrap(), 1);
    // A key is an account's own.
    bob.deposit(&*store, "key-1", 1).await;

    let mut nobodys = ada.order("key-2", 1, "x");
    nobodys.account = AccountId::random();
    assert!(matches!(store.create_deposit(&nobodys).await, Err(StoreError::NoAccount)));
    for key in [String::new(), "k".repeat(256)] {
        assert!(store.create_deposit(&ada.order(&key, 1, "x")).await.is_err(), "a key of {}", key.len());
    }
    assert!(store.create_deposit(&ada.order("key-3", 0, "x")).await.is_err(), "a deposit of nothing");
}

pub(crate) async fn a_quota_holds(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let order = |who: &Depositor, key: &str, items: usize, at: i64| {
        let mut order = who.order(key, items, "x");
        order.created_at = at;
        order.quota = Some(Quota { items: 10, since: at - 1000 });
        order
    };
    store.create_deposit(&order(&ada, "key-1", 6, NOW)).await.unwrap();
    store.create_deposit(&order(&ada, "key-2", 4, NOW + 10)).await.unwrap();
    let over = order(&ada, "key-3", 1, NOW + 20);
    let refused = store.create_deposit(&over).await;
    assert!(matches!(refused, Err(StoreError::OverQuota { oldest: Some(NOW) })), "{refused:?}");
    assert!(store.deposit_by_key(ada.id, "key-3").await.unwrap().is_none(), "nothing of it is stored");
    assert_eq!(store.count_unfinished().await.unwrap(), 10);
    // A repetition takes nothing, another account has its own, and what is old counts no more.
    let again = store.create_deposit(&order(&ada, "key-2", 4, NOW + 20)).await.unwrap();
    assert!(matches!(again, DepositOutcome::Existing(_)));
    store.create_deposit(&order(&bob, "key-1", 10, NOW + 20)).await.unwrap();
    store.create_deposit(&order(&ada, "key-3", 6, NOW + 1001)).await.unwrap();
}

pub(crate) async fn items_go_forward(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 1).await;
    let id = items[0].id;
    let (file, claim) = (token(id, TokenKind::File), token(id, TokenKind::Claim));

    for (new, outcome, state) in [
        (&claim, TokenOutcome::WrongState(ItemState::Queued), ItemState::Queued),
        (&file, TokenOutcome::Stored, ItemState::FileToken),
    ] {
        assert_eq!(store.store_tokens(std::slice::from_ref(new)).await.unwrap(), [outcome]);
        assert_eq!(one(&*store, &ada, id).await.state, state);
    }
    // A claim's token is bound to the file token that comes with it, not to the one that is there.
    let both = store.store_tokens(&[file.clone(), claim.clone()]).await.unwrap();
    assert_eq!(both, [TokenOutcome::WrongState(ItemState::FileToken); 2]);
    for (new, outcome, state) in [
        (&file, TokenOutcome::WrongState(ItemState::FileToken), ItemState::FileToken),
        (&claim, TokenOutcome::Stored, ItemState::Issued),
        (&claim, TokenOutcome::WrongState(ItemState::Issued), ItemState::Issued),
        (&file, TokenOutcome::WrongState(ItemState::Issued), ItemState::Issued),
    ] {
        assert_eq!(store.store_tokens(std::slice::from_ref(new)).await.unwrap(), [outcome]);
        assert_eq!(one(&*store, &ada, id).await.state, state);
    }
    assert!(matches!(
        store.fail_item(id, &failure(), NOW).await,
        Err(StoreError::WrongState(ItemState::Issued))
    ));
    let item = one(&*store, &ada, id).await;
    assert_eq!((item.file_token, item.claim_token), (Some(file.facts.clone()), Some(claim.facts.clone())));
    let tokens = store.tokens(ada.id, id).await.unwrap().unwrap();
    assert_eq!(tokens.file.unwrap().response, file.response);
    assert_eq!(tokens.claim.unwrap().response, claim.response);
}

pub(crate) async fn failed_items_stay_failed(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 2).await;
    let [queued, half] = [items[0].id, items[1].id];
    store.store_tokens(&[token(half, TokenKind::File)]).await.unwrap();
    for id in [queued, half] {
        store.fail_item(id, &failure(), NOW + 1).await.unwrap();
        let item = one(&*store, &ada, id).await;
        assert_eq!((item.state, item.failure), (ItemState::Failed, Some(failure())));
        let again = store.fail_item(id, &failure(), NOW + 2).await;
        assert!(matches!(again, Err(StoreError::WrongState(ItemState::Failed))));
        for kind in [TokenKind::File, TokenKind::Claim] {
            let late = store.store_tokens(&[token(id, kind)]).await.unwrap();
            assert_eq!(late, [TokenOutcome::WrongState(ItemState::Failed)]);
        }
    }
    // The one token that it got stays with it.
    assert!(store.tokens(ada.id, half).await.unwrap().unwrap().file.is_some());
    assert_eq!(store.count_unfinished().await.unwrap(), 0);
    let missing = store.fail_item(ItemId::random(), &failure(), NOW).await;
    assert!(matches!(missing, Err(StoreError::Missing("item"))));
}

pub(crate) async fn batches_store_what_fits(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 3).await;
    let nobody = ItemId::random();
    let batch = [
        token(items[0].id, TokenKind::File),
        token(nobody, TokenKind::File),
        token(items[0].id, TokenKind::Claim),
        token(items[1].id, TokenKind::Claim),
        token(items[2].id, TokenKind::File),
        token(items[2].id, TokenKind::File),
    ];
    assert_eq!(
        store.store_tokens(&batch).await.unwrap(),
        [
            TokenOutcome::Stored,
            TokenOutcome::Missing,
            TokenOutcome::Stored,
            TokenOutcome::WrongState(ItemState::Queued),
            TokenOutcome::Stored,
            TokenOutcome::WrongState(ItemState::FileToken),
        ]
    );
    let states: Vec<ItemState> =
        store.items_of(ada.id, items[0].deposit, 0, 9).await.unwrap().iter().map(|item| item.state).collect();
    assert_eq!(states, [ItemState::Issued, ItemState::Queued, ItemState::FileToken]);
    assert!(store.store_tokens(&[]).await.unwrap().is_empty());
}

pub(crate) async fn pages_are_whole_and_in_order(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let mut expected = Vec::new();
    // Three moments, two deposits in each: the order among those is the store's, but fixed.
    for (number, items) in [5_usize, 1, 3, 4, 2, 6].into_iter().enumerate() {
        let mut order = ada.order(&format!("key-{number}"), items, "x");
        order.created_at = NOW + i64::try_from(number / 2).unwrap();
        store.create_deposit(&order).await.unwrap();
        expected.extend(
            order
                .items
                .iter()
                .enumerate()
                .map(|(index, item)| (-order.created_at, core::cmp::Reverse(order.id), index, item.id)),
        );
    }
    expected.sort();
    let expected: Vec<ItemId> = expected.into_iter().map(|(.., id)| id).collect();

    for limit in [1, 2, 4, 7, 20, 21, 100] {
        let (mut walked, mut after): (Vec<ItemId>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let page = store.list_items(ada.id, &ItemFilter::default(), after.as_ref(), limit).await.unwrap();
            assert!(page.items.len() <= limit as usize);
            walked.extend(page.items.iter().map(|item| item.id));
            let Some(next) = page.next else { break };
            assert_eq!(next.to_string().parse(), Ok(next));
            after = Some(next);
        }
        assert_eq!(walked, expected, "pages of {limit}");
    }
    // A deposit made while somebody turns pages does not shift them.
    let first = store.list_items(ada.id, &ItemFilter::default(), None, 4).await.unwrap();
    let mut late = ada.order("late", 1, "x");
    late.created_at = NOW + 100;
    store.create_deposit(&late).await.unwrap();
    let second = store.list_items(ada.id, &ItemFilter::default(), first.next.as_ref(), 4).await.unwrap();
    let second: Vec<ItemId> = second.items.iter().map(|item| item.id).collect();
    assert_eq!(second, expected[4..8]);
}

pub(crate) async fn filters(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (old, items) = ada.deposit(&*store, "key-1", 6).await;
    let mut order = ada.order("key-2", 2, "x");
    order.created_at = NOW + 1000;
    store.create_deposit(&order).await.unwrap();
    issue(&*store, items[0].id).await;
    store.store_tokens(&[token(items[1].id, TokenKind::File)]).await.unwrap();
    let any = ItemFilter::default();
    for (filter, expected) in [
        (any.clone(), 8),
        (ItemFilter { from: Some(NOW + 1), ..any.clone() }, 2),
        (ItemFilter { from: Some(NOW + 1000), ..any.clone() }, 2),
        (ItemFilter { until: Some(NOW + 1000), ..any.clone() }, 6),
        (ItemFilter { category: Some(Category::Research), ..any.clone() }, 4),
        (ItemFilter { category: Some(Category::Contract), ..any.clone() }, 0),
        (ItemFilter { stage: Some(Stage::Develop), ..any.clone() }, 3),
        (ItemFilter { state: Some(ItemState::Issued), ..any.clone() }, 1),
        (ItemFilter { state: Some(ItemState::Queued), ..any.clone() }, 7),
        (ItemFilter { state: Some(ItemState::FileToken), ..any.clone() }, 1),
        (ItemFilter { state: Some(ItemState::Failed), ..any.clone() }, 0),
        (ItemFilter { sha256: Some(digest(1)), ..any.clone() }, 2),
        (ItemFilter { deposit: Some(old.id), ..any.clone() }, 6),
        (ItemFilter { deposit: Some(old.id), sha256: Some(digest(1)), ..any.clone() }, 1),
    ] {
        let page = store.list_items(ada.id, &filter, None, 100).await.unwrap();
        assert_eq!(page.items.len(), expected, "{filter:?}");
        assert_eq!(page.next, None);
    }
}

pub(crate) async fn unfinished_in_order(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let mut expected = Vec::new();
    for (number, who) in [&ada, &bob, &ada].into_iter().enumerate() {
        let mut order = who.order(&format!("key-{number}"), 4, "x");
        order.created_at = NOW - i64::try_from(number).unwrap();
        store.create_deposit(&order).await.unwrap();
        expected.splice(0..0, order.items.iter().map(|item| item.id));
    }
    issue(&*store, expected[0]).await;
    store.store_tokens(&[token(expected[1], TokenKind::File)]).await.unwrap();
    store.fail_item(expected[5], &failure(), NOW).await.unwrap();
    let (issued, failed) = (expected[0], expected[5]);
    expected.retain(|id| *id != issued && *id != failed);

    let (mut walked, mut after): (Vec<ItemId>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let items = store.unfinished_items(after.as_ref(), 3).await.unwrap();
        let Some(last) = items.last() else { break };
        after = Some(last.cursor());
        walked.extend(items.iter().map(|item| item.id));
    }
    assert_eq!(walked, expected);
    assert_eq!(store.count_unfinished().await.unwrap(), 10);
}

pub(crate) async fn other_accounts_see_nothing(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (deposit, items) = ada.deposit(&*store, "key-1", 2).await;
    issue(&*store, items[0].id).await;
    assert!(store.deposit(bob.id, deposit.id).await.unwrap().is_none());
    assert!(store.deposit_by_key(bob.id, "key-1").await.unwrap().is_none());
    assert!(store.items_of(bob.id, deposit.id, 0, 9).await.unwrap().is_empty());
    for item in &items {
        assert!(store.item(bob.id, item.id).await.unwrap().is_none());
        assert!(store.tokens(bob.id, item.id).await.unwrap().is_none());
        assert!(store.tokens(ada.id, item.id).await.unwrap().is_some());
    }
    let filter = ItemFilter { deposit: Some(deposit.id), sha256: Some(digest(0)), ..ItemFilter::default() };
    assert!(store.list_items(bob.id, &filter, None, 9).await.unwrap().items.is_empty());
}

pub(crate) async fn many_at_once(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let bob = Depositor::sign_up(&*store, &secrets, "bob@example.org").await;
    let (deposit, items) = ada.deposit(&*store, "key-1", 300).await;
    let (_, bobs) = bob.deposit(&*store, "key-1", 1).await;
    issue(&*store, items[0].id).await;
    issue(&*store, bobs[0].id).await;
    store.store_tokens(&[token(items[299].id, TokenKind::File)]).await.unwrap();
    let ids: Vec<_> = items.iter().chain(&bobs).map(|item| item.id).collect();
    let tokens = store.tokens_of(ada.id, &ids).await.unwrap();
    assert_eq!(tokens.len(), 2, "not Bob's, none that is not there");
    for id in [items[0].id, items[299].id] {
        assert_eq!(Some(&tokens[&id]), store.tokens(ada.id, id).await.unwrap().as_ref());
    }
    assert!(tokens[&items[0].id].claim.is_some() && tokens[&items[299].id].claim.is_none());
    let found = store.deposits(ada.id, &[deposit.id, bobs[0].deposit]).await.unwrap();
    assert_eq!(found.iter().map(|deposit| deposit.id).collect::<Vec<_>>(), [deposit.id]);
    assert!(store.deposits(ada.id, &[]).await.unwrap().is_empty());
}

pub(crate) async fn log_proofs(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let (_, items) = ada.deposit(&*store, "key-1", 1).await;
    let id = items[0].id;
    let early = store.put_log_proof(id, TokenKind::File, "proof", NOW).await;
    assert!(matches!(early, Err(StoreError::Missing("token"))));
    issue(&*store, id).await;
    let stored_at = NOW + 200;
    let unlogged = Unlogged { item: id, account: ada.id, stored_at };
    store.put_log_proof(id, TokenKind::Claim, "c2sp.org/tlog-proof@v1\nfirst", NOW).await.unwrap();
    assert_eq!(store.unlogged_items(stored_at, 9).await.unwrap(), [unlogged]);
    assert_eq!(store.unlogged_items(stored_at + 1, 9).await.unwrap(), []);
    store.put_log_proof(id, TokenKind::Claim, "second", NOW).await.unwrap();
    let tokens = store.tokens(ada.id, id).await.unwrap().unwrap();
    assert_eq!(tokens.file.unwrap().log_proof, None);
    assert_eq!(tokens.claim.unwrap().log_proof.as_deref(), Some("c2sp.org/tlog-proof@v1\nfirst"));
    store.put_log_proof(id, TokenKind::File, "c2sp.org/tlog-proof@v1\nother", NOW).await.unwrap();
    assert_eq!(store.unlogged_items(0, 9).await.unwrap(), []);
}

/// The whole order is one transaction. How long it takes is printed, not judged (`--nocapture`).
pub(crate) async fn a_thousand_items(database: &Database) {
    let (store, secrets) = (database.open().await, secrets());
    let ada = Depositor::sign_up(&*store, &secrets, "ada@example.org").await;
    let order = ada.order("key-1", 1000, "Ada Lovelace");
    let begin = monotonic();
    store.create_deposit(&order).await.unwrap();
    let stored = monotonic();
    let items = store.unfinished_items(None, 2000).await.unwrap();
    let ids: BTreeSet<ItemId> = items.iter().map(|item| item.id).collect();
    assert_eq!(ids, order.items.iter().map(|item| item.id).collect());
    let read = monotonic();
    for batch in items.chunks(50) {
        let both: Vec<_> = batch
            .iter()
            .flat_map(|item| [token(item.id, TokenKind::File), token(item.id, TokenKind::Claim)])
            .collect();
        let outcomes = store.store_tokens(&both).await.unwrap();
        assert!(outcomes.iter().all(|outcome| *outcome == TokenOutcome::Stored));
    }
    let issued = monotonic();
    let listed = store.items_of(ada.id, order.id, 0, 2000).await.unwrap();
    assert!(listed.iter().all(|item| item.state == ItemState::Issued));
    assert_eq!(listed.len(), 1000);
    println!(
        "{}: 1000 items: stored in {:?}, read in {:?}, 2000 tokens in batches of 100 in {:?}, listed in {:?}",
        store.engine(),
        stored - begin,
        read - stored,
        issued - read,
        monotonic() - issued
    );
}

async fn one(store: &dyn Store, who: &Depositor, id: ItemId) -> Item {
    store.item(who.id, id).await.unwrap().unwrap()
}

fn failure() -> Failure {
    Failure { code: "tsa-refused".to_owned(), detail: "the authority refused the request".to_owned() }
}
