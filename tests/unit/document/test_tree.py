import pytest

from appeals.document.tree import BlockKind, Entry, Roll, gap
from tests.unit.document.documents import make_block, make_document


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(1, "River Watch"), "River Watch"),
        (Entry(1, "River Watch", "RW"), "River Watch (RW)"),
        (Entry(1, "River Watch", "", ("Norway",)), "River Watch (Norway)"),
        (Entry(1, "River Watch", "RW", ("Norway", "Poland")), "River Watch (RW, Norway / Poland)"),
    ],
)
def test_acronym_and_countries_stand_in_one_pair_of_brackets(entry, text):
    assert entry.text == text


def test_a_title_is_one_line():
    document = make_document(blocks=(make_block(BlockKind.TITLE, "Open\x0bthe\n library\x00"),))

    assert document.title == "Open the library"


def test_a_document_without_a_title_has_an_empty_one():
    assert make_document(blocks=()).title == ""


def test_a_language_knows_its_direction():
    directions = [make_document(language=tag).direction for tag in ("en", "ar", "az-Arab")]

    assert directions == ["ltr", "rtl", "rtl"]


def test_only_the_notes_that_end_a_text_follow_the_lists():
    note, text, contact = map(make_block, (BlockKind.NOTE, BlockKind.PARAGRAPH, BlockKind.CONTACT))
    document = make_document(blocks=(note, text, contact, note))

    assert document.before_rolls == (note, text)
    assert document.after_rolls == (contact, note)


def test_a_list_is_cut_at_missing_numbers_and_around_gaps():
    entries = tuple(Entry(number, "A", gap=number == 5) for number in (1, 2, 4, 5, 6))

    stretches = Roll((), entries).stretches()

    assert [[entry.number for entry in stretch] for stretch in stretches] == [[1, 2], [4], [5], [6]]


@pytest.mark.parametrize(("hint", "text"), [("", "[…]"), ("River Watch", "[… River Watch]")])
def test_a_gap_can_say_what_belongs_there(hint, text):
    assert gap(hint).text == text
    assert gap(hint).gap
