use super::super::tests::Tree;
use super::super::{MAX_SIZE, ProofPlan, leaf_hash, tree_head, verify_consistency, verify_inclusion};
use super::*;
use alloc::string::ToString;
use alloc::vec;
use proptest::prelude::*;

#[test]
fn tlog_tiles_the_example_of_70_000_leaves() {
    // C2SP tlog-tiles, "Partial Tiles": 273 full and one of 112 at level 0; one full and one of 17; one of 1.
    let widths =
        |level, size| Tile::grown(TileKind::Hashes(level), 0, size).map(Tile::width).collect::<Vec<_>>();
    let mut level_0 = vec![256; 273];
    level_0.push(112);
    assert_eq!(widths(0, 70_000), level_0);
    assert_eq!(widths(1, 70_000), [256, 17]);
    assert_eq!(widths(2, 70_000), [1]);
    assert!(widths(3, 70_000).is_empty());
    assert_eq!(Tile::levels(70_000).count(), 3);
    assert_eq!((widths(0, 256), widths(1, 256)), (vec![256], vec![1]));
    assert!(widths(0, 0).is_empty());
    assert_eq!(Tile::levels(0).count(), 0);
    // A growing tree rewrites the partial tile and adds the next ones.
    let grown: Vec<_> = Tile::grown(TileKind::Entries, 255, 513).map(|tile| tile.to_string()).collect();
    assert_eq!(grown, ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/1"]);
    assert_eq!(Tile::grown(TileKind::Entries, 512, 512).count(), 0);
}

#[test]
fn tlog_tiles_paths() {
    let tile = |kind, index, width| Tile { kind, index, width };
    for (path, expected) in [
        ("tile/0/x001/x234/067", tile(TileKind::Hashes(0), 1_234_067, 256)),
        ("tile/63/000.p/1", tile(TileKind::Hashes(63), 0, 1)),
        ("tile/1/999.p/255", tile(TileKind::Hashes(1), 999, 255)),
        ("tile/entries/x001/000", tile(TileKind::Entries, 1000, 256)),
    ] {
        assert_eq!(Tile::parse(path), Ok(expected));
        assert_eq!(expected.to_string(), path);
    }
    assert_eq!(tile(TileKind::Hashes(1), 5, 17).full().to_string(), "tile/1/005");
}

#[test]
fn tlog_tiles_paths_that_are_none() {
    for path in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/+01",
        "tile/0/x001",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001/x000",
        "tile/0/x001//000",
        "tile/0/x1/000",
        "tile/0/xx01/000",
        "tile/00/000",
        "tile/+1/000",
        "tile/64/000",
        "tile/256/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/+1",
        "tile/0/000.p/256",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/٠٠١",
        "TILE/0/000",
    ] {
        assert_eq!(Tile::parse(path), Err(TilePathError), "{path}");
    }
}

#[test]
fn a_tile_that_was_cut_or_is_another_gives_no_hash() {
    let tree = Tree::numbered(300);
    let tile = Tile::holding(Node { level: 3, index: 33 }, 300).unwrap();
    assert_eq!(tile.to_string(), "tile/0/001.p/44");
    let file = tree.file(tile);
    assert_eq!(
        tile.hash_of(Node { level: 3, index: 33 }, &file),
        Ok(tree.nodes[&Node { level: 3, index: 33 }])
    );
    for cut in [&file[1..], &file[32..], &[], &[file.as_slice(), &[0]].concat()] {
        assert_eq!(tile.hash_of(Node { level: 3, index: 33 }, cut), Err(TileError::Length(tile)));
    }
    for (level, index) in [(3, 31), (0, 300), (3, 37), (8, 0), (8, 1), (0, u64::MAX), (3, u64::MAX), (255, 0)]
    {
        let node = Node { level, index };
        assert_eq!(tile.hash_of(node, &file), Err(TileError::NotHere(tile)), "{node:?}");
    }
    assert_eq!(Tile::holding(Node { level: 3, index: 37 }, 300), None);
    assert_eq!(Tile::holding(Node { level: 64, index: 0 }, MAX_SIZE), None);
    let bundle = Tile::with_entry(299, 300).unwrap();
    assert_eq!(bundle.to_string(), "tile/entries/001.p/44");
    assert_eq!(bundle.hashes(&file), Err(TileError::NotHere(bundle)));
    assert_eq!(Tile::with_entry(300, 300), None);
}

#[test]
fn proofs_out_of_tiles_hold() {
    let tree = Tree::numbered(70_000);
    for size in [1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 70_000] {
        let root = tree.root(size);
        let from_tiles = |node| {
            let tile = Tile::holding(node, size).unwrap();
            tile.hash_of(node, &tree.file(tile))
        };
        assert_eq!(tree_head(size, from_tiles), Ok(root));
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = ProofPlan::inclusion(index, size).unwrap().prove(from_tiles).unwrap();
            let leaf = leaf_hash(&index.to_be_bytes());
            assert_eq!(verify_inclusion(index, size, &leaf, &proof, &root), Ok(()));
            let old = index + 1;
            let proof = ProofPlan::consistency(old, size).unwrap().prove(from_tiles).unwrap();
            assert_eq!(verify_consistency(old, &tree.root(old), size, &root, &proof), Ok(()));
        }
    }
}

proptest! {
    #[test]
    fn paths_are_read_back(level in 0u8..64, index: u64, width in 1u16..=256) {
        for kind in [TileKind::Hashes(level), TileKind::Entries] {
            let tile = Tile { kind, index, width };
            prop_assert_eq!(Tile::parse(&tile.to_string()), Ok(tile));
        }
    }

    #[test]
    fn paths_never_panic(path in "(tile/)?(0|entries|[0-9x.p/]{0,3})/[x0-9/]{0,20}(\\.p/[0-9]{0,4})?") {
        if let Ok(tile) = Tile::parse(&path) {
            prop_assert_eq!(tile.to_string(), path);
        }
    }
}
