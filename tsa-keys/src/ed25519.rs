//! Ed25519 keys: generated, kept in files, and reachable by the two kinds of log keys only.

use std::path::Path;

use aws_lc_rs::encoding::{AsBigEndian as _, Curve25519SeedBin};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use der::Encode as _;
use der::asn1::{ObjectIdentifier, OctetStringRef};
use pkcs8::PrivateKeyInfoRef;
use secrecy::SecretString;
use spki::AlgorithmIdentifierRef;
use zeroize::Zeroizing;

use crate::{KeyError, LoadError, Protection, key_file};

/// A private key in the memory of this process. `sign` is private to the crate.
pub(crate) struct Ed25519Key {
    pair: Ed25519KeyPair,
    public_key: [u8; 32],
}

impl Ed25519Key {
    pub(crate) fn generate() -> Result<Self, KeyError> {
        Self::new(Ed25519KeyPair::generate().map_err(|_| KeyError::Generation)?)
    }

    pub(crate) fn load(path: &Path, passphrase: Option<&SecretString>) -> Result<Self, LoadError> {
        let pkcs8 = key_file::load(path, passphrase)?;
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(&pkcs8)
            .map_err(|_| KeyError::Rejected)
            .and_then(Self::new)
            .map_err(|source| LoadError::Key { path: path.into(), source })
    }

    pub(crate) fn save(&self, path: &Path, protection: Protection<'_>) -> Result<(), LoadError> {
        let fault = |source| LoadError::Key { path: path.into(), source };
        let pkcs8 = self.pkcs8().map_err(fault)?;
        Ok(key_file::save(path, &pkcs8, protection)?)
    }

    pub(crate) const fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// RFC 8032 §5.1.6.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<[u8; 64]> {
        self.pair.sign(message).as_ref().try_into().ok()
    }

    /// `OneAsymmetricKey` version 1 with the seed alone (RFC 8410 §7): the form that every OpenSSL reads.
    fn pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let seed = self.pair.seed().map_err(|_| KeyError::Encoding)?;
        let seed: Curve25519SeedBin<'_> = seed.as_be_bytes().map_err(|_| KeyError::Encoding)?;
        let encode = || -> der::Result<Zeroizing<Vec<u8>>> {
            let inner = Zeroizing::new(OctetStringRef::new(seed.as_ref())?.to_der()?);
            let algorithm = AlgorithmIdentifierRef { oid: ID_ED25519, parameters: None };
            PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(&inner)?).to_der().map(Zeroizing::new)
        };
        encode().map_err(|_| KeyError::Encoding)
    }

    fn new(pair: Ed25519KeyPair) -> Result<Self, KeyError> {
        let public_key = pair.public_key().as_ref().try_into().map_err(|_| KeyError::Encoding)?;
        Ok(Self { pair, public_key })
    }
}

/// RFC 8410 §3.
const ID_ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
