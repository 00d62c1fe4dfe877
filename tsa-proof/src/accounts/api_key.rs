//! API keys: `proof_<id>_<secret>_<checksum>` (`reliability.md` row 37).
//!
//! The identifier finds the row, the row holds a MAC of the secret, and the checksum lets a client (or a scanner of
//! leaked keys) tell a mistyped key from a revoked one without asking. The key is shown once.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::secret::{NoRandomness, Secret};
use crate::secrets::Secrets;
use crate::store::KeyId;

/// A whole key, as its owner sees it once and sends it ever after.
pub struct ApiKeyText {
    id: KeyId,
    secret: Secret,
}

impl ApiKeyText {
    /// A new key.
    ///
    /// # Errors
    /// [`NoRandomness`] if there are no random bytes.
    pub fn random() -> Result<Self, NoRandomness> {
        Ok(Self { id: KeyId::random(), secret: Secret::random()? })
    }

    /// Reads a key; `None` if it has another shape or its checksum does not fit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (body, checksum) = text.rsplit_once('_')?;
        let (id, secret) = body.strip_prefix(PREFIX)?.split_once('_')?;
        if checksum != self::checksum(body) {
            return None;
        }
        Some(Self { id: id.parse().ok()?, secret: Secret::parse(secret)? })
    }

    /// The text to show once.
    #[must_use]
    pub fn reveal(&self) -> String {
        let body = format!("{PREFIX}{}_{}", self.id, self.secret.reveal());
        let checksum = checksum(&body);
        format!("{body}_{checksum}")
    }

    /// The public part, which names the key in lists and logs.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// What is stored.
    #[must_use]
    pub fn mac(&self, secrets: &Secrets) -> [u8; 32] {
        secrets.digest("api key", &[self.id.as_bytes(), self.secret.bytes()])
    }

    /// Whether this is the key behind a stored MAC.
    #[must_use]
    pub fn fits(&self, secrets: &Secrets, stored: &[u8; 32]) -> bool {
        self.mac(secrets).ct_eq(stored).into()
    }
}

impl std::fmt::Debug for ApiKeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiKeyText({}, ..)", self.id)
    }
}

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Make deposits.
    DepositWrite,
    /// Read deposits, tokens, claims and packages.
    DepositRead,
    /// Use the verification end point.
    Verify,
    /// List, make and revoke keys; a new key gets no scope that its maker lacks.
    Keys,
}

impl Scope {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 4] = [Self::DepositWrite, Self::DepositRead, Self::Verify, Self::Keys];

    /// The name in requests and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DepositWrite => "deposit:write",
            Self::DepositRead => "deposit:read",
            Self::Verify => "verify",
            Self::Keys => "keys",
        }
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// No scope at all.
    pub const NONE: Self = Self(0);
    /// Every scope.
    pub const ALL: Self = Self((1 << Scope::ALL.len()) - 1);

    /// Reads names; `None` if one is unknown.
    #[must_use]
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        names.into_iter().try_fold(Self::NONE, |set, name| {
            let scope = Scope::ALL.into_iter().find(|scope| scope.name() == name)?;
            Some(set.with(scope))
        })
    }

    /// This set and one more.
    #[must_use]
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | 1 << scope as u8)
    }

    /// Whether a scope is in the set.
    #[must_use]
    pub const fn has(self, scope: Scope) -> bool {
        self.0 & 1 << scope as u8 != 0
    }

    /// Whether every scope of `other` is in this set.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names, in order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Scope::ALL.into_iter().filter(move |scope| self.has(*scope)).map(Scope::name)
    }

    /// The names with spaces between them, as stored.
    #[must_use]
    pub fn text(self) -> String {
        self.names().collect::<Vec<_>>().join(" ")
    }
}

fn checksum(body: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(body.as_bytes())[..4])
}

const PREFIX: &str = "proof_";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_fits_only_its_own_mac() {
        let directory = tempfile::tempdir().unwrap();
        let secrets = |name: &str| Secrets::create(&directory.path().join(name)).unwrap();
        let (server, other) = (secrets("a"), secrets("b"));
        let key = ApiKeyText::random().unwrap();
        let text = key.reveal();
        assert!(text.starts_with("proof_"), "{text}");
        assert_eq!(text.split('_').map(str::len).collect::<Vec<_>>(), [5, 32, 64, 8]);
        let read = ApiKeyText::parse(&text).unwrap();
        assert_eq!(read.id(), key.id());
        assert!(read.fits(&server, &key.mac(&server)));
        assert!(!ApiKeyText::random().unwrap().fits(&server, &key.mac(&server)));
        assert!(!read.fits(&other, &key.mac(&server)));
        assert!(!format!("{key:?}").contains(&text[40..60]));
    }

    #[test]
    fn a_mistyped_key_is_no_key() {
        let text = ApiKeyText::random().unwrap().reveal();
        for at in 0..text.len() {
            let mut typed = text.clone().into_bytes();
            typed[at] = if typed[at] == b'a' { b'b' } else { b'a' };
            assert!(ApiKeyText::parse(std::str::from_utf8(&typed).unwrap()).is_none(), "position {at}");
        }
        for bad in ["", "_", "proof_", "proof___", "proof_a_b_c", &text.to_uppercase(), &format!("{text} ")] {
            assert!(ApiKeyText::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn scopes_are_named_and_compared() {
        let some = Scopes::parse(["verify", "deposit:write"]).unwrap();
        assert_eq!(some.text(), "deposit:write verify");
        assert!(some.has(Scope::Verify) && !some.has(Scope::Keys));
        assert!(some.covers(Scopes::NONE.with(Scope::Verify)));
        assert!(!some.covers(some.with(Scope::Keys)));
        assert_eq!(Scopes::parse(some.text().split(' ')), Some(some));
        assert_eq!(Scopes::parse(["deposit:delete"]), None);
        assert!(Scopes::parse([]).unwrap().is_empty());
    }
}
