"""Rules on what every language version has to state alike."""

from collections.abc import Iterator

from appeals.drafting.parity import structure
from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.pairing import Mismatch, Pair
from appeals.drafting.parity.reading import Reading

_LONG_QUOTATION = 5  # words; shorter ones are mostly names, which not every language quotes


def numbers(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.figures.numbers.mismatches)


def round_numbers(pair: Pair) -> Iterator[Finding]:
    """A dozen is often said where another language says ten."""
    for ours, theirs in pair.figures.numbers.loose:
        if ours.spelled and theirs.spelled:
            yield pair.finding(Level.HINT, ours, theirs)


def dates(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.figures.dates.mismatches)


def times(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.figures.times.mismatches)


def amounts(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.figures.amounts.mismatches)


def percentages(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.figures.percentages.mismatches)


def provisions(pair: Pair) -> Iterator[Finding]:
    mismatches = pair.figures.provisions.mismatches
    return pair.findings(each for each in mismatches if not _bare(pair, each))


def provision_words(pair: Pair) -> Iterator[Finding]:
    """The number of an article stands there, but not the word."""
    for mismatch in pair.figures.provisions.mismatches:
        bare = _bare(pair, mismatch)
        ours, theirs = mismatch
        # Where the word is not known, nothing says that it is missing.
        if bare and bare.lexicon.provisions and ours and theirs:
            number, full = (ours, theirs) if bare is pair.reference else (theirs, ours)
            opposite = pair.other if bare is pair.reference else pair.reference
            yield Finding(
                Level.WARNING,
                bare.segment_id,
                bare.language,
                (number.start, number.end),
                number.text,
                full.text,
                opposite.language,
            )


def addresses(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.differences(lambda reading: reading.addresses).mismatches)


def placeholders(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.differences(lambda reading: reading.placeholders).mismatches)


def footnotes(pair: Pair) -> Iterator[Finding]:
    return pair.findings(pair.differences(lambda reading: reading.footnotes).mismatches)


def emphasis(pair: Pair) -> Iterator[Finding]:
    found = pair.differences(lambda reading: structure.emphases(reading.masked))
    return pair.findings(found.mismatches, Level.HINT)


def quotation_count(pair: Pair) -> Iterator[Finding]:
    """Another number of quotations; names that only one language quotes are a hint."""
    found = pair.differences(lambda reading: reading.marks.quotations)
    for ours, theirs in found.mismatches:
        fact = ours or theirs
        words = len(fact.text.split()) if fact else 0
        level = Level.WARNING if words >= _LONG_QUOTATION else Level.HINT
        yield pair.finding(level, ours, theirs)


def _bare(pair: Pair, mismatch: Mismatch) -> Reading | None:
    """The reading that has only the number of a provision the other one names in full."""
    for reading, fact in zip((pair.reference, pair.other), mismatch, strict=True):
        if fact is not None and None not in mismatch and _is_number_of(fact, reading):
            return reading
    return None


def _is_number_of(fact: Fact, reading: Reading) -> bool:
    return any(fact.start == each.start for each in reading.numbers)
