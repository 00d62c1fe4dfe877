//! What cases put into the store.

use tsa_proof::secrets::{AccountKey, Context, Secrets};
use tsa_proof::store::{
    Account, AccountId, Category, Deposit, DepositId, DepositOutcome, Digest, Item, ItemId, NewAccount,
    NewDeposit, NewItem, NewToken, Session, SessionId, SessionStage, Stage, Store, TokenFacts, TokenKind,
    TokenOutcome, UnixMillis, WrappedKey,
};

/// A quiet afternoon in 2026.
pub(crate) const NOW: UnixMillis = 1_795_000_000_000;

pub(crate) const HOUR: i64 = 3_600_000;

/// What the cases' database belongs to.
pub(crate) fn secrets() -> Secrets {
    let directory = tempfile::tempdir().unwrap();
    Secrets::create(&directory.path().join("keys")).unwrap()
}

/// An account that exists, with its key opened.
pub(crate) struct Depositor {
    pub(crate) id: AccountId,
    pub(crate) email: Digest,
    pub(crate) wrapped: WrappedKey,
    pub(crate) key: AccountKey,
}

impl Depositor {
    pub(crate) async fn sign_up(store: &dyn Store, secrets: &Secrets, email: &str) -> Self {
        let (account, depositor) = Self::form(secrets, email);
        store.create_account(&account).await.unwrap();
        depositor
    }

    /// What a sign-up sends.
    pub(crate) fn form(secrets: &Secrets, email: &str) -> (NewAccount, Self) {
        let id = AccountId::random();
        let (wrapped, key) = secrets.new_account_key(id);
        let depositor = Self { id, email: secrets.digest("email", &[email.as_bytes()]), wrapped, key };
        let account = NewAccount {
            id,
            email: depositor.email,
            password_hash: PASSWORD.to_owned(),
            profile: depositor.key.seal(&Context::Profile, email.as_bytes()),
            lang: "en".to_owned(),
            claim_key: depositor.wrapped.clone(),
            created_at: NOW,
        };
        (account, depositor)
    }

    pub(crate) async fn stored(&self, store: &dyn Store) -> Account {
        store.account(self.id).await.unwrap().unwrap()
    }

    /// A deposit of so many items; their claims say `name`.
    pub(crate) fn order(&self, key: &str, items: usize, name: &str) -> NewDeposit {
        let id = DepositId::random();
        let items = (0..items)
            .map(|index| {
                let item = ItemId::random();
                let claim = format!(r#"{{"holders":[{{"name":"{name}"}}],"index":{index}}}"#);
                NewItem {
                    id: item,
                    sha256: digest(index),
                    claim_digest: digest(index + 1_000_000),
                    claim: self.key.seal(&Context::Claim(id, item), claim.as_bytes()),
                    category: if index % 2 == 0 { Category::Research } else { Category::Software },
                    stage: (index % 3 == 0).then_some(Stage::Develop),
                }
            })
            .collect();
        NewDeposit {
            id,
            account: self.id,
            idempotency_key: key.to_owned(),
            request_digest: digest(key.len()),
            label: Some(self.key.seal(&Context::Label(id), name.as_bytes())),
            created_at: NOW,
            quota: None,
            items,
        }
    }

    pub(crate) async fn deposit(&self, store: &dyn Store, key: &str, items: usize) -> (Deposit, Vec<Item>) {
        let order = self.order(key, items, "Grace Hopper");
        let DepositOutcome::Created(deposit) = store.create_deposit(&order).await.unwrap() else {
            panic!("the key {key} was used before")
        };
        let items = store.items_of(self.id, deposit.id, 0, u32::MAX).await.unwrap();
        (deposit, items)
    }

    pub(crate) fn session(&self, token: u8) -> Session {
        Session {
            id: SessionId::random(),
            token_hash: [token; 32],
            account: self.id,
            stage: SessionStage::Full,
            details: None,
            created_at: NOW + i64::from(token),
            seen_at: NOW,
            expires_at: NOW + HOUR,
        }
    }
}

/// A verified token, as far as the store looks at it.
pub(crate) fn token(item: ItemId, kind: TokenKind) -> NewToken {
    let mut response = item.as_bytes().to_vec();
    response.extend_from_slice(kind.as_str().as_bytes());
    NewToken {
        item,
        kind,
        response,
        facts: TokenFacts {
            serial: format!("{}-{item}", kind.as_str()),
            gen_time: NOW + 100,
            accuracy_micros: Some(500_000),
            stored_at: NOW + 200,
        },
    }
}

/// Takes the item all the way.
pub(crate) async fn issue(store: &dyn Store, item: ItemId) {
    let both = [token(item, TokenKind::File), token(item, TokenKind::Claim)];
    assert_eq!(store.store_tokens(&both).await.unwrap(), [TokenOutcome::Stored; 2]);
}

pub(crate) fn digest(number: usize) -> Digest {
    let mut digest = [7; 32];
    digest[..8].copy_from_slice(&number.to_be_bytes());
    digest
}

/// Has the form of a hash; no password has this one.
pub(crate) const PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$AAAA";
