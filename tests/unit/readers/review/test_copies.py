"""What a review copy is made of, and what other programs make of it."""

import pytest
from docx.oxml.ns import qn
from lxml import etree

from appeals.readers import review
from appeals.reviewing.proposed import proposals
from tests.unit.document import office
from tests.unit.readers.review.copies import (
    BY_NINO,
    NINO,
    WORDINGS,
    Sheet,
    comment_ends,
    comment_starts,
    deleted,
    inserted,
    make_copy,
    numbered,
    proposed,
    row,
    run,
    written,
    xml,
)


def test_arabic_is_set_and_read_from_right_to_left():
    wording = "نطلب **المياه** *النظيفة*[^1].\n\n[^1]: كما في التقرير."
    sheet = Sheet(wording, language="ar")

    table = sheet.table
    assert table.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None
    assert sheet.paragraph(1).find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert all(each.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for each in sheet.runs(1))
    mark = sheet.paragraph(1).find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    assert mark.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    label = sheet.cell(1, 1).find(qn("w:p"))
    assert label.find(f"{qn('w:pPr')}/{qn('w:bidi')}").get(qn("w:val")) == "0"
    assert proposed(sheet, wording) == []


def test_bold_of_the_other_direction_is_read():
    sheet = Sheet("نطلب المياه", language="ar")
    sheet.retype(1, run("نطلب ", "<w:rtl/>"), run("المياه", "<w:bCs/><w:rtl/>"))

    assert row(sheet, 1).accepted == "نطلب **المياه**"


def test_changes_are_tracked_from_the_beginning_and_nobody_is_named():
    sheet = Sheet()
    names = etree.fromstring(sheet.parts["word/settings.xml"])

    assert names[0].tag == qn("w:trackRevisions")
    assert b"creator" not in sheet.parts["docProps/core.xml"]
    assert not any(b"External" in part for part in sheet.parts.values())
    assert written(make_copy(*WORDINGS)) == written(make_copy(*WORDINGS))


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "ar"])
def test_libreoffice_gives_back_what_it_was_given(tmp_path, language):
    saved = office.converted(written(make_copy(*WORDINGS, language=language)), tmp_path, "docx")

    read = review.read(saved)

    assert (read.slug, read.revision, read.language) == ("open-river", 7, language)
    assert [each.accepted for each in read.rows] == WORDINGS
    assert list(proposals(read, numbered(*WORDINGS))) == []


@pytest.mark.office
def test_libreoffice_keeps_changes_and_comments(tmp_path):
    sheet = Sheet()
    sheet.add_comments((1, "Which one?", BY_NINO))
    sheet.retype(
        1,
        run("Keep "),
        comment_starts(1),
        run("the river"),
        comment_ends(1),
        deleted(" open"),
        inserted("!"),
    )
    sheet.rows[2].insert(0, xml(f"<w:trPr><w:del {NINO}/></w:trPr>")[0])
    for element in sheet.cell(3).iter(qn("w:r")):
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")
    sheet.retype(3, deleted("Read our report first."))
    relations = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    sheet.parts[relations] = sheet.parts[relations].replace(
        b"</Relationships>",
        f'<Relationship Id="rId91" Type="{kind}" Target="comments.xml"/></Relationships>'.encode(),
    )
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    sheet.parts["[Content_Types].xml"] = sheet.parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{types}"/></Types>'.encode(),
    )

    read = review.read(office.converted(sheet.close(), tmp_path, "docx"))

    first, _second, third, _fourth = read.rows
    assert (first.accepted, first.rejected) == ("Keep the river!", "Keep the river open")
    assert [(each.author, each.quoted) for each in first.remarks] == [("Nino", "the river")]
    assert {each.author for each in first.edits} == {"Nino"}
    assert third.accepted == ""
    assert third.rejected == "Read our report first."


@pytest.mark.office
def test_pandoc_leaves_the_numbers(tmp_path):
    source, target = tmp_path / "copy.docx", tmp_path / "saved.docx"
    source.write_bytes(written(make_copy(*WORDINGS)))
    office.run_pandoc(source, target)

    read = review.read(target.read_bytes())

    assert [each.number for each in read.rows] == [1, 2, 3, 4]
    assert list(proposals(read, numbered(*WORDINGS))) == []
