"""Where things stand on the pages of a PDF, and what that says: lines, gaps, headings, columns."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from appeals.document.markup import printable
from appeals.readers.lines import Line, LineKind

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
# Bullets of symbol fonts have no letter of their own.
_BULLET = re.compile(r"^[\uf000-\uf0ff](?=\s)")
# Of letters on average, in units of the size of their font; their own widths are not at hand.
_NARROW = re.compile(r"[ijltfrI .,;:!|'()\[\]-]")
_WIDE = re.compile(r"[mwA-Z@&%А-ЯЁжшщюфмы]")
_WIDTHS = (0.3, 0.5, 0.7)
_UNSURE = 0.2  # of an estimated width
_COLUMN = 1.2  # units between columns
_COLUMN_AFTER_BLANK = 3
_GAP = 1.3  # of the usual distance of lines
_HEADING = 1.15  # of the usual size
_ABOVE_TITLE = 3  # lines
_ENDS = re.compile(r"[.!?:;…。؟۔][\"'»”’)\]]*$")


@dataclass(frozen=True)
class Printed:
    """A line on a page; `x` and `y` in points from the lower left corner, `size` of its font."""

    text: str
    x: float
    y: float
    size: float


@dataclass
class _Piece:
    text: str
    x: float
    y: float
    size: float


class Pieces:
    """Takes the pieces of text of a page in the order in which they were written."""

    def __init__(self) -> None:
        self._lines: list[list[_Piece]] = [[]]

    def add(self, text: str, outer: Any, inner: Any, _font: Any, size: float) -> None:
        """Take a piece; `outer` and `inner` are matrices that say where it is (ISO 32000 9.4.2)."""
        before, *after = text.split("\n")
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        stretched = math.hypot(inner[2], inner[3]) * math.hypot(outer[2], outer[3])
        self._lines[-1].append(_Piece(before, x, y, size * stretched))
        for each in after:
            self._lines.append([_Piece(each, x, y, size * stretched)])

    def lines(self) -> list[Printed]:
        return [line for line in map(_line, self._lines) if line.text]


def lines_of(pages: Sequence[Sequence[Printed]], edges: frozenset[Printed]) -> Iterator[Line]:
    """Yield the lines of all pages; `edges` are those that belong to the pages."""
    size = _usual_size(pages)
    leading = _usual_distance(pages, edges) / size if size else 0
    title = _title(pages, edges, size)
    last: Printed | None = None
    crossed = False
    for page in pages:
        for line in page:
            if line in edges:
                yield Line(0, line.text, kind=LineKind.FURNITURE)
                continue
            if last and (_runs_out(last, line) if crossed else _is_apart(last, line, leading)):
                yield Line(0, "")
            yield Line(0, line.text, kind=_kind(line, title, size))
            last, crossed = line, False
        crossed = True


def _line(pieces: Sequence[_Piece]) -> Printed:
    shown = [piece for piece in pieces if piece.text.strip()]
    if not shown:
        return Printed("", 0, 0, 0)
    text, blank = "", ""
    before = shown[0]
    for piece in pieces:
        if not piece.text.strip():
            blank += piece.text
            continue
        text += ("\t" if _is_column(before, piece) else blank) + piece.text
        before, blank = piece, ""
    longest = max(shown, key=lambda piece: len(piece.text))
    return Printed(_clean(text), shown[0].x, longest.y, round(longest.size, 1))


def _is_column(before: _Piece, after: _Piece) -> bool:
    gap = after.x - before.x - (1 + _UNSURE) * _width(before)
    # Where a blank was written, it belongs to the text unless it is followed by a wide gap.
    return gap > (_COLUMN_AFTER_BLANK if before.text.endswith(" ") else _COLUMN) * after.size


def _width(piece: _Piece) -> float:
    narrow, usual, wide = _WIDTHS
    letters = len(piece.text)
    thin, broad = len(_NARROW.findall(piece.text)), len(_WIDE.findall(piece.text))
    return piece.size * (narrow * thin + wide * broad + usual * (letters - thin - broad))


def _clean(text: str) -> str:
    text = printable(text).replace("\n", " ").translate(_LIGATURES)
    text = re.sub(r" *\t *| {4,}", "\t", text.strip())
    text = re.sub(r" +", " ", text)
    return _BULLET.sub("•", text)


def _usual_size(pages: Sequence[Sequence[Printed]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0)


def _usual_distance(pages: Sequence[Sequence[Printed]], edges: frozenset[Printed]) -> float:
    distances: Counter[float] = Counter()
    for page in pages:
        own = [line for line in page if line not in edges]
        for upper, lower in pairwise(own):
            apart = upper.y - lower.y
            if 0.8 * upper.size < apart < 2.5 * upper.size:
                distances[round(2 * apart) / 2] += 1
    if not distances:
        return 0
    # Of the distances that are common, the smallest: lists of short lines may stand wide.
    most = max(distances.values())
    return min(apart for apart, count in distances.items() if 4 * count >= most)


def _is_apart(upper: Printed, lower: Printed, leading: float) -> bool:
    apart = upper.y - lower.y
    expected = max(leading, 1) * max(upper.size, lower.size)
    return apart < 0 or apart > _GAP * expected or abs(upper.size - lower.size) > 1


def _runs_out(last: Printed, following: Printed) -> bool:
    """Whether a paragraph ends with its page, as far as it can be told."""
    if last.size != following.size:
        return True
    return bool(_ENDS.search(last.text)) and not following.text[:1].islower()


def _title(
    pages: Sequence[Sequence[Printed]], edges: frozenset[Printed], usual: float
) -> float | None:
    """The size of the title: larger than all else, on the first page and near its top."""
    own = [line for page in pages for line in page if line not in edges]
    largest = max((line.size for line in own), default=0)
    at = [place for place, line in enumerate(own) if line.size == largest]
    if largest < _HEADING * usual or at[0] > _ABOVE_TITLE or at != list(range(at[0], at[-1] + 1)):
        return None
    return largest


def _kind(line: Printed, title: float | None, usual: float) -> LineKind:
    if title is not None and line.size == title:
        return LineKind.TITLE
    return LineKind.HEADING if line.size >= _HEADING * usual else LineKind.TEXT
