"""Two language versions side by side: one row a segment, a list heading, an organisation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from appeals.document.tree import Block, BlockKind, Document, Roll, Span, runs

LEVELS = {BlockKind.TITLE: 1, BlockKind.HEADING: 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in one cell; `place` is that of its list among those of the document."""

    kind: BlockKind
    spans: tuple[Span, ...]
    number: int = 1
    place: int = 0
    # The level of a heading; 0 for anything else.
    level: int = 0


Row = tuple[Piece | None, Piece | None]


def is_beside(documents: Sequence[Document], wanted: bool) -> bool:
    """Whether to set two columns: with one language or three it is language after language."""
    return wanted and len(documents) == 2


def rows(left: Document, right: Document) -> Iterator[Row]:
    """Put what belongs together side by side, from the title to the last note."""
    yield from pairs(_blocks(left.before_rolls), _blocks(right.before_rolls))
    for place, (one, other) in enumerate(zip(left.rolls, right.rolls, strict=True), start=_LISTS):
        yield from zip_longest(_heading(one), _heading(other))
        yield from zip_longest(_entries(one, place), _entries(other, place))
        yield from zip_longest(_remarks(one), _remarks(other))
    yield from pairs(_blocks(left.after_rolls, _AFTER), _blocks(right.after_rolls, _AFTER))


# Lists in the text before the signatories, lists of signatories, lists in the text after them.
_LISTS, _AFTER = 10_000, 20_000


def pairs(left: Iterable[Piece], right: Iterable[Piece]) -> Iterator[Row]:
    """Put segment beside segment.

    They stand in one order in every language, but one may be empty in one of them.
    """
    waiting = list(right)
    for piece in left:
        at = next((n for n, other in enumerate(waiting) if other.kind is piece.kind), None)
        if at is None:
            yield piece, None
            continue
        yield from ((None, passed) for passed in waiting[:at])
        yield piece, waiting[at]
        del waiting[: at + 1]
    yield from ((None, rest) for rest in waiting)


def _blocks(blocks: Sequence[Block], first: int = 0) -> Iterator[Piece]:
    for place, (kind, group) in enumerate(runs(blocks), start=first):
        for number, block in enumerate(group, start=1):
            yield Piece(kind, block.spans, number, place, LEVELS.get(kind, 0))


def _heading(roll: Roll) -> Iterator[Piece]:
    if roll.heading:
        yield Piece(BlockKind.HEADING, roll.heading, level=roll.level)


def _entries(roll: Roll, place: int) -> Iterator[Piece]:
    kind = BlockKind.NUMBERED_ITEM if roll.numbered else BlockKind.BULLETED_ITEM
    for entry in roll.entries:
        yield Piece(kind, (entry.span,), entry.number, place)


def _remarks(roll: Roll) -> Iterator[Piece]:
    yield from (Piece(BlockKind.NOTE, remark) for remark in roll.remarks)
