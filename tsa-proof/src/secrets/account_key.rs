//! Sealing and opening under one account's key.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use zeroize::Zeroizing;

use super::SecretsFault;
use crate::store::{AccountId, DepositId, ItemId, KeyId, MailId, Sealed, SessionId};

/// An account's key, unwrapped. It seals for this account only.
///
/// Nonces are random: of 2^32 sealings under one key, two share a nonce with a chance of 2^-33 (NIST SP 800-38D §8.3).
/// An account seals one claim per deposited file.
pub struct AccountKey {
    account: AccountId,
    key: RandomizedNonceKey,
}

/// What is sealed and where it belongs: the associated data. Octets moved to another row do not open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The account's profile.
    Profile,
    /// The second factor's secret.
    Totp,
    /// A session's browser and network.
    Session(SessionId),
    /// The name of an API key.
    ApiKeyName(KeyId),
    /// A mail.
    Mail(MailId),
    /// A deposit's label.
    Label(DepositId),
    /// An item's claim.
    Claim(DepositId, ItemId),
    /// An address that the account may get.
    NewEmail,
    /// The account's key itself, under a key-encryption key.
    AccountKey,
}

impl AccountKey {
    #[expect(
        clippy::expect_used,
        reason = "the one reason to refuse is a key of another length than the algorithm's 32"
    )]
    pub(super) fn new(account: AccountId, octets: &[u8; 32]) -> Self {
        Self {
            account,
            key: RandomizedNonceKey::new(&AES_256_GCM, octets).expect("32 octets are an AES-256 key"),
        }
    }

    /// Seals: version, nonce, ciphertext, tag; [`OVERHEAD`] octets more than the plain ones.
    #[expect(
        clippy::expect_used,
        reason = "AES-GCM refuses only plaintexts beyond 64 GiB; the largest here is a claim of kilobytes"
    )]
    pub fn seal(&self, context: &Context, plain: &[u8]) -> Sealed {
        let mut text = Zeroizing::new(Vec::with_capacity(plain.len() + TAG));
        text.extend_from_slice(plain);
        let aad = Aad::from(context.associated_data(self.account));
        let nonce = self.key.seal_in_place_append_tag(aad, &mut *text).expect("short texts can be sealed");
        let mut octets = Vec::with_capacity(1 + NONCE + text.len());
        octets.push(VERSION);
        octets.extend_from_slice(nonce.as_ref());
        octets.extend_from_slice(&text);
        Sealed::from_octets(octets)
    }

    /// Opens what was sealed under this key for this place.
    pub fn open(&self, context: &Context, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, SecretsFault> {
        let (&version, rest) = sealed.as_octets().split_first().ok_or(SecretsFault::CannotOpen)?;
        if version != VERSION {
            return Err(SecretsFault::CannotOpen);
        }
        let (nonce, text) = rest.split_at_checked(NONCE).ok_or(SecretsFault::CannotOpen)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SecretsFault::CannotOpen)?;
        let aad = Aad::from(context.associated_data(self.account));
        let mut plain = Zeroizing::new(text.to_vec());
        let length =
            self.key.open_in_place(nonce, aad, &mut plain).map_err(|_| SecretsFault::CannotOpen)?.len();
        plain.truncate(length);
        Ok(plain)
    }
}

impl core::fmt::Debug for AccountKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "AccountKey({})", self.account)
    }
}

impl Context {
    /// Version, kind, account and rows, each of fixed length: no two places have the same.
    fn associated_data(&self, account: AccountId) -> Vec<u8> {
        let (kind, rows): (u8, [Option<&[u8; 16]>; 2]) = match self {
            Self::Profile => (1, [None, None]),
            Self::Totp => (2, [None, None]),
            Self::Session(id) => (3, [Some(id.as_bytes()), None]),
            Self::ApiKeyName(id) => (4, [Some(id.as_bytes()), None]),
            Self::Mail(id) => (5, [Some(id.as_bytes()), None]),
            Self::Label(id) => (6, [Some(id.as_bytes()), None]),
            Self::Claim(deposit, item) => (7, [Some(deposit.as_bytes()), Some(item.as_bytes())]),
            Self::AccountKey => (8, [None, None]),
            Self::NewEmail => (9, [None, None]),
        };
        let mut data = vec![VERSION, kind];
        data.extend_from_slice(account.as_bytes());
        rows.into_iter().flatten().for_each(|row| data.extend_from_slice(row));
        data
    }
}

/// How much longer sealed octets are than plain ones.
pub const OVERHEAD: usize = 1 + NONCE + TAG;

/// Of the sealed form; another algorithm would have another.
const VERSION: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;
