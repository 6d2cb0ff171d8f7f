"""Dividing and joining never lose a character, in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.drafting.dividing import divided, joined
from appeals.drafting.plain_text import clean

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
texts = st.lists(words, max_size=6).map(lambda parts: clean("\n\n".join(parts)))


def letters(*parts: str) -> str:
    """Everything but what parts the pieces."""
    return "".join("".join(parts).split())


def test_each_language_is_cut_where_its_lines_are_empty():
    rows = divided({"en": "One.\n\nTwo.", "ru": "Один.\n \nДва."})

    assert rows == [{"en": "One.", "ru": "Один."}, {"en": "Two.", "ru": "Два."}]


def test_a_language_that_is_not_cut_stays_whole_in_the_first():
    rows = divided({"en": "One.\n\nTwo.\n\nThree.", "ru": "Один. Два. Три."})

    assert [row["ru"] for row in rows] == ["Один. Два. Три.", "", ""]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.[^1]\n\nTwo.\n\n[^1]: See the law.", ["One.[^1]\n\n[^1]: See the law.", "Two."]),
        ("One.\n\nTwo.[^b]\n[^b]: See it.", ["One.", "Two.[^b]\n\n[^b]: See it."]),
        ("One.\n\n[^1]: Of nothing.", ["One.\n\n[^1]: Of nothing."]),
    ],
)
def test_a_footnote_goes_with_its_mark(text, parts):
    assert [row["en"] for row in divided({"en": text})] == parts


def test_joined_wordings_keep_both_footnotes_under_labels_of_their_own():
    text = joined("One.[^1]\n\n[^1]: First.", "Two.[^1]\n\n[^1]: Second.")

    assert text == "One.[^1] Two.[^2]\n\n[^1]: First.\n[^2]: Second."


@given(st.dictionaries(st.sampled_from(["en", "ru", "ar", "de"]), texts, min_size=1))
def test_dividing_loses_no_character_in_any_language(wordings):
    rows = divided(wordings)

    for language, text in wordings.items():
        assert letters(*(row[language] for row in rows)) == letters(text)


@given(texts, texts)
def test_joining_loses_no_character(first, second):
    assert letters(joined(first, second)) == letters(first, second)


@given(texts)
def test_what_was_divided_can_be_joined_again(text):
    parts = [row["en"] for row in divided({"en": text})]
    whole = ""
    for part in parts:
        whole = joined(whole, part)

    assert letters(whole) == letters(text)
