//! Names, identifiers and public keys of those who sign notes. Source: C2SP signed-note, "Signatures", "Verifier keys".

use alloc::string::String;
use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::base64;

/// The name of a key: not empty, no spaces, no plus, no control characters. Best a URL without its scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Takes a name; `None` when it could not stand in a signature line.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let good = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        (!name.is_empty() && name.chars().all(good)).then(|| Self(name.into()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// By which rule a key signs: the signature type identifier octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureType {
    /// 01: Ed25519 over the text. A log signs its checkpoints so.
    Ed25519,
    /// 04: Ed25519 over a time and the text (C2SP tlog-cosignature, `cosignature/v1`). Witnesses sign so.
    Cosignature,
}

impl SignatureType {
    /// The identifier octet.
    #[must_use]
    pub const fn octet(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }
}

/// Four octets that tell keys of one name apart. Not a strong hash: it only says which key to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    /// `SHA-256(name || 0A || signature type || public key)[:4]`.
    #[must_use]
    pub fn new(name: &KeyName, signature_type: SignatureType, public_key: &[u8; 32]) -> Self {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', signature_type.octet()])
            .chain_update(public_key)
            .finalize()
            .into();
        let [a, b, c, d, ..] = hash;
        Self([a, b, c, d])
    }
}

/// Eight lower-case hexadecimal digits.
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

/// Whose signatures are to be believed: `name+keyid+base64(type || public key)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerifierKey {
    name: KeyName,
    signature_type: SignatureType,
    public_key: [u8; 32],
    id: KeyId,
}

/// Why text is no verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// Not three parts joined by `+`, or a part of another form.
    #[error("not a verifier key of the form name+xxxxxxxx+base64")]
    Malformed,
    /// A signature type that is not known here.
    #[error("signature type {0:02x} is not supported; 01 (Ed25519) and 04 (cosignature/v1) are")]
    UnsupportedType(u8),
    /// The key identifier is not the one of this name and key: something was mistyped or exchanged.
    #[error("the key identifier does not belong to this name and key; it should be {0}")]
    WrongId(KeyId),
}

impl VerifierKey {
    /// From its parts.
    #[must_use]
    pub fn new(name: KeyName, signature_type: SignatureType, public_key: [u8; 32]) -> Self {
        let id = KeyId::new(&name, signature_type, &public_key);
        Self { name, signature_type, public_key, id }
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`VerifierKeyError`]. Whether the 32 octets are a point of the curve shows at the first signature.
    pub fn parse(text: &str) -> Result<Self, VerifierKeyError> {
        // The base64 may itself contain a plus.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(VerifierKeyError::Malformed);
        };
        let name = KeyName::new(name).ok_or(VerifierKeyError::Malformed)?;
        let key = base64::decode(key).ok_or(VerifierKeyError::Malformed)?;
        let (signature_type, key) = match key.split_first().ok_or(VerifierKeyError::Malformed)? {
            (1, key) => (SignatureType::Ed25519, key),
            (4, key) => (SignatureType::Cosignature, key),
            (other, _) => return Err(VerifierKeyError::UnsupportedType(*other)),
        };
        let key = key.try_into().map_err(|_| VerifierKeyError::Malformed)?;
        let key = Self::new(name, signature_type, key);
        let digits = |id: &str| id.len() == 8 && id.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        if !digits(id) {
            Err(VerifierKeyError::Malformed)
        } else if u32::from_str_radix(id, 16).ok() != Some(u32::from_be_bytes(key.id.0)) {
            Err(VerifierKeyError::WrongId(key.id))
        } else {
            Ok(key)
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// By which rule it signs.
    #[must_use]
    pub const fn signature_type(&self) -> SignatureType {
        self.signature_type
    }

    /// The Ed25519 public key (RFC 8032 §5.1.5).
    #[must_use]
    pub const fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// The identifier in its signature lines.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = alloc::vec![self.signature_type.octet()];
        key.extend(self.public_key);
        write!(f, "{}+{}+{}", self.name, self.id, base64::encode(&key))
    }
}
