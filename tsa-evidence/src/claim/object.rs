//! Taking JSON objects apart until nothing is left.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::ClaimFault;
use crate::hex;
use crate::jcs::{Members, Value};
use crate::names::TextFault;

/// A value and where it stands.
pub(crate) struct Member {
    path: String,
    value: Value,
}

/// An object of which members are taken one by one.
pub(crate) struct Object {
    path: String,
    members: Members,
}

impl Object {
    /// Takes only members that are known.
    ///
    /// # Errors
    /// [`ClaimFault::MemberRefused`] when it is no object, [`ClaimFault::MemberUnknown`].
    pub(crate) fn new(member: Member, known: &[&str]) -> Result<Self, ClaimFault> {
        let Value::Object(members) = member.value else { return Err(refused(member.path)) };
        let object = Self { path: member.path, members };
        match object.members.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(ClaimFault::MemberUnknown(object.path_of(name))),
            None => Ok(object),
        }
    }

    pub(crate) fn required(&mut self, name: &str) -> Result<Member, ClaimFault> {
        self.optional(name).ok_or_else(|| ClaimFault::MemberMissing(self.path_of(name)))
    }

    pub(crate) fn optional(&mut self, name: &str) -> Option<Member> {
        let value = self.members.remove(name)?;
        Some(Member { path: self.path_of(name), value })
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

impl Member {
    /// The outermost value.
    pub(crate) const fn whole(value: Value) -> Self {
        Self { path: String::new(), value }
    }

    pub(crate) fn integer(self) -> Result<u64, ClaimFault> {
        match self.value {
            Value::Integer(number) => Ok(number),
            _ => Err(refused(self.path)),
        }
    }

    /// The items of an array with so many of them.
    pub(crate) fn items(self, count: core::ops::RangeInclusive<usize>) -> Result<Vec<Self>, ClaimFault> {
        let path = self.path;
        let Value::Array(items) = self.value else { return Err(refused(path)) };
        if !count.contains(&items.len()) {
            return Err(refused(path));
        }
        let member = |(place, value)| Self { path: format!("{path}[{place}]"), value };
        Ok(items.into_iter().enumerate().map(member).collect())
    }

    /// Text that `check` accepts.
    pub(crate) fn text(
        self,
        check: impl FnOnce(&str) -> Result<(), TextFault>,
    ) -> Result<String, ClaimFault> {
        let Value::String(text) = self.value else { return Err(refused(self.path)) };
        match check(&text) {
            Ok(()) => Ok(text),
            Err(fault) => Err(ClaimFault::MemberRefused { member: self.path, text: Some(fault) }),
        }
    }

    /// A string that `read` understands.
    pub(crate) fn string<T>(self, read: impl FnOnce(&str) -> Option<T>) -> Result<T, ClaimFault> {
        match &self.value {
            Value::String(text) => read(text).ok_or_else(|| refused(self.path)),
            _ => Err(refused(self.path)),
        }
    }

    pub(crate) fn hex<const N: usize>(self) -> Result<[u8; N], ClaimFault> {
        self.string(hex::decode)
    }

    pub(crate) fn word(self) -> Result<String, ClaimFault> {
        self.string(|text| is_word(text).then(|| text.to_string()))
    }
}

pub(crate) fn refused(member: impl Into<String>) -> ClaimFault {
    ClaimFault::MemberRefused { member: member.into(), text: None }
}

/// 1 to 40 lower-case letters and digits of ASCII, single hyphens between them.
fn is_word(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit())
    };
    text.len() <= MAX_WORD && text.split('-').all(is_part)
}

const MAX_WORD: usize = 40;
