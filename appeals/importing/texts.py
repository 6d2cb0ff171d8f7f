"""The text around the lists while it is put together, and rows as stretches of it."""

from dataclasses import dataclass, field

from appeals.document import markdown
from appeals.document.tree import BlockKind
from appeals.importing import words
from appeals.importing.model import Dropped, Stretch
from appeals.importing.rows import Row

Parts = dict[BlockKind, list[Stretch]]


@dataclass
class Text:
    """The parts of a version; dates stand apart from the others, with their row."""

    head: Parts = field(default_factory=dict)
    body: list[Stretch] = field(default_factory=list)
    tail: Parts = field(default_factory=dict)
    dates: list[tuple[Row, Stretch]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def stretch_of(kind: BlockKind, row: Row) -> Stretch:
    """Return a row as a stretch, blanks kept, without number or bullet."""
    return Stretch(kind, _markdown(row, kind), row.place)


def _markdown(row: Row, kind: BlockKind) -> str:
    if len(row.lines) != 1 or not row.is_whole:
        return markdown.plain(row.text)
    line = row.lines[0]
    if (row.raw == row.text and row.raw in line.text) or kind is BlockKind.DATE_LINE:
        return (line.markup or markdown.plain(line.text)).strip(" \t\r\n")
    start = line.text.find(row.text)
    return markdown.plain(line.text[start:].rstrip(" \t\r\n") if start >= 0 else row.text)


def add(parts: Parts, kind: BlockKind, row: Row) -> None:
    parts.setdefault(kind, []).append(stretch_of(kind, row))


def add_date(row: Row, text: Text) -> None:
    text.dates.append((row, stretch_of(BlockKind.DATE_LINE, row)))


def letters_of(text: str) -> str:
    """Return the letters of a name alone, so that dashes and quotation marks do not matter."""
    return "".join(filter(str.isalnum, words.folded(text)))
