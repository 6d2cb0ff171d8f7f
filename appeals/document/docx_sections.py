"""Sections of WordprocessingML: where columns and the side a page begins at change."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from appeals.document.docx_file import DocxFile

_OPENING = "<w:p><w:pPr>"
_CLOSING = "</w:pPr>"
_BETWEEN = 425  # columns, in twentieths of a point
# What stands before `w:type` in a section.
_BEFORE_TYPE = {qn("w:headerReference"), qn("w:footerReference"), qn("w:footnotePr")}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is the same within a section."""

    columns: int = 1
    mirrored: bool = False


def sectioned(pieces: Iterable[tuple[Shape, str]], file: DocxFile) -> Iterator[str]:
    """Yield the paragraphs with a section's end wherever the shape changes.

    A section is described in its last paragraph, the last one at the end of the file.
    """
    page = file.frame.element.body.sectPr
    assert page is not None  # noqa: S101  the template has one
    base = deepcopy(page)
    held: tuple[Shape, str] | None = None
    for piece in pieces:
        if held:
            shape, text = held
            yield text if shape == piece[0] else _ended(text, _section(base, shape))
        held = piece
    if held:
        yield held[1]
        page.getparent().replace(page, _section(base, held[0]))


def _section(base: BaseOxmlElement, shape: Shape) -> BaseOxmlElement:
    section = deepcopy(base)
    continuous = parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>')
    place = sum(child.tag in _BEFORE_TYPE for child in section)
    section.insert(place, continuous)
    columns = section.find(qn("w:cols"))
    if columns is None:  # in a template that was not written by Word
        columns = parse_xml(f"<w:cols {nsdecls('w')}/>")
        section.append(columns)
    columns.set(qn("w:space"), str(_BETWEEN))
    if shape.columns > 1:
        columns.set(qn("w:num"), str(shape.columns))
    if shape.mirrored:
        columns.addnext(parse_xml(f"<w:rtlGutter {nsdecls('w')}/>"))
        columns.addnext(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    return section


def _ended(paragraphs: str, section: BaseOxmlElement) -> str:
    at = paragraphs.index(_CLOSING, paragraphs.rindex(_OPENING))
    return f"{paragraphs[:at]}{etree.tostring(section, encoding='unicode')}{paragraphs[at:]}"
