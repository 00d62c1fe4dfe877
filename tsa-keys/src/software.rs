//! Software keys: aws-lc-rs holds the secret, and nothing outside this crate can make it sign bytes.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{self, KeySize},
    signature::{self, EcdsaKeyPair, KeyPair, RsaKeyPair},
};
use der::{Decode, asn1::ObjectIdentifier};
use pkcs8::PrivateKeyInfoRef;
use tsa_core::SignatureScheme;

use crate::{KeyAlgorithm, SignError};

/// A private key in the memory of this process. `sign` is private to the crate.
pub(crate) struct SoftwareKey {
    algorithm: KeyAlgorithm,
    pair: Pair,
    spki_der: Vec<u8>,
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl SoftwareKey {
    pub(crate) fn generate(algorithm: KeyAlgorithm) -> Result<Self, KeyError> {
        let pair = match algorithm {
            KeyAlgorithm::EcdsaP256 => {
                EcdsaKeyPair::generate(&signature::ECDSA_P256_SHA256_ASN1_SIGNING).map(Pair::Ecdsa)
            }
            KeyAlgorithm::EcdsaP384 => {
                EcdsaKeyPair::generate(&signature::ECDSA_P384_SHA384_ASN1_SIGNING).map(Pair::Ecdsa)
            }
            KeyAlgorithm::Rsa2048 => rsa::KeyPair::generate(KeySize::Rsa2048).map(Pair::Rsa),
            KeyAlgorithm::Rsa3072 => rsa::KeyPair::generate(KeySize::Rsa3072).map(Pair::Rsa),
            KeyAlgorithm::Rsa4096 => rsa::KeyPair::generate(KeySize::Rsa4096).map(Pair::Rsa),
        };
        Self::new(algorithm, pair.map_err(|_| KeyError::Generation)?)
    }

    /// Reads a PKCS#8 `PrivateKeyInfo`; the public half is checked against the private one by aws-lc.
    pub(crate) fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(pkcs8).map_err(|_| KeyError::Malformed)?;
        let rejected = |_| KeyError::Rejected;
        match info.algorithm.oid {
            ID_EC_PUBLIC_KEY => {
                let curve = info.algorithm.parameters_oid().map_err(|_| KeyError::Malformed)?;
                let (algorithm, signing) = match curve {
                    SECP256R1 => (KeyAlgorithm::EcdsaP256, &signature::ECDSA_P256_SHA256_ASN1_SIGNING),
                    SECP384R1 => (KeyAlgorithm::EcdsaP384, &signature::ECDSA_P384_SHA384_ASN1_SIGNING),
                    _ => return Err(KeyError::Unsupported),
                };
                Self::new(algorithm, Pair::Ecdsa(EcdsaKeyPair::from_pkcs8(signing, pkcs8).map_err(rejected)?))
            }
            RSA_ENCRYPTION => {
                let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(rejected)?;
                let algorithm = match pair.public_modulus_len() {
                    256 => KeyAlgorithm::Rsa2048,
                    384 => KeyAlgorithm::Rsa3072,
                    512 => KeyAlgorithm::Rsa4096,
                    _ => return Err(KeyError::Unsupported),
                };
                Self::new(algorithm, Pair::Rsa(pair))
            }
            _ => Err(KeyError::Unsupported),
        }
    }

    /// The PKCS#8 `PrivateKeyInfo`, wiped when the closure has ended.
    pub(crate) fn with_pkcs8<T>(&self, f: impl FnOnce(&[u8]) -> T) -> Result<T, KeyError> {
        match &self.pair {
            Pair::Ecdsa(pair) => {
                let document = pair.to_pkcs8v1().map_err(|_| KeyError::Encoding)?;
                Ok(f(document.as_ref()))
            }
            Pair::Rsa(pair) => {
                let document: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| KeyError::Encoding)?;
                Ok(f(document.as_ref()))
            }
        }
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// The `SubjectPublicKeyInfo` in DER.
    pub(crate) fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// The scheme this key signs with when nothing else is asked for.
    pub(crate) fn default_scheme(&self) -> SignatureScheme {
        match self.algorithm {
            KeyAlgorithm::EcdsaP256 => SignatureScheme::EcdsaP256Sha256,
            KeyAlgorithm::EcdsaP384 => SignatureScheme::EcdsaP384Sha384,
            KeyAlgorithm::Rsa2048 | KeyAlgorithm::Rsa3072 | KeyAlgorithm::Rsa4096 => {
                SignatureScheme::RsaPkcs1Sha256
            }
        }
    }

    /// Signs: DER `Ecdsa-Sig-Value`, or the RSA octets.
    pub(crate) fn sign(&self, scheme: SignatureScheme, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let padding = match (&self.pair, self.algorithm, scheme) {
            (Pair::Ecdsa(pair), KeyAlgorithm::EcdsaP256, SignatureScheme::EcdsaP256Sha256)
            | (Pair::Ecdsa(pair), KeyAlgorithm::EcdsaP384, SignatureScheme::EcdsaP384Sha384) => {
                let octets = pair.sign(&SystemRandom::new(), message).map_err(|_| SignError::Failed)?;
                return Ok(octets.as_ref().to_vec());
            }
            (Pair::Rsa(_), _, SignatureScheme::RsaPkcs1Sha256) => &signature::RSA_PKCS1_SHA256,
            (Pair::Rsa(_), _, SignatureScheme::RsaPkcs1Sha384) => &signature::RSA_PKCS1_SHA384,
            (Pair::Rsa(_), _, SignatureScheme::RsaPkcs1Sha512) => &signature::RSA_PKCS1_SHA512,
            _ => return Err(SignError::Scheme { algorithm: self.algorithm, scheme }),
        };
        let Pair::Rsa(pair) = &self.pair else {
            return Err(SignError::Scheme { algorithm: self.algorithm, scheme });
        };
        let mut octets = vec![0; pair.public_modulus_len()];
        pair.sign(padding, &SystemRandom::new(), message, &mut octets).map_err(|_| SignError::Failed)?;
        Ok(octets)
    }

    fn new(algorithm: KeyAlgorithm, pair: Pair) -> Result<Self, KeyError> {
        let spki: PublicKeyX509Der<'_> = match &pair {
            Pair::Ecdsa(pair) => pair.public_key().as_der(),
            Pair::Rsa(pair) => pair.public_key().as_der(),
        }
        .map_err(|_| KeyError::Encoding)?;
        let spki_der = spki.as_ref().to_vec();
        Ok(Self { algorithm, pair, spki_der })
    }
}

/// Why there is no key to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// RSA-2048 without the lab switch (C65).
    #[error("RSA-2048 is for laboratories only: choose ecdsa-p256 or rsa-3072")]
    LabOnly,
    /// The generator failed.
    #[error("the key could not be generated: the cryptographic library gave no reason")]
    Generation,
    /// The key is no PKCS#8 private key.
    #[error("this is no PKCS#8 private key")]
    Malformed,
    /// The library does not accept the key.
    #[error(
        "the cryptographic library refuses this key: its public and private halves do not fit, or it is malformed"
    )]
    Rejected,
    /// A kind or size of key that is not supported.
    #[error("keys of this kind or size are not supported: use ecdsa-p256, ecdsa-p384, rsa-3072 or rsa-4096")]
    Unsupported,
    /// The key could not be encoded.
    #[error("the key could not be encoded: the cryptographic library gave no reason")]
    Encoding,
}

// RFC 5480 §2.1.1
const ID_EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const SECP256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SECP384R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
// RFC 3279 §2.3.1
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
