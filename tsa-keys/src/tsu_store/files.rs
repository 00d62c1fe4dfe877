//! The files of the store, as they are written.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tsa_core::SignatureScheme;

use super::{NewTsu, StoreError, TsuEntry, TsuState};
use crate::KeyAlgorithm;

/// Names become names of files: nothing but small letters, digits and hyphens.
pub(super) fn check_name(name: &str) -> Result<(), StoreError> {
    let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let all = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if first && all && name.len() <= 63 { Ok(()) } else { Err(StoreError::Name { name: name.to_owned() }) }
}

/// `tsu.toml`: what never changes about a unit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TsuFile {
    version: u32,
    name: String,
    pub(super) group: String,
    algorithm: KeyAlgorithm,
    #[serde(with = "scheme")]
    scheme: SignatureScheme,
    #[serde(with = "timestamp")]
    created: Timestamp,
}

impl TsuFile {
    pub(super) fn new(new: &NewTsu<'_>, scheme: SignatureScheme) -> Self {
        Self {
            version: VERSION,
            name: new.name.to_owned(),
            group: new.group.to_owned(),
            algorithm: new.algorithm,
            scheme,
            created: new.now,
        }
    }

    pub(super) fn load(path: &Path, name: &str) -> Result<Self, StoreError> {
        let text = fs::read_to_string(path).map_err(StoreError::read(path))?;
        let file: Self = toml::from_str(&text).map_err(|error| damaged(path, &error.to_string()))?;
        if file.version != VERSION {
            return Err(damaged(path, "its version is not 1"));
        }
        if file.name != name {
            return Err(damaged(path, "its name is not that of its directory"));
        }
        check_name(&file.group)?;
        Ok(file)
    }

    pub(super) fn to_text(&self) -> Result<String, StoreError> {
        Ok(format!("{TSU_HEADER}{}", toml::to_string(self)?))
    }

    pub(super) fn entry(self, group: &GroupFile, has_certificate: bool, has_key: bool) -> TsuEntry {
        let listed = group.tsu.iter().find(|line| line.name == self.name);
        TsuEntry {
            state: listed.map_or(TsuState::Pending, |line| line.state),
            activated: listed.and_then(|line| line.activated),
            retired: listed.and_then(|line| line.retired),
            name: self.name,
            group: self.group,
            algorithm: self.algorithm,
            scheme: self.scheme,
            created: self.created,
            has_certificate,
            has_key,
        }
    }
}

/// `groups/GROUP.toml`: which unit signs, which ones have signed. A unit that is not listed is pending.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GroupFile {
    version: u32,
    group: String,
    #[serde(default)]
    tsu: Vec<GroupLine>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct GroupLine {
    name: String,
    state: TsuState,
    #[serde(with = "optional_timestamp", default, skip_serializing_if = "Option::is_none")]
    activated: Option<Timestamp>,
    #[serde(with = "optional_timestamp", default, skip_serializing_if = "Option::is_none")]
    retired: Option<Timestamp>,
}

impl GroupFile {
    /// Reads the file; a group nothing was ever activated in has none.
    pub(super) fn load(path: &Path, group: &str) -> Result<Self, StoreError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { version: VERSION, group: group.to_owned(), tsu: Vec::new() });
            }
            Err(error) => return Err(StoreError::read(path)(error)),
        };
        let file: Self = toml::from_str(&text).map_err(|error| damaged(path, &error.to_string()))?;
        file.check(group).map_err(|problem| damaged(path, problem))?;
        Ok(file)
    }

    pub(super) fn to_text(&self) -> Result<String, StoreError> {
        Ok(format!("{GROUP_HEADER}{}", toml::to_string(self)?))
    }

    pub(super) fn active(&self) -> Option<&str> {
        self.tsu.iter().find(|line| line.state == TsuState::Active).map(|line| line.name.as_str())
    }

    /// Lets `name` sign and retires the unit that did; gives its name.
    pub(super) fn activate(&mut self, name: &str, now: Timestamp) -> Option<String> {
        let former = self.active().map(str::to_owned);
        if let Some(former) = &former {
            self.retire(former, now);
        }
        self.tsu.push(GroupLine {
            name: name.to_owned(),
            state: TsuState::Active,
            activated: Some(now),
            retired: None,
        });
        former
    }

    /// Retires `name`, which may never have signed.
    pub(super) fn retire(&mut self, name: &str, now: Timestamp) {
        match self.tsu.iter_mut().find(|line| line.name == name) {
            Some(line) => {
                line.state = TsuState::Retired;
                line.retired = Some(now);
            }
            None => self.tsu.push(GroupLine {
                name: name.to_owned(),
                state: TsuState::Retired,
                activated: None,
                retired: Some(now),
            }),
        }
    }

    fn check(&self, group: &str) -> Result<(), &'static str> {
        if self.version != VERSION {
            return Err("its version is not 1");
        }
        if self.group != group {
            return Err("its group is not that of its name");
        }
        for (index, line) in self.tsu.iter().enumerate() {
            if self.tsu.iter().skip(index + 1).any(|other| other.name == line.name) {
                return Err("a TSU is listed twice");
            }
            let dates = (line.activated.is_some(), line.retired.is_some());
            match (line.state, dates) {
                (TsuState::Active, (true, false)) | (TsuState::Retired, (_, true)) => {}
                _ => return Err("the state and the dates of a TSU contradict each other"),
            }
        }
        match self.tsu.iter().filter(|line| line.state == TsuState::Active).count() {
            0 | 1 => Ok(()),
            _ => Err("more than one TSU is active"),
        }
    }
}

fn damaged(path: &Path, problem: &str) -> StoreError {
    StoreError::Damaged { path: path.to_owned(), problem: problem.trim().to_owned() }
}

mod timestamp {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

mod optional_timestamp {
    use jiff::Timestamp;
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => super::timestamp::serialize(at, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        super::timestamp::deserialize(deserializer).map(Some)
    }
}

mod scheme {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use tsa_core::SignatureScheme;

    pub(super) fn serialize<S: Serializer>(
        scheme: &SignatureScheme,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(scheme.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SignatureScheme, D::Error> {
        let name = String::deserialize(deserializer)?;
        SignatureScheme::from_name(&name)
            .ok_or_else(|| D::Error::custom(format!("`{name}` is no signature scheme")))
    }
}

/// The version of both formats.
const VERSION: u32 = 1;
const TSU_HEADER: &str = "# What never changes about this time-stamping unit. Written once by `tsa-admin tsu create`.\n\
     # Whether it signs is said in ../../groups/GROUP.toml.\n";
const GROUP_HEADER: &str = "# Which unit of this group signs, and which ones have signed. A unit that is not listed is pending.\n\
     # Written by `tsa-admin tsu activate` and `tsa-admin tsu retire`, always as a whole; do not edit.\n";
