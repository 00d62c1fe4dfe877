//! Requests and cookies that are not the person's own change nothing.

use axum::body::Body;
use http::{Request, StatusCode};

use super::ADA;
use crate::accounts::testing::{House, ORIGIN, PASSWORD, encode, form};

/// Every route that takes a POST, read from the router's own text: a new one cannot be left out.
fn post_routes() -> Vec<String> {
    let source = include_str!("../mod.rs");
    let routes: Vec<String> = source
        .lines()
        .filter(|line| line.contains(".route(") && line.contains("post("))
        .map(|line| line.split('"').nth(1).unwrap().replace("{lang}", "en"))
        .collect();
    assert!(routes.len() >= 20, "{routes:?}");
    routes
}

#[tokio::test]
async fn requests_from_elsewhere_or_without_the_token_change_nothing() {
    let house = House::new().await;
    let signed_in = house.signed_in(ADA).await;
    let mut stranger = house.browser("192.0.2.2");
    stranger.get("/en/sign-in").await;
    let foreign_token = stranger.csrf.clone();
    let before_sign_in = {
        let mut browser = house.browser("192.0.2.3");
        browser.get("/en/sign-up").await;
        browser
    };
    let mut tried = 0;
    for browser in [&signed_in, &before_sign_in] {
        for route in post_routes() {
            for (what, origin, site, token) in attacks(&browser.csrf, &foreign_token) {
                tried += 1;
                let mut browser = browser.clone();
                let page = browser.send(attack(&route, &origin, site, token.as_deref())).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{route} {what}");
                assert_eq!(page.text.starts_with('{'), route.starts_with("/session"), "{route} {what}");
                assert!(page.set_cookies().is_empty(), "{route} {what}");
            }
        }
    }
    assert!(tried > 500);
    assert!(signed_in.is_signed_in().await, "nothing was signed out, erased or changed");
    let mut browser = signed_in;
    assert_eq!(browser.post("/en/account/sessions/end-others", &[]).await.status, StatusCode::SEE_OTHER);
}

type Attack = (&'static str, Vec<&'static str>, Option<&'static str>, Option<String>);

fn attacks(own: &str, foreign: &str) -> Vec<Attack> {
    let own = || Some(own.to_owned());
    let same = Some("same-origin");
    vec![
        ("no origin", vec![], same, own()),
        ("no origin, no site", vec![], None, own()),
        ("foreign origin", vec!["https://evil.example"], None, own()),
        ("origin null", vec!["null"], None, own()),
        ("origin null, same site said", vec!["null"], same, own()),
        ("ours as a prefix", vec!["https://proof.example.evil.example"], None, own()),
        ("ours over http", vec!["http://proof.example"], None, own()),
        ("ours with a port", vec!["https://proof.example:8443"], None, own()),
        ("two origins", vec![ORIGIN, "https://evil.example"], same, own()),
        ("cross-site", vec![ORIGIN], Some("cross-site"), own()),
        ("same-site, not same-origin", vec![ORIGIN], Some("same-site"), own()),
        ("site none", vec![ORIGIN], Some("none"), own()),
        ("no token", vec![ORIGIN], same, None),
        ("empty token", vec![ORIGIN], same, Some(String::new())),
        ("another session's token", vec![ORIGIN], same, Some(foreign.to_owned())),
        ("a token of the right shape", vec![ORIGIN], same, Some("0".repeat(64))),
    ]
}

fn attack(route: &str, origins: &[&str], site: Option<&str>, token: Option<&str>) -> Request<Body> {
    let mut request = form(route);
    for origin in origins {
        request = request.header("origin", *origin);
    }
    if let Some(site) = site {
        request = request.header("sec-fetch-site", site);
    }
    let mut fields = vec![("password", PASSWORD), ("email", ADA), ("lang", "en")];
    fields.extend(token.map(|token| ("csrf", token)));
    request.body(Body::from(encode(&fields))).unwrap()
}

#[tokio::test]
async fn a_token_counts_only_where_we_put_it() {
    let house = House::new().await;
    let browser = house.signed_in(ADA).await;
    let csrf = browser.csrf.clone();
    let ours = |kind: &str| {
        Request::post("/en/account/sessions/end-others").header("origin", ORIGIN).header("content-type", kind)
    };
    let urlencoded = "application/x-www-form-urlencoded";
    let cases = [
        (
            "in the address",
            form(&format!("/session/sign-out?csrf={csrf}")).header("origin", ORIGIN),
            String::new(),
        ),
        ("twice", ours(urlencoded), format!("csrf={csrf}&csrf={csrf}")),
        ("as JSON in a form", ours("text/plain"), format!("{{\"csrf\":\"{csrf}\"}}")),
        ("in a form of another type", ours("multipart/form-data; boundary=x"), format!("csrf={csrf}")),
        ("header beats form", ours(urlencoded).header("x-csrf-token", "0"), format!("csrf={csrf}")),
    ];
    for (what, request, body) in cases {
        let page = browser.clone().send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{what}");
    }
    let big = format!("csrf={csrf}&x={}", "y".repeat(70_000));
    let page = browser.clone().send(ours(urlencoded).body(Body::from(big)).unwrap()).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn cookies_are_bound_to_host_and_http() {
    let house = House::new().await;
    let mut browser = house.browser("192.0.2.1");
    let page = browser.get("/en/sign-in").await;
    let visit = page.set_cookies()[0].to_owned();
    assert!(
        visit.starts_with("__Host-visit=") && visit.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{visit}"
    );
    assert!(browser.get("/en/sign-in").await.set_cookies().is_empty(), "one is enough");
    browser.sign_up(ADA, "Ada").await;
    let link = house.link_to(ADA).await;
    browser.get(&link).await;
    let token = link.split("token=").nth(1).unwrap();
    let page = browser.post("/en/confirm", &[("token", token), ("password", PASSWORD)]).await;
    let session = page.set_cookies()[0].to_owned();
    assert!(session.starts_with("__Host-session="), "{session}");
    assert!(session.contains("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=1209600"), "{session}");
    assert!(!session.contains("Domain"), "{session}");

    let trial = House::with(|settings| settings.secure_cookies = false).await;
    let page = trial.browser("127.0.0.1").get("/en/sign-in").await;
    let visit = page.set_cookies()[0];
    assert!(visit.starts_with("visit=") && visit.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{visit}");
}

#[tokio::test]
async fn a_planted_session_is_not_taken_over() {
    let house = House::new().await;
    let victim = house.signed_in(ADA).await;
    drop(victim);
    // A cookie of the attacker's own making, and the attacker's own (valid) session.
    let attacker = house.signed_in("eve@example.org").await;
    for planted in ["0".repeat(64), attacker.cookies["__Host-session"].clone()] {
        let mut browser = house.browser("192.0.2.9");
        browser.cookies.insert("__Host-session".into(), planted.clone());
        browser.get("/en/reset").await;
        let page = browser.post("/en/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert_ne!(browser.cookies["__Host-session"], planted);
        let mut old = house.browser("192.0.2.10");
        old.cookies.insert("__Host-session".into(), planted);
        assert!(!old.is_signed_in().await, "the planted secret opens nothing");
    }
}
