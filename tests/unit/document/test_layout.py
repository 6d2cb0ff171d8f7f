from dataclasses import replace

import pytest
from hypothesis import given

from appeals.document.layout import Layout, Option, laid_out
from appeals.document.tree import Entry, Picture, Span
from appeals.document.typography import NARROW, NO_BREAK, bound, loosened
from tests.unit.document.documents import make_block, make_document, make_roll, texts

ENTRIES = {
    "en": (
        Entry(1, "A", "AA", ("Ukraine",)),
        Entry(2, "B", "", ("Norway",)),
        Entry(3, "C"),
        Entry(4, "D", "DD", ("Ukraine",), mark="*"),
    ),
    "ru": (
        Entry(1, "А", "АА", ("Украина",)),
        Entry(2, "Б", "", ("Норвегия",)),
        Entry(3, "В"),
        Entry(4, "Г", "ГГ", ("Украина",), mark="*"),
    ),
}


def make_documents():
    return [
        make_document(language=tag, rolls=(make_roll(entries=entries, remark=(Span("* Late."),)),))
        for tag, entries in ENTRIES.items()
    ]


def parts(document):
    return [
        ("".join(s.text for s in roll.heading), [(e.number, e.text) for e in roll.entries])
        for roll in document.rolls
    ]


def test_as_it_stands_nothing_is_left_out():
    documents = make_documents()

    assert list(laid_out(documents)) == documents


def test_countries_and_acronyms_can_be_left_out():
    [english, _russian] = laid_out(make_documents(), Layout(no_countries=True, no_acronyms=True))

    assert parts(english) == [("Signed by", [(1, "A"), (2, "B"), (3, "C"), (4, "D*")])]


def test_groups_are_the_same_in_every_language_and_keep_the_numbers():
    [english, russian] = laid_out(make_documents(), Layout(by_country=True))

    assert parts(english) == [
        ("Signed by", [(3, "C")]),
        ("Norway", [(2, "B")]),
        ("Ukraine", [(1, "A (AA)"), (4, "D (DD)*")]),
    ]
    assert [heading for heading, _entries in parts(russian)] == ["Signed by", "Норвегия", "Украина"]
    assert [len(roll.remarks) for roll in english.rolls] == [0, 0, 1]
    assert [roll.level for roll in english.rolls] == [2, 3, 3]


def test_groups_by_category_have_their_words_in_each_language_and_logos_last():
    words = {"en": ("Media", "Law"), "ru": ("СМИ", "Право")}
    logo = Picture("0" * 64, "image/png", 1, 1, "A")
    documents = [
        replace(
            each,
            rolls=tuple(
                replace(
                    roll,
                    logos=(logo,),
                    entries=tuple(
                        replace(entry, category=(*words[each.language], "", "")[entry.number - 1])
                        for entry in roll.entries
                    ),
                )
                for roll in each.rolls
            ),
        )
        for each in make_documents()
    ]

    [english, russian] = laid_out(documents, Layout(by_category=True))

    assert parts(english) == [
        ("Signed by", [(3, "C"), (4, "D (DD, Ukraine)*")]),
        ("Law", [(2, "B (Norway)")]),
        ("Media", [(1, "A (AA, Ukraine)")]),
    ]
    assert [heading for heading, _entries in parts(russian)] == ["Signed by", "Право", "СМИ"]
    assert [len(roll.logos) for roll in english.rolls] == [0, 0, 1]


def test_a_layout_is_known_by_the_names_of_its_options():
    assert Layout.of(["side-by-side", "by-country"]) == Layout(side_by_side=True, by_country=True)
    assert Layout.of([each.value for each in Option]).options == tuple(Option)
    with pytest.raises(ValueError, match="upside-down"):
        Layout.of(["upside-down"])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Quoi ? « Oui » : 10 %", f"Quoi{NARROW}? «~Oui~»~: 10~%"),
        ("ru", "Мы и в Москве — 5 тыс. человек", "Мы и~в~Москве~— 5~тыс. человек"),
        ("ru", "по ст. 5 от 2021 г. № 7", "по ст.~5 от 2021~г. №~7"),
        ("uk", "У Києві й у Львові", "У~Києві й~у~Львові"),
        ("en", "Art. 5 and 10 000", "Art.~5 and 10~000"),
        ("en", "I am a member", "I am a member"),
        ("pl", "W Polsce i w Niemczech", "W~Polsce i~w~Niemczech"),
    ],
)
def test_spaces_hold_where_the_language_wants_it(language, text, expected):
    assert bound(text, language) == expected.replace("~", NO_BREAK)


@given(texts)
def test_binding_changes_spaces_only(text):
    for language in ("ru", "fr", "de", "ka"):
        assert loosened(bound(text, language)) == loosened(text)
        assert len(bound(text, language)) == len(text)


def test_names_and_gaps_are_not_touched():
    roll = make_roll("Мы и в Москве")
    document = make_document(language="ru", blocks=(make_block(text="Я и ты"),), rolls=(roll,))

    [printed] = laid_out([document])

    assert printed.rolls[0].entries[0].name == "Мы и в Москве"
    assert printed.blocks[0].text == f"Я и{NO_BREAK}ты".replace("Я ", f"Я{NO_BREAK}")
