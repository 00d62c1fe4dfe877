//! The configuration as it is written: every key optional, nothing checked but types and names.
//!
//! Keys that a later version will have are here too, so that they are refused with a word on why.

use serde::Deserialize;
use tsa_service::config::sections::{Http, Log};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct File {
    pub version: Option<u32>,
    pub log: Log,
    pub http: Http,
    pub control: Control,
    pub state: State,
    pub time: Time,
    pub signing: Signing,
    pub tsu: Vec<Tsu>,
    pub transparency: Transparency,
    pub profile: Vec<Profile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Control {
    pub socket: Option<String>,
    pub metrics_listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct State {
    pub directory: Option<String>,
    pub watermark: Option<String>,
    pub min_free: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Time {
    pub max_error: Option<String>,
    pub sources: Option<Vec<Source>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Source {
    pub kind: String,
    pub address: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Signing {
    pub deadline: Option<String>,
    pub self_check: Option<String>,
    pub threads: Option<u32>,
    pub queue: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Tsu {
    pub name: String,
    pub passphrase_file: Option<String>,
    pub lab: Option<bool>,
    pub key_use_months: Option<u16>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Transparency {
    pub listeners: Option<Vec<String>>,
    pub passphrase_file: Option<String>,
    pub witness_policy: Option<String>,
    pub witness_ca_file: Option<String>,
    pub fail_open: Option<bool>,
    pub cadence: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Profile {
    pub name: String,
    #[serde(default)]
    pub listeners: Vec<String>,
    #[serde(default)]
    pub paths: Vec<String>,
    pub tsu_group: Option<String>,
    #[serde(default)]
    pub policies: Vec<String>,
    pub hashes: Option<Vec<String>>,
    pub accuracy: Option<String>,
    pub gen_time_unit: Option<String>,
    pub ordering: Option<bool>,
    pub tsa: Option<String>,
    pub certificates: Option<String>,
    pub rules: Option<String>,
    pub exclusive: Option<bool>,
    pub token_file: Option<String>,
    pub qualified: Option<bool>,
    pub cors_origins: Option<Vec<String>>,
    pub device_certificate: Option<serde::de::IgnoredAny>,
}
