//! The rules of accounts, below their pages.

use super::testing::{House, PASSWORD, client};
use super::totp::recovery_digest;
use crate::store::AccountId;

/// Row 38 and T22: whoever reads the database's files learns nobody's name, address, password or secret.
#[tokio::test]
async fn the_database_names_nobody() {
    let house = House::new().await;
    let browser = house.signed_in("canary.address@example.org").await;
    let link = house.link_to("canary.address@example.org").await;
    let session = browser.cookies["__Host-session"].clone();
    house.store.ping().await.unwrap();
    let mut read = 0;
    for entry in std::fs::read_dir(house.directory.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        read += bytes.len();
        let token = link.split("token=").nth(1).unwrap();
        for canary in ["canary.address", "Ada Lovelace", PASSWORD, token, session.as_str()] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
        }
    }
    assert!(read > 10_000, "the files were looked at");
}

#[tokio::test]
async fn recovery_codes_depend_on_the_service_and_the_account() {
    let (one, other) = (House::new().await, House::new().await);
    let account = AccountId::random();
    let digest = recovery_digest(&one.secrets, account, "0000-0000-0000");
    assert_eq!(digest, recovery_digest(&one.secrets, account, "000000000000"));
    assert_ne!(digest, recovery_digest(&other.secrets, account, "0000-0000-0000"));
    assert_ne!(digest, recovery_digest(&one.secrets, AccountId::random(), "0000-0000-0000"));
    assert!(one.accounts.sign_in("nobody@example.org", "x", &client(1)).await.is_err());
}
