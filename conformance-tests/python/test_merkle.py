"""RFC 6962 hashing and proofs: known roots, provers against checkers, and every proof that must not pass."""

import hashlib
import unittest

from log_source import number_path, tile_path, tile_widths
from merkle import EMPTY_ROOT, Frontier, ProofError, check_consistency, check_inclusion
from merkle import consistency_proof, hashes_of, inclusion_proof, leaf_hash


def leaves(count):
    return [leaf_hash(index.to_bytes(4, "big")) for index in range(count)]


class Roots(unittest.TestCase):
    def test_known_roots(self):
        frontier = Frontier()
        self.assertEqual(frontier.root(), EMPTY_ROOT)
        for entry, root in zip(INPUTS, ROOTS, strict=True):
            frontier.push(leaf_hash(bytes.fromhex(entry)))
            self.assertEqual(frontier.root().hex(), root)

    def test_known_proofs(self):
        subtree = hashes_of([leaf_hash(bytes.fromhex(entry)) for entry in INPUTS])
        path = [node.hex() for node in inclusion_proof(5, 8, subtree)]
        self.assertEqual(path, [LEAF_4, LEAVES_6_7, ROOTS[3]])
        self.assertEqual([node.hex() for node in consistency_proof(4, 8, subtree)], [LEAVES_4_7])
        self.assertEqual([node.hex() for node in consistency_proof(1, 1, subtree)], [])

    def test_frontier_is_the_recursive_definition(self):
        for count in range(40):
            row = leaves(count)
            self.assertEqual(hashes_of(row)(0, count), recursive(row))


class Proofs(unittest.TestCase):
    def test_inclusion(self):
        for size in range(1, 40):
            row = leaves(size)
            subtree = hashes_of(row)
            root = subtree(0, size)
            for index in range(size):
                proof = inclusion_proof(index, size, subtree)
                check_inclusion(row[index], index, size, proof, root)
                self.refused_inclusions(row, index, size, proof, root)

    def refused_inclusions(self, row, index, size, proof, root):
        wrong = [(row[index], other, size, proof, root) for other in range(size + 1) if other != index]
        wrong += [(leaf_hash(b"x"), index, size, proof, root), (row[index], index, size, proof, EMPTY_ROOT)]
        wrong += [(row[index], index, size, [*proof, root], root)]
        wrong += [(row[index], index, size, proof[:-1], root)] if proof else []
        for at in range(len(proof)):
            flipped = [flip(node) if number == at else node for number, node in enumerate(proof)]
            wrong.append((row[index], index, size, flipped, root))
        for case in wrong:
            with self.assertRaises(ProofError, msg=str(case[1:3])):
                check_inclusion(*case)

    def test_consistency(self):
        for size in range(40):
            row = leaves(size)
            subtree = hashes_of(row)
            root = subtree(0, size)
            for old in range(size + 1):
                proof, old_root = consistency_proof(old, size, subtree), subtree(0, old)
                check_consistency(old, size, proof, old_root, root)
                self.refused_consistencies(old, size, proof, old_root, root)

    def refused_consistencies(self, old, size, proof, old_root, root):
        wrong = [(old, size, proof, flip(old_root), root), (old, size, [*proof, root], old_root, root)]
        if old:
            wrong.append((old, size, proof, old_root, flip(root)))
        if proof:
            wrong += [(old, size, proof[:-1], old_root, root), (old, size, proof[::-1] + proof, old_root, root)]
        if old < size:
            wrong.append((size, old, proof, root, old_root))
        for at in range(len(proof)):
            flipped = [flip(node) if number == at else node for number, node in enumerate(proof)]
            wrong.append((old, size, flipped, old_root, root))
        for case in wrong:
            with self.assertRaises(ProofError, msg=str(case[:2])):
                check_consistency(*case)

    def test_a_fork_has_no_proof(self):
        row = leaves(20)
        fork = hashes_of([*row[:7], leaf_hash(b"other"), *row[8:]])
        for old in range(8, 20):
            with self.assertRaises(ProofError):
                check_consistency(old, 20, consistency_proof(old, 20, fork), hashes_of(row)(0, old), fork(0, 20))


class Paths(unittest.TestCase):
    def test_paths_of_the_text(self):
        self.assertEqual(number_path(1234067), "x001/x234/067")
        self.assertEqual([number_path(number) for number in (0, 999, 1000)], ["000", "999", "x001/000"])
        self.assertEqual(tile_path(2, 5, 17), "tile/2/005.p/17")
        self.assertEqual(tile_path("entries", 5), "tile/entries/005")

    def test_tiles_of_the_text(self):
        # tlog-tiles: 70,000 entries are 273 + 1 tiles at level 0, 1 + 1 at level 1, 1 at level 2.
        tiles = list(tile_widths(70_000))
        self.assertEqual(len(tiles), 273 + 1 + 1 + 1 + 1)
        self.assertEqual([tile for tile in tiles if tile[2] != 256], [(0, 273, 112), (1, 1, 17), (2, 0, 1)])
        self.assertEqual(list(tile_widths(256)), [(0, 0, 256), (1, 0, 1)])
        self.assertEqual(list(tile_widths(0)), [])


def recursive(row):
    """RFC 6962 section 2.1, word by word."""
    if not row:
        return hashlib.sha256().digest()
    if len(row) == 1:
        return row[0]
    middle = 1
    while middle * 2 < len(row):
        middle *= 2
    return hashlib.sha256(b"\x01" + recursive(row[:middle]) + recursive(row[middle:])).digest()


def flip(node):
    return bytes([node[0] ^ 1]) + node[1:]


# The test inputs of Certificate Transparency and the roots of their first 1, 2, … 8.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAVES_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAVES_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"

if __name__ == "__main__":
    unittest.main()
