"""Merkle trees as RFC 6962 section 2.1 defines them, with SHA-256: hashing, proofs, and the checks of proofs.

The proofs are made by the recursive definitions of RFC 6962 and checked by the iterative algorithms of RFC 9162
(sections 2.1.3.2 and 2.1.4.2), so that the two hold each other.
"""

import hashlib


class ProofError(Exception):
    """A Merkle proof that does not hold."""


def leaf_hash(entry):
    """RFC 6962 section 2.1: SHA-256(00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    """RFC 6962 section 2.1: SHA-256(01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf and keeps the hash of every complete subtree, the largest first: at most 64."""

    def __init__(self, size=0, subtrees=()):
        if len(subtrees) != size.bit_count():
            raise ProofError(f"{len(subtrees)} subtrees in a tree of {size}")
        self.size, self.subtrees = size, list(subtrees)

    def push(self, leaf):
        """Appends the hash of a leaf."""
        merges = self.size
        while merges & 1:
            leaf = node_hash(self.subtrees.pop(), leaf)
            merges >>= 1
        self.subtrees.append(leaf)
        self.size += 1

    def root(self):
        """The Merkle tree hash of what was pushed so far."""
        if not self.subtrees:
            return EMPTY_ROOT
        root = self.subtrees[-1]
        for subtree in reversed(self.subtrees[:-1]):
            root = node_hash(subtree, root)
        return root


def hashes_of(leaves):
    """The function that gives MTH(D[low:high]) of a list of leaf hashes."""

    def subtree(low, high):
        frontier = Frontier()
        for leaf in leaves[low:high]:
            frontier.push(leaf)
        return frontier.root()

    return subtree


def inclusion_proof(index, size, subtree):
    """PATH(index, D[size]) of RFC 6962 section 2.1.1; `subtree(low, high)` gives MTH(D[low:high])."""

    def path(low, high):
        if high - low == 1:
            return []
        middle = low + split(high - low)
        if index < middle:
            return path(low, middle) + [subtree(middle, high)]
        return path(middle, high) + [subtree(low, middle)]

    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    return path(0, size)


def consistency_proof(old, size, subtree):
    """PROOF(old, D[size]) of RFC 6962 section 2.1.2; empty for an old size of 0 (tlog-witness)."""

    def subproof(low, high, whole):
        if high == old:
            return [] if whole else [subtree(low, high)]
        middle = low + split(high - low)
        if old <= middle:
            return subproof(low, middle, whole) + [subtree(middle, high)]
        return subproof(middle, high, False) + [subtree(low, middle)]

    if not 0 <= old <= size:
        raise ProofError(f"no proof from size {old} to size {size}")
    return [] if old in (0, size) else subproof(0, size, True)


def check_inclusion(leaf, index, size, proof, root):
    """RFC 9162 section 2.1.3.2. Raises ProofError unless the leaf is at this index of the tree with this root."""
    if not 0 <= index < size:
        raise ProofError(f"leaf {index} is outside of a tree of {size}")
    position, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the inclusion proof is too long")
        if position & 1 or position == last:
            result = node_hash(sibling, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("the inclusion proof is too short")
    if result != root:
        raise ProofError("the inclusion proof leads to another root")


def check_consistency(old, size, proof, old_root, root):
    """RFC 9162 section 2.1.4.2. Raises ProofError unless the tree of `size` begins with the tree of `old`."""
    if not 0 <= old <= size:
        raise ProofError(f"size {size} is below {old}")
    if old == 0 or old == size:
        if proof:
            raise ProofError("the consistency proof must be empty")
        if old_root != (EMPTY_ROOT if old == 0 else root):
            raise ProofError(f"two roots for size {old}")
        return
    if not proof:
        raise ProofError("the consistency proof is too short")
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    position, last = old - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("the consistency proof is too long")
        if position & 1 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("the consistency proof is too short")
    if before != old_root or after != root:
        raise ProofError("the consistency proof leads to another root")


def split(count):
    """The largest power of two below a count of two or more (RFC 6962 section 2.1)."""
    return 1 << ((count - 1).bit_length() - 1)


# RFC 6962 section 2.1: the hash of an empty list.
EMPTY_ROOT = hashlib.sha256(b"").digest()
