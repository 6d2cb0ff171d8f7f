"""Rules on a whole language version: one kind of dash, apostrophe and quotation mark."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])|(?<=s)['](?=\s)")
_EITHER_APOSTROPHE = re.compile("['’]")
_EITHER_DASH = re.compile("[–—]")
_DASH = re.compile(r"(?<=[\s\u00a0])[–—](?=[\s\u00a0])|(?<=[^\W\d_])[–—](?=[^\W\d_])")

Use = tuple[str, int, int]


def apostrophes(version: Sequence[Reading]) -> Iterator[Finding]:
    return _minority(version, lambda reading: _matches(_APOSTROPHE, reading))


def dashes(version: Sequence[Reading]) -> Iterator[Finding]:
    return _minority(version, lambda reading: _matches(_DASH, reading))


def quotation_styles(version: Sequence[Reading]) -> Iterator[Finding]:
    return _minority(version, _quotes)


def _minority(
    version: Sequence[Reading], uses: Callable[[Reading], Iterable[Use]]
) -> Iterator[Finding]:
    """Report every use that differs from the most frequent one, or from the first in a tie."""
    found = [(reading, use) for reading in version for use in uses(reading)]
    counted = Counter(style for _reading, (style, _start, _end) in found)
    if len(counted) < 2:
        return
    usual = counted.most_common(1)[0][0]
    for reading, (style, start, end) in found:
        if style != usual:
            text = reading.wording[start:end]
            mended = usual[0] + text[1:-1] + usual[1] if len(usual) == 2 else usual
            yield Finding(
                Level.HINT,
                reading.segment_id,
                reading.language,
                (start, end),
                text,
                mended,
                replacement=mended,
            )


def _matches(pattern: re.Pattern[str], reading: Reading) -> list[Use]:
    either = _EITHER_DASH if pattern is _DASH else _EITHER_APOSTROPHE
    if not either.search(reading.masked):
        return []
    return [(match.group(), *match.span()) for match in pattern.finditer(reading.masked)]


def _quotes(reading: Reading) -> list[Use]:
    facts = reading.marks.quotations
    return [(fact.text[0] + fact.text[-1], fact.start, fact.end) for fact in facts]
