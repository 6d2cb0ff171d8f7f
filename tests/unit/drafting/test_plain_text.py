"""Text is cleaned, cut and counted alike, wherever it comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.drafting.plain_text import clean, decoded, paragraphs, slug_from, word_count


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  a \r\n", "a"),
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"),
        ("a\x00b\x07\ufeffc\x9f", "abc"),
        ("И\u0306", "Й"),
        ("a\u00a0", "a\u00a0"),
        ("\u200fمرحبا\u200f", "\u200fمرحبا\u200f"),
        ("\ud800x", "x"),
        (" \t\n ", ""),
    ],
)
def test_what_nobody_sees_is_not_stored(typed, stored):
    assert clean(typed) == stored


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n \n", []),
        ("\ufeffone\n\ntwo", ["one", "two"]),
        ("one\r\n\r\n\r\ntwo\r\n", ["one", "two"]),
        ("one\n \t\u00a0\ntwo", ["one", "two"]),
        ("one\nstill one\n\n\u00a0\n\ntwo", ["one\nstill one", "two"]),
    ],
)
def test_paragraphs_are_parted_by_empty_lines(text, expected):
    assert paragraphs(text) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding):
    assert decoded("Река\n".encode(encoding)) == "Река\n"


def test_an_unmarked_other_encoding_is_refused():
    with pytest.raises(UnicodeDecodeError):
        decoded("Река".encode("cp1251"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One, two — three.", 3),
        ("300,000 sign-on don't don’t", 4),
        ("Из-за реки", 2),
        ("قبل الصيف", 2),
        ("…", 0),
    ],
)
def test_words_are_counted_as_a_reader_does(text, count):
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Open the river!", "open-the-river"),
        ("Откройте реку", "otkroyte-reku"),
        ("…", ""),
        ("a" * 70, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_title_makes_a_slug(title, slug):
    assert slug_from(title) == slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One.[^1]\n\nTwo.[^b]\n\n[^1]: First.\n[^b]: Second.",
            ["One.[^1]\n\n[^1]: First.", "Two.[^b]\n\n[^b]: Second."],
        ),
        (
            "One.[^1][^2]\n\n[^1]: A.\n\n[^2]:B.\n\nTwo.[^1]\n\n[^1]: C.",
            ["One.[^1][^2]\n\n[^1]: A.\n[^2]: B.", "Two.[^1]\n\n[^1]: C."],
        ),
        ("One.\n\n[^1]: Of nothing.", ["One.\n\n[^1]: Of nothing."]),
        ("[^1]: Alone.", ["[^1]: Alone."]),
    ],
)
def test_a_footnote_goes_to_the_paragraph_with_its_mark(text, expected):
    assert paragraphs(text) == expected
