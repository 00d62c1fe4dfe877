//! Random secrets, and the digests that are stored instead of them.

use base16ct::lower;
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct NoRandomness;

/// 256 random bits that only their bearer knows: a session, a link in an e-mail, the secret of an API key.
/// The database holds [`Secret::digest`]; 256 bits need no slow hash.
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    /// A new secret from the operating system's generator.
    ///
    /// # Errors
    /// [`NoRandomness`] if there are no random bytes.
    pub fn random() -> Result<Self, NoRandomness> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// Reads what [`Secret::reveal`] wrote: 64 lower-case hex digits, nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        let read = lower::decode(text, bytes.as_mut_slice()).ok()?.len();
        (read == bytes.len()).then_some(Self(bytes))
    }

    /// The text for the bearer. It belongs in one response or one e-mail and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> String {
        lower::encode_string(self.0.as_slice())
    }

    /// What is stored: the SHA-256 of the bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_slice()).into()
    }

    /// The bytes, to be put under a MAC.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// `N` bytes of the operating system's generator.
///
/// # Errors
/// [`NoRandomness`] if there are none.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Whether two texts are equal, in a time that depends on their lengths alone.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_and_only_in_its_own_spelling() {
        let secret = Secret::random().unwrap();
        let text = secret.reveal();
        assert_eq!(text.len(), 64);
        assert_eq!(Secret::parse(&text).unwrap().digest(), secret.digest());
        assert!(Secret::parse(&text[1..]).is_none());
        assert!(Secret::parse(&format!("{text}0")).is_none());
        assert!(Secret::parse(&"A".repeat(64)).is_none(), "upper case is another spelling");
        assert!(Secret::parse(&"ä".repeat(32)).is_none());
        assert_ne!(secret.digest(), Secret::random().unwrap().digest());
    }

    #[test]
    fn nothing_secret_is_printed_by_accident() {
        let secret = Secret::random().unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }

    #[test]
    fn comparison_sees_every_byte() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("abc", "abcd"));
    }
}
