"""Which pairs of entries come in question at all: those that share something rare."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from appeals.importing.profiles import Profile

# What so many pairs share says nothing by itself.
_MOST_PAIRS = 150
_COMBINED = 6


def candidates(
    left: Sequence[Profile], right: Sequence[Profile], weights: Mapping[str, float]
) -> dict[int, set[int]]:
    """Return for each on the left the places of those on the right that may be the same."""
    blocks: dict[object, tuple[list[int], list[int]]] = {}
    for side, profiles in enumerate((left, right)):
        for place, each in enumerate(profiles):
            for key in _blocking(each, weights):
                blocks.setdefault(key, ([], []))[side].append(place)
    found: dict[int, set[int]] = {place: set() for place in range(len(left))}
    for ours, theirs in blocks.values():
        if len(ours) * len(theirs) <= _MOST_PAIRS:
            for place in ours:
                found[place].update(theirs)
    return found


def _blocking(profile: Profile, weights: Mapping[str, float]) -> Iterator[object]:
    """Yield single keys, two of the rarest together, and all together with the country."""
    for form in profile.forms:
        yield form.same
        yield from form.keys
        rarest = sorted(form.keys, key=lambda key: (-weights[key], key))[:_COMBINED]
        places = sorted(profile.countries) or [""]
        for pair in combinations(sorted(rarest), 2):
            yield pair
            yield from ((*pair, place) for place in places)
        yield frozenset(form.keys)
        yield from ((place, *sorted(form.keys)) for place in places)
    if profile.known:
        yield ("known", profile.known)
