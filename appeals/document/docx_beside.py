"""Two language versions side by side in Word: a table whose heading row comes again."""

from collections.abc import Iterator, Sequence
from html import escape

from appeals import languages
from appeals.document.beside import Piece, rows
from appeals.document.docx_file import DocxFile
from appeals.document.docx_numbering import Numbering
from appeals.document.docx_pictures import Pictures
from appeals.document.docx_runs import Runs, paragraph_opening
from appeals.document.docx_text import STYLES, heading_style
from appeals.document.inline import with_addresses
from appeals.document.markup import printable
from appeals.document.tree import BlockKind, Document, Span, letterheads

_WHOLE = frozenset({BlockKind.NUMBERED_ITEM, BlockKind.BULLETED_ITEM, BlockKind.HEADING})
_NONE = Piece(BlockKind.PARAGRAPH, ())
_PROPERTIES = (
    '<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:left w:w="110" w:type="dxa"/><w:right w:w="110" w:type="dxa"/>'
    '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{title}"/></w:tblPr>'
)


def beside(documents: Sequence[Document], file: DocxFile) -> Iterator[str]:
    """Yield the table of two documents piece by piece, what is of both above and below it."""
    left, right = documents
    for language, letterhead in letterheads(documents):
        yield from Pictures(file, language).letterhead(letterhead)
    title = escape(printable(left.title))
    width = file.text_width // 2
    grid = f'<w:gridCol w:w="{width}"/>' * 2
    yield f"<w:tbl>{_PROPERTIES.format(width=2 * width, title=title)}<w:tblGrid>{grid}</w:tblGrid>"
    columns = [_Column(document, file, width) for document in (left, right)]
    heads = "".join(column.cell(column.head()) for column in columns)
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    for one, other in rows(left, right):
        cells = (
            column.cell(column.set(piece))
            for column, piece in zip(columns, (one, other), strict=True)
        )
        # A name is not parted by the end of a page; a long paragraph of the text may be.
        whole = (one or other or _NONE).kind in _WHOLE
        properties = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
        yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"
    # Word wants a paragraph behind a table.
    yield f"</w:tbl>{paragraph_opening(STYLES[BlockKind.NOTE], left.language)}</w:p>"
    yield from Pictures(file, left.language).logos(left.logos)


class _Column:
    """One language of the table, with the numbering of each of its lists."""

    def __init__(self, document: Document, file: DocxFile, width: int) -> None:
        self._width = width
        self._runs = Runs(document.language, file.footnotes)
        self._numbering = _Numbers(document, file.numbering)

    def head(self) -> str:
        language = self._runs.language
        name = self._runs.run(Span(languages.own_name(language)))
        return f"{paragraph_opening('Label', language)}{name}</w:p>"

    def cell(self, content: str) -> str:
        width = f'<w:tcPr><w:tcW w:w="{self._width}" w:type="dxa"/></w:tcPr>'
        return f"<w:tc>{width}{content}</w:tc>"

    def set(self, piece: Piece | None) -> str:
        language = self._runs.language
        if piece is None:
            return f"{paragraph_opening('BodyText', language)}</w:p>"
        style = heading_style(piece.level) if piece.level > 1 else STYLES[piece.kind]
        opening = paragraph_opening(style, language, numbering=self._numbering.of(piece))
        return f"{opening}{self._runs.of(with_addresses(piece.spans))}</w:p>"


class _Numbers:
    """Gives every list one numbering, which counts on from row to row."""

    def __init__(self, document: Document, numbering: Numbering) -> None:
        self._direction = document.direction
        numbers = (entry.number for roll in document.rolls for entry in roll.entries)
        self._largest = max(numbers, default=1)
        self._numbering = numbering
        self._place: tuple[BlockKind, int] | None = None
        self._list_id = self._number_id = self._due = 0

    def of(self, piece: Piece) -> int | None:
        if piece.kind not in {BlockKind.NUMBERED_ITEM, BlockKind.BULLETED_ITEM}:
            return None
        if (piece.kind, piece.place) != self._place:
            self._place = piece.kind, piece.place
            self._list_id = self._new_list(piece.kind)
            self._number_id = self._numbering.add_stretch(self._list_id, start=piece.number)
        elif piece.number != self._due and piece.kind is BlockKind.NUMBERED_ITEM:
            self._number_id = self._numbering.add_stretch(self._list_id, start=piece.number)
        self._due = piece.number + 1
        return self._number_id

    def _new_list(self, kind: BlockKind) -> int:
        if kind is BlockKind.NUMBERED_ITEM:
            return self._numbering.add_numbered_list(
                largest=self._largest, direction=self._direction
            )
        return self._numbering.add_bulleted_list()
