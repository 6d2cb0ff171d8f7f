"""Which countries the words of a name speak of: "Norwegian", "норвежский", "Norwegen"."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from appeals import languages
from appeals.countries import ALSO_CALLED
from appeals.importing.vocabulary import folded, is_small

# What is left of a word when its ending is taken off, at least.
_SHORTEST_STEM = 4
_LONGEST_ENDING = 5
_WORD = re.compile(r"[^\W\d_]+")


@cache
def nation(word: str, language: str) -> str:
    """Return the country (ISO 3166-1 alpha-2) that a folded word names, or ""."""
    stems = _stems(language.partition("-")[0])
    for length in range(len(word), max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        if word[:length] in stems:
            return stems[word[:length]]
    return ""


@cache
def names_of(code: str, language: str) -> frozenset[str]:
    """Return what a country may be called in a language, folded: the usual name, CLDR's, others."""
    locale = _locale(language)
    territories = locale.territories if locale else {}
    script = languages.script(language)
    called = [name for name, known in ALSO_CALLED.items() if known == code]
    names = [
        languages.country_name(code, language),
        *(str(territories[key]) for key in (code, f"{code}-alt-short") if key in territories),
        *(name for name in called if (script == "Cyrl") is not name.isascii()),
    ]
    return frozenset(" ".join(folded(name).split()) for name in names)


@cache
def _stems(language: str) -> Mapping[str, str]:
    """Map beginnings of words to countries; what may be of two countries is left out."""
    stems: dict[str, str] = {}
    for word, code in _words(language):
        ending = min(_LONGEST_ENDING - 1, max(0, len(word) - _SHORTEST_STEM))
        for length in range(len(word) - ending, len(word) + 1):
            stem = word[:length]
            stems[stem] = code if stems.get(stem, code) == code else ""
    return {stem: code for stem, code in stems.items() if code}


def _words(language: str) -> list[tuple[str, str]]:
    """Country names of one word, and names of languages, which many languages use for nations."""
    found = [
        (folded(name), code)
        for code, name in languages.country_names(language).items()
        if _WORD.fullmatch(name) and not is_small(folded(name))
    ]
    return found + [
        (folded(name), code)
        for tag, name in _languages(language).items()
        if _WORD.fullmatch(name) and (code := _home(tag))
    ]


def _languages(language: str) -> Mapping[str, str]:
    locale = _locale(language)
    return dict(locale.languages) if locale else {}


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return None


def _home(tag: str) -> str:
    """The country a language is named after: of languages spoken in many, none."""
    if len(tag) != 2 or tag in _OF_MANY_COUNTRIES:
        return ""
    return str(get_global("likely_subtags").get(tag, "")).rpartition("_")[2]


_OF_MANY_COUNTRIES = frozenset({"ar", "en", "es", "fa", "fr", "pt", "sw", "zh"})
