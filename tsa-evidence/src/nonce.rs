//! Digests as nonces: an unsigned big-endian INTEGER in minimal DER. The rules are those of `docs/claim-format.md`, "Digests and
//! nonces".

use alloc::vec::Vec;

use crate::Sha256Digest;

/// The content octets of the INTEGER that stands for a digest: 1 to 33.
#[must_use]
pub fn of_digest(digest: &Sha256Digest) -> Vec<u8> {
    let significant: Vec<u8> = digest.iter().copied().skip_while(|octet| *octet == 0).collect();
    match significant.first() {
        // X.690 §8.3.3: two's complement, so an unsigned value whose top bit is set has 00 before it; zero is one octet.
        None | Some(0x80..) => core::iter::once(0).chain(significant).collect(),
        Some(_) => significant,
    }
}

/// Whether a nonce (the content octets of an INTEGER, from any authority) is the number that a digest stands for.
#[must_use]
pub fn is_digest(nonce: &[u8], digest: &Sha256Digest) -> bool {
    let Some((first, rest)) = nonce.split_first() else { return false };
    if *first >= 0x80 || nonce.len() > MAX_LEN {
        return false;
    }
    let value = if *first == 0 { rest } else { nonce };
    let mut padded = [0u8; 32];
    let Some(at) = padded.len().checked_sub(value.len()) else { return false };
    match padded.get_mut(at..) {
        Some(tail) => tail.copy_from_slice(value),
        None => return false,
    }
    padded == *digest
}

/// The longest nonce that stands for a digest.
pub const MAX_LEN: usize = 33;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_nonce_is_its_digest_and_no_other(digest: [u8; 32], zeros in 0usize..=32, other: [u8; 32]) {
            let mut digest = digest;
            digest[..zeros].fill(0);
            let nonce = of_digest(&digest);
            prop_assert!(is_digest(&nonce, &digest));
            prop_assert_eq!(is_digest(&nonce, &other), other == digest);
            prop_assert!(nonce.len() <= MAX_LEN);
            // Minimal (X.690 §8.3.2), and never negative.
            prop_assert!(nonce.len() == 1 || nonce[0] != 0 || nonce[1] >= 0x80);
            prop_assert!(nonce[0] < 0x80);
        }
    }

    #[test]
    fn what_never_matches() {
        assert!(!is_digest(&[], &[0; 32]));
        assert!(!is_digest(&[0xff; 32], &[0xff; 32]));
        assert!(!is_digest(&[0; 34], &[0; 32]));
        assert!(!is_digest(&[1; 33], &[1; 32]));
    }
}
