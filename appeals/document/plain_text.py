"""Plain text: a file, or the body of a mail; wrapped, numbered, with footnotes at the end."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from appeals.document.inline import with_addresses
from appeals.document.markup import printable
from appeals.document.tree import Block, BlockKind, Document, Entry, Note, Roll, Span, runs

WIDTH = 72  # what mail programs quote without breaking it again
_QUOTED = "    "
_CLOSE = frozenset({BlockKind.ADDRESSEE, BlockKind.CC})
_LISTED = frozenset({BlockKind.NUMBERED_ITEM, BlockKind.BULLETED_ITEM})


def write_text(documents: Sequence[Document], target: BinaryIO, *, width: int = WIDTH) -> None:
    """Write the documents one after the other, in UTF-8."""
    target.write(text_of(documents, width=width).encode())


def text_of(documents: Sequence[Document], *, width: int = WIDTH) -> str:
    """The documents as one text; a rule of equals signs parts the languages."""
    rule = f"\n\n{'=' * width}\n\n\n"
    return rule.join("".join(_Writer(width).document(document)) for document in documents)


class _Writer:
    def __init__(self, width: int) -> None:
        self._width = width
        self._notes: list[Note] = []

    def document(self, document: Document) -> Iterator[str]:
        """Yield every part with its line end, and an empty line before all but the first."""
        for place, part in enumerate(self._parts(document)):
            yield f"{part}\n" if place == 0 else f"\n{part}\n"

    def _parts(self, document: Document) -> Iterator[str]:
        if head := document.letterhead:
            yield "\n".join(self._wrapped(printable(line)) for line in (head.name, *head.lines))
        yield from self._blocks(document.before_rolls)
        for roll in document.rolls:
            yield from self._roll(roll)
        yield from self._blocks(document.after_rolls)
        if self._notes:
            yield "\n".join(self._note_texts())
        if document.colophon:
            yield f"-- \n{self._wrapped(self._text(document.colophon))}"

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in runs(blocks):
            texts = [self._text(block.spans) for block in group]
            if kind in _LISTED:
                numbers = [
                    f"{n}." if kind is BlockKind.NUMBERED_ITEM else "•"
                    for n in range(1, len(texts) + 1)
                ]
                yield self._items(numbers, texts)
            elif kind in _CLOSE:
                yield "\n".join(map(self._wrapped, texts))
            else:
                yield from (self._set(kind, text) for text in texts)

    def _set(self, kind: BlockKind, text: str) -> str:
        if kind is BlockKind.TITLE:
            return self._underlined(text, "=")
        if kind is BlockKind.HEADING:
            return self._underlined(text, "-")
        if kind is BlockKind.QUOTATION:
            return self._wrapped(text, _QUOTED, _QUOTED)
        return self._wrapped(text)

    def _roll(self, roll: Roll) -> Iterator[str]:
        if roll.heading:
            heading = self._text(roll.heading)
            yield self._underlined(heading, "-") if roll.level == 2 else self._wrapped(heading)
        if roll.entries:
            yield self._items([_number(roll, entry) for entry in roll.entries], _names(roll))
        yield from (self._wrapped(self._text(remark)) for remark in roll.remarks)

    def _items(self, numbers: Sequence[str], texts: Sequence[str]) -> str:
        room = max(map(len, numbers))
        after = " " * (room + 1)
        width = self._width - len(after)
        return "\n".join(
            f"{number:>{room}} {text}"
            if len(text) <= width and "\n" not in text
            else self._wrapped(text, f"{number:>{room}} ", after)
            for number, text in zip(numbers, texts, strict=True)
        )

    def _note_texts(self) -> Iterator[str]:
        for number, note in enumerate(self._notes, start=1):
            mark = f"[{number}] "
            yield self._wrapped(_joined(note.spans), mark, " " * len(mark))

    def _underlined(self, text: str, sign: str) -> str:
        lines = self._wrapped(text).split("\n")
        return "\n".join([*lines, sign * max(map(len, lines))])

    def _wrapped(self, text: str, first: str = "", others: str = "") -> str:
        """Break lines at spaces; a line break that was written stays one."""
        lines: list[str] = []
        for line in text.split("\n"):
            lines += textwrap.wrap(
                line,
                self._width,
                initial_indent=others if lines else first,
                subsequent_indent=others,
                break_long_words=False,
                break_on_hyphens=False,
            )
        return "\n".join(lines) or first.rstrip()

    def _text(self, spans: Sequence[Span]) -> str:
        return "".join(
            self._mark(span.note) if span.note else printable(span.text)
            for span in with_addresses(spans)
        )

    def _mark(self, note: Note) -> str:
        self._notes.append(note)
        return f"[{len(self._notes)}]"


def _joined(spans: Sequence[Span]) -> str:
    return "".join(printable(span.text) for span in with_addresses(spans))


def _number(roll: Roll, entry: Entry) -> str:
    return f"{entry.number}." if roll.numbered else "•"


def _names(roll: Roll) -> list[str]:
    return [
        _struck(printable(entry.text)) if entry.withdrawn else printable(entry.text)
        for entry in roll.entries
    ]


def _struck(text: str) -> str:
    """Plain letters cannot be struck through; this is how people write it in mails."""
    return f"~~{text}~~"
