//! TimeStampResp, RFC 3161 §2.4.2.

use serde::Serialize;
use tsa_core::asn1::pki_status::{PkiFailureInfo, PkiStatus};

use super::names::{hex, printable};
use super::tlv::{BIT_STRING, INTEGER, Malformed, SEQUENCE, Tlv, UTF8_STRING};
use super::token::TokenView;
use crate::output::Page;

/// A response: a status, and a token when it was granted.
#[derive(Debug, Serialize)]
pub(crate) struct ResponseView {
    status: StatusView,
    token: Option<TokenView>,
}

/// PKIStatusInfo.
#[derive(Debug, Serialize)]
struct StatusView {
    value: u64,
    name: Option<&'static str>,
    text: Vec<String>,
    failures: Vec<FailureView>,
    /// The failInfo bits as they stand there, first octet first.
    #[serde(skip_serializing_if = "Option::is_none")]
    fail_info: Option<String>,
}

#[derive(Debug, Serialize)]
struct FailureView {
    name: &'static str,
    meaning: &'static str,
}

impl ResponseView {
    pub(crate) fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let status = StatusView::decode(&reader.expect(SEQUENCE, "status")?)?;
        let token = match reader.next_if(SEQUENCE)? {
            Some(token) => Some(TokenView::decode(&token)?),
            None => None,
        };
        reader.end("something follows the token")?;
        Ok(Self { status, token })
    }

    /// Whether there is a token in it.
    pub(crate) fn has_token(&self) -> bool {
        self.token.is_some()
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.nested(|page| {
            self.status.lay_out(page);
            if self.token.is_none() {
                page.field("Token", "none");
            }
        });
        if let Some(token) = &self.token {
            page.heading("Token");
            token.lay_out(page);
        }
    }
}

impl StatusView {
    fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let value = reader.expect(INTEGER, "PKIStatus")?.small_integer()?;
        let mut text = Vec::new();
        if let Some(list) = reader.next_if(SEQUENCE)? {
            let mut strings = list.inside();
            while let Some(string) = strings.next_if(UTF8_STRING)? {
                text.push(printable(&String::from_utf8_lossy(string.content)));
            }
            strings.end("a statusString is no UTF8String")?;
        }
        let bits = reader.next_if(BIT_STRING)?.map(|tlv| tlv.content.get(1..).unwrap_or_default());
        reader.end("something follows failInfo")?;
        let name = u8::try_from(value).ok().and_then(PkiStatus::from_value).map(PkiStatus::name);
        let failures = PkiFailureInfo::from_bits(bits.unwrap_or_default());
        let failures =
            failures.map(|failure| FailureView { name: failure.name(), meaning: meaning(failure) }).collect();
        Ok(Self { value, name, text, failures, fail_info: bits.map(hex) })
    }

    fn lay_out(&self, page: &mut Page) {
        page.field("Status", format!("{} ({})", self.name.unwrap_or("unknown"), self.value));
        for text in &self.text {
            page.field("Text", text);
        }
        for failure in &self.failures {
            page.field("Failure", format!("{}\n{}", failure.name, failure.meaning));
        }
        if let (Some(bits), true) = (&self.fail_info, self.failures.is_empty()) {
            page.field("Failure", format!("unknown bits {bits}"));
        }
    }
}

/// The sentence of RFC 3161 §2.4.2 in the words of somebody who wants to mend it.
fn meaning(failure: PkiFailureInfo) -> &'static str {
    match failure {
        PkiFailureInfo::BadAlg => "the hash algorithm is unknown to the TSA or too weak for it",
        PkiFailureInfo::BadRequest => "the request is readable, but not one this TSA serves",
        PkiFailureInfo::BadDataFormat => "the request is not well-formed",
        PkiFailureInfo::TimeNotAvailable => "the TSA cannot prove its time well enough; try again later",
        PkiFailureInfo::UnacceptedPolicy => "the TSA does not issue under the policy asked for",
        PkiFailureInfo::UnacceptedExtension => "the TSA does not support an extension of the request",
        PkiFailureInfo::AddInfoNotAvailable => "information the request asked for is not available",
        PkiFailureInfo::SystemFailure => "something failed inside the TSA; try again later",
    }
}
