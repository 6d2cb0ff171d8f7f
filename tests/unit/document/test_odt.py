from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from lxml import etree

from appeals.document.layout import Layout
from appeals.document.odt import MEDIA_TYPE, write_odt
from appeals.document.tree import Block, BlockKind, Entry, Note, Span, gap
from appeals.readers import odt
from tests.unit.document import office
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)

LAYOUTS = ([], ["side-by-side"], ["two-columns"])


def written(*documents, layout=()):
    file = BytesIO()
    write_odt(documents, file, Layout.of(layout))
    return file.getvalue()


def content(file):
    with ZipFile(BytesIO(file)) as parts:
        return etree.fromstring(parts.read("content.xml"))


def plain(element):
    """The text as OpenDocument reads it, blanks kept."""
    text = element.text or ""
    for child in element:
        name = etree.QName(child).localname
        text += {"line-break": "\n", "tab": "\t"}.get(name, "")
        if name == "s":
            text += " " * int(child.get(child.nsmap["text"].join("{}") + "c"))
        text += plain(child) + (child.tail or "")
    return text


def full_document(language="en"):
    entries = (Entry(2, "Alpha", "AA", ("Norway",)), Entry(7, gap("B").text, gap=True))
    spans = (
        Span("The law", strong=True, link="https://example.org/law"),
        Span("mot", language="fr"),
        Span("", note=Note("1", (Span("A note", emphasis=True),))),
    )
    return make_document(
        language=language,
        blocks=(
            make_block(BlockKind.TITLE, "Title of it"),
            *(make_block(kind, f"Words of {kind.value}") for kind in BlockKind),
            make_noted("Another note"),
            Block(BlockKind.PARAGRAPH, spans),
        ),
        rolls=(make_roll(entries=entries, remark=(Span("* Late"),)),),
        colophon=(Span(f"Foot {language}"),),
    )


def test_the_archive_begins_with_its_kind_unpressed():
    with ZipFile(BytesIO(written(make_document()))) as parts:
        first = parts.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert parts.read("mimetype").decode() == MEDIA_TYPE
        for name in parts.namelist()[1:]:
            etree.fromstring(parts.read(name))
        assert b"<dc:title>Open the library</dc:title>" in parts.read("meta.xml")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_documents_give_the_same_bytes(layout):
    documents = [full_document(tag) for tag in ("en", "ar")]

    assert written(*documents, layout=layout) == written(*documents, layout=layout)


def test_every_style_that_is_named_is_there():
    file = written(full_document("ar"), full_document("zh"), layout=["two-columns"])
    with ZipFile(BytesIO(file)) as parts:
        named, there = set(), set()
        for name in ("content.xml", "styles.xml"):
            for element in etree.fromstring(parts.read(name)).iter():
                for key, value in element.attrib.items():
                    local = etree.QName(key).localname
                    if local == "name" and "style" in etree.QName(element).localname:
                        there.add(value)
                    elif local in {"style-name", "parent-style-name"}:
                        named.add(value)

    assert named <= there, named - there


@pytest.mark.office
@pytest.mark.parametrize("layout", LAYOUTS)
def test_libreoffice_reads_all_that_is_in_the_tree(tmp_path, layout):
    documents = [full_document(tag) for tag in ("en", "fr")]

    lines = office.as_text(written(*documents, layout=layout), tmp_path, "odt")

    said = "\n".join(lines)
    for kind in BlockKind:
        assert said.count(f"Words of {kind.value}") == 2
    for text in ("(https://example.org/law)", "* Late"):
        assert said.count(text) == 2
    assert said.count("2. Alpha (AA, Norway)") == 2
    assert said.count("7. [… B]") == 2


@pytest.mark.office
def test_pandoc_reads_headings_lists_and_notes(tmp_path):
    said = office.as_markdown(written(full_document()), tmp_path, "odt")

    assert "# Title of it" in said
    assert "# Signed by" in said
    assert "[^1]: Another note" in said
    assert "[^2]: *A note*" in said


def test_our_own_reader_reads_it_back():
    blocks = (make_block(BlockKind.TITLE, "Title"), make_block(text="We ask."))

    parts = odt.read(written(make_document(blocks=blocks)))

    assert [part.text for part in parts] == ["Title", "We ask.", "Signed by", "A", "B"]


@given(texts)
def test_any_text_is_kept_to_the_last_blank(text):
    file = written(make_document(blocks=(make_block(text=text),), rolls=(make_roll(text),)))

    paragraphs = [
        plain(each) for each in content(file).iter() if etree.QName(each).localname == "p"
    ]
    assert paragraphs == [text, text]
