//! The ways in which a TSU signs.

use alloc::vec::Vec;

use crate::asn1::encode::{self, tlv};
use crate::asn1::{Oid, oid};
use crate::imprint::HashAlgorithm;

/// A signature algorithm together with the one digest that goes with it in a token: of the TSTInfo, of the signed
/// attributes and in every algorithm identifier (conformance row C53).
///
/// Only RSA PKCS#1 v1.5 and ECDSA are understood by every client (conformance, finding 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureScheme {
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384Sha384,
    /// RSA PKCS#1 v1.5 with SHA-256.
    RsaPkcs1Sha256,
    /// RSA PKCS#1 v1.5 with SHA-384.
    RsaPkcs1Sha384,
    /// RSA PKCS#1 v1.5 with SHA-512.
    RsaPkcs1Sha512,
}

impl SignatureScheme {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::EcdsaP256Sha256,
        Self::EcdsaP384Sha384,
        Self::RsaPkcs1Sha256,
        Self::RsaPkcs1Sha384,
        Self::RsaPkcs1Sha512,
    ];

    /// The name in files and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256Sha256 => "ecdsa-p256-sha256",
            Self::EcdsaP384Sha384 => "ecdsa-p384-sha384",
            Self::RsaPkcs1Sha256 => "rsa-pkcs1-sha256",
            Self::RsaPkcs1Sha384 => "rsa-pkcs1-sha384",
            Self::RsaPkcs1Sha512 => "rsa-pkcs1-sha512",
        }
    }

    /// The scheme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name)
    }

    /// The digest.
    #[must_use]
    pub const fn hash(self) -> HashAlgorithm {
        match self {
            Self::EcdsaP256Sha256 | Self::RsaPkcs1Sha256 => HashAlgorithm::Sha256,
            Self::EcdsaP384Sha384 | Self::RsaPkcs1Sha384 => HashAlgorithm::Sha384,
            Self::RsaPkcs1Sha512 => HashAlgorithm::Sha512,
        }
    }

    /// Whether this is one of the RSA schemes.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        matches!(self, Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512)
    }

    /// The digest's AlgorithmIdentifier. RFC 5754 §2: parameters absent (C44).
    #[must_use]
    pub fn digest_algorithm_der(self) -> Vec<u8> {
        tlv(encode::SEQUENCE, &[&Oid::from(self.hash().oid()).to_der()])
    }

    /// The signatureAlgorithm of a SignerInfo (C44).
    ///
    /// RFC 3370 §3.2: RSA is rsaEncryption with NULL. RFC 5758 §3.2: ecdsa-with-SHA* has no parameters.
    #[must_use]
    pub fn signature_algorithm_der(self) -> Vec<u8> {
        let with = |algorithm, parameters: &[u8]| {
            tlv(encode::SEQUENCE, &[&Oid::to_der(&Oid::from(algorithm)), parameters])
        };
        match self {
            Self::EcdsaP256Sha256 => with(oid::ECDSA_WITH_SHA256, &[]),
            Self::EcdsaP384Sha384 => with(oid::ECDSA_WITH_SHA384, &[]),
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512 => {
                with(oid::RSA_ENCRYPTION, &encode::NULL)
            }
        }
    }
}
