//! Which hashes a tree head or a proof is made of.

use alloc::vec::Vec;
use core::ops::Range;

use super::{EMPTY_ROOT, Hash, MAX_SIZE, join};

/// A complete subtree: the leaves `index · 2^level` up to `(index + 1) · 2^level`, the latter not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Its height; a leaf has 0.
    pub level: u8,
    /// Its place among the nodes of this height, from the left.
    pub index: u64,
}

impl Node {
    /// The node above.
    #[must_use]
    pub const fn parent(self) -> Self {
        Self { level: self.level.saturating_add(1), index: self.index >> 1 }
    }
}

/// The hashes of a proof, each as the complete subtrees it is joined from.
///
/// [`Self::nodes`] says what has to be fetched, [`Self::prove`] makes the proof out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofPlan(Vec<Range<u64>>);

impl ProofPlan {
    /// The inclusion proof of leaf `index` in the tree of `size` leaves; `None` when there is no such leaf.
    ///
    /// Source: RFC 6962 §2.1.1, PATH(m, D\[n\]): from the leaf's sibling up to the root's child.
    #[must_use]
    pub fn inclusion(index: u64, size: u64) -> Option<Self> {
        if index >= size || size > MAX_SIZE {
            return None;
        }
        let mut ranges = Vec::new();
        let mut within = 0..size;
        while let Some(middle) = split(&within) {
            if index < middle {
                ranges.push(middle..within.end);
                within.end = middle;
            } else {
                ranges.push(within.start..middle);
                within.start = middle;
            }
        }
        ranges.reverse();
        Some(Self(ranges))
    }

    /// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves; `None` when `old` is
    /// larger. From an empty tree, and between equal sizes, the proof is empty.
    ///
    /// Source: RFC 6962 §2.1.2, PROOF(m, D\[n\]); C2SP tlog-witness for the empty tree.
    #[must_use]
    pub fn consistency(old: u64, new: u64) -> Option<Self> {
        if old > new || new > MAX_SIZE {
            return None;
        }
        if old == 0 {
            return Some(Self(Vec::new()));
        }
        let mut ranges = Vec::new();
        let mut within = 0..new;
        // SUBPROOF's b: the subtree is the whole old tree, whose head the verifier knows already.
        while within.end != old {
            let Some(middle) = split(&within) else { break };
            if old <= middle {
                ranges.push(middle..within.end);
                within.end = middle;
            } else {
                ranges.push(within.start..middle);
                within.start = middle;
            }
        }
        if within.start != 0 {
            ranges.push(within);
        }
        ranges.reverse();
        Some(Self(ranges))
    }

    /// Every subtree that is needed, in the order in which [`Self::prove`] asks for them.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.0.iter().flat_map(subtrees)
    }

    /// Makes the proof.
    ///
    /// # Errors
    /// What `hash_of` failed with.
    pub fn prove<E>(&self, mut hash_of: impl FnMut(Node) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
        self.0.iter().map(|range| hash_of_range(range, &mut hash_of)).collect()
    }
}

/// The tree head of the first `size` leaves (RFC 6962 §2.1).
///
/// # Errors
/// What `hash_of` failed with.
pub fn tree_head<E>(size: u64, mut hash_of: impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
    hash_of_range(&(0..size), &mut hash_of)
}

/// The subtrees that [`tree_head`] asks for.
pub fn tree_head_nodes(size: u64) -> impl Iterator<Item = Node> {
    subtrees(&(0..size))
}

fn hash_of_range<E>(
    range: &Range<u64>,
    hash_of: &mut impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let peaks: Vec<Hash> = subtrees(range).map(hash_of).collect::<Result<_, E>>()?;
    Ok(join(&peaks).unwrap_or(EMPTY_ROOT))
}

/// The complete subtrees of a range, largest first.
///
/// Every range that RFC 6962 §2.1 splits off starts at a multiple of the next power of two of its length.
fn subtrees(range: &Range<u64>) -> impl Iterator<Item = Node> + use<> {
    let mut start = range.start;
    let mut left = range.end.saturating_sub(range.start);
    core::iter::from_fn(move || {
        let level = left.checked_ilog2()?;
        let node = Node { level: level as u8, index: start.checked_shr(level).unwrap_or(0) };
        let length = 1u64.checked_shl(level).unwrap_or(0);
        start = start.saturating_add(length);
        left = left.saturating_sub(length);
        Some(node)
    })
}

/// Where RFC 6962 §2.1 splits a range: k, the largest power of two smaller than its length; `None` for one leaf.
fn split(range: &Range<u64>) -> Option<u64> {
    let last = range.end.checked_sub(range.start)?.checked_sub(1)?;
    Some(range.start.saturating_add(1u64.checked_shl(last.checked_ilog2()?)?))
}
