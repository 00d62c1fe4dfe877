//! One signature: a closed list of algorithms over a `SubjectPublicKeyInfo`.
//!
//! RSA PKCS#1 v1.5 and RSASSA-PSS with SHA-256/384/512, ECDSA on P-256/P-384/P-521 with SHA-256/384/512 in any pair, and
//! Ed25519. Everything else is refused by name; MD5 and SHA-1 signatures and RSA moduli under 2048 bits are refused as weak.

mod pss;

use alloc::vec::Vec;

use der::asn1::{AnyRef, ObjectIdentifier, UintRef};
use der::{Decode, Reader, SliceReader};
use rsa::{BoxedUint, Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::hazmat::PrehashVerifier;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::asn1::oid;

/// Checks `signature` over `message` with the key of `spki_der` (a DER `SubjectPublicKeyInfo`).
///
/// `algorithm` is the `signatureAlgorithm` of a certificate, CRL, request or `SignerInfo`. Where a `SignerInfo` names the bare
/// `rsaEncryption`, use [`verify_cms_signature`], which takes the hash from its `digestAlgorithm`.
///
/// # Errors
///
/// [`SignatureError`] tells a refused algorithm or key from a signature that does not fit.
pub fn verify_signature(
    spki_der: &[u8],
    algorithm: &AlgorithmIdentifierRef<'_>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    SignatureAlgorithm::from_identifier(algorithm)?.verify(spki_der, message, signature)
}

/// Checks the signature of a CMS `SignerInfo` (RFC 5652 §5.4) over `message`, the DER `SET OF` form of its signed attributes.
///
/// # Errors
///
/// As [`verify_signature`]; also [`SignatureError::DigestMismatch`] when the two algorithms name different hashes.
pub fn verify_cms_signature(
    spki_der: &[u8],
    signature_algorithm: &AlgorithmIdentifierRef<'_>,
    digest_algorithm: &AlgorithmIdentifierRef<'_>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    SignatureAlgorithm::of_signer_info(signature_algorithm, digest_algorithm)?
        .verify(spki_der, message, signature)
}

/// A hash that a signature may be made over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureHash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl SignatureHash {
    /// The hash that a digest `AlgorithmIdentifier` names; its parameters must be absent or NULL (RFC 5754 §2).
    ///
    /// # Errors
    ///
    /// [`SignatureError::WeakAlgorithm`] for MD5 and SHA-1, otherwise [`SignatureError::UnsupportedAlgorithm`] or
    /// [`SignatureError::BadParameters`].
    pub fn from_identifier(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Self, SignatureError> {
        let hash = match algorithm.oid {
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            other if WEAK.contains(&other) => return Err(SignatureError::WeakAlgorithm(other)),
            other => return Err(SignatureError::UnsupportedAlgorithm(other)),
        };
        absent_or_null(algorithm)?;
        Ok(hash)
    }

    /// The digest of `data`.
    #[must_use]
    pub fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        }
    }

    /// The object identifier of the bare hash.
    #[must_use]
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }
}

/// An algorithm of the closed list, with its parameters already checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(SignatureHash),
    /// RSASSA-PSS with MGF1 over the same hash and this many octets of salt.
    RsaPss(SignatureHash, usize),
    /// ECDSA; the curve is the key's.
    Ecdsa(SignatureHash),
    /// Ed25519 (RFC 8032, pure).
    Ed25519,
}

impl SignatureAlgorithm {
    /// Reads a full signature algorithm, as certificates and CRLs name it.
    ///
    /// # Errors
    ///
    /// [`SignatureError::WeakAlgorithm`], [`SignatureError::UnsupportedAlgorithm`] or [`SignatureError::BadParameters`].
    pub fn from_identifier(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Self, SignatureError> {
        use SignatureHash::{Sha256, Sha384, Sha512};
        match algorithm.oid {
            oid::SHA256_WITH_RSA => absent_or_null(algorithm).map(|()| Self::RsaPkcs1(Sha256)),
            oid::SHA384_WITH_RSA => absent_or_null(algorithm).map(|()| Self::RsaPkcs1(Sha384)),
            oid::SHA512_WITH_RSA => absent_or_null(algorithm).map(|()| Self::RsaPkcs1(Sha512)),
            oid::ECDSA_WITH_SHA256 => absent(algorithm).map(|()| Self::Ecdsa(Sha256)),
            oid::ECDSA_WITH_SHA384 => absent(algorithm).map(|()| Self::Ecdsa(Sha384)),
            oid::ECDSA_WITH_SHA512 => absent(algorithm).map(|()| Self::Ecdsa(Sha512)),
            oid::ED25519 => absent(algorithm).map(|()| Self::Ed25519),
            oid::RSASSA_PSS => pss::read_parameters(algorithm),
            other if WEAK.contains(&other) => Err(SignatureError::WeakAlgorithm(other)),
            other => Err(SignatureError::UnsupportedAlgorithm(other)),
        }
    }

    /// Reads the pair of a `SignerInfo`: `rsaEncryption` takes its hash from `digest` (RFC 3370 §3.2).
    ///
    /// # Errors
    ///
    /// As [`SignatureAlgorithm::from_identifier`]; also [`SignatureError::DigestMismatch`].
    pub fn of_signer_info(
        signature: &AlgorithmIdentifierRef<'_>,
        digest: &AlgorithmIdentifierRef<'_>,
    ) -> Result<Self, SignatureError> {
        let digest = SignatureHash::from_identifier(digest)?;
        if signature.oid == oid::RSA_ENCRYPTION {
            absent_or_null(signature)?;
            return Ok(Self::RsaPkcs1(digest));
        }
        let algorithm = Self::from_identifier(signature)?;
        // RFC 8419 §3: the digest beside Ed25519 is SHA-512. RFC 8933 §2: one hash throughout.
        if algorithm.hash().unwrap_or(SignatureHash::Sha512) != digest {
            return Err(SignatureError::DigestMismatch);
        }
        Ok(algorithm)
    }

    /// The hash under the signature; none for Ed25519, which hashes by itself.
    #[must_use]
    pub fn hash(self) -> Option<SignatureHash> {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss(hash, _) | Self::Ecdsa(hash) => Some(hash),
            Self::Ed25519 => None,
        }
    }

    /// Checks `signature` over `message` with the key of `spki_der`.
    ///
    /// # Errors
    ///
    /// [`SignatureError`], see [`verify_signature`].
    pub fn verify(self, spki_der: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let spki = SubjectPublicKeyInfoRef::try_from(spki_der).map_err(|_| SignatureError::MalformedKey)?;
        let key = spki.subject_public_key.as_bytes().ok_or(SignatureError::MalformedKey)?;
        match (self, spki.algorithm.oid) {
            (Self::RsaPkcs1(hash), oid::RSA_ENCRYPTION) => {
                absent_or_null(&spki.algorithm)?;
                verify_pkcs1(&rsa_key(key)?, hash, message, signature)
            }
            (Self::RsaPss(hash, salt), oid::RSA_ENCRYPTION) => {
                absent_or_null(&spki.algorithm)?;
                verify_pss(&rsa_key(key)?, hash, salt, message, signature)
            }
            (Self::RsaPss(hash, salt), oid::RSASSA_PSS) => {
                pss::check_key(&spki.algorithm, hash, salt)?;
                verify_pss(&rsa_key(key)?, hash, salt, message, signature)
            }
            (Self::Ecdsa(hash), oid::EC_PUBLIC_KEY) => {
                verify_ecdsa(named_curve(&spki.algorithm)?, key, &hash.digest(message), signature)
            }
            (Self::Ed25519, oid::ED25519) => {
                absent(&spki.algorithm)?;
                verify_ed25519(key, message, signature)
            }
            (_, oid::RSA_ENCRYPTION | oid::RSASSA_PSS | oid::EC_PUBLIC_KEY | oid::ED25519) => {
                Err(SignatureError::KeyMismatch)
            }
            (_, other) => Err(SignatureError::UnsupportedKey(other)),
        }
    }
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The algorithm is not on the closed list.
    #[error("the signature algorithm {0} is not supported")]
    UnsupportedAlgorithm(ObjectIdentifier),
    /// MD5, SHA-1 or another broken algorithm.
    #[error("the algorithm {0} is too weak to be trusted")]
    WeakAlgorithm(ObjectIdentifier),
    /// The algorithm's parameters are not those its standard asks for.
    #[error("the parameters of the signature algorithm are wrong")]
    BadParameters,
    /// The digest algorithm beside the signature algorithm is another hash.
    #[error("the digest algorithm differs from the hash of the signature algorithm")]
    DigestMismatch,
    /// The key is of a type or on a curve that is not supported.
    #[error("keys of type {0} are not supported")]
    UnsupportedKey(ObjectIdentifier),
    /// An RSA modulus of fewer than 2048 bits.
    #[error("the RSA key has only {0} bits; at least 2048 are needed")]
    WeakKey(usize),
    /// The `SubjectPublicKeyInfo` does not hold a usable key.
    #[error("the public key cannot be read")]
    MalformedKey,
    /// The algorithm belongs to another type of key.
    #[error("the signature algorithm does not fit the type of the key")]
    KeyMismatch,
    /// The signature does not verify.
    #[error("the signature does not fit the message and the key")]
    Invalid,
}

fn verify_pkcs1(
    key: &RsaPublicKey,
    hash: SignatureHash,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    let scheme = match hash {
        SignatureHash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        SignatureHash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        SignatureHash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    key.verify(scheme, &hash.digest(message), signature).map_err(|_| SignatureError::Invalid)
}

fn verify_pss(
    key: &RsaPublicKey,
    hash: SignatureHash,
    salt: usize,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    let digest = hash.digest(message);
    match hash {
        SignatureHash::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt), &digest, signature),
        SignatureHash::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt), &digest, signature),
        SignatureHash::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt), &digest, signature),
    }
    .map_err(|_| SignatureError::Invalid)
}

fn verify_ecdsa(curve: Curve, key: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    match curve {
        Curve::P256 => {
            let key =
                p256::ecdsa::VerifyingKey::from_sec1_bytes(key).map_err(|_| SignatureError::MalformedKey)?;
            let signature =
                p256::ecdsa::DerSignature::try_from(signature).map_err(|_| SignatureError::Invalid)?;
            key.verify_prehash(digest, &signature)
        }
        Curve::P384 => {
            let key =
                p384::ecdsa::VerifyingKey::from_sec1_bytes(key).map_err(|_| SignatureError::MalformedKey)?;
            let signature =
                p384::ecdsa::DerSignature::try_from(signature).map_err(|_| SignatureError::Invalid)?;
            key.verify_prehash(digest, &signature)
        }
        Curve::P521 => {
            let key =
                p521::ecdsa::VerifyingKey::from_sec1_bytes(key).map_err(|_| SignatureError::MalformedKey)?;
            let signature =
                p521::ecdsa::DerSignature::try_from(signature).map_err(|_| SignatureError::Invalid)?;
            key.verify_prehash(digest, &signature)
        }
    }
    .map_err(|_| SignatureError::Invalid)
}

fn verify_ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let key: &[u8; 32] = key.try_into().map_err(|_| SignatureError::MalformedKey)?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| SignatureError::MalformedKey)?;
    let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| SignatureError::Invalid)?;
    key.verify_strict(message, &signature).map_err(|_| SignatureError::Invalid)
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 §A.1.1), bounded in size.
fn rsa_key(der: &[u8]) -> Result<RsaPublicKey, SignatureError> {
    let malformed = |_: der::Error| SignatureError::MalformedKey;
    let mut reader = SliceReader::new(der).map_err(malformed)?;
    let (modulus, exponent) = reader
        .sequence(|body| Ok::<_, der::Error>((UintRef::decode(body)?, UintRef::decode(body)?)))
        .map_err(malformed)?;
    reader.finish().map_err(malformed)?;
    if exponent.as_bytes().len() > 8 || modulus.as_bytes().len() > RSA_MAX_BITS / 8 {
        return Err(SignatureError::MalformedKey);
    }
    let modulus = BoxedUint::from_be_slice_vartime(modulus.as_bytes());
    let bits = modulus.bits() as usize;
    if bits < RSA_MIN_BITS {
        return Err(SignatureError::WeakKey(bits));
    }
    let exponent = BoxedUint::from_be_slice_vartime(exponent.as_bytes());
    RsaPublicKey::new_with_size_limits(modulus, exponent, RSA_MIN_BITS..=RSA_MAX_BITS)
        .map_err(|_| SignatureError::MalformedKey)
}

#[derive(Clone, Copy)]
enum Curve {
    P256,
    P384,
    P521,
}

/// RFC 5480 §2.1.1: only the `namedCurve` choice.
fn named_curve(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Curve, SignatureError> {
    let parameters = algorithm.parameters.ok_or(SignatureError::MalformedKey)?;
    match parameters.decode_as::<ObjectIdentifier>().map_err(|_| SignatureError::MalformedKey)? {
        oid::SECP256R1 => Ok(Curve::P256),
        oid::SECP384R1 => Ok(Curve::P384),
        oid::SECP521R1 => Ok(Curve::P521),
        other => Err(SignatureError::UnsupportedKey(other)),
    }
}

fn absent(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<(), SignatureError> {
    if algorithm.parameters.is_some() { Err(SignatureError::BadParameters) } else { Ok(()) }
}

fn absent_or_null(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<(), SignatureError> {
    match algorithm.parameters {
        Some(parameters) if parameters != AnyRef::NULL => Err(SignatureError::BadParameters),
        _ => Ok(()),
    }
}

/// CA/Browser code signing rules, NIST SP 800-131A: nothing below 2048 bits verifies any more.
const RSA_MIN_BITS: usize = 2048;
/// Bounds the work that a hostile certificate can ask for.
const RSA_MAX_BITS: usize = 8192;

/// Known and refused: MD5, SHA-1, and RSA, DSA and ECDSA signatures over them.
const WEAK: [ObjectIdentifier; 10] = [
    oid::SHA1,
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.2"), // md2
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.5"), // md5
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.2"), // md2WithRSAEncryption
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.4"), // md5WithRSAEncryption
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"), // sha1WithRSAEncryption
    ObjectIdentifier::new_unwrap("1.3.14.3.2.29"),      // sha1WithRSASignature
    ObjectIdentifier::new_unwrap("1.2.840.10040.4.3"),  // dsa-with-sha1
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"),  // ecdsa-with-SHA1
    ObjectIdentifier::new_unwrap("1.3.36.3.3.1.2"),     // rsaSignatureWithripemd160
];

#[cfg(test)]
mod tests;
