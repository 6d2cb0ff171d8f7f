"""The text of an OpenDocument file, from the title to the last signatory."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count

from appeals import languages
from appeals.document.beside import Piece, rows
from appeals.document.inline import with_addresses
from appeals.document.markup import marked_up, printable
from appeals.document.odt_styles import STYLES, LanguageStyles
from appeals.document.picture_sizes import LETTERHEAD, LOGO, fitted
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Letterhead,
    Note,
    Picture,
    Roll,
    Span,
    at_foot,
    letterheads,
    runs,
)

_CONTROLS = {"\n": "<text:line-break/>", "\t": "<text:tab/>"}
# Blanks that OpenDocument would take for one, or for none.
_BLANKS = re.compile(r"^ +| +$|(?<= ) +", re.MULTILINE)
_LISTS = {BlockKind.NUMBERED_ITEM: "Numbered", BlockKind.BULLETED_ITEM: "Bulleted"}


class Writer:
    """Writes in one language; footnotes take their numbers from `numbers`."""

    def __init__(self, language: str, numbers: Iterator[int], *, columns: int = 1) -> None:
        self.styles = LanguageStyles(language)
        self._direction = languages.direction(language)
        self._numbers = numbers
        self._columns = columns

    def document(self, document: Document, *, new_page: bool = False) -> Iterator[str]:
        """Yield the text piece by piece; a long list is one piece."""
        first = new_page
        if document.letterhead:
            yield self.letterhead(document.letterhead, new_page=first)
            first = False
        for kind, group in runs(document.before_rolls):
            yield from self._blocks(kind, group, new_page=first)
            first = False
        for place, roll in enumerate(document.rolls):
            if roll.heading:
                yield self.paragraph(Piece(BlockKind.HEADING, roll.heading, level=roll.level))
            if roll.entries:
                listed = self._list(roll)
                # Columns are balanced, which would part a single name in two.
                alone = self._columns == 1 or len(roll.entries) == 1
                name = f"{document.language}-{place}"
                yield listed if alone else self._in_columns(listed, name)
            for remark in roll.remarks:
                yield self.paragraph(Piece(BlockKind.NOTE, remark))
            yield self.logos(roll.logos)
        for kind, group in runs(document.after_rolls):
            yield from self._blocks(kind, group)

    def colophon(self, document: Document) -> Iterator[str]:
        """What ends the text where it does not stand at the foot of every page."""
        if document.colophon:
            yield self.paragraph(Piece(BlockKind.NOTE, document.colophon))

    def paragraph(self, piece: Piece, *, new_page: bool = False) -> str:
        """One block of its own, a heading among the headings of the file."""
        if piece.level:
            name = "Heading_20_2" if piece.level > 2 else STYLES[piece.kind]
            level = max(1, piece.level - 1)
            opening = f'text:h text:outline-level="{level}"'
        else:
            name, opening = STYLES[piece.kind], "text:p"
        style = self.styles.paragraph(name, page=new_page)
        return (
            f'<{opening} text:style-name="{style}">{self.spans(piece.spans)}</{opening.split()[0]}>'
        )

    def item(self, piece: Piece) -> str:
        """One item as a list of its own, under its number."""
        entry = self._item(piece.kind, self.spans(piece.spans), piece.number)
        return f"{self._list_opening(piece.kind)}{entry}</text:list>"

    def named(self, style: str, content: str, *, new_page: bool = False) -> str:
        name = self.styles.paragraph(style, page=new_page)
        return f'<text:p text:style-name="{name}">{content}</text:p>'

    def letterhead(self, letterhead: Letterhead, *, new_page: bool = False) -> str:
        logo, lines = "", "".join(f"\n{line}" for line in letterhead.lines)
        if letterhead.logo:
            logo = self.named(
                "Letterhead", _picture(letterhead.logo, LETTERHEAD), new_page=new_page
            )
        text = self.spans((Span(letterhead.name, strong=True), Span(lines)))
        return logo + self.named("Letterhead_20_End", text, new_page=new_page and not logo)

    def logos(self, logos: Sequence[Picture]) -> str:
        if not logos:
            return ""
        blank = '<text:s text:c="3"/>'
        return self.named("Logos", blank.join(_picture(logo, LOGO) for logo in logos))

    def spans(self, spans: Iterable[Span]) -> str:
        return "".join(map(self._span, with_addresses(tuple(spans))))

    def _span(self, span: Span) -> str:
        if span.note:
            return self._note(span.note)
        style = self.styles.span(span)
        text = _text(span.text)
        return f'<text:span text:style-name="{style}">{text}</text:span>' if style else text

    def _note(self, note: Note) -> str:
        number = next(self._numbers)
        body = self.named("Footnote", self.spans(note.spans))
        return (
            f'<text:note text:id="note{number}" text:note-class="footnote"><text:note-citation>'
            f"{number}</text:note-citation><text:note-body>{body}</text:note-body></text:note>"
        )

    def _blocks(
        self, kind: BlockKind, blocks: Sequence[Block], *, new_page: bool = False
    ) -> Iterator[str]:
        if kind in _LISTS:
            items = "".join(self._item(kind, self.spans(block.spans)) for block in blocks)
            yield f"{self._list_opening(kind)}{items}</text:list>"
            return
        level = {BlockKind.TITLE: 1, BlockKind.HEADING: 2}.get(kind, 0)
        for place, block in enumerate(blocks):
            piece = Piece(kind, block.spans, level=level)
            yield self.paragraph(piece, new_page=new_page and place == 0)

    def _list(self, roll: Roll) -> str:
        kind = BlockKind.NUMBERED_ITEM if roll.numbered else BlockKind.BULLETED_ITEM
        items, due = [], 1
        for entry in roll.entries:
            number = entry.number if roll.numbered and entry.number != due else None
            items.append(self._item(kind, self._entry(entry), number))
            due = entry.number + 1
        return f"{self._list_opening(kind)}{''.join(items)}</text:list>"

    def _list_opening(self, kind: BlockKind) -> str:
        return f'<text:list text:style-name="{_LISTS[kind]}_{self._direction}">'

    def _entry(self, entry: Entry) -> str:
        is_plain = not (entry.gap or entry.withdrawn)
        return _text(entry.text) if is_plain else self._span(entry.span)

    def _item(self, kind: BlockKind, content: str, number: int | None = None) -> str:
        start = f' text:start-value="{number}"' if number is not None else ""
        return f"<text:list-item{start}>{self.named(STYLES[kind], content)}</text:list-item>"

    def _in_columns(self, content: str, name: str) -> str:
        return (
            f'<text:section text:style-name="Columns" text:name="{name}">{content}</text:section>'
        )


def in_turn(documents: Sequence[Document], columns: int) -> tuple[list[Writer], list[str]]:
    """Write language after language, each beginning a page."""
    numbers = count(1)
    writers = [Writer(each.language, numbers, columns=columns) for each in documents]
    pieces = [
        piece
        for place, (writer, document) in enumerate(zip(writers, documents, strict=True))
        for piece in (
            *writer.document(document, new_page=place > 0),
            *([] if at_foot(documents) else writer.colophon(document)),
        )
    ]
    return writers, pieces


def in_two(documents: Sequence[Document]) -> tuple[list[Writer], list[str]]:
    """Write two documents as a table whose heading row comes again on every page."""
    numbers = count(1)
    writers = [Writer(document.language, numbers) for document in documents]
    heads = "".join(
        _cell(writer.named("Table_20_Heading", _text(languages.own_name(document.language))))
        for writer, document in zip(writers, documents, strict=True)
    )
    pieces = [
        *(
            writers[[each.language for each in documents].index(language)].letterhead(letterhead)
            for language, letterhead in letterheads(documents)
        ),
        '<table:table table:name="Text" table:style-name="Beside">'
        '<table:table-column table:style-name="Half" table:number-columns-repeated="2"/>'
        f"<table:table-header-rows><table:table-row>{heads}</table:table-row>"
        "</table:table-header-rows>",
    ]
    for row in rows(*documents):
        cells = (_cell(_in_cell(writer, piece)) for writer, piece in zip(writers, row, strict=True))
        pieces.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return writers, [*pieces, "</table:table>", writers[0].logos(documents[0].logos)]


def _in_cell(writer: Writer, piece: Piece | None) -> str:
    if piece is None:
        return writer.named("Text_20_body", "")
    return writer.item(piece) if piece.kind in _LISTS else writer.paragraph(piece)


def _cell(content: str) -> str:
    return (
        '<table:table-cell table:style-name="Cell" office:value-type="string">'
        f"{content}</table:table-cell>"
    )


def picture_part(picture: Picture) -> str:
    """Return where in the file a picture is."""
    return f"Pictures/{picture.sha256[:32]}.{picture.extension}"


def _picture(picture: Picture, room: tuple[float, float]) -> str:
    width, height = fitted(picture, room)
    return (
        f'<draw:frame text:anchor-type="as-char" svg:width="{width}mm" svg:height="{height}mm">'
        f'<draw:image xlink:href="{picture_part(picture)}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:title>{escape(printable(picture.text), quote=False)}</svg:title></draw:frame>"
    )


def _text(text: str) -> str:
    marked = marked_up(text, _CONTROLS)
    if "  " in marked or marked[:1] == " " or marked[-1:] == " " or "\n" in text:
        return _BLANKS.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', marked)
    return marked
