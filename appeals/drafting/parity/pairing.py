"""Hold two wordings of a segment against each other, fact by fact."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import cast

from appeals.drafting.parity.facts import Comparison, Fact, compare
from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading

# Numbers up to here are often written in words.
_USUALLY_SPELLED = 20

Mismatch = tuple[Fact | None, Fact | None]


@dataclass(frozen=True)
class Differences:
    """What of one kind differs: (in the reference, in the other), None where it is missing."""

    mismatches: tuple[Mismatch, ...]
    loose: tuple[tuple[Fact, Fact], ...] = ()


@dataclass(frozen=True)
class Pair:
    """The reference wording of a segment and one other."""

    reference: Reading
    other: Reading

    def differences(self, kind: Callable[[Reading], Iterable[Fact]]) -> Differences:
        return _differences(compare(kind(self.reference), kind(self.other)))

    @cached_property
    def figures(self) -> "Figures":
        return figures(self.reference, self.other)

    def findings(
        self, mismatches: Iterable[Mismatch], level: Level = Level.ERROR
    ) -> Iterator[Finding]:
        """Turn mismatches into findings in the other wording.

        What is written in words is a warning at most: words say numbers in more ways.
        """
        for ours, theirs in mismatches:
            spelled = any(fact is not None and fact.spelled for fact in (ours, theirs))
            weight = Level.WARNING if spelled and level is Level.ERROR else level
            yield self.finding(weight, ours, theirs)

    def finding(self, level: Level, ours: Fact | None, theirs: Fact | None) -> Finding:
        return Finding(
            level,
            self.other.segment_id,
            self.other.language,
            place=(theirs.start, theirs.end) if theirs else (0, 0),
            found=theirs.text if theirs else "",
            expected=ours.text if ours else None,
            other_language=self.reference.language,
        )


@dataclass(frozen=True)
class Figures:
    """Everything with a number in it; a bare number may answer an amount without a currency."""

    dates: Differences
    times: Differences
    provisions: Differences
    amounts: Differences
    percentages: Differences
    numbers: Differences


def figures(ours: Reading, theirs: Reading) -> Figures:
    numbers = compare(_numbers(ours, theirs), _numbers(theirs, ours))
    left, right = list(numbers.left), list(numbers.right)
    kinds = {}
    for kind in ("dates", "times", "provisions", "amounts", "percentages"):
        found = compare(getattr(ours, kind), getattr(theirs, kind))
        kinds[kind] = _with_bare_numbers(found, left, right)
    rest = Comparison(tuple(left), tuple(right), numbers.loose)
    return Figures(numbers=_differences(rest), **kinds)


def _numbers(reading: Reading, opposite: Reading) -> list[Fact]:
    """The numbers that the opposite language can be expected to have as numbers."""
    unspoken = opposite.lexicon.unspoken
    if opposite.lexicon.known and not unspoken:
        return list(reading.numbers)
    return [_doubted(fact, opposite, unspoken) for fact in reading.numbers]


def _doubted(fact: Fact, opposite: Reading, unspoken: frozenset[int]) -> Fact:
    small = not isinstance(fact.value, str) and cast(int, fact.value) <= _USUALLY_SPELLED
    unknown = not opposite.lexicon.known and (fact.spelled or small)
    return replace(fact, firm=False) if unknown or fact.value in unspoken else fact


def _differences(comparison: Comparison) -> Differences:
    return Differences(tuple(zip_longest(comparison.left, comparison.right)), comparison.loose)


def _with_bare_numbers(comparison: Comparison, left: list[Fact], right: list[Fact]) -> Differences:
    """Answer each fact by a bare number of the other wording, taking that number away."""
    ours, theirs = list(comparison.left), list(comparison.right)
    mismatches: list[Mismatch] = [
        *((fact, number) for fact, number in _answered(ours, right)),
        *((number, fact) for fact, number in _answered(theirs, left)),
    ]
    return Differences((*mismatches, *zip_longest(ours, theirs)), comparison.loose)


def _answered(facts: list[Fact], numbers: list[Fact]) -> list[tuple[Fact, Fact]]:
    pairs = []
    bare = {str(number.value): number for number in reversed(numbers)} if facts else {}
    for fact in list(facts):
        part = next((each for each in _parts(fact) if each in bare), None)
        if part is not None:
            number = bare.pop(part)
            facts.remove(fact)
            numbers.remove(number)
            pairs.append((fact, number))
    return pairs


def _parts(fact: Fact) -> list[str]:
    parts = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return [str(part) for part in parts if part is not None]
