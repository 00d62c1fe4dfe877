//! From a claim to JSON.

use alloc::string::{String, ToString as _};

use super::{ClaimFields, FileFacts, FileName, Holder, Identifier};
use crate::hex;
use crate::jcs::{Members, Value};

pub(super) fn claim(fields: &ClaimFields) -> Value {
    let declaration =
        object([("id", string(&fields.declaration.id)), ("lang", string(&fields.declaration.lang))]);
    let assurance = object([
        ("level", string(fields.assurance.level.word())),
        ("method", string(&fields.assurance.method)),
    ]);
    let mut members = from([
        ("v", Value::Integer(1)),
        ("type", string(fields.subject.word())),
        ("id", digits(&fields.id)),
        ("file", file(&fields.file)),
        ("holders", Value::Array(fields.holders.iter().map(holder).collect())),
        ("declaration", declaration),
        ("assurance", assurance),
        ("service", string(&fields.service)),
        ("policy", Value::String(fields.policy.to_string())),
        ("salt", digits(&fields.salt)),
    ]);
    if let Some(agent) = &fields.agent {
        let mut inner = from([("name", string(&agent.name))]);
        add(&mut inner, "matter", agent.matter.as_deref().map(string));
        add(&mut members, "agent", Some(Value::Object(inner)));
    }
    if let Some(work) = &fields.work {
        let mut inner = Members::new();
        add(&mut inner, "title", work.title.as_deref().map(string));
        add(&mut inner, "note", work.note.as_deref().map(string));
        add(&mut members, "work", Some(Value::Object(inner)));
    }
    Value::Object(members)
}

fn file(file: &FileFacts) -> Value {
    let mut members = from([("sha256", digits(&file.sha256))]);
    add(&mut members, "sha512", file.sha512.as_ref().map(|digest| digits(digest)));
    add(&mut members, "size", file.size.map(Value::Integer));
    match &file.name {
        Some(FileName::Disclosed(name)) => add(&mut members, "name", Some(string(name))),
        Some(FileName::Committed(digest)) => add(&mut members, "name_commit", Some(digits(digest))),
        None => {}
    }
    Value::Object(members)
}

fn holder(holder: &Holder) -> Value {
    let mut members = from([
        ("name", string(&holder.name)),
        ("kind", string(holder.kind.word())),
        ("role", string(holder.role.word())),
    ]);
    if !holder.identifiers.is_empty() {
        let identifier =
            |one: &Identifier| object([("scheme", string(&one.scheme)), ("value", string(&one.value))]);
        add(
            &mut members,
            "identifiers",
            Some(Value::Array(holder.identifiers.iter().map(identifier).collect())),
        );
    }
    Value::Object(members)
}

pub(crate) fn from<const N: usize>(members: [(&str, Value); N]) -> Members {
    members.into_iter().map(|(name, value)| (String::from(name), value)).collect()
}

pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(from(members))
}

pub(crate) fn add(members: &mut Members, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        members.insert(name.into(), value);
    }
}

pub(crate) fn string(text: &str) -> Value {
    Value::String(text.into())
}

pub(crate) fn digits(octets: &[u8]) -> Value {
    Value::String(hex::encode(octets))
}
