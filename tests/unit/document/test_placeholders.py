"""Numbers of the lists in a wording, with their nouns, in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.document.inline import parse
from appeals.document.placeholders import Placeholder, Unknown, filled, plural_form, used
from appeals.document.tree import Note, Span
from tests.unit.document.documents import texts

RUSSIAN = ["организация", "организации", "организаций"]
VALUES = {
    Placeholder.SIGNATORIES: 1041,
    Placeholder.SUPPORTERS: 0,
    Placeholder.COUNTRIES: 22,
    Placeholder.DEADLINE: "20 November 2026",
}


def printed(wording, language="en", values=VALUES):
    return "".join(span.text for span in filled(parse(wording), language, values))


@pytest.mark.parametrize(
    ("language", "wording", "text"),
    [
        ("en", "{signatories}", "1,041"),
        (
            "en",
            "We, {signatories|organisation|organisations}, ask.",
            "We, 1,041 organisations, ask.",
        ),
        ("ru", "{signatories|организация|организации|организаций}", "1\u00a0041 организация"),
        ("ru", "из {countries|страны|стран}", "из 22 стран"),
        ("en", "{ countries | country | countries }", "22 countries"),
        ("en", "{supporters|supporter|supporters}", "0 supporters"),
        ("en", "until {deadline}", "until 20 November 2026"),
        ("en", "until {deadline|a|b}", "until 20 November 2026"),
        ("en", "{countries|}", "22"),
        ("en", "{countries|countries}", "22 countries"),
    ],
)
def test_values_are_put_in_their_places(language, wording, text):
    assert printed(wording, language) == text


@pytest.mark.parametrize(
    "wording",
    ["{others}", "{organisations}", "{countries", "{}", "{countries|a{b}", "{countries*}"],
)
def test_what_has_no_value_stays_as_it_was_typed(wording):
    assert printed(wording) == wording


@pytest.mark.parametrize(
    ("language", "forms", "numbers"),
    [
        ("en", ["one", "other"], {1: "one", 0: "other", 2: "other", 21: "other"}),
        ("ru", RUSSIAN, {1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 21: 0, 22: 1, 100: 2, 0: 2}),
        ("ru", ["страны", "стран"], {1: 0, 21: 0, 3: 1, 5: 1}),
        ("ar", ["0", "1", "2", "3-10", "11-99", "100"], {0: 0, 1: 1, 2: 2, 5: 3, 40: 4, 100: 5}),
        ("ar", ["1", "2", "3-10", "11-99", "100"], {0: 4, 1: 0, 2: 1, 5: 2, 40: 3, 100: 4}),
        ("lv", ["1", "2"], {1: 0, 2: 1, 21: 0, 0: 1}),
        ("fr", ["un", "des"], {0: 0, 1: 0, 2: 1, 1_000_000: 1}),
        ("ka", ["all"], {1: 0, 5: 0}),
    ],
)
def test_a_noun_takes_the_form_of_its_number(language, forms, numbers):
    for number, expected in numbers.items():
        form = forms[expected] if isinstance(expected, int) else expected
        assert plural_form(number, forms, language) == form


@given(st.integers(0, 10**7), st.lists(st.text(min_size=1), min_size=1, max_size=7))
def test_there_is_a_form_for_every_number_in_every_language(number, forms):
    for language in ("en", "ru", "ar", "lv", "cy", "ja", "xx"):
        assert plural_form(number, forms, language) in forms


def test_what_is_not_known_yet_is_marked_in_the_language_of_the_reader():
    values = {Placeholder.SIGNATORIES: Unknown("number of signatories", "en", "number")}

    alone = filled(parse("Мы ({signatories})"), "ru", values)
    counted = filled(parse("Мы, {signatories|организация|организации|организаций}."), "ru", values)

    assert alone[1] == Span("number of signatories", gap=True, language="en")
    assert counted == (
        Span("Мы, "),
        Span("number", gap=True, language="en"),
        Span(" организаций."),
    )


def test_values_stand_in_the_markup_around_them_and_in_footnotes():
    spans = filled(parse("**{countries} of us**[^1]\n[^1]: {supporters} more."), "en", VALUES)

    note = Note("1", (Span("0 more."),))
    assert spans == (Span("22 of us", strong=True), Span("", note=note))


def test_the_placeholders_of_a_wording_are_known():
    wording = "{signatories|a|b} until { deadline }, {others}"

    assert used(wording) == {Placeholder.SIGNATORIES, Placeholder.DEADLINE}


@given(texts)
def test_other_text_stays_whole(text):
    assert printed(text.replace("{", ""), values=VALUES) == "".join(
        span.text for span in parse(text.replace("{", ""))
    )
