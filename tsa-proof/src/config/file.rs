//! The configuration as it is written: every key optional, nothing checked but types and names.

use serde::Deserialize;
use tsa_service::config::sections::{Http, Log};

use crate::deposit::limits::LimitsSection;
use crate::deposit::settings::TsaSection;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct File {
    pub version: Option<u32>,
    pub public_url: Option<String>,
    pub contact: Option<String>,
    pub incident: Vec<Incident>,
    pub log: Log,
    pub http: Http,
    pub proxy: Proxy,
    pub control: Control,
    pub store: Store,
    pub tsa: Option<TsaSection>,
    pub secrets: Secrets,
    pub mail: Option<Mail>,
    pub limits: LimitsSection,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Incident {
    pub date: String,
    pub title: String,
    pub text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Proxy {
    pub addresses: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Control {
    pub metrics_listen: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Store {
    pub url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Secrets {
    pub claim_key_file: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Mail {
    pub from: Option<String>,
    pub server: Option<String>,
    pub port: Option<u16>,
    pub tls: Option<String>,
    pub user: Option<String>,
    pub password_file: Option<String>,
}
