"""An OpenDocument text into parts or lines, by way of HTML (OpenDocument 1.3 part 3)."""

from lxml import etree

from appeals.document.tree import BlockKind
from appeals.readers import census, lines, pages
from appeals.readers.archives import WRITER
from appeals.readers.lines import Line
from appeals.readers.odt_styles import Styles
from appeals.readers.odt_text import Writer
from appeals.readers.parts import Part
from appeals.readers.troubles import Trouble, Unreadable


def read(data: bytes) -> list[Part]:
    """Read an ODT after the census has found nothing in it that could do harm."""
    page, notes = _page(data)
    return [*pages.parts_of(page), *(Part(BlockKind.NOTE, note) for note in notes)]


def read_lines(data: bytes) -> list[Line]:
    """Read an ODT into lines, the notes below the text; raises as `read` does."""
    page, notes = _page(data)
    return lines.with_notes(pages.lines_of(page, tabs=True), notes)


def _page(data: bytes) -> tuple[str, list[str]]:
    contents = census.parts_of(data, WRITER)
    try:
        trees = [
            _tree(contents[name]) for name in ("styles.xml", "content.xml") if name in contents
        ]
    except etree.XMLSyntaxError as error:
        raise Unreadable(Trouble.BROKEN) from error
    writer = Writer(Styles(trees))
    page = writer.page(trees[-1])
    notes = [" ".join(part.text for part in pages.parts_of(note)) for note in writer.notes]
    return page, [f"[{number}] {note}" for number, note in enumerate(notes, start=1)]


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(content, parser)
