use super::*;
use alloc::vec;
use alloc::vec::Vec;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use std::collections::HashMap;

/// A whole tree in memory: every complete node.
pub(super) struct Tree {
    frontier: Frontier,
    pub(super) nodes: HashMap<Node, Hash>,
}

impl Tree {
    pub(super) fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Self { frontier: Frontier::new(), nodes: HashMap::new() };
        for leaf in leaves {
            tree.frontier.push_each(leaf, |node, hash| assert!(tree.nodes.insert(node, hash).is_none()));
        }
        tree
    }

    pub(super) fn numbered(size: u64) -> Self {
        Self::of((0..size).map(|i| leaf_hash(&i.to_be_bytes())))
    }

    fn hash_of(&self, node: Node) -> Result<Hash, Node> {
        self.nodes.get(&node).copied().ok_or(node)
    }

    pub(super) fn root(&self, size: u64) -> Hash {
        tree_head(size, |node| self.hash_of(node)).unwrap()
    }

    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        ProofPlan::inclusion(index, size).unwrap().prove(|node| self.hash_of(node)).unwrap()
    }

    fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        ProofPlan::consistency(old, new).unwrap().prove(|node| self.hash_of(node)).unwrap()
    }

    /// The file of a hash tile.
    pub(super) fn file(&self, tile: Tile) -> Vec<u8> {
        let TileKind::Hashes(level) = tile.kind() else { panic!("{tile}") };
        let first = tile.index() * 256;
        (first..first + u64::from(tile.width()))
            .flat_map(|index| self.nodes[&Node { level: level * 8, index }])
            .collect()
    }
}

fn hash(hex: &str) -> Hash {
    let octet = |i: usize| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
    core::array::from_fn(octet)
}

/// The eight leaves of the Certificate Transparency reference implementation's tests (merkle_tree_test), which
/// every implementation of RFC 6962 compares with.
const LEAVES: [&[u8]; 8] = [
    &[],
    &[0x00],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    &[0x40, 0x41, 0x42, 0x43],
    &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
];

/// Tree heads of the first 0 to 8 of them, from the same tests.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn rfc6962_2_1_tree_heads_of_the_reference_leaves() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), EMPTY_ROOT);
    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(frontier.root(), hash(root), "{size}");
        if let Some(leaf) = LEAVES.get(size) {
            frontier.push(leaf_hash(leaf));
        }
    }
}

#[test]
fn rfc6962_2_1_1_inclusion_proofs_of_the_reference_leaves() {
    let tree = Tree::of(LEAVES.map(leaf_hash));
    // From the reference tests: audit paths for leaf 1 of 8 and leaf 6 of 8 (numbered from 1 there).
    assert_eq!(
        tree.inclusion(0, 8),
        [
            hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
            hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
        ]
    );
    assert_eq!(
        tree.inclusion(5, 8),
        [
            hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
            hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ]
    );
}

#[test]
fn rfc6962_2_1_2_consistency_proofs_of_the_reference_leaves() {
    let tree = Tree::of(LEAVES.map(leaf_hash));
    assert_eq!(
        tree.consistency(6, 8),
        [
            hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
            hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ]
    );
    assert_eq!(
        tree.consistency(2, 5),
        [
            hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        ]
    );
}

#[test]
fn every_tree_up_to_300_leaves_agrees_with_another_implementation() {
    const SIZE: u64 = 300;
    let ours = Tree::numbered(SIZE);
    let mut theirs = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for size in 1..=SIZE {
        theirs.push((size - 1).to_be_bytes());
        let root = ours.root(size);
        assert_eq!(theirs.root().as_bytes().as_slice(), root, "{size}");
        for index in 0..size {
            let proof = ours.inclusion(index, size);
            assert_eq!(theirs.prove_inclusion(index as usize).as_bytes(), proof.as_flattened());
            let leaf = leaf_hash(&index.to_be_bytes());
            assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));
        }
        for old in 1..=size {
            let proof = ours.consistency(old, size);
            let added = (size - old) as usize;
            assert_eq!(theirs.prove_consistency(added).as_bytes(), proof.as_flattened(), "{old} {size}");
            assert_eq!(verify_consistency(old, &ours.root(old), size, &root, &proof), Ok(()));
        }
    }
}

#[test]
fn the_empty_tree_is_the_beginning_of_every_tree() {
    let tree = Tree::numbered(5);
    let root = tree.root(5);
    assert_eq!(tree.root(0), EMPTY_ROOT);
    assert!(tree.consistency(0, 5).is_empty());
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 5, &root, &[]), Ok(()));
    assert_eq!(verify_consistency(0, &root, 5, &root, &[]), Err(ProofError::Root));
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 0, &EMPTY_ROOT, &[]), Ok(()));
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 0, &root, &[]), Err(ProofError::Root));
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 5, &root, &[root]), Err(ProofError::Length));
}

#[test]
fn proofs_that_do_not_hold() {
    let tree = Tree::numbered(13);
    let (root, leaf) = (tree.root(13), leaf_hash(&9u64.to_be_bytes()));
    let good = tree.inclusion(9, 13);
    let with = |index, size, proof: &[Hash]| verify_inclusion(index, size, &leaf, proof, &root);
    assert_eq!(with(9, 13, &good), Ok(()));
    assert_eq!(with(13, 13, &good), Err(ProofError::Sizes));
    assert_eq!(with(0, 0, &[]), Err(ProofError::Sizes));
    assert_eq!(with(9, u64::MAX, &good), Err(ProofError::Sizes));
    assert_eq!(with(8, 13, &good), Err(ProofError::Root));
    assert_eq!(with(9, 13, &good[1..]), Err(ProofError::Length));
    assert_eq!(with(9, 13, &[good.clone(), vec![leaf]].concat()), Err(ProofError::Length));
    assert_eq!(with(9, 17, &good), Err(ProofError::Length));
    // A tree head does not contain the size: where the paths have the same shape, only the checkpoint's signature binds it.
    assert_eq!(with(9, 14, &good), Ok(()));
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place][31] ^= 1;
        assert_eq!(with(9, 13, &bad), Err(ProofError::Root), "{place}");
    }

    let (old, good) = (tree.root(6), tree.consistency(6, 13));
    let with = |from, to, proof: &[Hash]| verify_consistency(from, &old, to, &root, proof);
    assert_eq!(with(6, 13, &good), Ok(()));
    assert_eq!(with(14, 13, &good), Err(ProofError::Sizes));
    assert_eq!(with(6, u64::MAX, &good), Err(ProofError::Sizes));
    assert_eq!(with(6, 13, &[]), Err(ProofError::Length));
    assert_eq!(with(6, 13, &good[..2]), Err(ProofError::Length));
    assert_eq!(with(6, 13, &[good.clone(), vec![old]].concat()), Err(ProofError::Length));
    assert_eq!(with(13, 13, &[]), Err(ProofError::Root));
    assert_eq!(with(5, 13, &good), Err(ProofError::Length));
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place][0] ^= 1;
        assert_eq!(with(6, 13, &bad), Err(ProofError::Root), "{place}");
    }
    // A fork: the same size and an old head that was never ours.
    assert_eq!(verify_consistency(6, &root, 13, &root, &good), Err(ProofError::Root));
}

#[test]
fn no_plan_for_what_is_not_in_the_tree() {
    assert_eq!(ProofPlan::inclusion(0, 0), None);
    assert_eq!(ProofPlan::inclusion(7, 7), None);
    assert_eq!(ProofPlan::consistency(8, 7), None);
    assert_eq!(ProofPlan::inclusion(0, u64::MAX), None);
    assert_eq!(ProofPlan::consistency(0, u64::MAX), None);
    assert_eq!(ProofPlan::inclusion(MAX_SIZE - 1, MAX_SIZE).unwrap().nodes().count(), 62);
}

#[test]
fn a_frontier_is_stored_and_read_back() {
    let mut frontier = Frontier::new();
    for i in 0..200u64 {
        let octets = frontier.to_bytes();
        assert_eq!(octets.len() as u64, 8 + 32 * u64::from(i.count_ones()));
        assert_eq!(Frontier::from_bytes(&octets), Ok(frontier.clone()));
        let longer = [octets.as_slice(), &[0]].concat();
        assert_eq!(Frontier::from_bytes(&longer), Err(FrontierError));
        assert_eq!(Frontier::from_bytes(&octets[..octets.len() - 1]), Err(FrontierError));
        frontier.push(leaf_hash(&i.to_be_bytes()));
    }
    assert_eq!(Frontier::from_bytes(&(1u64 << 63).to_be_bytes()), Err(FrontierError));
}

/// The tree head of a large tree of equal leaves without hashing them all: equal subtrees are hashed once.
fn equal_leaves(node: Node) -> Result<Hash, core::convert::Infallible> {
    Ok((0..node.level).fold(leaf_hash(b"same"), |hash, _| node_hash(&hash, &hash)))
}

proptest! {
    #[test]
    fn compact_ranges_agree_with_tree_heads(size in 1u64..1 << 10) {
        let mut frontier = Frontier::new();
        for _ in 0..size {
            frontier.push(leaf_hash(b"same"));
        }
        prop_assert_eq!(Ok(frontier.root()), tree_head(size, equal_leaves));
        prop_assert_eq!(frontier.size(), size);
    }

    #[test]
    fn proofs_of_large_trees_hold(size in 1u64..=1 << 20, at: u64, old: u64) {
        let (index, old) = (at % size, old % (size + 1));
        let Ok(root) = tree_head(size, equal_leaves);
        let Ok(proof) = ProofPlan::inclusion(index, size).unwrap().prove(equal_leaves);
        prop_assert_eq!(verify_inclusion(index, size, &leaf_hash(b"same"), &proof, &root), Ok(()));
        prop_assert_eq!(verify_inclusion(index, size, &leaf_hash(b"other"), &proof, &root), Err(ProofError::Root));
        let Ok(old_root) = tree_head(old, equal_leaves);
        let plan = ProofPlan::consistency(old, size).unwrap();
        let Ok(proof) = plan.prove(equal_leaves);
        prop_assert!(proof.len() <= 63);
        prop_assert_eq!(verify_consistency(old, &old_root, size, &root, &proof), Ok(()));
        prop_assert!(plan.nodes().all(|node| Tile::holding(node, size).is_some()));
    }

    #[test]
    fn checks_never_panic(sizes: (u64, u64), proof in proptest::collection::vec(any::<Hash>(), 0..70)) {
        let (index, size) = sizes;
        let _ = verify_inclusion(index, size, &EMPTY_ROOT, &proof, &EMPTY_ROOT);
        let _ = verify_consistency(index, &EMPTY_ROOT, size, &EMPTY_ROOT, &proof);
        let _ = ProofPlan::inclusion(index, size).map(|plan| plan.nodes().count());
        let _ = ProofPlan::consistency(index, size).map(|plan| plan.nodes().count());
        let _ = Tile::holding(Node { level: size as u8, index }, size);
        let _ = Tile::of(TileKind::Hashes(index as u8), size, index);
    }
}
