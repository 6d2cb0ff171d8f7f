"""Differences between two texts, word by word, and between two revisions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from appeals.drafting.models import SegmentSnapshot

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


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
    pieces: list[Piece] = []
    removed = added = ""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, start, end, begin, finish in _opcodes(before, after):
        was, now = "".join(before[start:end]), "".join(after[begin:finish])
        if tag != "equal":
            removed, added = removed + was, added + now
        elif (removed or added) and was.isspace() and finish < len(after) and end < len(before):
            # A blank between two changed words belongs to the change, or it reads like confetti.
            removed, added = removed + was, added + now
        else:
            pieces += _change(removed, added)
            pieces.append(Piece(PieceKind.SAME, was))
            removed = added = ""
    return pieces + _change(removed, added)


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


def _change(removed: str, added: str) -> list[Piece]:
    # A blank drawn into the change from both sides stands outside it again.
    trailing = ""
    while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
        trailing, removed, added = removed[-1] + trailing, removed[:-1], added[:-1]
    pieces = (
        Piece(PieceKind.REMOVED, removed),
        Piece(PieceKind.ADDED, added),
        Piece(PieceKind.SAME, trailing),
    )
    return [piece for piece in pieces if piece.text]


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
    return kept - set(_common(earlier, later))


def _common(earlier: list[str], later: list[str]) -> Iterator[str]:
    for tag, start, end, _begin, _finish in _opcodes(earlier, later):
        if tag == "equal":
            yield from earlier[start:end]


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    # An Opcode is typed as a loose sequence of str and int.
    return [
        (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(before, after)
    ]
