"""Dates and hours of the day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon
from appeals.drafting.parity.tokens import Token

Date = tuple[int | None, int, int | None]

_IN_DIGITS = re.compile(
    r"(?<![\w.,/-])(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<a>\d{1,2})(?P<by>[./])(?P<b>\d{1,2})(?P=by)(?P<c>\d{4}|\d\d))(?![\w/]|[.,]\d)"
)
_CLOCK = r"(?<![\d.,:])(?P<hour{n}>[01]?\d|2[0-4])"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_FARTHEST = 60  # characters that a list of days may take before a month


def times(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Fact]:
    """Return hours of the day in minutes since midnight."""
    facts: list[Fact] = []
    pattern, end = _hours(lexicon.tag), 0
    for token in tokens:
        if token.kind and token.start >= end and (match := pattern.match(text, token.start)):
            facts.append(_hour(match))
            end = match.end()
    return facts


def find(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Fact]:
    """Return dates as (day, month, year), what is not said being None.

    "15 and 25 January 2021" are two dates of one year. A date without a year
    may be of any year that another date of the wording names.
    """
    has_digits = any(token.kind for token in tokens)
    written = _digits(text, lexicon) if has_digits else ()
    facts = [*written, *_named(text, tokens, lexicon)]
    years = {parts[2] for parts in map(_parts, facts) if parts[2] is not None}
    return [_of_some_year(fact, years) for fact in sorted(facts, key=lambda fact: fact.start)]


def _parts(fact: Fact) -> Date:
    return cast(Date, fact.value)


def _of_some_year(fact: Fact, years: set[int]) -> Fact:
    day, month, year = _parts(fact)
    if year is not None or not years:
        return fact
    also = (*fact.also, *((day, month, each) for each in sorted(years)))
    return Fact(fact.value, fact.start, fact.end, fact.text, also=also, firm=fact.firm)


def _digits(text: str, lexicon: Lexicon) -> Iterator[Fact]:
    for match in _IN_DIGITS.finditer(text):
        if match["y"]:
            readings = [(int(match["d"]), int(match["m"]), int(match["y"]))]
        else:
            year = int(match["c"]) + (2000 if len(match["c"]) == 2 else 0)
            first, second = int(match["a"]), int(match["b"])
            readings = [(first, second, year)]
            # Only English is also written with the month first.
            if lexicon.tag == "en" and match["by"] == "/":
                readings.append((second, first, year))
        valid = [each for each in readings if each[0] <= 31 and 1 <= each[1] <= 12]
        if valid:
            yield Fact(valid[0], match.start(), match.end(), match.group(), also=tuple(valid[1:]))


def _named(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Fact]:
    patterns = _around(lexicon.tag)
    used = 0
    beginnings, prefixes = patterns.beginnings, lexicon.prefixes
    places = [
        at
        for at, token in enumerate(tokens)
        if token.folded in beginnings or (prefixes and token.folded.startswith(prefixes))
    ]
    for at in places:
        token = tokens[at]
        found = _month(at, tokens, lexicon)
        if found is None or token.start < used:
            continue
        month, end = found
        before = patterns.days_before.search(text, max(used, token.start - _FARTHEST), token.start)
        after = patterns.days_after.match(text, end) if before is None else None
        if after:
            end = after.end()
        year = patterns.year_after.match(text, end)
        days = before or after
        if days is None and year is None and _is_ordinary(token, lexicon):
            continue
        used = year.end() if year else end
        said = _Said(token.start, used, month, int(year["year"]) if year else None)
        yield from _of_days(text, said, days) if days else [_of_month(text, said, token, lexicon)]


@dataclass(frozen=True)
class _Said:
    """A month with its year, and where both stand."""

    start: int
    end: int
    month: int
    year: int | None


def _of_month(text: str, said: _Said, token: Token, lexicon: Lexicon) -> Fact:
    # "May" may be a verb, "Mart" a name: alone they only answer a month.
    sure = lexicon.known and token.folded not in lexicon.proper_months
    firm = said.year is not None or sure
    shown = text[said.start : said.end]
    return Fact((None, said.month, said.year), said.start, said.end, shown, firm=firm)


def _of_days(text: str, said: _Said, days: re.Match[str]) -> Iterator[Fact]:
    """Yield a date for each day before or after the month; the last one has month and year."""
    offset = days.start("days")
    numbers = list(re.finditer(r"\d{1,2}", days["days"]))
    begin = min(said.start, offset)
    for number in numbers:
        last = number is numbers[-1]
        end = said.end if last else offset + number.end()
        value = (int(number.group()), said.month, said.year)
        yield Fact(value, begin, end, text[begin:end].strip())
        begin = end if last else offset + numbers[numbers.index(number) + 1].start()


def _month(at: int, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int] | None:
    token = tokens[at]
    if at + 1 < len(tokens):
        both = f"{token.folded} {tokens[at + 1].folded}"
        if both in lexicon.months:
            return lexicon.months[both], tokens[at + 1].end
    number = lexicon.months.get(token.folded)
    for prefix in lexicon.prefixes if number is None else ():
        if token.folded.startswith(prefix):
            number = lexicon.months.get(token.folded.removeprefix(prefix))
            break
    return (number, token.end) if number else None


def _is_ordinary(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is not a month after all: "may", or a name that looks like one."""
    in_capitals = token.text[:1].isupper()
    return (
        in_capitals != lexicon.months_in_capitals
        and token.text[:1].lower() != token.text[:1].upper()
    )


class _Patterns:
    """What may stand before and after the name of a month in a language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.beginnings = frozenset(name.partition(" ")[0] for name in lexicon.months)
        suffix = f"(?:{lexicon.day_suffix})?" if lexicon.day_suffix else ""
        between = f"|{lexicon.between}" if lexicon.between else ""
        link = rf"(?:\s?(?:{lexicon.date_link})\s)?" if lexicon.date_link else ""
        year_word = rf"(?:\s?(?:{lexicon.year_word})(?!\w))?" if lexicon.year_word else ""
        year_first = rf"(?:(?:{lexicon.year_word})\s)?" if lexicon.year_word else ""
        days = rf"{_DAY}{suffix}(?:(?:\s?[,–-]\s?|\s(?:&{between})\s){_DAY}{suffix})*"
        self.days_before = re.compile(rf"(?<!\w)(?P<days>{days})[\s,]{{0,2}}{link}$")
        self.days_after = re.compile(rf"\.?\s(?P<days>{days})(?!\w)")
        self.year_after = re.compile(
            rf"\.?(?:,?\s{link}{year_first})(?P<year>[12]\d{{3}})(?![\d-]){year_word}"
        )


@cache
def _around(tag: str) -> _Patterns:
    return _Patterns(lexicon_of(tag))


@cache
def _hours(tag: str) -> re.Pattern[str]:
    half = r"(?P<half{n}>[ap])\.?\s?m\b\.?"
    minute = r"(?:[.:](?P<minute{n}>[0-5]\d))"
    patterns = [
        _CLOCK + r":(?P<minute1>[0-5]\d)(?![\d:])(?:\s?" + half + ")?",
        _CLOCK + minute + r"?\s?" + half,
    ]
    if word := lexicon_of(tag).hours:
        patterns.append(_CLOCK + minute + rf"?\s?(?:{word})(?:\s?(?P<after{{n}}>[0-5]\d)(?!\d))?")
    numbered = (each.replace("{n}", str(n)) for n, each in enumerate(patterns, start=1))
    return re.compile("|".join(numbered), re.IGNORECASE)


def _hour(match: re.Match[str]) -> Fact:
    found = {name.rstrip("123"): part for name, part in match.groupdict().items() if part}
    hour = int(found["hour"])
    minute = int(found.get("minute") or found.get("after") or 0)
    if half := found.get("half", "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    return Fact(hour * 60 + minute, match.start(), match.end(), match.group().strip())
