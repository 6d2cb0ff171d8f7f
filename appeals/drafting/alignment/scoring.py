"""How well passages go together: by length (Gale and Church 1993), anchors and kind."""

import math
from collections.abc import Sequence
from itertools import accumulate

from appeals.drafting.alignment.anchors import Shared
from appeals.drafting.alignment.model import Passage

# How many old passages make how many new ones, and what that costs: the rarer, the more.
SHAPES = {(1, 1): 0.0, (1, 2): 2.3, (2, 1): 2.3, (1, 3): 4.6, (3, 1): 4.6}
# What it costs that a passage has no counterpart.
ALONE_ACROSS = 4.5
ALONE_WITHIN = 2.5
ALONE_OUTSIDE = 1.5

# Characters a character varies by (Gale and Church), and what may be the languages' own doing.
_VARIANCE = 6.8
_SHORTER, _LONGER = 0.75, 1.35
# Of so many characters one can begin to tell how much longer a language is.
_ENOUGH = 1000.0
_WORST_LENGTH = 10.0
_WORST_COST = 9.0
# A Chinese or Japanese character says about as much as three letters.
_DENSE = range(0x2E80, 0xA000)
# How much an agreement weighs, what of it is chance, and the most it can weigh: of translations
# a third of the anchors agree at best, of two states of one text nearly all words.
_ACROSS, _WITHIN = (12.0, 0.05, 6.0), (16.0, 0.4, 9.0)

# What stands around a text and is often not sent with it.
_OUTSIDE = frozenset(
    ["title", "kicker", "date_line", "signatories_heading", "supporters_heading", "contact"]
)
_CLASSES = {
    "title": "title",
    "heading": "heading",
    "signatories_heading": "heading",
    "supporters_heading": "heading",
    "numbered_item": "item",
    "bulleted_item": "item",
    "quotation": "quotation",
}


class Scores:
    """Scores of beads, in natural logarithms: what is likelier has more."""

    def __init__(
        self, old: Sequence[Passage], new: Sequence[Passage], shared: Shared, language: str
    ) -> None:
        self._rows = shared.rows
        self._within = [each.language == language for each in old]
        self._kinds = [[_CLASSES.get(each.kind) for each in side] for side in (old, new)]
        lengths = [_lengths(old), _lengths(new)]
        ratio = (lengths[1][-1] + _ENOUGH) / (lengths[0][-1] + _ENOUGH)
        ratio = 1.0 if all(self._within) else min(max(ratio, _SHORTER), _LONGER)
        self._old = [length * ratio for length in lengths[0]]
        self._new = lengths[1]
        self._old_mass = _sums(shared.old)
        self._word_mass = _sums([words for words, _anchors in shared.own])
        self._anchor_mass = _sums([anchors for _words, anchors in shared.own])
        self.alone = [
            ALONE_OUTSIDE if each.kind in _OUTSIDE else ALONE_WITHIN if same else ALONE_ACROSS
            for each, same in zip(old, self._within, strict=True)
        ]
        self.alone_new = ALONE_WITHIN if all(self._within) else ALONE_ACROSS

    def score(self, start: int, begin: int, wide: int, high: int) -> float:
        """The score of `wide` old passages from `start` as `high` new ones from `begin`."""
        cost = self.length_cost(start, begin, wide, high) + SHAPES[wide, high]
        if cost > _WORST_COST and wide + high > 2:
            return -_WORST_COST  # not worth a closer look
        return (
            self.likeness_score(start, begin, wide, high)
            + self._kind_score(start, begin, wide, high)
            - cost
        )

    def length_cost(self, start: int, begin: int, wide: int, high: int) -> float:
        expected = self._old[start + wide] - self._old[start]
        found = self._new[begin + high] - self._new[begin]
        apart = abs(found - expected) / math.sqrt(_VARIANCE * (found + expected + 2) / 2)
        # -log of the two-sided tail of the normal distribution, near enough up to three.
        return min((0.45 * apart + 0.65) * apart, _WORST_LENGTH)

    def likeness(self, start: int, begin: int, wide: int, high: int) -> float:
        """The share of what they say that both say, 0 to 1."""
        common = 0.0
        for row in self._rows[start : start + wide]:
            for place in range(begin, begin + high):
                common += row.get(place, 0.0)
        if not common:
            return 0.0
        masses = self._word_mass if self._within[start] else self._anchor_mass
        mass = self._old_mass[start + wide] - self._old_mass[start]
        return min(2 * common / (mass + masses[begin + high] - masses[begin] + 1e-9), 1.0)

    def likeness_score(self, start: int, begin: int, wide: int, high: int) -> float:
        steep, usual, most = _WITHIN if self._within[start] else _ACROSS
        return min(steep * (self.likeness(start, begin, wide, high) - usual), most)

    def is_within(self, place: int) -> bool:
        """Whether an old passage is in the language of the new ones."""
        return self._within[place]

    def _kind_score(self, start: int, begin: int, wide: int, high: int) -> float:
        old, new = self._kinds[0][start], self._kinds[1][begin]
        joined = {*self._kinds[0][start : start + wide], *self._kinds[1][begin : begin + high]}
        # A heading is hardly ever joined with what stands below it.
        uneven = -2.5 if wide + high > 2 and len(joined) > 1 else 0.0
        if old == new:
            return uneven + (1.0 if old else 0.0)
        if old is None or new is None:
            return uneven - 0.7
        return uneven + (0.5 if {old, new} == {"title", "heading"} else -2.0)


def _lengths(passages: Sequence[Passage]) -> list[float]:
    return _sums([_length(each.text) for each in passages])


def _length(text: str) -> float:
    if text.isascii():
        return float(len(text))
    return len(text) + 2.0 * sum(1 for letter in text if ord(letter) in _DENSE)


def _sums(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
