//! The stage: a real development authority as a process, the service in this one.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;
use tsa_evidence::claim::{Assurance, AssuranceLevel};
use tsa_proof::accounts::keys::KeyLine;
use tsa_proof::accounts::{AccountError, Granter, Scope, Scopes};
use tsa_proof::api::auth::{Caller, KeyCheck, KeyRefusal};
use tsa_proof::api::keys::{KeyBook, NewKeyBody};
use tsa_proof::api::{self, ApiState};
use tsa_proof::clock::SystemClock;
use tsa_proof::deposit::Depositor;
use tsa_proof::deposit::limits::DepositLimits;
use tsa_proof::deposit::settings::{TsaSection, TsaSettings};
use tsa_proof::limits::ClientAddress;
use tsa_proof::secrets::Secrets;
use tsa_proof::store::{self, Account, AccountId, KeyId, NewAccount, Sealed, Store};
use tsa_proof::trust::Trust;

/// `tsa-server --dev` on a scratch directory; dropping it kills the process.
pub(crate) struct Authority {
    child: Child,
    pub(crate) directory: PathBuf,
    pub(crate) public: SocketAddr,
    pub(crate) internal: SocketAddr,
}

impl Authority {
    pub(crate) fn start(directory: &Path) -> Authority {
        Authority::start_at(directory, "127.0.0.1:0", "127.0.0.1:0")
    }

    pub(crate) fn start_at(directory: &Path, public: &str, internal: &str) -> Authority {
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_tsa-proof")).with_file_name("tsa-server");
        assert!(binary.exists(), "{} is missing: cargo build -p tsa-server", binary.display());
        let mut child = Command::new(binary)
            .args([
                "--dev",
                "--listen",
                public,
                "--internal-listen",
                internal,
                "--log-level",
                "error",
                "--state",
            ])
            .arg(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("tsa-server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let (mut public, mut internal) = (None, None);
        for line in lines.by_ref() {
            let line = line.expect("text");
            let mut words = line.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some("listening"), Some("public"), Some(address)) => public = address.parse().ok(),
                (Some("listening"), Some("internal"), Some(address)) => internal = address.parse().ok(),
                (Some("ready"), ..) => break,
                _ => {}
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        let (public, internal) =
            (public.expect("a public listener"), internal.expect("an internal listener"));
        Authority { child, directory: directory.to_owned(), public, internal }
    }

    /// As a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the process is ours");
        self.child.wait().expect("the process was started by us");
    }

    pub(crate) fn section(&self) -> TsaSection {
        let (directory, internal) = (self.directory.display(), self.internal);
        let text = format!(
            "roots = [\"{directory}/root.pem\"]
            deposit = {{ url = \"http://{internal}/internal/deposit\", policy = \"1.3.6.1.4.1.32473.1.1\", token-file = \"{directory}/internal-token\" }}
            claim = {{ url = \"http://{internal}/internal/claim\", policy = \"1.3.6.1.4.1.32473.1.2\", token-file = \"{directory}/internal-token\" }}
            log = {{ url = \"http://{}/log\" }}
            deadline = \"2s\"",
            self.public
        );
        toml::from_str(&text).expect("a section")
    }

    pub(crate) fn settings(&self) -> TsaSettings {
        self.section().check(Path::new("")).expect("good settings")
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The service in this process, with two accounts: the bearers `all` and `other`.
pub(crate) struct Service {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) depositor: Arc<Depositor>,
    pub(crate) router: Router,
    pub(crate) account: AccountId,
}

/// What lies on the disk.
pub(crate) struct Disk {
    directory: TempDir,
    account: AccountId,
    other: AccountId,
}

impl Disk {
    pub(crate) async fn new() -> Disk {
        let directory = TempDir::new().expect("a scratch directory");
        let disk = Disk { directory, account: AccountId::random(), other: AccountId::random() };
        let secrets = Secrets::create(&disk.directory.path().join("claim.key")).expect("a key file");
        let store = disk.open().await;
        for (number, id) in (1..).zip([disk.account, disk.other]) {
            let account = NewAccount {
                id,
                email: [number; 32],
                password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAA".to_owned(),
                profile: Sealed::from_octets(vec![1]),
                lang: "en".to_owned(),
                claim_key: secrets.new_account_key(id).0,
                created_at: 0,
            };
            store.create_account(&account).await.expect("an account");
        }
        store.close().await;
        disk
    }

    pub(crate) fn authority_directory(&self) -> PathBuf {
        self.directory.path().join("tsa")
    }

    async fn open(&self) -> Arc<dyn Store> {
        let url = format!("sqlite:{}", self.directory.path().join("proof.db").display());
        store::open(&url).await.expect("a store")
    }

    pub(crate) async fn serve(&self, settings: &TsaSettings) -> Service {
        // The tests make more deposits in a minute than a person.
        let limits = DepositLimits { deposits_per_minute: 60_000, ..DepositLimits::default() };
        self.serve_within(settings, limits).await
    }

    pub(crate) async fn serve_within(&self, settings: &TsaSettings, limits: DepositLimits) -> Service {
        let store = self.open().await;
        let secrets = Arc::new(Secrets::load(&self.directory.path().join("claim.key")).expect("a key file"));
        let trust = Trust::new(settings, "127.0.0.1:3181");
        trust.refresh().await;
        let clock = Arc::new(SystemClock);
        let depositor = Depositor::start(
            Arc::clone(&store),
            Arc::clone(&secrets),
            settings,
            limits,
            trust,
            clock.clone(),
        )
        .await
        .expect("a depositor");
        let api = ApiState {
            store: Arc::clone(&store),
            secrets,
            depositor: Arc::clone(&depositor),
            keys: Arc::new(TwoKeys(self.account, self.other)),
            key_book: Arc::new(NoBook),
            clock,
            wait: Duration::from_secs(5),
        };
        Service { store, depositor, router: api::router(api), account: self.account }
    }
}

struct TwoKeys(AccountId, AccountId);

#[async_trait]
impl KeyCheck for TwoKeys {
    async fn check(&self, bearer: &str, _: Option<ClientAddress>) -> Result<Caller, KeyRefusal> {
        let scopes = Scope::ALL.into_iter().fold(Scopes::NONE, Scopes::with);
        let scopes = match bearer {
            "all" | "other" => scopes,
            "none" => Scopes::NONE,
            _ => return Err(KeyRefusal::Unknown),
        };
        let assurance = Assurance { level: AssuranceLevel::Email, method: "confirmation-link".to_owned() };
        let account = if bearer == "other" { self.1 } else { self.0 };
        Ok(Caller { account, assurance, scopes, key: None, ends: None })
    }
}

/// The keys of accounts are tested with the accounts.
struct NoBook;

#[async_trait]
impl KeyBook for NoBook {
    async fn list(&self, _: &Account) -> Result<Vec<KeyLine>, AccountError> {
        Ok(Vec::new())
    }

    async fn make(&self, _: &Account, _: &NewKeyBody, _: Granter) -> Result<(String, KeyLine), AccountError> {
        Err(AccountError::Scopes)
    }

    async fn revoke(&self, _: &Account, _: KeyId) -> Result<bool, AccountError> {
        Ok(false)
    }
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        let json = self.json();
        json.pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {pointer} in {json}"))
            .to_owned()
    }
}

impl Service {
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[("authorization", "Bearer all")], Body::empty()).await
    }

    pub(crate) async fn deposit(&self, key: &str, body: &Value) -> Reply {
        deposit(&self.router, key, body).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
        send(&self.router, method, path, headers, body).await
    }
}

/// Posts a deposit of the first account.
pub(crate) async fn deposit(router: &Router, key: &str, body: &Value) -> Reply {
    deposit_as(router, "Bearer all", key, body).await
}

/// Posts a deposit.
pub(crate) async fn deposit_as(router: &Router, bearer: &str, key: &str, body: &Value) -> Reply {
    let headers = [("authorization", bearer), ("idempotency-key", key), ("content-type", "application/json")];
    send(router, "POST", "/api/v1/deposits", &headers, Body::from(body.to_string())).await
}

async fn send(router: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes().to_vec();
    Reply { status: parts.status, headers: parts.headers, body }
}

/// A body with as many items.
pub(crate) fn body(count: usize) -> Value {
    let items: Vec<Value> = (0..count).map(item).collect();
    json!({"label": "a test", "items": items})
}

/// One item; its digest says its place.
pub(crate) fn item(place: usize) -> Value {
    json!({
        "sha256": format!("{place:064x}"),
        "sha512": format!("{place:0128x}"),
        "size": place,
        "name": format!("folder/file-{place}.txt"),
        "holders": [{"name": "Ada Example", "kind": "person", "role": "author"}],
        "agent": {"name": "Example & Partners", "matter": "X-1"},
        "category": "software",
        "stage": "develop",
        "declaration": {"id": "holder-statement-1", "lang": "en"},
    })
}
