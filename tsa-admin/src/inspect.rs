//! What is written in a request, a response, a token or a certificate, shown without judging it.

mod attributes;
mod certificate;
mod document;
mod names;
mod request;
mod response;
mod tlv;
mod token;
mod tst_info;

pub(crate) use certificate::{Fields, distinguished};
pub(crate) use document::Document;
pub(crate) use names::hex;
