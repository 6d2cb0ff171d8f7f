"""Find the terms of the glossary in a wording, in whatever case they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon
from appeals.drafting.parity.modals import MODALS
from appeals.drafting.parity.model import Glossary, Term, TermKind
from appeals.drafting.parity.reading import Reading
from appeals.drafting.parity.tokens import Token

_KEY = 3  # letters by which a term is looked up before it is matched in full

Entry = tuple[int, re.Pattern[str]]


@dataclass(frozen=True)
class Index:
    """The terms of one language by the first letters of their forms."""

    entries: Mapping[str, tuple[Entry, ...]]
    prefixes: tuple[str, ...]

    def find(self, reading: Reading) -> list[tuple[int, Fact]]:
        """Return the terms found, by number; of overlapping ones the longest."""
        found = [
            (number, Fact(number, match.start(), match.end(), match.group()))
            for start, key in self._places(reading.tokens)
            for number, pattern in self.entries[key]
            if (match := pattern.match(reading.masked, start))
        ]
        return _longest(found)

    def _places(self, tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
        entries = self.entries
        for token in tokens:
            if (key := token.folded[:_KEY]) in entries:
                yield token.start, key
        for prefix in self.prefixes:
            length = len(prefix)
            for token in tokens:
                if token.folded.startswith(prefix):
                    key = token.folded[length : length + _KEY]
                    if key in entries:
                        yield token.start + length, key


class Terms:
    """A glossary made ready for looking up, with the usual modals."""

    def __init__(self, glossary: Glossary, languages: Iterable[str]) -> None:
        own = [term for term in glossary.terms if term.kind is TermKind.MODAL]
        known = {form.casefold() for term in own for all in term.forms.values() for form in all}
        usual = [_without(term, known) for term in MODALS]
        self.terms = (*glossary.terms, *usual)
        self._indices = {tag: _index(self.terms, tag) for tag in languages}
        self._found: dict[tuple[str, str], list[tuple[int, Fact]]] = {}

    def find(self, reading: Reading) -> list[tuple[int, Fact]]:
        key = (reading.segment_id, reading.language)
        if key not in self._found:
            self._found[key] = self._indices[reading.language].find(reading)
        return self._found[key]


def forms_in(term: Term, language: str) -> tuple[str, ...]:
    """The forms of a term in a language, or in the language it is a variety of."""
    return term.forms.get(language) or term.forms.get(language.partition("-")[0], ())


def _without(term: Term, known: set[str]) -> Term:
    forms = {
        tag: tuple(form for form in all if form.casefold() not in known)
        for tag, all in term.forms.items()
    }
    return Term(forms, term.kind, term.strength)


def _index(terms: Iterable[Term], language: str) -> Index:
    lexicon = lexicon_of(language)
    entries: dict[str, tuple[Entry, ...]] = {}
    for number, term in enumerate(terms):
        for form in forms_in(term, language):
            key = form.casefold()[:_KEY].strip()
            entries[key] = (*entries.get(key, ()), (number, _pattern(form, term.kind, lexicon)))
    return Index(entries, lexicon.prefixes)


def _pattern(form: str, kind: TermKind, lexicon: Lexicon) -> re.Pattern[str]:
    if kind is TermKind.ACRONYM:
        return re.compile(rf"{re.escape(form)}(?![^\W_])")
    inflected = kind is TermKind.NAME and lexicon.inflected
    words = [_word(word) if inflected else re.escape(word) for word in form.split()]
    return re.compile(r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    """A word with any ending: the last letters are what declension changes."""
    if len(word) <= _KEY:
        return re.escape(word)
    kept = word[: max(_KEY, len(word) - (3 if len(word) > 7 else 2))]
    return re.escape(kept) + r"\w{0,5}"


def _longest(found: list[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """Of terms at the same place keep the longest, "urge" not counting in "strongly urge"."""
    kept: list[tuple[int, Fact]] = []
    used: set[int] = set()
    for number, fact in sorted(found, key=lambda each: (each[1].start - each[1].end, each[0])):
        places = range(fact.start, fact.end)
        if used.isdisjoint(places):
            used.update(places)
            kept.append((number, fact))
    return sorted(kept, key=lambda each: each[1].start)
