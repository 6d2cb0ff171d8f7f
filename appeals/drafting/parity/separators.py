"""Rules on how numbers are written: what parts thousands, what begins a fraction."""

import re
from collections.abc import Iterator

from appeals.drafting.parity.lexicon.cldr import signs_of
from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading

_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_FRACTION = re.compile(r"\d+([.,])\d{1,2}")
_NARROW = " \u00a0\u2009\u202f"


def thousands(reading: Reading) -> Iterator[Finding]:
    """Thousands parted by the sign another language uses."""
    signs = signs_of(reading.language)
    for start, text, sign in _figures(reading, _THOUSANDS):
        # Three digits after the decimal sign may be a fraction, unless they are round.
        fraction = sign == signs.decimal and text.count(sign) == 1 and not text.endswith("0")
        if sign != signs.group and not fraction:
            group = "\u00a0" if signs.group in _NARROW else signs.group
            yield _finding(reading, start, text, text.replace(sign, group))


def fractions(reading: Reading) -> Iterator[Finding]:
    """A decimal point where the language has a comma, or the other way round."""
    decimal = signs_of(reading.language).decimal
    for start, text, sign in _figures(reading, _FRACTION):
        if sign != decimal and decimal in ".,":
            yield _finding(reading, start, text, text.replace(sign, decimal))


def _figures(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[int, str, str]]:
    """Yield place, text and sign of the figures that count something."""
    facts = (*reading.numbers, *reading.amounts, *reading.percentages)
    for fact in facts:
        if fact.spelled:
            continue
        span = reading.masked[fact.start : fact.end]
        match = pattern.search(span)
        if match and not re.match(r"[.,]?\d", span[match.end() :]):
            yield fact.start + match.start(), match.group(), match[1]


def _finding(reading: Reading, start: int, text: str, mended: str) -> Finding:
    end = start + len(text)
    return Finding(
        Level.WARNING,
        reading.segment_id,
        reading.language,
        (start, end),
        reading.wording[start:end],
        mended,
        replacement=mended,
    )
