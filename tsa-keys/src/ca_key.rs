//! The key of a certification authority.

use std::path::Path;

use secrecy::SecretString;

use crate::{
    CertificateSpec, CrlSpec, IssueError, KeyAlgorithm, KeyError, LoadError, Protection, certificate, crl,
    key_file, software::SoftwareKey,
};

/// The private key of a root or an issuing CA. It signs certificates and CRLs that keep the rules; no bytes.
///
/// ```compile_fail
/// # fn f(key: &tsa_keys::CaKey) {
/// let signature = key.sign(b"anything");
/// # }
/// ```
///
/// aws-lc-rs signs on P-256 only with SHA-256 and on P-384 only with SHA-384. So that one hash is used from the
/// certificate to the token (C53), an issuing CA has the curve of its TSUs, or RSA, which takes any hash.
pub struct CaKey {
    key: SoftwareKey,
}

impl CaKey {
    /// Generates a key.
    ///
    /// # Errors
    /// [`KeyError::LabOnly`] for RSA-2048, or the library fails.
    pub fn generate(algorithm: KeyAlgorithm) -> Result<Self, KeyError> {
        if algorithm.is_lab_only() {
            return Err(KeyError::LabOnly);
        }
        Ok(Self { key: SoftwareKey::generate(algorithm)? })
    }

    /// Reads a key file; `passphrase` is for an encrypted file, and only for that.
    ///
    /// # Errors
    /// The file cannot be read, is too open, needs another passphrase, or holds no key that may sign certificates.
    pub fn load(path: &Path, passphrase: Option<&SecretString>) -> Result<Self, LoadError> {
        let pkcs8 = key_file::load(path, passphrase)?;
        let key = SoftwareKey::from_pkcs8(&pkcs8)
            .and_then(|key| if key.algorithm().is_lab_only() { Err(KeyError::LabOnly) } else { Ok(key) })
            .map_err(|source| LoadError::Key { path: path.into(), source })?;
        Ok(Self { key })
    }

    /// Writes the key to a new file of mode 0600.
    ///
    /// # Errors
    /// The file exists already or cannot be written.
    pub fn save(&self, path: &Path, protection: Protection<'_>) -> Result<(), LoadError> {
        let written = self
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

    /// The public key: `SubjectPublicKeyInfo` in DER.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.key.spki_der()
    }

    /// Issues a certificate (X.509 v3, DER) with a fresh random serial.
    ///
    /// # Errors
    /// The specification breaks a rule of C60–C67 or does not fit its issuer, or signing fails; then nothing was signed.
    pub fn issue(&self, spec: &CertificateSpec) -> Result<Vec<u8>, IssueError> {
        certificate::issue(&self.key, spec)
    }

    /// Issues a CRL (X.509 v2, DER).
    ///
    /// # Errors
    /// The issuer's certificate is that of another key or of no CA, the dates do not fit, or signing fails.
    pub fn issue_crl(&self, spec: &CrlSpec) -> Result<Vec<u8>, IssueError> {
        crl::issue(&self.key, spec)
    }
}

impl core::fmt::Debug for CaKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CaKey").field("algorithm", &self.algorithm()).finish_non_exhaustive()
    }
}
