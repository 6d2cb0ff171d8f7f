"""Which segment a returned row is about, and rows that came and went."""

import pytest
from docx.oxml.ns import qn
from lxml import etree

from appeals.readers.review import RowState
from appeals.reviewing.proposed import Suggestion
from tests.unit.readers.review.copies import (
    NINO,
    WORDINGS,
    Sheet,
    id_of,
    inserted,
    proposed,
    returned,
    run,
    xml,
)


def test_without_a_bookmark_the_number_tells():
    sheet = Sheet()
    sheet.drop_bookmarks()

    assert [each.segment_id for each in returned(sheet).rows] == [id_of(n) for n in (1, 2, 3, 4)]
    assert proposed(sheet) == []


def test_without_the_list_the_bookmark_tells():
    sheet = Sheet()
    sheet.drop_list()
    read = returned(sheet)

    assert [each.segment_id for each in read.rows] == [id_of(n) for n in (1, 2, 3, 4)]
    assert (read.slug, read.revision, read.language) == ("open-river", 7, "en")


def test_with_nothing_but_the_number_the_revision_tells():
    sheet = Sheet()
    sheet.drop_list()
    sheet.drop_bookmarks()
    paragraph = sheet.paragraph(4)
    paragraph.find(qn("w:r")).find(qn("w:t")).text = "With great respect"

    assert [each.segment_id for each in returned(sheet).rows] == [None] * 4
    assert proposed(sheet) == [(Suggestion.REWORD, 4, "With great respect")]


def test_a_row_that_was_deleted_is_told():
    sheet = Sheet()
    properties = xml(f"<w:trPr><w:del {NINO}/></w:trPr>")[0]
    sheet.rows[2].insert(0, properties)
    sheet.table.remove(sheet.rows[3])
    read = returned(sheet)

    assert read.rows[2].state is RowState.DELETED
    assert (read.rows[2].accepted, read.rows[2].rejected) == ("", WORDINGS[2])
    assert read.missing == (id_of(4),)
    assert proposed(sheet) == [(Suggestion.DELETE, 3, ""), (Suggestion.DELETE, 4, "")]


@pytest.mark.parametrize(
    "cells",
    [
        ["", "A new demand."],
        ["4a", "A new demand."],
        ["2", "A new demand."],
        ["A new demand.", ""],
    ],
)
@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_that_was_inserted_proposes_a_new_segment(cells, tracked):
    sheet = Sheet()
    mark = f"<w:trPr><w:ins {NINO}/></w:trPr>" if tracked else ""
    text = [(inserted if tracked else run)(cell) if cell else "" for cell in cells]
    new = "".join(f"<w:tc><w:p>{each}</w:p></w:tc>" for each in text)
    sheet.rows[1].addnext(xml(f"<w:tr>{mark}{new}</w:tr>")[0])

    assert proposed(sheet) == [(Suggestion.INSERT, 2, "A new demand.")]


def test_an_empty_new_row_is_nothing():
    sheet = Sheet()
    sheet.rows[3].addnext(xml("<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>")[0])

    assert proposed(sheet) == []


def test_rows_that_were_numbered_anew_keep_their_segments():
    sheet = Sheet()
    first = sheet.rows[0]
    first.addprevious(
        xml(f"<w:tr><w:tc><w:p>{run('1')}</w:p></w:tc><w:tc><w:p>{run('New')}</w:p></w:tc></w:tr>")[
            0
        ]
    )
    for number, each in enumerate(sheet.rows, 1):
        each.find(f".//{qn('w:t')}").text = str(number)

    assert proposed(sheet) == [(Suggestion.INSERT, None, "New")]


def test_a_text_pasted_over_another_does_not_take_its_row():
    sheet = Sheet()
    cut, covered = sheet.paragraph(1), sheet.paragraph(4)
    cell = covered.getparent()
    cell.replace(covered, cut)
    sheet.cell(1).append(xml("<w:p/>")[0])

    assert proposed(sheet) == [
        (Suggestion.DELETE, 1, ""),
        (Suggestion.REWORD, 4, WORDINGS[0]),
    ]


def test_rows_may_change_places():
    sheet = Sheet()
    sheet.rows[0].addprevious(sheet.rows[3])

    assert [int(each.segment_id, 16) for each in returned(sheet).rows] == [4, 1, 2, 3]
    assert proposed(sheet) == []


def test_a_table_that_was_parted_is_read_whole():
    sheet = Sheet()
    second = etree.SubElement(sheet.table.getparent(), qn("w:tbl"))
    sheet.table.addnext(second)
    between = xml(f"<w:p>{run('In between')}</w:p>")[0]
    second.addprevious(between)
    for each in sheet.rows[2:]:
        second.append(each)

    assert proposed(sheet) == []
    assert returned(sheet).below == ""


def test_what_is_written_below_the_table_is_kept():
    sheet = Sheet()
    last = sheet.tree[0].findall(qn("w:p"))[-1]
    last.extend(xml(inserted("We propose a meeting.")))

    assert returned(sheet).below == "We propose a meeting."


def test_content_controls_around_rows_and_cells_do_no_harm():
    sheet = Sheet()
    row_ = sheet.rows[1]
    control = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")[0]
    row_.addprevious(control)
    control[1].append(row_)

    assert proposed(sheet) == []
