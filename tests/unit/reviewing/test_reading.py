"""What comes back from Word: tracked and untracked changes, comments, rows that came and went."""

from datetime import UTC, datetime
from random import Random

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from appeals.drafting.plain_text import clean
from appeals.reviewing.word import (
    Edit,
    Remark,
    RowState,
    Suggestion,
    Trouble,
    Unreadable,
    dumped,
    loaded,
    proposals,
    read_review,
)
from tests.unit.document import office
from tests.unit.document.documents import texts
from tests.unit.reviewing.copies import (
    ARAM,
    BY_ARAM,
    BY_NINO,
    NINO,
    WORDINGS,
    Sheet,
    deleted,
    id_of,
    inserted,
    make_copy,
    numbered,
    run,
    written,
    xml,
)

EDIT_OF_NINO = Edit("Nino", datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
EDIT_OF_ARAM = Edit("Aram", datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def returned(sheet):
    return read_review(sheet.close())


def row(sheet, number):
    return returned(sheet).rows[number - 1]


def proposed(sheet, *wordings):
    found = proposals(returned(sheet), numbered(*(wordings or WORDINGS)))
    return [(p.suggestion, p.segment_id and int(p.segment_id, 16), p.text) for p in found]


# --- unchanged ---------------------------------------------------------------------------------


def test_an_untouched_copy_says_what_it_is_and_proposes_nothing():
    read = read_review(written(make_copy(*WORDINGS)))

    assert (read.slug, read.revision, read.language) == ("open-river", 7, "en")
    assert [(each.segment_id, each.number) for each in read.rows] == [
        (id_of(number), number) for number in (1, 2, 3, 4)
    ]
    assert [each.accepted for each in read.rows] == WORDINGS
    assert [each.rejected for each in read.rows] == WORDINGS
    assert (read.missing, read.remarks, read.below) == ((), (), "")
    assert list(proposals(read, numbered(*WORDINGS))) == []


@settings(max_examples=150, deadline=None)
@given(texts, texts, texts)
def test_whatever_is_written_reads_back_without_a_proposal(first, second, third):
    wordings = [clean(text) for text in (first, second, third)]

    read = read_review(written(make_copy(*wordings)))

    assert list(proposals(read, numbered(*wordings))) == []
    assert all(each.accepted == each.rejected for each in read.rows)


MARKED = [
    "a[^1] *b[^x]* c\n\n[^1]: One\ntwo\n[^x]: **Two**",
    "**whole *city*** and *all **of** it*",
    "[a *b*](https://e.org/x_y)[c](mailto:a@e.org)\\*",
    "{signatories|organisation|organisations} of 2 * 3",
    "line\n  line\ttab\u00a0\u2011\u00ad",
    "_under_ __strong__",
    "[^1] without a text",
]


@pytest.mark.parametrize("wording", MARKED)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_links_and_footnotes_survive(wording, language):
    read = read_review(written(make_copy(wording, language=language)))

    assert list(proposals(read, numbered(wording))) == []


def test_the_reference_column_is_not_read():
    copy = make_copy("Да", "", references=["Yes[^1]\n\n[^1]: So.", "No"], reference_language="en")

    read = read_review(written(copy))

    assert [each.accepted for each in read.rows] == ["Да", ""]


def test_what_was_read_can_be_sent_on_as_text():
    sheet = Sheet()
    sheet.retype(1, run("Keep "), inserted("all"), deleted("the"), run(" open"))
    sheet.add_comments((1, "Why?", BY_NINO))
    read = returned(sheet)

    assert loaded(dumped(read)) == read


# --- tracked -----------------------------------------------------------------------------------


def test_tracked_words_can_be_accepted_and_rejected():
    sheet = Sheet()
    sheet.retype(
        1, run("Keep the river"), deleted(" open", ARAM), inserted(" free", properties="<w:i/>")
    )

    read = row(sheet, 1)

    assert (read.accepted, read.rejected) == ("Keep the river *free*", "Keep the river open")
    assert read.edits == (EDIT_OF_ARAM, EDIT_OF_NINO)
    assert proposed(sheet) == [(Suggestion.REWORD, 1, "Keep the river *free*")]


def test_a_tracked_change_of_setting_has_its_former_setting():
    sheet = Sheet("Keep the river open")
    change = f"<w:b/><w:rPrChange {NINO}><w:rPr><w:i/></w:rPr></w:rPrChange>"
    sheet.retype(1, run("Keep the "), run("river", change), run(" open"))

    read = row(sheet, 1)

    assert (read.accepted, read.rejected) == ("Keep the **river** open", "Keep the *river* open")
    assert read.edits == (EDIT_OF_NINO,)


def test_moved_text_stands_at_one_place_or_the_other():
    sheet = Sheet()
    moved = f"<w:moveFrom {NINO}>{run('the river ')}</w:moveFrom>"
    arrived = f"<w:moveTo {NINO}>{run(' the river')}</w:moveTo>"
    sheet.retype(1, run("Keep "), moved, run("open"), arrived)

    read = row(sheet, 1)

    assert (read.accepted, read.rejected) == ("Keep open the river", "Keep the river open")


@pytest.mark.parametrize(
    ("mark", "texts"), [("ins", ("One\ntwo", "One two")), ("del", ("Onetwo", "One \ntwo"))]
)
def test_a_paragraph_parted_or_joined_is_a_line_break(mark, texts):
    sheet = Sheet("One two")
    sheet.retype(1, run("One"), deleted(" "))
    sheet.paragraph(1).addnext(xml(f"<w:p>{run('two')}</w:p>")[0])
    end_of_first = sheet.paragraph(1).find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    end_of_first.insert(0, xml(f"<w:{mark} {NINO}/>")[0])

    read = row(sheet, 1)

    assert (read.accepted, read.rejected) == texts
    assert read.edits == (EDIT_OF_NINO,)


def test_a_change_inside_a_footnote_is_one_of_its_segment():
    sheet = Sheet()
    sheet.parts["word/footnotes.xml"] = sheet.parts["word/footnotes.xml"].replace(
        b"</w:p></w:footnote></w:footnotes>",
        f"{inserted(' And so on.')}</w:p></w:footnote></w:footnotes>".encode(),
    )

    read = row(sheet, 2)

    assert (
        read.accepted == "We ask for **clean** water[^1].\n\n[^1]: As in *our* report. And so on."
    )
    assert read.rejected == WORDINGS[1]
    assert read.edits == (EDIT_OF_NINO,)


def test_a_deleted_footnote_is_gone():
    sheet = Sheet()
    (mark,) = [r for r in sheet.runs(2) if r.find(qn("w:footnoteReference")) is not None]
    wrapper = xml(f"<w:del {NINO}/>")[0]
    mark.addprevious(wrapper)
    wrapper.append(mark)

    read = row(sheet, 2)

    assert (read.accepted, read.rejected) == ("We ask for **clean** water.", WORDINGS[1])


def test_everything_deleted_proposes_to_delete_the_segment():
    sheet = Sheet()
    sheet.retype(4, deleted("With respect"))

    assert proposed(sheet) == [(Suggestion.DELETE, 4, "")]


# --- untracked ---------------------------------------------------------------------------------


def test_text_that_was_only_typed_is_found_by_the_revision():
    sheet = Sheet()
    sheet.retype(1, run("Keep "), run("the lake", "<w:b/>"), run(" open"))
    (found,) = proposals(returned(sheet), numbered(*WORDINGS))

    assert (found.text, found.was_tracked, found.edits) == ("Keep **the lake** open", False, ())


def test_runs_that_word_has_split_are_one_text():
    sheet = Sheet()
    pieces = [run(letter, '<w:lang w:val="en-GB"/>') for letter in "Keep the river open"]
    sheet.retype(1, *pieces, '<w:proofErr w:type="spellEnd"/><w:lastRenderedPageBreak/>')

    assert proposed(sheet) == []


@pytest.mark.parametrize("text", ["Keep “the” river…", "Keep the\u00a0river open!"])
def test_signs_that_change_by_themselves_are_told_apart(text):
    sheet = Sheet('Keep "the" river...', "Keep the river open!")
    number = 1 if "…" in text else 2
    sheet.retype(number, run(text))

    (found,) = proposals(returned(sheet), numbered('Keep "the" river...', "Keep the river open!"))

    assert found.is_typographic
    assert found.text == text


def test_styles_of_characters_are_marks_too():
    sheet = Sheet()
    sheet.parts["word/styles.xml"] = sheet.parts["word/styles.xml"].replace(
        b"</w:styles>",
        b'<w:style w:type="character" w:styleId="Starkt"><w:name w:val="Strong"/>'
        b"<w:rPr><w:b/></w:rPr></w:style>"
        b'<w:style w:type="character" w:styleId="More"><w:basedOn w:val="Starkt"/>'
        b"<w:rPr><w:i/></w:rPr></w:style></w:styles>",
    )
    strong, both = '<w:rStyle w:val="Starkt"/>', '<w:rStyle w:val="More"/><w:b w:val="0"/>'
    sheet.retype(1, run("Keep", strong), run(" the "), run("river", both))

    assert row(sheet, 1).accepted == "**Keep** the *river*"


def test_links_are_read_however_word_keeps_them():
    sheet = Sheet()
    sheet.parts["word/_rels/document.xml.rels"] = sheet.parts[
        "word/_rels/document.xml.rels"
    ].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="x" Target="https://a.example/" TargetMode="External"/>'
        b"</Relationships>",
    )
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kinds = {"begin": "", "code": "", "separate": "", "end": ""}
    for kind in ("begin", "separate", "end"):
        kinds[kind] = f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    code = '<w:r><w:instrText> HYPERLINK "https://b.example/" </w:instrText></w:r>'
    sheet.retype(
        1,
        f'<w:hyperlink {r} r:id="rId90">{run("one")}</w:hyperlink>',
        run(" "),
        kinds["begin"] + code + kinds["separate"] + run("two") + kinds["end"],
        run(" "),
        f'<w:hyperlink w:anchor="top">{run("three")}</w:hyperlink>',
    )

    assert row(sheet, 1).accepted == "[one](https://a.example/) [two](https://b.example/) three"


# --- rows --------------------------------------------------------------------------------------


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


# --- comments ----------------------------------------------------------------------------------


def start(id_):
    return f'<w:commentRangeStart w:id="{id_}"/>'


def end(id_):
    return f'<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'


def test_a_comment_belongs_to_its_segment_and_quotes_its_passage():
    sheet = Sheet()
    sheet.add_comments((1, "Which one?", BY_NINO))
    sheet.retype(
        1,
        run("Keep "),
        start(1),
        run("the "),
        inserted("great "),
        run("river"),
        end(1),
        run(" open"),
    )

    assert row(sheet, 1).remarks == (
        Remark("Nino", EDIT_OF_NINO.at, "Which one?", "the great river"),
    )


def test_comments_may_overlap_and_reach_over_paragraphs_and_rows():
    sheet = Sheet()
    sheet.add_comments((1, "One", BY_NINO), (2, "Two", BY_ARAM), (3, "Three", BY_NINO))
    sheet.retype(1, start(1), run("Keep "), start(2), run("the"), end(1), run(" river"), start(3))
    sheet.paragraph(1).addnext(xml(f"<w:p>{run('open')}{end(2)}</w:p>")[0])
    sheet.retype(4, run("With"), end(3), run(" respect"))

    remarks = row(sheet, 1).remarks

    assert [(each.text, each.quoted) for each in remarks[:2]] == [
        ("One", "Keep the"),
        ("Two", "the river\nopen"),
    ]
    assert remarks[2].quoted.endswith("With")
    assert row(sheet, 4).remarks == ()


def test_a_comment_on_deleted_text_quotes_what_was_there():
    sheet = Sheet()
    sheet.add_comments((1, "Must go", BY_NINO))
    sheet.retype(4, start(1), deleted("With respect"), end(1))

    assert row(sheet, 4).remarks[0].quoted == "With respect"


def test_a_comment_at_a_point_quotes_nothing():
    sheet = Sheet()
    sheet.add_comments((1, "Here?", BY_NINO))
    sheet.retype(4, run("With"), '<w:r><w:commentReference w:id="1"/></w:r>', run(" respect"))

    assert [(each.text, each.quoted) for each in row(sheet, 4).remarks] == [("Here?", "")]
    assert proposed(sheet) == []


def test_an_answer_knows_what_it_answers():
    sheet = Sheet()
    sheet.add_comments((1, "Which?", BY_NINO), (2, "This one.", BY_ARAM))
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    sheet.parts["word/commentsExtended.xml"] = (
        f'<w15:commentsEx {w15}><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        f'<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>'
    ).encode()
    sheet.retype(4, start(1), start(2), run("With respect"), end(1), end(2))

    remarks = row(sheet, 4).remarks

    assert [(each.author, each.answers) for each in remarks] == [("Nino", None), ("Aram", 0)]


def test_a_comment_outside_the_rows_is_kept_apart():
    sheet = Sheet()
    sheet.add_comments((1, "On the whole", BY_NINO), (2, "Lost", 'w:author="" w:date="soon"'))
    title = sheet.tree[0].find(qn("w:p"))
    title.extend(xml(start(1) + end(1)))

    assert returned(sheet).remarks == (
        Remark("Nino", EDIT_OF_NINO.at, "On the whole", ""),
        Remark("", None, "Lost", ""),
    )


# --- right to left, other programs, other files ------------------------------------------------


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

    read = read_review(saved)

    assert (read.slug, read.revision, read.language) == ("open-river", 7, language)
    assert [each.accepted for each in read.rows] == WORDINGS
    assert list(proposals(read, numbered(*WORDINGS))) == []


@pytest.mark.office
def test_libreoffice_keeps_changes_and_comments(tmp_path):
    sheet = Sheet()
    sheet.add_comments((1, "Which one?", BY_NINO))
    sheet.retype(
        1, run("Keep "), start(1), run("the river"), end(1), deleted(" open"), inserted("!")
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

    read = read_review(office.converted(sheet.close(), tmp_path, "docx"))

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

    read = read_review(target.read_bytes())

    assert [each.number for each in read.rows] == [1, 2, 3, 4]
    assert list(proposals(read, numbered(*WORDINGS))) == []


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda s: s.table.getparent().remove(s.table), Trouble.NOT_A_REVIEW),
        (lambda s: s.parts.update({"word/vbaProject.bin": b"x"}), Trouble.UNSAFE),
        (lambda s: s.parts.update({"word/comments.xml": b"<!DOCTYPE x><w/>"}), Trouble.UNSAFE),
        (
            lambda s: s.parts.update({"word/comments.xml": "<!DOCTYPE x><w/>".encode("utf-16")}),
            Trouble.UNSAFE,
        ),
        (lambda s: s.parts.update({"word/comments.xml": b"<w>"}), Trouble.BROKEN),
        (lambda s: s.parts.update({"x.xml": b" " * 9_000_000}), Trouble.UNSAFE),
        (lambda s: s.parts.update({f"{n}.xml": b"" for n in range(300)}), Trouble.UNSAFE),
    ],
)
def test_a_harmful_or_foreign_file_is_refused(change, trouble):
    sheet = Sheet()
    change(sheet)

    with pytest.raises(Unreadable) as refused:
        returned(sheet)

    assert refused.value.trouble is trouble


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.BROKEN),
        (b"PK\x03\x04 no", Trouble.BROKEN),
        (b"x" * 20_000_001, Trouble.TOO_LARGE),
    ],
)
def test_what_is_no_zip_is_refused(data, trouble):
    with pytest.raises(Unreadable) as refused:
        read_review(data)

    assert refused.value.trouble is trouble


def test_a_deep_file_does_not_break_the_reader():
    sheet = Sheet()
    deep = "<w:smartTag>" * 230 + run("Keep") + "</w:smartTag>" * 230
    sheet.retype(1, deep)

    assert row(sheet, 1).accepted == "Keep"


def test_a_text_without_end_is_refused():
    sheet = Sheet()
    letters = Random(1).choices("abcdefghijklmnopqrstuvwxyz ", k=410_000)
    sheet.retype(1, run("".join(letters)))

    with pytest.raises(Unreadable) as refused:
        returned(sheet)

    assert refused.value.trouble is Trouble.TOO_LARGE
