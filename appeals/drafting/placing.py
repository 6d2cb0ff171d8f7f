"""The page on which parts are given places: what its form sends, and the rows it shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from flask_babel import gettext as _

from appeals.document.tree import BlockKind
from appeals.drafting import labels, plain_text
from appeals.drafting.diff import Piece, difference
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.proposal import Placed, Target, Way
from appeals.drafting.services import joined
from appeals.errors import Invalid

# A longer list to choose from helps nobody, and a page for 400 parts must stay small.
_CHOICES_AROUND = 12
_ALL_CHOICES = 40
_EXCERPT = 36
_STARS = re.compile(r"[*\\]")

Numbered = tuple[int, Placed]


class Note(StrEnum):
    """What is said about a row."""

    SAME = "same"
    CHANGED = "changed"
    FILLED = "filled"
    JOINED = "joined"
    KEPT = "kept"
    EMPTY = "empty"
    NEW = "new"
    OUT = "out"


@dataclass(frozen=True)
class Sent:
    """What the form sent: the parts with their places, and the segments to be emptied."""

    placed: list[Placed]
    emptied: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Row:
    """A segment with the parts that go into it, or a part that is new or left out."""

    note: Note
    segment: Segment | None = None
    parts: Sequence[Numbered] = ()
    above: Segment | None = None
    change: Sequence[Piece] = ()
    # Its text seems to stand in a part that goes into an earlier segment.
    is_held_above: bool = False

    @property
    def sure(self) -> bool:
        return all(each.sure for _number, each in self.parts) and not self.is_held_above


@dataclass(frozen=True)
class Choice:
    """One place that can be chosen for a part."""

    value: str
    label: str


@dataclass
class Choices:
    """The places for parts: near ones only, where there are very many."""

    appeal: Appeal
    language: str
    _places: Mapping[UUID, int] = field(init=False)

    def __post_init__(self) -> None:
        self._places = {each.id: at for at, each in enumerate(self.appeal.segments)}

    def into(self, placed: Placed) -> list[Choice]:
        return [self._into[at] for at in self._near(placed)]

    def after(self, placed: Placed) -> list[Choice]:
        below = [self._after[at] for at in self._near(placed) if at in self._after]
        return [Choice(value(Target(Way.AFTER)), _("New segment at the beginning")), *below]

    @cached_property
    def _into(self) -> list[Choice]:
        return [
            Choice(value(Target(Way.INTO, each.id)), self._named(each))
            for each in self.appeal.segments
        ]

    @cached_property
    def _after(self) -> dict[int, Choice]:
        return {
            at: Choice(
                value(Target(Way.AFTER, each.id)),
                _("New segment after segment %(number)s", number=at + 1),
            )
            for at, each in enumerate(self.appeal.segments)
            if not each.kind.is_list_heading
        }

    def _near(self, placed: Placed) -> range:
        count = len(self.appeal.segments)
        if count <= _ALL_CHOICES:
            return range(count)
        segment_id = placed.target.segment_id
        at = self._places.get(segment_id, 0) if segment_id else 0
        return range(max(at - _CHOICES_AROUND, 0), min(at + _CHOICES_AROUND + 1, count))

    def _named(self, segment: Segment) -> str:
        text = segment.text(self.language) or segment.text(self.appeal.reference_language)
        plain = " ".join(_STARS.sub("", text).split())
        named = _(
            "Segment %(number)s (%(kind)s)",
            number=segment.position + 1,
            kind=labels.KINDS[segment.kind],
        )
        cut = f"{plain[:_EXCERPT].rstrip()}…" if len(plain) > _EXCERPT else plain
        # Isolated, so that a text from right to left keeps its full stop.
        return f"{named}: \u2068{cut}\u2069" if cut else named


def read(form: Mapping[str, str]) -> Sent:
    """Read the form; raise `Invalid` for fields that no page of ours has sent."""
    placed: list[Placed] = []
    while f"part:{len(placed)}" in form:
        number = len(placed)
        placed.append(
            Placed(
                _kind(form.get(f"kind:{number}", "")),
                plain_text.clean(form[f"part:{number}"]),
                _target(form.get(f"to:{number}", "")),
                sure=form.get(f"sure:{number}") == "yes",
                also=tuple(_id(each) for each in form.get(f"also:{number}", "").split()),
            )
        )
    emptied = (name.partition(":")[2] for name in form if name.startswith("empty:"))
    return Sent(placed, frozenset(_id(each) for each in emptied))


def value(target: Target) -> str:
    """A target as the form has it."""
    if target.way is Way.OUT:
        return Way.OUT
    return f"{target.way}:{target.segment_id.hex if target.segment_id else ''}"


def rows(appeal: Appeal, language: str, placed: Sequence[Placed]) -> list[Row]:
    """Lay out the segments in order, each with its parts; what is new stands between them."""
    own: dict[UUID | None, list[Numbered]] = {}
    loose: dict[UUID | None, list[Numbered]] = {}
    above: UUID | None = None
    for number, each in enumerate(placed):
        if each.target.way is not Way.OUT:
            above = each.target.segment_id
        into = own if each.target.way is Way.INTO else loose
        into.setdefault(above, []).append((number, each))
    held = {segment_id for each in placed for segment_id in each.also}
    result = _loose(loose.get(None, ()), None)
    for segment in appeal.segments:
        parts = own.get(segment.id, ())
        if parts or _is_shown(segment):
            result.append(_row(segment, language, parts, is_held=segment.id in held))
        result += _loose(loose.get(segment.id, ()), segment)
    return result


def _loose(parts: Sequence[Numbered], above: Segment | None) -> list[Row]:
    """The parts that become new segments below this one, and those left out there."""
    return [
        Row(Note.OUT if part[1].target.way is Way.OUT else Note.NEW, parts=[part], above=above)
        for part in parts
    ]


def _row(segment: Segment, language: str, own: Sequence[Numbered], *, is_held: bool) -> Row:
    present = segment.text(language)
    if not own:
        note = Note.KEPT if present else Note.EMPTY
        return Row(note, segment, is_held_above=is_held)
    text = joined([each for _number, each in own])
    if text == present:
        return Row(Note.SAME, segment, own)
    note = Note.JOINED if len(own) > 1 else Note.CHANGED if present else Note.FILLED
    return Row(note, segment, own, change=difference(present, text) if present else ())


def _is_shown(segment: Segment) -> bool:
    """Standing segments that nobody uses, and list headings, are noise until they get a part."""
    if segment.kind.is_list_heading:
        return False
    return segment.is_used or not segment.kind.is_standing


def _target(text: str) -> Target:
    way, _colon, segment_id = text.partition(":")
    try:
        target = Target(Way(way), _id(segment_id) if segment_id else None)
    except ValueError as error:
        raise Invalid(_("The form names a place that cannot be.")) from error
    if target.way is Way.INTO and target.segment_id is None:
        raise Invalid(_("The form names a place that cannot be."))
    return target


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(_("The form names a segment that cannot be.")) from error


def _kind(text: str) -> SegmentKind:
    try:
        return SegmentKind(BlockKind(text).value)
    except ValueError as error:
        raise Invalid(_("The form names a kind of segment that cannot be.")) from error
