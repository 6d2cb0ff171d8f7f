"""Paragraphs of WordprocessingML as strings, from the title to the last signatory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from appeals import languages
from appeals.document.docx_file import DocxFile
from appeals.document.docx_numbering import Numbering
from appeals.document.docx_pictures import Pictures
from appeals.document.docx_runs import CONTROLS, Runs, paragraph_opening
from appeals.document.inline import with_addresses
from appeals.document.markup import marked_up_list
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Roll,
    Span,
    runs,
)

STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.KICKER: "Subtitle",
    BlockKind.DATE_LINE: "Date",
    BlockKind.ADDRESSEE: "Addressee",
    BlockKind.CC: "Addressee",
    BlockKind.SALUTATION: "Salutation",
    BlockKind.HEADING: "Heading1",
    BlockKind.PARAGRAPH: "BodyText",
    BlockKind.NUMBERED_ITEM: "ListNumber",
    BlockKind.BULLETED_ITEM: "ListBullet",
    BlockKind.QUOTATION: "Quote",
    BlockKind.CLOSING: "Closing",
    BlockKind.CONTACT: "Contact",
    BlockKind.NOTE: "Note",
}

_NAMES_AT_ONCE = 1000


class Writer:
    """Writes one language version, tagging every run with its language."""

    def __init__(self, document: Document, file: DocxFile, *, columns: int = 1) -> None:
        self._document = document
        self._columns = columns
        self._numbering = file.numbering
        self._runs = Runs(document.language, file.footnotes)
        self._pictures = Pictures(file, document.language)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Every paragraph in turn, with the number of columns it is set in.

        A long list comes in large pieces.
        """
        if letterhead := self._document.letterhead:
            yield from ((1, each) for each in self._pictures.letterhead(letterhead))
        yield from ((1, each) for each in self._blocks(self._document.before_rolls))
        for roll in self._document.rolls:
            yield from ((1, each) for each in self._heading(roll))
            # Columns are balanced, which would part a single name in two.
            columns = self._columns if len(roll.entries) > 1 else 1
            yield from ((columns, each) for each in self._list(roll))
            yield from ((1, each) for each in self._remarks(roll))
            yield from ((1, each) for each in self._pictures.logos(roll.logos))
        yield from ((1, each) for each in self._blocks(self._document.after_rolls))

    def colophon(self) -> str:
        """What ends the text where it does not stand at the foot of every page."""
        return f"{self._opening(STYLES[BlockKind.NOTE])}{self._set(self._document.colophon)}</w:p>"

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in runs(blocks):
            stretch = stretch_of(kind, len(group), self._document.language, self._numbering)
            before = self._opening(STYLES[kind], stretch)
            yield from (f"{before}{self._set(block.spans)}</w:p>" for block in group)

    def _heading(self, roll: Roll) -> Iterator[str]:
        if roll.heading:
            yield f"{self._opening(heading_style(roll.level))}{self._set(roll.heading)}</w:p>"

    def _list(self, roll: Roll) -> Iterator[str]:
        if roll.entries and roll.numbered:
            yield from self._numbered(roll)
        elif roll.entries:
            bullets = self._numbering.add_stretch(self._numbering.add_bulleted_list())
            opening = self._opening("ListBullet", bullets)
            for stretch in roll.stretches():
                yield from self._entries(stretch, opening)

    def _remarks(self, roll: Roll) -> Iterator[str]:
        for remark in roll.remarks:
            yield f"{self._opening(STYLES[BlockKind.NOTE])}{self._set(remark)}</w:p>"

    def _numbered(self, roll: Roll) -> Iterator[str]:
        list_id = self._numbering.add_numbered_list(
            largest=max(entry.number for entry in roll.entries), direction=self._document.direction
        )
        numbering, due = 0, None
        for stretch in roll.stretches():
            first = stretch[0].number
            if first != due:
                numbering = self._numbering.add_stretch(list_id, start=first)
            yield from self._entries(stretch, self._opening("ListNumber", numbering))
            due = first + len(stretch)

    def _entries(self, stretch: Sequence[Entry], opening: str) -> Iterator[str]:
        before = opening + self._runs.opening(replace(stretch[0].span, text=""))
        after = "</w:t></w:r></w:p>"
        for start in range(0, len(stretch), _NAMES_AT_ONCE):
            texts = [entry.text for entry in stretch[start : start + _NAMES_AT_ONCE]]
            yield before + marked_up_list(texts, CONTROLS, between=after + before) + after

    def _opening(self, style: str, stretch: int | None = None) -> str:
        return paragraph_opening(style, self._document.language, numbering=stretch)

    def _set(self, spans: Sequence[Span]) -> str:
        return self._runs.of(with_addresses(spans))


def heading_style(level: int) -> str:
    """Return the style of a list's heading: the title of the text stands above level 2."""
    return f"Heading{level - 1}"


def stretch_of(kind: BlockKind, length: int, language: str, numbering: Numbering) -> int | None:
    """Return the numbering of a new list for so many items of this kind; None for no items."""
    if kind is BlockKind.NUMBERED_ITEM:
        direction = languages.direction(language)
        list_id = numbering.add_numbered_list(largest=length, direction=direction)
    elif kind is BlockKind.BULLETED_ITEM:
        list_id = numbering.add_bulleted_list()
    else:
        return None
    return numbering.add_stretch(list_id)


def on_new_page(paragraph: str) -> str:
    """The paragraph, made to begin a page (its first empty element is its style)."""
    return paragraph.replace("/>", "/><w:pageBreakBefore/>", 1)
