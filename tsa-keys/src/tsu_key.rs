//! The key of a time-stamping unit.

use std::path::Path;

use secrecy::SecretString;
use tsa_core::{Signature, SignatureScheme, Tsu};
use tsa_journal::Recorded;

use x509_cert::name::Name;

use crate::{
    KeyAlgorithm, KeyError, KeyFileError, LoadError, Protection, RequestError, key_file, request,
    scheme::sign_checked, software::SoftwareKey,
};

/// The private key of a TSU. It signs three things and nothing else:
///
/// 1. what the journal has recorded: [`TsuKey::sign`] takes a [`Recorded`], which only the sequencer can make;
/// 2. its own certification request: [`TsuKey::certification_request`];
/// 3. one constant, to prove that the key works: [`TsuKey::self_test`].
///
/// A record can be signed:
///
/// ```
/// fn f(key: &tsa_keys::TsuKey, recorded: &tsa_journal::Recorded) {
///     let signature = key.sign(recorded);
/// }
/// ```
///
/// bytes cannot:
///
/// ```compile_fail
/// fn f(key: &tsa_keys::TsuKey, bytes: &[u8]) {
///     let signature = key.sign(bytes);
/// }
/// ```
///
/// and the key below it is not reachable:
///
/// ```compile_fail
/// use tsa_keys::software::SoftwareKey;
/// ```
pub struct TsuKey {
    key: SoftwareKey,
}

impl TsuKey {
    /// Generates a key.
    ///
    /// # Errors
    /// [`KeyError::LabOnly`] for RSA-2048, or the library fails.
    pub fn generate(algorithm: KeyAlgorithm) -> Result<Self, KeyError> {
        if algorithm.is_lab_only() {
            return Err(KeyError::LabOnly);
        }
        Self::generate_for_lab(algorithm)
    }

    /// Generates a key of any algorithm, also of those that are too weak to be trusted (C65). A certificate of such a
    /// key is refused by [`Tsu::new`] unless its rules say `lab`.
    ///
    /// # Errors
    /// The library fails.
    pub fn generate_for_lab(algorithm: KeyAlgorithm) -> Result<Self, KeyError> {
        Ok(Self { key: SoftwareKey::generate(algorithm)? })
    }

    /// Reads a key file; `passphrase` is for an encrypted file, and only for that.
    ///
    /// # Errors
    /// The file cannot be read, is too open, needs another passphrase, or holds no key this crate can use.
    pub fn load(path: &Path, passphrase: Option<&SecretString>) -> Result<Self, LoadError> {
        let pkcs8 = key_file::load(path, passphrase)?;
        let key =
            SoftwareKey::from_pkcs8(&pkcs8).map_err(|source| LoadError::Key { path: path.into(), source })?;
        Ok(Self { key })
    }

    /// Writes the key to a new file of mode 0600.
    ///
    /// # Errors
    /// The file exists already or cannot be written.
    pub fn save(&self, path: &Path, protection: Protection<'_>) -> Result<(), LoadError> {
        let written: Result<(), KeyFileError> = self
            .key
            .with_pkcs8(|pkcs8| key_file::save(path, pkcs8, protection))
            .map_err(|source| LoadError::Key { path: path.into(), source })?;
        Ok(written?)
    }

    /// The algorithm of the key.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm()
    }

    /// The scheme to sign with when nothing else is wanted; RSA keys can also do SHA-384 and SHA-512.
    #[must_use]
    pub fn default_scheme(&self) -> SignatureScheme {
        self.key.default_scheme()
    }

    /// Whether the key can make signatures of this scheme.
    #[must_use]
    pub fn can_sign_by(&self, scheme: SignatureScheme) -> bool {
        if self.algorithm().is_rsa() { scheme.is_rsa() } else { scheme == self.default_scheme() }
    }

    /// The public key: `SubjectPublicKeyInfo` in DER.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.key.spki_der()
    }

    /// Signs what the journal has recorded.
    ///
    /// # Errors
    /// The record was made for the certificate of another key, or the library fails.
    pub fn sign(&self, recorded: &Recorded) -> Result<Signature, SignError> {
        let tsu = recorded.tsu();
        if tsu.spki_der() != self.spki_der() {
            return Err(SignError::OtherKey);
        }
        let octets = self.key.sign(tsu.scheme(), recorded.to_be_signed())?;
        Ok(Signature::from_octets(tsu.scheme(), octets))
    }

    /// A PKCS#10 request (RFC 2986, DER) for a certificate of this key, asking for the extensions of C60 and C62.
    ///
    /// What is signed begins with the tag of a SEQUENCE; signed attributes begin with that of a SET (RFC 5652 §5.4),
    /// so a request can never be turned into a token.
    ///
    /// # Errors
    /// The name cannot be encoded, or the library fails.
    pub fn certification_request(&self, subject: &Name) -> Result<Vec<u8>, RequestError> {
        request::build(&self.key, subject)
    }

    /// Proves that this key belongs to the certificate of `tsu` and makes good signatures (C54, C63): an independent
    /// implementation verifies a signature of a fixed text.
    ///
    /// The text is a constant, so the signature reveals nothing and can be asked for any number of times. It can never
    /// pass for a token: CMS signs the DER of a SET (first octet 0x31, RFC 5652 §5.4), a certificate, a request or a
    /// bare TSTInfo is a SEQUENCE (0x30), TLS 1.3 signs 64 spaces (0x20); this text begins with 0x74.
    ///
    /// # Errors
    /// The certificate is that of another key, or the signature is wrong.
    pub fn self_test(&self, tsu: &Tsu) -> Result<(), SelfTestError> {
        if tsu.spki_der() != self.spki_der() {
            return Err(SelfTestError::OtherKey);
        }
        sign_checked(&self.key, tsu.scheme(), SELF_TEST_TEXT)?;
        Ok(())
    }
}

impl core::fmt::Debug for TsuKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("TsuKey").field("algorithm", &self.algorithm()).finish_non_exhaustive()
    }
}

/// Why a key did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The record was made for the certificate of another key.
    #[error("the record was made for the certificate of another key: nothing was signed")]
    OtherKey,
    /// The key cannot make such signatures.
    #[error("a key of algorithm {algorithm} makes no signatures of scheme {scheme}", scheme = scheme.name())]
    Scheme {
        /// The algorithm of the key.
        algorithm: KeyAlgorithm,
        /// The scheme asked for.
        scheme: SignatureScheme,
    },
    /// The library failed.
    #[error("the cryptographic library failed to sign")]
    Failed,
    /// The signature that was made does not verify (C54).
    #[error(
        "the key made a signature that does not verify: take this machine out of service and check its hardware"
    )]
    Wrong,
}

/// Why a key must not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelfTestError {
    /// The certificate is that of another key (C63).
    #[error(
        "the certificate belongs to another key: install the chain that was issued for this key's request.pem"
    )]
    OtherKey,
    /// No signature was made, or a wrong one (C54).
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What [`TsuKey::self_test`] signs.
const SELF_TEST_TEXT: &[u8] =
    b"tsa-keys self-test: this text is no timestamp and proves nothing but a working key\n";

#[cfg(test)]
mod tests;
