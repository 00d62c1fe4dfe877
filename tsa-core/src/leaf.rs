//! Entries of the public log: what a leaf says, and the bundles in which entries are served.
//!
//! ```text
//! token entry = 01 || SHA-256(signer certificate DER)[32]
//!                  || length[1] || policy OID content octets
//!                  || length[1] || genTime octets as in the token
//!                  || SHA-256(TSTInfo DER)[32]
//! void entry  = 02 || index[8] || reason[1]
//! ```
//! Integers are big-endian. Both kinds share one sequence of indexes. The entry holds neither serial number nor imprint
//! nor nonce: the random bits of the serial number, inside the hashed TSTInfo, keep anyone from confirming a guessed
//! document, and whoever holds the token can still compute its leaf. An entry with another first octet is hashed like
//! any other and not interpreted. The format is specified in `docs/log-format.md`.

mod bundle;

pub use bundle::{BundleError, push_to_bundle, read_bundle};

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::asn1::Oid;
use crate::asn1::gen_time::GenTime;
use crate::asn1::tsp::TstInfo;
use crate::merkle::{self, Hash};
use crate::refusal::Refusal;
use crate::serial::LeafIndex;
use crate::time::UnixTime;

/// An entry, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A TSTInfo was recorded; its token exists or may exist.
    Token(TokenEntry),
    /// The issuance recorded under an index has failed for good.
    Void(VoidEntry),
    /// An entry of a later version of the format, with its first octet. It counts as a leaf and means nothing to us.
    Unknown(u8),
}

impl Entry {
    /// Reads the octets of one entry, without the length that a bundle puts before it.
    ///
    /// # Errors
    /// [`EntryError`] when the octets are none, or do not have the form that the first of them promises.
    pub fn parse(octets: &[u8]) -> Result<Self, EntryError> {
        match octets.split_first().ok_or(EntryError::Malformed)? {
            (&TOKEN, rest) => TokenEntry::parse(rest).map(Self::Token),
            (&VOID, rest) => VoidEntry::parse(rest).map(Self::Void),
            (other, _) => Ok(Self::Unknown(*other)),
        }
    }
}

/// The entry of a recorded TSTInfo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEntry {
    signer_sha256: [u8; 32],
    policy: Oid,
    gen_time: Vec<u8>,
    time: UnixTime,
    tst_info_sha256: [u8; 32],
}

impl TokenEntry {
    /// From its parts. `gen_time` is the text of the GeneralizedTime as it stands in the token.
    ///
    /// # Errors
    /// [`EntryError::GenTime`] and [`EntryError::PolicyTooLong`].
    pub fn new(
        signer_sha256: [u8; 32],
        policy: Oid,
        gen_time: &[u8],
        tst_info_sha256: [u8; 32],
    ) -> Result<Self, EntryError> {
        if policy.as_bytes().len() > u8::MAX.into() {
            return Err(EntryError::PolicyTooLong);
        }
        let time = GenTime::parse(gen_time).map_err(|_| EntryError::GenTime)?;
        Ok(Self { signer_sha256, policy, gen_time: gen_time.to_vec(), time, tst_info_sha256 })
    }

    /// From what a token holds: the DER of its TSTInfo (the eContent octets), and the DER of its signer's certificate.
    ///
    /// # Errors
    /// [`EntryError`]; [`EntryError::TstInfo`] when the TSTInfo is not DER.
    pub fn of_token(tst_info: &[u8], signer_certificate: &[u8]) -> Result<Self, EntryError> {
        Self::of_tst_info(tst_info, Sha256::digest(signer_certificate).into())
    }

    /// As [`Self::of_token`], with the SHA-256 of the certificate computed before.
    ///
    /// # Errors
    /// As [`Self::of_token`].
    pub fn of_tst_info(tst_info: &[u8], signer_sha256: [u8; 32]) -> Result<Self, EntryError> {
        let fields = TstInfo::decode(tst_info).map_err(|_| EntryError::TstInfo)?;
        Self::new(signer_sha256, fields.policy, fields.gen_time, Sha256::digest(tst_info).into())
    }

    fn parse(fields: &[u8]) -> Result<Self, EntryError> {
        let mut rest = fields;
        let signer_sha256 = *take_array(&mut rest)?;
        let policy = Oid::from_content(take_short(&mut rest)?).map_err(|_| EntryError::Malformed)?;
        let gen_time = take_short(&mut rest)?;
        let tst_info_sha256 = *take_array(&mut rest)?;
        if rest.is_empty() {
            Self::new(signer_sha256, policy, gen_time, tst_info_sha256)
        } else {
            Err(EntryError::Malformed)
        }
    }

    /// The octets of the entry.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(128);
        octets.push(TOKEN);
        octets.extend(self.signer_sha256);
        push_short(&mut octets, self.policy.as_bytes());
        push_short(&mut octets, &self.gen_time);
        octets.extend(self.tst_info_sha256);
        octets
    }

    /// The hash of the leaf.
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        merkle::leaf_hash(&self.to_bytes())
    }

    /// SHA-256 of the DER of the signer's certificate.
    #[must_use]
    pub const fn signer_sha256(&self) -> &[u8; 32] {
        &self.signer_sha256
    }

    /// The policy.
    #[must_use]
    pub const fn policy(&self) -> &Oid {
        &self.policy
    }

    /// The time that the token states.
    #[must_use]
    pub const fn time(&self) -> UnixTime {
        self.time
    }

    /// SHA-256 of the DER of the TSTInfo.
    #[must_use]
    pub const fn tst_info_sha256(&self) -> &[u8; 32] {
        &self.tst_info_sha256
    }
}

/// The entry that declares a recorded issuance void: no valid token has its index, and none ever will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoidEntry {
    index: LeafIndex,
    code: u8,
}

impl VoidEntry {
    /// Declares the issuance recorded under `index` void.
    #[must_use]
    pub const fn new(index: LeafIndex, reason: VoidReason) -> Self {
        Self { index, code: reason.code() }
    }

    fn parse(fields: &[u8]) -> Result<Self, EntryError> {
        let mut rest = fields;
        let index = u64::from_be_bytes(*take_array(&mut rest)?);
        let index = LeafIndex::new(index).ok_or(EntryError::Malformed)?;
        match rest {
            [code] => Ok(Self { index, code: *code }),
            _ => Err(EntryError::Malformed),
        }
    }

    /// The octets of the entry.
    #[must_use]
    pub fn to_bytes(self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(10);
        octets.push(VOID);
        octets.extend(self.index.value().to_be_bytes());
        octets.push(self.code);
        octets
    }

    /// The hash of the leaf.
    #[must_use]
    pub fn leaf_hash(self) -> Hash {
        merkle::leaf_hash(&self.to_bytes())
    }

    /// The index of the token entry that is void.
    #[must_use]
    pub const fn index(self) -> LeafIndex {
        self.index
    }

    /// Why; `None` for a code that is not assigned here. The entry is void all the same.
    #[must_use]
    pub const fn reason(self) -> Option<VoidReason> {
        VoidReason::from_code(self.code)
    }

    /// The code of the reason.
    #[must_use]
    pub const fn code(self) -> u8 {
        self.code
    }
}

/// Why a recorded issuance is void. Codes are never reassigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoidReason {
    /// 1: the key did not sign ([`Refusal::SigningFailed`]).
    SigningFailed,
    /// 2: the signature came later than the limit ([`Refusal::SigningTooSlow`]).
    SigningTooSlow,
    /// 3: the finished token failed its check before release ([`Refusal::SelfCheckFailed`]).
    SelfCheckFailed,
}

impl VoidReason {
    /// The reason behind a refusal that can follow a record; `None` for the refusals that come before one.
    #[must_use]
    pub const fn of_refusal(refusal: Refusal) -> Option<Self> {
        match refusal {
            Refusal::SigningFailed => Some(Self::SigningFailed),
            Refusal::SigningTooSlow => Some(Self::SigningTooSlow),
            Refusal::SelfCheckFailed => Some(Self::SelfCheckFailed),
            Refusal::MalformedRequest
            | Refusal::UnsupportedVersion
            | Refusal::NonceTooLong
            | Refusal::UnacceptedHash
            | Refusal::HashParameters
            | Refusal::ImprintLength
            | Refusal::UnacceptedPolicy
            | Refusal::UnacceptedExtension
            | Refusal::TimeNotAvailable
            | Refusal::UnitNotUsable
            | Refusal::RecordNotAvailable => None,
        }
    }

    /// What the client was told.
    #[must_use]
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::SigningFailed => Refusal::SigningFailed,
            Self::SigningTooSlow => Refusal::SigningTooSlow,
            Self::SelfCheckFailed => Refusal::SelfCheckFailed,
        }
    }

    /// The octet in the entry.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::SigningFailed => 1,
            Self::SigningTooSlow => 2,
            Self::SelfCheckFailed => 3,
        }
    }

    /// The reason with this code, if it is assigned.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::SigningFailed),
            2 => Some(Self::SigningTooSlow),
            3 => Some(Self::SelfCheckFailed),
            _ => None,
        }
    }
}

/// Why there is no such entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The octets do not have the form of an entry.
    #[error("the octets do not have the form of a log entry")]
    Malformed,
    /// The TSTInfo cannot be read.
    #[error("the TSTInfo is not DER")]
    TstInfo,
    /// The genTime is not in the form of RFC 3161 §2.4.2.
    #[error("the genTime is not of the form YYYYMMDDhhmmss[.f]Z")]
    GenTime,
    /// The policy has more than 255 content octets, so its length does not fit.
    #[error("the policy identifier has more than 255 octets")]
    PolicyTooLong,
}

fn take_array<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], EntryError> {
    let (taken, left) = rest.split_first_chunk().ok_or(EntryError::Malformed)?;
    *rest = left;
    Ok(taken)
}

/// Octets with their length in one octet before them.
fn take_short<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], EntryError> {
    let (length, left) = rest.split_first().ok_or(EntryError::Malformed)?;
    let (taken, left) = left.split_at_checked(usize::from(*length)).ok_or(EntryError::Malformed)?;
    *rest = left;
    Ok(taken)
}

/// Both fields that are written so were measured when the entry was made: a policy has at most 255 octets, a genTime 25.
fn push_short(out: &mut Vec<u8>, octets: &[u8]) {
    out.push(octets.len() as u8);
    out.extend_from_slice(octets);
}

const TOKEN: u8 = 1;
const VOID: u8 = 2;

#[cfg(test)]
mod tests;
