"""Tokens: one spelling, one purpose, keys that come and go."""

import re
import string
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import tokens
from appeals.tokens import BadToken, Claim, Purpose

OLD, NEW, OTHER = "the-oldest-key-of-all", "the-newest-key-of-all", "a-key-never-used-here"
ALPHABET = string.ascii_letters + string.digits + "-_.=+/ ~%"

claims = st.builds(Claim, id=st.uuids(), number=st.integers(0, 0xFFFF))


class Elsewhere(StrEnum):
    """A purpose that some later feature may have."""

    VERIFY = "verify"


def dumped(claim: Claim, *keys: str) -> str:
    return tokens.dump(keys or (OLD,), Purpose.SIGN, claim)


@given(claims)
def test_a_token_says_what_was_put_into_it(claim):
    assert tokens.load((OLD,), Purpose.SIGN, dumped(claim)) == claim


@given(claims)
def test_p04_mail_programs_leave_a_token_whole(claim):
    token = dumped(claim)

    assert len(token) <= 120
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", token)
    assert "." in token


@given(claims)
def test_p04_a_token_shows_nothing_but_random_bytes_and_a_number(claim):
    payload = tokens._decode(dumped(claim).partition(".")[0].encode())

    assert len(payload) == 1 + 16 + 2


@given(claims, st.integers(0, 70), st.sampled_from(ALPHABET))
def test_p06_only_the_canonical_spelling_is_accepted(claim, place, letter):
    token = dumped(claim)
    changed = token[:place] + letter + token[place + 1 :]

    if changed != token:
        with pytest.raises(BadToken):
            tokens.load((OLD,), Purpose.SIGN, changed)


@given(claims, st.sampled_from(["=", "==", ".", "\n", " ", "\0", "A", "%3D"]))
def test_p06_nothing_may_be_added_or_taken_away(claim, added):
    token = dumped(claim)

    for changed in (token + added, added + token, token[:-1], token.replace(".", added, 1)):
        if changed != token:
            with pytest.raises(BadToken):
                tokens.load((OLD,), Purpose.SIGN, changed)


@given(st.text(max_size=200))
def test_any_other_text_is_no_token(text):
    with pytest.raises(BadToken):
        tokens.load((OLD,), Purpose.SIGN, text)


@given(claims)
def test_p03_a_token_for_another_purpose_is_refused(claim):
    token = tokens.dump((OLD,), Elsewhere.VERIFY, claim)

    with pytest.raises(BadToken):
        tokens.load((OLD,), Purpose.SIGN, token)


@given(claims)
def test_p08_the_newest_key_signs_and_the_older_ones_still_read(claim):
    before, after = dumped(claim, OLD), dumped(claim, OLD, NEW)

    assert tokens.load((OLD, NEW), Purpose.SIGN, before) == claim
    assert tokens.load((OLD, NEW), Purpose.SIGN, after) == claim
    assert tokens.load((NEW,), Purpose.SIGN, after) == claim


@given(claims)
def test_a_removed_key_opens_nothing(claim):
    before = dumped(claim, OLD)

    for keys in ((NEW,), (OTHER, NEW)):
        with pytest.raises(BadToken):
            tokens.load(keys, Purpose.SIGN, before)


@given(claims, claims)
def test_the_signature_of_one_token_is_nothing_on_another(one, another):
    payload, signature = dumped(one).partition(".")[0], dumped(another).partition(".")[2]

    if one != another:
        with pytest.raises(BadToken):
            tokens.load((OLD,), Purpose.SIGN, f"{payload}.{signature}")


def test_a_token_of_another_version_is_refused():
    payload = tokens._encode(tokens._LAYOUT.pack(2, b"\0" * 16, 1))
    token = tokens._signer((OLD,), Purpose.SIGN).sign(payload).decode()

    with pytest.raises(BadToken):
        tokens.load((OLD,), Purpose.SIGN, token)
