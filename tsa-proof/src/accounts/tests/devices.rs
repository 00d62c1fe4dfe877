//! Row 31: whoever wastes the tries of an address locks strangers out, not its owner.

use http::StatusCode;

use super::{ADA, SignedIn, secret_of};
use crate::accounts::AccountError;
use crate::accounts::device::{DEVICE_LIFE, Device};
use crate::accounts::sign_in::PASSWORD_TRIES;
use crate::accounts::testing::{Browser, House, PASSWORD, client};
use crate::clock::{Clock as _, DAY, HOUR, SECOND};

/// Tries of a stranger, from many networks, until the address is shut for them.
async fn waste_tries(house: &House, address: &str) {
    for number in 0..=PASSWORD_TRIES {
        let wrong = house.accounts.sign_in(address, "a stranger's guess", &client(number as u8)).await;
        assert!(wrong.is_err());
    }
    let shut = house.accounts.sign_in(address, PASSWORD, &client(99)).await;
    assert!(matches!(shut, Err(AccountError::TooMany { .. })), "{shut:?}");
}

async fn sign_out(browser: &mut Browser) {
    browser.get("/en/account").await;
    browser.post("/session/sign-out", &[("lang", "en")]).await;
    assert!(!browser.is_signed_in().await);
}

fn device_cookies(browser: &Browser) -> Vec<(String, String)> {
    let cookies = browser.cookies.iter().filter(|(name, _)| name.starts_with("__Host-device-"));
    cookies.map(|(name, value)| (name.clone(), value.clone())).collect()
}

#[tokio::test]
async fn a_stranger_who_wastes_the_tries_keeps_no_known_browser_out() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    sign_out(&mut browser).await;
    waste_tries(&house, ADA).await;
    let fresh = house.browser("192.0.2.1").sign_in(ADA, PASSWORD).await;
    assert_eq!(
        fresh.status,
        StatusCode::TOO_MANY_REQUESTS,
        "an unknown browser waits, at the same address too"
    );
    let known = browser.sign_in(ADA, PASSWORD).await;
    assert_eq!(known.status, StatusCode::SEE_OTHER, "{}", known.text);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn a_known_browser_has_ten_tries_an_hour_of_its_own() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    sign_out(&mut browser).await;
    for _ in 0..PASSWORD_TRIES {
        assert_eq!(browser.sign_in(ADA, "mistyped again").await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(browser.sign_in(ADA, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    house.accounts.sign_in(ADA, PASSWORD, &client(7)).await.unwrap();
    house.clock.advance(HOUR);
    assert_eq!(browser.sign_in(ADA, PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_the_cookie_of_this_account_this_password_and_this_year_counts() {
    let house = House::new().await;
    let mut ada = house.signed_in(ADA).await;
    let bob = house.signed_in("bob@example.org").await;
    let [(name, value)] = &device_cookies(&ada)[..] else { panic!("one cookie") };
    let [(_, bobs)] = &device_cookies(&bob)[..] else { panic!("one cookie") };
    let mut flipped = value.clone().into_bytes();
    flipped[20] ^= 1;
    let forged = String::from_utf8(flipped).unwrap();
    sign_out(&mut ada).await;
    waste_tries(&house, ADA).await;
    for wrong in [bobs.as_str(), &forged, "", "00", &"0".repeat(112), &value[..110], &value.to_uppercase()] {
        let mut browser = ada.clone();
        browser.cookies.insert(name.clone(), wrong.into());
        let page = browser.sign_in(ADA, PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{wrong}");
    }
    assert_eq!(ada.clone().sign_in(ADA, PASSWORD).await.status, StatusCode::SEE_OTHER, "the right one does");

    house.clock.advance(DEVICE_LIFE);
    waste_tries(&house, ADA).await;
    assert_eq!(ada.clone().sign_in(ADA, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "a year");

    house.clock.advance(HOUR);
    let mut owner = ada.clone();
    owner.sign_in(ADA, PASSWORD).await;
    let before = device_cookies(&owner);
    owner.get("/en/account").await;
    let new = "another horse, another staple";
    house.clock.advance(SECOND);
    owner.post("/en/account/password", &[("password", PASSWORD), ("new_password", new)]).await;
    let after = device_cookies(&owner);
    assert!(
        before.len() == 1 && after.len() == 1 && before != after,
        "the new password comes with a new cookie"
    );
    waste_tries(&house, ADA).await;
    let mut old = house.browser("192.0.2.1");
    old.cookies.extend(before);
    assert_eq!(old.sign_in(ADA, new).await.status, StatusCode::TOO_MANY_REQUESTS, "the old password's");
    sign_out(&mut owner).await;
    assert_eq!(owner.sign_in(ADA, new).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_browser_that_set_the_password_by_mail_is_known() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    waste_tries(&house, ADA).await;
    house.clock.advance(SECOND);
    house.accounts.ask_reset(ADA, &client(1)).unwrap();
    let link = house.link_to(ADA).await;
    let mut browser = house.browser("192.0.2.5");
    browser.get(&link).await;
    let token = link.split("token=").nth(1).unwrap();
    let new = "a wholly new pass phrase";
    browser.post("/en/reset/new", &[("token", token), ("password", new)]).await;
    assert_eq!(browser.sign_in(ADA, new).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_cookie_of_a_device_comes_with_the_code_not_before() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let factor = super::TotpSecret::random().unwrap();
    let code = factor.code(super::step_at(house.clock.now()));
    let (text, page) = (factor.text(), "/en/account/second-factor");
    browser.get("/en/account").await;
    browser.post(page, &[("secret", &text), ("code", &code), ("password", PASSWORD)]).await;
    house.clock.advance(DAY);
    let mut other = house.browser("192.0.2.9");
    other.sign_in(ADA, PASSWORD).await;
    assert!(device_cookies(&other).is_empty());
    other.get("/en/sign-in/code").await;
    other.post("/en/sign-in/code", &[("code", &factor.code(super::step_at(house.clock.now())))]).await;
    assert!(other.is_signed_in().await && device_cookies(&other).len() == 1);
}

#[tokio::test]
async fn tries_elsewhere_shut_neither_settings_nor_confirmation() {
    let house = House::new().await;
    let mut pending = house.browser("192.0.2.1");
    pending.sign_up(ADA, "Ada").await;
    let link = secret_of(&house.link_to(ADA).await);
    waste_tries(&house, ADA).await;
    let sign_in = house.accounts.confirm(&link, PASSWORD, &client(100)).await.unwrap();
    let (session, account) = house.accounts.find_session(&sign_in.secret).await.unwrap().unwrap();
    let who = SignedIn { profile: house.accounts.profile(&account).unwrap(), account, session };
    house.accounts.confirm_password(&who, PASSWORD).await.unwrap();
    for _ in 0..PASSWORD_TRIES {
        let wrong = house.accounts.confirm_password(&who, "a thief's guess").await;
        assert!(matches!(wrong, Err(AccountError::Credentials)));
    }
    let shut = house.accounts.confirm_password(&who, PASSWORD).await;
    assert!(matches!(shut, Err(AccountError::TooMany { .. })), "a stolen session guesses ten times an hour");
}

#[test]
fn a_request_brings_no_more_devices_than_are_looked_at() {
    let cookies: Vec<String> = (0..100).map(|n| format!("device-{n}={}", "00".repeat(56))).collect();
    let mut headers = http::HeaderMap::new();
    headers.insert("cookie", cookies.join("; ").parse().unwrap());
    let jar = axum_extra::extract::cookie::CookieJar::from_headers(&headers);
    assert_eq!(Device::among(&jar, "device-").len(), 8);
    assert!(Device::among(&jar, "__Host-device-").is_empty());
}
