"""Tell amounts of money and percentages from plain numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from babel.core import get_global

from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon

_SYMBOLS = {
    "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB", "₸": "KZT",
    "₴": "UAH", "₾": "GEL", "₺": "TRY", "₼": "AZN", "֏": "AMD", "zł": "PLN",
}  # fmt: skip
_CODES = frozenset(get_global("all_currencies")) - {"ALL", "TOP", "ANG"}
_BEFORE = re.compile(r"(US\$|[€$£¥₽₸₴₾₺₼֏]|(?<![^\W\d_])[A-Z]{3})\s?$")
_AFTER = re.compile(
    r"\s?([€$£¥₽₸₴₾₺₼֏]|zł)|\s?((?!\d)[^\W_]+(?:-[^\W\d_]+)?)(?:\s((?!\d)[^\W_]+))?"
)
_RANGE = re.compile(r"\s?[-–—]\s?")


@dataclass
class Counted:
    """Numbers by what they count; the value of an amount is (number, ISO 4217 code)."""

    amounts: list[Fact] = field(default_factory=list)
    percentages: list[Fact] = field(default_factory=list)
    numbers: list[Fact] = field(default_factory=list)


def sort_out(text: str, numbers: Sequence[Fact], lexicon: Lexicon) -> Counted:
    """Part the numbers by their unit; both ends of "2000–3000 EUR" are amounts."""
    counted = Counted()
    numbers, units = _with_units(text, numbers, lexicon)
    for at, number in enumerate(numbers):
        unit, start, end = units[at]
        if not unit and at + 1 < len(numbers) and _range(text, number, numbers[at + 1]):
            unit = units[at + 1][0]
        if not unit and at and _range(text, numbers[at - 1], number):
            unit = units[at - 1][0]
        whole = replace(number, start=start, end=end, text=text[start:end])
        if unit == "%":
            counted.percentages.append(replace(whole, firm=True))
        elif unit:
            values = tuple((value, unit) for value in (number.value, *number.also))
            counted.amounts.append(replace(whole, value=values[0], also=values[1:], firm=True))
        else:
            counted.numbers.append(number)
    return counted


def _with_units(
    text: str, numbers: Sequence[Fact], lexicon: Lexicon
) -> tuple[list[Fact], list[tuple[str, int, int]]]:
    """Find the unit of each number; the "cent" of "pour cent" is no number of its own."""
    kept, units = [], []
    used = 0
    for number in numbers:
        if number.start >= used:
            kept.append(number)
            units.append(_unit(text, number, lexicon))
            used = units[-1][2]
    return kept, units


def _unit(text: str, number: Fact, lexicon: Lexicon) -> tuple[str, int, int]:
    """The unit of a number with the place of both; "" and the place of the number if none."""
    if percent := _percent(lexicon.tag).match(text, number.end):
        return "%", number.start, percent.end()
    if before := _BEFORE.search(text, max(0, number.start - 5), number.start):
        code = _SYMBOLS.get(before[1]) or (before[1] if before[1] in _CODES else "")
        if code:
            return code, before.start(), number.end
    code, end = _named(text, number.end, lexicon)
    return code, number.start, end


def _named(text: str, start: int, lexicon: Lexicon) -> tuple[str, int]:
    match = _AFTER.match(text, start)
    if match is None:
        return "", start
    if match[1]:
        return _SYMBOLS[match[1]], match.end(1)
    first, second = match[2], match[3]
    if first in _CODES:
        return first, match.end(2)
    names = lexicon.currencies
    if second and (code := names.get(f"{first} {second}".casefold())):
        return code, match.end(3)
    if code := names.get(first.casefold()):
        return code, match.end(2)
    # "казахстанских тенге", "Kazakhstani tenge": an adjective may stand between.
    if second and len(first) > 3 and (code := names.get(second.casefold())):
        return code, match.end(3)
    return "", start


def _range(text: str, first: Fact, second: Fact) -> bool:
    return _RANGE.fullmatch(text, first.end, second.start) is not None


@cache
def _percent(tag: str) -> re.Pattern[str]:
    words = lexicon_of(tag).percent
    spelled = rf"|(?:{words})(?!\w)" if words else ""
    return re.compile(rf"\s?(?:[%٪]{spelled})", re.IGNORECASE)
