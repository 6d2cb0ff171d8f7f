"""Missing and stale are derived from what a wording translates, never set."""

import pytest

from appeals.drafting.hashing import wording_hash
from appeals.drafting.rules import WordingState, reference_state, translation_state


@pytest.mark.parametrize(
    ("text", "translates", "reference", "expected"),
    [
        ("Один.", wording_hash("One."), "One.", WordingState.CURRENT),
        ("Один.", wording_hash("One."), "Two.", WordingState.STALE),
        ("Один.", None, "One.", WordingState.STALE),
        ("Один.", wording_hash("One."), "", WordingState.CURRENT),
        ("", wording_hash("One."), "One.", WordingState.MISSING),
        ("", None, "One.", WordingState.MISSING),
    ],
)
def test_a_translation_is_as_old_as_the_reference_it_translates(
    text, translates, reference, expected
):
    assert translation_state(text, translates, reference, used=True) is expected


@pytest.mark.parametrize(
    ("text", "used", "expected"),
    [
        ("One.", True, WordingState.CURRENT),
        ("", True, WordingState.MISSING),
        ("", False, WordingState.UNUSED),
    ],
)
def test_a_reference_wording_is_there_or_missing(text, used, expected):
    assert reference_state(text, used=used) is expected


def test_what_no_language_uses_is_not_missing():
    assert translation_state("", None, "", used=False) is WordingState.UNUSED
