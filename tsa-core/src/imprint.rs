//! Hash algorithms and the fingerprint that a client sends.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::ObjectIdentifier;
use sha2::Digest as _;

use crate::asn1::oid;

/// The hash algorithms that this program can accept. MD5, SHA-1 and anything without a fixed length cannot be named.
///
/// Source: RFC 5754 §2, RFC 9688 §2; conformance row C5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HashAlgorithm {
    /// SHA-224 (off unless a profile asks for it).
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SHA-512/256 (off unless a profile asks for it).
    Sha512_256,
    /// SHA3-256.
    Sha3_256,
    /// SHA3-384.
    Sha3_384,
    /// SHA3-512.
    Sha3_512,
}

impl HashAlgorithm {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha512_256,
        Self::Sha3_256,
        Self::Sha3_384,
        Self::Sha3_512,
    ];

    /// The name in configuration files, on command lines and in logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Sha512_256 => "sha512-256",
            Self::Sha3_256 => "sha3-256",
            Self::Sha3_384 => "sha3-384",
            Self::Sha3_512 => "sha3-512",
        }
    }

    /// The algorithm of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// Its object identifier.
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha224 => oid::SHA224,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Sha512_256 => oid::SHA512_256,
            Self::Sha3_256 => oid::SHA3_256,
            Self::Sha3_384 => oid::SHA3_384,
            Self::Sha3_512 => oid::SHA3_512,
        }
    }

    /// The algorithm whose object identifier has these content octets.
    #[must_use]
    pub fn from_oid_content(octets: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.oid().as_bytes() == octets)
    }

    /// Octets of its digest.
    #[must_use]
    pub const fn digest_len(self) -> usize {
        match self {
            Self::Sha224 => 28,
            Self::Sha256 | Self::Sha512_256 | Self::Sha3_256 => 32,
            Self::Sha384 | Self::Sha3_384 => 48,
            Self::Sha512 | Self::Sha3_512 => 64,
        }
    }

    /// The digest of `data`.
    #[must_use]
    pub fn digest(self, data: &[u8]) -> Vec<u8> {
        let mut hasher = self.hasher();
        hasher.update(data);
        hasher.finish()
    }

    /// A digest that is fed piece by piece.
    #[must_use]
    pub fn hasher(self) -> Hasher {
        Hasher(match self {
            Self::Sha224 => State::Sha224(sha2::Sha224::new()),
            Self::Sha256 => State::Sha256(sha2::Sha256::new()),
            Self::Sha384 => State::Sha384(sha2::Sha384::new()),
            Self::Sha512 => State::Sha512(sha2::Sha512::new()),
            Self::Sha512_256 => State::Sha512_256(sha2::Sha512_256::new()),
            Self::Sha3_256 => State::Sha3_256(Box::new(sha3::Sha3_256::new())),
            Self::Sha3_384 => State::Sha3_384(Box::new(sha3::Sha3_384::new())),
            Self::Sha3_512 => State::Sha3_512(Box::new(sha3::Sha3_512::new())),
        })
    }
}

impl fmt::Display for HashAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A digest in progress.
#[derive(Clone)]
pub struct Hasher(State);

impl Hasher {
    /// Adds octets.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.0 {
            State::Sha224(h) => h.update(data),
            State::Sha256(h) => h.update(data),
            State::Sha384(h) => h.update(data),
            State::Sha512(h) => h.update(data),
            State::Sha512_256(h) => h.update(data),
            State::Sha3_256(h) => h.update(data),
            State::Sha3_384(h) => h.update(data),
            State::Sha3_512(h) => h.update(data),
        }
    }

    /// The digest of everything added.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            State::Sha224(h) => h.finalize().to_vec(),
            State::Sha256(h) => h.finalize().to_vec(),
            State::Sha384(h) => h.finalize().to_vec(),
            State::Sha512(h) => h.finalize().to_vec(),
            State::Sha512_256(h) => h.finalize().to_vec(),
            State::Sha3_256(h) => h.finalize().to_vec(),
            State::Sha3_384(h) => h.finalize().to_vec(),
            State::Sha3_512(h) => h.finalize().to_vec(),
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

#[derive(Clone)]
enum State {
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
    Sha512_256(sha2::Sha512_256),
    Sha3_256(Box<sha3::Sha3_256>),
    Sha3_384(Box<sha3::Sha3_384>),
    Sha3_512(Box<sha3::Sha3_512>),
}

/// A set of accepted hash algorithms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashAlgorithms(Vec<HashAlgorithm>);

impl HashAlgorithms {
    /// Takes a list, in any order; `None` if it is empty.
    #[must_use]
    pub fn new(mut algorithms: Vec<HashAlgorithm>) -> Option<Self> {
        algorithms.sort();
        algorithms.dedup();
        (!algorithms.is_empty()).then_some(Self(algorithms))
    }

    /// Whether the algorithm is accepted.
    #[must_use]
    pub fn contains(&self, algorithm: HashAlgorithm) -> bool {
        self.0.contains(&algorithm)
    }

    /// The algorithms, sorted.
    pub fn iter(&self) -> impl Iterator<Item = HashAlgorithm> {
        self.0.iter().copied()
    }
}

/// SHA-256, SHA-384, SHA-512, SHA3-256, SHA3-384, SHA3-512.
impl Default for HashAlgorithms {
    fn default() -> Self {
        use HashAlgorithm::{Sha3_256, Sha3_384, Sha3_512, Sha256, Sha384, Sha512};
        Self(alloc::vec![Sha256, Sha384, Sha512, Sha3_256, Sha3_384, Sha3_512])
    }
}

/// The fingerprint to be time-stamped, already valid: known algorithm, digest of its length.
///
/// The DER is kept as the client sent it and goes into the token octet for octet, NULL parameters included: clients
/// compare it that way (conformance row C24).
#[derive(Clone, PartialEq, Eq)]
pub struct MessageImprint {
    algorithm: HashAlgorithm,
    der: Box<[u8]>,
}

impl MessageImprint {
    /// `der` is the whole element and ends in the digest.
    pub(crate) fn from_checked_parts(algorithm: HashAlgorithm, der: &[u8]) -> Self {
        Self { algorithm, der: der.into() }
    }

    /// The hash algorithm.
    #[must_use]
    pub const fn algorithm(&self) -> HashAlgorithm {
        self.algorithm
    }

    /// The digest.
    #[must_use]
    pub fn hashed_message(&self) -> &[u8] {
        let start = self.der.len().saturating_sub(self.algorithm.digest_len());
        self.der.get(start..).unwrap_or_default()
    }

    /// The whole MessageImprint element, as sent.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

/// Without the digest: it belongs to the user and must not get into a log by accident.
impl fmt::Debug for MessageImprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageImprint({})", self.algorithm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_have_their_length_and_names_are_unique() {
        for algorithm in HashAlgorithm::ALL {
            assert_eq!(algorithm.digest(b"abc").len(), algorithm.digest_len(), "{algorithm}");
            assert_eq!(HashAlgorithm::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(HashAlgorithm::from_oid_content(algorithm.oid().as_bytes()), Some(algorithm));
        }
        assert_eq!(HashAlgorithm::from_name("sha1"), None);
        assert_eq!(HashAlgorithm::from_name("md5"), None);
    }

    /// FIPS 180-4 and FIPS 202 examples, first four octets of the digest of "abc".
    #[test]
    fn digests_are_those_of_the_standards() {
        for (algorithm, start) in [
            (HashAlgorithm::Sha224, [0x23, 0x09, 0x7d, 0x22]),
            (HashAlgorithm::Sha256, [0xba, 0x78, 0x16, 0xbf]),
            (HashAlgorithm::Sha384, [0xcb, 0x00, 0x75, 0x3f]),
            (HashAlgorithm::Sha512, [0xdd, 0xaf, 0x35, 0xa1]),
            (HashAlgorithm::Sha512_256, [0x53, 0x04, 0x8e, 0x26]),
            (HashAlgorithm::Sha3_256, [0x3a, 0x98, 0x5d, 0xa7]),
            (HashAlgorithm::Sha3_384, [0xec, 0x01, 0x49, 0x82]),
            (HashAlgorithm::Sha3_512, [0xb7, 0x51, 0x85, 0x0b]),
        ] {
            assert_eq!(algorithm.digest(b"abc")[..4], start, "{algorithm}");
        }
    }
}
