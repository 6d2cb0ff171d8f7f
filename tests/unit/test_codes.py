"""Short codes: read aloud, typed by hand, and wrong in a way that is noticed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import codes
from appeals.tokens import Claim

OLD, NEW, OTHER = "the-oldest-key-of-all", "the-newest-key-of-all", "a-key-never-used-here"
claims = st.builds(Claim, id=st.uuids(), number=st.integers(0, 0xFFFF))


@given(claims)
def test_a_code_is_ten_characters_that_cannot_be_taken_for_each_other(claim):
    code = codes.code((OLD,), claim)

    assert len(code.replace("-", "")) == 10
    assert set(code) <= set(codes.ALPHABET) | {"-"}
    assert codes.is_well_typed(code)
    assert codes.matches((OLD,), claim, code)


@given(claims, st.integers(0, 9), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_noticed(claim, place, sign):
    code = codes.normal(codes.code((OLD,), claim))
    changed = code[:place] + sign + code[place + 1 :]

    assert codes.is_well_typed(changed) is (changed == code)


@given(claims, st.integers(0, 8))
def test_two_neighbours_that_changed_places_are_noticed(claim, place):
    code = codes.normal(codes.code((OLD,), claim))
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert codes.is_well_typed(changed) is (changed == code)


@given(claims)
def test_how_a_code_is_typed_does_not_matter(claim):
    code = codes.code((OLD,), claim)
    misread = code.replace("0", "o").replace("1", "l").lower()

    for typed in (code.lower(), code.replace("-", ""), f"  {code} ", " ".join(code), misread):
        assert codes.is_well_typed(typed)
        assert codes.matches((OLD,), claim, typed)


@given(claims, claims)
def test_a_code_is_good_for_one_link_only(one, another):
    if one != another:
        assert not codes.matches((OLD,), another, codes.code((OLD,), one))


@given(claims)
def test_the_newest_key_makes_codes_and_the_older_ones_still_know_theirs(claim):
    before, after = codes.code((OLD,), claim), codes.code((OLD, NEW), claim)

    assert codes.matches((OLD, NEW), claim, before)
    assert codes.matches((NEW,), claim, after)
    assert not codes.matches((OTHER, NEW), claim, before)


@pytest.mark.parametrize("typed", ["", "-", "0000", "00000-000000", "UUUUU-UUUUU", "éé", "𝟎" * 10])
def test_what_cannot_be_a_code_is_none(typed):
    assert not codes.is_well_typed(typed)
    assert not codes.matches((OLD,), Claim(UUID(int=7), 1), typed)
