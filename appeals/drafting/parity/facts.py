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
    _pair_off(ours, theirs, lambda fact: {fact.value})
    loose = _pair_off(ours, theirs, lambda fact: {fact.value, *fact.also})
    return Comparison(_firm(ours), _firm(theirs), tuple(loose))


def _pair_off(
    ours: list[Fact], theirs: list[Fact], values: Callable[[Fact], set[Hashable]]
) -> list[tuple[Fact, Fact]]:
    """Take equal facts out of both lists and return them, the firm ones paired first."""
    pairs: list[tuple[Fact, Fact]] = []
    known = {value for fact in ours for value in values(fact)}
    shared = {value for fact in theirs for value in values(fact)} & known
    for value in sorted(shared, key=repr):
        left = sorted((f for f in ours if value in values(f)), key=_firm_first)
        right = sorted((f for f in theirs if value in values(f)), key=_firm_first)
        for one, other in zip(left, right, strict=False):
            ours.remove(one)
            theirs.remove(other)
            pairs.append((one, other))
    return pairs


def _firm_first(fact: Fact) -> tuple[bool, int]:
    return (not fact.firm, fact.start)


def _firm(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.firm)
