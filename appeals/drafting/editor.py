"""The editor: what its form sends, and the rows and cells it shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask_babel import gettext as _

from appeals.drafting import plain_text
from appeals.drafting.diff import Piece, difference
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment, SegmentKind, SegmentSnapshot, Wording
from appeals.drafting.parity import Level
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import Change, Checked, Collision
from appeals.errors import Invalid

Key = tuple[UUID, str]


@dataclass(frozen=True)
class Tool:
    """A button other than Save: what to do with which segment, or with a wording of it.

    Some are about the whole text and name no segment.
    """

    verb: str
    segment_id: UUID | None
    language: str


@dataclass(frozen=True)
class Submission:
    """What the form sent; `kinds` holds only those that were changed."""

    changes: dict[UUID, dict[str, Change]] = field(default_factory=dict)
    kinds: dict[UUID, SegmentKind] = field(default_factory=dict)
    tool: Tool | None = None

    def unsaved(self) -> list[Collision]:
        """Return every wording that was typed and has not come to be saved."""
        return [
            Collision(segment_id, language, yours=plain_text.clean(change.text), theirs=None)
            for segment_id, typed in self.changes.items()
            for language, change in typed.items()
            if wording_hash(plain_text.clean(change.text)) != change.seen
        ]


@dataclass(frozen=True)
class Cell:
    """A wording in the editor; `seen` is the hash of what its text field started from."""

    language: str
    text: str
    seen: str
    state: WordingState
    # How the reference changed since this wording was written, as far as revisions tell.
    reference_change: Sequence[Piece] = ()
    collision: Collision | None = None
    collision_change: Sequence[Piece] = ()
    wording: Wording | None = None
    # What the parity check found in it and nobody has waived.
    findings: Sequence[Checked] = ()

    @property
    def worst(self) -> Level:
        return min((each.finding.level for each in self.findings), key=lambda level: level.rank)

    @property
    def lines(self) -> int:
        """A height for browsers that do not fit a text field to its content."""
        return min(2 + len(self.text) // 60, 16)


@dataclass(frozen=True)
class Row:
    """A segment in the editor, with the cells of the languages that are shown."""

    segment: Segment
    cells: Sequence[Cell]
    kind: SegmentKind
    is_first: bool
    is_last: bool

    @property
    def number(self) -> int:
        return self.segment.position + 1


def read(form: Mapping[str, str]) -> Submission:
    """Read the form; raise `Invalid` for fields that no page of ours has sent."""
    submission = Submission(tool=_tool(form.get("do", "")))
    for name, value in form.items():
        what, _colon, rest = name.partition(":")
        segment_id, _colon, language = rest.partition(":")
        if what == "text" and not _gives_way(submission.tool, segment_id, language):
            change = Change(value, form.get(f"seen:{rest}", ""))
            submission.changes.setdefault(_id(segment_id), {})[language] = change
        elif what == "kind" and value != form.get(f"was:{rest}", value):
            submission.kinds[_id(segment_id)] = _kind(value)
    return submission


def rows(
    appeal: Appeal,
    shown: Sequence[str],
    *,
    former: Mapping[Key, str],
    findings: Iterable[Checked] = (),
    collisions: Iterable[Collision] = (),
    typed: Submission | None = None,
) -> list[Row]:
    """Lay out the text. `former` holds earlier reference wordings by segment and hash.

    `typed` is shown instead of what is stored: before it is saved, or where that was refused.
    """
    found: dict[Key, list[Checked]] = {}
    for each in findings:
        found.setdefault((each.segment.id, each.finding.language), []).append(each)
    collided = {(each.segment_id, each.language): each for each in collisions}
    changes = (typed or Submission()).changes
    kinds = (typed or Submission()).kinds
    above = [segment for segment in appeal.segments if not segment.kind.is_list_heading]
    return [
        Row(
            segment,
            [
                _cell(
                    segment,
                    language,
                    former,
                    collided.get((segment.id, language)),
                    changes.get(segment.id, {}).get(language),
                    found.get((segment.id, language), []),
                )
                for language in shown
            ],
            kind=kinds.get(segment.id, segment.kind),
            is_first=segment is above[0],
            is_last=segment is above[-1],
        )
        for segment in appeal.segments
    ]


def as_typed(appeal: Appeal, typed: Submission) -> list[SegmentSnapshot]:
    """Return the text as it stands in the form, to be shown before it is saved."""
    return [
        {
            "id": str(segment.id),
            "kind": typed.kinds.get(segment.id, segment.kind).value,
            "wordings": {
                tag: plain_text.clean(change.text) if change else segment.text(tag)
                for tag in appeal.languages
                for change in [typed.changes.get(segment.id, {}).get(tag)]
            },
        }
        for segment in appeal.segments
    ]


def outdated(appeal: Appeal, shown: Sequence[str]) -> set[Key]:
    """Return segment and hash of the reference wordings that stale wordings were written for."""
    return {
        (segment.id, wording.translates)
        for segment in appeal.segments
        for wording in segment.wordings
        if wording.language in shown
        and wording.translates
        and wording_state(segment, wording.language) is WordingState.STALE
    }


def _cell(
    segment: Segment,
    language: str,
    former: Mapping[Key, str],
    collision: Collision | None,
    typed: Change | None,
    findings: Sequence[Checked],
) -> Cell:
    present = segment.text(language)
    text, seen = present, wording_hash(present)
    if collision:
        text = collision.yours
    elif typed:
        text, seen = typed.text, typed.seen
    return Cell(
        language,
        text,
        seen,
        wording_state(segment, language),
        reference_change=_reference_change(segment, language, former),
        collision=collision,
        collision_change=difference(present, collision.yours) if collision else (),
        wording=segment.wording(language),
        findings=findings,
    )


def _reference_change(
    segment: Segment, language: str, former: Mapping[Key, str]
) -> Sequence[Piece]:
    wording = segment.wording(language)
    if wording is None or wording_state(segment, language) is not WordingState.STALE:
        return ()
    before = former.get((segment.id, wording.translates or ""))
    if before is None:
        return ()
    return difference(before, segment.text(segment.appeal.reference_language))


def _gives_way(tool: Tool | None, segment_id: str, language: str) -> bool:
    """Return whether somebody chose to leave this wording as another one has changed it."""
    return tool is not None and (tool.verb, str(tool.segment_id), tool.language) == (
        "theirs",
        segment_id,
        language,
    )


def _tool(value: str) -> Tool | None:
    verb, _colon, rest = value.partition(":")
    segment_id, _colon, language = rest.partition(":")
    if not verb:
        return None
    return Tool(verb, _id(segment_id) if segment_id else None, language)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(_("The form names a segment that cannot be.")) from error


def _kind(text: str) -> SegmentKind:
    try:
        return SegmentKind(text)
    except ValueError as error:
        raise Invalid(_("The form names a kind of segment that cannot be.")) from error
