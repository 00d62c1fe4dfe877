//! Taking everything along, however much it is.

use http_body_util::BodyExt as _;
use serde_json::Value;

use super::{ADA, who};
use crate::accounts::testing::{House, PASSWORD, START};
use crate::secrets::Context;
use crate::store::{
    Category, DepositId, ItemId, NewDeposit, NewItem, NewToken, TokenFacts, TokenKind, TokenOutcome,
};

/// A deposit of so many items with a token each.
async fn deposit(house: &House, key: &str, items: usize) {
    let account = who(house, ADA).await.account;
    let sealing = house.secrets.open_key(account.id, &account.claim_key).unwrap();
    let id = DepositId::random();
    let item = |index: usize| {
        let item = ItemId::random();
        let mut sha256 = [0; 32];
        sha256[..8].copy_from_slice(&index.to_be_bytes());
        let claim = sealing.seal(&Context::Claim(id, item), format!("{{\"index\":{index}}}").as_bytes());
        NewItem { id: item, sha256, claim_digest: sha256, claim, category: Category::Software, stage: None }
    };
    let items: Vec<NewItem> = (0..items).map(item).collect();
    let tokens: Vec<NewToken> = items
        .iter()
        .map(|item| NewToken {
            item: item.id,
            kind: TokenKind::File,
            response: b"a response".to_vec(),
            facts: TokenFacts {
                serial: "01".into(),
                gen_time: START,
                accuracy_micros: None,
                stored_at: START,
            },
        })
        .collect();
    let new = NewDeposit {
        id,
        account: account.id,
        idempotency_key: key.into(),
        request_digest: [1; 32],
        label: None,
        created_at: START,
        quota: None,
        items,
    };
    house.store.create_deposit(&new).await.unwrap();
    let stored = house.store.store_tokens(&tokens).await.unwrap();
    assert!(stored.iter().all(|outcome| *outcome == TokenOutcome::Stored));
}

#[tokio::test]
async fn an_export_comes_page_by_page_and_is_whole() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    deposit(&house, "large", 450).await;
    for number in 0..30 {
        deposit(&house, &format!("small {number}"), 1).await;
    }
    let who = who(&house, ADA).await;
    let mut body = house.accounts.export(&who, PASSWORD, "").await.unwrap();
    let (mut pages, mut lines) = (0, Vec::new());
    while let Some(frame) = body.frame().await {
        let page = String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap();
        assert!(page.lines().count() <= 400, "a page of items and their deposits");
        lines.extend(page.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()));
        pages += 1;
    }
    assert_eq!(pages, 1 + 3 + 1, "the person, 480 items in pages of 200, the end");
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((of("account"), of("deposit"), of("item"), of("end")), (1, 31, 480, 1));
    assert_eq!(lines.last().unwrap()["type"], "end");
    let mut deposit = Value::Null;
    for line in &lines {
        if line["type"] == "deposit" {
            deposit = line["id"].clone();
        } else if line["type"] == "item" {
            assert_eq!(line["deposit"], deposit, "an item stands behind its deposit");
            assert_eq!(line["file_token"], "YSByZXNwb25zZQ==");
            assert_eq!(line["claim"], format!("{{\"index\":{}}}", line["index"]));
        }
    }
}

#[tokio::test]
async fn a_fault_in_the_middle_breaks_the_file_off() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    deposit(&house, "large", 900).await;
    let who = who(&house, ADA).await;
    let mut body = house.accounts.export(&who, PASSWORD, "").await.unwrap();
    body.frame().await.unwrap().unwrap();
    house.store.close().await;
    let broken = loop {
        match body.frame().await {
            Some(Ok(_)) => {}
            Some(Err(_)) => break true,
            None => break false,
        }
    };
    assert!(broken, "nobody takes half of it for the whole");
}
