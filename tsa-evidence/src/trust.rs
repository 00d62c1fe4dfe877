//! Whom a verifier believes.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use tsa_core::Oid;
use tsa_core::tlog_policy::LogPolicy;

use crate::{Sha256Digest, hex, sha256};

/// An authority that is believed, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustEntry {
    /// A name for people: the service, or how the verifier calls the authority.
    pub name: String,
    /// Its roots: certificates in DER.
    pub roots: Vec<Vec<u8>>,
    /// Present for an authority behind a service that records claims.
    pub recorder: Option<Recorder>,
    /// The log and its witnesses.
    pub log_policy: Option<LogPolicy>,
    /// Whether a token counts only with a proof of logging.
    pub logged: Need,
    /// Whether a token counts only with CRLs made after it.
    pub revocation: Need,
}

/// A service that records claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// As claims name it.
    pub service: String,
    /// The policy of its tokens over files.
    pub file_policy: Oid,
    /// The policy of its tokens over claims.
    pub claim_policy: Oid,
}

/// Whether something has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Without it nothing passes.
    Required,
    /// It is looked at if it is there.
    Optional,
}

impl TrustEntry {
    /// An authority of which only its roots are known: foreign, without a log. Revocation is looked at if there are CRLs.
    #[must_use]
    pub fn of_roots(name: &str, roots: Vec<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            roots,
            recorder: None,
            log_policy: None,
            logged: Need::Optional,
            revocation: Need::Optional,
        }
    }
}

/// A trust entry as a file, `trust.txt`: everything but the roots and the log policy themselves, which are files of their own.
///
/// [`fmt::Display`] writes the file. The format is that of `docs/claim-format.md`, "trust.txt".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustFile {
    /// The service that records claims, and its policies. The two policies differ.
    pub recorder: Recorder,
    /// Whether a token counts only with a proof of logging.
    pub logged: Need,
    /// Whether a token counts only with CRLs made after it.
    pub revocation: Need,
    /// SHA-256 of the roots in DER: at least one.
    pub roots: Vec<Sha256Digest>,
}

/// Text is no trust entry: this line (from 1) is missing or not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the trust entry is missing or malformed")]
pub struct TrustFileFault(pub usize);

impl TrustFile {
    /// Reads `trust.txt`.
    ///
    /// # Errors
    /// [`TrustFileFault`].
    pub fn parse(text: &str) -> Result<Self, TrustFileFault> {
        let mut lines = Lines { rest: text, number: 0 };
        lines.next("").filter(|line| *line == HEADER).ok_or(TrustFileFault(1))?;
        let service =
            lines.value("service ", |text| crate::claim::is_service(text).then(|| text.to_string()))?;
        let file_policy = lines.value("file-policy ", oid)?;
        let claim_policy =
            lines.value("claim-policy ", |text| oid(text).filter(|policy| *policy != file_policy))?;
        let logged = lines.value("logged ", Need::from_word)?;
        let revocation = lines.value("revocation ", Need::from_word)?;
        let mut roots = Vec::from([lines.value("root ", hex::decode)?]);
        while !lines.rest.is_empty() {
            roots.push(lines.value("root ", hex::decode)?);
        }
        Ok(Self { recorder: Recorder { service, file_policy, claim_policy }, logged, revocation, roots })
    }

    /// The entry, with those of `roots` that the file names.
    #[must_use]
    pub fn entry(&self, roots: &[Vec<u8>], log_policy: Option<LogPolicy>) -> TrustEntry {
        TrustEntry {
            name: self.recorder.service.clone(),
            roots: roots.iter().filter(|root| self.roots.contains(&sha256(root))).cloned().collect(),
            recorder: Some(self.recorder.clone()),
            log_policy,
            logged: self.logged,
            revocation: self.revocation,
        }
    }
}

impl fmt::Display for TrustFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\nservice {}", self.recorder.service)?;
        writeln!(
            f,
            "file-policy {}\nclaim-policy {}",
            self.recorder.file_policy, self.recorder.claim_policy
        )?;
        writeln!(f, "logged {}\nrevocation {}", self.logged.word(), self.revocation.word())?;
        self.roots.iter().try_for_each(|root| writeln!(f, "root {}", hex::encode(root)))
    }
}

impl Need {
    /// The word in a trust entry.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Required, Self::Optional].into_iter().find(|need| need.word() == word)
    }
}

fn oid(text: &str) -> Option<Oid> {
    Oid::from_dotted(text).ok().filter(|oid| oid.to_string() == text)
}

struct Lines<'a> {
    rest: &'a str,
    number: usize,
}

impl<'a> Lines<'a> {
    /// The next line, without the key in front of it and the line feed after it.
    fn next(&mut self, key: &str) -> Option<&'a str> {
        self.number = self.number.saturating_add(1);
        let (line, rest) = self.rest.split_once('\n')?;
        self.rest = rest;
        line.strip_prefix(key)
    }

    fn value<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, TrustFileFault> {
        self.next(key).and_then(read).ok_or(TrustFileFault(self.number))
    }
}

const HEADER: &str = "trust-entry/v1";

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "trust-entry/v1\nservice proof.example.org\nfile-policy 1.3.6.1.4.1.32473.1.1\n\
        claim-policy 1.3.6.1.4.1.32473.1.2\nlogged required\nrevocation optional\n\
        root 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\n\
        root 6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b\n";

    #[test]
    fn what_is_read_is_written() {
        let file = TrustFile::parse(TEXT).unwrap();
        assert_eq!((file.roots.len(), file.logged, file.revocation), (2, Need::Required, Need::Optional));
        assert_eq!(file.to_string(), TEXT);
    }

    #[test]
    fn which_line_is_wrong() {
        for (from, to, line) in [
            ("v1", "v2", 1),
            ("proof.example.org", "Proof Example", 2),
            ("1.3.6.1.4.1.32473.1.1", "1.3.06", 3),
            ("32473.1.2", "32473.1.1", 4),
            ("logged required", "logged maybe", 5),
            ("logged required", "logged  required", 5),
            ("revocation", "Revocation", 6),
            ("root 5a", "root 5A", 7),
            ("root 6b", "roof 6b", 8),
            ("6b\n", "6b", 8),
            ("6b\n", "6b\n\n", 9),
        ] {
            assert_eq!(TrustFile::parse(&TEXT.replace(from, to)), Err(TrustFileFault(line)), "{to}");
        }
    }
}
