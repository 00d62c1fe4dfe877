//! What a file holds, found out by its shape.

use std::borrow::Cow;

use der::pem;
use serde::Serialize;
use thiserror::Error;

use super::request::RequestView;
use super::response::ResponseView;
use super::tlv::{INTEGER, Malformed, OBJECT_IDENTIFIER, Reader, SEQUENCE, Tlv};
use super::token::TokenView;
use crate::output::{Page, Report};

/// A file of the protocol, read for a person.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    /// Its length in octets, without any PEM around it.
    length: usize,
    /// `der` or, if some length or string is written in a way DER forbids, `ber`.
    encoding: &'static str,
    #[serde(flatten)]
    content: Content,
    /// Said in every answer, so that no program mistakes it for a verdict.
    verified: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Content {
    Request(RequestView),
    Response(ResponseView),
    Token(TokenView),
}

impl Document {
    /// Reads a request, a response or a token, in DER or PEM.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] says at which octet the reading ended, and why.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let der = der_of(bytes);
        if let Some(problem) = text(&der) {
            return Err(Unreadable::Text(problem));
        }
        let tlv = Tlv::only(&der)?;
        let encoding = if tlv.is_der() { "der" } else { "ber" };
        Ok(Self { length: der.len(), encoding, content: Content::read(&tlv)?, verified: false })
    }
}

impl Content {
    /// The three are told apart by what comes first inside: a version, a status, or a content type.
    fn read(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        if tlv.tag != SEQUENCE {
            return Err(tlv.malformed("this is no SEQUENCE, so it is none of the messages of RFC 3161"));
        }
        match tlv.inside().peek() {
            Some(INTEGER) => RequestView::decode(tlv).map(Self::Request),
            Some(SEQUENCE) => ResponseView::decode(tlv).map(Self::Response),
            Some(OBJECT_IDENTIFIER) => TokenView::decode(tlv).map(Self::Token),
            _ => Err(tlv.malformed("this SEQUENCE begins like none of the messages of RFC 3161")),
        }
    }
}

/// What a verifier can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Response,
    Token,
}

/// Whether a file holds a response or a token; a request is neither.
///
/// # Errors
///
/// It is something else.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let der = der_of(bytes);
    if let Some(problem) = text(&der) {
        return Err(Unreadable::Text(problem));
    }
    let mut reader = Reader::new(&der);
    let first = if reader.peek() == Some(SEQUENCE) { reader.next()?.inside().peek() } else { None };
    match first {
        Some(SEQUENCE) => Ok(Kind::Response),
        Some(OBJECT_IDENTIFIER) => Ok(Kind::Token),
        Some(INTEGER) => Err(Unreadable::Text("this is a request; to verify, give the answer to it")),
        _ => Err(Unreadable::Text("this is neither a response nor a token")),
    }
}

/// Why a file cannot be shown.
#[derive(Debug, PartialEq, Eq, Error)]
pub(crate) enum Unreadable {
    /// Not even binary.
    #[error("{0}")]
    Text(&'static str),
    /// Binary, but not a message.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// What a file of text is likely to be: an answer of something other than a TSA, saved under the name of a response.
fn text(bytes: &[u8]) -> Option<&'static str> {
    let begin = bytes.trim_ascii_start();
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    match begin.first() {
        None => Some("the file is empty"),
        Some(b'<') => Some("this is HTML or XML, perhaps the error page of a web server"),
        Some(b'{' | b'[') => Some("this is JSON, perhaps the error message of a web service"),
        // A message begins with 0x30, the digit zero of ASCII: text of another kind may too, but not for long.
        _ if begin.iter().take(64).all(is_text) => Some("this is text, not a message in DER"),
        _ => None,
    }
}

/// The octets inside PEM, whatever its label says, or the bytes as they are.
pub(crate) fn der_of(bytes: &[u8]) -> Cow<'_, [u8]> {
    match pem::decode_vec(bytes) {
        Ok((_, der)) => Cow::Owned(der),
        Err(_) => Cow::Borrowed(bytes),
    }
}

impl Report for Document {
    fn lay_out(&self, page: &mut Page) {
        let (title, next) = match &self.content {
            Content::Request(_) => ("Time-stamp request", None),
            Content::Response(response) if !response.has_token() => ("Time-stamp response", None),
            Content::Response(_) => ("Time-stamp response", Some(VERIFY)),
            Content::Token(_) => ("Time-stamp token", Some(VERIFY)),
        };
        let encoding = self.encoding.to_uppercase();
        page.heading(format!("{title}, {} octets of {encoding}", self.length));
        if self.encoding == "ber" {
            page.nested(|page| page.line("! not DER: a strict reader refuses it"));
        }
        match &self.content {
            Content::Request(request) => page.nested(|page| request.lay_out(page)),
            Content::Response(response) => response.lay_out(page),
            Content::Token(token) => token.lay_out(page),
        }
        if let Some(next) = next {
            page.gap();
            page.line(next);
        }
    }
}

const VERIFY: &str = "\
Nothing here was verified: this is what the file says, true or not. To verify it:
  tsa-admin token verify FILE --data DATA --roots ROOT.pem";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_called_by_its_name() {
        for (bytes, problem) in [
            (&b""[..], "the file is empty"),
            (b"<!DOCTYPE html>", "this is HTML or XML, perhaps the error page of a web server"),
            (b"  {\"code\":400}", "this is JSON, perhaps the error message of a web service"),
            (b"405 method not allowed", "this is text, not a message in DER"),
            (&[0x31, 0x00], "this is no SEQUENCE, so it is none of the messages of RFC 3161 (at octet 0)"),
            (&[0x30, 0x00], "this SEQUENCE begins like none of the messages of RFC 3161 (at octet 0)"),
            (
                &[0x30, 0x82, 0x01, 0x00, 0x02],
                "the element is cut off: 255 of 256 octets are missing (at octet 0)",
            ),
            (&[0x30, 0x03, 0x02, 0x01, 0x01], "messageImprint is missing (at octet 5)"),
        ] {
            assert_eq!(Document::read(bytes).unwrap_err().to_string(), problem);
        }
    }

    const VALUES: [u8; 9] = [0x00, 0x01, 0x1f, 0x24, 0x30, 0x7f, 0x80, 0x84, 0xff];

    #[test]
    fn no_damage_of_any_octet_ends_in_a_panic() {
        let whole = include_bytes!("../../tests/cmd/data/response.der");
        Document::read(whole).unwrap();
        for at in 0..whole.len() {
            assert!(Document::read(&whole[..at]).is_err(), "cut at {at}");
            // Two of the interesting values at each place, all of them at neighbouring ones.
            for value in [VALUES[at % VALUES.len()], VALUES[(at + 4) % VALUES.len()]] {
                let mut damaged = whole.to_vec();
                damaged[at] = value;
                // Whatever it is now, it is either shown or refused.
                if let Ok(document) = Document::read(&damaged) {
                    let mut page = Page::new(false);
                    document.lay_out(&mut page);
                    assert!(page.into_text().starts_with("Time-stamp"));
                }
            }
        }
    }
}
