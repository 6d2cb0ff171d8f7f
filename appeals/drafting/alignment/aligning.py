"""The alignment itself: exact repetitions first, then the best path through the rest."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from appeals.drafting.alignment.anchors import shared
from appeals.drafting.alignment.model import Bead, Passage
from appeals.drafting.alignment.scoring import SHAPES, Scores

# How far from the diagonal a counterpart is looked for; keeps the work linear in the length.
_REACH = 20
# Paths so much worse than the best one count for nothing.
_HOPELESS = 12.0
# The scores are surer of themselves than they should be.
_TEMPER = 2.0
# A repetition shorter than this may be chance, unless the language is the same.
_TELLING_LENGTH = 20

Move = tuple[float, int, int]


def align(old: Sequence[Passage], new: Sequence[Passage]) -> list[Bead]:
    """Return beads in order, in which every passage of both versions stands exactly once.

    All new passages are in one language; of the old ones some may be in
    another, where the version in this one is not complete.
    """
    beads: list[Bead] = []
    start = begin = 0
    for same_old, same_new, size in _repetitions(old, new):
        beads += _between(old, new, range(start, same_old), range(begin, same_new))
        beads += [Bead((same_old + n,), (same_new + n,), 1.0) for n in range(size)]
        start, begin = same_old + size, same_new + size
    return beads + _between(old, new, range(start, len(old)), range(begin, len(new)))


def _repetitions(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[int, int, int]]:
    """Yield runs that are the same to the letter: where in the old, in the new, how many."""
    before, after = [_plain(each) for each in old], [_plain(each) for each in new]
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            yield code.src_start, code.dest_start, code.src_end - code.src_start


def _plain(passage: Passage) -> str:
    text = " ".join(passage.text.split()).casefold()
    return text if len(text) >= _TELLING_LENGTH else f"{passage.language} {text}"


def _between(
    old: Sequence[Passage], new: Sequence[Passage], rows: range, columns: range
) -> list[Bead]:
    """Align what stands between two repetitions."""
    ours, theirs = old[rows.start : rows.stop], new[columns.start : columns.stop]
    if not ours or not theirs:
        lone = [Bead((place,), (), 1.0) for place in rows]
        return lone + [Bead((), (place,), 1.0) for place in columns]
    beads = _Path(ours, theirs).beads()
    return [
        replace(
            bead,
            old=tuple(rows.start + place for place in bead.old),
            new=tuple(columns.start + place for place in bead.new),
        )
        for bead in beads
    ]


class _Path:
    """The best way through the grid of old and new passages, and how good the others are."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self._old, self._new = old, new
        self._ends = [_band(row, len(old), len(new)) for row in range(len(old) + 1)]
        near = [range(self._ends[row].start, self._ends[row + 1].stop) for row in range(len(old))]
        language = new[0].language
        self._scores = Scores(old, new, shared(old, new, near, language), language)
        self._best: list[dict[int, float]] = []
        self._moves: list[dict[int, list[Move]]] = []
        self._go_forward()

    def beads(self) -> list[Bead]:
        totals = self._totals()
        return [
            Bead(
                tuple(range(start, row)),
                tuple(range(begin, column)),
                self._confidence(start, begin, row, column, totals),
            )
            for start, begin, row, column in self._walk()
        ]

    def _go_forward(self) -> None:
        for row, ends in enumerate(self._ends):
            best: dict[int, float] = {}
            moves: dict[int, list[Move]] = {}
            self._best.append(best)
            self._moves.append(moves)
            for column in ends:
                if not row and not column:
                    best[0] = 0.0
                    continue
                found = list(self._moves_to(row, column))
                best[column] = top = max(total for total, _start, _begin in found)
                moves[column] = [move for move in found if move[0] >= top - _HOPELESS]

    def _moves_to(self, row: int, column: int) -> Iterator[Move]:
        if row and column in self._best[row - 1]:
            yield self._best[row - 1][column] - self._scores.alone[row - 1], row - 1, column
        if column and column - 1 in self._best[row]:
            yield self._best[row][column - 1] - self._scores.alone_new, row, column - 1
        for wide, high in SHAPES:
            start, begin = row - wide, column - high
            if start >= 0 and begin >= 0 and (before := self._best[start].get(begin)) is not None:
                yield before + self._scores.score(start, begin, wide, high), start, begin

    def _walk(self) -> list[tuple[int, int, int, int]]:
        row, column = len(self._old), len(self._new)
        path = []
        while row or column:
            _total, start, begin = max(self._moves[row][column])
            path.append((start, begin, row, column))
            row, column = start, begin
        return path[::-1]

    def _totals(self) -> dict[tuple[int, int, int, int], float]:
        """The best whole path through each move, relative to the best of all."""
        rest: list[dict[int, float]] = [{} for _ends in self._ends]
        rest[-1][len(self._new)] = 0.0
        whole = self._best[-1][len(self._new)]
        totals = {}
        for row in range(len(self._old), -1, -1):
            for column in reversed(self._ends[row]):
                after = rest[row].get(column)
                if after is None:
                    continue
                for total, start, begin in self._moves[row].get(column, ()):
                    through = total + after - whole
                    if through < -_HOPELESS:
                        continue
                    totals[start, begin, row, column] = through
                    gained = total - self._best[start][begin] + after
                    rest[start][begin] = max(rest[start].get(begin, -math.inf), gained)
        return totals

    def _confidence(
        self,
        start: int,
        begin: int,
        row: int,
        column: int,
        totals: dict[tuple[int, int, int, int], float],
    ) -> float:
        """How much better than all others that move the same passages, and how good in itself."""
        own = math.exp(totals[start, begin, row, column] / _TEMPER)
        rivals = sum(
            math.exp(through / _TEMPER)
            for (from_row, from_column, to_row, to_column), through in totals.items()
            if (from_row < row and start < to_row) or (from_column < column and begin < to_column)
        )
        return own / rivals * self._evidence(start, begin, row, column)

    def _evidence(self, start: int, begin: int, row: int, column: int) -> float:
        """What speaks for a bead apart from its neighbours."""
        wide, high = row - start, column - begin
        if not wide or not high:
            return 1.0
        if self._scores.is_within(start):
            texts = [
                " ".join(each.text for each in side)
                for side in (self._old[start:row], self._new[begin:column])
            ]
            return min(0.3 + fuzz.ratio(*texts) / 100, 1.0)
        likeness = self._scores.likeness(start, begin, wide, high)
        cost = self._scores.length_cost(start, begin, wide, high)
        return min(1.0, max(0.4, 1.0 - cost / 16) + 2 * likeness)


def _band(row: int, rows: int, columns: int) -> range:
    """The columns that can be reached in a row."""
    aside = columns - rows
    first = min(row, row + aside) - _REACH
    last = max(row, row + aside) + _REACH
    if not row:
        first = 0
    if row == rows:
        last = columns
    return range(max(first, 0), min(last, columns) + 1)
