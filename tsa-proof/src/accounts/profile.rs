//! What an account says of its owner.

use serde::{Deserialize, Serialize};
use tsa_evidence::names;

use super::email::EmailAddress;
use super::error::AccountError;

/// Who uses the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A person.
    Individual,
    /// A company or another organisation.
    Company,
    /// Somebody who deposits for clients.
    Agent,
}

impl Kind {
    /// In the order shown to people.
    pub const ALL: [Self; 3] = [Self::Individual, Self::Company, Self::Agent];

    /// The name in forms and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Company => "company",
            Self::Agent => "agent",
        }
    }

    /// Reads [`Kind::name`].
    ///
    /// # Errors
    /// [`AccountError::Kind`].
    pub fn parse(name: &str) -> Result<Self, AccountError> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or(AccountError::Kind)
    }
}

/// A name that may stand in a claim: the rules of `docs/claim-format.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Normalises and checks a typed name.
    ///
    /// # Errors
    /// [`AccountError::Name`].
    pub fn parse(typed: &str) -> Result<Self, AccountError> {
        // Past this the normalised text is too long whatever it is; it need not be computed.
        if typed.len() > names::MAX_TEXT * 16 {
            return Err(AccountError::Name(names::TextFault::TooLong));
        }
        let name = names::normalise(typed);
        names::check_text(&name).map_err(AccountError::Name)?;
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is sealed in the account's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The address, normalised.
    pub email: String,
    /// Who uses the account.
    pub kind: Kind,
    /// The name proposed for claims.
    pub name: String,
}

impl Profile {
    /// A profile of checked parts.
    #[must_use]
    pub fn new(email: &EmailAddress, kind: Kind, name: &PersonName) -> Self {
        Self { email: email.as_str().into(), kind, name: name.0.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_taken_and_hidden_characters_are_not() {
        for good in [
            "Ada Lovelace",
            "山田 太郎",
            "محمد بن موسى الخوارزمي",
            "O’Brien & Söhne GmbH",
            "<script>alert(1)</script>",
        ] {
            assert_eq!(PersonName::parse(good).unwrap().as_str(), good);
        }
        assert_eq!(PersonName::parse(" Cafe\u{301} ").unwrap().as_str(), "Caf\u{e9}");
        for bad in [
            "",
            " ",
            "a\r\nBcc: x",
            "a\u{202e}b",
            "a\u{200b}b",
            "a\0",
            &"x".repeat(201),
            &"x".repeat(1 << 20),
        ] {
            assert!(matches!(PersonName::parse(bad), Err(AccountError::Name(_))), "{bad:?}");
        }
    }

    #[test]
    fn kinds_have_names() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.name()).unwrap(), kind);
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.name()));
        }
        assert!(Kind::parse("admin").is_err());
    }
}
