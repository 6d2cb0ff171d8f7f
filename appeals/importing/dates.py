"""Dates that stand on a line of their own, with weekday or place, in any language we know."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import cast

from babel import Locale

from appeals.drafting.parity import dates as parity_dates
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.tokens import tokens_of
from appeals.importing import words
from appeals.importing.rows import Row

_LONGEST = 80  # characters
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_REST = 4  # words beside the date


@lru_cache(maxsize=4096)
def day_in(text: str, language: str = "") -> date | None:
    """Return the first whole date in a text; the language, if told, is tried first."""
    for tag in dict.fromkeys([language, *_tags()] if language else _tags()):
        found = _first(text, tag)
        if found:
            return found[0]
    return None


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """Whether a line is a date: with it, at most a weekday and the place."""
    if len(text) > _LONGEST or not _YEAR.search(text):
        return False
    for tag in _tags():
        if found := _first(text, tag):
            rest = f"{text[: found[1]]} {text[found[2] :]}"
            said = [word for word in re.findall(r"[^\W\d_]+", words.folded(rest))]
            others = [word for word in said if word not in _weekdays()]
            return len(others) <= _REST and not re.search(r"[.!?;]\s+\w", rest)
    return False


def is_date_row(row: Row) -> bool:
    """Whether a row is a date; its number may be the day of it ("29. Januar 2021")."""
    if row.number is None:
        return not row.bullet and not row.cells and is_date(row.raw)
    return is_date(row.raw) and not is_date(row.text) and _begins_with_date(row.raw)


def _begins_with_date(text: str) -> bool:
    return any(found and found[1] == 0 for found in (_first(text, tag) for tag in _tags()))


def _first(text: str, tag: str) -> tuple[date, int, int] | None:
    for fact in parity_dates.find(text, tokens_of(text), lexicon_of(tag)):
        day, month, year = cast(parity_dates.Date, fact.value)
        if day and year:
            try:
                return date(year, month, day), fact.start, fact.end
            except ValueError:
                continue
    return None


@cache
def _tags() -> Sequence[str]:
    return [each.tag for each in words.ALL]


@cache
def _weekdays() -> frozenset[str]:
    """Days of the week and small words of dates, in all languages."""
    found: set[str] = {
        "de",
        "del",
        "год",
        "года",
        "г",
        "le",
        "el",
        "den",
        "the",
        "роки",
        "року",
        "р",
    }
    for tag in _tags():
        days = Locale.parse(tag).days["format"]
        for width in ("wide", "abbreviated"):
            for name in days[width].values():
                found |= set(re.findall(r"[^\W\d_]+", words.folded(name)))
    return frozenset(found)
