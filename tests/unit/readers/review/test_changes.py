"""What readers changed in Word, with their changes tracked and without."""

import json

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from appeals.drafting.plain_text import clean
from appeals.readers import review
from appeals.readers.review.transport import plain, restored
from appeals.reviewing.proposed import Suggestion, proposals
from tests.unit.document.documents import texts
from tests.unit.readers.review.copies import (
    ARAM,
    BY_NINO,
    EDIT_OF_ARAM,
    EDIT_OF_NINO,
    NINO,
    WORDINGS,
    Sheet,
    deleted,
    id_of,
    inserted,
    make_copy,
    numbered,
    proposed,
    returned,
    row,
    run,
    written,
    xml,
)


def test_an_untouched_copy_says_what_it_is_and_proposes_nothing():
    read = review.read(written(make_copy(*WORDINGS)))

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

    read = review.read(written(make_copy(*wordings)))

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
    "[^1] in a note\n\n[^1]: [a](https://e.org) *b*",
    "ends with \\",
]


@pytest.mark.parametrize("wording", MARKED)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_links_and_footnotes_survive(wording, language):
    read = review.read(written(make_copy(wording, language=language)))

    assert list(proposals(read, numbered(wording))) == []


def test_the_reference_column_is_not_read():
    copy = make_copy("Да", "", references=["Yes[^1]\n\n[^1]: So.", "No"], reference_language="en")

    read = review.read(written(copy))

    assert [each.accepted for each in read.rows] == ["Да", ""]


def test_what_was_read_can_be_sent_on_as_text():
    sheet = Sheet()
    sheet.retype(1, run("Keep "), inserted("all"), deleted("the"), run(" open"))
    sheet.add_comments((1, "Why?", BY_NINO))
    read = returned(sheet)

    assert restored(json.loads(json.dumps(plain(read)))) == read


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
