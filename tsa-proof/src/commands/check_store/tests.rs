use std::sync::Arc;

use super::*;
use crate::store::{
    Category, DepositId, ItemId, NewAccount, NewDeposit, NewItem, NewToken, TokenKind, TokenOutcome,
};

/// A good proof from a real authority, and parts of others.
macro_rules! vector {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tsa-evidence/vectors/proof/", $name)).as_slice()
    };
}

#[tokio::test]
async fn a_whole_proof_is_in_order() {
    let world = World::new().await;
    world.deposit(vector!("claim.json"), vector!("file.tsr"), vector!("claim.tst")).await;
    let found = examine(&world.secrets, &*world.store).await.unwrap();
    assert_eq!(found.problems, [""; 0]);
    assert_eq!((found.accounts, found.items, found.tokens), (1, 1, 2));
    assert!(found.text().ends_with("accounts 1, items 1, tokens 2; in order\n"), "{}", found.text());
}

#[tokio::test]
async fn parts_of_other_proofs_are_found() {
    let (claim, file, claim_token) = (vector!("claim.json"), vector!("file.tsr"), vector!("claim.tst"));
    let other = vector!("folder-claim.json");
    for (claim, file, claim_token, expected) in [
        (other, file, claim_token, "the file token does not commit to the claim"),
        (other, file, claim_token, "the claim token is over another claim"),
        (claim, vector!("folder-file.tsr"), claim_token, "the file token is over another file"),
        (claim, vector!("no-nonce-file.tsr"), claim_token, "the file token does not commit to the claim"),
        (claim, file, vector!("folder-claim.tst"), "the claim token is over another claim"),
        (claim, file, vector!("other-nonce-claim.tst"), "the claim token does not name the file token"),
        (claim, &file[..200], claim_token, "the file token cannot be read"),
        (claim, file, b"no token".as_slice(), "the claim token cannot be read"),
    ] {
        let world = World::new().await;
        let item = world.deposit(claim, file, claim_token).await;
        let found = examine(&world.secrets, &*world.store).await.unwrap();
        let expected = format!("item {item}: {expected}");
        assert!(found.problems.contains(&expected), "{expected} is not in {:?}", found.problems);
    }
}

#[tokio::test]
async fn the_wrong_key_file_is_found() {
    let world = World::new().await;
    world.deposit(vector!("claim.json"), vector!("file.tsr"), vector!("claim.tst")).await;
    let other = World::new().await;
    let found = examine(&other.secrets, &*world.store).await.unwrap();
    let [problem] = &found.problems[..] else { panic!("{found:?}") };
    assert!(problem.contains("the claim-key-file does not hold"), "{problem}");
}

#[tokio::test]
async fn another_accounts_rows_do_not_open() {
    let world = World::new().await;
    let item = world.deposit(vector!("claim.json"), vector!("file.tsr"), vector!("claim.tst")).await;
    // What a hand in the database can do: give the account a fresh key.
    let old = world.store.claim_key(world.account).await.unwrap().unwrap();
    let (fresh, _) = world.secrets.new_account_key(world.account);
    assert!(world.store.replace_claim_key(world.account, &old, &fresh).await.unwrap());
    let found = examine(&world.secrets, &*world.store).await.unwrap();
    let expected = [
        format!("account {}: its profile does not open", world.account),
        format!("item {item}: the claim does not open"),
    ];
    assert_eq!(found.problems, expected);
}

/// A database with one account.
struct World {
    _directory: tempfile::TempDir,
    secrets: Secrets,
    store: Arc<dyn Store>,
    account: AccountId,
    key: AccountKey,
}

impl World {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let secrets = Secrets::create(&directory.path().join("keys")).unwrap();
        let store = store::open(&format!("sqlite:{}/proof.db", directory.path().display())).await.unwrap();
        let account = AccountId::random();
        let (claim_key, key) = secrets.new_account_key(account);
        let new = NewAccount {
            id: account,
            email: secrets.digest("email", &[b"ada@example.org"]),
            password_hash: "$argon2id$".to_owned(),
            profile: key.seal(&Context::Profile, b"Ada"),
            lang: "en".to_owned(),
            claim_key,
            created_at: 1,
        };
        store.create_account(&new).await.unwrap();
        Self { _directory: directory, secrets, store, account, key }
    }

    /// An issued item over the file of the vectors.
    async fn deposit(&self, claim: &[u8], file: &[u8], claim_token: &[u8]) -> ItemId {
        let (deposit, item) = (DepositId::random(), ItemId::random());
        let sha256 = read_facts(vector!("file.tsr")).unwrap().hashed_message.try_into().unwrap();
        let new = NewItem {
            id: item,
            sha256,
            claim_digest: Sha256::digest(claim).into(),
            claim: self.key.seal(&Context::Claim(deposit, item), claim),
            category: Category::Other,
            stage: None,
        };
        let order = NewDeposit {
            id: deposit,
            account: self.account,
            idempotency_key: "key".to_owned(),
            request_digest: [1; 32],
            label: None,
            created_at: 1,
            quota: None,
            items: vec![new],
        };
        self.store.create_deposit(&order).await.unwrap();
        let facts =
            store::TokenFacts { serial: "01".to_owned(), gen_time: 1, accuracy_micros: None, stored_at: 1 };
        let token = |kind, response: &[u8]| NewToken {
            item,
            kind,
            response: response.to_vec(),
            facts: facts.clone(),
        };
        let both = [token(TokenKind::File, file), token(TokenKind::Claim, claim_token)];
        assert_eq!(self.store.store_tokens(&both).await.unwrap(), [TokenOutcome::Stored; 2]);
        item
    }
}
