//! Records as people and programs read them.

use std::path::Path;

use serde::Serialize;
use tsa_core::asn1::tsp::MessageImprint;
use tsa_core::leaf::VoidReason;
use tsa_core::{HashAlgorithm, TimeState, UnixTime};
use tsa_journal::{Entry, Malformed, Reader, Record, TokenRecord};

use crate::error::Error;
use crate::inspect::hex;
use crate::output::Page;
use crate::time::UtcTime;

/// One record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case", tag = "record")]
pub(crate) enum RecordView {
    Token(Box<TokenView>),
    Issued { token: u64, token_sha256: String },
    Void { index: u64, token: u64, reason: &'static str },
    Start { segment: u64, origin: String, leaves: u64, follows: Option<String> },
    Seal { leaves: u64, tokens: u64, issued: u64, void: u64, root: String },
    Event { kind: u8, content: String },
}

/// What was about to be signed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TokenView {
    pub(crate) index: u64,
    pub(crate) serial: String,
    pub(crate) time: Option<UtcTime>,
    pub(crate) policy: String,
    pub(crate) hash: String,
    pub(crate) digest: String,
    pub(crate) profile: String,
    pub(crate) access_key: Option<String>,
    pub(crate) clock: Option<UtcTime>,
    pub(crate) clock_error_seconds: f64,
    pub(crate) clock_state: &'static str,
    pub(crate) certificate_sha256: String,
    pub(crate) signed_attributes_sha256: String,
    pub(crate) tst_info: String,
}

impl RecordView {
    pub(crate) fn new(record: &Record<'_>) -> Result<Self, Malformed> {
        Ok(match record {
            Record::Token(token) => Self::Token(Box::new(TokenView::new(token)?)),
            Record::Issued { token, token_sha256 } => {
                Self::Issued { token: token.value(), token_sha256: hex(token_sha256) }
            }
            Record::Failed(failed) => Self::Void {
                index: failed.index.value(),
                token: failed.token.value(),
                reason: reason(failed.reason),
            },
            Record::Start(start) => Self::Start {
                segment: start.segment,
                origin: start.origin.to_owned(),
                leaves: start.totals.leaves,
                follows: start.former.map(|former| format!("{} with {} leaves", former.origin, former.size)),
            },
            Record::Seal(seal) => Self::Seal {
                leaves: seal.totals.leaves,
                tokens: seal.totals.tokens,
                issued: seal.totals.issued,
                void: seal.totals.void,
                root: hex(&seal.root),
            },
            Record::Event { kind, content } => Self::Event { kind: *kind, content: hex(content) },
        })
    }
}

impl TokenView {
    pub(crate) fn new(token: &TokenRecord<'_>) -> Result<Self, Malformed> {
        let info = token.tst_info()?;
        let imprint = &info.message_imprint;
        Ok(Self {
            index: token.index.value(),
            serial: hex(token.serial()?.as_bytes()),
            time: utc(token.gen_time()?),
            policy: info.policy.to_string(),
            hash: hash_name(imprint),
            digest: hex(imprint.hashed_message),
            profile: token.profile.to_owned(),
            access_key: token.access_key.map(hex),
            clock: utc(token.reading.now),
            clock_error_seconds: token.reading.error.as_secs_f64(),
            clock_state: match token.reading.state {
                TimeState::Synced => "synced",
                TimeState::Holdover => "holdover",
                TimeState::Unproven => "unproven",
                TimeState::Lost => "lost",
            },
            certificate_sha256: hex(&token.certificate_sha256),
            signed_attributes_sha256: hex(&token.signed_attributes_sha256),
            tst_info: hex(token.tst_info),
        })
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.field_if("Time", self.time);
        page.field("Imprint", format!("{}\n{}", self.hash, self.digest));
        page.field("Policy", &self.policy);
        page.field("Profile", &self.profile);
        page.field_if("Access key", self.access_key.as_ref());
        let clock = self.clock.map_or_else(String::new, |clock| clock.to_string());
        page.field("Clock", format!("{clock} ± {} s, {}", self.clock_error_seconds, self.clock_state));
        page.field("Certificate", format!("sha256 {}", self.certificate_sha256));
    }
}

/// Goes through the records from leaf `index` on, or all of them, until `visit` has seen enough.
pub(super) fn walk(
    directory: &Path,
    index: Option<u64>,
    mut visit: impl FnMut(&Record<'_>) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut reader = match index {
        Some(index) => Reader::open_at(directory, index)?,
        None => Reader::open(directory)?,
    };
    let mut result = Ok(true);
    loop {
        let more = reader.group(|Entry { record, .. }| {
            if matches!(result, Ok(true)) {
                result = visit(record);
            }
        });
        match result {
            Err(error) => return Err(error),
            Ok(false) => return Ok(()),
            Ok(true) => {}
        }
        if !more? {
            return Ok(());
        }
    }
}

/// A record that does not read as it must.
pub(super) fn malformed(directory: &Path) -> impl Fn(Malformed) -> Error {
    let path = directory.to_owned();
    move |error| Error::Record { path: path.clone(), reason: error.to_string() }
}

fn reason(reason: VoidReason) -> &'static str {
    reason.refusal().name()
}

fn utc(time: UnixTime) -> Option<UtcTime> {
    UtcTime::from_unix(time)
}

fn hash_name(imprint: &MessageImprint<'_>) -> String {
    let known = HashAlgorithm::from_oid_content(imprint.algorithm.as_bytes());
    known.map_or_else(|| imprint.algorithm.to_string(), |known| known.name().to_owned())
}
