"""Dates and hours of the day."""

import re
from collections.abc import Iterator, Sequence
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
_CLOCK = r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_FARTHEST = 60  # characters that a list of days may take before a month


def times(text: str, lexicon: Lexicon) -> list[Fact]:
    """Return hours of the day in minutes since midnight."""
    return [_hour(match) for match in _hours(lexicon.tag).finditer(text)]


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
    for at, token in enumerate(tokens):
        if token.folded not in patterns.beginnings and not token.folded.startswith(
            lexicon.prefixes
        ):
            continue
        found = _month(at, tokens, lexicon)
        if found is None or token.start < used:
            continue
        month, end = found
        before = patterns.days_before.search(text, max(used, token.start - _FARTHEST), token.start)
        after = patterns.days_after.match(text, end) if before is None else None
        if after:
            end = after.end()
        year = patterns.year_after.match(text, end)
        stop = year.end() if year else end
        days = before or after
        if days is None and year is None and _is_ordinary(token, lexicon):
            continue
        used = stop
        value = int(year["year"]) if year else None
        yield from _facts(text, token.start, stop, days, month, value, token, lexicon)


def _facts(
    text: str,
    start: int,
    stop: int,
    days: re.Match[str] | None,
    month: int,
    year: int | None,
    token: Token,
    lexicon: Lexicon,
) -> Iterator[Fact]:
    if days is None:
        # "May" may be a verb, "Mart" a name: alone they only answer a month.
        firm = year is not None or (token.folded not in lexicon.proper_months and lexicon.known)
        yield Fact((None, month, year), start, stop, text[start:stop], firm=firm)
        return
    numbers = list(re.finditer(r"\d{1,2}", days["days"]))
    offset = days.start("days")
    start = min(start, offset)
    for at, number in enumerate(numbers):
        begin = offset + number.start() if at else start
        last = at == len(numbers) - 1
        end = stop if last else offset + numbers[at + 1].start()
        shown = text[begin : stop if last else offset + number.end()]
        yield Fact((int(number.group()), month, year), begin, end, shown)


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
    half = r"(?P<half>[ap])\.?\s?m\b\.?"
    word = lexicon_of(tag).hours if tag not in ("en",) else ""
    named = rf"|{_CLOCK.replace('hour', 'h3')}\s?(?:{word})\s?(?P<m3>[0-5]\d)?" if word else ""
    return re.compile(
        rf"{_CLOCK}:(?P<minute>[0-5]\d)(?![\d:])(?:\s?{half})?"
        rf"|{_CLOCK.replace('hour', 'h2')}(?:[.:](?P<m2>[0-5]\d))?\s?"
        rf"(?P<half2>[ap])\.?\s?m\b\.?{named}",
        re.IGNORECASE,
    )


def _hour(match: re.Match[str]) -> Fact:
    found = match.groupdict()
    hour = int(found["hour"] or found["h2"] or found.get("h3") or 0)
    minute = int(found["minute"] or found["m2"] or found.get("m3") or 0)
    half = (found["half"] or found["half2"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Fact(hour * 60 + minute, match.start(), match.end(), match.group().strip())
