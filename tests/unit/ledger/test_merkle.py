"""Trees against the vectors that Certificate Transparency publishes, and against each other."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.ledger import merkle

# The reference entries of Certificate Transparency and the roots over the first 1, 2, … of them.
ENTRIES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
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
INCLUDED = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENT = {
    (1, 8): INCLUDED[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}


def hashes(number: int) -> list[bytes]:
    return [merkle.leaf_hash(str(each).encode()) for each in range(number)]


@pytest.mark.parametrize("size", range(1, 9))
def test_p20_roots_are_those_of_certificate_transparency(size):
    assert merkle.root_of(map(merkle.leaf_hash, ENTRIES[:size])).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root_of([]) == hashlib.sha256().digest()


@pytest.mark.parametrize(("place", "proof"), INCLUDED.items())
def test_inclusion_proofs_are_those_of_certificate_transparency(place, proof):
    index, size = place
    leaves = [merkle.leaf_hash(each) for each in ENTRIES[:size]]

    assert [each.hex() for each in merkle.inclusion_proof(leaves, index)] == proof


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENT.items())
def test_consistency_proofs_are_those_of_certificate_transparency(sizes, proof):
    older, newer = sizes
    leaves = [merkle.leaf_hash(each) for each in ENTRIES[:newer]]

    assert [each.hex() for each in merkle.consistency_proof(leaves, older)] == proof


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_is_proved_to_stand_where_it_stands_and_nowhere_else(size):
    leaves = hashes(size)
    root = merkle.root_of(leaves)
    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(leaves, index)
        assert merkle.proves_inclusion(proof, leaf, index, size=size, root=root)
        for other in {index - 1, index + 1, size}:
            assert not merkle.proves_inclusion(proof, leaf, other, size=size, root=root)
        assert not merkle.proves_inclusion([*proof, leaf], leaf, index, size=size, root=root)
        another = merkle.node_hash(leaf, leaf)
        assert not merkle.proves_inclusion(proof, another, index, size=size, root=root)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_tree_is_proved_to_begin_the_larger_ones(size):
    leaves = hashes(33)
    for newer in range(size, 34):
        proof = merkle.consistency_proof(leaves[:newer], size)
        older_root, newer_root = merkle.root_of(leaves[:size]), merkle.root_of(leaves[:newer])
        sizes = {"size": size, "newer_size": newer, "newer_root": newer_root}
        assert merkle.proves_consistency(proof, root=older_root, **sizes)
        assert not merkle.proves_consistency(proof, root=leaves[0] + b"x", **sizes)
        assert not merkle.proves_consistency([*proof, newer_root], root=older_root, **sizes)


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=300))
def test_a_tree_goes_on_from_its_frontier_as_if_it_had_been_built_at_once(before, after):
    leaves = hashes(before + after)
    first = merkle.Frontier()
    for leaf in leaves[:before]:
        first.append(leaf)
    second = merkle.Frontier(first.size, first.peaks)
    for leaf in leaves[before:]:
        second.append(leaf)

    assert second.root() == merkle.root_of(leaves)
    assert len(second.peaks) == second.size.bit_count()


def test_a_frontier_of_another_size_is_refused():
    with pytest.raises(ValueError, match="another number"):
        merkle.Frontier(3, hashes(1))


@pytest.mark.parametrize("index", [-1, 4])
def test_nothing_proves_a_leaf_that_is_not_there(index):
    with pytest.raises(ValueError, match="no such leaf"):
        merkle.inclusion_proof(hashes(4), index)
