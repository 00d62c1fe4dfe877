//! Signed notes: text with signature lines under it. Source: C2SP signed-note.
//!
//! Nothing here signs. [`Note::to_be_signed`] and [`Note::to_be_cosigned`] give the octets that a key has to sign;
//! [`NoteSignature::ed25519`] and [`NoteSignature::cosignature`] make the line out of what the key returned. With feature
//! `verify`, [`Note::verified_by`] checks what somebody else signed.

#[cfg(feature = "verify")]
mod check;
mod cosignature;
mod key;

#[cfg(feature = "verify")]
pub use check::{Attestation, BadSignature};
pub use cosignature::{CosignatureTime, NoteSignature};
pub use key::{KeyId, KeyName, SignatureType, VerifierKey, VerifierKeyError};

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A text and the signatures that were put under it, whether or not they hold.
///
/// The text is not to be believed before a signature by a known key was verified. [`fmt::Display`] writes the octets of the
/// note exactly as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// Why octets are no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`Note::MAX_LEN`] octets.
    #[error("a note has at most {} octets", Note::MAX_LEN)]
    TooLong,
    /// Not UTF-8.
    #[error("a note is UTF-8")]
    NotUtf8,
    /// A control character other than newline.
    #[error("a note has no control characters but newlines")]
    ControlCharacter,
    /// The text does not end with a newline, or no blank line follows it.
    #[error(
        "a note is text that ends with a newline, a blank line, and signature lines that end with a newline"
    )]
    Layout,
    /// A line below the blank line that is no signature line.
    #[error("not a signature line of the form `— name base64`")]
    SignatureLine,
    /// More than [`Note::MAX_SIGNATURES`] signature lines.
    #[error("a note has at most {} signatures", Note::MAX_SIGNATURES)]
    TooManySignatures,
}

impl Note {
    /// How many signatures are accepted. C2SP signed-note: at least 16 MUST be.
    pub const MAX_SIGNATURES: usize = 64;
    /// How many octets are accepted: 64 signatures of the size of ML-DSA, and some text.
    pub const MAX_LEN: usize = 1 << 19;

    /// A note that nobody has signed yet. It cannot be read back before somebody has.
    ///
    /// # Errors
    /// [`NoteError::Layout`] when the text does not end with a newline; [`NoteError::ControlCharacter`].
    pub fn new(text: &str) -> Result<Self, NoteError> {
        check_characters(text)?;
        if text.ends_with('\n') {
            Ok(Self { text: text.into(), signatures: Vec::new() })
        } else {
            Err(NoteError::Layout)
        }
    }

    /// Reads a note with at least one signature.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn parse(octets: &[u8]) -> Result<Self, NoteError> {
        if octets.len() > Self::MAX_LEN {
            return Err(NoteError::TooLong);
        }
        let note = core::str::from_utf8(octets).map_err(|_| NoteError::NotUtf8)?;
        // The text may have blank lines of its own: the last one separates.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Layout)?;
        let mut text = String::from(text);
        text.push('\n');
        let mut note = Self::new(&text)?;
        note.signatures = parse_signature_lines(lines)?;
        Ok(note)
    }

    /// The text, with its final newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in the order in which they stand there.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The octets that an Ed25519 key signs (signature type 01): the text.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The octets that a cosigner signs at this time (signature type 04; C2SP tlog-cosignature, "Ed25519 signed message").
    #[must_use]
    pub fn to_be_cosigned(&self, time: CosignatureTime) -> Vec<u8> {
        alloc::format!("cosignature/v1\ntime {}\n{}", time.as_secs(), self.text).into_bytes()
    }

    /// Puts a signature under the note, unless the same one is there already.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`].
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        if self.signatures.len() >= Self::MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }
}

/// Reads one or more signature lines, such as a witness answers with (C2SP tlog-witness, "add-checkpoint").
///
/// # Errors
/// [`NoteError`].
pub fn parse_signature_lines(lines: &str) -> Result<Vec<NoteSignature>, NoteError> {
    if lines.len() > Note::MAX_LEN {
        return Err(NoteError::TooLong);
    }
    check_characters(lines)?;
    let lines = lines.strip_suffix('\n').ok_or(NoteError::Layout)?;
    let mut signatures = Vec::new();
    for line in lines.split('\n') {
        if signatures.len() >= Note::MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        signatures.push(NoteSignature::parse(line)?);
    }
    Ok(signatures)
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// C2SP signed-note: no ASCII control characters (those below U+0020) other than newline.
fn check_characters(text: &str) -> Result<(), NoteError> {
    if text.bytes().any(|octet| octet < b' ' && octet != b'\n') {
        Err(NoteError::ControlCharacter)
    } else {
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests;
