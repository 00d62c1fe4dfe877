//! Octets that only the account's key opens. The store moves them about and cannot read them.

use core::fmt;

/// What somebody typed, encrypted under the account's key by [`crate::secrets`]: the only form in which the store takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Takes octets that [`crate::secrets`] made.
    pub const fn from_octets(octets: Vec<u8>) -> Self {
        Self(octets)
    }

    /// The encrypted octets.
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} octets)", self.0.len())
    }
}

/// An account's key, encrypted under a key-encryption key that the database does not hold.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Names the key-encryption key.
    pub kek: String,
    /// The encrypted key.
    pub octets: Vec<u8>,
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedKey(under {})", self.kek)
    }
}
