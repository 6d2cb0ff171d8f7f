"""Where the parts of a new text may belong; a person confirms or changes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from appeals.document.tree import BlockKind
from appeals.drafting import plain_text
from appeals.drafting.alignment import Bead, Passage, align
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.readers.parts import Part

# Below this confidence a person is asked to look.
SURE = 0.7
_ABOVE = frozenset({SegmentKind.TITLE, SegmentKind.DATE_LINE})
_TITLES = frozenset({SegmentKind.TITLE, SegmentKind.HEADING})


class Way(StrEnum):
    """What is done with a part."""

    INTO = "into"  # it becomes the wording of a segment, or a piece of it
    AFTER = "after"  # it becomes a new segment
    OUT = "out"


@dataclass(frozen=True)
class Target:
    """Where a part goes; a new segment after none is the first of all."""

    way: Way
    segment_id: UUID | None = None


@dataclass(frozen=True)
class Placed:
    """A part and its place; `also` are further segments whose text it seems to hold."""

    kind: SegmentKind
    text: str
    target: Target
    sure: bool = True
    also: tuple[UUID, ...] = ()


def propose(appeal: Appeal, language: str, parts: Sequence[Part]) -> list[Placed]:
    """Align the parts with what the segments say in this language, or in the reference."""
    new = [Passage(part.kind.value, part.text, language) for part in parts]
    segments, beads = _best(appeal, language, new)
    placed = list(_placed(appeal, segments, beads, parts))
    return _with_title(appeal, language, placed)


def mended(appeal: Appeal, language: str, placed: Sequence[Placed]) -> list[Placed]:
    """Find new places for the parts whose segment is no longer there."""
    known = {segment.id for segment in appeal.segments} | {None}
    if all(each.target.segment_id in known for each in placed):
        return list(placed)
    parts = [Part(BlockKind(each.kind.value), each.text) for each in placed]
    fresh = propose(appeal, language, parts)
    return [
        before if before.target.segment_id in known else replace(after, sure=False)
        for before, after in zip(placed, fresh, strict=True)
    ]


def title_of(appeal: Appeal) -> Segment:
    return next(each for each in appeal.segments if each.kind is SegmentKind.TITLE)


def _best(
    appeal: Appeal, language: str, new: Sequence[Passage]
) -> tuple[list[Segment], list[Bead]]:
    """Align with the present wordings and with the reference, and keep what agrees better."""
    segments = [segment for segment in appeal.segments if segment.is_used]
    found = []
    for tags in dict.fromkeys(
        [(language, appeal.reference_language), (appeal.reference_language,)]
    ):
        old = [_passage(segment, (*tags, *appeal.languages)) for segment in segments]
        beads = align(old, new)
        agreed = sum(
            bead.confidence * len(new[place].text)
            for bead in beads
            for place in bead.new
            if bead.old
        )
        found.append((agreed, beads))
    return segments, max(found, key=lambda each: each[0])[1]


def _passage(segment: Segment, languages: Sequence[str]) -> Passage:
    tag = next(tag for tag in languages if segment.text(tag))
    return Passage(segment.kind.value, segment.text(tag), tag)


def _placed(
    appeal: Appeal, segments: Sequence[Segment], beads: Sequence[Bead], parts: Sequence[Part]
) -> Iterator[Placed]:
    last: Segment | None = None
    settled = list(_with_rewritten(segments, beads))
    given = {segments[bead.old[0]].id for bead in settled if bead.old and bead.new}
    for bead in settled:
        held = [segments[place] for place in bead.old]
        if held:
            target = Target(Way.INTO, held[0].id)
            last = held[-1]
        else:
            target = Target(Way.AFTER, _place_after(appeal, last, given))
        for place in bead.new:
            part = parts[place]
            yield Placed(
                SegmentKind(part.kind.value),
                plain_text.clean(part.text),
                target,
                sure=bead.confidence >= SURE,
                also=tuple(each.id for each in held[1:]),
            )


def _with_rewritten(segments: Sequence[Segment], beads: Sequence[Bead]) -> Iterator[Bead]:
    """Take as many passages missing as added at one place for the same ones, written anew."""
    for is_lone, group in groupby(beads, key=lambda bead: not (bead.old and bead.new)):
        run = list(group)
        gone = [bead for bead in run if bead.old and not segments[bead.old[0]].kind.is_standing]
        added = [bead for bead in run if bead.new]
        if not is_lone or len(gone) != len(added):
            yield from run
            continue
        yield from (bead for bead in run if bead.old and bead not in gone)
        for before, after in zip(gone, added, strict=True):
            yield Bead(before.old, after.new, SURE / 2)


def _place_after(appeal: Appeal, segment: Segment | None, given: set[UUID]) -> UUID | None:
    """The segment below which something new stands: not a list heading, nor an unused date."""
    text = [each for each in appeal.segments if not each.kind.is_list_heading]
    at = -1
    if segment:
        at = text.index(segment) if segment in text else len(text) - 1
    while at + 1 < len(text) and text[at + 1].kind in _ABOVE and text[at + 1].id not in given:
        at += 1
    return text[at].id if at >= 0 else None


def _with_title(appeal: Appeal, language: str, placed: list[Placed]) -> list[Placed]:
    """Give the first heading to the title, if the title is still to be written."""
    title = title_of(appeal)
    first = next((each for each in placed if each.kind in _TITLES), None)
    if first is None or title.text(language):
        return placed
    into = Target(Way.INTO, title.id)
    found = {each.target for each in placed if each.sure and each.target.way is Way.INTO}
    if into in found or (first.sure and first.target in found):
        return placed
    return [
        replace(each, target=into, sure=each.kind is SegmentKind.TITLE, also=())
        if each is first
        else each
        for each in placed
    ]


def by_segment(placed: Sequence[Placed]) -> Mapping[UUID, list[Placed]]:
    """The parts that go into each segment, in order."""
    found: dict[UUID, list[Placed]] = {}
    for each in placed:
        if each.target.way is Way.INTO and each.target.segment_id is not None:
            found.setdefault(each.target.segment_id, []).append(each)
    return found
