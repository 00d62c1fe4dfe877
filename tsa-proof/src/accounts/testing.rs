//! Accounts over a scratch database, and a browser of a few lines before their pages.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::middleware;
use axum::response::Response;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::{Accounts, Client, Cost, Settings};
use crate::clock::HandClock;
use crate::limits::{ClientAddress, Network};
use crate::pages;
use crate::secrets::Secrets;
use crate::store::{self, Store};

pub(crate) const ORIGIN: &str = "https://proof.example";
pub(crate) const PASSWORD: &str = "correct horse battery staple";
/// 2026-01-01T00:00:00Z
pub(crate) const START: i64 = 1_767_225_600_000;

/// A service of accounts with a clock moved by hand.
pub(crate) struct House {
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) directory: TempDir,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("proof.db").display());
        let store = store::open(&url).await.unwrap();
        let secrets = Arc::new(Secrets::create(&directory.path().join("key")).unwrap());
        let clock = Arc::new(HandClock::at(START));
        let mut settings = Settings {
            public_url: ORIGIN.into(),
            origins: vec![ORIGIN.into()],
            secure_cookies: true,
            service: "proof.example".into(),
            cost: Cost { memory: 64, passes: 1 },
            answer_grain: Duration::from_millis(1),
            outbox: true,
        };
        change(&mut settings);
        let (stores, keys) = (Arc::clone(&store), Arc::clone(&secrets));
        let accounts = Accounts::start(stores, keys, Arc::clone(&clock) as _, settings).unwrap();
        Self { accounts, store, secrets, clock, directory }
    }

    pub(crate) fn browser(&self, address: &str) -> Browser {
        let protect = middleware::from_fn_with_state(Arc::clone(&self.accounts), super::protect);
        let router = pages::account::router().route_layer(protect).with_state(Arc::clone(&self.accounts));
        Browser { router, cookies: BTreeMap::new(), address: address.parse().unwrap(), csrf: String::new() }
    }

    /// A browser signed in to a new, confirmed account.
    pub(crate) async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser("192.0.2.1");
        browser.sign_up(email, "Ada Lovelace").await;
        let link = self.link_to(email).await;
        browser.get(&link).await;
        let token = link.split("token=").nth(1).unwrap();
        let page = browser.post("/en/confirm", &[("token", token), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/en/deposit"), "{}", page.text);
        browser.get("/en/account").await;
        browser
    }

    /// The path of the newest link that an address was sent.
    pub(crate) async fn link_to(&self, email: &str) -> String {
        self.links_to(email).await.first().cloned().expect("a mail with a link")
    }

    /// The links that an address was sent, newest first.
    pub(crate) async fn links_to(&self, email: &str) -> Vec<String> {
        self.mails_to(email)
            .await
            .iter()
            .filter_map(|text| text.lines().find(|line| line.contains("?token=")))
            .map(|line| line.strip_prefix(ORIGIN).unwrap().to_owned())
            .collect()
    }

    /// The texts of the mails that an address was sent, newest first.
    pub(crate) async fn mails_to(&self, email: &str) -> Vec<String> {
        self.accounts.settle().await;
        let mails = self.accounts.outbox(1_000).await.unwrap();
        mails.into_iter().filter(|mail| mail.message.to == email).map(|mail| mail.message.text).collect()
    }
}

pub(crate) fn client(last: u8) -> Client {
    Client { network: Network::V4([198, 51, 100, last]), agent: "test".into(), devices: Vec::new() }
}

/// Keeps cookies and the token of the last page, sends what browsers send.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) address: IpAddr,
    pub(crate) csrf: String,
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}", self.text))
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.text.split(&format!("name=\"{name}\" value=\"")).nth(1)?.split('"').next()
    }
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A form of one of our pages, with the token of the last page.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        let request = form(path).header("origin", ORIGIN).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(encode(&all))).unwrap()).await
    }

    /// What a script of one of our pages sends.
    pub(crate) async fn post_json(&mut self, path: &str, body: serde_json::Value) -> Page {
        let request = Request::post(path)
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", &self.csrf)
            .header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request.headers_mut().insert(header::USER_AGENT, "Browser/1".parse().unwrap());
        request.extensions_mut().insert(ClientAddress(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.read(response).await
    }

    async fn read(&mut self, response: Response) -> Page {
        let (parts, body) = response.into_parts();
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        let page = Page { status: parts.status, headers: parts.headers, text };
        for line in page.set_cookies() {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        if let Some(csrf) = page.field("csrf") {
            self.csrf = csrf.into();
        } else if let Some(csrf) = serde_json::from_str::<serde_json::Value>(&page.text)
            .ok()
            .and_then(|body| body.get("csrf")?.as_str().map(ToOwned::to_owned))
        {
            self.csrf = csrf;
        }
        page
    }

    pub(crate) async fn sign_up(&mut self, email: &str, name: &str) {
        self.get("/en/sign-up").await;
        let fields = [("email", email), ("password", PASSWORD), ("kind", "individual"), ("name", name)];
        let page = self.post("/en/sign-up", &fields).await;
        assert_eq!(page.location(), "/en/check-mail?for=sign-up", "{}", page.text);
    }

    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Page {
        self.get("/en/sign-in").await;
        self.post("/en/sign-in", &[("email", email), ("password", password)]).await
    }

    pub(crate) async fn is_signed_in(&self) -> bool {
        self.clone().get("/session").await.json()["signed_in"].as_bool().unwrap()
    }
}

pub(crate) fn form(path: &str) -> http::request::Builder {
    Request::post(path).header("content-type", "application/x-www-form-urlencoded")
}

pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}
