"""Rules on what stands around the text: title, date, addressees, contact."""

import re
from collections.abc import Iterator

from appeals.document.tree import BlockKind
from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, Spot, spot_at
from appeals.importing.model import Dated, Version

_PIECES = re.compile(r"[,;\n]+")


def titles(ground: Ground) -> Iterator[Finding]:
    """One version has a title, another has none."""
    having = [number for number in ground.versions if ground.statement.versions[number].title]
    for number in ground.versions if having else ():
        title = ground.statement.versions[having[0]].title
        if number not in having and title:
            yield Finding(
                "title_missing",
                Level.ERROR,
                (spot_at(having[0], title), Spot(number)),
                ground.languages(number, having[0]) | {"expected": title.text.strip()},
            )


def dates(ground: Ground) -> Iterator[Finding]:
    """The versions bear different dates, or one bears none but that of its page."""
    shown = [_shown(version) for version in ground.statement.versions]
    first = next((n for n in ground.versions if ground.statement.versions[n].dated), 0)
    for number in ground.versions:
        ours, theirs = shown[first], shown[number]
        if number == first or ours is None or ours.day is None:
            continue
        if theirs is None:
            yield Finding(
                "date_missing",
                Level.WARNING,
                (spot_at(first, ours.stretch), Spot(number)),
                ground.languages(number, first) | {"expected": ours.stretch.text.strip()},
            )
        elif theirs.day is not None and theirs.day != ours.day:
            yield _other_date(ground, first, number, ours, theirs)


def contacts(ground: Ground) -> Iterator[Finding]:
    """The contact says more in one version than in another."""
    texts = {
        number: version.tail.get(BlockKind.CONTACT, ())
        for number, version in enumerate(ground.statement.versions)
    }
    having = [number for number, stretches in texts.items() if stretches]
    for number in having[1:]:
        ours, theirs = (
            sum(len([p for p in _PIECES.split(each.text) if p.strip()]) for each in texts[at])
            for at in (having[0], number)
        )
        if ours != theirs:
            yield Finding(
                "contact_differs",
                Level.HINT,
                (spot_at(having[0], texts[having[0]][0]), spot_at(number, texts[number][0])),
                ground.languages(number, having[0]),
            )


def _shown(version: Version) -> Dated | None:
    """The date that a reader takes for the statement's."""
    return version.dated or version.page_date


def _other_date(ground: Ground, first: int, number: int, ours: Dated, theirs: Dated) -> Finding:
    is_page = ground.statement.versions[number].dated is None
    return Finding(
        "page_date" if is_page else "date_differs",
        Level.ERROR,
        (spot_at(first, ours.stretch), spot_at(number, theirs.stretch)),
        ground.languages(number, first)
        | {"found": theirs.stretch.text.strip(), "expected": ours.stretch.text.strip()},
    )
