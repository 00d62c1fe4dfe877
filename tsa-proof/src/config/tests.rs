//! Every refusal of a configuration with its message.

use tsa_service::config::layers::{Environment, layered};

use super::*;

const TSA: &str = r#"
[tsa]
deposit = { url = "http://127.0.0.1:3182/internal/deposit", policy = "1.3.6.1.4.1.32473.1.1" }
claim = { url = "http://127.0.0.1:3182/internal/claim", policy = "1.3.6.1.4.1.32473.1.2" }
roots = ["root.pem"]
"#;

const GOOD: &str = r#"
version = 1
public-url = "https://proof.example"
[[http.listener]]
name = "public"
address = "127.0.0.1:3181"
[store]
url = "sqlite:proof.db"
[tsa]
deposit = { url = "http://127.0.0.1:3182/internal/deposit", policy = "1.3.6.1.4.1.32473.1.1" }
claim = { url = "http://127.0.0.1:3182/internal/claim", policy = "1.3.6.1.4.1.32473.1.2" }
roots = ["root.pem"]
[secrets]
claim-key-file = "claim.key"
[mail]
from = "proof@proof.example"
server = "localhost"
"#;

fn load(text: &str) -> Result<Config, ConfigError> {
    let file = layered(text, "proof.toml", DIALECT, Environment::of(DIALECT, &[]))?;
    check::check(file, "proof.toml", Path::new("/etc/tsa-proof"), false)
}

#[test]
fn defaults_of_version_1() {
    let config = load(GOOD).expect("a good configuration");
    assert_eq!(config.public_url.map(|url| url.origin()).as_deref(), Some("https://proof.example"));
    assert_eq!(config.store_url, "sqlite:/etc/tsa-proof/proof.db");
    assert_eq!(config.claim_key_file, Path::new("/etc/tsa-proof/claim.key"));
    let MailSettings::Smtp(smtp) = config.mail else { panic!("a mail server") };
    assert_eq!((smtp.port, smtp.tls), (587, MailTls::StartTls));
    assert!(config.proxies.is_empty() && !config.trial);
    assert_eq!(config.http.max_connections, 4096);
}

#[test]
fn what_is_wrong_is_named_with_what_to_do() {
    let cases = [
        ("version = 1", "version = 2", "version: 2 is not known"),
        ("https://proof.example", "http://proof.example", "public-url: \"http://proof.example\" would send"),
        (
            "public-url = \"https://proof.example\"\n[[http.listener]]\nname = \"public\"\naddress = \"127.0.0.1:3181\"",
            "[[http.listener]]\nname = \"public\"\naddress = \"0.0.0.0:80\"",
            "public-url: missing",
        ),
        ("version = 1", "version = 1\ncontact = \"nobody\"", "contact: \"nobody\" is no e-mail address"),
        (
            "[store]",
            "[[incident]]\ndate = \"2026-13-01\"\ntitle = \"x\"\ntext = \"y\"\n[store]",
            "incident[0].date: \"2026-13-01\" is no day",
        ),
        (
            "[store]",
            "[[incident]]\ndate = \"2026-01-01\"\ntitle = \"x\"\n[store]",
            "incident[0].text: missing",
        ),
        ("127.0.0.1:3181", "localhost:3181", "http.listener[0].address: \"localhost:3181\""),
        ("sqlite:proof.db", "mysql://x", "store.url: neither sqlite:"),
        ("url = \"sqlite:proof.db\"", "", "store.url: missing"),
        ("claim-key-file = \"claim.key\"", "", "secrets.claim-key-file: missing"),
        ("from = \"proof@proof.example\"", "", "mail.from: missing"),
        (
            "server = \"localhost\"",
            "server = \"mail.example\"\ntls = \"none\"",
            "mail.tls: \"none\" would send",
        ),
        ("server = \"localhost\"", "server = \"mail.example\"\ntls = \"ssl\"", "mail.tls: \"ssl\" is no way"),
        ("server = \"localhost\"", "server = \"mail.example\"\nuser = \"x\"", "mail.user: one of"),
        ("[store]", "[control]\nmetrics-listen = \"9319\"\n[store]", "control.metrics-listen: \"9319\""),
        ("[store]", "[limits]\nbacklog-per-account = 0\n[store]", "limits.backlog-per-account: 0 would"),
        ("[store]", "[proxy]\naddresses = [\"10.0.0.0/8\"]\n[store]", "proxy.addresses[0]: \"10.0.0.0/8\""),
    ];
    for (from, to, wanted) in cases {
        assert!(GOOD.contains(from), "{from}");
        let error = load(&GOOD.replace(from, to)).expect_err(wanted).to_string();
        assert!(error.contains(&format!("proof.toml: {wanted}")), "{error}\n  wanted: {wanted}");
        assert!(error.contains("\n  "), "it does not say what to do: {error}");
    }
}

#[test]
fn all_problems_are_told_at_once_and_a_missing_mail_server_is_one() {
    let error = load(&format!("version = 1\n{TSA}")).expect_err("nearly empty").to_string();
    for key in ["public-url", "http.listener", "store.url", "secrets.claim-key-file", "mail"] {
        assert!(error.contains(&format!("proof.toml: {key}: ")), "{error}");
    }
}

#[test]
fn an_unknown_key_is_refused_with_the_way_to_the_known_ones() {
    let error = load(&GOOD.replace("[store]", "[store]\nurls = 1")).expect_err("a typing error").to_string();
    assert!(error.contains("urls") && error.contains("tsa-proof config-template"), "{error}");
}

#[test]
fn the_shipped_configuration_is_in_order_and_explains_every_key() {
    let text = include_str!("../../../deploy/proof.toml");
    let config = load(text).expect("deploy/proof.toml");
    assert_eq!(config.claim_key_file, Path::new("/etc/tsa-proof/claim.key"));
    // Every line that is commented out and looks like a key is one, and stands at its default.
    let mut keys = 0;
    let whole: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key)
                if key.starts_with('[') || key.split_once(" = ").is_some_and(|(key, _)| is_key(key)) =>
            {
                keys += 1;
                format!("{key}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(keys > 10, "{keys}");
    let whole = load(&whole).expect("every key that is explained");
    assert_eq!(whole.http.max_connections, config.http.max_connections);
    assert_eq!(whole.http.idle_timeout, config.http.idle_timeout);
    assert_eq!(whole.log.level, config.log.level);
    assert_eq!(whole.limits, config.limits);
    assert_eq!(config.limits, DepositLimits::default());
    assert_eq!(whole.tsa.max_in_flight, config.tsa.max_in_flight);
    for key in
        include_str!("file.rs").lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
    {
        let key = key.0.replace('_', "-");
        assert!(text.contains(&key), "deploy/proof.toml does not explain {key}");
    }
}

fn is_key(text: &str) -> bool {
    // `mode` is for Unix sockets, and the listener above it is none.
    text != "mode" && text.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'-')
}
