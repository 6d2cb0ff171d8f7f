"""A tree of HTML into blocks: paragraphs, headings, items and rows, with their spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from appeals.document.markup import printable
from appeals.document.tree import BlockKind, Span
from appeals.readers.spans import BREAK, cut, text_of, tidied
from appeals.readers.tags import (
    BLOCKS,
    EMPHASIS,
    FURNITURE,
    HEADINGS,
    ITEMS,
    STRONG,
    holds_data,
    numbered_from,
)

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_BUT_TABS = re.compile(r"[ \r\n\f]+")
_SOFT_HYPHEN = "\u00ad"
_PLAIN = Span("")


@dataclass(frozen=True)
class Block:
    """What a page sets apart; `items` tells lists apart, `counted` is the number of an item."""

    kind: BlockKind
    level: int
    spans: tuple[Span, ...]
    items: int = 0
    counted: int | None = None
    # Of a row of a table, its cells as plain text.
    cells: tuple[str, ...] = ()
    is_furniture: bool = False

    @property
    def text(self) -> str:
        return text_of(self.spans)


@dataclass(frozen=True)
class _Place:
    """Where in the tree we are; `item` tells list items apart, 0 is outside of lists."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    item: int = 0
    items: BlockKind = BlockKind.BULLETED_ITEM
    items_id: int = 0
    counted: int | None = None
    span: Span = _PLAIN
    is_set: bool = False
    is_furniture: bool = False


class Walk:
    """Goes through a tree from tag to tag, however deep, and gathers blocks."""

    def __init__(self, *, rows: bool = False, tabs: bool = False) -> None:
        """With `rows`, tables that hold data become rows; with `tabs`, tabs are kept."""
        self._rows = rows
        self._blanks = _BLANKS_BUT_TABS if tabs else _BLANKS
        self._spans: list[Span] = []
        self._items = 0
        self._lists = 0
        self._counts: dict[int, int] = {}
        self._begun: set[int] = set()

    def blocks(self, tree: html.HtmlElement) -> Iterator[Block]:
        places = [_Place()]
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                yield from self._boundary(tag, places[-1])
                places.append(self._entered(tag, element, places[-1]))
                if self._rows and tag == "table" and holds_data(element):
                    yield from self._table(element, places[-1])
                    walk.skip_subtree()
                else:
                    self._add(element.text, places[-1])
            else:
                yield from self._boundary(tag, places.pop())
                self._add(element.tail, places[-1])
        yield from self._ended(places[-1])

    def _boundary(self, tag: str, place: _Place) -> Iterator[Block]:
        if tag not in BLOCKS and not (self._rows and tag in FURNITURE):
            return
        # Paragraphs inside an item are lines of it; another item or list ends it.
        if not place.item or tag in ("li", "ol", "ul"):
            yield from self._ended(place)
        elif self._spans:
            self._spans.append(Span(BREAK))

    def _entered(self, tag: str, element: html.HtmlElement, place: _Place) -> _Place:
        if tag in EMPHASIS:
            return replace(place, span=replace(place.span, emphasis=True))
        if tag in STRONG:
            return replace(place, span=replace(place.span, strong=True))
        if tag == "a":
            return replace(place, span=replace(place.span, link=element.get("href")))
        if tag == "br":
            self._spans.append(Span(BREAK))
        if tag in ITEMS:
            return self._list_entered(tag, element, place)
        if tag == "li":
            return self._item_entered(element, place)
        if tag == "blockquote":
            return replace(place, kind=BlockKind.QUOTATION)
        if tag in HEADINGS:
            return replace(place, kind=BlockKind.HEADING, level=HEADINGS[tag])
        if tag in FURNITURE:
            return replace(place, is_furniture=True)
        return replace(place, is_set=True) if tag == "pre" else place

    def _list_entered(self, tag: str, element: html.HtmlElement, place: _Place) -> _Place:
        self._lists += 1
        self._counts[self._lists] = numbered_from(element) - 1
        return replace(place, items=ITEMS[tag], items_id=self._lists, item=0)

    def _item_entered(self, element: html.HtmlElement, place: _Place) -> _Place:
        self._items += 1
        number = numbered_from(element, default=self._counts.get(place.items_id, 0) + 1)
        self._counts[place.items_id] = number
        counted = number if place.items is BlockKind.NUMBERED_ITEM else None
        return replace(place, kind=place.items, item=self._items, counted=counted)

    def _table(self, table: html.HtmlElement, place: _Place) -> Iterator[Block]:
        self._lists += 1
        block = Block(BlockKind.PARAGRAPH, 0, (), self._lists, is_furniture=place.is_furniture)
        for row in table.iter("tr"):
            cells = [_text(cell, self._blanks) for cell in row.iterchildren("td", "th")]
            if any(cells):
                spans = (Span("\t".join(" ".join(cell.split()) for cell in cells)),)
                yield replace(block, spans=spans, cells=tuple(cells))

    def _add(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        shown = printable(text).replace(_SOFT_HYPHEN, "")
        shown = shown.replace("\n", BREAK) if place.is_set else self._blanks.sub(" ", shown)
        self._spans.append(replace(place.span, text=shown))

    def _ended(self, place: _Place) -> Iterator[Block]:
        paragraphs = list(cut(tidied(self._spans), r"\n\n+"))
        self._spans = []
        block = Block(place.kind, place.level, (), is_furniture=place.is_furniture)
        if place.item and paragraphs:
            kind = BlockKind.PARAGRAPH if place.item in self._begun else place.kind
            self._begun.add(place.item)
            # What follows a list inside an item is no item of its own; paragraphs are its lines.
            lines = (span for each in paragraphs for span in (*each, Span("\n")))
            spans = tidied(list(lines))
            counted = place.counted if kind is place.kind else None
            yield replace(block, kind=kind, spans=spans, items=place.items_id, counted=counted)
        elif paragraphs:
            yield from (replace(block, spans=each) for each in paragraphs)


def _text(cell: html.HtmlElement, blanks: re.Pattern[str]) -> str:
    """The text of a cell, paragraphs and line breaks on lines of their own."""
    blocks = Walk(tabs=blanks is _BLANKS_BUT_TABS).blocks(cell)
    return "\n".join(block.text for block in blocks)
