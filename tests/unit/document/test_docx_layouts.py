"""Layouts of the Word file: two languages beside each other, columns, groups, right to left."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from appeals.document.docx import write_docx
from appeals.document.layout import Layout
from appeals.document.tree import BlockKind, Entry, Roll, Span
from tests.unit.document import office
from tests.unit.document.documents import make_block, make_document, make_noted, make_roll

ENTRIES = tuple(Entry(n, f"Name {n}") for n in (1, 2, 5))


def make_pair():
    blocks = (
        make_block(BlockKind.TITLE, "Title"),
        make_block(BlockKind.NUMBERED_ITEM, "First"),
        make_block(BlockKind.NUMBERED_ITEM, "Second"),
        make_noted("A note"),
        make_block(BlockKind.CONTACT, "press@example.org"),
    )
    return [
        make_document(
            language=tag,
            blocks=blocks,
            rolls=(make_roll(entries=ENTRIES),),
            colophon=(Span(f"Edition {tag}"),),
        )
        for tag in ("ru", "ar")
    ]


def written(documents, *options):
    file = BytesIO()
    write_docx(documents, file, Layout.of(options))
    return file.getvalue()


def read(documents, *options):
    return docx.Document(BytesIO(written(documents, *options)))


def body(file):
    with ZipFile(BytesIO(file)) as parts:
        return etree.fromstring(parts.read("word/document.xml"))


def test_segment_stands_beside_segment_under_a_heading_row_that_repeats():
    [table] = read(make_pair(), "side-by-side").tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Русский", "العربية"],
        *([text, text] for text in ("Title", "First", "Second", "We ask.", "Signed by")),
        *([entry.name] * 2 for entry in ENTRIES),
        ["press@example.org"] * 2,
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert not any(row._tr.xpath("w:trPr/w:tblHeader") for row in table.rows[1:])


@pytest.mark.office
def test_beside_each_other_both_lists_have_the_same_numbers(tmp_path):
    said = office.as_text(written(make_pair(), "side-by-side"), tmp_path)

    for number in (1, 2, 5):
        assert said.count(f"{number}. Name {number}") == 2
    assert said.count("1. First") == said.count("2. Second") == 2


def test_three_languages_cannot_stand_beside_each_other():
    documents = [make_document(language=tag) for tag in ("en", "ru", "uk")]

    assert written(documents, "side-by-side") == written(documents)


def test_only_the_list_is_set_in_two_columns():
    sections = body(written(make_pair()[:1], "two-columns")).iter(qn("w:sectPr"))

    found = [section.find(qn("w:cols")).get(qn("w:num")) for section in sections]
    assert found == [None, "2", None]


def test_a_section_written_from_right_to_left_is_mirrored():
    sections = list(body(written(make_pair())).iter(qn("w:sectPr")))

    assert [s.find(qn("w:bidi")) is not None for s in sections] == [False, True]
    assert [s.find(qn("w:rtlGutter")) is not None for s in sections] == [False, True]
    assert all(s.find(qn("w:footerReference")) is not None for s in sections)


def test_a_group_has_a_heading_below_that_of_the_list():
    group = Roll((Span("Norway"),), (Entry(4, "A"), Entry(2, "B")), level=3)

    file = read([make_document(blocks=(), rolls=(make_roll(entries=()), group))])

    assert [(p.style.name, p.text) for p in file.paragraphs] == [
        ("Heading 1", "Signed by"),
        ("Heading 2", "Norway"),
        ("List Number", "A"),
        ("List Number", "B"),
    ]


def foot(file):
    return [p.text for p in file.sections[0].footer.paragraphs[:-1]]


def test_the_colophon_of_one_language_stands_at_the_foot_of_every_page():
    file = read(make_pair()[:1])

    assert foot(file) == ["Edition ru"]
    assert "Edition ru" not in [p.text for p in file.paragraphs]


def test_several_languages_end_with_their_colophons_and_leave_the_foot_free():
    file = read(make_pair())

    assert foot(file) == []
    assert [p.text for p in file.paragraphs if "Edition" in p.text] == ["Edition ru", "Edition ar"]


def test_the_colophons_of_two_languages_side_by_side_stand_at_the_foot():
    assert foot(read(make_pair(), "side-by-side")) == ["Edition ru", "Edition ar"]


@pytest.mark.office
@pytest.mark.parametrize("options", [("two-columns",), ("side-by-side",)])
def test_every_layout_says_the_same(tmp_path, options):
    # What stands at the foot of a page is left out when a file is saved as text.
    pair = [replace(each, colophon=()) for each in make_pair()]
    words = {word for line in office.as_text(written(pair), tmp_path) for word in line.split()}

    said = office.as_text(written(make_pair(), *options), tmp_path)

    assert words <= {word for line in said for word in line.split()}


def test_the_same_documents_give_the_same_bytes():
    for options in ([], ["side-by-side"], ["two-columns"]):
        assert written(make_pair(), *options) == written(make_pair(), *options)


def test_the_kicker_is_the_subject_of_the_file():
    kicker = make_block(BlockKind.KICKER, "Open letter")

    assert read([make_document(blocks=(kicker,))]).core_properties.subject == "Open letter"
