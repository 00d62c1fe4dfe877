use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use tsa_proof::secrets::{Context, Secrets};
use tsa_proof::store::{self, AccountId, DepositId, ItemId, ItemState, TokenKind};

use crate::database::Database;
use crate::world::{Depositor, token};

/// A process that deposits as fast as it can is killed; what it was told is stored is there, whole, and nothing is half.
pub(crate) async fn acknowledged_deposits_survive_kill_9(database: &Database) {
    let outside = database.outside();
    let keys = outside.path().join("keys");
    let secrets = Secrets::create(&keys).unwrap();
    for round in 0..3 {
        let (account, acknowledged) = kill_after(40 + 17 * round, &database.url(), &keys);
        let store = database.open().await;
        let key = secrets.key_of(&*store, account).await.unwrap();
        for (number, line) in acknowledged.iter().enumerate() {
            let mut words = line.split(' ');
            let deposit: DepositId = words.next().unwrap().parse().unwrap();
            let half: ItemId = words.next().unwrap().parse().unwrap();
            let found = store.deposit_by_key(account, &format!("key-{number}")).await.unwrap();
            assert_eq!(found.map(|found| found.id), Some(deposit), "acknowledged deposit {number} is lost");
            let items = store.items_of(account, deposit, 0, 99).await.unwrap();
            assert_eq!(items.len(), ITEMS);
            for item in items {
                assert!(key.open(&Context::Claim(deposit, item.id), &item.claim).is_ok());
                let state = if item.id == half { ItemState::FileToken } else { ItemState::Queued };
                assert_eq!(item.state, state);
            }
        }
        let waiting: BTreeSet<ItemId> =
            store.unfinished_items(None, u32::MAX).await.unwrap().iter().map(|item| item.id).collect();
        assert!(waiting.len() >= acknowledged.len() * ITEMS);
        assert_eq!(waiting.len() % ITEMS, 0, "part of a deposit is stored");
        assert_eq!(store.inconsistencies().await.unwrap(), [""; 0]);
        store.close().await;
    }
}

/// The other process; run by the case above with what it needs in the environment, nothing to do otherwise.
#[tokio::test]
async fn the_process_that_is_killed() {
    let (Ok(url), Ok(keys)) = (std::env::var("STORE_SUITE_URL"), std::env::var("STORE_SUITE_KEYS")) else {
        return;
    };
    let store = store::open(&url).await.unwrap();
    let secrets = Secrets::load(keys.as_ref()).unwrap();
    let who = Depositor::sign_up(&*store, &secrets, &AccountId::random().to_string()).await;
    let mut out = std::io::stdout();
    writeln!(out, "\naccount {}", who.id).unwrap();
    for number in 0.. {
        let order = who.order(&format!("key-{number}"), ITEMS, "Ada");
        store.create_deposit(&order).await.unwrap();
        store.store_tokens(&[token(order.items[1].id, TokenKind::File)]).await.unwrap();
        writeln!(out, "stored {} {}", order.id, order.items[1].id).unwrap();
        out.flush().unwrap();
    }
}

/// Lets the other process deposit so often, kills it, and gives its account and what it said.
fn kill_after(deposits: usize, url: &str, keys: &std::path::Path) -> (AccountId, Vec<String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::the_process_that_is_killed", "--nocapture"])
        .env("STORE_SUITE_URL", url)
        .env("STORE_SUITE_KEYS", keys)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let account = lines.find_map(|line| line.strip_prefix("account ").map(str::to_owned)).unwrap();
    let mut said: Vec<String> = Vec::new();
    for line in lines.by_ref() {
        said.extend(line.strip_prefix("stored ").map(str::to_owned));
        if said.len() == deposits {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(said.len() >= deposits, "it ended by itself");
    // Its last line may be cut short; such a deposit was not acknowledged.
    said.retain(|line| line.len() == 65);
    (account.parse().unwrap(), said)
}

const ITEMS: usize = 7;
