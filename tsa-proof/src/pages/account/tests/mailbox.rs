//! What links in mails do beyond the password: keys revoked with a reset, another address.

use http::StatusCode;

use super::ADA;
use crate::accounts::testing::{Browser, House, PASSWORD, client};
use crate::clock::SECOND;

const NEW: &str = "a wholly new pass phrase";

/// A browser at the form behind a fresh link, and the link's token.
async fn at_the_reset_form(house: &House) -> (Browser, String, String) {
    house.clock.advance(SECOND);
    let mut browser = house.browser("192.0.2.5");
    browser.get("/en/reset").await;
    browser.post("/en/reset", &[("email", ADA)]).await;
    let link = house.link_to(ADA).await;
    let form = browser.get(&link).await.text;
    (browser, link.split("token=").nth(1).unwrap().to_owned(), form)
}

/// A key made on the page.
async fn make_key(house: &House) -> String {
    let mut browser = house.signed_in(ADA).await;
    browser.get("/en/keys").await;
    let page = browser.post("/en/keys", &[("name", "CI"), ("days", "90"), ("deposit_write", "on")]).await;
    page.text.split("id=\"new-key\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_reset_revokes_api_keys_unless_its_person_unticks_that() {
    for (ticked, lives) in [(true, false), (false, true)] {
        let house = House::new().await;
        let key = make_key(&house).await;
        let (mut browser, token, form) = at_the_reset_form(&house).await;
        assert!(form.contains("name=\"revoke_keys\" value=\"1\" checked"), "{form}");
        let mut fields = vec![("token", token.as_str()), ("password", NEW)];
        fields.extend(ticked.then_some(("revoke_keys", "1")));
        let short = [("token", token.as_str()), ("password", "short"), ("revoke_keys", "1")];
        let refused = browser.post("/en/reset/new", &short[..2 + usize::from(ticked)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.text.contains("value=\"1\" checked"), ticked, "the choice stays");
        assert_eq!(browser.post("/en/reset/new", &fields).await.location(), "/en/sign-in?after=reset");
        let holder = house.accounts.key_holder(&key, client(1).network).await;
        assert_eq!(holder.is_ok(), lives, "ticked: {ticked}");
    }
}

#[tokio::test]
async fn who_has_no_key_is_not_asked_about_keys() {
    let house = House::new().await;
    house.signed_in(ADA).await;
    let (_, _, form) = at_the_reset_form(&house).await;
    assert!(form.contains("name=\"token\"") && !form.contains("revoke_keys"), "{form}");
}

const NEW_ADDRESS: &str = "ada@new.example";

/// Asks for [`NEW_ADDRESS`] and gives the link that came.
async fn ask(house: &House, browser: &mut Browser, code: &str) -> String {
    house.clock.advance(SECOND);
    browser.get("/en/account/email").await;
    let fields = [("email", NEW_ADDRESS), ("password", PASSWORD), ("code", code)];
    let page = browser.post("/en/account/email", &fields).await;
    assert_eq!(page.location(), "/en/check-mail?for=email", "{}", page.text);
    assert!(browser.get("/en/check-mail?for=email").await.text.contains("24 hours"));
    house.link_to(NEW_ADDRESS).await
}

fn token_of(link: &str) -> &str {
    link.split("token=").nth(1).unwrap()
}

#[tokio::test]
async fn another_address_by_password_and_link_with_a_notice_to_the_old_one() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let mut other = house.browser("192.0.2.7");
    other.sign_in(ADA, PASSWORD).await;
    browser.get("/en/account/email").await;
    for (email, password, status) in [
        (NEW_ADDRESS, "wrong password", StatusCode::FORBIDDEN),
        ("a@b", PASSWORD, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let page = browser.post("/en/account/email", &[("email", email), ("password", password)]).await;
        assert_eq!(page.status, status, "{}", page.text);
    }
    let link = ask(&house, &mut browser, "").await;
    let notice = &house.mails_to(ADA).await[0];
    assert!(
        notice.contains("another address") && !notice.contains("token=") && !notice.contains(NEW_ADDRESS)
    );
    assert!(browser.is_signed_in().await, "nothing has changed yet");

    let mut mailbox = house.browser("192.0.2.8");
    for _ in 0..2 {
        let form = mailbox.get(&link).await;
        assert!(form.status == StatusCode::OK && form.text.contains(NEW_ADDRESS), "{}", form.text);
    }
    let path = "/en/account/email/confirm";
    let wrong = mailbox.post(path, &[("token", token_of(&link)), ("password", "a stranger's guess")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN, "the mailbox alone changes nothing");
    let right = mailbox.post(path, &[("token", token_of(&link)), ("password", PASSWORD)]).await;
    assert_eq!(right.location(), "/en/account?after=email", "{}", right.text);
    let account = mailbox.get("/en/account?after=email").await;
    assert!(account.text.contains("is changed") && account.text.contains(NEW_ADDRESS), "{}", account.text);
    assert!(!browser.is_signed_in().await && !other.is_signed_in().await, "every other session ended");
    assert_eq!(mailbox.get(&link).await.status, StatusCode::GONE);
    assert_eq!(browser.sign_in(ADA, PASSWORD).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.sign_in(NEW_ADDRESS, PASSWORD).await.status, StatusCode::SEE_OTHER);
    house.browser("192.0.2.9").sign_up(ADA, "Another Ada").await;
    assert!(house.link_to(ADA).await.contains("/confirm?token="), "the old address is free");
}

#[tokio::test]
async fn a_new_password_stops_a_change_of_address() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let link = ask(&house, &mut browser, "").await;
    browser.get("/en/account").await;
    browser.post("/en/account/password", &[("password", PASSWORD), ("new_password", NEW)]).await;
    let mut mailbox = house.browser("192.0.2.8");
    assert_eq!(mailbox.get(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_address_that_has_an_account_gets_a_letter_and_the_asker_learns_nothing() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    house.signed_in(NEW_ADDRESS).await;
    let before = house.mails_to(ADA).await.len();
    for asked in 0..6 {
        house.clock.advance(SECOND);
        browser.get("/en/account/email").await;
        let fields = [("email", NEW_ADDRESS), ("password", PASSWORD)];
        let page = browser.post("/en/account/email", &fields).await;
        let expected = if asked < 5 { StatusCode::SEE_OTHER } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(page.status, expected, "ask {asked}");
    }
    let letters = house.mails_to(NEW_ADDRESS).await;
    let told = letters.iter().filter(|text| text.contains("has one already")).count();
    assert_eq!((told, house.mails_to(ADA).await.len()), (2, before));
    assert!(!letters.iter().any(|text| text.contains("/account/email")));
}

#[tokio::test]
async fn the_second_factor_is_asked_for_before_and_after_a_change_of_address() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let (_, codes) = super::set_factor(&house, &mut browser, PASSWORD).await;
    browser.get("/en/account/email").await;
    let without = browser.post("/en/account/email", &[("email", NEW_ADDRESS), ("password", PASSWORD)]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let link = ask(&house, &mut browser, &codes[0]).await;
    let mut mailbox = house.browser("192.0.2.8");
    mailbox.get(&link).await;
    let fields = [("token", token_of(&link)), ("password", PASSWORD)];
    let page = mailbox.post("/en/account/email/confirm", &fields).await;
    assert_eq!(page.location(), "/en/sign-in/code?next=/en/account?after=email", "{}", page.text);
    assert!(!mailbox.is_signed_in().await);
    mailbox.get("/en/sign-in/code").await;
    mailbox.post("/en/sign-in/code", &[("code", &codes[1])]).await;
    assert!(mailbox.is_signed_in().await);
}
