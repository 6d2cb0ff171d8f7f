"""Rows: lines that say something, with what stands before them, wrapped ones made whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, pairwise

from appeals.importing import words
from appeals.importing.model import Place
from appeals.readers.lines import Line, LineKind

# "1.Name" and "(1) Name", but neither "11.11.11" nor "350.org".
_NUMBER = re.compile(r"[(\[]?(?:№\s?)?(?P<number>\d{1,4})\s?[.)\]](?![\d])(?:\s+|(?=[^\sa-zа-яё]))")
_TABBED = re.compile(r"(?P<number>\d{1,4})(?:\t| {3,}|\s[-–—]\s)\s*(?=\S)")
_BULLET = re.compile(
    r"(?:[•‣▪▫◦●○∙·■□►➢✓→\uf0b7\uf0a7]\s*|[*+]\s+|[-–—]\s+|[-–—](?=[^\W\d_])(?=[^a-zа-яё]))"
)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_WIDEST, _NARROWEST = 100, 50
_SOME = 3  # so many wrapped lines show that a file was wrapped


@dataclass(frozen=True)
class Row:
    """A line, or a wrapped one and its continuations; `text` is without number and bullet."""

    text: str
    place: Place
    raw: str
    kind: LineKind = LineKind.TEXT
    # Empty lines above it, and blanks before its first letter.
    gap: int = 0
    indent: int = 0
    number: int | None = None
    bullet: bool = False
    cells: tuple[str, ...] = ()
    markup: str = ""
    # Beside it stands what is of the page, not of the text.
    is_beside_page: bool = False
    # Whether it is all that its lines hold.
    is_whole: bool = True
    lines: tuple[Line, ...] = field(default=(), compare=False)

    @cached_property
    def folded(self) -> str:
        return words.folded(self.text)

    @cached_property
    def count(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def marked(self) -> bool:
        return self.number is not None or self.bullet


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return the lines that are not empty, of all sources one after the other."""
    found: list[Row] = []
    for _source, group in groupby(lines, key=lambda line: line.source):
        found += _of_source(list(group))
    return found


def _of_source(lines: list[Line]) -> Iterator[Row]:
    blocks = [(gap, block) for gap, block in _blocks(lines) if any(_shown(line) for line in block)]
    width = _width(blocks)
    for gap, block in blocks:
        for at, joined in enumerate(_unwrapped(block, width)):
            yield row_of(joined, gap=0 if at else gap)


def _blocks(lines: list[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines without an empty one between them, and how many empty ones are above."""
    gap = 0
    for is_empty, group in groupby(lines, key=lambda line: not _shown(line)):
        block = list(group)
        if is_empty:
            gap = len(block)
        else:
            yield gap, block
            gap = 0


def _shown(line: Line) -> str:
    return _INVISIBLE.sub("", line.text).strip()


def _width(blocks: Sequence[tuple[int, list[Line]]]) -> int:
    """The width at which a file was wrapped; 0 if it was not."""
    plain = [line for _gap, block in blocks for line in block if line.kind is LineKind.TEXT]
    width = max((len(line.text.rstrip()) for line in plain), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    wrapped = sum(
        _is_full(line, following, width) and _shown(following)[:1].islower()
        for _gap, block in blocks
        for line, following in pairwise(block)
    )
    return width if wrapped >= _SOME else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the next word would not have fitted."""
    word = following.text.split()[0]
    return len(line.text.rstrip()) + 1 + len(word) > width


def _unwrapped(block: list[Line], width: int) -> Iterator[list[Line]]:
    if not width or any(line.kind is not LineKind.TEXT for line in block):
        yield from ([line] for line in block)
        return
    full = [_is_full(line, following, width) for line, following in pairwise(block)]
    is_text = sum(full) >= 0.6 * len(full)
    gathered = [block[0]]
    for (_line, following), goes_on in zip(pairwise(block), full, strict=True):
        begins_small = _shown(following)[:1].islower()
        if goes_on and (is_text or begins_small) and not _is_marked(_shown(following)):
            gathered.append(following)
        else:
            yield gathered
            gathered = [following]
    yield gathered


def _is_marked(text: str) -> bool:
    return bool(_NUMBER.match(text) or _BULLET.match(text))


def row_of(lines: Sequence[Line], *, gap: int = 0) -> Row:
    """Make one row of the lines, which follow each other."""
    first, last = lines[0], lines[-1]
    raw = " ".join(_shown(line) for line in lines)
    number, bullet, text = _unmarked(raw, first)
    return Row(
        text=text,
        place=Place(first.source, first.number, last.number),
        raw=raw,
        kind=first.kind,
        gap=gap,
        indent=len(first.text) - len(first.text.lstrip()),
        number=number,
        bullet=bullet,
        cells=first.cells,
        markup=first.markup if len(lines) == 1 else "",
        lines=tuple(lines),
    )


def _unmarked(raw: str, line: Line) -> tuple[int | None, bool, str]:
    if line.kind is LineKind.ROW:
        return None, False, raw
    if line.kind is LineKind.BULLETED:
        return None, True, raw
    if line.counted is not None:
        return line.counted, False, raw
    if match := _NUMBER.match(raw) or _TABBED.match(raw):
        return int(match["number"]), False, raw[match.end() :].strip()
    if match := _BULLET.match(raw):
        return None, True, raw[match.end() :].strip()
    return None, False, raw


def joined(first: Row, *others: Row) -> Row:
    """Put the continuations of a row to it."""
    rows = (first, *others)
    return Row(
        text=" ".join([first.text, *(row.raw for row in others)]),
        place=Place(first.place.source, first.place.first, rows[-1].place.last),
        raw=" ".join(row.raw for row in rows),
        kind=first.kind,
        gap=first.gap,
        indent=first.indent,
        number=first.number,
        bullet=first.bullet,
        lines=tuple(line for row in rows for line in row.lines),
    )


def cut_short(row: Row, text: str) -> Row:
    """Return the row with only this beginning of its text."""
    return replace(row, text=text, raw=text, markup="", is_whole=False)
