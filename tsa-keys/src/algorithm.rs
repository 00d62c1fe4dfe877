//! The kinds of key this crate makes and accepts.

use core::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The algorithm and size of a signing key.
///
/// Ed25519 and RSA-PSS are missing on purpose: too many time-stamp clients refuse them (`docs/divergences.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyAlgorithm {
    /// ECDSA on P-256, always with SHA-256. The default: small tokens, fast.
    #[serde(rename = "ecdsa-p256")]
    EcdsaP256,
    /// ECDSA on P-384, always with SHA-384.
    #[serde(rename = "ecdsa-p384")]
    EcdsaP384,
    /// RSA of 3072 bits: the choice that every known client verifies.
    #[serde(rename = "rsa-3072")]
    Rsa3072,
    /// RSA of 4096 bits: what CSBR 6.1.5.2 asks of CA keys.
    #[serde(rename = "rsa-4096")]
    Rsa4096,
    /// RSA of 2048 bits: laboratories only (C65).
    #[serde(rename = "rsa-2048")]
    Rsa2048,
}

impl KeyAlgorithm {
    /// Every algorithm, the one to prefer first.
    pub const ALL: [Self; 5] =
        [Self::EcdsaP256, Self::EcdsaP384, Self::Rsa3072, Self::Rsa4096, Self::Rsa2048];

    /// The name used in profiles, state files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256 => "ecdsa-p256",
            Self::EcdsaP384 => "ecdsa-p384",
            Self::Rsa3072 => "rsa-3072",
            Self::Rsa4096 => "rsa-4096",
            Self::Rsa2048 => "rsa-2048",
        }
    }

    /// Whether this algorithm is too weak for anything but a laboratory (C65).
    #[must_use]
    pub const fn is_lab_only(self) -> bool {
        matches!(self, Self::Rsa2048)
    }

    /// Whether this is RSA, where the hash of a signature can be chosen.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        matches!(self, Self::Rsa2048 | Self::Rsa3072 | Self::Rsa4096)
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for KeyAlgorithm {
    type Err = UnknownKeyAlgorithm;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
            .ok_or_else(|| UnknownKeyAlgorithm(name.to_owned()))
    }
}

/// A name that is no key algorithm of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key algorithm: use ecdsa-p256, ecdsa-p384, rsa-3072 or rsa-4096")]
pub struct UnknownKeyAlgorithm(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for algorithm in KeyAlgorithm::ALL {
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
        assert!("ed25519".parse::<KeyAlgorithm>().is_err());
    }
}
