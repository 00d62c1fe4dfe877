//! Key files: PKCS#8 in PEM, encrypted unless somebody said in so many words that it need not be.
//!
//! An encrypted file is `ENCRYPTED PRIVATE KEY` of RFC 5958 with PBES2 (RFC 8018 §6.2): scrypt (RFC 7914) derives the
//! key, AES-256-CBC encrypts. Every OpenSSL since 1.1.0 opens it (`openssl pkey -in key.pem`).
//!
//! A file is written with mode 0600 under a temporary name, flushed, and renamed into place: a crash leaves either no
//! key or the whole key, never half of one, and never one that others could read for a moment.

use std::{
    io::{self, Read},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use der::{Decode, Encode, SecretDocument, pem::LineEnding};
use pkcs8::{
    EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef,
    pkcs5::{self, EncryptionScheme, pbes2},
};
use rand::{TryRng, rngs::SysRng};
use secrecy::{ExposeSecret, SecretString};
use tsa_journal::durable;
use zeroize::Zeroizing;

use crate::secret_file::{OpenError, open_secret_file};

/// How the private key is protected in its file.
#[derive(Clone, Copy, Debug)]
pub enum Protection<'a> {
    /// PBES2 with scrypt and AES-256-CBC under this passphrase.
    Encrypted(&'a SecretString),
    /// Nothing but the file mode 0600. Whoever reads the file, or a backup of it, has the key.
    Plain,
}

/// Whether the key in `path` needs a passphrase.
///
/// # Errors
/// The file cannot be read, or holds no PKCS#8 key.
pub fn is_encrypted(path: &Path) -> Result<bool, KeyFileError> {
    Ok(read(path)?.encrypted)
}

/// Writes a PKCS#8 `PrivateKeyInfo` to a new file.
pub(crate) fn save(path: &Path, pkcs8: &[u8], protection: Protection<'_>) -> Result<(), KeyFileError> {
    let pem = match protection {
        Protection::Encrypted(passphrase) => encrypt(path, pkcs8, passphrase)?,
        Protection::Plain => SecretDocument::try_from(pkcs8)
            .and_then(|document| document.to_pem(PLAIN_LABEL, LineEnding::LF))
            .map_err(|source| KeyFileError::Encode { path: path.into(), source })?,
    };
    durable::write_new(path, pem.as_bytes(), KEY_FILE_MODE).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.into() },
        _ => KeyFileError::Write { path: path.into(), source },
    })
}

/// Reads the PKCS#8 `PrivateKeyInfo` in `path`.
///
/// A passphrase for a plain file is refused: the key is not protected the way its owner believes.
pub(crate) fn load(
    path: &Path,
    passphrase: Option<&SecretString>,
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let file = read(path)?;
    match (file.encrypted, passphrase) {
        (true, Some(passphrase)) => decrypt(path, file.document.as_bytes(), passphrase),
        (true, None) => Err(KeyFileError::PassphraseNeeded { path: path.into() }),
        (false, Some(_)) => Err(KeyFileError::NotEncrypted { path: path.into() }),
        (false, None) if file.mode & OTHERS != 0 => {
            Err(KeyFileError::Readable { path: path.into(), mode: file.mode & 0o7777 })
        }
        (false, None) => {
            PrivateKeyInfoRef::from_der(file.document.as_bytes())
                .map_err(|source| KeyFileError::Malformed { path: path.into(), source: source.into() })?;
            Ok(file.document.to_bytes())
        }
    }
}

/// Why a key file could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file is there already; a key is never overwritten.
    #[error("{path} exists already; a key is never overwritten: move the file away or choose another name",
            path = path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be written.
    #[error("cannot write the key file {path}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file could not be read.
    #[error("cannot read the key file {path}: check that it exists and belongs to this user", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A pipe, a directory or a device.
    #[error("{path} is {kind}, not a key file: put the key's file there, or correct the path", path = path.display())]
    NotRegular {
        /// The file.
        path: PathBuf,
        /// What it is.
        kind: &'static str,
    },
    /// The file is too large to be a key.
    #[error("{path} is no key file: it has more than {MAX_FILE_BYTES} bytes", path = path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The file holds PEM of another kind.
    #[error("{path} holds `{label}`, not a PKCS#8 key; convert it: openssl pkcs8 -topk8 -scrypt -v2 aes-256-cbc \
             -in {path} -out NEW", path = path.display())]
    Label {
        /// The file.
        path: PathBuf,
        /// What the PEM says it is.
        label: String,
    },
    /// The file is not a PKCS#8 key, or only a part of one.
    #[error("{path} is damaged or no PKCS#8 key in PEM: restore it from its backup", path = path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        source: pkcs8::Error,
    },
    /// A plain key that others can read.
    #[error("{path} is an unencrypted key with mode {mode:04o}, readable beyond its owner: run `chmod 600 {path}`, \
             and replace the key if anybody else may have read it", path = path.display())]
    Readable {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// An encrypted key, and no passphrase.
    #[error("{path} is encrypted: give its passphrase (tsa-server: `passphrase-file` of the `[[tsu]]`; tsa-admin: \
             --passphrase-file)", path = path.display())]
    PassphraseNeeded {
        /// The file.
        path: PathBuf,
    },
    /// A plain key, and a passphrase.
    #[error("{path} is not encrypted although a passphrase is given for it: encrypt the key, or remove the passphrase",
            path = path.display())]
    NotEncrypted {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase does not open the file.
    #[error("wrong passphrase for {path} (or the file is damaged): nothing was changed, try again",
            path = path.display())]
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// Encryption with an empty passphrase was asked for.
    #[error("the passphrase for {path} is empty: choose one, or ask for an unencrypted key in so many words",
            path = path.display())]
    EmptyPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// The file is encrypted in a way that is not accepted.
    #[error("{path} is encrypted in a way that is not accepted; convert it: openssl pkcs8 -topk8 -scrypt \
             -v2 aes-256-cbc -in {path} -out NEW", path = path.display())]
    Encryption {
        /// The file.
        path: PathBuf,
    },
    /// The key could not be encoded.
    #[error("cannot encode the key for {path}", path = path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// What the encoder said.
        source: der::Error,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gives no random numbers: the key was not written")]
    NoRandomness,
}

struct KeyFile {
    document: SecretDocument,
    encrypted: bool,
    mode: u32,
}

fn read(path: &Path) -> Result<KeyFile, KeyFileError> {
    let unreadable = |source| KeyFileError::Read { path: path.into(), source };
    let file = open_secret_file(path).map_err(|error| match error {
        OpenError::NotRegular(kind) => KeyFileError::NotRegular { path: path.into(), kind },
        OpenError::Io(source) => unreadable(source),
    })?;
    // The mode of the file that is open, not of whatever the path names a moment later.
    let mode = file.metadata().map_err(unreadable)?.mode();
    // Reserved in full: a growing buffer would leave copies of the key behind.
    let mut pem = Zeroizing::new(Vec::with_capacity(MAX_FILE_BYTES + 1));
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut pem).map_err(unreadable)?;
    if pem.len() > MAX_FILE_BYTES {
        return Err(KeyFileError::TooLarge { path: path.into() });
    }
    let malformed = |source: der::Error| KeyFileError::Malformed { path: path.into(), source: source.into() };
    let text = core::str::from_utf8(&pem).map_err(|error| malformed(error.into()))?;
    let (label, document) = SecretDocument::from_pem(text.trim_start()).map_err(malformed)?;
    let encrypted = match label {
        ENCRYPTED_LABEL => true,
        PLAIN_LABEL => false,
        other => return Err(KeyFileError::Label { path: path.into(), label: other.to_owned() }),
    };
    Ok(KeyFile { document, encrypted, mode })
}

fn encrypt(path: &Path, pkcs8: &[u8], passphrase: &SecretString) -> Result<Zeroizing<String>, KeyFileError> {
    let passphrase = passphrase.expose_secret();
    if passphrase.is_empty() {
        return Err(KeyFileError::EmptyPassphrase { path: path.into() });
    }
    let encode = |source| KeyFileError::Encode { path: path.into(), source };
    let scheme = EncryptionScheme::Pbes2(fresh_parameters()?);
    let ciphertext = scheme.encrypt(passphrase, pkcs8).map_err(|_| encode(der::ErrorKind::Failed.into()))?;
    let info = EncryptedPrivateKeyInfoRef {
        encryption_algorithm: scheme,
        encrypted_data: der::asn1::OctetStringRef::new(&ciphertext).map_err(encode)?,
    };
    SecretDocument::try_from(info.to_der().map_err(encode)?)
        .and_then(|document| document.to_pem(ENCRYPTED_LABEL, LineEnding::LF))
        .map_err(encode)
}

/// PBES2 parameters with a fresh salt and initialisation vector.
fn fresh_parameters() -> Result<pbes2::Parameters, KeyFileError> {
    let mut salt = [0; SALT_BYTES];
    let mut iv = [0; 16];
    SysRng.try_fill_bytes(&mut salt).map_err(|_| KeyFileError::NoRandomness)?;
    SysRng.try_fill_bytes(&mut iv).map_err(|_| KeyFileError::NoRandomness)?;
    let kdf = pbes2::Kdf::Scrypt(pbes2::ScryptParams {
        salt: pbes2::Salt::new(salt).map_err(|_| KeyFileError::NoRandomness)?,
        cost_parameter: SCRYPT_N,
        block_size: SCRYPT_R,
        parallelization: SCRYPT_P,
        key_length: None,
    });
    Ok(pbes2::Parameters { kdf, encryption: pbes2::EncryptionScheme::Aes256Cbc { iv } })
}

fn decrypt(path: &Path, der: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let info = EncryptedPrivateKeyInfoRef::try_from(der)
        .map_err(|source| KeyFileError::Malformed { path: path.into(), source })?;
    let scheme = info.encryption_algorithm;
    if !is_affordable(&scheme) {
        return Err(KeyFileError::Encryption { path: path.into() });
    }
    let mut buffer = Zeroizing::new(info.encrypted_data.as_bytes().to_vec());
    let length = match scheme.decrypt_in_place(passphrase.expose_secret(), &mut buffer) {
        Ok(plaintext) => plaintext.len(),
        Err(pkcs5::Error::DecryptFailed) => return Err(KeyFileError::WrongPassphrase { path: path.into() }),
        Err(_) => return Err(KeyFileError::Encryption { path: path.into() }),
    };
    buffer.truncate(length);
    // CBC has no authentication: one wrong passphrase in 256 leaves good padding over nonsense.
    if PrivateKeyInfoRef::from_der(&buffer).is_err() {
        return Err(KeyFileError::WrongPassphrase { path: path.into() });
    }
    Ok(buffer)
}

/// Whether the parameters written in the file can be worked off in bounded memory and time.
fn is_affordable(scheme: &EncryptionScheme) -> bool {
    match scheme {
        EncryptionScheme::Pbes2(parameters) => match &parameters.kdf {
            pbes2::Kdf::Scrypt(scrypt) => {
                let memory =
                    scrypt.cost_parameter.saturating_mul(u64::from(scrypt.block_size)).saturating_mul(128);
                scrypt.cost_parameter != 0
                    && memory <= MAX_SCRYPT_MEMORY
                    && scrypt.parallelization <= MAX_SCRYPT_P
            }
            pbes2::Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MAX_PBKDF2_ITERATIONS,
            _ => false,
        },
        _ => false,
    }
}

const PLAIN_LABEL: &str = "PRIVATE KEY";
const ENCRYPTED_LABEL: &str = "ENCRYPTED PRIVATE KEY";
/// Owner reads and writes, nobody else does anything.
const KEY_FILE_MODE: u32 = 0o600;
/// The permission bits of group and others.
const OTHERS: u32 = 0o077;
/// An encrypted RSA-4096 key has 3.4 KiB; anything past this is no key.
const MAX_FILE_BYTES: usize = 64 * 1024;
/// scrypt cost: 16 MiB, the most that OpenSSL's default memory limit of 32 MiB lets a stranger open.
const SCRYPT_N: u64 = 1 << 14;
/// scrypt block size of RFC 7914 §2.
const SCRYPT_R: u16 = 8;
/// Five passes make up for the small memory (the OWASP equivalent of N = 2^17, p = 1).
const SCRYPT_P: u16 = 5;
/// RFC 8018 §4.1 asks for at least 8 octets; 16 is what is usual now.
const SALT_BYTES: usize = 16;
/// A file that asks for more than 1 GiB is refused before the memory is taken.
const MAX_SCRYPT_MEMORY: u64 = 1 << 30;
/// Sixteen passes are minutes at the largest accepted memory.
const MAX_SCRYPT_P: u16 = 16;
/// Ten times what OWASP recommends for PBKDF2-HMAC-SHA-256.
const MAX_PBKDF2_ITERATIONS: u32 = 6_000_000;

#[cfg(test)]
mod tests;
