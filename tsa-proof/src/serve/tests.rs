//! The layers, over routes made for the purpose.

use axum::routing::post;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use tsa_core::Oid;

use super::*;
use crate::accounts::Accounts;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::deposit::Depositor;
use crate::deposit::address::Address;
use crate::deposit::settings::{Endpoint, TsaSettings};
use crate::metrics::Metrics;
use crate::secrets::Secrets;
use crate::trust::Trust;

const TRIAL: &str = "
version = 1
[[http.listener]]
name = \"public\"
address = \"127.0.0.1:3181\"
[store]
url = \"sqlite:/tmp/none.db\"
[tsa]
deposit = { url = \"http://127.0.0.1:1/deposit\", policy = \"1.3.6.1.4.1.32473.1.1\" }
claim = { url = \"http://127.0.0.1:1/claim\", policy = \"1.3.6.1.4.1.32473.1.2\" }
roots = [\"root.pem\"]
[secrets]
claim-key-file = \"/tmp/none.key\"
";

async fn state() -> (AppState, tempfile::TempDir) {
    state_beside(1).await
}

/// With an authority at this port.
async fn state_beside(port: u16) -> (AppState, tempfile::TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let config = Config::of_trial(TRIAL).expect("a configuration");
    let endpoint = |path: &str, policy: &str| Endpoint {
        address: Address::parse(&format!("http://127.0.0.1:{port}/{path}")).expect("an address"),
        policy: Oid::from_dotted(policy).expect("an OID"),
        bearer: None,
    };
    let tsa = TsaSettings {
        deposit: endpoint("deposit", "1.3.6.1.4.1.32473.1.1"),
        claim: endpoint("claim", "1.3.6.1.4.1.32473.1.2"),
        accuracy: Duration::from_secs(1),
        clock_tolerance: Duration::from_secs(10),
        roots: Vec::new(),
        crls: Vec::new(),
        tls: None,
        log: None,
        log_policy: None,
        max_in_flight: 1,
        deadline: Duration::from_secs(1),
    };
    let url = format!("sqlite:{}", directory.path().join("proof.db").display());
    let store = crate::store::open(&url).await.expect("a database");
    let secrets = Arc::new(Secrets::create(&directory.path().join("claim.key")).expect("a key file"));
    let trust = Trust::new(&tsa, "proof.example");
    let (keys, known, clock) = (Arc::clone(&secrets), Arc::clone(&trust), Arc::new(SystemClock));
    let depositor = Depositor::start(Arc::clone(&store), keys, &tsa, config.limits, known, clock)
        .await
        .expect("a depositor");
    let accounts = Accounts::start(
        Arc::clone(&store),
        Arc::clone(&secrets),
        Arc::new(SystemClock),
        accounts::Settings {
            public_url: "http://127.0.0.1:3181".to_owned(),
            origins: vec!["http://127.0.0.1:3181".to_owned()],
            secure_cookies: false,
            service: "127.0.0.1:3181".to_owned(),
            cost: accounts::Cost { memory: 64, passes: 1 },
            answer_grain: Duration::from_millis(1),
            outbox: true,
        },
    )
    .expect("accounts");
    let state = AppState {
        config: Arc::new(config),
        store,
        secrets,
        accounts,
        depositor,
        trust,
        public_url: Arc::new(crate::config::PublicUrl::of_loopback(([127, 0, 0, 1], 3181).into())),
        metrics: Arc::new(Metrics::new()),
        draining: Arc::default(),
    };
    (state, directory)
}

fn site(state: &AppState) -> Router {
    let routes = Router::new()
        .route("/en/page", get(|| async { "page" }))
        .route("/en/panic", get(panic))
        .route("/api/v1/panic", get(panic))
        .route("/api/v1/wait", get(wait))
        .route("/en/wait", get(wait))
        .route("/en/form", post(|body: String| async move { body.len().to_string() }))
        .route(
            "/static/00/long.css",
            get(|| async {
                (
                    [(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "public, max-age=31536000")],
                    "a { b: c }".repeat(100),
                )
            }),
        )
        .route("/en/long", get(|| async { ([(CONTENT_TYPE, "text/html")], "secret ".repeat(100)) }))
        .route("/frame", get(|| async { ([(CONTENT_SECURITY_POLICY, "default-src 'none'; own")], "frame") }))
        .route_layer(middleware::from_fn(request::note_route));
    layered(routes, state, Duration::from_millis(500))
}

async fn panic() {
    if true {
        panic!("as planned")
    }
}

async fn wait() {
    tokio::time::sleep(Duration::from_secs(60)).await;
}

async fn ask(
    router: &Router,
    request: http::request::Builder,
    body: impl Into<Body>,
) -> (http::response::Parts, String) {
    let request = request.body(body.into()).expect("a request");
    let (parts, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (parts, String::from_utf8_lossy(&body).into_owned())
}

fn header<'a>(parts: &'a http::response::Parts, name: &str) -> &'a str {
    parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn pages_have_all_headers_and_the_frame_keeps_its_own_policy() {
    let router = site(&state().await.0);
    let (parts, _) = ask(&router, Request::get("/en/page").header("host", "localhost:3181"), "").await;
    let policy = header(&parts, "content-security-policy");
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
    assert!(policy.contains("frame-src http://localhost:3181/frame;"), "{policy}");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains("script-src 'self'") && !policy.contains("/static/"),
        "{policy}"
    );
    assert_eq!(header(&parts, "x-content-type-options"), "nosniff");
    assert_eq!(header(&parts, "cache-control"), "no-store");
    assert_eq!(header(&parts, "x-frame-options"), "DENY");
    assert_eq!(header(&parts, "referrer-policy"), "same-origin");
    assert_eq!(header(&parts, "strict-transport-security"), "", "plain http has no HSTS");
    assert_eq!(header(&parts, "x-request-id").len(), 16);
    let (parts, _) = ask(&router, Request::get("/frame"), "").await;
    assert_eq!(header(&parts, "content-security-policy"), "default-src 'none'; own");
    assert_eq!(header(&parts, "x-frame-options"), "");
    let (parts, _) = ask(&router, Request::get("/api/v1/nothing"), "").await;
    assert_eq!(parts.status, StatusCode::NOT_FOUND);
    assert!(
        header(&parts, "content-security-policy").starts_with("default-src 'none'; frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn a_foreign_host_is_not_put_into_the_policy() {
    let router = site(&state().await.0);
    let (parts, _) = ask(&router, Request::get("/en/page").header("host", "evil.example"), "").await;
    let policy = header(&parts, "content-security-policy");
    assert!(policy.contains("frame-src http://127.0.0.1:3181/frame;"), "{policy}");
}

#[tokio::test]
async fn a_panic_is_an_answer_and_the_next_request_is_served() {
    let (state, _directory) = state().await;
    let router = site(&state);
    let (parts, body) = ask(&router, Request::get("/en/panic"), "").await;
    assert_eq!((parts.status, body.contains("as planned")), (StatusCode::INTERNAL_SERVER_ERROR, false));
    assert_eq!(header(&parts, "x-content-type-options"), "nosniff");
    assert_eq!(ask(&router, Request::get("/en/page"), "").await.0.status, StatusCode::OK);
    let text = state.metrics.encode(0);
    assert!(text.contains("proof_requests_total{area=\"page\",status=\"5xx\"} 1"), "{text}");
}

#[tokio::test]
async fn bodies_are_limited_by_what_they_say_and_by_what_they_are() {
    let router = site(&state().await.0);
    let most = Area::Page.max_body();
    let (parts, body) = ask(&router, Request::post("/en/form"), "x".repeat(most)).await;
    assert_eq!((parts.status, body), (StatusCode::OK, most.to_string()));
    let says = Request::post("/en/form").header(CONTENT_LENGTH, most + 1);
    assert_eq!(ask(&router, says, "x".repeat(most + 1)).await.0.status, StatusCode::PAYLOAD_TOO_LARGE);
    let is = Request::post("/en/form");
    assert_eq!(ask(&router, is, "x".repeat(most + 1)).await.0.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn only_what_is_the_same_for_everybody_is_compressed() {
    let router = site(&state().await.0);
    let asked = |path| Request::get(path).header("accept-encoding", "gzip");
    let (parts, _) = ask(&router, asked("/static/00/long.css"), "").await;
    assert_eq!(header(&parts, "content-encoding"), "gzip");
    let (parts, _) = ask(&router, asked("/en/long"), "").await;
    assert_eq!(header(&parts, "content-encoding"), "");
}

#[tokio::test]
async fn readiness_ends_with_the_end() {
    let (state, _directory) = state().await;
    let router = router(&state);
    assert_eq!(ask(&router, Request::get("/healthz"), "").await.1, "alive\n");
    // Nobody listens on port 1; conformance-tests/tests/trial.rs sees 200 beside a real authority.
    let (parts, body) = ask(&router, Request::get("/readyz"), "").await;
    assert_eq!(parts.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body, "service ready\nstore ready\nauthority does not answer\n");
    state.draining.begin();
    let (parts, body) = ask(&router, Request::get("/readyz"), "").await;
    assert_eq!((parts.status, body.contains("stopping")), (StatusCode::SERVICE_UNAVAILABLE, true));
}

#[tokio::test]
async fn programs_get_problems_from_every_layer() {
    let (state, _directory) = state().await;
    let (all, site) = (router(&state), site(&state));
    let code = |body: &str| {
        let problem: serde_json::Value = serde_json::from_str(body).expect("a problem");
        problem["code"].as_str().unwrap_or_default().to_owned()
    };
    let is_problem =
        |parts: &http::response::Parts| header(parts, "content-type") == "application/problem+json";
    for path in ["/api/v1/deposits", "/session/deposits"] {
        let long = Request::post(path).header(CONTENT_LENGTH, (16 << 20) + 1);
        let (parts, body) = ask(&all, long, "").await;
        assert_eq!((parts.status, code(&body).as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "body-too-large"));
        assert!(is_problem(&parts), "{parts:?}");
        assert_eq!(header(&parts, "x-content-type-options"), "nosniff");
    }
    let (parts, body) = ask(&site, Request::get("/api/v1/panic"), "").await;
    assert_eq!((parts.status, code(&body).as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "internal"));
    assert!(is_problem(&parts), "{parts:?}");
    let (parts, body) = ask(&site, Request::get("/api/v1/wait"), "").await;
    assert_eq!((parts.status, code(&body).as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    assert!(is_problem(&parts) && parts.headers.contains_key(RETRY_AFTER), "{parts:?}");
    let (parts, _) = ask(&site, Request::get("/en/wait"), "").await;
    assert!(parts.status == StatusCode::SERVICE_UNAVAILABLE && !is_problem(&parts), "{parts:?}");
}

/// `?wait=30` is what the description of the API offers, and the answer has to be made after it.
#[test]
fn the_longest_wait_that_a_request_may_ask_for_is_within_the_time_limit() {
    assert!(LONGEST >= api::LONGEST_WAIT + Duration::from_secs(10), "{LONGEST:?}");
}

/// Anybody may ask for readiness; the store has one writer, and the authority better things to do.
#[tokio::test]
async fn many_who_ask_for_readiness_are_answered_by_one_look() {
    let authority = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    authority.set_nonblocking(true).expect("a listener that does not wait");
    let (state, _directory) = state_beside(authority.local_addr().expect("an address").port()).await;
    let router = router(&state);
    let looks = (0..40).map(|_| {
        let router = router.clone();
        tokio::spawn(async move { ask(&router, Request::get("/readyz"), "").await.0.status })
    });
    for look in looks.collect::<Vec<_>>() {
        assert_eq!(look.await.expect("an answer"), StatusCode::OK);
    }
    let connections = std::iter::from_fn(|| authority.accept().ok()).count();
    assert!((1..=2).contains(&connections), "{connections} connections for 40 requests");
}
