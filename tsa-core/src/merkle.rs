//! The Merkle tree of the public log: hashing, tree heads, proofs and tiles, as arithmetic over values.
//!
//! The tree is that of RFC 6962 §2.1 (RFC 9162 §2.1 says the same) over SHA-256. [`Frontier`] grows it leaf by leaf in
//! memory that grows with the logarithm of its size; [`ProofPlan`] says which hashes a proof is made of;
//! [`verify_inclusion`] and [`verify_consistency`] check what somebody else proved; [`Tile`] is how the hashes are cut
//! into files (C2SP tlog-tiles).

mod frontier;
mod proof;
mod tile;
mod verify;

pub use frontier::{Frontier, FrontierError};
pub use proof::{Node, ProofPlan, tree_head, tree_head_nodes};
pub use tile::{Tile, TileError, TileKind, TilePathError};
pub use verify::{ProofError, root_of_inclusion, verify_consistency, verify_inclusion};

use sha2::{Digest as _, Sha256};

/// A hash of the tree: SHA-256.
pub type Hash = [u8; 32];

/// The head of the tree without leaves: the hash of no octets (RFC 6962 §2.1).
pub const EMPTY_ROOT: Hash = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// The largest size of a tree: what a signed 64-bit integer of other implementations still holds.
pub const MAX_SIZE: u64 = (1 << 63) - 1;

/// The hash of a leaf whose entry is `entry` (RFC 6962 §2.1: `SHA-256(0x00 || entry)`).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash of a node over its two children (RFC 6962 §2.1: `SHA-256(0x01 || left || right)`).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Joins the hashes of complete subtrees, largest first, to the hash of the range they make up.
fn join(peaks: &[Hash]) -> Option<Hash> {
    // RFC 6962 §2.1 splits at the largest power of two, so the smallest subtrees join first.
    let (last, larger) = peaks.split_last()?;
    Some(larger.iter().rfold(*last, |right, left| node_hash(left, &right)))
}

#[cfg(test)]
mod tests;
