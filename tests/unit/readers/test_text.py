"""Plain text becomes parts, whatever it was saved as."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.document.inline import parse
from appeals.document.markdown import plain
from appeals.readers import text
from appeals.readers.troubles import MOST_PARTS, Unreadable
from tests.unit.document.documents import texts

RUSSIAN = "Плотина закрыта.\r\n\r\nРеки больше нет."
FRENCH = "Le barrage reste fermé depuis février.\n\nNous demandons son ouverture à l’été."


def read(data):
    return [part.text for part in text.read(data)]


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode("utf-8"),
        RUSSIAN.encode("utf-8-sig"),
        RUSSIAN.encode("utf-16"),
        RUSSIAN.encode("utf-16-le"),
        RUSSIAN.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
        RUSSIAN.encode("cp1251"),
        RUSSIAN.encode("koi8-r"),
    ],
    ids=[
        *("utf-8", "mark", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be mark"),
        *("windows-1251", "koi8-r"),
    ],
)
def test_russian_is_read_in_every_usual_encoding(data):
    assert read(data) == ["Плотина закрыта.", "Реки больше нет."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_french_is_not_taken_for_russian(encoding):
    assert "\n\n".join(read(FRENCH.encode(encoding))) == FRENCH


def test_an_unknown_encoding_is_refused_rather_than_guessed():
    with pytest.raises(Unreadable, match="encoding"):
        text.read(RUSSIAN.encode("iso8859-5"))


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 9, b"MZ\x90\x00\x03", b"\x01text"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Unreadable, match="not_text"):
        text.read(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\n ", codecs.BOM_UTF8])
def test_an_empty_text_is_refused(data):
    with pytest.raises(Unreadable, match="empty"):
        text.read(data)


def test_without_empty_lines_every_line_is_a_part():
    assert read(b"one\ntwo\nthree") == ["one", "two", "three"]


def test_lines_are_joined_only_where_the_next_word_did_not_fit():
    wrapped = (
        "We, the undersigned organisations, ask the city to open the dam at\n"
        "once and to publish the figures on which its decision of the third\n"
        "of May rests.\n\nYours,\nRiver Watch\n"
    )

    assert read(wrapped.encode()) == [
        "We, the undersigned organisations, ask the city to open the dam at once and to publish "
        "the figures on which its decision of the third of May rests.",
        "Yours,\nRiver Watch",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1. open\n\n2) publish", [("numbered_item", "open"), ("numbered_item", "publish")]),
        ("- open\n- publish", [("bulleted_item", "open"), ("bulleted_item", "publish")]),
        (
            "We ask:\n• open\n  the dam\n• publish\n\nAt once.",
            [
                ("paragraph", "We ask:"),
                ("bulleted_item", "open the dam"),
                ("bulleted_item", "publish"),
                ("paragraph", "At once."),
            ],
        ),
        ("7. Mai 2021\n\nText", [("paragraph", "7. Mai 2021"), ("paragraph", "Text")]),
        ("– Who said so?\n\nText", [("paragraph", "– Who said so?"), ("paragraph", "Text")]),
        ("3. a\n\n4. b", [("paragraph", "3. a"), ("paragraph", "4. b")]),
    ],
)
def test_typed_lists_become_items_where_they_are_lists(source, expected):
    found = [(part.kind.value, part.text) for part in text.parts_of(source)]

    assert found == expected


def test_what_was_pasted_keeps_its_marks_and_a_file_has_none():
    assert text.parts_of("*a* b")[0].text == "*a* b"
    assert text.read(b"*a* b")[0].text == r"\*a\* b"


def test_pasted_footnotes_go_to_the_paragraph_with_their_mark():
    pasted = "One.[^1]\n\nTwo.[^2]\n\n[^1]: First.\n[^2]: Second."

    assert [part.text for part in text.parts_of(pasted)] == [
        "One.[^1]\n\n[^1]: First.",
        "Two.[^2]\n\n[^2]: Second.",
    ]
    assert len(text.read(pasted.encode())) == 3


def test_long_footnotes_are_not_taken_for_one_text_that_was_wrapped():
    notes = [f"[^{number}]: {'word ' * 14}end." for number in (1, 2)]

    (part,) = text.parts_of("One[^1] and two[^2].\n\n" + "\n".join(notes))

    assert part.text.split("\n")[2:] == notes


def test_too_many_lines_are_refused_at_once():
    with pytest.raises(Unreadable, match="too_many_parts"):
        text.read(b"line\n" * 50_000)
    assert len(text.read(b"line\n" * MOST_PARTS)) == MOST_PARTS


def test_fifty_thousand_lines_of_one_paragraph_are_too_long():
    with pytest.raises(Unreadable, match="too_long"):
        text.read(b"word word\n" * 50_000 + b"\n\nend")


@given(texts)
def test_plain_text_reads_back_as_itself(said):
    assert "".join(span.text for span in parse(plain(said))) == said
    assert not any(span.emphasis or span.strong or span.link for span in parse(plain(said)))


@given(st.text("*_[]()\\ ab\n<>:/", max_size=30))
def test_marks_read_back_as_themselves(said):
    spans = parse(plain(said))

    assert "".join(span.text for span in spans) == said
    assert len(spans) <= 1
