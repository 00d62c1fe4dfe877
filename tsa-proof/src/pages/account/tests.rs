//! The pages as a browser sees them, and as one that means harm does.

mod forgery;
mod hostile_words;
mod mailbox;

use http::StatusCode;

use super::safe_next;
use crate::accounts::testing::{Browser, House, ORIGIN, PASSWORD, client};
use crate::accounts::totp::{TotpSecret, step_at};
use crate::clock::{Clock, HOUR, MINUTE, SECOND};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn sign_up_confirm_sign_out_sign_in() {
    let house = House::new().await;
    let mut browser = house.browser("192.0.2.1");
    browser.sign_up(ADA, "Ada Lovelace").await;
    house.accounts.settle().await;
    let early = browser.sign_in(ADA, PASSWORD).await;
    assert!(early.text.contains("not confirmed yet"), "{}", early.text);
    assert!(!browser.is_signed_in().await);

    house.accounts.settle().await;
    let outbox = browser.get("/en/outbox").await;
    assert!(outbox.text.contains("Confirm your e-mail address"), "{}", outbox.text);
    let link = house.link_to(ADA).await;
    assert!(outbox.text.contains(&format!("href=\"{ORIGIN}{link}\"")), "{}", outbox.text);
    for _ in 0..2 {
        assert_eq!(browser.get(&link).await.status, StatusCode::OK, "looking at the link uses nothing up");
    }
    let token = link.split("token=").nth(1).unwrap();
    let wrong = browser.post("/en/confirm", &[("token", token), ("password", "another password")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let right = browser.post("/en/confirm", &[("token", token), ("password", PASSWORD)]).await;
    assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/en/deposit"));
    assert!(browser.is_signed_in().await);

    let account = browser.get("/en/account").await;
    assert!(account.text.contains("Ada Lovelace") && account.text.contains(ADA), "{}", account.text);
    assert_eq!(account.headers["cache-control"], "no-store");
    let out = browser.post("/session/sign-out", &[("lang", "ja")]).await;
    assert_eq!(out.location(), "/ja/sign-in?after=sign-out");
    assert!(!browser.is_signed_in().await);
    let away = browser.get("/en/account").await;
    assert_eq!(away.location(), "/en/sign-in?next=/en/account");
    browser.get(away.location().to_owned().as_str()).await;
    let back = browser.post(
        "/en/sign-in",
        &[("email", "ADA@example.org"), ("password", PASSWORD), ("next", "/en/account")],
    );
    assert_eq!(back.await.location(), "/en/account");
    assert_eq!(browser.get(&link).await.status, StatusCode::GONE, "the link is used up");
}

#[tokio::test]
async fn the_same_by_script() {
    let house = House::new().await;
    let mut browser = house.browser("192.0.2.1");
    let state = browser.get("/session").await.json();
    assert_eq!((&state["signed_in"], &state["account"]), (&false.into(), &serde_json::Value::Null));
    let form = serde_json::json!({
        "email": ADA, "password": PASSWORD, "kind": "agent", "name": "Lovelace & Co", "lang": "fr",
    });
    let taken = browser.post_json("/session/sign-up", form).await;
    assert_eq!((taken.status, &taken.json()["state"]), (StatusCode::ACCEPTED, &"check-mail".into()));
    let link = house.link_to(ADA).await;
    assert!(link.starts_with("/fr/confirm?token="), "mail and page are in the language of the sign-up");

    // The link is opened in another tab of the same browser; the first tab sees it when it looks again.
    let mut tab = browser.clone();
    tab.get(&link).await;
    let token = link.split("token=").nth(1).unwrap();
    tab.post("/fr/confirm", &[("token", token), ("password", PASSWORD)]).await;
    browser.cookies = tab.cookies.clone();
    let state = browser.get("/session").await.json();
    assert_eq!(state["account"]["name"], "Lovelace & Co");
    assert_eq!(
        (&state["account"]["kind"], &state["account"]["assurance"]),
        (&"agent".into(), &"email".into())
    );

    assert_eq!(
        browser.post_json("/session/sign-out", serde_json::json!({})).await.json()["state"],
        "signed-out"
    );
    browser.get("/session").await;
    let wrong =
        browser.post_json("/session/sign-in", serde_json::json!({"email": ADA, "password": "x"})).await;
    assert_eq!((wrong.status, &wrong.json()["code"]), (StatusCode::FORBIDDEN, &"wrong-credentials".into()));
    assert_eq!(wrong.headers["content-type"], "application/problem+json");
    let right =
        browser.post_json("/session/sign-in", serde_json::json!({"email": ADA, "password": PASSWORD})).await;
    assert_eq!(right.json()["state"], "signed-in");
    assert!(browser.is_signed_in().await);
    let next = browser.post_json("/session/sign-out", serde_json::json!({})).await;
    assert_eq!(next.status, StatusCode::OK, "the token in the answer to a sign-in is the new session's");
}

#[tokio::test]
async fn privilege_changes_rotate_the_secret() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let mut other = house.browser("192.0.2.7");
    other.sign_in(ADA, PASSWORD).await;
    assert!(other.is_signed_in().await);

    let before = browser.clone();
    let new = "another horse, another staple";
    browser.get("/en/account").await;
    let page = browser.post("/en/account/password", &[("password", "wrong"), ("new_password", new)]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = browser.post("/en/account/password", &[("password", PASSWORD), ("new_password", new)]).await;
    assert_eq!(page.location(), "/en/account?after=password", "{}", page.text);
    assert!(browser.is_signed_in().await);
    assert!(!before.is_signed_in().await, "the old secret is dead");
    assert!(!other.is_signed_in().await, "so are other devices");
    assert!(house.mails_to(ADA).await.iter().any(|text| text.contains("was changed")));

    let before = browser.clone();
    browser.get("/en/account").await;
    let codes = set_factor(&house, &mut browser, new).await.1;
    assert_eq!(codes.len(), 10);
    assert!(browser.is_signed_in().await && !before.is_signed_in().await);
}

/// Switches codes on; gives the secret and the recovery codes.
async fn set_factor(house: &House, browser: &mut Browser, password: &str) -> (TotpSecret, Vec<String>) {
    let page = browser.get("/en/account/second-factor").await;
    let secret = TotpSecret::parse(page.field("secret").unwrap()).unwrap();
    let code = secret.code(step_at(house.clock.now()));
    let (text, wrong) = (secret.text(), if code == "000000" { "000001" } else { "000000" });
    let fields = |code, password| [("secret", text.as_str()), ("code", code), ("password", password)];
    let page = browser.post("/en/account/second-factor", &fields(wrong, password)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post("/en/account/second-factor", &fields(&code, "wrong password")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = browser.post("/en/account/second-factor", &fields(&code, password)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let list =
        page.text.split("<ul class=\"card mono codes\"").nth(1).unwrap().split("</ul>").next().unwrap();
    let codes = list.split("<li>").skip(1).map(|item| item.split('<').next().unwrap().to_owned()).collect();
    (secret, codes)
}

#[tokio::test]
async fn the_second_factor_is_asked_for_and_taken_once() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let (secret, codes) = set_factor(&house, &mut browser, PASSWORD).await;
    let used = secret.code(step_at(house.clock.now()));

    let mut phone = house.browser("192.0.2.8");
    let page = phone.sign_in(ADA, PASSWORD).await;
    assert_eq!(page.location(), "/en/sign-in/code");
    assert!(!phone.is_signed_in().await);
    assert_eq!(phone.get("/en/account").await.status, StatusCode::SEE_OTHER, "half way in opens nothing");
    phone.get("/en/sign-in/code").await;
    let waiting = phone.cookies["__Host-session"].clone();
    let page = phone.post("/en/sign-in/code", &[("code", &used)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that proved the secret is used up");
    house.clock.advance(30 * SECOND);
    let code = secret.code(step_at(house.clock.now()));
    let page = phone.post("/en/sign-in/code", &[("code", &code), ("next", "/en/keys")]).await;
    assert_eq!(page.location(), "/en/keys");
    assert!(phone.is_signed_in().await);
    assert_ne!(phone.cookies["__Host-session"], waiting);

    // By script, with a recovery code, once.
    for (code, state) in [(codes[3].to_uppercase(), "signed-in"), (codes[3].clone(), "")] {
        let mut lost = house.browser("192.0.2.11");
        lost.get("/session").await;
        let page =
            lost.post_json("/session/sign-in", serde_json::json!({"email": ADA, "password": PASSWORD})).await;
        assert_eq!(page.json()["state"], "code-needed");
        let page = lost.post_json("/session/sign-in/code", serde_json::json!({ "code": code })).await;
        assert_eq!(page.json()["state"].as_str().unwrap_or_default(), state, "{}", page.text);
        assert_eq!(lost.is_signed_in().await, !state.is_empty());
    }
    assert!(phone.get("/en/account").await.text.contains("9 recovery codes are left."));

    // A code is asked for before the factor is taken away, too.
    phone.get("/en/account/second-factor").await;
    let page =
        phone.post("/en/account/second-factor/remove", &[("password", PASSWORD), ("code", "000000")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = phone.post("/en/account/recovery-codes", &[("password", PASSWORD), ("code", &codes[0])]).await;
    assert_eq!(page.status, StatusCode::OK);
    let page =
        phone.post("/en/account/second-factor/remove", &[("password", PASSWORD), ("code", &codes[1])]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "old recovery codes went with the new ones");
    house.clock.advance(MINUTE);
    let code = secret.code(step_at(house.clock.now()));
    let page =
        phone.post("/en/account/second-factor/remove", &[("password", PASSWORD), ("code", &code)]).await;
    assert_eq!(page.location(), "/en/account?after=factor");
    assert_eq!(house.browser("192.0.2.12").sign_in(ADA, PASSWORD).await.location(), "/en/deposit");
}

#[tokio::test]
async fn sessions_end_by_rest_by_age_and_by_hand() {
    let house = House::new().await;
    let browser = house.signed_in(ADA).await;
    house.clock.advance(12 * HOUR - SECOND);
    assert!(browser.is_signed_in().await);
    for _ in 0..26 {
        house.clock.advance(11 * HOUR);
        assert!(browser.is_signed_in().await, "use keeps it open");
    }
    for _ in 0..5 {
        house.clock.advance(11 * HOUR);
        browser.is_signed_in().await;
    }
    assert!(!browser.is_signed_in().await, "but not beyond 14 days");

    let (mut first, mut second) = (house.browser("192.0.2.1"), house.browser("2001:db8::1"));
    first.sign_in(ADA, PASSWORD).await;
    second.sign_in(ADA, PASSWORD).await;
    let page = first.get("/en/account").await;
    assert!(page.text.contains("2001:db8::/64") && page.text.contains("Browser/1"), "{}", page.text);
    let id = page.field("id").unwrap().to_owned();
    let stranger = house.signed_in("eve@example.org").await;
    let mut stranger = stranger;
    stranger.post("/en/account/sessions/end", &[("id", &id)]).await;
    assert!(second.is_signed_in().await, "nobody ends another account's session");
    first.post("/en/account/sessions/end", &[("id", &id)]).await;
    assert!(first.is_signed_in().await && !second.is_signed_in().await);
    house.clock.advance(12 * HOUR + SECOND);
    assert!(!first.is_signed_in().await, "unused");
}

#[tokio::test]
async fn a_new_password_by_mail() {
    let house = House::new().await;
    let signed_in = house.signed_in(ADA).await;
    house.clock.advance(SECOND);
    let mut browser = house.browser("192.0.2.5");
    browser.get("/en/reset").await;
    for email in [ADA, "nobody@example.org"] {
        let page = browser.post("/en/reset", &[("email", email)]).await;
        assert_eq!(
            (page.status, page.location()),
            (StatusCode::SEE_OTHER, "/en/check-mail?for=reset"),
            "{email}"
        );
    }
    assert!(house.mails_to("nobody@example.org").await.is_empty());
    let late = house.link_to(ADA).await;
    assert!(late.starts_with("/en/reset/new?token="));
    house.clock.advance(30 * MINUTE);
    assert_eq!(browser.get(&late).await.status, StatusCode::GONE, "30 minutes");
    browser.get("/en/reset").await;
    browser.post("/en/reset", &[("email", ADA)]).await;
    let link = house.link_to(ADA).await;
    browser.get(&link).await;
    let token = link.split("token=").nth(1).unwrap();
    let new = "a wholly new pass phrase";
    let short = browser.post("/en/reset/new", &[("token", token), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post("/en/reset/new", &[("token", token), ("password", new)]).await;
    assert_eq!(page.location(), "/en/sign-in?after=reset", "{}", page.text);
    assert!(!signed_in.is_signed_in().await, "every session ended");
    let again = browser.post("/en/reset/new", &[("token", token), ("password", "yet another phrase")]).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(browser.sign_in(ADA, PASSWORD).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.sign_in(ADA, new).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn keys_are_made_shown_once_and_revoked() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let none = browser.post("/en/keys", &[("name", "CI"), ("days", "90")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a key without a scope is good for nothing");
    let page =
        browser.post("/en/keys", &[("name", "<b>CI</b>"), ("days", "90"), ("deposit_write", "on")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let key = page.text.split("id=\"new-key\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!page.text.contains("<b>CI") && page.text.contains("&#60;b&#62;CI"), "{}", page.text);
    let holder = house.accounts.key_holder(&key, client(1).network).await.unwrap();
    assert_eq!(holder.scopes.text(), "deposit:write");
    let page = browser.get("/en/keys").await;
    assert!(!page.text.contains(&key) && !page.text.contains(&key[40..100]), "shown once");
    let id = page.field("id").unwrap().to_owned();
    let mut stranger = house.signed_in("eve@example.org").await;
    stranger.post("/en/keys/revoke", &[("id", &id)]).await;
    assert!(house.accounts.key_holder(&key, client(1).network).await.is_ok());
    browser.post("/en/keys/revoke", &[("id", &id)]).await;
    assert!(house.accounts.key_holder(&key, client(1).network).await.is_err());
}

#[tokio::test]
async fn taking_everything_along_and_leaving() {
    let house = House::new().await;
    let mut browser = house.signed_in(ADA).await;
    let page = browser.post("/en/account/export", &[("password", "wrong")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = browser.post("/en/account/export", &[("password", PASSWORD)]).await;
    assert_eq!(page.headers["content-disposition"], "attachment; filename=\"account.ndjson\"");
    let account: serde_json::Value = serde_json::from_str(page.text.lines().next().unwrap()).unwrap();
    assert_eq!((&account["email"], &account["name"]), (&ADA.into(), &"Ada Lovelace".into()));
    assert!(!page.text.contains("argon2") && page.text.ends_with("{\"type\":\"end\"}\n"));

    let page = browser.post("/en/account/erase", &[("password", "wrong")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = browser.post("/en/account/erase", &[("password", PASSWORD)]).await;
    assert_eq!(page.location(), "/en/sign-in?after=erase");
    assert!(browser.get("/en/sign-in?after=erase").await.text.contains("is erased"));
    assert_eq!(browser.sign_in(ADA, PASSWORD).await.status, StatusCode::FORBIDDEN);
    browser.sign_up(ADA, "Ada again").await;
    assert!(house.link_to(ADA).await.starts_with("/en/confirm"), "the address is free again");
}

#[tokio::test]
async fn without_a_trial_there_is_no_outbox() {
    let house = House::with(|settings| settings.outbox = false).await;
    assert_eq!(house.browser("192.0.2.1").get("/en/outbox").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.browser("192.0.2.1").get("/xx/sign-in").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_speak_every_language() {
    let house = House::new().await;
    for lang in crate::i18n::Lang::ALL {
        for path in ["sign-up", "sign-in", "reset", "check-mail", "outbox"] {
            let page = house.browser("192.0.2.1").get(&format!("/{}/{path}", lang.tag())).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains(&format!("<html lang=\"{}\" dir=\"{}\"", lang.tag(), lang.dir())));
        }
    }
    let mut browser = house.signed_in(ADA).await;
    for path in ["account", "account/second-factor", "account/export", "account/erase", "keys"] {
        let page = browser.get(&format!("/ar/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text.contains(">account-"), "{path}: {}", page.text);
    }
}

#[test]
fn after_signing_in_nobody_is_led_elsewhere() {
    for good in ["/en/deposit", "/en/vault?category=research&from=2026-01-01", "/ja/proofs/00ff#time"] {
        assert_eq!(safe_next(good), Some(good));
    }
    let long = format!("/{}", "a".repeat(600));
    for bad in [
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/en/\\evil",
        "javascript:alert(1)",
        "/en/a b",
        "/\n/evil.example",
        "/\t/evil.example",
        "/session/sign-out",
        "en/deposit",
        "/é",
        &long,
    ] {
        assert_eq!(safe_next(bad), None, "{bad:?}");
    }
}

#[tokio::test]
async fn hostile_names_are_text_wherever_they_are_shown() {
    let house = House::new().await;
    for (number, name) in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-'",
        "{{ page.csrf }}",
        "${alert(1)}",
        "</title><svg onload=alert(1)>",
        "&lt;b&gt;",
        "javascript:alert(1)",
        "%3Cscript%3E",
        "`id`",
    ]
    .into_iter()
    .enumerate()
    {
        let mut browser = house.browser(&format!("192.0.2.{number}"));
        let email = format!("o'brien+{number}&lt@example.org");
        browser.sign_up(&email, name).await;
        let link = house.link_to(&email).await;
        browser.get(&link).await;
        let token = link.split("token=").nth(1).unwrap();
        browser.post("/en/confirm", &[("token", token), ("password", PASSWORD)]).await;
        let page = browser.get("/en/account").await;
        assert_eq!(page.status, StatusCode::OK);
        for raw in ["<script>alert", "<img src=x", "<svg onload", "=\"\"><img", "o'brien+", "&lt@"] {
            assert!(!page.text.contains(raw), "{name}: {raw}");
        }
        assert!(
            house.mails_to(&email).await.iter().all(|text| !text.contains(name)),
            "no stranger's words in mails"
        );
    }
    let mut browser = house.browser("192.0.2.99");
    browser.get("/en/sign-up").await;
    for name in ["a\u{202e}b", "a\u{200b}b", "a\r\nBcc: b@example.org", "\u{2066}x", "", "a\u{0}b"] {
        let fields = [("email", ADA), ("password", PASSWORD), ("kind", "agent"), ("name", name)];
        let page = browser.post("/en/sign-up", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
    assert!(house.mails_to(ADA).await.is_empty());
}
