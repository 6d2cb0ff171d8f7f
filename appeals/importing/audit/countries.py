"""Rules on the countries that stand with the names."""

import re
from collections.abc import Iterator, Sequence

from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, spot_of
from appeals.importing.audit.verbatim import is_copied
from appeals.importing.matching import Item
from appeals.importing.model import Entry
from appeals.importing.nations import names_of, nation
from appeals.importing.vocabulary import folded
from appeals.languages import script

# Where so many countries are concerned, one finding tells of all.
_STYLE = 0.5
_FEWEST = 4
_BETWEEN = re.compile(r"\s*[/,;&+]\s*|\s+[-\u2010-\u2015]\s+|\s+(?:and|und|et|y|e|i|и|і|та)\s+")


def differing(ground: Ground) -> Iterator[Finding]:
    for _identity, first, item in ground.pairs():
        ours, theirs = first.entry, item.entry
        if ours.countries and theirs.countries and set(ours.countries) != set(theirs.countries):
            yield Finding(
                "country_differs",
                Level.ERROR,
                (spot_of(first), spot_of(item)),
                ground.languages(item.version, first.version)
                | {"found": _words(theirs), "expected": _words(ours)},
            )


def missing(ground: Ground) -> Iterator[Finding]:
    """One version gives the country of an entry, another does not."""
    found: dict[tuple[int, int], list[tuple[Item, Item]]] = {}
    for _identity, first, item in ground.pairs():
        if bool(first.entry.countries) != bool(item.entry.countries):
            with_one, without = (first, item) if first.entry.countries else (item, first)
            found.setdefault((with_one.version, without.version), []).append((with_one, without))
    for (one, other), items in found.items():
        if _has_none(ground, other) and len(items) >= _FEWEST:
            yield _all_missing(ground, one, other, items)
            continue
        for with_one, without in items:
            yield Finding(
                "country_missing",
                Level.WARNING,
                (spot_of(with_one), spot_of(without)),
                ground.languages(other, one) | {"expected": _words(with_one.entry)},
            )


def untranslated(ground: Ground) -> Iterator[Finding]:
    """A country stands in another language than the list."""
    for version in ground.versions:
        items = [i.items[version] for i in ground.matching.identities if version in i.items]
        named = [each for each in items if each.entry.countries and each.entry.country_words]
        foreign = [each for each in named if _is_foreign(ground, each)]
        # A list that was taken over as it stands is printed so on purpose.
        if not foreign or is_copied(ground, version):
            continue
        if len(foreign) > _STYLE * len(named) and len(foreign) >= _FEWEST:
            yield _all_foreign(ground, version, foreign)
            continue
        for item in foreign:
            yield Finding(
                "country_untranslated",
                Level.WARNING,
                (spot_of(item),),
                {"language": ground.language(version), "found": item.entry.country_words},
            )


def _has_none(ground: Ground, version: int) -> bool:
    return not any(
        identity.items[version].entry.countries
        for identity in ground.matching.identities
        if version in identity.items
    )


def _all_missing(
    ground: Ground, one: int, other: int, items: Sequence[tuple[Item, Item]]
) -> Finding:
    with_one, without = items[0]
    return Finding(
        "countries_missing",
        Level.WARNING,
        (spot_of(with_one), spot_of(without)),
        ground.languages(other, one) | {"number": str(len(items))},
    )


def _all_foreign(ground: Ground, version: int, foreign: Sequence[Item]) -> Finding:
    return Finding(
        "countries_untranslated",
        Level.WARNING,
        (spot_of(foreign[0]),),
        {
            "language": ground.language(version),
            "number": str(len(foreign)),
            "found": foreign[0].entry.country_words,
        },
    )


def _is_foreign(ground: Ground, item: Item) -> bool:
    language = ground.language(item.version)
    words = [folded(each).strip() for each in _BETWEEN.split(item.entry.country_words)]
    others = {"en", *(version.language for version in ground.statement.versions)} - {language}
    return any(_is_of(word, item.entry.countries, language, others) for word in words if word)


def _is_of(word: str, codes: Sequence[str], language: str, others: set[str]) -> bool:
    """Whether a word names one of these countries, but not in this language."""
    word = " ".join(word.split())
    for code in codes:
        if word in names_of(code, language) or nation(word, language) == code:
            return False
    if word.isascii() and script(language) != "Latn":
        return True
    return any(word in names_of(code, other) for code in codes for other in others)


def _words(entry: Entry) -> str:
    return entry.country_words or ", ".join(entry.countries)
