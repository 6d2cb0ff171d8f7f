"""Rules that go by the glossary: names, acronyms, and how strongly something is asked."""

from collections.abc import Iterator

from appeals.drafting.parity.facts import Fact, compare
from appeals.drafting.parity.model import Finding, Level, TermKind
from appeals.drafting.parity.pairing import Pair
from appeals.drafting.parity.reading import Reading
from appeals.drafting.parity.terms import Terms, forms_in


def names(pair: Pair, terms: Terms) -> Iterator[Finding]:
    """A name or acronym stands in one wording, and nothing it is called in the other."""
    ours, theirs = _named(pair.reference, terms), _named(pair.other, terms)
    for number, fact in sorted(ours.items()):
        if number not in theirs:
            forms = forms_in(terms.terms[number], pair.other.language)
            if forms:
                yield _lacking(pair.other, forms[0], pair.reference, fact)
    for number, fact in sorted(theirs.items()):
        if number not in ours:
            forms = forms_in(terms.terms[number], pair.reference.language)
            if forms:
                yield _lacking(pair.reference, forms[0], pair.other, fact)


def strength(pair: Pair, terms: Terms) -> Iterator[Finding]:
    """One language urges where the other calls on, or demands where it asks.

    Only where both have a word the other has not: texts also ask with nouns.
    """
    found = compare(_asked(pair.reference, terms), _asked(pair.other, terms))
    for ours, theirs in zip(found.left, found.right, strict=False):
        yield pair.finding(Level.WARNING, ours, theirs)


def _named(reading: Reading, terms: Terms) -> dict[int, Fact]:
    """The first place of each name, by the number of its term."""
    return {
        number: fact
        for number, fact in reversed(terms.find(reading))
        if terms.terms[number].kind is not TermKind.MODAL
    }


def _asked(reading: Reading, terms: Terms) -> list[Fact]:
    return [
        Fact(terms.terms[number].strength, fact.start, fact.end, fact.text)
        for number, fact in terms.find(reading)
        if terms.terms[number].kind is TermKind.MODAL
    ]


def _lacking(reading: Reading, form: str, opposite: Reading, fact: Fact) -> Finding:
    return Finding(
        Level.WARNING,
        reading.segment_id,
        reading.language,
        found=fact.text,
        expected=form,
        other_language=opposite.language,
    )
