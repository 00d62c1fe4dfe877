//! Names that a claim commits to without showing them, and the file that opens them.
//!
//! The format is that of `docs/claim-format.md`, "Sealed names". Who has the seal of a name can show it; the claim shows that it is the name
//! that was meant.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::Sha256Digest;
use crate::claim::object::{Member, Object, refused};
use crate::claim::write::{digits, object, string};
use crate::claim::{Claim, ClaimFault, FileName, name_commit};
use crate::jcs::{self, Limits, Value};
use crate::names::check_file_name;

/// A name and the salt that its commitment was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSeal {
    /// The name: any text, also such as no claim could hold.
    pub name: String,
    /// 32 random octets of its own.
    pub salt: [u8; 32],
}

/// What is in a seal file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSeals {
    seals: Vec<NameSeal>,
}

impl NameSeal {
    /// What the claim holds.
    #[must_use]
    pub fn commit(&self) -> Sha256Digest {
        name_commit(&self.salt, &self.name)
    }

    /// The name for people: as it is if a claim could hold it, otherwise with escapes for all that is not ASCII and printable.
    #[must_use]
    pub fn shown(&self) -> String {
        if check_file_name(&self.name).is_ok() {
            self.name.clone()
        } else {
            self.name.escape_default().to_string()
        }
    }
}

impl NameSeals {
    /// The most names in one file.
    pub const MAX_NAMES: usize = 100_000;
    /// The most octets.
    pub const MAX_LEN: usize = 64 << 20;

    /// Puts seals into one file.
    #[must_use]
    pub const fn new(seals: Vec<NameSeal>) -> Self {
        Self { seals }
    }

    /// Reads a seal file.
    ///
    /// # Errors
    /// [`ClaimFault`]; in particular when a commitment is not that of its name and salt.
    pub fn parse(octets: &[u8]) -> Result<Self, ClaimFault> {
        let limits = Limits { octets: Self::MAX_LEN, depth: Claim::MAX_DEPTH };
        let mut members = Object::new(Member::whole(jcs::parse(octets, limits)?), &["names", "type", "v"])?;
        if members.required("v")?.integer()? != 1 {
            return Err(ClaimFault::Version);
        }
        if members.required("type")?.string(|text| Some(text.to_string()))? != KIND {
            return Err(refused("type"));
        }
        let names = members.required("names")?.items(0..=Self::MAX_NAMES)?;
        Ok(Self { seals: names.into_iter().map(read_seal).collect::<Result<_, _>>()? })
    }

    /// The octets of a seal file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let seal = |seal: &NameSeal| {
            object([
                ("name", string(&seal.name)),
                ("name_commit", digits(&seal.commit())),
                ("salt", digits(&seal.salt)),
            ])
        };
        let members = object([
            ("v", Value::Integer(1)),
            ("type", string(KIND)),
            ("names", Value::Array(self.seals.iter().map(seal).collect())),
        ]);
        jcs::write(&members).into_bytes()
    }

    /// The seal of the name that this claim commits to.
    #[must_use]
    pub fn open(&self, claim: &Claim) -> Option<&NameSeal> {
        let Some(FileName::Committed(commit)) = &claim.fields().file.name else { return None };
        self.seals.iter().find(|seal| seal.commit() == *commit)
    }
}

fn read_seal(member: Member) -> Result<NameSeal, ClaimFault> {
    let mut members = Object::new(member, &["name", "name_commit", "salt"])?;
    let commit: Sha256Digest = members.required("name_commit")?.hex()?;
    let name = members.required("name")?.string(|text| Some(text.to_string()))?;
    let seal = NameSeal { name, salt: members.required("salt")?.hex()? };
    if seal.commit() == commit { Ok(seal) } else { Err(refused("name_commit")) }
}

const KIND: &str = "name-seals";

#[cfg(test)]
mod tests {
    use std::vec;
    use std::vec::Vec;

    use super::{NameSeal, NameSeals};
    use crate::claim::{Claim, FileName};

    fn seal(name: &str) -> NameSeal {
        NameSeal { name: name.into(), salt: [7; 32] }
    }

    #[test]
    fn a_seal_opens_the_claim_that_was_made_with_it() {
        let claim = |name: &str| {
            let good = include_bytes!("../vectors/proof/claim.json");
            let mut fields = Claim::parse(good).unwrap().fields().clone();
            fields.file.name = Some(FileName::Committed(seal(name).commit()));
            Claim::build(&fields).unwrap()
        };
        let seals = NameSeals::new(vec![seal("one.pdf"), seal("two.pdf")]);
        let read = NameSeals::parse(&seals.to_bytes()).unwrap();
        assert_eq!(read, seals);
        assert_eq!(read.open(&claim("two.pdf")).unwrap().shown(), "two.pdf");
        assert_eq!(read.open(&claim("three.pdf")), None);
    }

    #[test]
    fn what_was_altered_is_refused() {
        let good = NameSeals::new(vec![seal("one.pdf")]).to_bytes();
        let altered = |from: &[u8], to: &[u8]| -> Vec<u8> {
            let at = good.windows(from.len()).position(|window| window == from).unwrap();
            [&good[..at], to, &good[at + from.len()..]].concat()
        };
        assert!(NameSeals::parse(&good).is_ok());
        assert!(NameSeals::parse(&altered(b"one.pdf", b"two.pdf")).is_err());
        assert!(NameSeals::parse(&altered(b"\"v\":1", b"\"v\":2")).is_err());
        assert!(NameSeals::parse(&altered(b"name-seals", b"name-salts")).is_err());
        assert!(NameSeals::parse(&altered(b"0707", b"0708")).is_err());
    }

    #[test]
    fn a_hostile_name_is_shown_with_escapes() {
        assert_eq!(seal("a\u{202e}b").shown(), "a\\u{202e}b");
        assert_eq!(seal("\u{444}.txt").shown(), "\u{444}.txt");
    }
}
