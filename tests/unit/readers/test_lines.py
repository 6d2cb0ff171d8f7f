"""Files of all formats become lines, each with its number and what its format says of it."""

import pytest

from appeals.readers import docx, html, markdown, odt, text
from appeals.readers.troubles import Unreadable
from tests.unit.readers.files import word_file
from tests.unit.readers.open_documents import odt_file

LISTS = """<text:list-style style:name="L1"><text:list-level-style-number text:level="1"
 style:num-format="1"/></text:list-style><style:style style:name="B" style:family="text">
 <style:text-properties fo:font-weight="bold"/></style:style>"""


def shown(lines):
    return [(line.kind.value, line.text) for line in lines]


def test_plain_text_keeps_its_lines_blanks_included():
    lines = text.read_lines("Плотина \r\n\r\n 1. Река\n".encode("cp1251"))

    assert [(line.number, line.text) for line in lines] == [
        *((1, "Плотина "), (2, ""), (3, " 1. Река"), (4, ""))
    ]


def test_a_page_becomes_lines_with_empty_ones_between_paragraphs():
    page = """<nav>Home</nav><h1>Open the river</h1><p>We <b>ask</b><br>the city.</p>
    <ol start=7><li>River Watch<li value=9>Lake Watch</ol>
    <table><tr><td>River<td>Germany<tr><td>Lake<td></table>"""

    assert shown(html.read_lines(page.encode())) == [
        ("furniture", "Home"),
        ("text", ""),
        ("title", "Open the river"),
        ("text", ""),
        ("text", "We ask"),
        ("text", "the city."),
        ("text", ""),
        ("numbered", "River Watch"),
        ("numbered", "Lake Watch"),
        ("text", ""),
        ("row", "River\tGermany"),
        ("row", "Lake\t"),
    ]
    lines = html.read_lines(page.encode())
    assert [line.counted for line in lines if line.counted] == [7, 9]
    assert lines[4].markup == "We **ask**"
    assert lines[-1].cells == ("Lake", "")


def test_a_word_file_becomes_lines_with_its_tabs_and_rows():
    def fill(document):
        document.add_heading("Open the river", 0)
        document.add_paragraph("We ask\nthe city.")
        document.add_paragraph("River Watch", style="List Number")
        document.add_paragraph("Lake Watch\tFrance")
        for number, cell in enumerate(document.add_table(1, 2)._cells):
            cell.text = f"cell {number}"

    assert shown(docx.read_lines(word_file(fill))) == [
        ("title", "Open the river"),
        ("text", ""),
        ("text", "We ask"),
        ("text", "the city."),
        ("text", ""),
        ("numbered", "River Watch"),
        ("text", ""),
        ("text", "Lake Watch\tFrance"),
        ("text", ""),
        ("row", "cell 0\tcell 1"),
    ]


def test_an_open_document_becomes_lines_with_notes_below():
    body = """<text:h text:outline-level="1">Open the river</text:h>
    <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
    <text:p>We <text:span text:style-name="B">ask</text:span><text:note><text:note-body>
    <text:p>Again.</text:p></text:note-body></text:note><text:line-break/>the city.</text:p>
    <text:list text:style-name="L1"><text:list-item><text:p>River Watch</text:p></text:list-item>
    <text:list-item><text:p>Lake<text:tab/>France</text:p></text:list-item></text:list>
    <table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>
    <table:table-cell><text:p>River</text:p></table:table-cell></table:table-row></table:table>"""

    lines = odt.read_lines(odt_file(body, styles=LISTS))

    assert shown(lines) == [
        ("title", "Open the river"),
        ("text", ""),
        ("text", "We ask[1]"),
        ("text", "the city."),
        ("text", ""),
        ("numbered", "River Watch"),
        ("numbered", "Lake\tFrance"),
        ("text", ""),
        ("row", "1\tRiver"),
        ("text", ""),
        ("note", "[1] Again."),
    ]
    assert [line.number for line in lines] == list(range(1, 12))
    assert lines[2].markup == r"We **ask**[1]"


def test_markdown_becomes_lines_and_its_marks_are_read():
    source = b"---\ntitle: Open\n---\nWe *ask*\nthe city.\n\n- one\n- two\n\n<b>as it stands</b>\n"

    assert shown(markdown.read_lines(source)) == [
        ("title", "Open"),
        ("text", ""),
        ("text", "We ask"),
        ("text", "the city."),
        ("text", ""),
        ("bulleted", "one"),
        ("bulleted", "two"),
        ("text", ""),
        ("text", "<b>as it stands</b>"),
    ]


@pytest.mark.parametrize("broken", [b"<p>a</p>" * 30_000, b"<b>" * 300 + b"We ask"])
def test_a_page_that_would_not_be_read_to_its_end_is_refused(broken):
    with pytest.raises(Unreadable):
        html.read_lines(broken)


def test_fifty_thousand_lines_are_refused_in_every_format():
    paragraphs = "".join(f"<text:p>line {number}</text:p>" for number in range(50_000))
    sources = [(text, b"line\n" * 50_000), (markdown, b"line\n\n" * 50_000)]

    for reader, data in [*sources, (odt, odt_file(paragraphs))]:
        with pytest.raises(Unreadable, match="too_much"):
            reader.read_lines(data)
