"""Sealing: what opens with which key, where, and what can be told from the outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.sealing import Keyring, Unsealable, new_key, read_key

OLD, NEW, INDEX = (bytes([number]) * 32 for number in (1, 2, 3))
RING = Keyring([OLD, NEW], INDEX)
PLACE = "contact.email"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_whatever_is_sealed_opens_again(text):
    assert RING.open(RING.seal(text, PLACE), PLACE) == text


@given(st.binary())
def test_so_does_content(content):
    assert RING.open_bytes(RING.seal_bytes(content, PLACE), PLACE) == content


def test_the_last_key_seals_and_each_opens_what_it_has_sealed():
    before = Keyring([OLD], INDEX).seal("ada@river.example", PLACE)

    assert RING.seal("ada@river.example", PLACE).startswith(Keyring([NEW], INDEX).prefix)
    assert RING.open(before, PLACE) == "ada@river.example"
    with pytest.raises(Unsealable, match="another key"):
        Keyring([NEW], INDEX).open(before, PLACE)


def test_p05_what_is_sealed_for_one_column_does_not_open_in_another():
    sealed, content = RING.seal("Ada", PLACE), RING.seal_bytes(b"Ada", PLACE)

    with pytest.raises(Unsealable, match="not sealed for this place"):
        RING.open(sealed, "contact.name")
    with pytest.raises(Unsealable, match="not sealed for this place"):
        RING.open_bytes(content, "contact.name")


@pytest.mark.parametrize("stored", ["", "Ada", "v1", "v1.", "v1.x.y", "v2.a.b", "v1.é.%%%"])
def test_what_was_never_sealed_does_not_open(stored):
    with pytest.raises(Unsealable):
        RING.open(stored, PLACE)
    with pytest.raises(Unsealable):
        RING.open_bytes(stored.encode(), PLACE)


def test_every_changed_character_is_noticed():
    sealed = RING.seal("ada@river.example", PLACE)

    for at, character in enumerate(sealed[:-2]):
        other = "A" if character != "A" else "B"
        with pytest.raises(Unsealable):
            RING.open(sealed[:at] + other + sealed[at + 1 :], PLACE)


def test_one_text_is_sealed_otherwise_each_time_and_found_by_one_index():
    assert RING.seal("Ada", PLACE) != RING.seal("Ada", PLACE)
    assert RING.index("Ada", "address") == RING.index("Ada", "address")
    assert RING.index("Ada", "address") != RING.index("ada", "address")
    assert RING.index("Ada", "address") != RING.index("Ada", "other")
    assert RING.index("Ada", "address") != Keyring([NEW], OLD).index("Ada", "address")


def test_the_usual_lengths_look_alike():
    short, long = (RING.seal(text, PLACE) for text in ("a@b.ge", "ada.lovelace@river.example"))

    assert len(short) == len(long)


def test_a_key_is_32_bytes():
    assert len(read_key(new_key())) == 32
    for bad in ("", "AAAA", "%%%", new_key() + "AAAA"):
        with pytest.raises(ValueError):
            read_key(bad)
