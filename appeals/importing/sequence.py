"""Where an entry would stand in another list, if both lists are in the same order."""

from bisect import bisect_left
from collections.abc import Sequence

# So many of the sure pairs have to stand in the same order on both sides.
_ORDERED = 0.8
_FEWEST = 3
_NEAR, _FAR = 1.5, 4.0


class Course:
    """The course of two lists beside each other, drawn through their sure pairs."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        kept = _increasing(sorted(pairs))
        self.is_ordered = len(pairs) >= _FEWEST and len(kept) >= _ORDERED * len(pairs)
        self._left = [left for left, _right in kept]
        self._right = [right for _left, right in kept]

    def worth(self, left: int, right: int) -> float:
        """Return what the places of two entries say for them being one."""
        if not self.is_ordered:
            return 0.0
        apart = abs(self.expected(left) - right)
        if apart <= _NEAR and self._in_one_gap(left, right):
            return 1.5 - apart / 2
        return max(0.0, 1.0 - apart / _FAR) - 0.2

    def near(self, left: int) -> range:
        """Return the places on the right that are near to where it should stand."""
        if not self.is_ordered:
            return range(0)
        expected = round(self.expected(left))
        return range(max(expected - 1, 0), expected + 2)

    def expected(self, left: int) -> float:
        at = bisect_left(self._left, left)
        if at < len(self._left) and self._left[at] == left:
            return self._right[at]
        if at == 0:
            return self._right[0] - (self._left[0] - left)
        if at == len(self._left):
            return self._right[-1] + (left - self._left[-1])
        wide = self._left[at] - self._left[at - 1]
        high = self._right[at] - self._right[at - 1]
        return self._right[at - 1] + high * (left - self._left[at - 1]) / wide

    def _in_one_gap(self, left: int, right: int) -> bool:
        """Whether the same sure pairs stand before and after both."""
        return bisect_left(self._left, left) == bisect_left(self._right, right)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, not all neighbours, that rises on the right as well."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for place, (_left, right) in enumerate(pairs):
        at = bisect_left(ends, right)
        before.append(tails[at - 1] if at else -1)
        if at == len(ends):
            ends.append(right)
            tails.append(place)
        else:
            ends[at], tails[at] = right, place
    run, place = [], tails[-1] if tails else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]
