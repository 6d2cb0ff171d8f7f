"""Lists whose bullets and numbers were typed: they become items, and the marks go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from appeals.document.tree import BlockKind
from appeals.readers.parts import Part

_MARK = re.compile(
    r"\s*(?:(?P<bullet>[•‣▪◦●○∙·*\u2010-\u2015-])|\(?(?P<number>\d{1,2})[.)])\s+(?=\S)"
)


@dataclass(frozen=True)
class _Unit:
    """A stretch of a part; `style` is the mark it begins with and `number` what it counts."""

    at: int
    text: str
    style: str = ""
    number: int = 0


def found(parts: Sequence[Part]) -> list[Part]:
    """Turn runs of marked lines into items; one mark alone is no list, nor is a start at seven."""
    units = [unit for at, part in enumerate(parts) for unit in _units(at, part)]
    listed: dict[int, list[tuple[_Unit, bool]]] = {}
    for _style, group in groupby(units, key=lambda unit: unit.style):
        run = list(group)
        for unit in run:
            listed.setdefault(unit.at, []).append((unit, _is_list(run)))
    return [piece for at, part in enumerate(parts) for piece in _pieces(part, listed.get(at, []))]


def _units(at: int, part: Part) -> Iterator[_Unit]:
    if part.kind is not BlockKind.PARAGRAPH:
        yield _Unit(at, part.text)
        return
    gathered: list[_Unit] = []
    for line in part.text.split("\n"):
        mark = _MARK.match(line)
        if mark:
            rest = line[mark.end() :]
            style = mark["bullet"] or "number"
            gathered.append(_Unit(at, rest, style, int(mark["number"] or 0)))
        elif gathered:
            last = gathered[-1]
            joined = f"{last.text}{' ' if last.style else chr(10)}{line.strip()}"
            gathered[-1] = _Unit(at, joined, last.style, last.number)
        else:
            gathered.append(_Unit(at, line))
    yield from gathered


def _is_list(run: Sequence[_Unit]) -> bool:
    if len(run) < 2 or not run[0].style:
        return False
    counted = [unit.number for unit in run]
    return run[0].style != "number" or counted == list(range(1, len(run) + 1))


def _pieces(part: Part, units: Sequence[tuple[_Unit, bool]]) -> Iterator[Part]:
    if not all(listed for unit, listed in units if unit.style) or not any(
        unit.style for unit, _listed in units
    ):
        yield part
        return
    for unit, _listed in units:
        kind = BlockKind.PARAGRAPH
        if unit.style:
            numbered = unit.style == "number"
            kind = BlockKind.NUMBERED_ITEM if numbered else BlockKind.BULLETED_ITEM
        yield Part(kind, unit.text)
