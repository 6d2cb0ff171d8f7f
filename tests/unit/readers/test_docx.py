"""A Word file becomes parts."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from appeals.document.tree import BlockKind
from appeals.readers import docx
from appeals.readers.parts import Part
from tests.unit.readers.files import archive_of, word_file


def kinds_and_texts(data):
    return [(part.kind.value, part.text) for part in docx.read(data)]


def test_headings_lists_and_quotations_keep_their_kind():
    def fill(document):
        document.add_heading("Open the river", 0)
        document.add_paragraph("We, the undersigned, ask:")
        document.add_paragraph("open the dam;", style="List Number")
        document.add_paragraph("publish the figures.", style="List Number")
        document.add_heading("Why now", 1)
        document.add_paragraph("Spring floods.", style="List Bullet")
        document.add_paragraph("Nobody asked us.", style="Quote")

    assert kinds_and_texts(word_file(fill)) == [
        ("title", "Open the river"),
        ("paragraph", "We, the undersigned, ask:"),
        ("numbered_item", "open the dam;"),
        ("numbered_item", "publish the figures."),
        ("heading", "Why now"),
        ("bulleted_item", "Spring floods."),
        ("quotation", "Nobody asked us."),
    ]


def test_a_first_heading_above_all_others_is_the_title():
    def fill(document):
        document.add_paragraph("Joint appeal")
        document.add_heading("Open the river", 1)
        document.add_heading("Why now", 2)

    assert [kind for kind, _text in kinds_and_texts(word_file(fill))] == [
        "paragraph",
        "title",
        "heading",
    ]


def test_emphasis_and_links_become_markdown():
    def fill(document):
        paragraph = document.add_paragraph("We ")
        paragraph.add_run("urge").bold = True
        paragraph.add_run(" the ")
        paragraph.add_run("city").italic = True
        paragraph.add_run(" (")
        _add_link(document, paragraph, "https://example.org/a_b", "our site")
        paragraph.add_run(").")

    assert kinds_and_texts(word_file(fill)) == [
        ("paragraph", "We **urge** the *city* ([our site](https://example.org/a_b)).")
    ]


def test_characters_that_look_like_marks_are_read_back_as_themselves():
    said = "5 * 3, *so*, snake_case, [1](https://example.org) and \\*"

    [part] = docx.read(word_file(lambda document: document.add_paragraph(said)))

    from appeals.document.inline import parse

    assert "".join(span.text for span in parse(part.text)) == said
    assert len(parse(part.text)) == 1


def test_a_table_is_read_cell_by_cell():
    def fill(document):
        table = document.add_table(2, 2)
        for number, cell in enumerate(table._cells):
            cell.text = f"cell {number}"

    assert [text for _kind, text in kinds_and_texts(word_file(fill))] == [
        "cell 0",
        "cell 1",
        "cell 2",
        "cell 3",
    ]


def test_a_line_break_stays_in_its_paragraph():
    data = word_file(lambda document: document.add_paragraph("Oslo,\n20 November"))

    assert kinds_and_texts(data) == [("paragraph", "Oslo,\n20 November")]


def test_footnotes_follow_the_text_as_notes():
    assert docx.read(_with_footnote()) == [
        Part(BlockKind.PARAGRAPH, "The dam is closed[1]."),
        Part(BlockKind.NOTE, "[1] By decree of 3 May."),
    ]


def _add_link(document, paragraph, address, text):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relation = document.part.relate_to(address, kind, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    run.text = text
    link.append(run)
    paragraph._p.append(link)


def _with_footnote():
    """The few parts that a document with a footnote needs."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{relations}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body><w:p><w:r><w:t>The dam is '
        'closed</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r>'
        "</w:p></w:body></w:document>",
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{main}"><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>By decree of 3 May.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    }
    return archive_of({name: content.encode() for name, content in parts.items()})
