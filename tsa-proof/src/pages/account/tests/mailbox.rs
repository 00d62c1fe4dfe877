//! What links in mails do beyond the password: keys revoked with a reset.

use http::StatusCode;

use super::ADA;
use crate::accounts::testing::{Browser, House, client};
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
