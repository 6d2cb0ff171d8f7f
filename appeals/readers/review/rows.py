"""The rows of a returned table, and which segment each of them is about."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from appeals.document.review_copy import bookmarked
from appeals.readers.review.model import RowState
from appeals.readers.review.pieces import OUTSIDE, Piece, Place, text_of
from appeals.readers.review.sources import W
from appeals.readers.review.walking import Walker

_NUMBER = re.compile(r"\D{0,5}(\d{1,4})\b")
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file; `index` is its place among all rows."""

    index: int
    state: RowState
    is_head: bool
    number: int | None
    ids: tuple[str, ...]
    wording: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file, and what is written above the first and below the last."""

    rows: Sequence[RawRow]
    above: Sequence[Piece]
    below: Sequence[Piece]


def walked(body: etree._Element, walker: Walker) -> Table:
    """Lead the walker through the body, from row to row."""
    rows: list[RawRow] = []
    above: Sequence[Piece] | None = None
    below = 0
    for block in _unwrapped(body):
        if block.tag != f"{W}tbl":
            walker.walk(block, Place())
            continue
        above = list(walker.pieces) if above is None else above
        for element in _unwrapped(block):
            walker.row = len(rows)
            if element.tag == f"{W}tr":
                rows.append(_walk_row(element, walker))
            else:
                walker.walk(element, Place())
        walker.row, below = OUTSIDE, len(walker.pieces)
    return Table(rows, above or (), walker.pieces[below:])


def identified(rows: Iterable[RawRow], numbers: Mapping[int, str]) -> dict[int, str]:
    """Return which segment a row is about, by its index.

    `numbers` is the list that the file carries. A bookmark travels with a text
    that is cut out and pasted elsewhere, and people number rows anew; so of a
    bookmark and a number that contradict each other, the one wins whose other
    half is not to be found.
    """
    candidates = [row for row in rows if row.state is not RowState.INSERTED and not row.is_head]
    marked = {each for row in candidates for each in row.ids}
    found: dict[int, str] = {}
    taken: set[str] = set()
    # Rows with a bookmark choose first: a copied row has the number, and no bookmark.
    for row in sorted(candidates, key=lambda row: not row.ids):
        listed = numbers.get(row.number) if row.number is not None else None
        for id_ in _claims(row, listed, marked):
            if id_ not in taken:
                found[row.index] = id_
                taken.add(id_)
                break
    return found


def repeated_numbers(rows: Iterable[RawRow]) -> set[int]:
    """Return the rows, by index, whose number has stood above already."""
    seen: Counter[int | None] = Counter()
    repeated = set()
    for row in rows:
        seen[row.number] += 1
        if row.number is not None and seen[row.number] > 1:
            repeated.add(row.index)
    return repeated


def _claims(row: RawRow, listed: str | None, marked: set[str]) -> Iterator[str]:
    if listed and (listed in row.ids or listed not in marked or not row.ids):
        yield listed
    yield from row.ids


def _walk_row(row: etree._Element, walker: Walker) -> RawRow:
    state = _state(row, walker)
    place = Place(stays=state is not RowState.DELETED, stood=state is not RowState.INSERTED)
    cells = []
    for element in _unwrapped(row):
        start = len(walker.pieces)
        walker.walk(element, place)
        if element.tag == f"{W}tc":
            cells.append(walker.pieces[start:])
    number = _NUMBER.match(text_of(cells[0])) if cells else None
    names = walker.bookmarks.get(walker.row, [])
    return RawRow(
        walker.row,
        state,
        is_head=row.find(f"{W}trPr/{W}tblHeader") is not None,
        number=int(number[1]) if number else None,
        ids=tuple(id_ for name in names if (id_ := bookmarked(name))),
        wording=_wording(cells, has_number=number is not None),
    )


def _state(row: etree._Element, walker: Walker) -> RowState:
    for name, state in (("ins", RowState.INSERTED), ("del", RowState.DELETED)):
        change = row.find(f"{W}trPr/{W}{name}")
        if change is not None:
            walker.note_edit(change)
            return state
    return RowState.KEPT


def _wording(cells: Sequence[Sequence[Piece]], *, has_number: bool) -> Sequence[Piece]:
    """The second cell holds the wording; of a new row, whichever cell somebody wrote in."""
    if len(cells) > 1 and (has_number or text_of(cells[1])):
        return cells[1]
    written = [cell for cell in cells if text_of(cell)]
    return written[0] if written else ()


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those of content controls and the like in the place of these."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child
