"""Two revisions in a Word file: accepting the changes gives the one, rejecting them the other."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from appeals.document.docx import write_docx
from appeals.document.docx_redline import write_redline
from appeals.document.redline import Comparison, Fate
from appeals.document.tree import Document
from appeals.drafting.text import blocks
from appeals.drafting.tracked import passages
from tests.unit.document import office
from tests.unit.document.settling import accepted, rejected, untracked

AT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def segment(name, text, kind="paragraph", language="en"):
    return {"id": name, "kind": kind, "wordings": {language: text}}


def compared(old, new, language="en"):
    file = BytesIO()
    found = tuple(passages(old, new, language))
    comparison = Comparison(
        language, "Open the river", found, "Revision 2", AT, introduction="Moved and changed:"
    )
    write_redline(comparison, file)
    return file.getvalue()


def printed(segments, language="en"):
    file = BytesIO()
    write_docx([Document(language, blocks(segments, language, {}))], file)
    return [paragraph for paragraph in untracked(file.getvalue()) if paragraph[1]]


def written(paragraphs):
    """Without the empty paragraph that stays where the last one goes."""
    return [paragraph for paragraph in paragraphs if paragraph[1]]


def fates(old, new):
    return [(passage.fate.value, passage.kind.value) for passage in passages(old, new, "en")]


OLD = [
    segment("1", "Open the river", "title"),
    segment("2", "We ask for **clean** water[^1].\n\n[^1]: As in the report."),
    segment("3", "Close the plant.", "numbered_item"),
    segment("4", "Pay for the damage.", "numbered_item"),
    segment("10", "Ask the people.", "numbered_item"),
    segment("5", "A paragraph that goes."),
    segment("6", "Look at [our site](https://example.org).", "paragraph"),
    segment("7", "It has long been so."),
    segment("8", "With respect", "closing"),
]
NEW = [
    segment("1", "Open the river now", "title"),
    segment("7", "It has long been like that."),
    segment("9", "A heading that comes", "heading"),
    segment(
        "2", "We ask for *clean* water[^1] and[^2] air.\n\n[^1]: As in our report.\n[^2]: New."
    ),
    segment("4", "Pay for the damage.", "numbered_item"),
    segment("10", "Ask the people.", "numbered_item"),
    segment("3", "Close the plant.", "numbered_item"),
    segment("6", "Look at [our site](https://example.org/en).", "quotation"),
    segment("8", "With great respect", "closing"),
]


def test_accepting_gives_the_later_text_and_rejecting_the_earlier():
    file = compared(OLD, NEW)

    assert written(accepted(file)) == printed(NEW)
    assert written(rejected(file)) == printed(OLD)


def test_each_segment_has_its_fate():
    assert fates(OLD, NEW) == [
        ("kept", "title"),
        ("added", "paragraph"),
        ("added", "heading"),
        ("kept", "paragraph"),
        ("moved_away", "numbered_item"),
        ("kept", "numbered_item"),
        ("kept", "numbered_item"),
        ("removed", "paragraph"),
        ("moved_here", "numbered_item"),
        ("kept", "quotation"),
        ("removed", "paragraph"),
        ("kept", "closing"),
    ]


def test_only_the_words_that_changed_are_tracked():
    (passage,) = passages([segment("1", "Ten of us ask.")], [segment("1", "Six of us ask.")], "en")

    assert [(s.fate, "".join(span.text for span in s.spans)) for s in passage.stretches] == [
        (Fate.REMOVED, "Ten"),
        (Fate.ADDED, "Six"),
        (Fate.KEPT, " of us ask."),
    ]


def test_a_change_says_who_and_when_and_has_an_id_of_its_own():
    with ZipFile(BytesIO(compared(OLD, NEW))) as parts:
        trees = [
            etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "footnotes")
        ]

    changes = [each for tree in trees for each in tree.iter() if each.get(qn("w:author"))]
    assert {each.get(qn("w:author")) for each in changes} == {"Revision 2"}
    assert {each.get(qn("w:date")) for each in changes} == {"2026-11-20T12:30:00Z"}
    ids = [each.get(qn("w:id")) for each in changes]
    assert len(ids) == len(set(ids)) > 20


def test_a_move_is_tracked_as_one():
    with ZipFile(BytesIO(compared(OLD, NEW))) as parts:
        tree = etree.fromstring(parts.read("word/document.xml"))

    names = [
        [each.get(qn("w:name")) for each in tree.iter(qn(f"w:{tag}RangeStart"))]
        for tag in ("moveFrom", "moveTo")
    ]
    assert names == [["move_3"], ["move_3"]]
    ends = [len(list(tree.iter(qn(f"w:{tag}RangeEnd")))) for tag in ("moveFrom", "moveTo")]
    assert ends == [1, 1]


def test_what_was_moved_and_changed_is_told_in_a_comment():
    with ZipFile(BytesIO(compared(OLD, NEW))) as parts:
        (comment,) = etree.fromstring(parts.read("word/comments.xml"))

    first, second = ("".join(p.itertext()) for p in comment.iter(qn("w:p")))
    assert first == "Moved and changed:"
    assert second == "It has long been solike that."
    struck = [r for r in comment.iter(qn("w:r")) if r.find(f".//{qn('w:strike')}") is not None]
    assert ["".join(run.itertext()) for run in struck] == ["so"]


def test_a_comparison_without_changes_tracks_nothing():
    with ZipFile(BytesIO(compared(OLD, OLD))) as parts:
        document = parts.read("word/document.xml")
        assert "word/comments.xml" not in parts.namelist()

    assert b"w:author" not in document


def test_what_has_gone_does_not_part_a_list():
    tree = docx.Document(BytesIO(compared(OLD, NEW))).element

    items = [p for p in tree.iter(qn("w:p")) if p.pPr is not None and p.pPr.numPr is not None]
    gone, *present = [item.pPr.numPr.numId.val for item in items]
    assert len(present) == 3
    assert len(set(present)) == 1
    assert gone not in present


def test_arabic_runs_from_right_to_left():
    old = [segment("1", "نطلب الماء", language="ar"), segment("2", "حالا", language="ar")]
    new = [segment("1", "نطلب الهواء", "heading", "ar"), segment("3", "اليوم", language="ar")]

    with ZipFile(BytesIO(compared(old, new, "ar"))) as parts:
        tree = etree.fromstring(parts.read("word/document.xml"))

    properties = [each for each in tree.iter(qn("w:pPr")) if each.find(qn("w:pStyle")) is not None]
    assert len(properties) == 4
    assert all(each.find(qn("w:bidi")) is not None for each in properties)
    runs = list(tree.iter(qn("w:r")))
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in runs)
    assert {run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) for run in runs} == {"ar"}


def test_the_file_says_nothing_else_about_who_made_it():
    file = compared(OLD, NEW)

    properties = docx.Document(BytesIO(file)).core_properties
    assert (properties.title, properties.language) == ("Open the river", "en")
    assert (properties.author, properties.last_modified_by) == ("", "")
    with ZipFile(BytesIO(file)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        relations = b"".join(parts.read(n) for n in parts.namelist() if n.endswith(".rels"))
    assert b"External" not in relations


WORDINGS = st.lists(
    st.sampled_from(
        ["the", "river", " ", " ", "*now*", "**it**", "\n", ".", "[a](https://b.org)", "[^1]", "&"]
    ),
    min_size=1,
    max_size=8,
).map(lambda words: ("".join(words) + "\n\n[^1]: A note.").strip())
KINDS = st.sampled_from(["title", "paragraph", "heading", "numbered_item", "bulleted_item"])


@st.composite
def texts(draw):
    ids = draw(st.lists(st.sampled_from("123456"), unique=True, max_size=6))
    return [segment(name, draw(WORDINGS), draw(KINDS)) for name in ids]


@settings(max_examples=150, deadline=None)
@given(texts(), texts())
def test_any_two_texts_can_be_had_from_the_file(old, new):
    file = compared(old, new)

    assert written(accepted(file)) == printed(new)
    assert written(rejected(file)) == printed(old)


@pytest.mark.office
def test_libreoffice_accepts_and_rejects_the_changes(tmp_path):
    file = compared(OLD, NEW)

    kept = office.settled(file, tmp_path, "AcceptAllTrackedChanges")
    undone = office.settled(file, tmp_path, "RejectAllTrackedChanges")

    assert [text for _style, text in written(untracked(kept))] == [t for _s, t in printed(NEW)]
    assert [text for _style, text in written(untracked(undone))] == [t for _s, t in printed(OLD)]
