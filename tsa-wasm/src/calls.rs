//! The JSON calls: one object in, one object out. Octets are base64 in both.
//!
//! `{"op": NAME, …}` is answered by `{"ok": …}` or by `{"error": {"code", "detail"}}`; codes are stable, details are for
//! developers.

mod assess;
mod claim;
mod folder;
mod inspect;
mod octets;
mod request;
mod sort;
mod zip;

use serde::{Deserialize, Serialize};

/// Carries out the call in `json` and writes the answer.
pub(crate) fn answer(json: &[u8]) -> Vec<u8> {
    let answer = match serde_json::from_slice::<Call>(json) {
        Ok(call) => carry_out(call),
        Err(error) => Err(Mistake::new("call", error.to_string())),
    };
    let answer = match answer {
        Ok(value) => Answer { ok: Some(value), error: None },
        Err(mistake) => Answer { ok: None, error: Some(mistake) },
    };
    // Only a map with keys that are not text cannot be written, and no answer has one.
    serde_json::to_vec(&answer).unwrap_or_else(|_| br#"{"error":{"code":"answer","detail":""}}"#.to_vec())
}

fn carry_out(call: Call) -> Result<serde_json::Value, Mistake> {
    match call {
        Call::Assess(question) => value(assess::assess(*question)?),
        Call::Claim(question) => value(claim::canonical(&question)?),
        Call::Compare(question) => value(assess::compare(&question)?),
        Call::Folder(question) => value(folder::make(question)?),
        Call::Inspect(question) => value(inspect::inspect(&question)),
        Call::Request(question) => value(request::build(&question)?),
        Call::Sort(question) => value(sort::sort(question)?),
        Call::ZipData(question) => value(zip::data_start(question)?),
        Call::ZipDirectory(question) => value(zip::entries(&question)?),
        Call::ZipLayOut(question) => value(zip::lay_out(question)?),
        Call::ZipLimits => value(zip::LIMITS),
        Call::ZipPlace(question) => value(zip::find(&question)?),
        Call::ZipUnpack(question) => value(zip::unpack(question)?),
    }
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
enum Call {
    /// Judge one proof.
    Assess(Box<assess::Question>),
    /// Bring a claim into its canonical form.
    Claim(claim::Question),
    /// Put two tokens in order.
    Compare(assess::Comparison),
    /// Make one fingerprint of many files.
    Folder(folder::Question),
    /// What are these octets?
    Inspect(inspect::Question),
    /// Build a TimeStampReq.
    Request(request::Question),
    /// Which parts make one proof?
    Sort(sort::Question),
    /// Where does the content of an entry begin?
    ZipData(zip::Header),
    /// Read the directory of an archive.
    ZipDirectory(zip::Directory),
    /// Lay out an archive around files that are elsewhere.
    ZipLayOut(zip::LayOut),
    /// How much of an archive's end is wanted.
    ZipLimits,
    /// Find the directory of an archive.
    ZipPlace(zip::Tail),
    /// Unpack a small entry.
    ZipUnpack(zip::Packed),
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Mistake>,
}

/// Why a call was not carried out.
#[derive(Debug, Serialize)]
struct Mistake {
    code: &'static str,
    detail: String,
}

impl Mistake {
    fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

fn value(answer: impl Serialize) -> Result<serde_json::Value, Mistake> {
    serde_json::to_value(answer).map_err(|error| Mistake::new("answer", error.to_string()))
}
