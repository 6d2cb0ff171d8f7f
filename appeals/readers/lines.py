"""Lines: all that stands in a file, empty ones included, so that a thing has a place in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from appeals.document.inline import parse
from appeals.readers.troubles import LONGEST_STATEMENT, MOST_LINES, Trouble, Unreadable


class LineKind(StrEnum):
    """What the format of a file says of a line; plain text says nothing."""

    TEXT = "text"
    TITLE = "title"
    HEADING = "heading"
    NUMBERED = "numbered"
    BULLETED = "bulleted"
    QUOTATION = "quotation"
    NOTE = "note"
    ROW = "row"  # of a table
    FURNITURE = "furniture"  # a menu, or what is printed at the edge of every page


@dataclass(frozen=True)
class Line:
    """A line of a file as it stands, blanks included; `number` is 1-based within its file.

    Formats without lines of their own have one for each paragraph, item, row and line break,
    and an empty one between paragraphs.
    """

    number: int
    text: str
    source: int = 0
    kind: LineKind = LineKind.TEXT
    # Of a row of a table, its cells.
    cells: tuple[str, ...] = ()
    # The text in our Markdown, where that says more than the text.
    markup: str = ""
    # The number that the format gives an item of a list.
    counted: int | None = None


def checked(lines: Iterable[Line]) -> list[Line]:
    """Return the lines; raise `Unreadable` if there is no text in them, or too much."""
    kept: list[Line] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line.text)
        if len(kept) > MOST_LINES or length > LONGEST_STATEMENT:
            raise Unreadable(Trouble.TOO_MUCH)
    if not any(line.text.strip() for line in kept):
        raise Unreadable(Trouble.EMPTY)
    return kept


def with_notes(lines: list[Line], notes: Sequence[str]) -> list[Line]:
    """Put notes, as Markdown, below the other lines."""
    added = [
        line
        for note in notes
        for line in (Line(0, ""), Line(0, plain_of(note), kind=LineKind.NOTE, markup=note))
    ]
    return checked(numbered([*lines, *added]))


def numbered(lines: Iterable[Line]) -> list[Line]:
    """Give lines their numbers, counted from 1."""
    return [replace(line, number=at) for at, line in enumerate(lines, start=1)]


def plain_of(markup: str) -> str:
    return "".join(span.text for span in parse(markup))
