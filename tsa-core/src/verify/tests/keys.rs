//! Throw-away keys that sign test material.

extern crate std;

use std::sync::OnceLock;

use ::signature::Signer as _;
use ::signature::hazmat::PrehashSigner as _;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};

use super::*;
use crate::testing::{ec_spki, oid_der};
use crate::verify::signature::SignatureHash;

/// A key and the way it signs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    P256(u8, SignatureHash),
    P384(u8, SignatureHash),
    P521(u8, SignatureHash),
    /// The two numbers name different keys.
    Rsa(usize, SignatureHash),
    RsaPss(usize, SignatureHash),
    Ed25519(u8),
}

impl Key {
    pub(super) fn p256(seed: u8) -> Self {
        Self::P256(seed, SignatureHash::Sha256)
    }

    pub(super) fn spki(&self) -> Vec<u8> {
        match self {
            Self::P256(seed, _) => {
                let key = p256::ecdsa::SigningKey::from_slice(&[*seed; 32]).unwrap();
                ec_spki(oid::SECP256R1, key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::P384(seed, _) => {
                let key = p384::ecdsa::SigningKey::from_slice(&[*seed; 48]).unwrap();
                ec_spki(oid::SECP384R1, key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::P521(seed, _) => {
                let key = p521::ecdsa::SigningKey::from_slice(&p521_secret(*seed)).unwrap();
                ec_spki(oid::SECP521R1, key.verifying_key().to_sec1_point(false).as_bytes())
            }
            Self::Rsa(number, _) | Self::RsaPss(number, _) => {
                let modulus = [&[0][..], &rsa_key(*number).n().to_be_bytes()].concat();
                let key = sequence(&[&tlv(0x02, &[&modulus]), &[2, 3, 1, 0, 1]]);
                let algorithm = sequence(&[&oid_der("1.2.840.113549.1.1.1"), &encode::NULL]);
                sequence(&[&algorithm, &tlv(0x03, &[&[0], &key])])
            }
            Self::Ed25519(seed) => {
                let key = ed25519_dalek::SigningKey::from_bytes(&[*seed; 32]);
                let algorithm = sequence(&[&oid_der("1.3.101.112")]);
                sequence(&[&algorithm, &tlv(0x03, &[&[0], key.verifying_key().as_bytes()])])
            }
        }
    }

    /// The hash beside the signature.
    pub(super) fn hash(&self) -> SignatureHash {
        match self {
            Self::P256(_, hash)
            | Self::P384(_, hash)
            | Self::P521(_, hash)
            | Self::Rsa(_, hash)
            | Self::RsaPss(_, hash) => *hash,
            Self::Ed25519(_) => SignatureHash::Sha512,
        }
    }

    /// The digest algorithm identifier, without parameters.
    pub(super) fn digest_algorithm(&self) -> Vec<u8> {
        sequence(&[&Oid::from(self.hash().oid()).to_der()])
    }

    /// The algorithm identifier for certificates and CRLs.
    pub(super) fn certificate_algorithm(&self) -> Vec<u8> {
        match self {
            Self::Rsa(_, hash) => {
                let oid = match hash {
                    SignatureHash::Sha256 => "1.2.840.113549.1.1.11",
                    SignatureHash::Sha384 => "1.2.840.113549.1.1.12",
                    SignatureHash::Sha512 => "1.2.840.113549.1.1.13",
                };
                sequence(&[&oid_der(oid), &encode::NULL])
            }
            _ => self.cms_algorithm(),
        }
    }

    /// The algorithm identifier for a SignerInfo.
    pub(super) fn cms_algorithm(&self) -> Vec<u8> {
        match self {
            Self::P256(_, hash) | Self::P384(_, hash) | Self::P521(_, hash) => {
                sequence(&[&oid_der(match hash {
                    SignatureHash::Sha256 => "1.2.840.10045.4.3.2",
                    SignatureHash::Sha384 => "1.2.840.10045.4.3.3",
                    SignatureHash::Sha512 => "1.2.840.10045.4.3.4",
                })])
            }
            Self::Rsa(..) => sequence(&[&oid_der("1.2.840.113549.1.1.1"), &encode::NULL]),
            Self::RsaPss(..) => {
                let hash = self.digest_algorithm();
                let mask = sequence(&[&oid_der("1.2.840.113549.1.1.8"), &hash]);
                let salt = tlv(0x02, &[&[u8::try_from(self.hash().digest(b"").len()).unwrap()]]);
                let parameters = sequence(&[&explicit(0, &hash), &explicit(1, &mask), &explicit(2, &salt)]);
                sequence(&[&oid_der("1.2.840.113549.1.1.10"), &parameters])
            }
            Self::Ed25519(_) => sequence(&[&oid_der("1.3.101.112")]),
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let digest = self.hash().digest(message);
        match self {
            Self::P256(seed, _) => {
                let key = p256::ecdsa::SigningKey::from_slice(&[*seed; 32]).unwrap();
                let signature: p256::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
                signature.as_bytes().to_vec()
            }
            Self::P384(seed, _) => {
                let key = p384::ecdsa::SigningKey::from_slice(&[*seed; 48]).unwrap();
                let signature: p384::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
                signature.as_bytes().to_vec()
            }
            Self::P521(seed, _) => {
                let key = p521::ecdsa::SigningKey::from_slice(&p521_secret(*seed)).unwrap();
                let signature: p521::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
                signature.as_bytes().to_vec()
            }
            Self::Rsa(number, hash) => {
                let scheme = match hash {
                    SignatureHash::Sha256 => Pkcs1v15Sign::new::<sha2::Sha256>(),
                    SignatureHash::Sha384 => Pkcs1v15Sign::new::<sha2::Sha384>(),
                    SignatureHash::Sha512 => Pkcs1v15Sign::new::<sha2::Sha512>(),
                };
                rsa_key(*number).sign(scheme, &digest).unwrap()
            }
            Self::RsaPss(number, hash) => {
                let (key, salt) = (rsa_key(*number), digest.len());
                match hash {
                    SignatureHash::Sha256 => {
                        key.sign_with_rng(&mut rng(), Pss::<sha2::Sha256>::new_with_salt(salt), &digest)
                    }
                    SignatureHash::Sha384 => {
                        key.sign_with_rng(&mut rng(), Pss::<sha2::Sha384>::new_with_salt(salt), &digest)
                    }
                    SignatureHash::Sha512 => {
                        key.sign_with_rng(&mut rng(), Pss::<sha2::Sha512>::new_with_salt(salt), &digest)
                    }
                }
                .unwrap()
            }
            Self::Ed25519(seed) => {
                ed25519_dalek::SigningKey::from_bytes(&[*seed; 32]).sign(message).to_bytes().to_vec()
            }
        }
    }
}

fn p521_secret(seed: u8) -> [u8; 66] {
    let mut secret = [seed; 66];
    secret[0] = 0;
    secret
}

/// RSA keys are slow to make: two for the whole test run.
fn rsa_key(number: usize) -> &'static RsaPrivateKey {
    static KEYS: [OnceLock<RsaPrivateKey>; 2] = [OnceLock::new(), OnceLock::new()];
    KEYS[number].get_or_init(|| RsaPrivateKey::new(&mut rng(), 2048).unwrap())
}

fn rng() -> rand::rand_core::UnwrapErr<rand::rngs::SysRng> {
    rand::rand_core::UnwrapErr(rand::rngs::SysRng)
}
