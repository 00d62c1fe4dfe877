//! Signature lines and the time in a cosignature.

use alloc::vec::Vec;
use core::fmt;

use super::key::{KeyId, KeyName, SignatureType};
use super::{NoteError, VerifierKey};
use crate::base64;
use crate::time::UnixTime;

/// When a cosigner signed: POSIX seconds, 1 to 2^63 − 1. Source: C2SP tlog-cosignature, "Format".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CosignatureTime(u64);

impl CosignatureTime {
    /// Takes seconds; `None` for 0, which states no time, and from 2^63 on.
    #[must_use]
    pub const fn new(seconds: u64) -> Option<Self> {
        if seconds != 0 && seconds < 1 << 63 { Some(Self(seconds)) } else { None }
    }

    /// Seconds since 1970.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0
    }

    /// The same as a moment; later ones than the year 2554 as the end of that range.
    #[must_use]
    pub fn time(self) -> UnixTime {
        UnixTime::from_secs(self.0).unwrap_or(UnixTime::from_nanos(u64::MAX))
    }
}

/// One signature line: who claims to have signed, and what the key returned.
///
/// [`fmt::Display`] writes the line without its newline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    key_id: KeyId,
    octets: Vec<u8>,
}

impl NoteSignature {
    /// The line for a signature over [`super::Note::to_be_signed`] (signature type 01).
    #[must_use]
    pub fn ed25519(name: &KeyName, public_key: &[u8; 32], signature: &[u8; 64]) -> Self {
        let key_id = KeyId::new(name, SignatureType::Ed25519, public_key);
        Self { name: name.clone(), key_id, octets: signature.to_vec() }
    }

    /// The line for a signature over [`super::Note::to_be_cosigned`] at `time` (signature type 04).
    #[must_use]
    pub fn cosignature(
        name: &KeyName,
        public_key: &[u8; 32],
        time: CosignatureTime,
        signature: &[u8; 64],
    ) -> Self {
        let key_id = KeyId::new(name, SignatureType::Cosignature, public_key);
        // C2SP tlog-cosignature, timestamped_signature: u64 big-endian, then the signature.
        let octets = [time.0.to_be_bytes().as_slice(), signature].concat();
        Self { name: name.clone(), key_id, octets }
    }

    /// Reads a line without its newline: em dash, space, name, space, base64.
    pub(super) fn parse(line: &str) -> Result<Self, NoteError> {
        let fields = || {
            let (name, blob) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            let blob = base64::decode(blob)?;
            let (key_id, octets) = blob.split_first_chunk()?;
            let signature =
                Self { name: KeyName::new(name)?, key_id: KeyId(*key_id), octets: octets.to_vec() };
            // A signature of no octets is none.
            (!octets.is_empty()).then_some(signature)
        };
        fields().ok_or(NoteError::SignatureLine)
    }

    /// The name of the key.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The identifier of the key.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// What follows the key identifier: for type 01 the signature, for type 04 the time and the signature.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// Whether it claims to be by this key: both name and identifier are the same.
    #[must_use]
    pub fn claims(&self, key: &VerifierKey) -> bool {
        self.key_id == key.id() && self.name == *key.name()
    }

    /// The time and the signature in a line of type 04; `None` when it is none. Nothing is verified.
    #[must_use]
    pub fn as_cosignature(&self) -> Option<(CosignatureTime, &[u8; 64])> {
        let (time, signature) = self.octets.split_first_chunk()?;
        Some((CosignatureTime::new(u64::from_be_bytes(*time))?, signature.try_into().ok()?))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [self.key_id.0.as_slice(), &self.octets].concat();
        write!(f, "\u{2014} {} {}", self.name, base64::encode(&blob))
    }
}
