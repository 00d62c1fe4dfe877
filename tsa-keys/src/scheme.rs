//! Signature schemes as X.509 names them (CMS, in `tsa-core`, names RSA differently).

use core::fmt;

use der::{
    asn1::{Any, Null, ObjectIdentifier},
    referenced::OwnedToRef,
};
use serde::Deserialize;
use spki::AlgorithmIdentifierOwned;
use tsa_core::{SignatureScheme, verify::signature::verify_signature};

use crate::{SignError, software::SoftwareKey};

/// The hash of a signature made with an RSA key; the hash of an ECDSA signature follows from its curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RsaHash {
    /// SHA-256.
    #[default]
    Sha256,
    /// SHA-384: for TSUs on P-384, so that one hash is used throughout (C53).
    Sha384,
    /// SHA-512.
    Sha512,
}

impl fmt::Display for RsaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        })
    }
}

/// The scheme `key` signs certificates and CRLs with.
pub(crate) fn scheme(key: &SoftwareKey, rsa_hash: RsaHash) -> SignatureScheme {
    match (key.algorithm().is_rsa(), rsa_hash) {
        (true, RsaHash::Sha384) => SignatureScheme::RsaPkcs1Sha384,
        (true, RsaHash::Sha512) => SignatureScheme::RsaPkcs1Sha512,
        _ => key.default_scheme(),
    }
}

/// The `AlgorithmIdentifier` of certificates, CRLs and requests.
pub(crate) fn x509_algorithm(scheme: SignatureScheme) -> AlgorithmIdentifierOwned {
    let (oid, parameters) = match scheme {
        // RFC 5758 §3.2: ECDSA has no parameters.
        SignatureScheme::EcdsaP256Sha256 => (ECDSA_WITH_SHA256, None),
        SignatureScheme::EcdsaP384Sha384 => (ECDSA_WITH_SHA384, None),
        // RFC 4055 §5: the parameters of PKCS #1 v1.5 are NULL.
        SignatureScheme::RsaPkcs1Sha256 => (SHA256_WITH_RSA, Some(Any::from(Null))),
        SignatureScheme::RsaPkcs1Sha384 => (SHA384_WITH_RSA, Some(Any::from(Null))),
        SignatureScheme::RsaPkcs1Sha512 => (SHA512_WITH_RSA, Some(Any::from(Null))),
    };
    AlgorithmIdentifierOwned { oid, parameters }
}

/// Signs and has an independent implementation verify the signature, so that a faulty one never leaves (C54; a wrong
/// RSA-CRT signature would give the key away).
pub(crate) fn sign_checked(
    key: &SoftwareKey,
    scheme: SignatureScheme,
    message: &[u8],
) -> Result<Vec<u8>, SignError> {
    let octets = key.sign(scheme, message)?;
    verify_signature(key.spki_der(), &x509_algorithm(scheme).owned_to_ref(), message, &octets)
        .map_err(|_| SignError::Wrong)?;
    Ok(octets)
}

const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const SHA384_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const SHA512_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
