"""The aligned text of a statement as the segments of an appeal."""

from collections.abc import Iterator, Mapping, Sequence

from appeals.document.tree import BlockKind
from appeals.drafting import plain_text
from appeals.drafting.models import SegmentKind
from appeals.importing.alignment import Row
from appeals.importing.audit import Ground
from appeals.importing.model import ListRole, Stretch, Version

Wordings = Mapping[str, str]

_ITEMS = frozenset({BlockKind.NUMBERED_ITEM, BlockKind.BULLETED_ITEM})
_HEADINGS = {
    ListRole.SIGNATORIES: SegmentKind.SIGNATORIES_HEADING,
    ListRole.SUPPORTERS: SegmentKind.SUPPORTERS_HEADING,
}


def segments_of(ground: Ground, rows: Sequence[Row]) -> list[tuple[SegmentKind, Wordings]]:
    """Return kind and wordings of each segment: the text, then date line and list headings."""
    return [*_text(ground, rows), *_standing(ground)]


def _text(ground: Ground, rows: Sequence[Row]) -> Iterator[tuple[SegmentKind, Wordings]]:
    titled = False
    for row in rows:
        sides = {
            version: ground.alignment.stretches(version, places)
            for version, places in enumerate(row.places)
            if places
        }
        if not sides:
            continue
        kind = SegmentKind(next(iter(sides.values()))[0].kind.value)
        if kind is SegmentKind.TITLE and titled:
            kind = SegmentKind.HEADING  # an appeal has one title
        titled = titled or kind is SegmentKind.TITLE
        yield kind, {ground.language(version): joined(its) for version, its in sides.items()}


def _standing(ground: Ground) -> Iterator[tuple[SegmentKind, Wordings]]:
    versions = ground.statement.versions
    yield (
        SegmentKind.DATE_LINE,
        {
            each.language: plain_text.clean(each.dated.stretch.text)
            for each in versions
            if each.dated
        },
    )
    for role, kind in _HEADINGS.items():
        headings = {each.language: _heading(each, role) for each in versions}
        yield kind, {tag: text for tag, text in headings.items() if text}


def _heading(version: Version, role: ListRole) -> str:
    found = (each.heading for each in version.lists if each.role is role and each.heading)
    heading = next(found, None)
    return plain_text.clean(heading.text) if heading else ""


def joined(stretches: Sequence[Stretch]) -> str:
    """Several stretches as one wording: items on lines of their own."""
    text = ""
    for before, each in zip((None, *stretches), stretches, strict=False):
        if before is not None:
            text += "\n" if {before.kind, each.kind} & _ITEMS else " "
        text += plain_text.clean(each.text)
    return plain_text.clean(text)
