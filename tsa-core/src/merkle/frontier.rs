//! The right edge of a growing tree.

use alloc::vec::Vec;

use super::{EMPTY_ROOT, Hash, MAX_SIZE, Node, join, node_hash};

/// A tree of which only the largest complete subtrees are kept: at most 63 hashes, whatever its size.
///
/// Enough to append and to know the tree head; proofs need the tiles. The compact range of RFC 6962 trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the complete subtrees, largest first: one for each bit that is set in `size`.
    peaks: Vec<Hash>,
}

/// Why octets are no stored [`Frontier`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stored tree edge: eight octets of size and 32 octets for each bit set in it")]
pub struct FrontierError;

impl Frontier {
    /// The tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The tree head (RFC 6962 §2.1).
    #[must_use]
    pub fn root(&self) -> Hash {
        join(&self.peaks).unwrap_or(EMPTY_ROOT)
    }

    /// Appends the leaf with this [`super::leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        self.push_each(leaf, |_, _| {});
    }

    /// Appends a leaf and hands out every node that is complete with it, from the leaf upwards.
    ///
    /// What tiles hold are the nodes whose level is a multiple of 8 (C2SP tlog-tiles): each is appended to the tile
    /// of level `level / 8` and index `index / 256`.
    pub fn push_each(&mut self, leaf: Hash, mut complete: impl FnMut(Node, Hash)) {
        let mut node = Node { level: 0, index: self.size };
        let mut hash = leaf;
        complete(node, hash);
        // A bit of `size` that is set is a left sibling waiting for its right one.
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            node = node.parent();
            complete(node, hash);
        }
        self.peaks.push(hash);
        // 2^63 leaves are never reached: at a million a second that takes 290,000 years.
        self.size = self.size.saturating_add(1);
    }

    /// The octets to store: the size (big-endian), then the hashes, largest subtree first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut octets = self.size.to_be_bytes().to_vec();
        octets.extend(self.peaks.iter().flatten());
        octets
    }

    /// Reads what [`Self::to_bytes`] wrote. That the hashes are right is not known before a tree head was compared.
    ///
    /// # Errors
    /// [`FrontierError`] when the length does not fit the size.
    pub fn from_bytes(octets: &[u8]) -> Result<Self, FrontierError> {
        let (size, hashes) = octets.split_first_chunk().ok_or(FrontierError)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, rest) = hashes.as_chunks();
        if size > MAX_SIZE || peaks.len() != size.count_ones() as usize || !rest.is_empty() {
            return Err(FrontierError);
        }
        Ok(Self { size, peaks: peaks.to_vec() })
    }
}
