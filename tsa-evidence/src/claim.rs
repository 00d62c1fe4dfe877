//! A claim: who said that they held a file, and how far the service knew them.
//!
//! The format is that of `docs/claim-format.md`. A [`Claim`] is always right: it was read from canonical octets, or built and
//! read again. [`Claim::digest`] is C, the nonce of the file's token and the imprint of the claim's.

pub(crate) mod object;
mod read;
pub(crate) mod write;

pub(crate) use read::is_service;

use alloc::string::String;
use alloc::vec::Vec;

use tsa_core::Oid;

use crate::jcs::{self, JsonFault, Limits};
use crate::names::TextFault;
use crate::{Sha256Digest, sha256};

/// A claim and its octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    fields: ClaimFields,
    octets: Vec<u8>,
}

impl Claim {
    /// The most octets of a claim.
    pub const MAX_LEN: usize = 65_536;
    /// The most levels of arrays and objects.
    pub const MAX_DEPTH: usize = 8;
    /// The most holders.
    pub const MAX_HOLDERS: usize = 50;
    /// The most identifiers of one holder.
    pub const MAX_IDENTIFIERS: usize = 10;

    /// Reads `claim.json`.
    ///
    /// # Errors
    /// [`ClaimFault`]; in particular when the octets are not the canonical ones.
    pub fn parse(octets: &[u8]) -> Result<Self, ClaimFault> {
        let limits = Limits { octets: Self::MAX_LEN, depth: Self::MAX_DEPTH };
        let fields = read::claim(jcs::parse(octets, limits)?)?;
        Ok(Self { fields, octets: octets.to_vec() })
    }

    /// Builds a claim. Text is taken as it is; bring it to its form with [`crate::names::normalise`] before.
    ///
    /// # Errors
    /// [`ClaimFault::TooLarge`](JsonFault::TooLarge) in [`ClaimFault::Json`], or [`ClaimFault::MemberRefused`].
    pub fn build(fields: &ClaimFields) -> Result<Self, ClaimFault> {
        // Read again, so that the rules stand in one place.
        Self::parse(jcs::write(&write::claim(fields)).as_bytes())
    }

    /// What the claim says.
    #[must_use]
    pub const fn fields(&self) -> &ClaimFields {
        &self.fields
    }

    /// The octets of `claim.json`.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// C = SHA-256(claim.json).
    #[must_use]
    pub fn digest(&self) -> Sha256Digest {
        sha256(&self.octets)
    }
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFields {
    /// What was fingerprinted.
    pub subject: Subject,
    /// The identifier of the proof at the service.
    pub id: [u8; 16],
    /// The file, or the folder head.
    pub file: FileFacts,
    /// Who held it, in the depositor's order: 1 to [`Claim::MAX_HOLDERS`].
    pub holders: Vec<Holder>,
    /// Who deposited for the holders.
    pub agent: Option<Agent>,
    /// What the file is, as the depositor puts it.
    pub work: Option<Work>,
    /// The statement that the depositor agreed to.
    pub declaration: Declaration,
    /// How far the service knows the depositor.
    pub assurance: Assurance,
    /// Host of the service, perhaps with port and path.
    pub service: String,
    /// The policy of the file's token.
    pub policy: Oid,
    /// Fresh random octets.
    pub salt: [u8; 32],
}

/// A closed set of words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the claim.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// From the word in the claim.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words! {
    /// What was fingerprinted.
    Subject {
        /// A file.
        File = "file",
        /// The head of a folder.
        Folder = "folder",
    }
}

words! {
    /// What a holder is.
    HolderKind {
        /// A natural person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
    }
}

words! {
    /// As what a holder is named.
    Role {
        /// Holder of the file.
        Holder = "holder",
        /// Author of the work.
        Author = "author",
        /// Owner of the work.
        Owner = "owner",
        /// Inventor.
        Inventor = "inventor",
        /// Party to the contract.
        Party = "party",
    }
}

words! {
    /// How far the service knows the depositor.
    AssuranceLevel {
        /// Not at all.
        None = "none",
        /// A message to the address was answered.
        Email = "email",
        /// Control of an internet domain was shown.
        Domain = "domain",
        /// An electronic identity was used.
        Eid = "eid",
        /// A person checked.
        Manual = "manual",
    }
}

/// What is known of the fingerprinted octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// SHA-256, the imprint of the file's token.
    pub sha256: Sha256Digest,
    /// SHA-512, if it was computed.
    pub sha512: Option<[u8; 64]>,
    /// How many octets, if it is known.
    pub size: Option<u64>,
    /// The name, if anything is said of it.
    pub name: Option<FileName>,
}

/// What a claim says of the file's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileName {
    /// The name itself, or a relative path.
    Disclosed(String),
    /// SHA-256(salt of its own ‖ name).
    Committed(Sha256Digest),
}

/// The commitment to a file name that is not disclosed: SHA-256(salt ‖ UTF-8 name). The salt stays with the depositor.
#[must_use]
pub fn name_commit(salt: &[u8; 32], name: &str) -> Sha256Digest {
    use sha2::{Digest as _, Sha256};
    Sha256::new().chain_update(salt).chain_update(name).finalize().into()
}

/// Who held the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The name.
    pub name: String,
    /// Person or organisation.
    pub kind: HolderKind,
    /// As what.
    pub role: Role,
    /// Identifiers, at most [`Claim::MAX_IDENTIFIERS`].
    pub identifiers: Vec<Identifier>,
}

/// An identifier of a holder, such as an ORCID iD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// A word: what kind of identifier.
    pub scheme: String,
    /// The identifier.
    pub value: String,
}

/// Who deposited for the holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The name.
    pub name: String,
    /// The agent's own reference.
    pub matter: Option<String>,
}

/// What the file is, as the depositor puts it: at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// A title.
    pub title: Option<String>,
    /// Place, date, circumstances.
    pub note: Option<String>,
}

/// The statement that the depositor agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// A word: which text.
    pub id: String,
    /// The language in which it was read.
    pub lang: String,
}

/// How far the service knows the depositor, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assurance {
    /// How far.
    pub level: AssuranceLevel,
    /// A word: by what.
    pub method: String,
}

/// Why octets are no claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimFault {
    /// They are not canonical JSON.
    #[error("the claim is {0}")]
    Json(#[from] JsonFault),
    /// Another version than 1.
    #[error("the claim has a version that is not known here")]
    Version,
    /// A member that version 1 does not have.
    #[error("the claim has an unknown member, {0}")]
    MemberUnknown(String),
    /// A member that version 1 demands is missing.
    #[error("the claim lacks {0}")]
    MemberMissing(String),
    /// A value is not as the format allows.
    #[error("the claim's {member} is not allowed{}", TextReason(*.text))]
    MemberRefused {
        /// Which, such as `holders[0].name`.
        member: String,
        /// Why, for text that people read.
        text: Option<TextFault>,
    },
}

impl ClaimFault {
    /// The stable code of the reason. [`TextFault::code`] says more of a refused text.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(JsonFault::TooLarge) => "claim-too-large",
            Self::Json(JsonFault::Syntax) => "claim-not-json",
            Self::Json(JsonFault::TooDeep) => "claim-too-deep",
            Self::Json(JsonFault::DuplicateMember) => "claim-duplicate-member",
            Self::Json(JsonFault::ValueKind) => "claim-value-kind",
            Self::Json(JsonFault::NotCanonical) => "claim-not-canonical",
            Self::Version => "claim-version",
            Self::MemberUnknown(_) => "claim-member-unknown",
            Self::MemberMissing(_) => "claim-member-missing",
            Self::MemberRefused { .. } => "claim-member-refused",
        }
    }
}

struct TextReason(Option<TextFault>);

impl core::fmt::Display for TextReason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.map_or(Ok(()), |fault| write!(f, ": {fault}"))
    }
}
