"""What a wording states, in a form that no longer depends on the language."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A value and where it stands.

    `also` are other values it may be read as ("a dozen" is often ten). What is
    not `firm` may answer a fact of another language, but is not missed by it.
    `spelled` means written in words.
    """

    value: Hashable
    start: int
    end: int
    text: str
    also: tuple[Hashable, ...] = ()
    firm: bool = True
    spelled: bool = False


@dataclass(frozen=True)
class Comparison:
    """The facts of two wordings that were not found in the other, and those alike only loosely."""

    left: tuple[Fact, ...]
    right: tuple[Fact, ...]
    loose: tuple[tuple[Fact, Fact], ...] = ()


def compare(left: Iterable[Fact], right: Iterable[Fact]) -> Comparison:
    """Pair equal facts off, as multisets; which side is left makes no difference."""
    ours, theirs = list(left), list(right)
    if [fact.value for fact in ours] == [fact.value for fact in theirs]:
        return Comparison((), ())
    exact = _pairs(ours, theirs, lambda fact: {fact.value})
    ours, theirs = _rest(ours, theirs, exact)
    loose = _pairs(ours, theirs, lambda fact: {fact.value, *fact.also})
    ours, theirs = _rest(ours, theirs, loose)
    return Comparison(_firm(ours), _firm(theirs), tuple(loose))


def _pairs(
    ours: list[Fact], theirs: list[Fact], values: Callable[[Fact], set[Hashable]]
) -> list[tuple[Fact, Fact]]:
    """Pair the facts that share a value, the firm ones first, each fact once."""
    left, right = _by_value(ours, values), _by_value(theirs, values)
    pairs: list[tuple[Fact, Fact]] = []
    used: set[int] = set()
    for value in sorted(left.keys() & right.keys(), key=repr):
        free = ([fact for fact in side[value] if id(fact) not in used] for side in (left, right))
        for pair in zip(*free, strict=False):
            used.update(map(id, pair))
            pairs.append((pair[0], pair[1]))
    return pairs


def _by_value(
    facts: list[Fact], values: Callable[[Fact], set[Hashable]]
) -> dict[Hashable, list[Fact]]:
    groups: dict[Hashable, list[Fact]] = {}
    for fact in sorted(facts, key=_firm_first):
        for value in values(fact):
            groups.setdefault(value, []).append(fact)
    return groups


def _rest(
    ours: list[Fact], theirs: list[Fact], pairs: list[tuple[Fact, Fact]]
) -> tuple[list[Fact], list[Fact]]:
    used = {id(fact) for pair in pairs for fact in pair}
    left, right = ([f for f in side if id(f) not in used] for side in (ours, theirs))
    return left, right


def _firm_first(fact: Fact) -> tuple[bool, int]:
    return (not fact.firm, fact.start)


def _firm(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.firm)
