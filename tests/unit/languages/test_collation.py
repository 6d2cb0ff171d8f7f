"""The order of names in a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.languages import collation_key

NAMES = ["Zebra", "«Арка»", "Жук", "Ёлка", "Ель", "Ежик", "Łódź", "Lodz", "Mars", "Lund", "3 X"]


def ordered(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: collation_key(name, language))


def test_latin_comes_first_in_an_english_list() -> None:
    assert ordered(NAMES, "en") == [
        *["3 X", "Lodz", "Łódź", "Lund", "Mars", "Zebra", "«Арка»", "Ежик", "Ёлка", "Ель", "Жук"]
    ]


def test_cyrillic_comes_first_in_a_russian_list() -> None:
    assert ordered(NAMES, "ru") == [
        *["3 X", "«Арка»", "Ежик", "Ёлка", "Ель", "Жук", "Lodz", "Łódź", "Lund", "Mars", "Zebra"]
    ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("pl", ["Lodz", "Lund", "Łódź", "Mars"]),
        ("en", ["Lodz", "Łódź", "Lund", "Mars"]),
        ("sv", ["Ask", "Zebra", "Åland", "Ärla", "Öst"]),
        ("en", ["Åland", "Ärla", "Ask", "Öst", "Zebra"]),
        ("cs", ["Cena", "Čas", "Dub"]),
    ],
)
def test_letters_stand_where_the_language_has_them(language: str, names: list[str]) -> None:
    assert ordered(names[::-1], language) == names


def test_names_are_ordered_word_by_word() -> None:
    names = ["Human Rights", "Human Rights Center", "Human Rights – Club", "Humana"]

    assert ordered(names[::-1], "en") == names


def test_case_and_leading_marks_make_no_difference() -> None:
    names = ["“Alpha”", "beta", "Gamma", "«delta»"]

    assert ordered(names, "en") == ["“Alpha”", "beta", "«delta»", "Gamma"]


@given(st.lists(st.text(max_size=8), max_size=8))
def test_the_order_does_not_depend_on_the_order_before(names: list[str]) -> None:
    keys = [collation_key(name, "ru") for name in names]

    assert sorted(keys) == sorted(keys[::-1])
