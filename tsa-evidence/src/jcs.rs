//! Canonical JSON (RFC 8785) of the values that claims use: objects, arrays, strings and integers from 0 to 2^53 − 1.
//!
//! The reader takes any JSON text of such values, so that it can say what is wrong with it, and then refuses whatever is not
//! octet for octet what the writer would have written. A name that occurs twice is refused first: it would have two readings.

mod reader;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An integer, at most [`MAX_INTEGER`].
    Integer(u64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object; each name once.
    Object(Members),
}

/// The members of an object by name. Names of ASCII sort alike by octets, as here, and by UTF-16 code units, as RFC 8785 §3.2.3
/// wants; [`parse`] refuses others.
pub type Members = BTreeMap<String, Value>;

/// How much a reader takes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most octets.
    pub octets: usize,
    /// The most levels of arrays and objects.
    pub depth: usize,
}

/// Why octets are not canonical JSON of the values that claims use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum JsonFault {
    /// More octets than the limit.
    #[error("too many octets")]
    TooLarge,
    /// Not JSON in UTF-8 (RFC 8259), or with something after the value.
    #[error("not JSON in UTF-8")]
    Syntax,
    /// Nested more deeply than the limit.
    #[error("arrays and objects are nested too deeply")]
    TooDeep,
    /// A name occurs twice in one object.
    #[error("a name occurs twice in one object, so there are two readings")]
    DuplicateMember,
    /// A number that is no integer from 0 to 2^53 − 1, or `true`, `false`, `null`, or a name that is not ASCII.
    #[error("a value of a kind that is not used here")]
    ValueKind,
    /// Another text than RFC 8785 prescribes for the value.
    #[error("not in the canonical form of RFC 8785")]
    NotCanonical,
}

/// Reads canonical JSON.
///
/// # Errors
/// [`JsonFault`]: the first one in the order of the variants that the text shows.
pub fn parse(octets: &[u8], limits: Limits) -> Result<Value, JsonFault> {
    let value = parse_any_form(octets, limits)?;
    if write(&value).as_bytes() == octets { Ok(value) } else { Err(JsonFault::NotCanonical) }
}

/// Reads JSON of the same values in any form: with white space, other escapes, another order of members.
///
/// # Errors
/// [`JsonFault`], but never [`JsonFault::NotCanonical`].
pub fn parse_any_form(octets: &[u8], limits: Limits) -> Result<Value, JsonFault> {
    if octets.len() > limits.octets {
        return Err(JsonFault::TooLarge);
    }
    let text = core::str::from_utf8(octets).map_err(|_| JsonFault::Syntax)?;
    reader::read(text, limits.depth)
}

/// The canonical text of a value.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    push(&mut out, value);
    out
}

fn push(out: &mut String, value: &Value) {
    match value {
        Value::Integer(number) => {
            // Writing to a String never fails.
            let _ = write!(out, "{number}");
        }
        Value::String(text) => push_string(out, text),
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place != 0 {
                    out.push(',');
                }
                push(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (place, (name, member)) in members.iter().enumerate() {
                if place != 0 {
                    out.push(',');
                }
                push_string(out, name);
                out.push(':');
                push(out, member);
            }
            out.push('}');
        }
    }
}

/// RFC 8785 §3.2.2.2: the two-character escapes where JSON has them, `\u00xx` for other controls, nothing else escaped.
fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{9}' => out.push_str("\\t"),
            '\u{a}' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\u{d}' => out.push_str("\\r"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// 2^53 − 1: the largest integer that every JSON reader holds exactly (RFC 8259 §6).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

#[cfg(test)]
mod tests;
