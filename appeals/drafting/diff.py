"""Differences between two texts, word by word, and between two revisions."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rapidfuzz.distance import Indel

from appeals.drafting.models import SegmentSnapshot

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Part = TypeVar("Part", bound=Hashable)


class PieceKind(StrEnum):
    """Whether a piece of text stands in both texts or in one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that was kept, removed or added."""

    kind: PieceKind
    text: str


class Alteration(StrEnum):
    """What became of a segment."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class ChangedSegment:
    """A segment that is not what or where it was; `kind` is the present one."""

    id: str
    kind: str
    alteration: Alteration
    pieces: tuple[Piece, ...]

    @property
    def text_before(self) -> str:
        return "".join(each.text for each in self.pieces if each.kind is not PieceKind.ADDED)

    @property
    def text_now(self) -> str:
        return "".join(each.text for each in self.pieces if each.kind is not PieceKind.REMOVED)


def difference(old: str, new: str) -> list[Piece]:
    """Return pieces that spell out both texts; what was removed stands before what was added."""
    return [
        Piece(kind, "".join(words))
        for kind, was, now in woven(TOKEN.findall(old), TOKEN.findall(new), is_blank=str.isspace)
        for words in [was or now]
    ]


def woven(
    before: Sequence[Part], after: Sequence[Part], *, is_blank: Callable[[Part], bool]
) -> Iterator[tuple[PieceKind, list[Part], list[Part]]]:
    """Yield stretches of both sequences: what was, what is now, one of them empty unless same."""
    removed: list[Part] = []
    added: list[Part] = []
    for tag, start, end, begin, finish in _opcodes(before, after):
        was, now = list(before[start:end]), list(after[begin:finish])
        inside = bool(removed or added) and finish < len(after) and end < len(before)
        if tag != "equal" or (inside and all(map(is_blank, was))):
            # A blank between two changed words belongs to the change, or it reads like confetti.
            removed, added = removed + was, added + now
        else:
            yield from _change(removed, added, is_blank)
            yield PieceKind.SAME, was, now
            removed, added = [], []
    yield from _change(removed, added, is_blank)


def steps(before: Sequence[Part], after: Sequence[Part]) -> Iterator[tuple[PieceKind, Part]]:
    """Yield what is in either sequence, each at its place; what moved comes up twice.

    Between two that stayed, what was removed comes before what was added.
    """
    for kind, was, now in woven(before, after, is_blank=lambda _part: False):
        yield from ((kind, each) for each in now or was)


def compare(
    old: Sequence[SegmentSnapshot], new: Sequence[SegmentSnapshot], language: str
) -> list[ChangedSegment]:
    """Return what differs between two revisions in one language, in the order of the new one."""
    before = [each for each in old if each["wordings"].get(language)]
    after = [each for each in new if each["wordings"].get(language)]
    known = {each["id"]: each for each in before}
    kept = {each["id"] for each in after} & known.keys()
    moved = _moved(before, after, kept)
    changed = [_changed(known.get(each["id"]), each, language, moved) for each in after]
    gone = [_gone(each, language) for each in before if each["id"] not in kept]
    return [each for each in changed if each is not None] + gone


def _change(
    removed: list[Part], added: list[Part], is_blank: Callable[[Part], bool]
) -> Iterator[tuple[PieceKind, list[Part], list[Part]]]:
    # Blanks drawn into the change from both sides stand outside it again.
    end = 0
    while (
        end < min(len(removed), len(added))
        and removed[-1 - end] == added[-1 - end]
        and is_blank(removed[-1 - end])
    ):
        end += 1
    was, now = removed[: len(removed) - end], added[: len(added) - end]
    if was:
        yield PieceKind.REMOVED, was, []
    if now:
        yield PieceKind.ADDED, [], now
    if end:
        yield PieceKind.SAME, removed[-end:], added[-end:]


def _changed(
    was: SegmentSnapshot | None, now: SegmentSnapshot, language: str, moved: set[str]
) -> ChangedSegment | None:
    text = now["wordings"][language]
    if was is None:
        added = (Piece(PieceKind.ADDED, text),)
        return ChangedSegment(now["id"], now["kind"], Alteration.ADDED, added)
    before = was["wordings"][language]
    alike = before == text and was["kind"] == now["kind"]
    if alike and now["id"] not in moved:
        return None
    alteration = Alteration.MOVED if alike else Alteration.CHANGED
    pieces = tuple(difference(before, text))
    return ChangedSegment(now["id"], now["kind"], alteration, pieces)


def _gone(was: SegmentSnapshot, language: str) -> ChangedSegment:
    pieces = (Piece(PieceKind.REMOVED, was["wordings"][language]),)
    return ChangedSegment(was["id"], was["kind"], Alteration.REMOVED, pieces)


def _moved(
    before: Sequence[SegmentSnapshot], after: Sequence[SegmentSnapshot], kept: set[str]
) -> set[str]:
    """Return the fewest segments whose moving explains the new order."""
    earlier = [each["id"] for each in before if each["id"] in kept]
    later = [each["id"] for each in after if each["id"] in kept]
    return kept - {each for kind, each in steps(earlier, later) if kind is PieceKind.SAME}


def _opcodes(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    # An Opcode is typed as a loose sequence of str and int.
    return [
        (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(before, after)
    ]
