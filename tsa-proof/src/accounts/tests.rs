//! The rules of accounts, below their pages.

mod devices;
mod leaving;
mod timing;

use std::sync::Arc;

use tokio::task::JoinSet;

use super::recover::LINKS_PER_HOUR;
use super::secret::Secret;
use super::sign_in::PASSWORD_TRIES;
use super::sign_up::NOTICES_PER_HOUR;
use super::testing::{House, PASSWORD, client};
use super::totp::{TotpSecret, recovery_digest, step_at};
use super::{AccountError, EmailAddress, Granter, Scope, Scopes, SignedIn};
use crate::clock::{Clock, DAY, HOUR, MINUTE, SECOND};
use crate::hostile;
use crate::housekeeping::once;
use crate::store::{AccountId, PurgeBefore, Purged};

const ADA: &str = "ada@example.org";

/// Row 38 and T22: whoever reads the database's files learns nobody's name, address, password, session, link or key.
#[tokio::test]
async fn the_database_names_nobody() {
    let house = House::new().await;
    let address = "canary.address@example.org";
    let browser = house.signed_in(address).await;
    let link = house.link_to(address).await;
    let who = who(&house, address).await;
    let key = house
        .accounts
        .create_key(&who.account, "canary key name", Scopes::ALL, None, Granter::OWNER)
        .await
        .unwrap();
    let factor = TotpSecret::random().unwrap();
    let code = factor.code(step_at(house.clock.now()));
    let set = house.accounts.set_second_factor(&who, PASSWORD, &factor, &code, &client(1)).await.unwrap();
    house.store.ping().await.unwrap();
    let token = link.split("token=").nth(1).unwrap();
    let secret = key.text.split('_').nth(2).unwrap();
    let texts = [
        "canary.address",
        "Ada Lovelace",
        "canary key name",
        PASSWORD,
        token,
        secret,
        browser.cookies["__Host-session"].as_str(),
        &factor.text(),
        &set.recovery_codes[0],
        "Browser/1",
        "192.0.2.1",
    ];
    let mut canaries: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    canaries.push(factor.bytes().to_vec());
    canaries.extend([token, secret].map(|hex| Secret::parse(hex).unwrap().bytes().to_vec()));
    let mut read = 0;
    for entry in std::fs::read_dir(house.directory.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        read += bytes.len();
        for canary in &canaries {
            let found = bytes.windows(canary.len()).any(|window| window == canary.as_slice());
            assert!(!found, "{}", String::from_utf8_lossy(canary));
        }
    }
    assert!(read > 10_000, "the files were looked at");
}

/// Whoever signed in with an address and [`PASSWORD`].
async fn who(house: &House, address: &str) -> SignedIn {
    let sign_in = house.accounts.sign_in(address, PASSWORD, &client(200)).await.unwrap();
    let (session, account) = house.accounts.find_session(&sign_in.secret).await.unwrap().unwrap();
    SignedIn { profile: house.accounts.profile(&account).unwrap(), account, session }
}

#[tokio::test]
async fn recovery_codes_depend_on_the_service_and_the_account() {
    let (one, other) = (House::new().await, House::new().await);
    let account = AccountId::random();
    let digest = recovery_digest(&one.secrets, account, "0000-0000-0000");
    assert_eq!(digest, recovery_digest(&one.secrets, account, "000000000000"));
    assert_ne!(digest, recovery_digest(&other.secrets, account, "0000-0000-0000"));
    assert_ne!(digest, recovery_digest(&one.secrets, AccountId::random(), "0000-0000-0000"));
}

/// T23 row 31, smaller: a hundred tries a second for ten minutes would be 60,000; two thousand of them, spread over the
/// same time and over many networks, find the same limit.
#[tokio::test]
async fn stuffing_one_account_stops_at_ten_tries_an_hour() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    house.signed_in("legit@example.org").await;
    for known in [ADA, "nobody@example.org"] {
        let (mut wrong, mut refused) = (0, 0);
        for number in 0..1_000_u32 {
            house.clock.advance(600);
            match house.accounts.sign_in(known, "a wrong password", &client((number % 250) as u8)).await {
                Err(AccountError::Credentials) => wrong += 1,
                Err(AccountError::TooMany { retry_after }) => {
                    assert!(retry_after <= HOUR);
                    refused += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((wrong, refused), (PASSWORD_TRIES, 1_000 - PASSWORD_TRIES), "{known}");
        let right = house.accounts.sign_in(known, PASSWORD, &client(251)).await;
        assert!(matches!(right, Err(AccountError::TooMany { .. })), "not even the right one is looked at");
    }
    house.accounts.sign_in("legit@example.org", PASSWORD, &client(251)).await.unwrap();
    house.clock.advance(HOUR);
    house.accounts.sign_in(ADA, PASSWORD, &client(252)).await.unwrap();
}

#[tokio::test]
async fn tries_at_the_same_moment_are_counted_one_by_one() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let mut tasks = JoinSet::new();
    for number in 0..40_u8 {
        let accounts = Arc::clone(&house.accounts);
        tasks.spawn(async move { accounts.sign_in(ADA, "a wrong password", &client(number)).await });
    }
    let results = tasks.join_all().await;
    let wrong = results.iter().filter(|result| matches!(result, Err(AccountError::Credentials))).count();
    assert_eq!(wrong, PASSWORD_TRIES as usize, "{results:?}");
}

#[tokio::test]
async fn what_time_made_useless_is_removed_and_nothing_else() {
    let house = House::new().await;
    let browser = house.signed_in(ADA).await;
    house.accounts.ask_reset(ADA, &client(1)).unwrap();
    let _ = house.accounts.sign_in(ADA, "a wrong password", &client(1)).await;
    house.accounts.settle().await;
    once(&*house.store, house.clock.now()).await;
    assert!(browser.is_signed_in().await && house.mails_to(ADA).await.len() == 2);
    let before = PurgeBefore { attempts: 0, mails: 0, pending: 0 };
    assert_eq!(house.store.purge(house.clock.now(), &before).await.unwrap(), Purged::default());
    house.clock.advance(15 * DAY);
    once(&*house.store, house.clock.now()).await;
    assert!(!browser.is_signed_in().await && house.mails_to(ADA).await.is_empty());
    house.accounts.sign_in(ADA, PASSWORD, &client(2)).await.unwrap();
}

#[tokio::test]
async fn a_right_password_gives_its_try_back() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    for number in 0..50 {
        house.accounts.sign_in(ADA, PASSWORD, &client(number)).await.unwrap();
    }
}

#[tokio::test]
async fn one_network_cannot_try_many_accounts() {
    let house = House::new().await;
    let mut tried = 0;
    for number in 0..200 {
        let address = format!("user{number}@example.org");
        match house.accounts.sign_in(&address, "a wrong password", &client(1)).await {
            Err(AccountError::Credentials) => tried += 1,
            Err(AccountError::TooMany { retry_after }) => assert_eq!(retry_after, MINUTE),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tried, 60);
    let other = house.accounts.sign_in(ADA, "x", &client(2)).await;
    assert!(matches!(other, Err(AccountError::Credentials)), "another network is free to try");
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_through_us() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let before = house.links_to(ADA).await.len();
    for number in 0..30 {
        house.accounts.ask_reset(ADA, &client(number)).unwrap();
    }
    assert_eq!(house.links_to(ADA).await.len(), LINKS_PER_HOUR as usize, "{before} came before, and count");
    let one_network =
        (0..60).filter(|_| house.accounts.ask_reset("x@example.org", &client(99)).is_ok()).count();
    assert_eq!(one_network, 20);
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_signing_up_with_its_address() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let before = house.mails_to(ADA).await.len();
    for number in 0..20 {
        house.browser(&format!("198.51.100.{number}")).sign_up(ADA, "Eve").await;
    }
    let mails = house.mails_to(ADA).await.len() - before;
    assert_eq!(mails, NOTICES_PER_HOUR as usize, "its owner is told, and not again and again");
    house.accounts.ask_reset(ADA, &client(1)).unwrap();
    let links = house.links_to(ADA).await;
    assert!(links.iter().any(|link| link.contains("/reset/new")), "and can still have a link");
    house.clock.advance(HOUR);
    house.browser("192.0.2.66").sign_up(ADA, "Eve").await;
    assert_eq!(house.mails_to(ADA).await.len(), before + mails + 2);
}

#[tokio::test]
async fn the_last_link_that_was_sent_to_a_pending_address_stays_good() {
    let house = House::new().await;
    for number in 0..LINKS_PER_HOUR {
        house.browser("192.0.2.1").sign_up(ADA, &format!("Ada {number}")).await;
        house.accounts.settle().await;
        house.clock.advance(SECOND);
    }
    let link = secret_of(&house.link_to(ADA).await);
    for _ in 0..10 {
        house.browser("192.0.2.66").sign_up(ADA, "Eve").await;
        house.accounts.settle().await;
    }
    assert_eq!(house.links_to(ADA).await.len(), LINKS_PER_HOUR as usize);
    house.accounts.confirm(&link, PASSWORD, &client(1)).await.unwrap();
    assert_eq!(who(&house, ADA).await.profile.name, format!("Ada {}", LINKS_PER_HOUR - 1));
}

#[tokio::test]
async fn an_address_that_nobody_confirms_is_forgotten() {
    let house = House::new().await;
    house.browser("192.0.2.66").sign_up(ADA, "Eve").await;
    house.signed_in("bob@example.org").await;
    house.accounts.settle().await;
    house.clock.advance(3 * DAY);
    once(&*house.store, house.clock.now()).await;
    assert_eq!(house.store.count_accounts().await.unwrap(), 2, "three days are not over");
    house.clock.advance(SECOND);
    once(&*house.store, house.clock.now()).await;
    assert_eq!(house.store.count_accounts().await.unwrap(), 1);
    assert!(house.mails_to(ADA).await.is_empty());
    assert_eq!(house.store.inconsistencies().await.unwrap(), [""; 0]);
    house.signed_in(ADA).await;
}

#[tokio::test]
async fn links_codes_and_recovery_codes_work_once_however_many_try() {
    let house = House::new().await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_up(ADA, "Ada").await;
    let link = Arc::new(secret_of(&house.link_to(ADA).await));
    let confirmed = race(|number| {
        let (accounts, link) = (Arc::clone(&house.accounts), Arc::clone(&link));
        async move { accounts.confirm(&link, PASSWORD, &client(number)).await.is_ok() }
    });
    assert_eq!(confirmed.await, 1, "confirmation");

    house.accounts.ask_reset(ADA, &client(50)).unwrap();
    let links = house.links_to(ADA).await;
    let reset = links.iter().find(|link| link.contains("/reset/new")).unwrap();
    let link = Arc::new(secret_of(reset));
    let set = race(|number| {
        let (accounts, link) = (Arc::clone(&house.accounts), Arc::clone(&link));
        async move { accounts.reset(&link, PASSWORD, false, &client(number)).await.is_ok() }
    });
    assert_eq!(set.await, 1, "reset");

    let who = who(&house, ADA).await;
    let factor = TotpSecret::random().unwrap();
    let code = factor.code(step_at(house.clock.now()));
    let set = house.accounts.set_second_factor(&who, PASSWORD, &factor, &code, &client(51)).await.unwrap();
    house.clock.advance(MINUTE);
    let account = house.store.account(who.account.id).await.unwrap().unwrap();
    for code in [factor.code(step_at(house.clock.now())), set.recovery_codes[7].clone()] {
        let taken = race(|_| {
            let (accounts, account, code) = (Arc::clone(&house.accounts), account.clone(), code.clone());
            async move { accounts.check_code(&account, &code).await.is_ok() }
        });
        assert_eq!(taken.await, 1, "{code}");
        house.clock.advance(HOUR);
    }
}

/// How many of eight at once succeed: fewer than the tries an hour that a wrong answer costs.
async fn race<F: Future<Output = bool> + Send + 'static>(task: impl Fn(u8) -> F) -> usize {
    let mut tasks = JoinSet::new();
    for number in 0..8 {
        tasks.spawn(task(number));
    }
    tasks.join_all().await.into_iter().filter(|won| *won).count()
}

fn secret_of(link: &str) -> Secret {
    Secret::parse(link.split("token=").nth(1).unwrap()).unwrap()
}

#[tokio::test]
async fn a_sign_up_with_anothers_address_gives_nothing_away_and_takes_nothing() {
    let house = House::new().await;
    let mut eve = house.browser("192.0.2.66");
    eve.sign_up(ADA, "Eve").await;
    let eves = house.link_to(ADA).await;
    house.clock.advance(SECOND);
    let mut ada = house.browser("192.0.2.1");
    ada.sign_up(ADA, "Ada").await;
    house.clock.advance(SECOND);
    let adas = house.link_to(ADA).await;
    assert_ne!(eves, adas);
    assert_eq!(eve.get(&eves).await.status, http::StatusCode::GONE, "the owner's sign-up took its place");
    house.accounts.confirm(&secret_of(&adas), PASSWORD, &client(1)).await.unwrap();
    assert_eq!(who(&house, ADA).await.profile.name, "Ada");

    house.clock.advance(SECOND);
    eve.sign_up(ADA, "Eve").await;
    assert_eq!(who(&house, ADA).await.profile.name, "Ada", "a confirmed account is left alone");
    let mails = house.mails_to(ADA).await;
    assert!(mails[0].contains("has one already") && !mails[0].contains("token="), "{}", mails[0]);
}

#[tokio::test]
async fn an_unconfirmed_account_opens_only_for_its_own_password() {
    let house = House::new().await;
    let mut eve = house.browser("192.0.2.66");
    eve.sign_up(ADA, "Eve").await;
    let link = secret_of(&house.link_to(ADA).await);
    let owner = house.accounts.confirm(&link, "the owner's idea of a password", &client(1)).await;
    assert!(matches!(owner, Err(AccountError::Credentials)), "the link alone confirms nothing");
    house.clock.advance(DAY);
    let late = house.accounts.confirm(&link, PASSWORD, &client(1)).await;
    assert!(matches!(late, Err(AccountError::Link)), "24 hours");
}

#[tokio::test]
async fn keys_have_scopes_an_end_and_a_limit_on_guesses() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let who = who(&house, ADA).await;
    let read = Scopes::NONE.with(Scope::DepositRead);
    let create = |scopes, days, granter| {
        house.accounts.create_key(&who.account, "CI", scopes, days, Granter { scopes: granter, ends: None })
    };
    assert!(
        matches!(create(Scopes::ALL, None, read).await, Err(AccountError::Scopes)),
        "no more than one has"
    );
    assert!(matches!(create(Scopes::NONE, None, Scopes::ALL).await, Err(AccountError::Scopes)));
    assert!(matches!(create(read, Some(0), Scopes::ALL).await, Err(AccountError::KeyEnd)));
    assert!(matches!(create(read, Some(u16::MAX), Scopes::ALL).await, Err(AccountError::KeyEnd)));
    let key = create(read, Some(1), Scopes::ALL).await.unwrap();
    let network = client(1).network;
    let holder = house.accounts.key_holder(&key.text, network).await.unwrap();
    assert_eq!((holder.scopes, holder.account.id), (read, who.account.id));
    house.clock.advance(DAY);
    assert!(matches!(house.accounts.key_holder(&key.text, network).await, Err(AccountError::Credentials)));
    let lines = house.accounts.list_keys(&who.account).await.unwrap();
    assert_eq!(lines[0].last_used_at, Some(lines[0].created_at));
    let mut refused = 0;
    for _ in 0..200 {
        if let Err(AccountError::TooMany { .. }) = house.accounts.key_holder("proof_x", network).await {
            refused += 1;
        }
    }
    assert!(refused >= 79, "{refused}");
    for _ in 1..super::keys::MAX_KEYS {
        create(read, None, Scopes::ALL).await.unwrap();
    }
    assert!(matches!(create(read, None, Scopes::ALL).await, Err(AccountError::TooManyKeys)));
}

#[tokio::test]
async fn a_key_makes_no_key_that_outlives_it() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let account = who(&house, ADA).await.account;
    let network = client(1).network;
    let keys = Scopes::NONE.with(Scope::Keys);
    let first = house.accounts.create_key(&account, "CI", keys, Some(2), Granter::OWNER).await.unwrap();
    let holder = house.accounts.key_holder(&first.text, network).await.unwrap();
    let granter = Granter { scopes: holder.scopes, ends: holder.ends };
    assert_eq!(granter.ends, Some(house.clock.now() + 2 * DAY));
    for (days, end) in [(None, 2), (Some(3_650), 2), (Some(2), 2), (Some(1), 1)] {
        let made = house.accounts.create_key(&account, "CI", keys, days, granter).await.unwrap();
        assert_eq!(made.line.expires_at, Some(house.clock.now() + end * DAY), "{days:?}");
    }
    house.clock.advance(2 * DAY);
    let holder = house.accounts.key_holder(&first.text, network).await;
    assert!(matches!(holder, Err(AccountError::Credentials)));
}

#[tokio::test]
async fn erasing_ends_sessions_keys_and_links() {
    let house = House::new().await;
    let browser = house.signed_in(ADA).await;
    let who = who(&house, ADA).await;
    let key = house.accounts.create_key(&who.account, "CI", Scopes::ALL, None, Granter::OWNER).await.unwrap();
    house.accounts.ask_reset(ADA, &client(1)).unwrap();
    let links = house.links_to(ADA).await;
    let link = secret_of(links.iter().find(|link| link.contains("reset")).unwrap());
    assert!(matches!(house.accounts.erase(&who, "wrong", "").await, Err(AccountError::Credentials)));
    house.accounts.erase(&who, PASSWORD, "").await.unwrap();
    assert!(!browser.is_signed_in().await);
    assert!(house.accounts.key_holder(&key.text, client(1).network).await.is_err());
    assert!(matches!(
        house.accounts.reset(&link, PASSWORD, false, &client(1)).await,
        Err(AccountError::Link)
    ));
    assert!(house.mails_to(ADA).await.is_empty(), "not even the outbox can read its mails");
}

/// T23 row 33, the part of this room: whatever is typed as name or address is taken as it is or refused, never mended
/// into something else, and nothing that is taken can end a line or turn the writing.
#[test]
fn ten_thousand_hostile_strings() {
    let mut taken = (0, 0);
    for text in hostile::strings(10_000) {
        let hidden = |text: &str| {
            text.chars().any(|c| {
                c.is_control()
                    || ('\u{202a}'..='\u{202e}').contains(&c)
                    || ('\u{2066}'..='\u{2069}').contains(&c)
                    || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2028}')
            })
        };
        if let Some(address) = EmailAddress::parse(&text) {
            taken.0 += 1;
            assert!(
                address.as_str().is_ascii()
                    && !hidden(address.as_str())
                    && !address.as_str().contains([' ', ',', ';', '<', '"'])
            );
        }
        if let Ok(name) = super::PersonName::parse(&text) {
            taken.1 += 1;
            assert!(!hidden(name.as_str()), "{text:?}");
        }
    }
    assert!(taken.1 > 100, "some are harmless: {taken:?}");
}
