//! Reading a policy file.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Log, LogPolicy, Member, Witness};
use crate::note::{SignatureType, VerifierKey, VerifierKeyError};

/// Where a policy file is wrong, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LogPolicyError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: LogPolicyFault,
}

/// What is wrong in a line of a policy file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogPolicyFault {
    /// The file is too large, or has too many definitions.
    #[error("the policy has more than {MAX_LEN} octets or more than {MAX_MEMBERS} definitions")]
    TooLarge,
    /// The last line does not end with a newline, so the file may have been cut.
    #[error("the last line does not end with a newline; the file may have been cut short")]
    Unfinished,
    /// A control character other than tab and newline.
    #[error("control characters other than tab and newline are not allowed")]
    ControlCharacter,
    /// The first word is none of log, witness, group, quorum.
    #[error("a line starts with log, witness, group, quorum or #")]
    UnknownKeyword,
    /// Too few or too many words.
    #[error("the line has too few or too many words for its keyword")]
    Words,
    /// The key cannot be read.
    #[error(transparent)]
    Key(#[from] VerifierKeyError),
    /// A log's key that is a witness's, or the other way round.
    #[error("a log has a key of type 01, a witness one of type 04")]
    KeyType,
    /// The same public key a second time. A witness with a log's key would watch itself.
    #[error("this public key is already in the policy")]
    DuplicateKey,
    /// The URL is not UTF-8.
    #[error("the URL is not UTF-8")]
    Url,
    /// The name is already taken, or is `none`.
    #[error("this name is already defined, or is `none`, which is predefined")]
    DuplicateName,
    /// The name was not defined on an earlier line.
    #[error("this name is not defined on an earlier line")]
    UnknownName,
    /// A name that is already a member of a group.
    #[error("a name can be a member of one group only, and once")]
    DuplicateMember,
    /// The threshold is not `all`, `any` or a number from 1 to the number of members.
    #[error("a threshold is all, any, or a decimal number from 1 to the number of members")]
    Threshold,
    /// No quorum line, or a second one.
    #[error("a policy has exactly one quorum line")]
    Quorum,
}

impl LogPolicy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// [`LogPolicyError`] for the first line that is wrong.
    pub fn parse(file: &[u8]) -> Result<Self, LogPolicyError> {
        let mut reading = Reading::default();
        let mut line = 1usize;
        let at = |line| move |fault| LogPolicyError { line, fault };
        if file.len() > MAX_LEN {
            return Err(at(line)(LogPolicyFault::TooLarge));
        }
        for text in file.split_inclusive(|octet| *octet == b'\n') {
            reading.line(text).map_err(at(line))?;
            line = line.saturating_add(1);
        }
        let quorum = reading.quorum.ok_or_else(|| at(line)(LogPolicyFault::Quorum))?;
        Ok(Self { logs: reading.logs, members: reading.members, quorum })
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    logs: Vec<Log>,
    members: Vec<Member>,
    /// Whether the member of the same place is in a group already.
    grouped: Vec<bool>,
    /// The quorum line, and what it names.
    quorum: Option<Option<usize>>,
}

impl Reading {
    fn line(&mut self, line: &[u8]) -> Result<(), LogPolicyFault> {
        let line = line.strip_suffix(b"\n").ok_or(LogPolicyFault::Unfinished)?;
        // C2SP tlog-policy, "Character set": 09, 0A, 20 to 7E and 80 to FF.
        if line.iter().any(|octet| matches!(octet, 0..=8 | 11..=31 | 127)) {
            return Err(LogPolicyFault::ControlCharacter);
        }
        let mut words = line.split(|octet| matches!(octet, b' ' | b'\t')).filter(|word| !word.is_empty());
        let Some(keyword) = words.next().filter(|word| !word.starts_with(b"#")) else { return Ok(()) };
        let words: Vec<&[u8]> = words.collect();
        match (keyword, words.as_slice()) {
            (b"log", [key]) => self.log(key, None),
            (b"log", [key, url]) => self.log(key, Some(url)),
            (b"witness", [name, key]) => self.witness(name, key, None),
            (b"witness", [name, key, url]) => self.witness(name, key, Some(url)),
            (b"group", [name, threshold, members @ ..]) if !members.is_empty() => {
                self.group(name, threshold, members)
            }
            (b"quorum", [name]) => self.quorum(name),
            (b"log" | b"witness" | b"group" | b"quorum", _) => Err(LogPolicyFault::Words),
            _ => Err(LogPolicyFault::UnknownKeyword),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), LogPolicyFault> {
        let key = self.new_key(key, SignatureType::Ed25519)?;
        self.logs.push(Log { key, url: url.map(parse_url).transpose()? });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&[u8]>) -> Result<(), LogPolicyFault> {
        let name = self.new_name(name)?;
        let key = self.new_key(key, SignatureType::Cosignature)?;
        self.define(Member::Witness(Witness { name, key, url: url.map(parse_url).transpose()? }));
        Ok(())
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], names: &[&[u8]]) -> Result<(), LogPolicyFault> {
        let name = self.new_name(name)?;
        let threshold = match threshold {
            b"all" => names.len(),
            b"any" => 1,
            number => parse_threshold(number, names.len())?,
        };
        let members = names.iter().map(|name| self.join_group(name)).collect::<Result<_, _>>()?;
        self.define(Member::Group { name, threshold, members });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), LogPolicyFault> {
        if self.quorum.is_some() {
            return Err(LogPolicyFault::Quorum);
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.place_of(name)?) });
        Ok(())
    }

    fn define(&mut self, member: Member) {
        self.members.push(member);
        self.grouped.push(false);
    }

    fn new_name(&self, name: &[u8]) -> Result<Box<[u8]>, LogPolicyFault> {
        if name == NONE || self.place_of(name).is_ok() {
            return Err(LogPolicyFault::DuplicateName);
        }
        if self.members.len() >= MAX_MEMBERS { Err(LogPolicyFault::TooLarge) } else { Ok(name.into()) }
    }

    fn new_key(&self, text: &[u8], signature_type: SignatureType) -> Result<VerifierKey, LogPolicyFault> {
        let text = core::str::from_utf8(text).map_err(|_| VerifierKeyError::Malformed)?;
        let key = VerifierKey::parse(text)?;
        let witnesses = self.members.iter().filter_map(|member| match member {
            Member::Witness(witness) => Some(&witness.key),
            Member::Group { .. } => None,
        });
        let mut known = self.logs.iter().map(|log| &log.key).chain(witnesses);
        if key.signature_type() != signature_type {
            Err(LogPolicyFault::KeyType)
        } else if known.any(|known| known.public_key() == key.public_key()) {
            Err(LogPolicyFault::DuplicateKey)
        } else if self.logs.len() >= MAX_MEMBERS {
            Err(LogPolicyFault::TooLarge)
        } else {
            Ok(key)
        }
    }

    /// A name as a member of a group: C2SP tlog-policy, each defined name can be listed at most once.
    fn join_group(&mut self, name: &[u8]) -> Result<usize, LogPolicyFault> {
        let place = self.place_of(name)?;
        match self.grouped.get_mut(place) {
            Some(grouped) if !*grouped => *grouped = true,
            _ => return Err(LogPolicyFault::DuplicateMember),
        }
        Ok(place)
    }

    fn place_of(&self, name: &[u8]) -> Result<usize, LogPolicyFault> {
        let is_it = |member: &Member| match member {
            Member::Witness(witness) => *witness.name == *name,
            Member::Group { name: group, .. } => **group == *name,
        };
        self.members.iter().position(is_it).ok_or(LogPolicyFault::UnknownName)
    }
}

fn parse_threshold(number: &[u8], members: usize) -> Result<usize, LogPolicyFault> {
    let canonical =
        number.first().is_some_and(|first| *first != b'0') && number.iter().all(u8::is_ascii_digit);
    let number = core::str::from_utf8(number).ok().filter(|_| canonical).and_then(|text| text.parse().ok());
    number.filter(|threshold| (1..=members).contains(threshold)).ok_or(LogPolicyFault::Threshold)
}

fn parse_url(url: &[u8]) -> Result<String, LogPolicyFault> {
    core::str::from_utf8(url).map(String::from).map_err(|_| LogPolicyFault::Url)
}

/// The predefined name of the quorum that asks for nobody.
const NONE: &[u8] = b"none";
/// C2SP tlog-policy, "Implementation limits": at least 32 logs, 32 witnesses and 32 groups.
const MAX_MEMBERS: usize = 256;
const MAX_LEN: usize = 1 << 18;
