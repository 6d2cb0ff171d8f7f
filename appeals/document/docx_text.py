"""Paragraphs of WordprocessingML as strings, from the title to the last signatory."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from appeals.document import inline
from appeals.document.docx_numbering import Numbering
from appeals.document.markup import marked_up, marked_up_list
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Roll,
    Span,
    runs,
)

_STYLES = {
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
_EAST_ASIAN = {"ja", "ko", "yue", "zh"}

_TEXT = '<w:t xml:space="preserve">'
_CONTROLS = {"\n": f"</w:t><w:br/>{_TEXT}", "\t": f"</w:t><w:tab/>{_TEXT}"}


class Writer:
    """Writes one language version, tagging every run with its language."""

    def __init__(self, document: Document, numbering: Numbering) -> None:
        self._document = document
        self._numbering = numbering
        self._language = language_properties(document)

    def paragraphs(self) -> Iterator[str]:
        """Every paragraph in turn; a long list comes in as many pieces as it has stretches."""
        yield from self._blocks(self._document.before_rolls)
        for roll in self._document.rolls:
            yield from self._roll(roll)
        yield from self._blocks(self._document.after_rolls)

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in runs(blocks):
            before = self._opening(_STYLES[kind], self._stretch(kind, len(group)))
            yield from (f"{before}{self._runs(block.spans)}</w:p>" for block in group)

    def _stretch(self, kind: BlockKind, length: int) -> int | None:
        if kind is BlockKind.NUMBERED_ITEM:
            return self._numbering.add_stretch(self._numbered_list(length))
        return self._bullets() if kind is BlockKind.BULLETED_ITEM else None

    def _roll(self, roll: Roll) -> Iterator[str]:
        if roll.heading:
            yield f"{self._opening('Heading1')}{self._runs(roll.heading)}</w:p>"
        if roll.entries and roll.numbered:
            yield from self._numbered(roll)
        elif roll.entries:
            opening = self._opening("ListBullet", self._bullets())
            yield from (self._entries(stretch, opening) for stretch in roll.stretches())

    def _numbered(self, roll: Roll) -> Iterator[str]:
        list_id = self._numbered_list(roll.entries[-1].number)
        numbering, due = 0, None
        for stretch in roll.stretches():
            first = stretch[0].number
            if first != due:
                numbering = self._numbering.add_stretch(list_id, start=first)
            yield self._entries(stretch, self._opening("ListNumber", numbering))
            due = first + len(stretch)

    def _numbered_list(self, largest: int) -> int:
        return self._numbering.add_numbered_list(
            largest=largest, direction=self._document.direction
        )

    def _bullets(self) -> int:
        return self._numbering.add_stretch(self._numbering.add_bulleted_list())

    def _entries(self, stretch: Sequence[Entry], opening: str) -> str:
        before = opening + self._run_opening(Span("", gap=stretch[0].gap))
        after = "</w:t></w:r></w:p>"
        texts = [entry.text for entry in stretch]
        return before + marked_up_list(texts, _CONTROLS, between=after + before) + after

    def _opening(self, style: str, stretch: int | None = None) -> str:
        numbered = (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{stretch}"/></w:numPr>' if stretch else ""
        )
        bidi = "<w:bidi/>" if self._document.direction == "rtl" else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbered}{bidi}</w:pPr>'

    def _runs(self, spans: Sequence[Span]) -> str:
        return "".join(
            f"{self._run_opening(span)}{marked_up(span.text, _CONTROLS)}</w:t></w:r>"
            for span in _with_addresses(spans)
        )

    def _run_opening(self, span: Span) -> str:
        return f"<w:r><w:rPr>{_marks(span)}{self._language}</w:rPr>{_TEXT}"


def language_properties(document: Document) -> str:
    """The run properties that say language and direction; the tag counts for its own script."""
    tag = escape(document.language)
    if document.direction == "rtl":
        return f'<w:rtl/><w:lang w:val="{tag}" w:bidi="{tag}"/>'
    if tag.partition("-")[0] in _EAST_ASIAN:
        return f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'
    return f'<w:lang w:val="{tag}"/>'


def on_new_page(paragraph: str) -> str:
    """The paragraph, made to begin a page (its first empty element is its style)."""
    return paragraph.replace("/>", "/><w:pageBreakBefore/>", 1)


def _with_addresses(spans: Sequence[Span]) -> Iterator[Span]:
    """Print a link's address after its text, unless they are the same.

    A link in Word is a relationship to the outside, and a published file has none: it can be
    read on paper, and opening it asks nothing of any other machine.
    """
    for link, group in groupby(spans, key=lambda span: span.link):
        linked = list(group)
        yield from linked
        address = inline.printed_address(link) if link else ""
        if address and address != "".join(span.text for span in linked):
            yield Span(f" ({address})")


def _marks(span: Span) -> str:
    strong = "<w:b/><w:bCs/>" if span.strong else ""
    emphasis = "<w:i/><w:iCs/>" if span.emphasis else ""
    gap = '<w:highlight w:val="yellow"/>' if span.gap else ""
    return strong + emphasis + gap
