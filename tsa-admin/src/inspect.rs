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

pub(crate) use certificate::{CertificateView, Fields, distinguished};
pub(crate) use document::{Document, Kind, Unreadable, der_of, kind_of};
pub(crate) use names::{hex, printable};
