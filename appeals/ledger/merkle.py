"""Merkle trees as RFC 9162 has them (section 2.1): roots, proofs, and growing by one leaf.

Hashes are bytes, SHA-256. A tree of any size is summed up by its *frontier*: the
roots of the full subtrees it consists of, the largest first. With it a leaf is
added in the time of its depth, whatever stands before.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that is only added to."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError("a tree of this size has another number of full subtrees")

    def append(self, leaf: bytes) -> None:
        """Add the hash of a leaf."""
        # As many full subtrees close with this leaf as its number ends in ones.
        closing = self.size
        while closing & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            closing >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        *larger, root = self.peaks
        for peak in reversed(larger):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of leaves."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return what proves that the leaf at `index` stands in the tree of these (2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("there is no such leaf")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return what proves that the tree of the first `size` leaves is a prefix (2.1.4.1)."""
    if not 0 < size <= len(leaves):
        raise ValueError("no tree of this size came before")
    return _subproof(leaves, size, whole=True)


def _subproof(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_subproof(leaves[:split], size, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], size - split, whole=False), root_of(leaves[:split])]


def proves_inclusion(
    proof: Sequence[bytes], leaf: bytes, index: int, *, size: int, root: bytes
) -> bool:
    """Return whether a leaf stands at `index` in the tree with this size and root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(
    proof: Sequence[bytes], *, size: int, root: bytes, newer_size: int, newer_root: bytes
) -> bool:
    """Return whether one tree is a prefix of the other (2.1.4.2)."""
    if not 0 < size <= newer_size:
        return False
    if size == newer_size:
        return not proof and root == newer_root
    steps = [root, *proof] if size & (size - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = size - 1, newer_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        place, last = place >> 1, last >> 1
    return last == 0 and older == root and newer == newer_root


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)
