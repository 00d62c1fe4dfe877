//! From JSON to a claim.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use tsa_core::Oid;

use super::object::{Member, Object, refused};
use super::*;
use crate::jcs::Value;
use crate::names::{check_file_name, check_long_text, check_text};

pub(super) fn claim(value: Value) -> Result<ClaimFields, ClaimFault> {
    // The version is looked at before anything that a later version may have.
    if let Value::Object(members) = &value
        && members.get("v").is_some_and(|version| *version != Value::Integer(1))
    {
        return Err(ClaimFault::Version);
    }
    let mut object = Object::new(Member::whole(value), MEMBERS)?;
    object.required("v")?;
    Ok(ClaimFields {
        subject: object.required("type")?.string(Subject::from_word)?,
        id: object.required("id")?.hex()?,
        file: file(object.required("file")?)?,
        holders: holders(object.required("holders")?)?,
        agent: object.optional("agent").map(agent).transpose()?,
        work: object.optional("work").map(work).transpose()?,
        declaration: declaration(object.required("declaration")?)?,
        assurance: assurance(object.required("assurance")?)?,
        service: object.required("service")?.string(service)?,
        policy: object.required("policy")?.string(policy)?,
        salt: object.required("salt")?.hex()?,
    })
}

fn file(member: Member) -> Result<FileFacts, ClaimFault> {
    let mut object = Object::new(member, &["name", "name_commit", "sha256", "sha512", "size"])?;
    let name = object.optional("name").map(|name| name.text(check_file_name)).transpose()?;
    let commit = object.optional("name_commit").map(Member::hex).transpose()?;
    Ok(FileFacts {
        name: match (name, commit) {
            (Some(_), Some(_)) => return Err(refused(object.path())),
            (Some(name), None) => Some(FileName::Disclosed(name)),
            (None, commit) => commit.map(FileName::Committed),
        },
        sha256: object.required("sha256")?.hex()?,
        sha512: object.optional("sha512").map(Member::hex).transpose()?,
        size: object.optional("size").map(Member::integer).transpose()?,
    })
}

fn holders(member: Member) -> Result<Vec<Holder>, ClaimFault> {
    member.items(1..=Claim::MAX_HOLDERS)?.into_iter().map(holder).collect()
}

fn holder(member: Member) -> Result<Holder, ClaimFault> {
    let mut object = Object::new(member, &["identifiers", "kind", "name", "role"])?;
    Ok(Holder {
        name: object.required("name")?.text(check_text)?,
        kind: object.required("kind")?.string(HolderKind::from_word)?,
        role: object.required("role")?.string(Role::from_word)?,
        identifiers: match object.optional("identifiers") {
            Some(list) => list
                .items(1..=Claim::MAX_IDENTIFIERS)?
                .into_iter()
                .map(identifier)
                .collect::<Result<_, _>>()?,
            None => Vec::new(),
        },
    })
}

fn identifier(member: Member) -> Result<Identifier, ClaimFault> {
    let mut object = Object::new(member, &["scheme", "value"])?;
    Ok(Identifier {
        scheme: object.required("scheme")?.word()?,
        value: object.required("value")?.text(check_text)?,
    })
}

fn agent(member: Member) -> Result<Agent, ClaimFault> {
    let mut object = Object::new(member, &["matter", "name"])?;
    Ok(Agent {
        name: object.required("name")?.text(check_text)?,
        matter: object.optional("matter").map(|matter| matter.text(check_text)).transpose()?,
    })
}

fn work(member: Member) -> Result<Work, ClaimFault> {
    let mut object = Object::new(member, &["note", "title"])?;
    let title = object.optional("title").map(|title| title.text(check_text)).transpose()?;
    let note = object.optional("note").map(|note| note.text(check_long_text)).transpose()?;
    if title.is_none() && note.is_none() { Err(refused(object.path())) } else { Ok(Work { title, note }) }
}

fn declaration(member: Member) -> Result<Declaration, ClaimFault> {
    let mut object = Object::new(member, &["id", "lang"])?;
    Ok(Declaration {
        id: object.required("id")?.word()?,
        lang: object.required("lang")?.string(|text| is_language(text).then(|| text.to_string()))?,
    })
}

fn assurance(member: Member) -> Result<Assurance, ClaimFault> {
    let mut object = Object::new(member, &["level", "method"])?;
    Ok(Assurance {
        level: object.required("level")?.string(AssuranceLevel::from_word)?,
        method: object.required("method")?.word()?,
    })
}

/// Two or three lower-case letters, then perhaps `-` and 2 to 8 letters or digits.
fn is_language(text: &str) -> bool {
    let (language, rest) = match text.split_once('-') {
        Some((language, rest)) => (language, Some(rest)),
        None => (text, None),
    };
    let is_rest =
        |rest: &str| (2..=8).contains(&rest.len()) && rest.bytes().all(|octet| octet.is_ascii_alphanumeric());
    (2..=3).contains(&language.len())
        && language.bytes().all(|octet| octet.is_ascii_lowercase())
        && rest.is_none_or(is_rest)
}

/// Whether a claim may name a service so.
pub(crate) fn is_service(text: &str) -> bool {
    let is_known =
        |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit() || b".:/_-[]".contains(&octet);
    (1..=MAX_SERVICE).contains(&text.len()) && text.bytes().all(is_known)
}

fn service(text: &str) -> Option<String> {
    is_service(text).then(|| text.to_string())
}

fn policy(text: &str) -> Option<Oid> {
    let oid = Oid::from_dotted(text).ok()?;
    // One text for each policy.
    (text.len() <= MAX_POLICY && oid.to_string() == text).then_some(oid)
}

const MEMBERS: &[&str] = &[
    "agent",
    "assurance",
    "declaration",
    "file",
    "holders",
    "id",
    "policy",
    "salt",
    "service",
    "type",
    "v",
    "work",
];
const MAX_SERVICE: usize = 200;
const MAX_POLICY: usize = 100;
