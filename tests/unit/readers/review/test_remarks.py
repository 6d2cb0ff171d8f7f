"""Comments in a returned file, each with its segment and its passage."""

from docx.oxml.ns import qn

from appeals.readers.review import Remark
from tests.unit.readers.review.copies import (
    BY_ARAM,
    BY_NINO,
    EDIT_OF_NINO,
    Sheet,
    comment_ends,
    comment_starts,
    deleted,
    inserted,
    proposed,
    returned,
    row,
    run,
    xml,
)


def test_a_comment_belongs_to_its_segment_and_quotes_its_passage():
    sheet = Sheet()
    sheet.add_comments((1, "Which one?", BY_NINO))
    sheet.retype(
        1,
        run("Keep "),
        comment_starts(1),
        run("the "),
        inserted("great "),
        run("river"),
        comment_ends(1),
        run(" open"),
    )

    assert row(sheet, 1).remarks == (
        Remark("Nino", EDIT_OF_NINO.at, "Which one?", "the great river"),
    )


def test_comments_may_overlap_and_reach_over_paragraphs_and_rows():
    sheet = Sheet()
    sheet.add_comments((1, "One", BY_NINO), (2, "Two", BY_ARAM), (3, "Three", BY_NINO))
    sheet.retype(
        1,
        comment_starts(1),
        run("Keep "),
        comment_starts(2),
        run("the"),
        comment_ends(1),
        run(" river"),
        comment_starts(3),
    )
    sheet.paragraph(1).addnext(xml(f"<w:p>{run('open')}{comment_ends(2)}</w:p>")[0])
    sheet.retype(4, run("With"), comment_ends(3), run(" respect"))

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
    sheet.retype(4, comment_starts(1), deleted("With respect"), comment_ends(1))

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
    sheet.retype(
        4,
        comment_starts(1),
        comment_starts(2),
        run("With respect"),
        comment_ends(1),
        comment_ends(2),
    )

    remarks = row(sheet, 4).remarks

    assert [(each.author, each.answers) for each in remarks] == [("Nino", None), ("Aram", 0)]


def test_a_comment_outside_the_rows_is_kept_apart():
    sheet = Sheet()
    sheet.add_comments((1, "On the whole", BY_NINO), (2, "Lost", 'w:author="" w:date="soon"'))
    title = sheet.tree[0].find(qn("w:p"))
    title.extend(xml(comment_starts(1) + comment_ends(1)))

    assert returned(sheet).remarks == (
        Remark("Nino", EDIT_OF_NINO.at, "On the whole", ""),
        Remark("", None, "Lost", ""),
    )
