"""The review copy as a DOCX: a table with one row a segment, and changes being tracked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from appeals import languages
from appeals.document.docx_file import DocxFile
from appeals.document.docx_runs import Runs, language_properties, paragraph_opening
from appeals.document.inline import parse
from appeals.document.review_copy import NAMESPACE, ReviewCopy, ReviewRow, bookmark
from appeals.document.tree import Span

_ITEM = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{{{name}}}"/>'
)
_MARGIN = Mm(20)
_NUMBER, _WORDING = 1700, 7938  # twentieths of a point; together the width of the page
_HEAD, _REFERENCE = "E7E3DA", "F4F2EC"
_LINK = '<w:rPr><w:color w:val="1F4F82"/><w:u w:val="single"/>'
_BEGIN, _SEPARATE, _END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_RULE = 'w:val="single" w:sz="4" w:space="0" w:color="B9B2A4"'
_BORDERS = f"<w:tblBorders><w:top {_RULE}/><w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders>"
_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
)


def write_review(copy: ReviewCopy, target: BinaryIO) -> None:
    tags = [copy.language, *([copy.reference_language] if copy.reference_language else [])]
    file = DocxFile(copy.title, tags)
    section = file.frame.sections[0]
    section.left_margin = section.right_margin = _MARGIN
    file.frame.settings.element.insert(0, parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    _add_map(copy, file)
    file.write(_Writer(copy, file).pieces(), target)


class _Writer:
    def __init__(self, copy: ReviewCopy, file: DocxFile) -> None:
        self._copy = copy
        self._wording = Runs(copy.language, file.footnotes)
        self._reference = Runs(copy.reference_language or copy.language, file.footnotes)
        self._label = Runs(copy.labels.language, file.footnotes)
        self._names = Runs("en", file.footnotes)

    def pieces(self) -> Iterator[str]:
        copy = self._copy
        yield _paragraph("Title", self._wording, Span(copy.title))
        yield _paragraph("BodyText", self._label, Span(copy.labels.instruction))
        yield _paragraph("Note", self._names, Span(copy.origin.line))
        yield f"<w:tbl>{self._properties()}{self._head()}"
        for place, row in enumerate(copy.rows):
            yield self._row(place, row)
        # Word wants a paragraph behind a table; whoever has more to say writes there.
        yield f"</w:tbl>{paragraph_opening('BodyText', copy.language)}</w:p>"

    @property
    def _is_mirrored(self) -> bool:
        return languages.direction(self._copy.language) == "rtl"

    @property
    def _widths(self) -> tuple[int, ...]:
        if self._copy.reference_language is None:
            return (_NUMBER, _WORDING)
        return (_NUMBER, _WORDING // 2, _WORDING // 2)

    def _properties(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        return (
            f"<w:tblPr>{'<w:bidiVisual/>' if self._is_mirrored else ''}"
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/>{_BORDERS}'
            f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _head(self) -> str:
        labels = self._copy.labels
        texts = (labels.number, labels.wording, labels.reference)
        cells = (
            _cell(width, self._labelled(Span(text, strong=True)), _HEAD)
            for width, text in zip(self._widths, texts, strict=False)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, place: int, row: ReviewRow) -> str:
        number = self._labelled(Span(str(row.number), strong=True))
        cells = [number + self._labelled(Span(row.kind)), self._wording_of(place, row)]
        if self._copy.reference_language is not None:
            cells.append(self._reference_of(row))
        row_cells = map(_cell, self._widths, cells, ("", "", _REFERENCE))
        return f"<w:tr>{''.join(row_cells)}</w:tr>"

    def _labelled(self, span: Span) -> str:
        """A label keeps its own direction, and its place beside a text that runs the other way."""
        turned = self._turned(self._label)
        side = '<w:jc w:val="right"/>' if turned else ""
        opening = paragraph_opening("Label", self._label.language, more=turned + side)
        return f"{opening}{self._label.of([span])}</w:p>"

    def _reference_of(self, row: ReviewRow) -> str:
        runs = self._reference
        opening = paragraph_opening("BodyText", runs.language, more=self._turned(runs))
        return f"{opening}{runs.of(_plain(parse(row.reference)))}</w:p>"

    def _turned(self, runs: Runs) -> str:
        # In a mirrored table LibreOffice takes what says nothing of its direction for mirrored.
        ltr = languages.direction(runs.language) == "ltr"
        return '<w:bidi w:val="0"/>' if self._is_mirrored and ltr else ""

    def _wording_of(self, place: int, row: ReviewRow) -> str:
        # What is typed into an empty cell is in the language of the mark that ends it.
        language = language_properties(self._copy.language)
        opening = paragraph_opening(
            "BodyText", self._copy.language, more=f"<w:rPr>{language}</w:rPr>"
        )
        name = bookmark(row.segment_id)
        text = _linked(self._wording, parse(row.wording))
        return (
            f'{opening}<w:bookmarkStart w:id="{place}" w:name="{name}"/>{text}'
            f'<w:bookmarkEnd w:id="{place}"/></w:p>'
        )


def _paragraph(style: str, runs: Runs, *spans: Span) -> str:
    return f"{paragraph_opening(style, runs.language)}{runs.of(spans)}</w:p>"


def _cell(width: int, content: str, shade: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>'
    return f"<w:tc>{properties}{content}</w:tc>"


def _linked(runs: Runs, spans: Sequence[Span]) -> str:
    """Set links as fields: unlike a relationship, a field asks nothing of any other machine."""
    return "".join(
        _field(link, text) if link else text
        for link, group in groupby(spans, key=lambda span: span.link)
        for text in ["".join(_run(runs, span) for span in group)]
    )


def _run(runs: Runs, span: Span) -> str:
    return runs.footnote(_linked(runs, span.note.spans)) if span.note else runs.run(span)


def _field(link: str, text: str) -> str:
    code = f'<w:instrText xml:space="preserve"> HYPERLINK "{escape(link)}" </w:instrText>'
    return f"{_BEGIN}<w:r>{code}</w:r>{_SEPARATE}{text.replace('<w:rPr>', _LINK)}{_END}"


def _plain(spans: Sequence[Span]) -> Iterator[Span]:
    """Footnotes of the text that is only read stand below it, so that they are not counted."""
    yield from (replace(s, text=f"[{s.note.label}]", note=None) if s.note else s for s in spans)
    for note in (span.note for span in spans if span.note):
        yield Span(f"\n[{note.label}] ")
        yield from note.spans


def _add_map(copy: ReviewCopy, file: DocxFile) -> None:
    segments = "".join(
        f'<segment id="{row.segment_id.hex}" number="{row.number}"/>' for row in copy.rows
    )
    item = file.add_part(
        "customXml/item1.xml",
        f'<review xmlns="{NAMESPACE}" appeal="{escape(copy.origin.slug)}" '
        f'revision="{copy.origin.revision}" language="{escape(copy.language)}">'
        f"{segments}</review>".encode(),
        content_type="application/xml",
        relationship=RELATIONSHIP_TYPE.CUSTOM_XML,
    )
    name = str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _ITEM.format(name=name).encode(),
        item.package,
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
