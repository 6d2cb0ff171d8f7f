from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from appeals.document.docx import write_docx
from appeals.document.tree import Block, BlockKind, Entry, Note, Span, gap
from tests.unit.document import office
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)


def written(*documents):
    file = BytesIO()
    write_docx(documents, file)
    return file.getvalue()


def read(*documents):
    return docx.Document(BytesIO(written(*documents)))


def of_style(file, name):
    return [p for p in file.paragraphs if p.style.name == name]


def list_ids(paragraphs):
    """For each paragraph the abstract list it belongs to."""
    numbering = paragraphs[0].part.numbering_part.element
    lists = {num.numId: num.abstractNumId.val for num in numbering.num_lst}
    return [lists[p._p.pPr.numPr.numId.val] for p in paragraphs]


def printed_numbers(paragraphs):
    """The number Word shows before each paragraph: a `w:num` counts on from its start."""
    numbering = paragraphs[0].part.numbering_part.element
    due = {
        num.numId: int(num.find(f".//{qn('w:startOverride')}").get(qn("w:val")))
        for num in numbering.num_lst
    }
    shown = []
    for paragraph in paragraphs:
        number_id = paragraph._p.pPr.numPr.numId.val
        shown.append(due[number_id])
        due[number_id] += 1
    return shown


def test_the_parts_of_a_document_have_their_styles():
    contact = make_block(BlockKind.CONTACT, "press@example.org")
    title, paragraph = make_document().blocks

    file = read(make_document(blocks=(title, paragraph, contact)))

    assert [(p.style.name, p.text) for p in file.paragraphs] == [
        ("Title", "Open the library"),
        ("Body Text", "We ask."),
        ("Heading 1", "Signed by"),
        ("List Number", "A"),
        ("List Number", "B"),
        ("Contact", "press@example.org"),
    ]


@pytest.mark.parametrize("kind", BlockKind)
def test_every_kind_of_block_has_a_style_in_the_file(kind):
    paragraph = read(make_document(blocks=(make_block(kind, "Text"),), rolls=())).paragraphs[0]

    assert paragraph.text == "Text"
    # python-docx falls back to Normal for a style the file does not define.
    assert paragraph.style.name != "Normal"


def test_every_list_in_every_language_begins_at_one():
    rolls = (make_roll("A", "B", "C"), make_roll("D", "E"))
    items = make_document(
        blocks=(make_block(BlockKind.NUMBERED_ITEM, "1"), make_block(BlockKind.NUMBERED_ITEM, "2"))
    ).blocks

    file = read(*[make_document(language=tag, blocks=items, rolls=rolls) for tag in ("en", "ru")])

    numbered = of_style(file, "List Number")
    assert printed_numbers(numbered) == [1, 2, 1, 2, 3, 1, 2] * 2
    assert len(set(list_ids(numbered))) == 6


def test_a_number_missing_from_the_list_is_missing_in_the_file():
    entries = tuple(Entry(number, f"Name {number}") for number in (2, 3, 7, 8))

    numbered = of_style(read(make_document(rolls=(make_roll(entries=entries),))), "List Number")

    assert printed_numbers(numbered) == [2, 3, 7, 8]
    assert len(set(list_ids(numbered))) == 1


def test_a_gap_is_highlighted_and_keeps_its_number():
    entries = (Entry(1, "A"), Entry(2, gap("B").text, gap=True), Entry(3, "C"))
    blocks = (Block(BlockKind.PARAGRAPH, (gap(),)),)

    file = read(make_document(blocks=blocks, rolls=(make_roll(entries=entries),)))

    highlighted = [p.text for p in file.paragraphs if p.runs[0].font.highlight_color]
    assert highlighted == ["[…]", "[… B]"]
    assert printed_numbers(of_style(file, "List Number")) == [1, 2, 3]


def test_a_list_without_numbers_has_bullets():
    file = read(make_document(rolls=(make_roll(numbered=False),)))

    assert [p.text for p in of_style(file, "List Bullet")] == ["A", "B"]


def test_every_run_states_its_language():
    blocks = (Block(BlockKind.PARAGRAPH, (Span("a", strong=True), Span("b"), gap())),)
    tags = ("en-GB", "ru", "ar", "zh-Hant")

    with ZipFile(BytesIO(written(*[make_document(language=t, blocks=blocks) for t in tags]))) as z:
        trees = [etree.fromstring(z.read(f"word/{part}.xml")) for part in ("document", "footer1")]

    runs = [run for tree in trees for run in tree.iter(qn("w:r"))]
    stated = [run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) for run in runs]
    assert list(dict.fromkeys(stated)) == list(tags)


def test_right_to_left_languages_run_from_right_to_left():
    arabic, english = (make_document(language=tag) for tag in ("ar", "en"))

    paragraphs = read(english, arabic).paragraphs

    half = len(paragraphs) // 2
    bidirectional = [p._p.pPr.find(qn("w:bidi")) is not None for p in paragraphs]
    assert bidirectional == [False] * half + [True] * half
    assert [p.runs[0].font.rtl for p in paragraphs] == [None] * half + [True] * half


def test_each_language_begins_a_page():
    paragraphs = read(make_document(), make_document(), make_document()).paragraphs

    third = len(paragraphs) // 3
    starts = [i for i, p in enumerate(paragraphs) if p.paragraph_format.page_break_before]
    assert starts == [third, 2 * third]


def test_title_and_headings_make_the_outline():
    file = read(make_document())

    levels = {
        style.name: style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
        for style in file.styles
        if style.element.find(f".//{qn('w:outlineLvl')}") is not None
    }
    assert levels == {"Title": "0", "Heading 1": "0", "Heading 2": "1"}
    assert len(file.styles) < 24


def test_the_same_documents_give_the_same_bytes():
    assert written(make_document()) == written(make_document())


def test_p56_the_file_says_nothing_about_who_made_it():
    file = written(make_document(language="en"), make_document(language="ru"))

    properties = docx.Document(BytesIO(file)).core_properties
    assert (properties.title, properties.language) == ("Open the library", "en, ru")
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.created, properties.modified) == (None, None)
    with ZipFile(BytesIO(file)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert not any(b"python" in parts.read(name) for name in parts.namelist())


def test_p56_the_file_holds_only_its_own_parts():
    blocks = (Block(BlockKind.PARAGRAPH, (Span("site", link="https://example.org"),)),)

    with ZipFile(BytesIO(written(make_document(blocks=blocks)))) as parts:
        names = sorted(parts.namelist())
        relations = b"".join(parts.read(name) for name in names if name.endswith(".rels"))

    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert b"External" not in relations


@pytest.mark.parametrize(
    ("spans", "printed"),
    [
        ([Span("our site", link="https://example.org")], "our site (https://example.org)"),
        ([Span("https://example.org", link="https://example.org")], "https://example.org"),
        ([Span("a@b.org", link="mailto:a@b.org")], "a@b.org"),
        (
            [Span("our ", link="https://b.org"), Span("site", strong=True, link="https://b.org")],
            "our site (https://b.org)",
        ),
    ],
)
def test_a_link_is_printed_with_its_address(spans, printed):
    block = Block(BlockKind.PARAGRAPH, tuple(spans))

    assert read(make_document(blocks=(block,))).paragraphs[0].text == printed


def test_pages_are_numbered():
    footer = read(make_document()).sections[0].footer

    fields = [field.text.strip() for field in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[0].text == "1 / 1"


def test_a_long_title_is_cut_only_in_the_properties():
    title = "Open the library " * 30
    file = read(make_document(blocks=(make_block(BlockKind.TITLE, title),)))

    assert file.paragraphs[0].text == title
    assert len(file.core_properties.title) == 255


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ("<w:p/> & ]]>", "<w:p/> & ]]>"),
        ("One\r\nTwo\x0bThree", "One\nTwo\nThree"),
        ("a\x00b\x1bc\ud800d\uffff", "abcd"),
        ("\u200fשלום\u200e (IPPL)", "\u200fשלום\u200e (IPPL)"),
    ],
)
def test_a_hostile_name_is_only_text(name, printed):
    file = read(
        make_document(blocks=(make_block(BlockKind.TITLE, name),), rolls=(make_roll(name, "B"),))
    )

    assert [p.text for p in file.paragraphs] == [printed, "Signed by", printed, "B"]


@settings(max_examples=50, deadline=None)
@given(texts, texts)
def test_text_reads_back_as_it_was_given(text, name):
    file = read(make_document(blocks=(make_block(text=text),), rolls=(make_roll(name),)))

    assert [p.text for p in file.paragraphs] == [text, "Signed by", name]


def test_an_empty_publication_is_still_a_file():
    assert read(make_document(blocks=(), rolls=())).paragraphs == []
    assert of_style(read(make_document(rolls=(make_roll(entries=()),))), "List Number") == []


def footnotes_of(file):
    """The texts of the footnotes in a file by id, the dividing lines left out."""
    with ZipFile(BytesIO(file)) as parts:
        tree = etree.fromstring(parts.read("word/footnotes.xml"))
    return {
        note.get(qn("w:id")): "".join(text.text for text in note.iter(qn("w:t")))
        for note in tree
        if note.get(qn("w:type")) is None
    }


def test_footnotes_are_real_ones():
    blocks = (make_noted("First.", "Second."), make_noted("A\nB"))

    file = written(make_document(blocks=blocks), make_document(language="ru", blocks=blocks[:1]))

    document = docx.Document(BytesIO(file))
    marks = [mark.get(qn("w:id")) for mark in document.element.iter(qn("w:footnoteReference"))]
    texts_of = footnotes_of(file)
    assert marks == list(texts_of) == ["1", "2", "3", "4", "5"]
    assert list(texts_of.values()) == [" First.", " Second.", " AB", " First.", " Second."]
    assert document.paragraphs[0].text == "We ask."
    known = {style.name for style in document.styles}
    assert known >= {"footnote text", "footnote reference"}
    settings = document.settings.element
    assert [each.tag for each in settings] == [qn("w:footnotePr"), qn("w:compat")]


def test_footnotes_state_their_language_and_direction():
    block = Block(
        BlockKind.PARAGRAPH,
        (Span("a"), Span("", note=Note("1", (Span("b", strong=True), Span("c"))))),
    )

    with ZipFile(BytesIO(written(make_document(language="ar", blocks=(block,))))) as parts:
        tree = etree.fromstring(parts.read("word/footnotes.xml"))

    runs = [run for run in tree.iter(qn("w:r")) if run.find(qn("w:rPr")) is not None]
    assert len(runs) == 4
    for run in runs:
        assert run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) == "ar"
        assert run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for p in tree.iter(qn("w:p")))


def test_a_file_without_footnotes_has_no_part_for_them():
    with ZipFile(BytesIO(written(make_document()))) as parts:
        assert "word/footnotes.xml" not in parts.namelist()


def test_a_gap_in_another_language_says_so():
    spans = (Span("عدد الموقعين", gap=True, language="ar"),)

    run = read(make_document(blocks=(Block(BlockKind.PARAGRAPH, spans),))).paragraphs[0].runs[0]

    assert run.font.rtl
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "ar"


@pytest.mark.office
def test_libreoffice_shows_the_numbers_we_mean(tmp_path):
    entries = tuple(Entry(number, f"Name {number}") for number in (1, 2, 5))
    documents = [
        make_document(language=tag, rolls=(make_roll(entries=entries), make_roll("Supporter")))
        for tag in ("en", "ru", "ar")
    ]

    lines = office.as_text(written(*documents), tmp_path)

    language = ["Open the library", "We ask.", "Signed by", "1. Name 1", "2. Name 2", "5. Name 5"]
    assert lines == [*language, "Signed by", "1. Supporter"] * 3


@pytest.mark.office
def test_libreoffice_keeps_the_footnotes(tmp_path):
    blocks = (make_noted("First.", "Second."), make_noted("Third."))
    file = written(*[make_document(language=tag, blocks=blocks) for tag in ("en", "ar")])

    saved = office.converted(file, tmp_path, "docx")

    notes = [note.strip() for note in footnotes_of(saved).values()]
    assert notes == ["First.", "Second.", "Third."] * 2
    marks = docx.Document(BytesIO(saved)).element.iter(qn("w:footnoteReference"))
    assert len(list(marks)) == 6


@pytest.mark.office
def test_pandoc_reads_the_footnotes(tmp_path):
    file = written(make_document(blocks=(make_noted("First.", "Second."),)))

    read = office.as_markdown(file, tmp_path)

    assert "We ask[^1][^2]." in read
    assert "[^1]: First.\n\n[^2]: Second." in read


def test_what_was_withdrawn_is_struck_through_under_its_number():
    entries = (Entry(1, "A"), Entry(2, "B", withdrawn=True), Entry(3, "C"))

    file = read(make_document(rolls=(make_roll(entries=entries),)))

    listed = of_style(file, "List Number")
    assert printed_numbers(listed) == [1, 2, 3]
    assert [each.runs[0].font.strike for each in listed] == [None, True, None]
