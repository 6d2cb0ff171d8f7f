"""A Word file into parts or lines: headings, lists, emphasis, links, notes and tables."""

import re
from io import BytesIO

import mammoth

from appeals.document.tree import BlockKind
from appeals.readers import census, lines, pages
from appeals.readers.lines import Line
from appeals.readers.parts import Part
from appeals.readers.troubles import Trouble, Unreadable

# A title stands above the headings; styles keep their English names in every language of Word.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ol > li:fresh
"""
_NOTES = re.compile(r'<ol><li id="(?:foot|end)note-', re.IGNORECASE)
_NOTE = re.compile(r'<li id="(?:foot|end)note-[^"]*">(.*?)</li>', re.DOTALL)
_BACK = re.compile(r'\s*<a href="#[^"]*">↑</a>')


def read(data: bytes) -> list[Part]:
    """Read a DOCX after the census has found nothing in it that could do harm."""
    body, notes = _parted(_page(data))
    parts = pages.parts_of(body)
    return [*parts, *(Part(BlockKind.NOTE, text) for text in notes)]


def read_lines(data: bytes) -> list[Line]:
    """Read a DOCX into lines, the notes below the text; raises as `read` does."""
    body, notes = _parted(_page(data))
    return lines.with_notes(pages.lines_of(body, tabs=True), notes)


def _page(data: bytes) -> str:
    safe = census.taken(data)
    try:
        page: str = mammoth.convert_to_html(
            BytesIO(safe),
            style_map=_STYLES,
            convert_image=lambda _image: [],
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever a damaged file makes it raise
        raise Unreadable(Trouble.BROKEN) from error
    return page


def _parted(page: str) -> tuple[str, list[str]]:
    """Part the text from its notes, which mammoth sets as a list at the end."""
    start = _NOTES.search(page)
    if start is None:
        return page, []
    notes = []
    for number, match in enumerate(_NOTE.finditer(page, start.start()), 1):
        said = pages.parts_of(_BACK.sub("", match[1]))
        notes.append(f"[{number}] " + " ".join(part.text for part in said))
    return page[: start.start()], notes
