"""Rules on how the text is divided: paragraphs split, joined, missing; items misnumbered."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from appeals.document.tree import BlockKind
from appeals.drafting.parity import Level
from appeals.importing.alignment import SURE, Link, Row
from appeals.importing.audit.model import Finding, Ground, Spot, spot_at
from appeals.importing.model import Statement, Stretch

_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]")
_HEAD = frozenset(
    {
        *(BlockKind.KICKER, BlockKind.ADDRESSEE, BlockKind.CC, BlockKind.SALUTATION),
        *(BlockKind.CLOSING, BlockKind.CONTACT, BlockKind.NOTE),
    }
)
_LONGEST = 120  # characters


def divided(ground: Ground) -> Iterator[Finding]:
    """A paragraph of one version is several in another, or the other way round."""
    for link in ground.alignment.links:
        if link.is_plain or link.is_lone or _is_contact(ground, link):
            continue
        code = "split" if len(link.theirs) > len(link.ours) else "joined"
        yield Finding(
            code,
            Level.WARNING,
            tuple(_spots(ground, link)),
            ground.languages(link.version, 0)
            | {"found": str(len(link.theirs)), "expected": str(len(link.ours))},
        )


def missing(ground: Ground) -> Iterator[Finding]:
    """A part of the text has no counterpart in another version."""
    for row in ground.alignment.rows:
        having = [version for version, places in enumerate(row.places) if places]
        for version in ground.versions:
            if version not in having:
                yield from _missing(ground, row, having[0], version)


def items(ground: Ground) -> Iterator[Finding]:
    """The points of a text are not numbered in sequence."""
    lines = _line_numbers(ground.statement)
    for number, version in enumerate(ground.statement.versions):
        for is_item, run in groupby(
            version.body, key=lambda each: each.kind is BlockKind.NUMBERED_ITEM
        ):
            numbered = list(_numbered(list(run), lines)) if is_item else []
            printed = [each for each, _stretch in numbered]
            if len(printed) > 1 and printed != list(range(printed[0], printed[0] + len(printed))):
                yield Finding(
                    "item_numbers",
                    Level.WARNING,
                    tuple(spot_at(number, stretch) for _number, stretch in numbered),
                    {
                        "language": version.language,
                        "found": ", ".join(map(str, printed)),
                    },
                )


def _is_contact(ground: Ground, link: Link) -> bool:
    """How an address is laid out says nothing; what it says is told by its own rule."""
    return ground.alignment.flows[0][link.ours[0]].kind is BlockKind.CONTACT


def _spots(ground: Ground, link: Link) -> Iterator[Spot]:
    for version, places in ((0, link.ours), (link.version, link.theirs)):
        for stretch in ground.alignment.stretches(version, places):
            yield _short(version, stretch)


def _missing(ground: Ground, row: Row, one: int, other: int) -> Iterator[Finding]:
    for stretch in ground.alignment.stretches(one, row.places[one]):
        if stretch.kind is BlockKind.TITLE:
            continue  # told by its own rule
        is_text = stretch.kind not in _HEAD
        level = Level.ERROR if is_text and row.confidence >= SURE else Level.WARNING
        yield Finding(
            "passage_missing" if is_text else "part_missing",
            level,
            (_short(one, stretch), Spot(other)),
            ground.languages(other, one) | {"expected": _short(one, stretch).text},
        )


def _short(version: int, stretch: Stretch) -> Spot:
    text = stretch.text.strip()
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
    return Spot(version, stretch.place, cut)


def _line_numbers(statement: Statement) -> dict[tuple[int, int], int]:
    """The number that each line begins with, by file and line."""
    found = {}
    for line in statement.lines:
        if match := _NUMBER.match(line.text):
            found[line.source, line.number] = int(match[1])
        elif line.counted is not None:
            found[line.source, line.number] = line.counted
    return found


def _numbered(
    run: Sequence[Stretch], lines: dict[tuple[int, int], int]
) -> Iterator[tuple[int, Stretch]]:
    for stretch in run:
        number = lines.get((stretch.place.source, stretch.place.first))
        if number is not None:
            yield number, stretch
