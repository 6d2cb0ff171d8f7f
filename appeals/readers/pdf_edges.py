"""What stands at the edges of all pages: running heads, addresses, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from appeals.readers.pdf_layout import Printed

# So many lines at the top of a page, and as many at its foot, may repeat.
_DEEPEST = 3
_NEAR = 3.0  # points up or down between pages
_SHARE = 0.4  # of the pages: left and right ones may differ
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:\w{1,8}\.?\s+)?(\d{1,4})(?:\s*\D{1,6}\s*\d{1,4})?\W*")


def furniture(pages: Sequence[Sequence[Printed]]) -> frozenset[Printed]:
    """Return the lines that belong to the pages and not to the text."""
    counted = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(2, _SHARE * len(pages))
    common = {key for key, count in counted.items() if count >= least}
    return frozenset(
        line
        for number, page in enumerate(pages, start=1)
        for line in _edges(page)
        if common.intersection(_keys(line)) or _is_number(line, page, number)
    )


def _edges(page: Sequence[Printed]) -> list[Printed]:
    falling = sorted(page, key=lambda line: -line.y)
    if len(falling) <= _DEEPEST:
        return falling[:1] + falling[1:][-1:]
    return [*falling[:_DEEPEST], *falling[-_DEEPEST:]]


def _key(line: Printed) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text.casefold()), round(line.y / _NEAR)


def _keys(line: Printed) -> Iterator[tuple[str, int]]:
    text, height = _key(line)
    return ((text, height + near) for near in (-1, 0, 1))


def _is_number(line: Printed, page: Sequence[Printed], number: int) -> bool:
    match = _NUMBER.fullmatch(line.text)
    if not match or int(match[1]) != number or len(page) < 2:
        return False
    heights = [each.y for each in page]
    return line.y in (min(heights), max(heights)) and len(heights) > 1
