"""What of a passage survives translation: numbers, addresses, acronyms, names, loan words."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from appeals.drafting.alignment.model import Passage
from appeals.drafting.alignment.sounds import consonants
from appeals.drafting.parity.addresses import find
from appeals.drafting.parity.tokens import tokens_of

# A skeleton shorter than this is of too many words.
_FEWEST_CONSONANTS = 3
_KEPT_CONSONANTS = 4
_SHORTEST_LOAN = 5
# How much more than a word these tell.
_TELLING = {"@": 3.0, "#": 2.0, "A": 1.5}
# What stands in so many passages tells none of them apart.
_COMMON = 0.34

Key = tuple[str, str]


@dataclass(frozen=True)
class Shared:
    """What every two passages have in common, and how much each has that could be.

    `own[j]` holds for a new passage the same two sums as `old` for old ones:
    of its words, which count within a language, and of its anchors.
    """

    rows: Sequence[dict[int, float]]
    old: Sequence[float]
    own: Sequence[tuple[float, float]]


def shared(
    old: Sequence[Passage], new: Sequence[Passage], near: Sequence[range], language: str
) -> Shared:
    """Weigh what passages share; `near[i]` are the new places that old place i can go to."""
    ours = [_keys(each, words=each.language == language) for each in old]
    within = any(each.language == language for each in old)
    words = [_keys(each, words=True) if within else frozenset() for each in new]
    anchors = [_keys(each, words=False) for each in new]
    weights = _weights([*ours, *words, *anchors], len(old) + len(new))
    places: dict[Key, list[int]] = {}
    for place, keys in enumerate(zip(words, anchors, strict=True)):
        for key in keys[0] | keys[1]:
            places.setdefault(key, []).append(place)
    rows = [_row(keys, places, weights, reach) for keys, reach in zip(ours, near, strict=True)]
    return Shared(
        rows,
        [_mass(keys, weights) for keys in ours],
        [
            (_mass(said, weights), _mass(anchored, weights))
            for said, anchored in zip(words, anchors, strict=True)
        ],
    )


def _row(
    keys: Iterable[Key], places: dict[Key, list[int]], weights: dict[Key, float], reach: range
) -> dict[int, float]:
    row: dict[int, float] = {}
    for key in keys:
        for place in places.get(key, ()):
            if place in reach:
                row[place] = row.get(place, 0.0) + weights[key]
    return row


def _keys(passage: Passage, *, words: bool) -> frozenset[Key]:
    if words:
        return frozenset(("w", token.folded) for token in tokens_of(passage.text))
    return frozenset(_anchors(passage.text))


def _anchors(text: str) -> Iterator[Key]:
    for fact in find(text):
        yield "@", str(fact.value)
    for token in tokens_of(text):
        word = token.text
        if token.is_number:
            yield "#", "".join(str(int(each)) for each in word if each.isdecimal()).lstrip("0")
            continue
        skeleton = consonants(word)[:_KEPT_CONSONANTS]
        if len(word) > 1 and word.isupper():
            yield "A", skeleton
        elif len(skeleton) >= _FEWEST_CONSONANTS:
            if word[0].isupper():
                yield "N", skeleton
            if len(word) >= _SHORTEST_LOAN:
                yield "L", skeleton


def _weights(all_keys: Sequence[frozenset[Key]], passages: int) -> dict[Key, float]:
    counts = Counter(key for keys in all_keys for key in keys)
    most = max(4.0, _COMMON * passages)
    return {
        key: _TELLING.get(key[0], 1.0) * math.log(1 + passages / count) if count <= most else 0.0
        for key, count in counts.items()
    }


def _mass(keys: Iterable[Key], weights: dict[Key, float]) -> float:
    return sum(weights[key] for key in keys)
