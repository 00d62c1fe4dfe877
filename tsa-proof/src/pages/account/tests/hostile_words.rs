//! T23 row 33 on the account's pages and in JSON: what comes back into a form, and what was taken as a name.

use http::StatusCode;

use super::ADA;
use crate::accounts::PersonName;
use crate::accounts::testing::House;
use crate::hostile;

#[tokio::test]
async fn ten_thousand_hostile_strings_come_back_into_forms_as_words() {
    let house = House::new().await;
    let mut browser = house.browser("192.0.2.1");
    browser.get("/en/sign-up").await;
    for (path, field) in [("/en/sign-up", "name"), ("/en/sign-up", "email"), ("/en/reset", "email")] {
        let harmless = browser.post(path, &[(field, "Ada"), ("password", "short"), ("kind", "agent")]).await;
        assert_eq!(harmless.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        for typed in hostile::texts() {
            let page = browser.post(path, &[(field, &typed), ("password", "short"), ("kind", "agent")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            hostile::assert_words_only(&harmless.text, &page.text, &typed);
        }
    }
    for path in ["/en/sign-in?next=", "/en/sign-up?next="] {
        let harmless = browser.get(&format!("{path}Ada")).await;
        for typed in hostile::texts() {
            let encoded: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let page = browser.get(&format!("{path}{encoded}")).await;
            hostile::assert_words_only(&harmless.text, &page.text, &typed);
        }
    }
}

#[tokio::test]
async fn hostile_names_that_are_taken_are_words_on_pages_and_the_same_in_json() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let harmless = browser.get("/en/account").await;
    let mut taken = 0;
    for typed in hostile::strings(10_000) {
        let Ok(name) = PersonName::parse(&typed) else { continue };
        taken += 1;
        if taken % 10 != 0 {
            continue;
        }
        let saved = browser.post("/en/account/profile", &[("kind", "agent"), ("name", &typed)]).await;
        assert_eq!(saved.location(), "/en/account?after=profile", "{typed:?}");
        let page = browser.get("/en/account").await;
        // The kind was changed, and its box is another one that is ticked.
        let plain = |html: &str| html.replace(" checked", "");
        hostile::assert_words_only(&plain(&harmless.text), &plain(&page.text), &typed);
        assert_eq!(browser.get("/session").await.json()["account"]["name"], name.as_str());
        browser.get("/en/account").await;
    }
    assert!(taken > 500, "some are harmless enough: {taken}");
}
