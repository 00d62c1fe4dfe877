//! The JSON calls: one object in, one object out. Octets are base64 in both.
//!
//! `{"op": NAME, …}` is answered by `{"ok": …}` or by `{"error": {"code", "detail"}}`; codes are stable, details are for
//! developers.

mod inspect;
mod octets;
mod request;

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
        Call::Inspect(question) => value(inspect::inspect(&question)),
        Call::Request(question) => value(request::build(&question)?),
    }
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
enum Call {
    /// What are these octets?
    Inspect(inspect::Question),
    /// Build a TimeStampReq.
    Request(request::Question),
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
