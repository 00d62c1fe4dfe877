//! Checking proofs.

use super::{EMPTY_ROOT, Hash, MAX_SIZE, node_hash};

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not below the size, the old size is above the new one, or a size is above [`MAX_SIZE`].
    #[error(
        "the sizes do not fit: a leaf lies below its tree's size, and an old tree is not larger than the new one"
    )]
    Sizes,
    /// A proof between these sizes has another number of hashes.
    #[error("the proof does not have the length that these sizes need")]
    Length,
    /// The hashes do not lead to the tree head.
    #[error("the hashes of the proof do not lead to the tree head")]
    Root,
}

/// Checks that the leaf with this hash is number `index` of the tree of `size` leaves with head `root`.
///
/// A tree head does not contain the size; `size` and `root` must come from one signed checkpoint.
///
/// # Errors
/// [`ProofError`].
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if root_of_inclusion(index, size, leaf, proof)? == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// The tree head to which an inclusion proof leads. Source: RFC 9162 §2.1.3.2.
///
/// # Errors
/// [`ProofError::Sizes`] and [`ProofError::Length`].
pub fn root_of_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size || size > MAX_SIZE {
        return Err(ProofError::Sizes);
    }
    let mut place = Place::new(index, size);
    let mut root = *leaf;
    for sibling in proof {
        root = match place.climb()? {
            Side::Left => node_hash(sibling, &root),
            Side::Right => node_hash(&root, sibling),
        };
    }
    place.top().map(|()| root)
}

/// Checks that the tree of `old_size` leaves with head `old_root` is the beginning of the new one.
/// Source: RFC 9162 §2.1.4.2.
///
/// An empty old tree is the beginning of every tree: its proof is empty and its head is [`EMPTY_ROOT`].
///
/// # Errors
/// [`ProofError`].
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size || new_size > MAX_SIZE {
        return Err(ProofError::Sizes);
    }
    let same = |holds: bool| if holds { Ok(()) } else { Err(ProofError::Root) };
    if old_size == 0 || old_size == new_size {
        // C2SP tlog-witness: the proof MUST be empty if the old size is zero; between equal sizes only heads compare.
        return match proof {
            [] if old_size == new_size && new_size == 0 => {
                same(*old_root == EMPTY_ROOT && *new_root == EMPTY_ROOT)
            }
            [] if old_size == 0 => same(*old_root == EMPTY_ROOT),
            [] => same(old_root == new_root),
            _ => Err(ProofError::Length),
        };
    }
    // A complete old tree is itself the first hash: the verifier has it already (RFC 9162 §2.1.4.2 step 2).
    let (first, rest) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some(split) => split,
        None => return Err(ProofError::Length),
    };
    let mut place = Place::new(old_size.saturating_sub(1), new_size);
    place.skip_right_turns();
    let (mut old, mut new) = (*first, *first);
    for sibling in rest {
        match place.climb()? {
            Side::Left => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    place.top()?;
    same(old == *old_root && new == *new_root)
}

/// Where the next hash of a proof stands.
enum Side {
    Left,
    Right,
}

/// A node on the way from a leaf to the root, and the last node of its level (RFC 9162: fn and sn).
struct Place {
    node: u64,
    last: u64,
}

impl Place {
    const fn new(leaf: u64, size: u64) -> Self {
        Self { node: leaf, last: size.saturating_sub(1) }
    }

    /// Takes one hash of the proof.
    const fn climb(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::Length);
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            // The last node of a level without a sibling is also the node above: skip to where it is a right child.
            while self.node & 1 == 0 && self.node != 0 {
                self.up();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.up();
        Ok(side)
    }

    /// To the largest complete subtree that ends with this leaf.
    const fn skip_right_turns(&mut self) {
        while self.node & 1 == 1 {
            self.up();
        }
    }

    const fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    const fn top(&self) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::Length) }
    }
}
