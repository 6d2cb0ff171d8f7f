"""What stands at the edges of all pages: running heads, addresses, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from appeals.readers.pdf_layout import Printed

# So many lines at the top of a page, and as many at its foot, may repeat.
_DEEPEST = 3
_NEAR = 3.0  # points up or down between pages
_SHARE = 0.4  # of the pages: left and right ones may differ
_DIGITS = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"\W*(?:\w{1,8}\.?\s+)?(\d{1,4})(?:\s*\D{1,6}\s*\d{1,4})?\W*")


def furniture(pages: Sequence[Sequence[Printed]]) -> frozenset[Printed]:
    """Return the lines that belong to the pages and not to the text."""
    edges = [_edges(page) for page in pages]
    counted = Counter(
        key
        for number, lines in enumerate(edges, start=1)
        for key in {key for line in lines for key in _keys(line, number)}
    )
    least = max(2, _SHARE * len(pages))
    return frozenset(
        line
        for number, (page, lines) in enumerate(zip(pages, edges, strict=True), start=1)
        for line in lines
        if _is_number(line, page, number)
        or any(counted[key] >= least for key in _keys(line, number))
    )


def _edges(page: Sequence[Printed]) -> list[Printed]:
    falling = sorted(page, key=lambda line: -line.y)
    if len(falling) <= _DEEPEST:
        return falling[:1] + falling[1:][-1:]
    return [*falling[:_DEEPEST], *falling[-_DEEPEST:]]


def _keys(line: Printed, number: int) -> Iterator[tuple[str, int]]:
    """Yield what the line may have in common with those of other pages, and about where it is."""
    text, height = line.text.casefold(), round(line.y / _NEAR)
    numbers = list(_DIGITS.finditer(text))
    # Of a page number, how far it is ahead is the same on all pages; of a list it is not.
    counts = {
        f"{text[: each.start()]}{int(each[0]) - number:+}{text[each.end() :]}"
        for each in (*numbers[:1], *numbers[-1:])
    }
    for said in {text, *counts}:
        yield from ((said, height + near) for near in (0, 1))


def _is_number(line: Printed, page: Sequence[Printed], number: int) -> bool:
    match = _NUMBER.fullmatch(line.text)
    if not match or int(match[1]) != number or len(page) < 2:
        return False
    heights = [each.y for each in page]
    return line.y in (min(heights), max(heights)) and len(heights) > 1
