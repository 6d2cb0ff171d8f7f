"""Two lists, entry by entry: who is the same, and how sure that is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appeals.importing.assignment import assign
from appeals.importing.candidates import candidates
from appeals.importing.likeness import LEAST, Likeness
from appeals.importing.profiles import Profile
from appeals.importing.sequence import Course

# From here on a pair says something about the order of the lists.
_SURE = 4.5

Worth = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Places on the left and the right; `confidence` is 0 to 1."""

    left: int
    right: int
    confidence: float


def pair(left: Sequence[Profile], right: Sequence[Profile]) -> list[Pair]:
    """Return who is the same, in the order of the left; each stands in one pair at most."""
    likeness = Likeness([*left, *right])
    worth = _worth(left, right, likeness)
    first = assign(worth, least=LEAST)
    course = Course([(a, b) for a, b in first.items() if worth[a][b] >= _SURE])
    settled = _with_order(left, right, likeness, worth, course)
    found = assign(settled, least=LEAST)
    rivals = _rivals(settled, found)
    return [
        Pair(a, b, _confidence(settled[a][b], max(rivals[0].get(a, 0.0), rivals[1].get(b, 0.0))))
        for a, b in sorted(found.items())
    ]


def _worth(left: Sequence[Profile], right: Sequence[Profile], likeness: Likeness) -> Worth:
    possible = candidates(left, right, likeness.weights)
    return {
        a: {b: value for b in sorted(near) if (value := likeness.of(left[a], right[b])) > 0}
        for a, near in possible.items()
    }


def _with_order(
    left: Sequence[Profile],
    right: Sequence[Profile],
    likeness: Likeness,
    worth: Worth,
    course: Course,
) -> Worth:
    settled: Worth = {}
    for a, row in worth.items():
        near = {
            b: likeness.of(left[a], right[b])
            for b in course.near(a)
            if b < len(right) and b not in row
        }
        settled[a] = {b: value + course.worth(a, b) for b, value in (row | near).items()}
    return settled


def _rivals(worth: Worth, found: Mapping[int, int]) -> tuple[dict[int, float], dict[int, float]]:
    """Return for each in a pair the most that another pair would have been worth to it."""
    ours: dict[int, float] = {}
    theirs: dict[int, float] = {}
    owners = {b: a for a, b in found.items()}
    for a, row in worth.items():
        for b, value in row.items():
            if found.get(a) == b:
                continue
            # One that is better off elsewhere is no rival.
            if b not in owners or worth[owners[b]][b] < value + 1:
                ours[a] = max(ours.get(a, 0.0), value)
            if a not in found or row[found[a]] < value + 1:
                theirs[b] = max(theirs.get(b, 0.0), value)
    return ours, theirs


def _confidence(worth: float, rival: float) -> float:
    return _logistic(1.2 * (worth - 2.8)) * _logistic(1.5 * (worth - rival) + 1.5)


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
