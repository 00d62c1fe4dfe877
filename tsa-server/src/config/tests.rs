//! Every refusal of a configuration with its message; the shipped file.

use super::*;
use tsa_service::config::layers::{Environment, layered};

const GOOD: &str = r#"
version = 1
[[http.listener]]
name = "public"
address = "127.0.0.1:3180"
[state]
directory = "/var/lib/tsa"
watermark = "/var/lib/tsa-watermark/mark"
[time]
sources = [{ kind = "system-clock" }]
[[profile]]
name = "default"
listeners = ["public"]
paths = ["/tsa"]
tsu-group = "main"
policies = ["1.3.6.1.4.1.32473.1.0"]
"#;

/// Two more profiles, both exclusive, on a Unix socket.
const EXCLUSIVE: &str = r#"
[[http.listener]]
name = "internal"
address = "unix:/run/tsa/internal.sock"
[[profile]]
name = "deposit"
listeners = ["internal"]
paths = ["/internal/deposit"]
tsu-group = "deposit"
policies = ["1.3.6.1.4.1.32473.1.1"]
exclusive = true
"#;

fn load(text: &str) -> Result<Config, ConfigError> {
    let file = layered(text, "test.toml", DIALECT, Environment::of(DIALECT, &[]))?;
    check::check(file, "test.toml", Path::new("/etc/tsa"))
}

#[test]
fn defaults_of_version_1() {
    let config = load(GOOD).expect("a good configuration");
    assert_eq!(config.http.max_connections, 4096);
    assert_eq!(config.http.header_timeout, Duration::from_secs(10));
    assert_eq!(config.time.max_error, Duration::from_millis(500));
    assert_eq!(config.signing.deadline, Duration::from_secs(2));
    assert_eq!(config.signing.self_check, SelfCheckRate::Sampled);
    assert_eq!(config.metrics_listen, None);
    let [profile] = &config.profiles[..] else { panic!("one profile") };
    let settings = profile.policy.settings();
    assert_eq!(settings.profile, "default");
    assert_eq!(settings.hashes, tsa_core::HashAlgorithms::default());
    assert_eq!(settings.accuracy, tsa_core::Accuracy::ONE_SECOND);
    assert_eq!(settings.unit, tsa_core::GenTimeUnit::Second);
    assert_eq!(settings.tsa_name, tsa_core::TsaName::Absent);
    assert!(!settings.ordering && !settings.qualified && !profile.exclusive);
    assert_eq!(config.transparency.listeners, ["public"]);
    assert_eq!(config.transparency.cadence, Duration::from_millis(700));
    assert!(!config.transparency.fail_open && config.transparency.witness_policy.is_none());
}

#[test]
fn with_witnesses_the_log_is_published_every_ten_seconds_and_not_where_profiles_are_exclusive() {
    let text = format!("{GOOD}{EXCLUSIVE}[transparency]\nwitness-policy = \"witnesses\"\n");
    let config = load(&text).expect("a good configuration");
    assert_eq!(config.transparency.cadence, Duration::from_secs(10));
    assert_eq!(config.transparency.witness_policy.as_deref(), Some(Path::new("/etc/tsa/witnesses")));
    assert_eq!(config.transparency.listeners, ["public"]);
}

#[test]
fn paths_are_relative_to_the_file() {
    let config = load(&GOOD.replace("/var/lib/tsa", "state")).expect("a good configuration");
    assert_eq!(config.state_directory, Path::new("/etc/tsa/state"));
}

#[test]
fn exclusive_profiles_on_a_unix_socket_or_with_a_token() {
    load(&format!("{GOOD}{EXCLUSIVE}")).expect("a Unix socket needs no token");
    let loopback = EXCLUSIVE.replace("unix:/run/tsa/internal.sock", "127.0.0.1:3182");
    load(&format!("{GOOD}{loopback}token-file = \"token\"\n")).expect("loopback with a token");
}

/// Replaces one piece of the good configuration and asserts key and message of the one problem.
#[test]
fn every_problem_is_named_with_key_value_and_remedy() {
    let cases: &[(&str, &str, &str)] = &[
        ("version = 1", "", "version: missing\n  Write `version = 1`"),
        ("version = 1", "version = 2", "version: 2 is not known\n"),
        (
            "127.0.0.1:3180",
            "localhost:3180",
            "http.listener[0].address: \"localhost:3180\" is not an IP address",
        ),
        ("name = \"public\"", "name = \"pub lic\"", "http.listener[0].name: \"pub lic\" is not a name"),
        (
            "address = \"127.0.0.1:3180\"",
            "address = \"127.0.0.1:3180\"\ntls = { certificate = \"c\", key = \"k\" }",
            "http.listener[0].tls: TLS is not in this version\n  Remove the key.",
        ),
        ("[state]", "[http]\nmax-connections = 0\n[state]", "http.max-connections: 0 would serve nobody"),
        (
            "[state]",
            "[http]\nbody-timeout = \"soon\"\n[state]",
            "http.body-timeout: \"soon\" is not a duration",
        ),
        ("[state]", "[http]\nidle-timeout = \"1ms\"\n[state]", "http.idle-timeout: 1ms is out of range"),
        (
            "[state]",
            "[log]\nformat = \"xml\"\n[state]",
            "log.format: \"xml\" is not a format\n  Choose \"text\" or",
        ),
        ("[state]", "[log]\nlevel = \"loud\"\n[state]", "log.level: \"loud\" is not a level"),
        (
            "[state]",
            "[control]\nsocket = \"/s\"\n[state]",
            "control.socket: the control socket is not in this version",
        ),
        (
            "[state]",
            "[control]\nmetrics-listen = \"9318\"\n[state]",
            "control.metrics-listen: \"9318\" is not an IP",
        ),
        (
            "[state]",
            "[signing]\nself-check = \"never\"\n[state]",
            "signing.self-check: \"never\" is not a rate",
        ),
        (
            "[state]",
            "[signing]\nqueue = 0\n[state]",
            "signing.queue: out of range\n  Give a number of 1 to 65536",
        ),
        ("[state]", "[signing]\ndeadline = \"2m\"\n[state]", "signing.deadline: 120s is out of range"),
        (
            "directory = \"/var/lib/tsa\"",
            "",
            "state.directory: missing\n  Name the directory that `tsa-admin tsu",
        ),
        (
            "watermark = \"/var/lib/tsa-watermark/mark\"",
            "",
            "state.watermark: missing\n  Name a file outside the state directory and its backups",
        ),
        (
            "/var/lib/tsa-watermark/mark",
            "/var/lib/tsa/log/../mark",
            "state.watermark: \"/var/lib/tsa/log/../mark\" lies inside the state directory",
        ),
        (
            "[time]",
            "[transparency]\ncadence = \"1m\"\n[time]",
            "transparency.cadence: 60s is out of range\n  Give a duration of 100ms to 30s",
        ),
        (
            "[time]",
            "[transparency]\nlisteners = [\"inside\"]\n[time]",
            "transparency.listeners: \"inside\" is not the name of a listener",
        ),
        (
            "[time]",
            "[transparency]\nfail-open = true\n[time]",
            "transparency.fail-open: there is no quorum that could be missed",
        ),
        (
            "[time]",
            "[transparency]\nwitness-ca-file = \"ca.pem\"\n[time]",
            "transparency.witness-ca-file: there is no witness to connect to",
        ),
        (
            "sources = [{ kind = \"system-clock\" }]",
            "",
            "time.sources: missing: where the time comes from must be said\n  Write `sources = [{ kind = \"system-clock\" }]`",
        ),
        (
            "\"system-clock\"",
            "\"nts\", address = \"t.example\"",
            "time.sources[0].kind: \"nts\" is not in this version",
        ),
        (
            "\"system-clock\"",
            "\"ntp\", address = \"t.example\"",
            "time.sources[0].kind: \"ntp\" is not in this version",
        ),
        ("\"system-clock\"", "\"kernel\"", "time.sources[0].kind: \"kernel\" is not in this version"),
        ("\"system-clock\"", "\"sundial\"", "time.sources[0].kind: \"sundial\" is no kind of source"),
        (
            "{ kind = \"system-clock\" }",
            "{ kind = \"system-clock\" }, { kind = \"system-clock\" }",
            "time.sources: the system clock can only stand alone",
        ),
        ("sources =", "max-error = \"1\"\nsources =", "time.max-error: \"1\" is not a duration"),
        (
            "sources =",
            "max-error = \"600ms\"\nsources =",
            "profile[0].accuracy: 1s cannot be kept: accuracy is below 1.2s",
        ),
        (
            "tsu-group",
            "accuracy = \"500ms\"\ntsu-group",
            "profile[0].accuracy: 500ms cannot be kept: accuracy is below 1s",
        ),
        (
            "tsu-group",
            "accuracy = \"2s\"\ntsu-group",
            "profile[0].accuracy: \"2s\": accuracy must be at most 1s",
        ),
        ("tsu-group", "ordering = true\ntsu-group", "profile[0].ordering: ordering needs fraction digits"),
        (
            "tsu-group",
            "gen-time-unit = \"hour\"\ntsu-group",
            "profile[0].gen-time-unit: \"hour\" is not known\n  Choose",
        ),
        (
            "tsu-group",
            "tsa = \"me\"\ntsu-group",
            "profile[0].tsa: \"me\" is not known\n  Choose \"absent\" or \"subject\".",
        ),
        ("tsu-group", "certificates = \"all\"\ntsu-group", "profile[0].certificates: \"all\" is not known"),
        (
            "tsu-group",
            "hashes = [\"sha1\"]\ntsu-group",
            "profile[0].hashes[0]: \"sha1\" is not an accepted hash",
        ),
        ("tsu-group", "hashes = []\ntsu-group", "profile[0].hashes: the list is empty"),
        (
            "tsu-group",
            "rules = \"etsi\"\ntsu-group",
            "profile[0].rules: the rule set \"etsi\" is not in this version",
        ),
        (
            "tsu-group",
            "qualified = true\ntsu-group",
            "profile[0].qualified: a token that calls itself qualified is not",
        ),
        ("tsu-group", "cors-origins = [\"x\"]\ntsu-group", "profile[0].cors-origins: access from web pages"),
        ("tsu-group = \"main\"", "", "profile[0].tsu-group: \"\" is not a name"),
        ("policies = [\"1.3.6.1.4.1.32473.1.0\"]", "", "profile[0].policies: missing\n  Give the OIDs"),
        ("1.3.6.1.4.1.32473.1.0", "1.99", "profile[0].policies[0]: \"1.99\" is not an object identifier"),
        (
            "1.3.6.1.4.1.32473.1.0",
            "0.4.0.2023.1.1",
            "profile[0].policies: policy 0.4.0.2023.1.1 may only be used",
        ),
        ("[\"public\"]", "[\"pulbic\"]", "profile[0].listeners: there is no listener \"pulbic\""),
        ("[\"public\"]", "[]", "profile[0].listeners: missing"),
        ("\"/tsa\"", "\"tsa\"", "profile[0].paths[0]: \"tsa\" is not a plain path"),
        (
            "\"/tsa\"",
            "\"/healthz\"",
            "profile[0].paths[0]: \"/healthz\" is a path that the server itself serves",
        ),
        (
            "\"/tsa\"",
            "\"/tsa\", \"/tsa\"",
            "profile[0].paths: \"/tsa\" on listener \"public\" already belongs to",
        ),
        (
            "[[profile]]",
            "[[tsu]]\nname = \"a\"\n[[tsu]]\nname = \"a\"\n[[profile]]",
            "tsu[1].name: \"a\" stands here twice",
        ),
    ];
    for (piece, instead, expected) in cases {
        assert!(GOOD.contains(piece), "{piece}");
        let error = load(&GOOD.replacen(piece, instead, 1)).expect_err(expected).to_string();
        assert!(error.starts_with(&format!("test.toml: {expected}")), "wanted {expected}\ngot    {error}");
    }
}

#[test]
fn exclusive_profiles_share_nothing() {
    let both = format!("{GOOD}{EXCLUSIVE}");
    let cases = [
        (
            "unix:/run/tsa/internal.sock",
            "192.0.2.1:3182",
            "profile[1].listeners: an exclusive profile cannot be served on \"internal\", 192.0.2.1:3182",
        ),
        ("unix:/run/tsa/internal.sock", "127.0.0.1:3182", "profile[1].token-file: missing, and \"internal\""),
        ("32473.1.1", "32473.1.0", "profile[1].policies: \"deposit\" is exclusive and shares the policy"),
        (
            "\"deposit\"\npolicies",
            "\"main\"\npolicies",
            "profile[1].tsu-group: \"deposit\" is exclusive and shares",
        ),
        (
            "name = \"deposit\"",
            "name = \"default\"",
            "profile[1].name: \"default\" is the name of another profile",
        ),
    ];
    for (piece, instead, expected) in cases {
        assert!(both.contains(piece), "{piece}");
        let error = load(&both.replacen(piece, instead, 1)).expect_err(expected).to_string();
        assert!(error.starts_with(&format!("test.toml: {expected}")), "wanted {expected}\ngot    {error}");
    }
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = GOOD.replace("version = 1", "").replace("\"/tsa\"", "\"tsa\"").replace("3180", "x");
    let error = load(&text).expect_err("three problems").to_string();
    for key in ["version:", "http.listener[0].address:", "profile[0].paths[0]:"] {
        assert!(error.contains(key), "{key} in {error}");
    }
}

#[test]
fn unknown_keys_and_broken_toml_name_the_place() {
    for (text, expected) in [
        (GOOD.replace("[state]", "[sate]"), "sate"),
        (GOOD.replace("tsu-group", "tsu_group"), "tsu_group"),
        (GOOD.replace("[state]", "[http]\nmax-connections = \"many\"\n[state]"), "max-connections"),
        (GOOD.replace("version = 1", "version = = 1"), "TOML parse error at line 2"),
    ] {
        let error = load(&text).expect_err(expected).to_string();
        assert!(error.starts_with("test.toml: ") && error.contains(expected), "wanted {expected} in {error}");
        assert!(error.contains("tsa-admin config template"), "{error}");
    }
}

#[test]
fn values_of_another_type_are_not_taken_for_something_else() {
    for (piece, instead) in [
        ("version = 1", "version = true"),
        ("version = 1", "version = 1.4"),
        ("\"1.3.6.1.4.1.32473.1.0\"", "1.10"),
        ("tsu-group", "exclusive = 7\ntsu-group"),
        ("tsu-group", "ordering = \"false\"\ntsu-group"),
    ] {
        let error = load(&GOOD.replacen(piece, instead, 1)).expect_err(instead).to_string();
        assert!(error.contains("invalid type") && error.contains("line "), "{instead}: {error}");
    }
}

#[test]
fn the_shipped_configuration_is_right_and_names_every_key() {
    let text = include_str!("../../../deploy/tsa.toml");
    let config = load(text).expect("deploy/tsa.toml");
    assert_eq!(config.profiles.len(), 1);
    for key in include_str!("file.rs").lines().filter_map(|line| line.trim().strip_prefix("pub ")) {
        let Some((name, _)) = key.split_once(':') else { continue };
        let name = name.replace('_', "-");
        let later = ["tls", "socket", "cors-origins", "device-certificate", "qualified"];
        assert!(later.contains(&&*name) || text.contains(&name), "deploy/tsa.toml does not explain {name}");
    }
}
