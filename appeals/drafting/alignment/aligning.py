"""The alignment itself: exact repetitions first, then the best path through the rest."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from appeals.drafting.alignment.anchors import shared
from appeals.drafting.alignment.model import Bead, Passage
from appeals.drafting.alignment.scoring import SHAPES, Scores

# How far from the diagonal a counterpart is looked for; keeps the work linear in the length.
_REACH = 20
_MOST_CELLS = 60_000
# Paths so much worse than the best one count for nothing.
_HOPELESS = 12.0
# The scores are surer of themselves than they should be.
_TEMPER = 2.0
# A repetition shorter than this may be chance, unless the language is the same.
_TELLING_LENGTH = 20

# A total, and the row and column it was reached from.
Move = tuple[float, int, int]
# From row and column to row and column.
Step = tuple[int, int, int, int]


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
        weights = {move: math.exp(rest / _TEMPER) for move, rest in self._totals().items()}
        rivals = self._rivals(weights)
        return [
            Bead(
                tuple(range(start, row)),
                tuple(range(begin, column)),
                weights[start, begin, row, column]
                / max(
                    *(rivals[0][place] for place in range(start, row)),
                    *(rivals[1][place] for place in range(begin, column)),
                    0.0,
                )
                * self._evidence(start, begin, row, column),
            )
            for start, begin, row, column in self._walk()
        ]

    def _rivals(self, weights: Mapping[Step, float]) -> tuple[list[float], list[float]]:
        """How much all moves weigh together that take a passage somewhere, for each passage."""
        old, new = [0.0] * len(self._old), [0.0] * len(self._new)
        for (start, begin, row, column), weight in weights.items():
            for place in range(start, row):
                old[place] += weight
            for place in range(begin, column):
                new[place] += weight
        return old, new

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

    def _walk(self) -> list[Step]:
        row, column = len(self._old), len(self._new)
        path = []
        while row or column:
            _total, start, begin = max(self._moves[row][column])
            path.append((start, begin, row, column))
            row, column = start, begin
        return path[::-1]

    def _totals(self) -> dict[Step, float]:
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
    """The columns that can be reached in a row: those of an even start, an even end and between.

    Where that would be too many, those near a straight line.
    """
    aside = columns - rows
    first, last = min(row, row + aside) - _REACH, max(row, row + aside) + _REACH
    if rows * (abs(aside) + 2 * _REACH) > _MOST_CELLS:
        reach = max(_REACH, 2 * columns // rows + 2, _MOST_CELLS // (2 * rows))
        first, last = (row * columns // rows + each for each in (-reach, reach))
    first = first if row else 0
    last = last if row < rows else columns
    return range(max(first, 0), min(last, columns) + 1)
