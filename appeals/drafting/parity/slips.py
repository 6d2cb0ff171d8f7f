"""Rules on usual slips of the pen."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Slip
from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading


def usual_slips(reading: Reading) -> Iterator[Finding]:
    """What is often written wrongly in the language, from its list."""
    text = reading.masked.replace("\u00a0", " ")
    for sign, pattern, mended in _slips(reading.lexicon.tag):
        for match in pattern.finditer(text) if sign in text else ():
            replacement = match.expand(mended)
            yield Finding(
                Level.WARNING,
                reading.segment_id,
                reading.language,
                match.span(),
                match.group(),
                replacement,
                replacement=replacement,
            )


def repeated_words(reading: Reading) -> Iterator[Finding]:
    """The same word twice in a row, where the language hardly ever has it."""
    repeatable = reading.lexicon.repeatable
    if repeatable is None:
        return
    for first, second in pairwise(reading.tokens):
        if first.folded != second.folded or first.is_number or first.folded in repeatable:
            continue
        if reading.masked[first.end : second.start].isspace():
            yield Finding(
                Level.WARNING,
                reading.segment_id,
                reading.language,
                (first.end, second.end),
                reading.wording[first.start : second.end],
                first.text,
                replacement="",
            )


@cache
def _slips(tag: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    slips = lexicon_of(tag).slips
    return tuple((_sign(slip), re.compile(slip.pattern), slip.mended) for slip in slips)


def _sign(slip: Slip) -> str:
    """A piece of text without which the pattern cannot match: a search for it is quick."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|\\.", "\n", slip.pattern)
    return max(plain.split("\n"), key=len)
